"""Savers, meta graphs, SavedModels, graph_util."""

import os
import tempfile

import numpy as np
import tensorflow as tf

from tests.graph.behaviour import tools


def _net():
    x = tf.placeholder(tf.float32, [None, 2], name="x")
    w = tf.get_variable("w", initializer=[[1.], [2.]])
    b = tf.Variable([3.], name="b")
    return x, tf.nn.bias_add(tf.matmul(x, w), b, name="y")


def case_saver():
    folder = tempfile.mkdtemp()
    x, y = _net()
    saver = tf.train.Saver(max_to_keep=2)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        paths = [os.path.basename(saver.save(sess, os.path.join(folder, "m"), global_step=i)) for i in (1, 2, 3)]
        sess.run(tf.assign(tf.global_variables()[0], [[0.], [0.]]))
        before = sess.run(y, {x: [[1, 1]]})
        saver.restore(sess, tf.train.latest_checkpoint(folder))
        after = sess.run(y, {x: [[1, 1]]})
        missing = tools.error(lambda: saver.restore(sess, os.path.join(folder, "none")))
        partly = tf.train.Saver({"other": tf.global_variables()[0]})
        absent = tools.error(lambda: partly.restore(sess, os.path.join(folder, "m-3")))
    state = tf.train.get_checkpoint_state(folder)
    with open(os.path.join(folder, "checkpoint")) as file:
        text = file.read()
    return (paths, before, after, missing, absent, sorted(os.listdir(folder)),
            [os.path.basename(p) for p in state.all_model_checkpoint_paths], text.replace(folder, "."),
            tf.train.list_variables(folder), tf.train.load_variable(folder, "w"),
            tf.train.checkpoint_exists(os.path.join(folder, "m-1")),
            [os.path.basename(p) for p in saver.last_checkpoints], tf.train.Saver().saver_def.version)


def case_saver_without_variables():
    return tools.error(tf.train.Saver)


def case_meta_graph():
    folder = tempfile.mkdtemp()
    x, y = _net()
    tf.add_to_collection("out", y)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        path = tf.train.Saver().save(sess, os.path.join(folder, "m"))
    with tf.Graph().as_default() as graph, tf.Session() as sess:
        saver = tf.train.import_meta_graph(path + ".meta", clear_devices=True)
        saver.restore(sess, path)
        got = [sess.run("y:0", {"x:0": [[1, 1]]}), tf.get_collection("out")[0].name,
               [v.name for v in tf.global_variables()], [v.name for v in tf.trainable_variables()],
               [op.name for op in graph.get_operations()][:6]]
    with tf.Graph().as_default(), tf.Session() as sess:
        tf.train.import_meta_graph(path + ".meta", import_scope="in")
        got.append([v.name for v in tf.global_variables()])
    meta = tf.train.export_meta_graph(graph=graph)
    return got, sorted(meta.collection_def), len(meta.graph_def.node) > 0


def case_init_from_checkpoint():
    folder = tempfile.mkdtemp()
    x, y = _net()
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        path = tf.train.Saver().save(sess, os.path.join(folder, "m"))
    with tf.Graph().as_default(), tf.Session() as sess:
        with tf.variable_scope("new"):
            w = tf.get_variable("w", [2, 1])
        tf.train.init_from_checkpoint(path, {"w": "new/w"})
        sess.run(tf.global_variables_initializer())
        return sess.run(w)


def case_freeze():
    x, y = _net()
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        frozen = tf.graph_util.convert_variables_to_constants(sess, sess.graph_def, ["y"])
    inference = tf.graph_util.remove_training_nodes(frozen)
    part = tf.graph_util.extract_sub_graph(frozen, ["MatMul"])
    with tf.Graph().as_default() as graph, tf.Session() as sess:
        (again,) = tf.import_graph_def(inference, name="f", return_elements=["y:0"])
        tf.import_graph_def(frozen, input_map={"x": tf.zeros([1, 2])}, name="")
        got = [sess.run(again, {"f/x:0": [[1, 1]]}), sess.run("y:0"), [op.name for op in graph.get_operations()]]
    return (got, [[n.name, n.op] for n in frozen.node], [n.name for n in inference.node], [n.name for n in part.node],
            tools.error(lambda: tf.graph_util.extract_sub_graph(frozen, ["none"])),
            tf.graph_util.tensor_shape_from_node_def_name(tf.get_default_graph(), "y").as_list()
            if hasattr(tf.graph_util, "tensor_shape_from_node_def_name") else None)


def case_write_graph():
    folder = tempfile.mkdtemp()
    _net()
    path = tf.train.write_graph(tf.get_default_graph(), folder, "g.pbtxt", as_text=True)
    binary = tf.train.write_graph(tf.get_default_graph().as_graph_def(), folder, "g.pb", as_text=False)
    with tf.gfile.GFile(binary, "rb") as file:
        graph_def = tf.GraphDef.FromString(file.read())
    return os.path.basename(path), [n.name for n in graph_def.node]


def case_saved_model():
    folder = os.path.join(tempfile.mkdtemp(), "export")
    x, y = _net()
    saved = tf.saved_model
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        builder = saved.builder.SavedModelBuilder(folder)
        signature = saved.signature_def_utils.build_signature_def(
            {"in": saved.utils.build_tensor_info(x)}, {"out": saved.utils.build_tensor_info(y)},
            saved.signature_constants.PREDICT_METHOD_NAME)
        builder.add_meta_graph_and_variables(
            sess, [saved.tag_constants.SERVING], signature_def_map={"serving_default": signature},
            legacy_init_op=tf.group(tf.tables_initializer(), name="legacy_init_op"))
        builder.save()
    with tf.Graph().as_default(), tf.Session() as sess:
        meta = saved.loader.load(sess, [saved.tag_constants.SERVING], folder)
        loaded = meta.signature_def["serving_default"]
        value = sess.run(loaded.outputs["out"].name, {loaded.inputs["in"].name: [[1, 1]]})
        wrong = tools.error(lambda: saved.loader.load(sess, ["other"], folder))
    return (value, loaded.method_name, loaded.inputs["in"].name, str(loaded.inputs["in"].tensor_shape),
            saved.maybe_saved_model_directory(folder), saved.loader.maybe_saved_model_directory("/none"), wrong,
            sorted(os.listdir(folder)), tools.error(lambda: saved.builder.SavedModelBuilder(folder)))


def case_simple_save():
    folder = os.path.join(tempfile.mkdtemp(), "simple")
    x, y = _net()
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        tf.saved_model.simple_save(sess, folder, {"x": x}, {"y": y})
    with tf.Session(graph=tf.Graph()) as sess:
        meta = tf.saved_model.loader.load(sess, ["serve"], folder)
        signature = meta.signature_def["serving_default"]
        return (sess.run(signature.outputs["y"].name, {signature.inputs["x"].name: [[0, 1]]}),
                signature.method_name, [v.name for v in tf.global_variables()])


def case_object_checkpoints():
    v = tf.get_variable("v", initializer=1.)
    checkpoint = tf.train.Checkpoint(v=v)
    with tf.Session() as sess:
        sess.run(v.initializer)
        path = checkpoint.save(os.path.join(tempfile.mkdtemp(), "c"), session=sess)
        sess.run(tf.assign(v, 5.))
        checkpoint.restore(path).assert_consumed().run_restore_ops(sess)
        return sess.run(v), os.path.basename(path)


def case_text_of_floats():
    from google.protobuf import text_format

    value = tf.Summary.Value
    summary = tf.Summary(value=[
        value(tag="a", simple_value=0.1), value(tag="b", simple_value=float("inf")),
        value(tag="c", histo=tf.HistogramProto(min=0.1, sum=1 / 3.0))])
    formats = ({}, {"float_format": ""}, {"float_format": ".3g"}, {"double_format": ".2f"},
               {"float_format": ".3f", "double_format": ".17g"})
    tf.constant(0.1, name="c")
    folder = tempfile.mkdtemp()
    tf.train.write_graph(tf.get_default_graph(), folder, "graph.pbtxt")
    with open(os.path.join(folder, "graph.pbtxt")) as file:
        written = text_format.Parse(file.read(), tf.GraphDef())
    return [text_format.MessageToString(summary, as_one_line=True, **kwargs) for kwargs in formats], [
        node.attr["value"].tensor.float_val[0] for node in written.node]


def case_keras_exports():
    """`tf.keras.experimental.export_saved_model`, loaded as a model and as a SavedModel."""
    folder = tempfile.mkdtemp() + "/exported"
    keras, x = tf.keras, np.arange(6.0).reshape(2, 3)
    keras.backend.clear_session()
    model = keras.Sequential([keras.layers.Dense(4, activation="relu", kernel_initializer="ones", input_shape=(3,)),
                              keras.layers.Dense(2, kernel_initializer="ones")])
    model.compile("sgd", "mse")
    model.fit(x, x[:, :2], verbose=0, shuffle=False)
    keras.experimental.export_saved_model(model, folder)
    again = keras.experimental.load_from_saved_model(folder)
    results = [os.listdir(folder + "/assets"), getattr(again, "optimizer", None) is None, again.predict(x).tolist()]

    class Own(keras.Model):
        def call(self, inputs):
            return inputs * 2

    own = Own()
    own.compile("sgd", "mse")
    own.predict(x)
    for exported, path in ((model, folder), (own, folder + "-own")):
        try:
            keras.experimental.export_saved_model(exported, path)
        except (AssertionError, NotImplementedError) as error:
            results.append(type(error).__name__)
    keras.experimental.export_saved_model(model, folder + "-text", as_text=True)
    for path in (folder, folder + "-text"):
        with tf.Graph().as_default(), tf.Session() as sess:
            signature = tf.saved_model.load(sess, ["serve"], path).signature_def["serving_default"]
            (name, given), (_, output) = (*signature.inputs.items(), *signature.outputs.items())
            results += [name, sess.run(output.name, {given.name: x}).tolist()]
    return results


def case_weights_of_layers_in_hdf5_groups():
    import h5py
    from tensorflow.python.keras.engine import saving
    from tensorflow.python.keras.saving import hdf5_format

    layers = tf.keras.layers
    path = os.path.join(tempfile.mkdtemp(), "weights.h5")
    inputs = tf.keras.Input((2,))
    model = tf.keras.Model(inputs, layers.Dense(1, name="b")(layers.Dense(3, name="a")(inputs)))
    model.set_weights([np.full(w.shape, i + 1.) for i, w in enumerate(model.get_weights())])
    with h5py.File(path, "w") as file:
        hdf5_format.save_weights_to_hdf5_group(file, model.layers)
    other = tf.keras.Sequential([layers.Dense(3, name="c"), layers.Dense(1, name="b")])
    other.build((None, 2))
    found = []
    with h5py.File(path, "r") as file:
        found.append(list(file))
        other.set_weights([np.zeros_like(w) for w in other.get_weights()])
        saving.load_weights_from_hdf5_group_by_name(file, other.layers)
        found.append([w.sum() for w in other.get_weights()])
        hdf5_format.load_weights_from_hdf5_group(file, other.layers)
        found.append([w.sum() for w in other.get_weights()])
    return found


def case_keras_exports_by_their_private_path():
    from tensorflow.python.keras.saving import saved_model_experimental

    inputs = tf.keras.Input((2,))
    model = tf.keras.Model(inputs, tf.keras.layers.Dense(1)(inputs))
    model.set_weights([np.ones([2, 1]), np.ones([1])])
    path = os.path.join(tempfile.mkdtemp(), "model")
    saved_model_experimental.export_saved_model(model, path)
    again = saved_model_experimental.load_from_saved_model(path)
    return [isinstance(again, tf.keras.Model), again.predict(np.array([[1., 2.]]))]


def case_dependencies_made_when_looked_up():
    from tensorflow.python.training.tracking import base

    class Number(tf.train.experimental.PythonState):
        def __init__(self, value=0):
            self.value = value

        def serialize(self):
            return str(self.value)

        def deserialize(self, text):
            self.value = int(text)

    class Numbers(base.Trackable):
        def put(self, name, value):
            self._maybe_initialize_trackable()
            self._lookup_dependency(name).value = value

        def _lookup_dependency(self, name):
            found = super()._lookup_dependency(name)
            if found is None:
                found = self._unconditional_dependency_names[name] = Number()
                self._unconditional_checkpoint_dependencies.append(base.TrackableReference(name, found))
            return found

    path = os.path.join(tempfile.mkdtemp(), "numbers")
    numbers, again = Numbers(), Numbers()
    again._maybe_initialize_trackable()
    numbers.put("a", 5)
    with tf.Session():
        saved = tf.train.Checkpoint(numbers=numbers).save(path)
        tf.train.Checkpoint(numbers=again).restore(saved)
    return again._lookup_dependency("a").value
