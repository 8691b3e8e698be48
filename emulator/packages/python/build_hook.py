"""Puts the server's program into the wheel, which is of one platform then."""

import os
import pathlib
import stat
import sysconfig

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ServerBuildHook(BuildHookInterface):
    """`PARHELION_BINARY` names the program: `cargo build --release --bin parhelion` makes it."""

    def initialize(self, version, build_data):
        binary = os.environ.get("PARHELION_BINARY")
        if not binary:
            raise SystemExit("PARHELION_BINARY names no program: cargo build --release --bin parhelion makes one")
        program = pathlib.Path(binary).resolve(strict=True)
        program.chmod(program.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
        build_data["force_include"][str(program)] = "parhelion/bin/" + ("parhelion.exe" if os.name == "nt" else "parhelion")
        build_data["pure_python"] = False
        platform = os.environ.get("PARHELION_PLATFORM") or sysconfig.get_platform()
        build_data["tag"] = "py3-none-" + platform.replace("-", "_").replace(".", "_")
