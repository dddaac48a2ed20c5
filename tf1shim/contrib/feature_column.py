"""tf.contrib.feature_column. Feature columns for sequences; TensorFlow keeps all of it elsewhere, see
`data/reexports.json`."""

from tf1shim.contrib import reexports

reexports.serve(globals())
