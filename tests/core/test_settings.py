"""Settings: precedence, origins, and errors that say which setting, from where, and what is allowed."""

import pytest

from tf1shim import settings
from tf1shim.errors import SettingError


@pytest.fixture(autouse=True)
def clean(monkeypatch, tmp_path):
    for row in settings.TABLE.values():
        monkeypatch.delenv(row.env, raising=False)
    monkeypatch.chdir(tmp_path)


def write(tmp_path, text):
    (tmp_path / "pyproject.toml").write_text(text)
    return str(tmp_path / "pyproject.toml")


def test_defaults():
    chosen = settings.load()
    assert {n: o for n, v, o in chosen.items()} == dict.fromkeys(settings.TABLE, "default")
    assert chosen.mode == "auto"


def test_argument_beats_environment_beats_file(monkeypatch, tmp_path):
    path = write(tmp_path, '[tool.tf1shim]\nmode = "eager"\nwarnings = "off"\nscope = ["a", "b.*"]\n')
    chosen = settings.load()
    assert (chosen.mode, chosen.origin("mode")) == ("eager", path)
    assert chosen.scope == ("a", "b.*")
    monkeypatch.setenv("TF1SHIM", "graph")
    assert (settings.load().mode, settings.load().origin("mode")) == (
        "graph", "environment variable TF1SHIM")
    assert settings.load({"mode": "auto"}).origin("mode") == "argument"
    assert settings.load({"mode": None}).mode == "graph"


def test_the_nearest_pyproject_counts(tmp_path, monkeypatch):
    write(tmp_path, '[tool.tf1shim]\nmode = "graph"\n')
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert settings.load().mode == "graph"


@pytest.mark.parametrize("word", ["1", "true", "YES", "on"])
def test_just_on_leaves_the_mode_to_the_file(word, monkeypatch, tmp_path):
    write(tmp_path, '[tool.tf1shim]\nmode = "graph"\n')
    monkeypatch.setenv("TF1SHIM", word)
    assert settings.load().mode == "graph"


def test_just_on_beats_a_file_that_says_off(monkeypatch, tmp_path):
    path = write(tmp_path, '[tool.tf1shim]\nmode = "off"\n')
    assert (settings.load().mode, settings.load().origin("mode")) == ("off", path)
    monkeypatch.setenv("TF1SHIM", "1")
    assert (settings.load().mode, settings.load().origin("mode")) == (
        "auto", "environment variable TF1SHIM")


def test_other_spellings_of_the_table(tmp_path):
    write(tmp_path, "[tool]\ntf1shim = {mode = 'graph'}\n")
    assert settings.load().mode == "graph"
    write(tmp_path, "[tool]\ntf1shim = 3\n")
    with pytest.raises(SettingError, match="must be a table"):
        settings.load()


@pytest.mark.parametrize("word", ["0", "off", "No", "false"])
def test_zero_turns_off_whatever_the_argument_says(word, monkeypatch):
    monkeypatch.setenv("TF1SHIM", word)
    assert settings.load({"mode": "graph"}).mode == "off"


def test_unknown_value_names_setting_origin_and_what_is_allowed(monkeypatch):
    monkeypatch.setenv("TF1SHIM_WARNINGS", "loud")
    with pytest.raises(SettingError) as caught:
        settings.load()
    assert str(caught.value) == (
        "tf1shim: setting 'warnings' (from environment variable TF1SHIM_WARNINGS) is 'loud'; "
        "allowed: off, once, each, error")


def test_unknown_name_and_bad_list(tmp_path):
    with pytest.raises(SettingError, match="there is no setting 'mood'"):
        settings.load({"mood": "graph"})
    with pytest.raises(SettingError, match="a list of patterns"):
        settings.load({"scope": 3})
    write(tmp_path, "[tool.tf1shim]\nmood = 1\n")
    with pytest.raises(SettingError, match="mood.*pyproject.toml"):
        settings.load()
    write(tmp_path, "[tool.tf1shim\n")
    with pytest.raises(SettingError, match="cannot read .*pyproject.toml"):
        settings.load()


@pytest.mark.parametrize("name", [n for n, row in settings.TABLE.items() if row.allowed])
def test_each_setting_takes_what_its_row_allows_and_refuses_the_rest(name):
    row = settings.TABLE[name]
    for word in row.allowed:
        assert getattr(settings.load({name: word}), name) == word
    with pytest.raises(SettingError, match=repr(name)):
        settings.load({name: "no such word"})
