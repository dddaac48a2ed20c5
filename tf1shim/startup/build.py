"""Setuptools commands that put the start-up files at the root of every kind of wheel.

Named in setup.cfg. Setuptools loads this file by itself, without importing the package.
"""

import base64
import hashlib
import pathlib
import shutil
import zipfile

from setuptools.command.build_py import build_py as _build_py
from setuptools.command.editable_wheel import editable_wheel as _editable_wheel

HERE = pathlib.Path(__file__).parent
FILES = [HERE / name for name in ("tf1shim.pth", "tf1shim.start", "_tf1shim_startup.py")]


class build_py(_build_py):
    """Copies the start-up files beside the package, so that they land at the top of site-
    packages."""

    def run(self):
        super().run()
        if not self.editable_mode:
            for file in FILES:
                shutil.copy(file, self.build_lib)

    def get_outputs(self, include_bytecode=True):
        ours = [] if self.editable_mode else [f"{self.build_lib}/{file.name}" for file in FILES]
        return super().get_outputs(include_bytecode) + ours


class editable_wheel(_editable_wheel):
    """Adds the start-up files to the editable wheel, which carries no package data.

    Without this, ``TF1SHIM=1`` would silently do nothing in an editable install.
    """

    def run(self):
        super().run()
        (wheel,) = pathlib.Path(self.dist_dir).glob("*editable*.whl")
        with zipfile.ZipFile(wheel) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        record = next(name for name in members if name.endswith(".dist-info/RECORD"))
        for file in FILES:
            data = members[file.name] = file.read_bytes()
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")
            members[record] += f"{file.name},sha256={digest},{len(data)}\n".encode()
        with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in members.items():
                archive.writestr(name, data)
