"""Interpreters that read the start-up files as an installed tf1shim would have them read."""

from tests import checks

STARTUP = checks.ROOT / "tf1shim" / "startup"


def site(folder):
    """Make ``folder`` the place of a sitecustomize that adds the start-up files; returns what goes
    to PYTHONPATH.

    ``site.addsitedir`` reads .pth files exactly as the start of an interpreter does.
    """
    (folder / "sitecustomize.py").write_text(f"import site\nsite.addsitedir({str(STARTUP)!r})\n")
    return str(folder)


def python(folder, *args, **options):
    """`checks.python` with the start-up files in place."""
    return checks.python(*args, PYTHONPATH=f"{checks.ROOT}:{site(folder)}", **options)
