"""tf.contrib.summary. TensorFlow keeps it in a private module, see `data/reexports.json`."""

from tf1shim.contrib import reexports

reexports.serve(globals())
