"""Questions about devices that TF 1.15 answered otherwise, or that TF2 does not answer.

Source: TF 1.15 python/framework/config.py, python/framework/test_util.py.
"""


def experimental_list_devices():
    """Names of all devices of this process: list of str such as ``"/job:localhost/replica:0/task:0/device:CPU:0"``."""
    from tensorflow.python.eager import context

    return context.context().devices()


def is_built_with_cuda():
    """Whether this TensorFlow uses CUDA.

    TF1: there was a package for CPUs and one for GPUs; who installed the first was answered False.
    TF2: one package serves both, and answers True on machines that have no GPU.
    Here: True where there is a GPU, so that what a program guards with it is not placed where nothing is.
    """
    import tensorflow as tf

    return tf.test.is_built_with_cuda() and bool(tf.config.list_physical_devices("GPU"))


def is_built_with_gpu_support():
    """As `is_built_with_cuda`, of ROCm also."""
    import tensorflow as tf

    return tf.test.is_built_with_gpu_support() and bool(tf.config.list_physical_devices("GPU"))
