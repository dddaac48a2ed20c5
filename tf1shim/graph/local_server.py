"""The job of a server of one's own.

TF1: `tf.train.Server.create_local_server` makes the job "local", as its documentation says; programs place ops on
    "/job:local/task:0" (training/server_lib.py).
TF2: the job is "localhost".
Here: "local".
"""


def install(journal):
    """Let the local server have its old job."""
    import tensorflow.compat.v1 as tf

    def create_local_server(config=None, start=True):
        """A server, in this process, of a cluster of one task: "/job:local/task:0".

        Args:
            config: a `tf.ConfigProto` for its sessions.
            start: whether to start it now.
        """
        return tf.train.Server({"local": ["localhost:0"]}, protocol="grpc", config=config, start=start)

    journal.set_attr(tf.train.Server, "create_local_server", staticmethod(create_local_server))
