"""The server's program: the one in this package, unless `PARHELION_BINARY` names another."""

import os
import pathlib
import shutil
import subprocess
import sys


def find():
    """Its path.

    FileNotFoundError: there is none, here or on the PATH.
    """
    named = os.environ.get("PARHELION_BINARY")
    if named:
        return named
    inside = pathlib.Path(__file__).with_name("bin") / ("parhelion.exe" if os.name == "nt" else "parhelion")
    if inside.is_file():
        return str(inside)
    # Not the script of this package, which would find itself.
    scripts = str(pathlib.Path(sys.executable).parent)
    elsewhere = os.pathsep.join(it for it in os.get_exec_path() if it != scripts)
    found = shutil.which("parhelion", path=elsewhere)
    if found is None:
        raise FileNotFoundError("no parhelion program: install a wheel that has one, or set PARHELION_BINARY")
    return found


def main():
    """The command line, with the program that is found."""
    command = [find(), *sys.argv[1:]]
    if os.name == "nt":
        sys.exit(subprocess.call(command))
    os.execv(command[0], command)
