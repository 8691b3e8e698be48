"""A world: a cloud that a server has forked, and what tests do with it."""

import datetime
import json
import urllib.error
import urllib.request

from parhelion import environment

# How long the server may take for a command, in seconds: an advance by years has much to do.
_TIMEOUT = 300


class ParhelionError(Exception):
    """The server did not do what it was told; in its words."""


class Control:
    """The control API of a server's cloud, or of one of its worlds."""

    def __init__(self, endpoint_url, prefix=""):
        self._base = f"{endpoint_url}/_parhelion/{prefix}"

    def get(self, path):
        return json.loads(self._ask("GET", path))

    def post(self, path, body):
        return json.loads(self._ask("POST", path, json.dumps(body).encode()))

    def text(self, path):
        return self._ask("GET", path).decode()

    def delete(self, path):
        self._ask("DELETE", path)

    def _ask(self, method, path, body=None):
        headers = {"Content-Type": "application/json"} if body is not None else {}
        request = urllib.request.Request(self._base + path, data=body, method=method, headers=headers)
        # The server is on this machine: no proxy is asked.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=_TIMEOUT) as answer:
                return answer.read()
        except urllib.error.HTTPError as error:
            said = error.read().decode(errors="replace").strip()
            try:
                said = json.loads(said)["error"]
            except (ValueError, KeyError, TypeError):
                pass
            raise ParhelionError(f"{method} {path}: {said or error.reason}") from None


class Clock:
    """The one clock of a world: everything that depends on time goes by it."""

    def __init__(self, control):
        self._control = control

    @property
    def now(self):
        """What it shows, in UTC."""
        return _time(self._control.get("clock")["now"])

    @property
    def next_due(self):
        """When the next thing is due: an expiry, a deployment, an alarm's evaluation; None: nothing is."""
        due = self._control.get("clock")["next_due"]
        return None if due is None else _time(due)

    def advance(self, seconds=0.0, **parts):
        """Lets time pass, and what is due happen: `advance(90)`, `advance(days=1, hours=2)`, or a timedelta."""
        if isinstance(seconds, datetime.timedelta):
            seconds = seconds.total_seconds()
        by = seconds + datetime.timedelta(**parts).total_seconds()
        return _time(self._control.post("clock", {"advance": by})["now"])

    def advance_to_next_due(self):
        """As far as the next thing that is due; None: nothing is, and no time passes."""
        clock = self._control.get("clock")
        if clock["next_due"] is None:
            return None
        left = _time(clock["next_due"]) - _time(clock["now"])
        return self.advance(max(left.total_seconds(), 0.0))

    def set(self, to):
        """Sets it to a datetime, never back."""
        if to.tzinfo is None:
            to = to.replace(tzinfo=datetime.timezone.utc)
        to = to.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        return _time(self._control.post("clock", {"set": to})["now"])

    def freeze(self):
        """It stands still from now on."""
        self._control.post("clock", {"freeze": True})

    def thaw(self):
        """It goes on with the wall's."""
        self._control.post("clock", {"freeze": False})


class Adversary:
    """Who decides what AWS is free to do: calm, unless told otherwise."""

    def __init__(self, control):
        self._control = control

    def __call__(self, rate, *, seed=0, points=()):
        """From now on each choice deviates with this probability, at these points only (none: at any)."""
        self._control.post("adversary", {"rate": rate, "seed": seed, "points": list(points)})

    def plan(self, sites):
        """Exactly these deviations, by site, as `taken` gives them: a failure again."""
        self._control.post("adversary", {"plan": dict(sites)})

    def calm(self):
        """AWS has a good day."""
        self._control.post("adversary", {})

    @property
    def taken(self):
        """The deviations taken so far, by site."""
        return self._control.get("adversary")["taken"]


class World:
    """A cloud of its own. As a context manager, it is forgotten at the end."""

    region = "us-east-1"

    def __init__(self, endpoint_url, told):
        self.endpoint_url = endpoint_url
        self.name = told["name"]
        self.account = told["account"]
        self.access_key_id = told["access_key_id"]
        self.secret_access_key = told["secret_access_key"]
        # Below it, buckets and distributions have their names.
        self.host = told["host"]
        self._control = Control(endpoint_url, f"worlds/{self.name}/")
        self._server = Control(endpoint_url)
        self.clock = Clock(self._control)
        self.adversary = Adversary(self._control)

    @property
    def environment(self):
        """What leads AWS's clients here, as environment variables."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint_url,
            "AWS_ACCESS_KEY_ID": self.access_key_id,
            "AWS_SECRET_ACCESS_KEY": self.secret_access_key,
            "AWS_REGION": self.region,
            "AWS_DEFAULT_REGION": self.region,
            **environment.here(self.endpoint_url),
        }

    @property
    def credentials(self):
        """Keyword arguments of boto3's clients, resources and sessions."""
        return {"aws_access_key_id": self.access_key_id, "aws_secret_access_key": self.secret_access_key}

    def client(self, service, **more):
        """A boto3 client of this world."""
        return self._boto3("client", service, more)

    def resource(self, service, **more):
        """A boto3 resource of this world."""
        return self._boto3("resource", service, more)

    def _boto3(self, kind, service, more):
        import boto3

        session = boto3.Session(**self.credentials, region_name=more.pop("region_name", self.region))
        return getattr(session, kind)(service, endpoint_url=self.endpoint_url, **more)

    @property
    def journal(self):
        """Everything that happened here, oldest first."""
        return [json.loads(line) for line in self._control.text("journal").splitlines()]

    def calls(self, operation=None):
        """The journal's calls to AWS's APIs, or those of one operation."""
        return [it for it in self.journal if it["what"] == "call" and operation in (None, it["operation"])]

    def save(self, name):
        """Keeps this world as it is now under a name; `load` brings it back."""
        self._control.post("states", {"save": name})

    def load(self, name):
        """Makes this world what it was when it was saved."""
        self._control.post("states", {"load": name})

    def reset(self):
        """Makes this world what it was when it began."""
        self._control.post("reset", {})

    def fork(self, name=None, seed=None):
        """A world that goes on from here."""
        asked = {key: value for key, value in {"name": name, "seed": seed}.items() if value is not None}
        return World(self.endpoint_url, self._control.post("worlds", asked))

    def drop(self):
        """Forgets this world."""
        self._server.delete(f"worlds/{self.name}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.drop()
        except ParhelionError as error:
            # Somebody has dropped it before.
            if "There is no world" not in str(error):
                raise

    def __repr__(self):
        return f"<World {self.name} at {self.endpoint_url}>"


def _time(text):
    return datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=datetime.timezone.utc)
