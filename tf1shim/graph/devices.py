"""Device questions that TF 1.15's tf.config answered and TF2's does not.

Source: TF 1.15 python/framework/config.py.
"""


def experimental_list_devices():
    """Names of all devices of this process: list of str such as ``"/job:localhost/replica:0/task:0/device:CPU:0"``."""
    from tensorflow.python.eager import context

    return context.context().devices()
