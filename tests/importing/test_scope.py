"""Who is legacy, and the reason given."""

import json
import sysconfig

import pytest

from tf1shim import settings
from tf1shim.importing import scope

SITE = sysconfig.get_path("purelib")


@pytest.fixture(autouse=True)
def fresh():
    scope.forget()
    yield
    settings.set_current(None)
    scope.forget()


@pytest.mark.parametrize("name, file, legacy, reason", [
    ("__main__", "/home/u/train.py", True, "the program that is run"),
    ("__main__", "", True, "the program that is run"),
    ("model.net", "/home/u/model/net.py", True, "the program's own code, not an installed package"),
    ("__main__", SITE + "/pytest/__main__.py", False, "a tool installed for this Python"),
    ("pytest", SITE + "/pytest/__init__.py", False,
     "an installed package that does not ask for TensorFlow 1"),
    ("tf1shim.contrib.rnn", "/src/tf1shim/contrib/rnn.py", False, "tf1shim itself"),
    ("tensorflow.python.ops", SITE + "/tensorflow/python/ops/__init__.py", False,
     "tensorflow is built on native TensorFlow"),
    ("json", json.__file__, False, "the standard library"),
])
def test_decisions(name, file, legacy, reason):
    decision = scope.decide({"__name__": name, "__file__": file})
    assert (decision.legacy, decision.reason) == (legacy, reason)


def test_scope_and_native_patterns():
    settings.set_current(settings.load({"scope": ["baselines.*"], "native": ["model.tf2"]}))
    scope.forget()
    below = {"__name__": "baselines.common.tf_util", "__file__": SITE + "/baselines/common/tf_util.py"}
    assert scope.decide(below).reason == "the setting scope names 'baselines.*'"
    assert scope.decide({"__name__": "baselines", "__file__": SITE + "/baselines/__init__.py"}).legacy
    assert not scope.decide({"__name__": "model.tf2.x", "__file__": "/home/u/x.py"}).legacy
    assert scope.decide({"__name__": "model.tf1", "__file__": "/home/u/x.py"}).legacy


def test_metadata_that_asks_for_tensorflow_1(tmp_path, monkeypatch):
    site = tmp_path / "site-packages"
    for package, requirement in (("oldnet", "tensorflow-gpu (<2,>=1.12)"),
                                 ("pinned", "tensorflow==1.14.0"), ("newnet", "tensorflow>=2.4")):
        info = site / f"{package}-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\nRequires-Dist: {requirement}\n")
    monkeypatch.syspath_prepend(str(site))
    judge = lambda name: scope.decide({"__name__": name, "__file__": str(site / name / "__init__.py")})  # noqa: E731
    assert judge("oldnet").reason == "its metadata asks for 'tensorflow-gpu (<2,>=1.12)'"
    assert judge("pinned").legacy
    assert not judge("newnet").legacy


@pytest.mark.parametrize("package, version, legacy", [
    ("prettytensor", "0.7.4", True), ("imgaug", "0.4.0", True), ("imgaug", "0.5.0", False),
    ("tensorflow_probability", "0.8.0", True), ("tensorflow_probability", "0.25.0", False)])
def test_known_packages_of_the_time(package, version, legacy, tmp_path, monkeypatch):
    info = tmp_path / "site-packages" / f"{package}-{version}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n")
    monkeypatch.syspath_prepend(str(info.parent))
    decision = scope.decide({"__name__": package, "__file__": str(info.parent / package / "__init__.py")})
    assert decision.legacy is legacy
    assert not legacy or decision.reason == f"{package} {version} is a known package of TensorFlow 1's time"


def test_the_standard_library_asks_for_its_caller():
    import sys

    frame = sys._getframe()
    stdlib = {"__name__": "pkgutil", "__file__": json.__file__}
    assert scope.decide_caller(frame, stdlib).reason == "the program's own code, not an installed package"


@pytest.mark.parametrize("module", ["mock.mock", "_pytest.monkeypatch"])
def test_what_patches_by_name_asks_for_its_caller(module):
    import sys

    frame = sys._getframe()
    patching = {"__name__": module, "__file__": f"{SITE}/{module.replace('.', '/')}.py"}
    assert scope.decide_caller(frame, patching).legacy
    other = {"__name__": "mock.backports", "__file__": f"{SITE}/mock/backports.py"}
    assert not scope.decide_caller(frame, other).legacy
