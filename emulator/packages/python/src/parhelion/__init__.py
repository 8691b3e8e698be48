"""An AWS of its own for each test.

>>> from parhelion import Server
>>> with Server() as server, server.fork() as world:
...     s3 = world.client("s3")
...     _ = s3.create_bucket(Bucket="photos")
...     world.clock.advance(hours=1)
"""

from parhelion.server import Server
from parhelion.world import Adversary, Clock, ParhelionError, World

__all__ = ["Adversary", "Clock", "ParhelionError", "Server", "World"]
