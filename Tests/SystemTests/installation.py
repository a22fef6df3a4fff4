"""A HealthCode installation of a test's own: its data directory, its server, and a client of its HTTP interface."""

import http.client
import json
import os
import pathlib
import signal
import subprocess
import time
import urllib.parse

BINARY = os.environ.get("HEALTHCODE", ".build/release/healthcode")
WUHAN, YICHANG = "420106", "420502"


def resident_id(region: str, birth: str, sequence: int = 1) -> str:
    """A resident identity number with its check digit (GB 11643)."""
    body = f"{region}{birth}{sequence:03d}"
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(body))
    return body + "10X98765432"[total % 11]


class Refused(Exception):
    """An answer that is no success: its status and its problem details."""

    def __init__(self, status, problem):
        super().__init__(f"{status}: {problem}")
        self.status, self.problem = status, problem

    @property
    def kind(self):
        return (self.problem or {}).get("type", "").rsplit("/", 1)[-1]


class Client:
    """One caller over one kept-open connection, with or without a bearer token."""

    def __init__(self, address: str, token: str | None = None):
        url = urllib.parse.urlsplit(address)
        self.connection = http.client.HTTPConnection(url.hostname, url.port, timeout=30)
        self.token = token

    def raw(self, method, path, body=None, content_type="application/json", headers=None):
        sent = dict(headers or {})
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        if body is not None:
            sent["Content-Type"] = content_type
        self.connection.request(method, path, body, sent)
        answer = self.connection.getresponse()
        return answer.status, answer.read(), answer.headers

    def call(self, method, path, body=None, **options):
        data = body if isinstance(body, (bytes, str, type(None))) else json.dumps(body)
        status, answer, _ = self.raw(method, "/api/v1" + path, data, **options)
        value = json.loads(answer) if answer else None
        if status >= 400:
            raise Refused(status, value)
        return value

    def get(self, path):
        return self.call("GET", path)

    def post(self, path, body, **options):
        return self.call("POST", path, body, **options)


class Installation:
    """A data directory, the commands run on it, and the server that serves it."""

    def __init__(self, directory: pathlib.Path):
        self.directory = directory
        self.process = None
        self.address = None

    def run(self, *arguments, check=True, stdin=None):
        """Runs one command on the data directory."""
        words = [BINARY, *arguments, "--data", str(self.directory)]
        done = subprocess.run(words, capture_output=True, text=True, input=stdin, timeout=120)
        if check and done.returncode != 0:
            raise AssertionError(f"{words} ended with {done.returncode}: {done.stderr}")
        return done

    def start(self, *arguments):
        """Serves on a free port; returns when the address is known."""
        self.process = subprocess.Popen(
            [BINARY, "serve", "--data", str(self.directory), "--port", "0", *arguments],
            stdout=subprocess.PIPE, stderr=open(self.directory.parent / "server.log", "ab"), text=True)
        line = self.process.stdout.readline()
        assert line.startswith("listening on "), f"the server said {line!r}"
        self.address = line.removeprefix("listening on ").strip()
        return self

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self, patience=30):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(patience)

    def anyone(self):
        return Client(self.address)

    def one_time_code(self, phone):
        """The newest code that was sent to a phone."""
        for _ in range(100):
            outbox = self.directory / "outbox.ndjson"
            lines = outbox.read_text().splitlines() if outbox.exists() else []
            for line in reversed(lines):
                message = json.loads(line)
                if message["phone"].endswith(phone) and message.get("otp"):
                    return message["otp"]
            time.sleep(0.02)
        raise AssertionError(f"no code for {phone}")

    def sign_in(self, phone):
        anyone = self.anyone()
        anyone.post("/otp", {"phone": phone})
        session = anyone.post("/sessions", {"phone": phone, "otp": self.one_time_code(phone)})
        return Client(self.address, session["token"])

    def add_source(self, name, kind, region="420000"):
        key = self.run("source", "add", "--name", name, "--kind", kind, "--region", region).stdout.strip().splitlines()[-1]
        return Client(self.address, key) if self.address else key

    def add_point(self, name="Ferry landing", region=WUHAN):
        return self.run("point", "add", "--name", name, "--region", region).stdout.strip().splitlines()[-1]

    def add_collector(self, phone, region=WUHAN):
        self.run("staff", "add", "--role", "collector", "--phone", phone, "--name", "卡口员", "--region", region)
        return self.sign_in(phone)


def register(client, number, name="林晓雨", region=WUHAN, relation="self", **more):
    """Registers a resident and gives the answer."""
    person = {"name": name, "document": {"type": "resident_id", "number": number}, "region": region, "relation": relation}
    return client.post("/people", person | more)


def eventually(holds):
    """Waits until something holds, and gives what it gave."""
    for _ in range(600):
        if value := holds():
            return value
        time.sleep(0.05)
    raise AssertionError("it did not come to hold within 30 seconds")


def instant(offset_seconds=0):
    """Now, or so many seconds later, as RFC 3339 in China Standard Time."""
    moment = time.gmtime(time.time() + 8 * 3600 + offset_seconds)
    return time.strftime("%Y-%m-%dT%H:%M:%S+08:00", moment)
