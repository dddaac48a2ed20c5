"""`keras.utils.test_utils`: the helpers that tests of custom layers use.

Source: keras 2.3.1 `utils/test_utils.py`.
"""

import functools

import numpy as np

from tf1shim.keras2 import backend, engine, installed, old_tools
from tf1shim.keras2.storage_tests import tf_file_io_proxy  # noqa: F401


def keras_test(function):
    """Decorator of Keras 2.0 to 2.2.2: afterwards the graph and the session are dropped."""
    @functools.wraps(function)
    def test(*args, **kwargs):
        found = function(*args, **kwargs)
        backend.clear_session()
        return found

    return test


def get_test_data(num_train=1000, num_test=500, input_shape=(10,), output_shape=(2,),
                  classification=True, num_classes=2):
    """Random data that a model can learn: ``(x_train, y_train), (x_test, y_test)``."""
    count = num_train + num_test
    if classification:
        y = np.random.randint(0, num_classes, size=(count,))
        x = np.zeros((count, *input_shape), dtype="float32")
        for row, label in enumerate(y):
            x[row] = np.random.normal(loc=label, scale=0.7, size=input_shape)
    else:
        offsets = np.random.random((count,))
        x = np.zeros((count, *input_shape), dtype="float32")
        y = np.zeros((count, *output_shape), dtype="float32")
        for row, offset in enumerate(offsets):
            x[row] = np.random.normal(loc=offset, scale=0.7, size=input_shape)
            y[row] = np.random.normal(loc=offset, scale=0.7, size=output_shape)
    return (x[:num_train], y[:num_train]), (x[num_train:], y[num_train:])


def layer_test(layer_cls, kwargs=None, input_shape=None, input_dtype=None, input_data=None,
               expected_output=None, expected_output_dtype=None, fixed_batch_size=False):
    """Check a layer of one input and one output: weights, shapes, config, training.

    Returns:
        The layer's output for the data, an array.

    Raises:
        AssertionError: a check failed.
    """
    backend, model_class = installed.backend(), engine.__getattr__("Model")
    if input_data is None:
        shape = [np.random.randint(1, 4) if side is None else side for side in input_shape]
        input_dtype = input_dtype or backend.floatx()
        input_data = (10 * np.random.random(shape)).astype(input_dtype)
    input_shape = input_data.shape if input_shape is None else tuple(input_shape)
    input_dtype = input_data.dtype if input_dtype is None else input_dtype

    layer = layer_cls(**(kwargs or {}))
    layer.set_weights(layer.get_weights())
    expected_shape = layer.compute_output_shape(input_shape)
    x = (engine.Input(batch_shape=input_shape, dtype=input_dtype) if fixed_batch_size
         else engine.Input(shape=input_shape[1:], dtype=input_dtype))
    y = layer(x)
    assert backend.dtype(y) == (expected_output_dtype or input_dtype)

    model = model_class(x, y)
    output = model.predict(input_data)
    for expected, actual in zip(expected_shape, output.shape):
        assert expected is None or expected == actual, (expected_shape, output.shape)
    if expected_output is not None:
        np.testing.assert_allclose(output, expected_output, rtol=1e-3)

    again = type(model).from_config(model.get_config())
    if model.weights:
        again.set_weights(model.get_weights())
        np.testing.assert_allclose(again.predict(input_data), output, rtol=1e-3)
    if old_tools.has_arg(layer.call, "training"):
        model.compile("rmsprop", "mse")
        model.train_on_batch(input_data, output)
    type(layer).from_config({**layer.get_config(), "batch_input_shape": input_shape})
    return output
