"""The command line: ``python -m tf1shim run|info|explain|check``.

The only room that imports click and rich.
"""
