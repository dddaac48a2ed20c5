"""The commands; each lives in a module of its own, loaded when it is called."""

import functools
import os
import sys

import click

from tf1shim import __version__
from tf1shim.cli import refuse
from tf1shim.errors import SettingError, TF1ShimError


class _Program(click.Command):
    """A command whose own options end where the program begins, as python's do."""

    def parse_args(self, ctx, args):
        valued = {
            name
            for param in self.params
            if isinstance(param, click.Option) and not param.is_flag
            for name in param.opts
        }
        start = 0
        while start < len(args):
            word = args[start]
            if word in valued:
                start += 2
            elif word == "-h" or word.startswith("--") and len(word) > 2:
                start += 1
            else:
                break
        rest = args[start:]
        return super().parse_args(
            ctx, [*args[:start], "--", *(rest[1:] if rest[:1] == ["--"] else rest)]
        )


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def tf1shim():
    """Run TensorFlow 1 programs, unedited, on the installed TensorFlow 2."""


@tf1shim.command(cls=_Program, options_metavar="[--mode MODE] [--report FILE]")
@click.option(
    "--mode", metavar="MODE", help="graph, eager or auto (the default: read the program and pick)"
)
@click.option(
    "--report", metavar="FILE", help="write what was legacy to FILE at the end (.json for JSON)"
)
@click.argument(
    "program",
    nargs=-1,
    type=click.UNPROCESSED,
    metavar="(SCRIPT | -m MODULE | -c CODE | -) [ARGS]...",
)
def run(mode, report, program):
    """Run a program as python would.

    SCRIPT is a file, or a folder or zip file with a __main__.py. Everything after it belongs to
    the program.
    """
    if not program:
        raise click.UsageError(
            "there is nothing to run: give a script, -m MODULE, -c CODE, or - for standard input"
        )
    if program[0] in ("-m", "-c") and len(program) == 1:
        raise click.UsageError(f"argument expected for the {program[0]} option")
    if program[0].startswith("-") and program[0] != "-" and program[0][:2] not in ("-m", "-c"):
        raise click.UsageError(f"no such option: {program[0]}")

    def start():
        import tf1shim
        from tf1shim.cli import runner

        tf1shim.activate(mode=mode, report=report)
        runner.run(list(program))

    return start


@tf1shim.command()
def info():
    """Show settings with their origin, installed versions and the start-up file."""
    from tf1shim.cli import info

    return functools.partial(_to_a_reader, info.show)


@tf1shim.command()
@click.argument("name_or_file")
def explain(name_or_file):
    """Say whether a module or file is legacy code, which mode it gets, and why."""
    from tf1shim.cli import explain

    return functools.partial(_to_a_reader, explain.show, name_or_file)


@tf1shim.command()
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.option(
    "--mode", type=click.Choice(["auto", "graph", "eager"]), default="auto", show_default=True
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True))
def check(paths, form, mode):
    """Report the legacy calls of files and folders, their replacements, and what is missing here.

    Reads the files without running them. The exit code is 1 where something is missing or could
    not be checked.
    """
    from tf1shim.cli import check

    return functools.partial(_to_a_reader, check.show, paths, form, mode)


def _to_a_reader(show, *args):
    """Print what a command has to say; a reader that has seen enough (`| head`) ends it without a word."""
    try:
        code = show(*args)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # The interpreter flushes once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def main(args=None):
    """Entry point of ``python -m tf1shim`` and of the script ``tf1shim``."""
    try:
        action = tf1shim.main(args, prog_name="tf1shim", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(1)
    if not callable(action):  # --help, --version: the exit code
        sys.exit(action)
    # The program runs outside click, which would catch its KeyboardInterrupt and EOFError.
    try:
        code = action()
    except (SettingError, TF1ShimError) as error:
        if _raised_by_the_program(error):
            raise
        sys.exit(refuse(error))
    sys.exit(code)


def _raised_by_the_program(error):
    traceback = error.__traceback__
    while traceback is not None:
        if not str(traceback.tb_frame.f_globals.get("__name__")).startswith("tf1shim"):
            return True
        traceback = traceback.tb_next
    return False
