"""Ways in through other tools.

IPython's extension is two functions in `tf1shim` itself; its magics are here.
"""
