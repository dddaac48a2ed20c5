"""tf.contrib.cudnn_rnn without cuDNN, and its checkpoints."""

import pytest

from tests import checks

FILE = checks.beside(__file__, "checks_cudnn.py")


@pytest.mark.parametrize("name", checks.names(FILE))
def test_cudnn(name):
    checks.passed(FILE, name)
