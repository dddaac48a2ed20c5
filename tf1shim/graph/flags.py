"""`tf.flags` and `tf.app.flags`, which are absl.flags in TF 1.15 and in TF2.

TF1: flags are defined at the top of a program and parsed by `tf.app.run`, or when FLAGS is first read.
TF2: the same; but a notebook that is run again defines its flags again (DuplicateFlagError), and the kernel's own
arguments are no flags of the program (UnrecognizedFlagError), as they were on TF 1.5 and newer.
Here: under IPython a flag may be defined again, and arguments nobody knows are left alone.
The functions below are absl 1.x's, for TensorFlows that pin an older one.
"""

import sys


def install(journal):
    """In a notebook, let flags be defined again; undone with the journal. Elsewhere nothing is changed."""
    if not _in_notebook():
        return
    from absl.flags import _flagvalues, _helpers

    def define(wrapped, instance, args, kwargs):
        name, flag = args
        if name in instance:
            flag.allow_override = True
        return wrapped(*args, **kwargs)

    def parse(wrapped, instance, args, kwargs):
        return wrapped(*args, **{**kwargs, "known_only": True})

    journal.wrap(_flagvalues.FlagValues, "__setitem__", define)
    journal.wrap(_flagvalues.FlagValues, "__call__", parse)
    # absl takes the first module on the stack that is not of its own for the one that defines a flag.
    ours = id(sys.modules[__name__])
    _helpers.disclaim_module_ids.add(ours)
    journal.on_undo(lambda: _helpers.disclaim_module_ids.discard(ours), "absl's disclaimed modules")


def set_default(flag_holder, value):
    """Set the default of a flag, by what DEFINE_* returned; raises like absl.flags where the value does not parse."""
    flag_holder._flagvalues.set_default(flag_holder.name, value)


def override_value(flag_holder, value):
    """Set a flag's value, by what DEFINE_* returned, and count it as given."""
    flag = flag_holder._flagvalues[flag_holder.name]
    parsed = flag._parse(value)
    flag.value = parsed
    flag.using_default_value = False


def _in_notebook():
    ipython = sys.modules.get("IPython")
    return ipython is not None and ipython.get_ipython() is not None
