"""tf.contrib.data: `tf.data.experimental`, with what it left behind. (The folder also holds contrib's JSON tables.)

Source: TF 1.15, contrib/data/python/ops.
"""

from tf1shim.contrib import reexports
from tf1shim.contrib.data.transformations import *  # noqa: F401,F403

reexports.serve(globals())
