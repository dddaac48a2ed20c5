"""tf.contrib.learn.utils (source: contrib/learn/python/learn/utils/__init__.py)."""

from tf1shim.contrib.learn import gc, input_fn_utils, saved_model_export_utils  # noqa: F401
from tf1shim.contrib.learn.input_fn_utils import (  # noqa: F401
    InputFnOps,
    build_default_serving_input_fn,
    build_parsing_serving_input_fn,
)
