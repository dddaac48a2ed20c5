"""matplotlib as it was about 2.x."""

import collections.abc
import functools

import matplotlib
import matplotlib.style
import numpy as np


def hold(b=None):
    """Nothing to do: plots are always held."""


def get_cmap(name=None, lut=None):
    """A colour map by name, resampled to ``lut`` entries if given."""
    if name is not None and not isinstance(name, str):
        return name
    found = matplotlib.colormaps[name or matplotlib.rcParams["image.cmap"]]
    return found if lut is None else found.resampled(lut)


@functools.wraps(matplotlib.use)
def use(backend, warn=None, force=True, **kwargs):
    """`matplotlib.use`; ``warn`` meant nothing to the result."""
    return _use(backend, force=force, **kwargs)


_use = matplotlib.use
_use_style = matplotlib.style.use


@functools.wraps(matplotlib.style.use)
def use_style(style):
    """`matplotlib.style.use`, with seaborn's old style names."""
    known = matplotlib.style.available
    rename = lambda name: (  # noqa: E731
        name.replace("seaborn", "seaborn-v0_8", 1)
        if isinstance(name, str) and name.startswith("seaborn") and name not in known else name)
    return _use_style([rename(s) for s in style] if isinstance(style, (list, tuple)) else rename(style))


# What these said is always so, or of no effect, since matplotlib 3.x.
_IDLE = frozenset((
    "axes.hold", "legend.isaxes", "pgf.debug", "savefig.frameon", "savefig.jpeg_quality", "text.dvipnghack",
    "text.latex.preview", "text.latex.unicode", "verbose.fileo", "verbose.level",
))


def _set_parameter(key, value):
    if key in ("pgf.preamble", "text.latex.preamble") and isinstance(value, (list, tuple)):
        value = "\n".join(value)
    elif key == "axes.color_cycle" and key not in matplotlib.rcParams:
        key, value = "axes.prop_cycle", matplotlib.cycler(color=value)
    elif key in _IDLE and key not in matplotlib.rcParams:
        return
    matplotlib.rcParams[key] = value


class _Parameters(collections.abc.MutableMapping):
    """`matplotlib.rcParams`, that takes what 2.x took: preambles as lists, ``axes.color_cycle``, idle names."""

    __wrapped__ = matplotlib.rcParams

    def __getitem__(self, key):
        if key == "axes.color_cycle" and key not in matplotlib.rcParams:
            return matplotlib.rcParams["axes.prop_cycle"].by_key()["color"]
        return matplotlib.rcParams[key]

    def __setitem__(self, key, value):
        _set_parameter(key, value)

    def __delitem__(self, key):
        del matplotlib.rcParams[key]

    def __iter__(self):
        return iter(matplotlib.rcParams)

    def __len__(self):
        return len(matplotlib.rcParams)

    def __getattr__(self, name):  # copy, find_all, validate
        return getattr(matplotlib.rcParams, name)

    def __repr__(self):
        return repr(matplotlib.rcParams)


parameters = _Parameters()
# matplotlib.rc's short names.
_SHORT = {"lw": "linewidth", "ls": "linestyle", "c": "color", "fc": "facecolor", "ec": "edgecolor",
          "mew": "markeredgewidth", "aa": "antialiased"}


def rc(group, **kwargs):
    """`matplotlib.rc`, with the settings that `parameters` takes."""
    for one in (group,) if isinstance(group, str) else group:
        for name, value in kwargs.items():
            _set_parameter(f"{one}.{_SHORT.get(name, name)}", value)

_OF_PYPLOT = ("hist", "gca", "figure", "show")


def _of_pyplot(name):
    import matplotlib.pyplot as plt
    from matplotlib.figure import Figure

    def current_axes(of, **kwargs):
        """The current axes; with arguments, axes of that kind, made where the current ones are not."""
        if not kwargs or of.axes and getattr(Figure.gca(of), "name", None) == kwargs.get("projection"):
            return Figure.gca(of)
        return of.add_subplot(**kwargs)

    class OldFigure(Figure):
        """A figure whose ``gca`` takes ``projection``."""

        gca = current_axes

    native = {made: getattr(plt, made) for made in _OF_PYPLOT}

    @functools.wraps(native["hist"])
    def hist(*args, normed=None, **kwargs):
        """`pyplot.hist`, with ``normed`` for ``density``."""
        if normed is not None:
            kwargs["density"] = bool(normed)
        return native["hist"](*args, **kwargs)

    @functools.wraps(native["gca"])
    def gca(**kwargs):
        """`pyplot.gca`, with the arguments of a subplot."""
        return current_axes(plt.gcf(), **kwargs)

    @functools.wraps(native["figure"])
    def figure(*args, FigureClass=OldFigure, **kwargs):
        """`pyplot.figure`, of a figure whose ``gca`` takes ``projection``."""
        return native["figure"](*args, FigureClass=FigureClass, **kwargs)

    @functools.wraps(native["show"])
    def show(block=None, **kwargs):
        """`pyplot.show`, with ``block`` by position; figures handed over there only block, as they always did."""
        if block is not None:
            kwargs["block"] = bool(block)
        return native["show"](**kwargs)

    return {"hist": hist, "gca": gca, "figure": figure, "show": show}[name]


def bivariate_normal(X, Y, sigmax=1.0, sigmay=1.0, mux=0.0, muy=0.0, sigmaxy=0.0):
    """The density of a two-dimensional normal distribution at points (X, Y), arrays of one shape."""
    rho = sigmaxy / (sigmax * sigmay)
    x, y = (X - mux) / sigmax, (Y - muy) / sigmay
    z = x**2 + y**2 - 2 * rho * x * y
    return np.exp(-z / (2 * (1 - rho**2))) / (2 * np.pi * sigmax * sigmay * np.sqrt(1 - rho**2))


def __getattr__(name):
    if name in _OF_PYPLOT:  # pyplot picks a backend when imported: not before it is asked for
        value = globals()[name] = _of_pyplot(name)
        return value
    raise AttributeError(name)
