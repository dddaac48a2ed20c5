"""Hyperparameters by name: `HParams` and `parse_values`.

Source: TF 1.15, contrib/training/python/training/hparam.py.
"""

import json
import numbers

from tf1shim.contrib.training.hparam_parser import parse_values

__all__ = ["HParams", "parse_values"]


class HParams:
    """A set of typed hyperparameters, each an attribute.

    A value is a bool, int, float, string or None, or a non-empty list of one such type. Its type is that of the first
    value given, and later values must fit it.
    """

    _HAS_DYNAMIC_ATTRIBUTES = True

    def __init__(self, hparam_def=None, model_structure=None, **kwargs):
        """Make a set from keyword arguments, or from a ``HParamDef`` protocol buffer.

        Raises:
            ValueError: both are given, a name is reserved, or a list is empty.
        """
        self._hparam_types = {}
        self._model_structure = model_structure
        if hparam_def:
            self._init_from_proto(hparam_def)
            if kwargs:
                raise ValueError("hparam_def and initialization values are mutually exclusive")
        for name, value in kwargs.items():
            self.add_hparam(name, value)

    def add_hparam(self, name, value):
        """Add one hyperparameter; raises ValueError for a name in use and for an empty list."""
        if getattr(self, name, None) is not None:
            raise ValueError("Hyperparameter name is reserved: %s" % name)
        is_list = isinstance(value, (list, tuple))
        if is_list and not value:
            raise ValueError("Multi-valued hyperparameters cannot be empty: %s" % name)
        self._hparam_types[name] = (type(value[0] if is_list else value), is_list)
        setattr(self, name, value)

    def set_hparam(self, name, value):
        """Set an existing hyperparameter.

        Raises:
            KeyError: there is none of that name.
            ValueError: the value does not fit its type.
        """
        kind, is_list = self._hparam_types[name]
        if isinstance(value, list):
            if not is_list:
                raise ValueError("Must not pass a list for single-valued parameter: %s" % name)
            setattr(self, name, [_fitted(name, kind, item) for item in value])
        elif is_list:
            raise ValueError("Must pass a list for multi-valued parameter: %s." % name)
        else:
            setattr(self, name, _fitted(name, kind, value))

    def del_hparam(self, name):
        """Remove a hyperparameter, if it is there."""
        if hasattr(self, name):
            delattr(self, name)
            del self._hparam_types[name]

    def parse(self, values):
        """Override from a string, see `parse_values`; returns self. Raises ValueError."""
        types = {name: kind for name, (kind, _) in self._hparam_types.items()}
        return self.override_from_dict(parse_values(values, types))

    def override_from_dict(self, values_dict):
        """Override from a dict; returns self. Raises KeyError, ValueError."""
        for name, value in values_dict.items():
            self.set_hparam(name, value)
        return self

    def set_from_map(self, values_map):
        """The older name of `override_from_dict`."""
        return self.override_from_dict(values_dict=values_map)

    def set_model_structure(self, model_structure):
        """Keep an object that describes the model's structure."""
        self._model_structure = model_structure

    def get_model_structure(self):
        """What `set_model_structure` was given."""
        return self._model_structure

    def to_json(self, indent=None, separators=None, sort_keys=False):
        """The values as JSON text; arguments as in `json.dumps`."""
        return json.dumps(self.values(), indent=indent, separators=separators, sort_keys=sort_keys)

    def parse_json(self, values_json):
        """Override from JSON text; returns self. Raises KeyError, ValueError."""
        return self.override_from_dict(json.loads(values_json))

    def values(self):
        """The values as a dict."""
        return {name: getattr(self, name) for name in self._hparam_types}

    def get(self, key, default=None):
        """The value of ``key``, else ``default``; raises ValueError for a default that does not fit the type."""
        if key not in self._hparam_types:
            return default
        if default is not None:
            kind, is_list = self._hparam_types[key]
            message = "Hparam '%s' of type '%s' is incompatible with default=%s" % (
                key, "list<%s>" % kind if is_list else kind, default)
            if is_list != isinstance(default, list):
                raise ValueError(message)
            try:
                for item in default if is_list else [default]:
                    _fitted(key, kind, item)
            except ValueError as error:
                raise ValueError("%s. %s" % (message, error)) from None
        return getattr(self, key)

    def __contains__(self, key):
        return key in self._hparam_types

    def __str__(self):
        return ",".join(f"{name}={value}" for name, value in self.values().items())

    def __repr__(self):
        return "%s(%s)" % (type(self).__name__, sorted(self.values().items()))

    @staticmethod
    def _get_kind_name(param_type, is_list):
        for field, types in (("bool", bool), ("int64", int), ("bytes", (str, bytes)),
                             ("float", float)):
            if issubclass(param_type, types):
                return f"{field}_{'list' if is_list else 'value'}"
        raise ValueError("Unsupported parameter type: %s" % param_type)

    def to_proto(self, export_scope=None):
        """The values as a ``HParamDef``; raises ValueError for a type it cannot hold."""
        from tf1shim.contrib.training import hparam_pb2

        proto = hparam_pb2.HParamDef()
        for name, (param_type, is_list) in self._hparam_types.items():
            kind = HParams._get_kind_name(param_type, is_list)
            value = getattr(self, name)
            items = [_as_bytes(v) if kind.startswith("bytes") else v
                     for v in (value if is_list else [value])]
            if is_list:
                getattr(proto.hparam[name], kind).value.extend(items)
            else:
                setattr(proto.hparam[name], kind, items[0])
        return proto

    @staticmethod
    def from_proto(hparam_def, import_scope=None):
        """`HParams` from a ``HParamDef``."""
        return HParams(hparam_def=hparam_def)

    def _init_from_proto(self, hparam_def):
        from tf1shim.contrib.training import hparam_pb2

        assert isinstance(hparam_def, hparam_pb2.HParamDef)
        for name, field in hparam_def.hparam.items():
            kind = field.WhichOneof("kind")
            value = getattr(field, kind)
            decode = _as_text if kind.startswith("bytes") else lambda item: item
            if kind.endswith("_value"):
                self.add_hparam(name, decode(value))
            else:
                self.add_hparam(name, [decode(item) for item in value.value])


def _fitted(name, kind, value):
    """``value`` as a ``kind``; raises ValueError where that would be a conversion and not a widening."""
    if type(value) is kind or issubclass(kind, type(None)):
        return value
    for family in ((str, bytes), bool, numbers.Integral, numbers.Number):
        wanted, given = issubclass(kind, family), isinstance(value, family)
        if wanted and not given or family is bool and given and not wanted:
            raise ValueError("Could not cast hparam '%s' of type '%s' from value %r"
                             % (name, kind, value))
    return kind(value)


def _as_bytes(text):
    return text.encode() if isinstance(text, str) else text


def _as_text(data):
    return data.decode() if isinstance(data, bytes) else data
