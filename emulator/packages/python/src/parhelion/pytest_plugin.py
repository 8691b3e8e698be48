"""Fixtures: `aws` is a world of its own for each test.

A suite prepares once what every test begins with, by a fixture of its own in conftest.py:

    @pytest.fixture(scope="session")
    def aws_prepared(aws_root):
        aws_root.client("s3").create_bucket(Bucket="photos")
"""

import os

import pytest

from parhelion.server import Server

# What would lead boto3 elsewhere, or to another sender.
_ELSEWHERE = ("AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN", "AWS_ROLE_ARN", "AWS_CA_BUNDLE")

# How much of the journal a failed test shows.
_SHOWN = 50


def pytest_addoption(parser):
    group = parser.getgroup("parhelion", "an AWS of its own for each test")
    group.addoption("--parhelion-endpoint", metavar="URL", help="a server that runs already; else one is started")
    group.addoption("--parhelion-seed", type=int, metavar="N", help="the chance of every world (default: each by its test's name)")
    parser.addini("parhelion_arguments", "further arguments of `parhelion serve`", type="args", default=[])


@pytest.fixture(scope="session")
def aws_server(request):
    """The server of this session."""
    endpoint_url = request.config.getoption("--parhelion-endpoint") or os.environ.get("PARHELION_ENDPOINT")
    with Server(*([] if endpoint_url else request.config.getini("parhelion_arguments")), endpoint_url=endpoint_url) as server:
        yield server


@pytest.fixture(scope="session")
def aws_root(aws_server):
    """The world that the tests' worlds are forked from."""
    with aws_server.fork() as world:
        yield world


@pytest.fixture(scope="session")
def aws_prepared(aws_root):
    """What every test begins with: nothing, unless a suite says otherwise."""


@pytest.fixture
def aws(request, monkeypatch, aws_root, aws_prepared):
    """A world of its own, which boto3 finds by itself; what it did is shown if the test fails."""
    seed = request.config.getoption("--parhelion-seed")
    with aws_root.fork(seed=_hash(request.node.nodeid) if seed is None else seed) as world:
        for name in [*_ELSEWHERE, *(it for it in os.environ if it.startswith("AWS_ENDPOINT_URL_"))]:
            monkeypatch.delenv(name, raising=False)
        for name, value in world.environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr("boto3.DEFAULT_SESSION", None, raising=False)
        yield world
        report = getattr(request.node, "_parhelion_failed", None)
        if report is not None:
            report.sections.append(("Parhelion's journal", _shown(world)))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    report = outcome.get_result()
    if report.when == "call" and report.failed:
        item._parhelion_failed = report


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
