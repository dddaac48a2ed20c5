"""What ``tensorflow.python.keras.testing_utils`` had beside what Keras' own test helpers still have."""


def should_run_tf_function():
    """Whether a model under test runs its steps as a `tf.function`: not where there are graphs and sessions."""
    import tensorflow.compat.v1 as tf

    return tf.executing_eagerly()
