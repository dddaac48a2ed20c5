"""Have an old protoc write the modules of `tests/importing/old_protos`, and record what the program there prints.

Run with Python 3.7, 'grpcio-tools<1.20' 'protobuf<3.8' 'setuptools<60':

    python tools/make_old_protos.py
"""

import pathlib
import subprocess
import sys

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "tests" / "importing" / "old_protos"


def main():
    protos = sorted(path.name for path in FOLDER.glob("*.proto"))
    protoc = [sys.executable, "-m", "grpc_tools.protoc", "-I.", "--python_out=."]
    subprocess.check_call(protoc + protos, cwd=str(FOLDER))
    (FOLDER / "printed.txt").write_bytes(subprocess.check_output([sys.executable, "use_them.py"], cwd=str(FOLDER)))


if __name__ == "__main__":
    main()
