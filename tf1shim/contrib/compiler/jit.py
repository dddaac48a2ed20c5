"""tf.contrib.compiler.jit. TensorFlow keeps it elsewhere, see `data/reexports.json`."""

from tf1shim.contrib import reexports

reexports.serve(globals())
