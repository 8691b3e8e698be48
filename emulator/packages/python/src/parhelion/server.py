"""A server: a process of its own, or one that runs already."""

import os
import subprocess

from parhelion import binary
from parhelion.world import Control, ParhelionError, World

# As in the server: what everybody knows.
_READY = "export AWS_ENDPOINT_URL="


class Server:
    """`Server()` starts one on a free port, with further arguments of `parhelion serve`;
    `Server(endpoint_url=…)` is one that runs already. As a context manager, what it started ends.
    """

    def __init__(self, *arguments, endpoint_url=None):
        self._process = None
        self._main = {}
        if endpoint_url is None:
            endpoint_url = self._start(arguments)
        self.endpoint_url = endpoint_url.rstrip("/")
        self.control = Control(self.endpoint_url)

    def _start(self, arguments):
        command = [binary.find(), "serve", "--port", "0", "--until-stdin-ends", *arguments]
        # Of a group of its own: an interrupt of the tests lets them end first. Its standard input ends
        # with this process, however that ends, and it with its input.
        group = {"start_new_session": True} if os.name != "nt" else {}
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **group
        )
        for line in self._process.stdout:
            name, _, value = line.strip().removeprefix("export ").partition("=")
            self._main[name] = value
            # The last of what clients need.
            if name == "AWS_REGION":
                break
        if "AWS_ENDPOINT_URL" not in self._main:
            said = self._process.stderr.read().strip()
            self._process.wait()
            raise ParhelionError(said or "the server did not start")
        return self._main["AWS_ENDPOINT_URL"]

    def fork(self, name=None, seed=None):
        """A world that goes on from the server's own cloud, as it is now."""
        asked = {key: value for key, value in {"name": name, "seed": seed}.items() if value is not None}
        return World(self.endpoint_url, self.control.post("worlds", asked))

    def close(self):
        """Ends the process, if it is this one's."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.stderr.close()
        self._process = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
