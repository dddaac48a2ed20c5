"""YAML of plain data: what old Keras wrote with `yaml.dump`, read without running anything."""

from tf1shim.errors import TF1ShimError


def load(text):
    """Parse YAML; Python tuples and Python 2's unicode strings, which old Keras wrote, are understood.

    Raises:
        TF1ShimError: PyYAML is not installed.
        yaml.YAMLError: bad text, or a tag that would make an arbitrary object.
    """
    return _yaml().load(text, Loader=_loader())


def dump(data, **kwargs):
    """Plain data as YAML text."""
    return _yaml().safe_dump(data, **kwargs)


def _loader():
    yaml = _yaml()

    class Loader(yaml.SafeLoader):
        """SafeLoader and two harmless tags."""

    Loader.add_constructor("tag:yaml.org,2002:python/tuple",
                           lambda loader, node: tuple(loader.construct_sequence(node, deep=True)))
    Loader.add_constructor("tag:yaml.org,2002:python/unicode",
                           lambda loader, node: loader.construct_scalar(node))
    Loader.add_constructor(_LIST_WRAPPER, _wrapped_list)
    return Loader


# TF 1.15 wrote its tracked lists so; only the plain list inside is taken.
_LIST_WRAPPER = "tag:yaml.org,2002:python/object/apply:tensorflow.python.training.tracking.data_structures.ListWrapper"


def _wrapped_list(loader, node):
    if node.id == "sequence":
        return loader.construct_sequence(node, deep=True)[0]
    return loader.construct_mapping(node, deep=True)["args"][0]


def _yaml():
    try:
        import yaml
    except ImportError:
        raise TF1ShimError("YAML models need PyYAML: pip install pyyaml") from None
    return yaml
