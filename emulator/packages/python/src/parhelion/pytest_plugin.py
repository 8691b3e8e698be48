"""Fixtures: `aws` is a world of its own for each test.

A suite prepares once what every test begins with, by a fixture of its own in conftest.py:

    @pytest.fixture(scope="session")
    def aws_prepared(aws_root):
        aws_root.client("s3").create_bucket(Bucket="photos")
"""

import os
import sys

import pytest

from parhelion import environment
from parhelion.server import Server
from parhelion.world import ParhelionError, World

# The world of the test that runs.
_WORLD = pytest.StashKey[World]()

# How much of the journal a failed test shows.
_SHOWN = 50


def pytest_addoption(parser):
    group = parser.getgroup("parhelion", "an AWS of its own for each test")
    group.addoption("--parhelion-endpoint", metavar="URL", help="a server that runs already; else one is started")
    group.addoption("--parhelion-seed", type=int, metavar="N", help="another chance for every test's world; each hangs on its test's name, too")
    parser.addini("parhelion_arguments", "further arguments of `parhelion serve`", type="args", default=[])


@pytest.fixture(scope="session")
def aws_server(request):
    """The server of this session."""
    endpoint_url = request.config.getoption("--parhelion-endpoint") or os.environ.get("PARHELION_ENDPOINT")
    with Server(*([] if endpoint_url else request.config.getini("parhelion_arguments")), endpoint_url=endpoint_url) as server:
        yield server


@pytest.fixture(scope="session")
def _nothing_else(aws_server):
    """For the whole session, AWS's clients find nothing outside of the server."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if environment.leads_elsewhere(name):
                patch.delenv(name)
        for name, value in environment.here(aws_server.endpoint_url).items():
            patch.setenv(name, value)
        yield


@pytest.fixture(scope="session")
def aws_root(aws_server, _nothing_else):
    """The world that the tests' worlds are forked from."""
    with aws_server.fork() as world:
        yield world


@pytest.fixture(scope="session")
def aws_prepared(aws_root):
    """What every test begins with: nothing, unless a suite says otherwise."""


@pytest.fixture
def aws(request, monkeypatch, aws_root, aws_prepared):
    """A world of its own, which boto3 finds by itself; what happened is shown if the test fails."""
    # No two tests have one chance: keys that are made in their worlds would lead nowhere.
    seed = _hash(f"{request.config.getoption('--parhelion-seed') or 0} {request.node.nodeid}")
    with aws_root.fork(seed=seed) as world:
        for name, value in world.environment.items():
            monkeypatch.setenv(name, value)
        if "boto3" in sys.modules:
            monkeypatch.setattr(sys.modules["boto3"], "DEFAULT_SESSION", None)
        request.node.stash[_WORLD] = world
        yield world


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    report = outcome.get_result()
    world = item.stash.get(_WORLD, None)
    if report.failed and report.when != "teardown" and world is not None:
        try:
            report.sections.append(("Parhelion's journal", _shown(world)))
        except (OSError, ParhelionError) as error:
            report.sections.append(("Parhelion's journal", f"cannot be had: {error}"))


def _shown(world):
    lines = world._control.text("journal").splitlines()
    taken = world.adversary.taken
    left_out = [f"… {len(lines) - _SHOWN} earlier events"] if len(lines) > _SHOWN else []
    deviations = [f"deviations: {taken}"] if taken else []
    return "\n".join([*left_out, *lines[-_SHOWN:], *deviations])


def _hash(text):
    """The same in every process: FNV-1a, 63 bits."""
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return value >> 1
