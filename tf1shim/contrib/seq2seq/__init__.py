"""``tf.contrib.seq2seq``: decoders, the helpers that feed them, attention, beam search."""

from tf1shim.contrib.seq2seq.attention_wrapper import (  # noqa: F401
    AttentionMechanism,
    AttentionWrapper,
    AttentionWrapperState,
    BahdanauAttention,
    BahdanauMonotonicAttention,
    LuongAttention,
    LuongMonotonicAttention,
    hardmax,
    monotonic_attention,
    safe_cumprod,
)
from tf1shim.contrib.seq2seq.basic_decoder import (  # noqa: F401
    BasicDecoder,
    BasicDecoderOutput,
)
from tf1shim.contrib.seq2seq.beam_search_decoder import (  # noqa: F401
    BeamSearchDecoder,
    BeamSearchDecoderOutput,
    BeamSearchDecoderState,
    FinalBeamSearchDecoderOutput,
    tile_batch,
)
from tf1shim.contrib.seq2seq.beam_search_ops import gather_tree  # noqa: F401
from tf1shim.contrib.seq2seq.decoder import Decoder, dynamic_decode  # noqa: F401
from tf1shim.contrib.seq2seq.helper import (  # noqa: F401
    CustomHelper,
    GreedyEmbeddingHelper,
    Helper,
    InferenceHelper,
    SampleEmbeddingHelper,
    ScheduledEmbeddingTrainingHelper,
    ScheduledOutputTrainingHelper,
    TrainingHelper,
)
from tf1shim.contrib.seq2seq.loss import sequence_loss  # noqa: F401
