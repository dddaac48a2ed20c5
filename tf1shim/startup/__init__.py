"""The start-up files that make ``TF1SHIM=1 python program.py`` work, and the build commands that
ship them.

``tf1shim.pth`` (and ``tf1shim.start``, its successor from Python 3.15 on) lie at the top of site-
packages. Their one line does nothing unless the variable TF1SHIM is set; then it calls
`_tf1shim_startup.main`, a module of its own there, because anything below ``tf1shim`` would import
the package, and importing the package activates it.
"""
