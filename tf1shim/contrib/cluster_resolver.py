"""tf.contrib.cluster_resolver. Where the machines of a cluster are; TensorFlow keeps all of it elsewhere, see
`data/reexports.json`."""

from tf1shim.contrib import reexports

reexports.serve(globals())
