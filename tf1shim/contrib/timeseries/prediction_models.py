"""What predicts a window from the one before it (contrib/timeseries/python/timeseries/ar_model.py)."""

import tensorflow.compat.v1 as tf
from tensorflow_estimator.python.estimator.canned.timeseries import ar_model as borrowed

from tf1shim.contrib.rnn import LSTMBlockFusedCell

keras = borrowed.tf.keras  # that which the model around is built with


class FlatPredictionModel(keras.Model):
    """Windows, flattened, through dense layers.

    Args:
        num_features: values of a time step.
        input_window_size, output_window_size: time steps seen, and time steps predicted.
        hidden_layer_sizes: units of each hidden layer, or None.
    """

    def __init__(self, num_features, input_window_size, output_window_size, hidden_layer_sizes=None):
        super().__init__()
        layers = keras.layers
        self._input_flatten = layers.Flatten()
        self._output_flatten = layers.Flatten()
        self._hidden_layers = keras.Sequential(
            [layers.Dense(size, activation=tf.nn.relu) for size in hidden_layer_sizes]) if hidden_layer_sizes else None
        self._mean_transform = layers.Dense(num_features * output_window_size, name="predicted_mean")
        self._covariance_transform = layers.Dense(num_features * output_window_size, name="log_sigma_square")
        self._prediction_shape = [-1, output_window_size, num_features]

    def call(self, input_window_features, output_window_features):
        """Mean and (diagonal) covariance, each [batch size, output window size, features].

        Args:
            input_window_features: [batch size, input window size, input features]; the window may be empty.
            output_window_features: [batch size, output window size, output features]; there may be no features.
        """
        flat = []
        has_input = input_window_features.shape.as_list()[1] != 0
        if has_input:
            flat.append(self._input_flatten(input_window_features))
        if not has_input or output_window_features.shape.as_list()[2] != 0:
            flat.append(self._output_flatten(output_window_features))
        activation = tf.concat(flat, axis=1) if len(flat) > 1 else flat[0]
        if self._hidden_layers:
            activation = self._hidden_layers(activation)
        return {"mean": tf.reshape(self._mean_transform(activation), self._prediction_shape),
                "covariance": tf.reshape(tf.exp(self._covariance_transform(activation)), self._prediction_shape)}


class LSTMPredictionModel(keras.Model):
    """An LSTM over the window seen, whose last state another goes on from over the window to predict.

    Args:
        num_features: values of a time step.
        input_window_size, output_window_size: not used.
        num_units: of each LSTM.
    """

    def __init__(self, num_features, input_window_size, output_window_size, num_units=128):
        super().__init__()
        self._encoder = LSTMBlockFusedCell(num_units=num_units, name="encoder")
        self._decoder = LSTMBlockFusedCell(num_units=num_units, name="decoder")
        self._mean_transform = keras.layers.Dense(num_features, name="mean_transform")
        self._covariance_transform = keras.layers.Dense(num_features, name="covariance_transform")

    def call(self, input_window_features, output_window_features):
        """Mean and (diagonal) covariance, each [batch size, output window size, features].

        Args:
            input_window_features: [batch size, input window size, input features].
            output_window_features: [batch size, output window size, output features].
        """
        seen = tf.transpose(input_window_features, [1, 0, 2])
        to_predict = tf.transpose(output_window_features, [1, 0, 2])
        _, state = self._encoder(seen, dtype=self.dtype)
        decoded, _ = self._decoder(to_predict, dtype=self.dtype, initial_state=state)
        decoded = tf.transpose(decoded, [1, 0, 2])
        return {"mean": self._mean_transform(decoded), "covariance": tf.exp(self._covariance_transform(decoded))}
