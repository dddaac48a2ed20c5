"""The names of the era, as legacy code sees them."""

import io
import pickle
import subprocess
import sys
import types
import warnings

import tf1shim
from tests import checks

tf1shim.activate(warnings="each")

import numpy as np  # noqa: E402


def need(*packages):
    for package in packages:
        if tf1shim.activation._state.hook.providers.get(package) is None:
            raise AssertionError(package)
        try:
            __import__(package)
        except ImportError:
            raise checks.Skip(f"{package} is not installed") from None


def raises(kind, function, *args, **kwargs):
    try:
        function(*args, **kwargs)
    except kind as error:
        return str(error)
    raise AssertionError(f"no {kind.__name__}")


def check_native_modules_are_untouched():
    native = sys.modules["numpy"]
    assert native is not np
    for name in ("asscalar", "product", "Inf"):
        assert hasattr(np, name)
        if int(native.__version__.split(".")[0]) >= 2:
            assert not hasattr(native, name), name


def check_faces_can_be_pickled():
    assert pickle.loads(pickle.dumps([np, np.random])) == [np, np.random]
    child = "import pickle, sys; print(pickle.load(sys.stdin.buffer).product([2, 3]))"
    said = subprocess.run([sys.executable, "-c", child], input=pickle.dumps(np), capture_output=True, check=True)
    assert said.stdout.split() == [b"6"]


def check_each_use_warns_at_the_users_line():
    if hasattr(sys.modules["numpy"], "asscalar"):
        raise checks.Skip("this NumPy still has it")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        np.asscalar(np.array([1]))
    (warning,) = caught
    assert warning.category is tf1shim.TF1ShimWarning
    assert warning.filename == __file__
    assert str(warning.message) == "NumPy 1.23 removed numpy.asscalar; instead: array.item()"


def check_numpy_aliases_are_what_they_were():
    assert np.float is float and np.int is int and np.object is object and np.str is str
    assert np.float_ is np.float64 and np.Inf == np.inf and np.NINF == -np.inf
    assert np.asscalar(np.array([3])) == 3
    assert np.product([2, 3]) == 6 and np.alltrue([True, True]) and np.sometrue([False, True])
    assert np.in1d([1, 2], [2]).tolist() == [False, True]
    assert np.msort(np.array([[2, 1], [1, 2]])).tolist() == [[1, 1], [2, 2]]
    assert np.trapz([1, 1, 1]) == 2.0 and np.row_stack(([1], [2])).shape == (2, 1)
    assert np.isnan(np.NAN) and np.lib.pad([1], 1, "constant").tolist() == [0, 1, 0]


def check_numpy_reads_records():
    rows = np.recfromcsv(["A,B,c d", "1,2.5,x", "3,4,y"], encoding="utf-8")
    assert rows.a.tolist() == [1, 3] and rows.b.tolist() == [2.5, 4.0] and rows.c_d.tolist() == ["x", "y"]
    masked = np.recfromtxt(["1 2", "3 -1"], missing_values="-1", usemask=True, names="a,b")
    assert masked.a.tolist() == [1, 3] and masked.b.tolist() == [2, None]


def check_ragged_arrays_are_object_arrays():
    ragged = np.array([[1], [2, 3]])
    assert ragged.dtype == object and ragged.shape == (2,)
    mixed = np.array([np.zeros((2, 3)), np.zeros((5, 4))])
    assert mixed.dtype == object and mixed.shape == (2,)
    assert np.array([[1, 2], [3, 4]]).dtype.kind == "i"
    raises(ValueError, np.array, [[1], [2, 3]], dtype=float)


def check_functions_take_ragged_lists():
    ragged = [[1.0], [2.0, 3.0]]
    assert np.shape(ragged) == (2,) and np.size(ragged) == 2 and np.ndim(ragged) == 1
    normalised = (np.zeros((2, 3)), np.ones(3), np.ones(3))
    first, low, high = np.nan_to_num(normalised)
    assert first.shape == (2, 3) and low.shape == high.shape == (3,)
    assert np.sum(ragged) == [1.0, 2.0, 3.0] and np.max(ragged) == [2.0, 3.0]
    assert [len(part) for part in np.array_split([[1], [2, 3], [4]], 2)] == [2, 1]
    assert sorted(map(len, np.random.permutation(ragged))) == [1, 2]
    assert np.reshape(ragged, (2, 1)).shape == (2, 1)
    assert np.mean([1, 3]) == 2 and np.max([[1, 2], [3, 4]], axis=0).tolist() == [3, 4]
    raises(ValueError, np.mean, [[1, 2], [3, 4]], axis=5)
    for save in (np.savez, np.savez_compressed):
        saved = io.BytesIO()
        save(saved, ragged, even=[[1, 2], [3, 4]], params=[np.zeros((2, 3)), np.ones(3)])
        with np.load(io.BytesIO(saved.getvalue()), allow_pickle=True) as file:
            assert file["arr_0"].dtype == object and file["even"].tolist() == [[1, 2], [3, 4]]
            assert [part.shape for part in file["params"]] == [(2, 3), (3,)]


def check_copy_false_copies_if_needed():
    assert np.array([1, 2], copy=False).tolist() == [1, 2]
    base = np.zeros(3)
    assert np.array(base, copy=False) is base or np.shares_memory(np.array(base, copy=False), base)


def check_fromstring_reads_bytes():
    made = np.fromstring(b"\x01\x02", dtype=np.uint8)
    made[0] = 9
    assert made.tolist() == [9, 2]
    assert np.fromstring("1 2", dtype=int, sep=" ").tolist() == [1, 2]


def check_pickled_arrays_stay_refused_until_allowed():
    import os
    import tempfile

    path = os.path.join(tempfile.mkdtemp(), "objects.npy")
    np.save(path, np.array([{"a": 1}], dtype=object))
    message = raises(ValueError, np.load, path)
    assert "allow_pickle=True" in message and "TF1SHIM_ALLOW_PICKLE=1" in message, message
    assert np.load(path, allow_pickle=True)[0] == {"a": 1}
    npz = path[:-4] + ".npz"
    np.savez(npz, x=np.array([{}], dtype=object), y=np.ones(2))
    assert isinstance(np.load(npz), np.lib.npyio.NpzFile)
    with np.load(npz) as loaded:
        assert loaded["y"].sum() == 2 and sorted(loaded.keys()) == ["x", "y"]
        assert "TF1SHIM_ALLOW_PICKLE" in raises(ValueError, lambda: loaded["x"])
    saved = np.load  # the fix of 2019, as people pasted it
    np.load = lambda *a, **k: saved(*a, allow_pickle=True, **k)
    assert np.load(path)[0] == {"a": 1}
    np.load = saved
    raises(ValueError, np.load, path)


def check_scipy_misc_images():
    need("scipy", "PIL")
    import os
    import tempfile

    from scipy import misc
    from scipy.misc import imread, imresize, imsave

    ramp = np.arange(16.0).reshape(4, 4)
    assert misc.bytescale(ramp).tolist()[0] == [0, 17, 34, 51]
    # What SciPy 1.2.1 with Pillow gives.
    assert imresize(ramp, (8, 8), "nearest").tolist()[0] == [0, 0, 17, 17, 34, 34, 51, 51]
    assert imresize(np.zeros((10, 20, 3), np.uint8), 0.5).shape == (5, 10, 3)
    assert imresize(np.zeros((10, 20, 3), np.uint8), 50).shape == (5, 10, 3)
    path = os.path.join(tempfile.mkdtemp(), "x.png")
    imsave(path, np.dstack([ramp] * 3))
    assert imread(path).shape == (4, 4, 3) and imread(path).dtype == np.uint8
    assert imread(path, mode="L").shape == (4, 4)
    assert misc.toimage(ramp, cmin=0, cmax=255).size == (4, 4)
    assert abs(misc.logsumexp([0.0, 0.0]) - np.log(2)) < 1e-12
    assert misc.comb(4, 2) == 6 and misc.factorial(4) == 24


def check_scipy_numpy_names_and_windows():
    need("scipy")
    import scipy as sp
    from scipy import signal

    assert sp.array([1]).sum() == 1 and sp.zeros(2).shape == (2,)
    assert len(signal.hann(5)) == 5


def check_gast_literals():
    need("gast")
    import gast

    nodes = [node.value for node in gast.parse("1.5\n'a'\nb'a'\n...\nTrue\nx").body]
    kinds = (gast.Num, gast.Str, gast.Bytes, gast.Ellipsis, gast.NameConstant)
    found = [[kind.__name__ for kind in kinds if isinstance(node, kind)] for node in nodes]
    assert found == [["Num"], ["Str"], ["Bytes"], ["Ellipsis"], ["NameConstant"], []], found
    made = gast.Expr(gast.Str("text"))
    assert isinstance(made.value, gast.Str) and not isinstance(made.value, gast.Num)
    assert gast.Num(n=3).value == 3 and gast.NameConstant(False).value is False


def check_argument_values_are_a_dict():
    import inspect

    def called(first, *rest, **named):
        values = inspect.getargvalues(inspect.currentframe())
        return values.args, values.locals.pop(values.varargs), values.locals.pop(values.keywords), first

    assert called(1, 2, x=3) == (["first"], (2,), {"x": 3}, 1)


def check_collections_and_inspect():
    import collections
    import inspect
    from collections import Iterable, Mapping

    assert collections.OrderedDict is sys.modules["collections"].OrderedDict
    assert isinstance([], Iterable) and isinstance({}, Mapping) and collections.Callable
    spec = inspect.getargspec(lambda a, b=1, *c, **d: 0)
    assert spec == (["a", "b"], "c", "d", (1,)) and spec.keywords == "d"

    def annotated(a: int):
        return a

    try:
        inspect.getargspec(annotated)
        raise AssertionError("the annotations of a program count")
    except ValueError as error:
        assert "annotations" in str(error)
    annotated.__module__ = "tensorflow.python.ops.gen_nn_ops"  # annotated since
    assert inspect.getargspec(annotated).args == ["a"]


def check_time_fractions_xml():
    import time
    import xml.etree.cElementTree as ET
    from fractions import gcd

    assert time.clock() >= 0 and time.time is sys.modules["time"].time
    assert gcd(12, 18) == 6 and ET.fromstring("<a/>").tag == "a"


def check_imp_and_distutils():
    import imp
    import os
    import tempfile
    from distutils.util import strtobool
    from distutils.version import LooseVersion, StrictVersion

    path = os.path.join(tempfile.mkdtemp(), "made.py")
    with open(path, "w") as file:
        file.write("x = 3\n")
    assert imp.load_source("made", path).x == 3
    file, where, how = imp.find_module("made", [os.path.dirname(path)])
    assert imp.load_module("made", file, where, how).x == 3
    assert LooseVersion("1.9") < LooseVersion("1.10") and LooseVersion("1.2.3") >= "1.2"
    assert StrictVersion("1.0a1") < StrictVersion("1.0") and strtobool("yes") == 1


def check_old_assertions():
    import unittest

    class Test(unittest.TestCase):
        def runTest(self):
            self.assertEquals(1, 1)
            self.assertItemsEqual([1, 2], [2, 1])
            self.assertNotEqual(np.zeros((5, 3)), np.zeros(10))  # NumPy 1.25: comparing is an error
            with self.assertRaises(AssertionError):
                self.assertEqual(np.zeros((5, 3)), np.zeros(10))
            with self.assertRaisesRegexp(ValueError, "ambiguous"):
                self.assertNotEqual(np.zeros(3), np.zeros(3))
            self.assertRaisesRegexp(ValueError, "x", self.fail_so)

        def fail_so(self):
            raise ValueError("x")

    result = unittest.TestResult()
    Test().run(result)
    assert result.wasSuccessful() and result.testsRun == 1, result.errors
    assert isinstance(Test(), sys.modules["unittest"].TestCase)


def check_sklearn():
    need("sklearn")
    from sklearn.cross_validation import KFold, StratifiedKFold, train_test_split
    from sklearn.datasets import fetch_mldata
    from sklearn.externals import joblib
    from sklearn.grid_search import GridSearchCV

    folds = list(KFold(10, n_folds=5))
    assert len(folds) == 5 and folds[0][1].tolist() == [0, 1]
    assert len(list(StratifiedKFold([0, 1] * 4, n_folds=2))) == 2
    assert len(train_test_split(np.arange(10), test_size=0.2)[1]) == 2
    assert joblib.dump and GridSearchCV
    assert "mldata.org is gone" in raises(tf1shim.UnavailableError, fetch_mldata, "MNIST original")


def check_sklearn_prices_of_boston():
    need("sklearn")
    from sklearn import datasets

    boston = datasets.load_boston()
    assert boston.data.shape == (506, 13) and boston.feature_names[-1] == "LSTAT"
    assert boston.data.sum().round(3) == 460946.555 and boston.target.mean().round(4) == 22.5328
    data, target = datasets.load_boston(return_X_y=True)
    assert (data == boston.data).all() and (target == boston["target"]).all()
    assert "load_bostons" in raises(AttributeError, getattr, datasets, "load_bostons")


def check_pandas():
    need("pandas")
    import pandas as pd

    frame = pd.DataFrame({"a": [1, 2, 3], "b": [4.0, 5.0, 6.0]})
    assert frame.as_matrix().tolist() == [[1, 4], [2, 5], [3, 6]]
    assert frame.ix[1, "b"] == 5.0 and frame.ix[0].tolist() == [1, 4] and len(frame.ix[0:1]) == 2
    labelled = pd.DataFrame({"a": [1, 2]}, index=["x", "y"])
    row = pd.DataFrame({"a": [1, 2], "b": [3, 4]}).iloc[-1]
    assert row[0] == row["a"] == 2 and row[-1] == 4 and row[[1, 0]].tolist() == [4, 2] and row[np.array([0])][0] == 2
    row[1] = row["a"] = 7
    assert row.tolist() == [7, 7] and raises(KeyError, row.__getitem__, "c") and raises(IndexError, row.__getitem__, 2)
    assert raises(KeyError, pd.Series([1, 2], index=[5, 6]).__getitem__, 0), "numbers are labels to each other"
    assert labelled.ix["y", "a"] == labelled.ix[1, 0] == 2 and len(labelled.ix[0:1]) == 1
    assert frame.append({"a": 9, "b": 9}, ignore_index=True).shape == (4, 2)
    assert frame[frame.a > 1].as_matrix().shape == (2, 2), "operations keep the old ways"
    assert frame["a"].as_matrix().tolist() == [1, 2, 3]
    assert frame["a"].append(frame["a"]).shape == (6,)
    assert isinstance(sys.modules["pandas"].DataFrame(), pd.DataFrame)
    assert type(sys.modules["pandas"].DataFrame({"a": [1]})) is not type(frame)


def check_yaml_is_read_safely():
    need("yaml")
    import yaml

    assert yaml.load("a: [1, 2]") == {"a": [1, 2]}
    message = raises(yaml.constructor.ConstructorError, yaml.load,
                     "!!python/object/apply:os.system ['false']")
    assert "TF1SHIM_ALLOW_PICKLE=1" in message, message
    assert yaml.load("a: 1", Loader=yaml.SafeLoader) == {"a": 1}


def check_pil():
    need("PIL")
    from PIL import Image

    assert Image.ANTIALIAS == sys.modules["PIL.Image"].LANCZOS


def check_pillow_measures_text():
    need("PIL")
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.load_default()
    draw = ImageDraw.Draw(Image.new("RGB", (64, 64)))
    # Measured with Pillow 6.2.2, whose one default font is the bitmap font of 6 by 11.
    assert font.getsize("abc") == draw.textsize("abc", font) == (18, 11)
    assert draw.textsize("abc\nd", font) == (18, 26)
    assert isinstance(draw, ImageDraw.ImageDraw) and isinstance(draw, sys.modules["PIL.ImageDraw"].ImageDraw)
    draw.text((1, 1), "abc", fill=(255, 0, 0), font=font)
    native = sys.modules["PIL.ImageDraw"].Draw(Image.new("L", (8, 8)))
    assert hasattr(native, "textsize") == hasattr(sys.modules["PIL.ImageDraw"].ImageDraw, "textsize")


def check_matplotlib():
    need("matplotlib")
    import matplotlib

    matplotlib.use("Agg", warn=False)
    import matplotlib.pyplot as plt

    plt.hold(True)
    heights, _, _ = plt.hist([1, 2, 2], bins=2, normed=True)
    assert abs(heights.sum() * 0.5 - 1) < 1e-9
    assert matplotlib.cm.get_cmap("gray")(0.0)[0] == 0.0
    assert plt.cm.get_cmap("gray", 5).N == 5  # the same module, by the name under pyplot
    plt.show(plt.gcf())
    plt.show(False)
    plt.style.use("seaborn-whitegrid")
    with plt.rc_context():
        matplotlib.rcParams.update({"pgf.preamble": [r"\usepackage{a}", r"\usepackage{b}"], "text.latex.unicode": True})
        plt.rcParams["axes.color_cycle"] = ["r", "g"]
        plt.rc("text.latex", preamble=[r"\usepackage{c}"])
        plt.rc(("lines", "patch"), lw=3)
        native = sys.modules["matplotlib"].rcParams
        assert native["pgf.preamble"] == "\\usepackage{a}\n\\usepackage{b}"
        assert native["axes.prop_cycle"].by_key() == {"color": ["r", "g"]}
        assert plt.rcParams["axes.color_cycle"] == ["r", "g"]
        assert native["text.latex.preamble"] == r"\usepackage{c}" and plt.rcParams["lines.linewidth"] == 3
        assert "axes.grid" in plt.rcParams and plt.rcParams.copy()["patch.linewidth"] == 3


def check_h5py():
    need("h5py")
    import os
    import tempfile

    import h5py

    path = os.path.join(tempfile.mkdtemp(), "x.h5")
    with h5py.File(path) as file:
        file.create_group("g").create_dataset("d", data=np.arange(3))
        file.attrs["version"] = "2.0"
        file.require_group("g").attrs["names"] = [b"a", b"bc"]
        made = file.create_group("h")
        made.attrs["names"] = [b"a", b"bc"]
        assert made.attrs["names"].dtype == made.parent["g"].attrs["names"].dtype == "S2"
        assert file["g"].create_dataset("words", data=[b"a", b"bc"]).value.dtype.kind == "S"
        assert file.fid.name == made.fid.name == path.encode()
    with h5py.File(path, "r") as file:
        assert file["g/d"].value.tolist() == file["g"]["d"].value.tolist() == [0, 1, 2]
        assert file.attrs["version"].decode("utf8") == file.attrs["version"] == "2.0"
        assert [n.decode("utf8") for n in file["g"].attrs["names"]] == ["a", "bc"]
        assert file["g"].attrs["names"].dtype == "S2" and file["g/words"].value.tolist() == [b"a", b"bc"]
        assert isinstance(file["g"], h5py.Group) and isinstance(file["g/d"], h5py.Dataset)
    with tempfile.TemporaryFile() as opened, h5py.File(opened) as file:
        assert file.mode == "r+"


def check_sparse_matrices():
    need("scipy")
    import scipy.linalg
    import scipy.sparse
    from scipy.sparse.linalg import cg
    from scipy.sparse.linalg.eigen.arpack import eigsh

    assert abs(eigsh(scipy.sparse.eye(5).tocsr(), k=1)[0][0] - 1) < 1e-9
    assert cg(np.eye(2), np.ones(2), tol=1e-5)[1] == 0
    assert scipy.linalg.pinv2(np.eye(2)).tolist() == [[1, 0], [0, 1]]


def check_networkx_matrices():
    need("networkx", "scipy")
    import networkx as nx

    path = nx.path_graph(3)
    adjacency = nx.adjacency_matrix(path)
    assert (adjacency * np.ones(3)).tolist() == [1, 2, 1]  # the matrix product
    assert (nx.to_scipy_sparse_matrix(path) != adjacency).nnz == 0
    assert nx.from_numpy_matrix(nx.to_numpy_matrix(path)).number_of_edges() == 2


def check_networkx_data_and_parts():
    need("networkx")
    import os
    import tempfile

    import networkx as nx
    from networkx.readwrite import json_graph

    graph = nx.Graph([(0, 1), (2, 3), (3, 4)])
    data = json_graph.node_link_data(graph)
    assert len(data["links"]) == 3 and "edges" not in data
    again = json_graph.node_link_graph(data)
    assert sorted(again.edges()) == [(0, 1), (2, 3), (3, 4)]
    data["edges"] = data.pop("links")  # what networkx 3.6 writes
    assert json_graph.node_link_graph(data, edges="edges").number_of_edges() == 3
    ordered = nx.OrderedMultiDiGraph([(1, 0), (1, 0)])
    assert ordered.number_of_edges() == 2 and list(nx.OrderedGraph(ordered)) == [1, 0]

    def of_the_time(data, directed=False, multigraph=True, attrs=None):
        """What networkx 1.x has."""

    from tf1shim.era import networkx_era

    assert networkx_era._links(of_the_time, True) is of_the_time
    parts = list(nx.connected_component_subgraphs(graph))
    assert sorted(len(part) for part in parts) == [2, 3] and max(parts, key=len).number_of_edges() == 2
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "graph.gpickle")
        nx.write_gpickle(graph, path)
        assert nx.read_gpickle(path).number_of_nodes() == 5


def check_librosa_takes_arguments_by_position():
    need("librosa")
    import librosa
    import librosa.core

    native = sys.modules["librosa"]
    signal = np.sin(np.arange(4000) / 9).astype(np.float32)
    old = librosa.stft(signal, 256, 64, 200)
    assert (old == native.stft(signal, n_fft=256, hop_length=64, win_length=200, pad_mode="reflect")).all()
    assert (librosa.core.istft(old, 64, 200) == native.istft(old, hop_length=64, win_length=200)).all()
    bank = librosa.filters.mel(8000, 256, 20, norm=1)
    assert (bank == native.filters.mel(sr=8000, n_fft=256, n_mels=20)).all()
    mel = librosa.feature.melspectrogram(signal, 8000, n_fft=256)
    assert (mel == native.feature.melspectrogram(y=signal, sr=8000, n_fft=256, pad_mode="reflect")).all()
    assert (librosa.feature.mfcc(S=mel) == native.feature.mfcc(S=mel)).all()
    assert librosa.feature.rmse(signal).shape[0] == 1 and librosa.get_duration(signal, 8000) == 0.5
    assert (librosa.logamplitude(mel) == native.power_to_db(mel)).all()
    assert "multiple values" in raises(TypeError, librosa.stft, signal, 256, n_fft=256)


def check_librosa_output():
    need("librosa")
    import os
    import tempfile

    import librosa

    signal = np.sin(np.arange(4000) / 9).astype(np.float32)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "a.wav")
        librosa.output.write_wav(path, signal, 8000)
        again, rate = librosa.load(path, None)
    assert rate == 8000 and (again == signal).all()


def check_sklearn_arguments():
    need("sklearn")
    from sklearn.manifold import TSNE
    from sklearn.preprocessing import OneHotEncoder

    points = np.random.RandomState(0).rand(8, 3)
    assert TSNE(perplexity=3, n_components=2, n_iter=250).fit_transform(points).shape == (8, 2)
    assert OneHotEncoder(sparse=False).fit_transform([[1], [2]]).tolist() == [[1, 0], [0, 1]]


def check_axes_of_a_projection():
    need("matplotlib")
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    from mpl_toolkits.mplot3d import Axes3D  # noqa: F401

    figure = plt.figure()
    axes = figure.gca(projection="3d")
    assert axes.name == "3d" and plt.gca(projection="3d") is axes and figure.gca() is axes


def check_gym():
    try:
        import gym
    except ImportError:
        raise checks.Skip("neither gym nor gymnasium is installed") from None
    env = gym.make("CartPole-v1")
    env.seed(3)
    first = env.reset()
    assert first.shape == (4,)
    observation, reward, done, info = env.step(env.action_space.sample())
    assert reward == 1.0 and done is False and observation.shape == (4,) and isinstance(info, dict)
    assert isinstance(env.action_space, gym.spaces.Discrete)
    inner = env.unwrapped
    assert inner.unwrapped is inner and inner.reset().shape == (4,) and len(inner.step(0)) == 4
    inner.state = np.zeros(4)
    assert inner.state.sum() == 0 and inner.x_threshold == 2.4
    assert gym.make("Pendulum-v0").reset().shape[0] == 3
    assert any(spec.id == "CartPole-v1" for spec in gym.envs.registry.all())


def check_gym_wrappers_and_environments_of_the_program():
    try:
        import gym
    except ImportError:
        raise checks.Skip("neither gym nor gymnasium is installed") from None
    from gym.envs.registration import register
    from gym.utils import seeding

    global OwnEnvironment

    class OwnEnvironment(gym.Env):
        action_space, observation_space = gym.spaces.Discrete(2), gym.spaces.Box(-1, 1, (2,), dtype=np.float32)

        def seed(self, seed=None):
            self.np_random, seed = seeding.np_random(seed)
            return [seed]

        def reset(self):
            return np.zeros(2)

        def step(self, action):
            return np.ones(2), self.np_random.rand(), False, {}

        def render(self, mode="human"):
            return mode

    class Doubled(gym.ObservationWrapper):
        def observation(self, observation):
            return 2 * observation

    register("Own-v0", entry_point=lambda: OwnEnvironment(), timestep_limit=2)
    gym.spec("Own-v0").entry_point = OwnEnvironment
    env = Doubled(gym.make("Own-v0"))
    assert env.seed(7) == [7] and env.reset().tolist() == [0, 0]
    observation, reward, done, info = env.step(1)
    # What gym 0.17.3 draws from this seed.
    assert observation.tolist() == [2, 2] and abs(reward - 0.27522696) < 1e-8 and not done
    assert env.step(1)[2:] == (True, {"TimeLimit.truncated": True})
    assert env.render("rgb_array") == "rgb_array" and type(env.unwrapped) is OwnEnvironment
    assert isinstance(env, gym.Wrapper) and isinstance(env, gym.Env)
    sys.modules["own_environments"] = types.SimpleNamespace(OwnEnvironment=OwnEnvironment)
    register("Named-v0", entry_point="own_environments:OwnEnvironment", kwargs=None)
    assert type(gym.make("Named-v0")) is OwnEnvironment and gym.make("Named-v0").reset().tolist() == [0, 0]


def check_standard_library_arguments():
    import configparser
    import io
    import json
    import random
    import threading
    from pipes import quote

    import imghdr

    assert json.loads("[1]", encoding="utf-8") == [1] and quote("a b") == "'a b'"
    assert imghdr.what(None, b"\x89PNG\r\n\x1a\n") == "png"
    assert random.sample({4}, 1) == [4] and random.sample({4: 5}.keys(), 1) == [4]
    random.seed(np.int64(5))
    drawn = random.random(), random.randrange(100.0), random.randint(1, 9 / 3)
    random.seed(5)
    assert drawn == (random.random(), random.randrange(100), random.randint(1, 3))
    random.seed((1, 2))
    assert raises((TypeError, ValueError), random.randrange, 2.5)
    items = [1, 2, 3]
    random.shuffle(items, lambda: 0.1)
    assert items == [2, 3, 1]
    thread = threading.Thread(target=int)
    thread.start()
    thread.join()
    assert not thread.isAlive()
    parser = configparser.SafeConfigParser()
    parser.readfp(io.StringIO("[a]\nb = 1"))
    assert parser.get("a", "b") == "1"


def check_every_row_of_the_table():
    import importlib

    from tf1shim import errors
    from tf1shim.era import faces

    providers = tf1shim.activation._state.hook.providers
    failed, absent = [], set()
    for name, row in faces.rows().items():
        assert row["gone"] and row["instead"] and ("from" in row) != ("reason" in row), name
        root, parent, last = name.partition(".")[0], *name.rpartition(".")[::2]
        try:
            providers[root].module(root)
        except ImportError:
            absent.add(root)
            continue
        try:
            value = (providers[root].module(name) if row.get("module")
                     else getattr(providers[root].module(parent), last))
        except (ImportError, AttributeError) as error:
            failed.append((name, repr(error)))
            continue
        stand_in = isinstance(value, errors._Unavailable)
        # A stand-in whose own library is older than the replacement still has the name itself.
        if stand_in and "reason" not in row:
            failed.append((name, str(value)))
    assert not failed, failed
    del importlib
    optional = {"gast", "gym", "librosa", "networkx", "pyDOE", "sklearn", "pandas", "yaml", "PIL", "matplotlib",
                "scipy"}
    assert absent <= optional, absent


def check_era_can_be_turned_off():
    done = checks.python("-c", "import tf1shim, numpy, sys; assert numpy is sys.modules['numpy']",
                         TF1SHIM_ERA="0")
    assert done.returncode == 0, done.stderr
    done = checks.python(
        "-c", "import tf1shim, collections\ntry:\n  collections.Iterable\nexcept AttributeError:\n  print('off')\n"
        "import inspect; inspect.getargspec", TF1SHIM_ERA_OFF="collections.*")
    assert done.stdout == ("off\n" if sys.version_info >= (3, 10) else ""), (done.stdout, done.stderr)


def check_pkg_resources():
    import json
    import os

    import pkg_resources

    numpy = pkg_resources.get_distribution("numpy")
    assert numpy.version == np.__version__ and numpy.key == "numpy"
    assert numpy.parsed_version > pkg_resources.parse_version("1.9")
    assert pkg_resources.require("numpy>=1.10")[0].project_name.lower() == "numpy"
    raises(pkg_resources.DistributionNotFound, pkg_resources.get_distribution, "no-such-distribution")
    raises(pkg_resources.VersionConflict, pkg_resources.require, "numpy<1.0")
    path = pkg_resources.resource_filename("json", "decoder.py")
    assert os.path.samefile(path, os.path.join(os.path.dirname(json.__file__), "decoder.py"))
    assert b"JSONDecoder" in pkg_resources.resource_string("json", "decoder.py")
    assert pkg_resources.resource_exists("json", "decoder.py") and not pkg_resources.resource_exists("json", "x")
    assert "decoder.py" in pkg_resources.resource_listdir("json", "")
    assert "numpy" in pkg_resources.working_set.by_key
    names = [r.name for r in pkg_resources.parse_requirements("a>=1  # why\n\n# none\nb[c]==2")]
    assert names == ["a", "b"], names
    assert list(pkg_resources.iter_entry_points("no.such.group")) == []
