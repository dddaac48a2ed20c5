"""tf.app, tf.flags, tf.logging, tf.gfile, tf.test."""

import os
import sys
import tempfile

import numpy as np
import tensorflow as tf

from tests.graph.behaviour import tools


def case_app_run():
    tf.app.flags.DEFINE_string("run_name", "none", "a string")
    tf.app.flags.DEFINE_integer("run_count", 3, "an integer")
    seen = []
    try:
        tf.app.run(main=lambda argv: seen.append(argv[1:]) or 7,
                   argv=["prog", "--run_name=x", "--run_count", "5", "--nobody_knows=1", "rest"])
    except SystemExit as end:
        seen.append(end.code)
    flags = tf.app.flags.FLAGS
    return seen, flags.run_name, flags.run_count


def case_app_run_finds_main():
    module = sys.modules["__main__"]
    module.main = lambda argv: "from main"
    try:
        tf.app.run(argv=["prog"])
    except SystemExit as end:
        return end.code
    finally:
        del module.main


def case_flag_types():
    flags = tf.app.flags
    flags.DEFINE_boolean("kind_b", False, "")
    flags.DEFINE_bool("kind_b2", True, "")
    flags.DEFINE_float("kind_f", 0.5, "")
    flags.DEFINE_enum("kind_e", "a", ["a", "b"], "")
    flags.DEFINE_list("kind_l", "a,b", "")
    flags.DEFINE_spaceseplist("kind_s", "a b", "")
    flags.DEFINE_multi_integer("kind_mi", [1], "")
    flags.DEFINE_multi_string("kind_ms", None, "")
    values = flags.FLAGS
    values(["prog", "--kind_b", "--nokind_b2", "--kind_f=2", "--kind_e=b", "--kind_l=x,y",
            "--kind_mi=4", "--kind_mi=5", "--kind_ms=q"])
    return [values.kind_b, values.kind_b2, values.kind_f, values.kind_e, values.kind_l, values.kind_s,
            values.kind_mi, values.kind_ms]


def case_flag_errors():
    flags = tf.flags
    flags.DEFINE_integer("err_i", 1, "")
    return [tools.error(lambda: flags.FLAGS(["prog", "--err_i=x"])),
            tools.error(lambda: flags.FLAGS(["prog", "--err_unknown=1"])),
            tools.error(lambda: flags.DEFINE_integer("err_i", 2, "")),
            tools.error(lambda: flags.FLAGS.no_such_flag)]


def case_flags_set_and_dict():
    tf.flags.DEFINE_string("set_s", "a", "")
    tf.flags.FLAGS(["prog"])
    tf.flags.FLAGS.set_s = "b"
    as_dict = tf.flags.FLAGS.flag_values_dict()
    before = tf.flags.FLAGS.set_s, as_dict["set_s"], "set_s" in tf.flags.FLAGS
    tf.flags.FLAGS.__delattr__("set_s")
    return before, hasattr(tf.flags.FLAGS, "set_s")


def case_flags_parsed_when_first_read():
    code = ("import tensorflow as tf\n"
            "tf.app.flags.DEFINE_integer('late', 1, '')\n"
            "print('value', tf.app.flags.FLAGS.late)\n")
    return tools.child(code, "--late=9")[:2]


def case_flags_main_and_help():
    code = ("import tensorflow as tf\n"
            "tf.flags.DEFINE_integer('steps', 10, 'number of steps')\n"
            "def main(_):\n"
            "    print('steps', tf.flags.FLAGS.steps)\n"
            "if __name__ == '__main__':\n"
            "    tf.app.run()\n")
    normal, helped = tools.child(code, "--steps=4"), tools.child(code, "--help")
    return normal[:2], helped[0], "number of steps" in helped[1]


def case_logging_levels():
    logging = tf.logging
    before = logging.get_verbosity()
    logging.set_verbosity(logging.ERROR)
    after = logging.get_verbosity()
    logging.set_verbosity(before)
    return after, [logging.DEBUG, logging.INFO, logging.WARN, logging.ERROR, logging.FATAL]


def case_logging_lines():
    code = ("import tensorflow as tf\n"
            "tf.logging.set_verbosity(tf.logging.INFO)\n"
            "tf.logging.info('i %d', 1)\n"
            "tf.logging.debug('not shown')\n"
            "tf.logging.warn('w %s', 'x')\n"
            "tf.logging.error('e')\n"
            "for i in range(4):\n"
            "    tf.logging.log_every_n(tf.logging.INFO, 'every %d', 2, i)\n"
            "    tf.logging.log_first_n(tf.logging.INFO, 'first %d', 1, i)\n")
    _, _, err = tools.child(code)
    return [line for line in err.splitlines() if ":tensorflow:" in line]


def case_gfile():
    top = tempfile.mkdtemp()
    path = os.path.join(top, "a", "b")
    tf.gfile.MakeDirs(path)
    with tf.gfile.GFile(os.path.join(path, "f.txt"), "w") as file:
        file.write("one\ntwo\nthree\n")
    with tf.gfile.Open(os.path.join(path, "g.bin"), "wb") as file:
        file.write(b"\x00\x01")
    with tf.gfile.GFile(os.path.join(path, "f.txt")) as file:
        read = [file.readline(), file.read(2), file.tell(), file.size()]
        file.seek(0)
        read += [list(file), file.readlines()]
    with tf.gfile.FastGFile(os.path.join(path, "g.bin"), "rb") as file:
        read.append(file.read())
    tf.gfile.Copy(os.path.join(path, "f.txt"), os.path.join(top, "copy.txt"))
    tf.gfile.Rename(os.path.join(top, "copy.txt"), os.path.join(top, "moved.txt"))
    refused = tools.error(lambda: tf.gfile.Copy(os.path.join(path, "f.txt"), os.path.join(top, "moved.txt")))
    names = [sorted(tf.gfile.ListDirectory(top)), sorted(tf.gfile.ListDirectory(path)),
             [os.path.relpath(p, top) for p in sorted(tf.gfile.Glob(os.path.join(path, "*")))]]
    walked = sorted((os.path.relpath(d, top), sorted(s), sorted(f)) for d, s, f in tf.gfile.Walk(top))
    stat = tf.gfile.Stat(os.path.join(path, "g.bin"))
    tf.gfile.Remove(os.path.join(top, "moved.txt"))
    answers = [tf.gfile.Exists(os.path.join(top, "moved.txt")), tf.gfile.IsDirectory(path), stat.length]
    missing = [tools.error(lambda: tf.gfile.GFile(os.path.join(top, "none")).read()),
               tools.error(lambda: tf.gfile.Remove(os.path.join(top, "none"))),
               tools.error(lambda: tf.gfile.ListDirectory(os.path.join(top, "none"))),
               tf.gfile.Glob(os.path.join(top, "none*"))]
    tf.gfile.DeleteRecursively(top)
    return read, refused, names, walked, answers, missing, tf.gfile.Exists(top)


def case_test_case():
    results = []

    class Inner(tf.test.TestCase):
        def test_sessions(self):
            with self.test_session() as sess:
                x = tf.constant([1., 2.])
                self.assertAllEqual([1, 2], x.eval())
                self.assertAllClose({"a": 2.}, {"a": sess.run(x)[1]})
                results.append(sess.graph is tf.get_default_graph())
            with self.cached_session() as first:
                pass
            with self.cached_session() as second:
                results.append(first is second)
            with self.session(graph=tf.Graph()) as sess:
                results.append(self.evaluate(tf.constant(3)))
            with self.assertRaisesOpError("only"), self.session():
                tf.Assert(tf.constant(False), ["only"]).run()

        def test_values(self):
            self.assertShapeEqual(np.zeros([2, 3]), tf.zeros([2, 3]))
            self.assertProtoEquals("node { name: 'x' }", tf.GraphDef(node=[tf.NodeDef(name="x")]))
            self.assertArrayNear([1., 2.], [1., 2.001], 0.01)
            results.append(os.path.isdir(self.get_temp_dir()))

        def test_graphs_are_fresh(self):
            results.append([op.name for op in tf.get_default_graph().get_operations()])
            tf.constant(1, name="left_behind")

        def test_zgraphs_are_fresh_again(self):
            results.append([op.name for op in tf.get_default_graph().get_operations()])

    outcome = tools.run_unittest(Inner)
    return outcome, results


def case_gradient_checker():
    x = tf.constant([[1., 2.]])
    y = tf.square(x)
    with tf.Session():
        error = tf.test.compute_gradient_error(x, [1, 2], y, [1, 2])
        analytic, _ = tf.test.compute_gradient(x, [1, 2], y, [1, 2])
    return error < 1e-2, analytic


def case_renamed_arguments():
    from tensorflow.core.protobuf import config_pb2
    from tensorflow.python import debug as tf_debug
    from tensorflow.python.framework import function

    options = tf_debug.WatchOptions(node_name_regex_whitelist="w.*", tensor_dtype_regex_whitelist="float")
    drawn = tf.random_uniform([3], maxval=10, dtype=tf.int32)

    @function.Defun(capture_by_value=True, whitelisted_stateful_ops={drawn.op})
    def capturing():
        return drawn + 20

    hook = tf_debug.DumpingDebugHook("dumps", log_usage=False)
    with tf.Session() as sess:
        got = sess.run(capturing())
    config = tf.ConfigProto(rpc_options=config_pb2.RPCOptions(use_rpc_for_inprocess_master=True))
    return [options.node_name_regex_whitelist, options.op_type_regex_whitelist, options.tensor_dtype_regex_whitelist,
            got.shape, bool((got >= 20).all()), config.rpc_options.use_rpc_for_inprocess_master,
            isinstance(hook, tf.train.SessionRunHook)]


def case_inspected_functions():
    import inspect

    from tensorflow.compat import v2
    from tensorflow.python.util import tf_inspect

    seen = []
    for function in (tf.zeros, tf.shape, tf.size, tf.fill, tf.greater, tf.where, tf.zeros_like, tf.map_fn, tf.gather_nd,
                     tf.linspace, v2.zeros_like, v2.where, v2.sets.difference, v2.reduce_sum):
        spec = tf_inspect.getfullargspec(function)
        seen.append([spec.args, [getattr(default, "name", default) for default in spec.defaults or ()],
                     spec.kwonlyargs, spec.annotations, list(inspect.signature(function).parameters)])
    return seen


def case_second_api():
    from tensorflow.compat import v2
    from tensorflow.python.util import tf_inspect

    class Old(v2.test.TestCase):
        def test_old_name(self):
            self.assertEquals(1, 1)  # noqa: UP005

    def popped(first, *rest):
        values = tf_inspect._inspect.getargvalues(tf_inspect._inspect.currentframe())
        return values.locals.pop("first"), values.locals.pop("rest")

    return [v2.__version__ == tf.__version__, v2.test.TestCase is tf.test.TestCase, v2.Tensor is tf.Tensor,
            v2.function is tf.function, v2.linspace is tf.linspace, v2.keras.layers.Dense is tf.keras.layers.Dense,
            v2.estimator.DNNClassifier.__name__, [hasattr(v2, name) for name in ("Session", "contrib", "layers")],
            isinstance(tf.zeros([2]), v2.Tensor), tools.run_unittest(Old), popped(1, 2)]
