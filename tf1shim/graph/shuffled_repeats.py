"""The first epoch of a seeded `Dataset.shuffle` that is followed by `repeat`.

TF1: before a dataset runs the two become one operation, which draws from the seeds as they are, on and on over the
    epochs; a shuffle that stands alone draws other seeds from them first, anew for each epoch.
TF2: draws other seeds first, joined or not; each epoch starts its own draws.
Here: the first epoch is shuffled by the seeds as they are. In later epochs the order differs from 1.15's: no operation
    of TensorFlow 2 goes on drawing. Source: `shuffle_and_repeat_fusion.cc`, `shuffle_dataset_op.cc`.
"""

import weakref

from tf1shim.graph import op_ids

_ENDLESS = -1


def install(journal):
    """Part the first epoch where `repeat` is called; undone with the journal."""
    from tensorflow.python.framework import ops, tensor_util
    from tensorflow.python.ops import gen_dataset_ops

    shuffles = _Shuffles()
    genuine = {name: getattr(gen_dataset_ops, name) for name in ("shuffle_dataset", "concatenate_dataset")}

    def counted(make):
        if ops.executing_eagerly_outside_functions():
            return make()
        ids = op_ids.of(ops.get_default_graph())
        start = ids.mark()
        made = make()
        ids.settle(start, 1)
        return made

    def first_apart(repeat, given, source, settings):
        count = tensor_util.constant_value(given["count"])
        types = {name: given[name] for name in ("output_types", "output_shapes", "metadata") if name in given}

        def make():
            first = genuine["shuffle_dataset"](source, **settings, reshuffle_each_iteration=False, **types)
            if count == 1:
                return first
            rest = repeat(**{**given, "count": count if count == _ENDLESS else count - 1})
            return genuine["concatenate_dataset"](first, rest, **types)

        return counted(make) if _may_part(count, settings) else repeat(**given)

    def _may_part(count, settings):
        seeded = any(tensor_util.constant_value(settings[name]) != 0 for name in ("seed", "seed2"))
        return seeded and count is not None and (count > 0 or count == _ENDLESS)

    def shuffle(wrapped, instance, args, kwargs):
        made = wrapped(*args, **kwargs)
        if kwargs.get("reshuffle_each_iteration") is not False:
            settings = {name: kwargs[name] for name in ("buffer_size", "seed", "seed2")}
            shuffles.remember(made, args[0] if args else kwargs["input_dataset"], settings)
        return made

    def repeat(wrapped, instance, args, kwargs):
        given = {**dict(zip(("input_dataset", "count"), args)), **kwargs}
        known = shuffles.get(given["input_dataset"])
        if known is None or tensor_util.constant_value(given["count"]) == 1:  # 1.15 drops this repeat before it joins
            return wrapped(**given)
        return first_apart(wrapped, given, *known)

    def both(wrapped, instance, args, kwargs):
        given = {**dict(zip(("input_dataset",), args)), **kwargs}
        settings = {name: given[name] for name in ("buffer_size", "seed", "seed2")}
        return first_apart(wrapped, given, given["input_dataset"], settings)

    journal.wrap(gen_dataset_ops, "shuffle_dataset", shuffle)
    journal.wrap(gen_dataset_ops, "repeat_dataset", repeat)
    journal.wrap(gen_dataset_ops, "shuffle_and_repeat_dataset", both)


class _Shuffles:
    """What each shuffled dataset was made of, by the tensor that stands for it and for as long as that lives."""

    def __init__(self):
        self._known = {}

    def remember(self, tensor, source, settings):
        key = id(tensor)
        self._known[key] = weakref.ref(tensor, lambda _: self._known.pop(key, None)), source, settings

    def get(self, tensor):
        """The source and the settings, or None for what is no such dataset."""
        ref, *known = self._known.get(id(tensor), (lambda: None,))
        return known if ref() is tensor else None
