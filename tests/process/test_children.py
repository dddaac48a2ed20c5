"""Children of a shimmed process are shimmed, with the same settings."""

import pytest

from tests.process import world

ASK = (
    "import sys; m = sys.modules.get('tf1shim'); s = m and m.status(); "
    "print(bool(m) and s.active, m and s.settings['mode'][0], "
    "m and s.settings['scope'][0], flush=True)"
)
PARENT = f"""
import subprocess, sys
subprocess.run([sys.executable, "-c", {ASK!r}], check=True)
"""
WORKERS = """
import multiprocessing, sys

def ask():
    module = sys.modules.get("tf1shim")
    status = module and module.status()
    print(bool(module) and status.active, module and status.settings["mode"][0],
          module and status.settings["scope"][0], flush=True)

if __name__ == "__main__":
    worker = multiprocessing.get_context(sys.argv[1]).Process(target=ask)
    worker.start()
    worker.join()
"""
ACTIVATE = "import tf1shim\ntf1shim.activate(mode='graph', scope=['old', 'older.*'])\n"
WITH_SETTINGS = "True graph ('old', 'older.*')\n"
PLAIN = "True auto ()\n"


@pytest.mark.parametrize(
    "head, words, env, expected",
    [
        ("", ["p.py"], {}, "False None None\n"),
        ("import tf1shim\n", ["p.py"], {}, PLAIN),
        (ACTIVATE, ["p.py"], {}, WITH_SETTINGS),
        (ACTIVATE, ["p.py"], {"TF1SHIM": "0"}, "False None None\n"),
        ("", ["p.py"], {"TF1SHIM": "eager"}, "True eager ()\n"),
        ("", ["-m", "tf1shim", "run", "p.py"], {}, PLAIN),
        ("", ["-m", "tf1shim", "run", "--mode", "graph", "p.py"], {}, "True graph ()\n"),
        ("import tf1shim\ntf1shim.deactivate()\n", ["p.py"], {}, "False None None\n"),
    ],
    ids=["off", "import", "activate", "zero", "variable", "run", "run mode", "deactivated"],
)
@pytest.mark.parametrize("child", ["subprocess", "spawn", "forkserver"])
def test_inherited(child, head, words, env, expected, tmp_path):
    (tmp_path / "p.py").write_text(
        head + PARENT
        if child == "subprocess"
        else WORKERS.replace(
            "    worker =", "    " + head.strip().replace("\n", "\n    ") + "\n    worker ="
        )
    )
    done = world.python(tmp_path, *words, child, cwd=tmp_path, **env)
    assert (done.returncode, done.stdout) == (0, expected), done.stderr
