"""What the stories share: a pcspd of their own, its doors, and how to see a failure again.

Needs Debian's python3-grpcio and python3-protobuf; run with /usr/bin/python3.
"""
import argparse
import contextlib
import ctypes
import json
import os
import pathlib
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.error
import urllib.request

# The library's fork handlers wait for its threads and may wait for ever; what is forked here runs
# another program at once and needs none of them.
os.environ["GRPC_ENABLE_FORK_SUPPORT"] = "0"
import grpc  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/clients"))
import reflection  # noqa: E402  (it lies beside the other clients)

# A sanitizer's build takes several times as long as a release, on a machine that does more.
PATIENCE = 300  # a checked build on a machine that does other things too
HTTP = urllib.request.build_opener(urllib.request.ProxyHandler({}))
# While one channel is open the library stays up: its threads crash now and then when the last one
# closes while a timer of theirs is due. Nothing is ever sent on this one.
LIBRARY_STAYS = grpc.insecure_channel("127.0.0.1:9")
_libc = ctypes.CDLL(None)


class Options:
    """From the command line, for all tests of a program."""
    bin = ROOT / "build/dev/bin"
    seed = 0


def main():
    """Runs the calling file's tests: [--bin DIR] [--seed N] [unittest's arguments]."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--bin", type=pathlib.Path, default=Options.bin)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10 ** 6))
    known, rest = parser.parse_known_args()
    Options.bin, Options.seed = known.bin.resolve(), known.seed
    program = pathlib.Path(sys.argv[0])
    print(f"seed {Options.seed}; to run it again, from the root:\n"
          f"  tests/support/with_services.sh /usr/bin/python3 tests/system/{program.name}"
          f" --bin {os.path.relpath(Options.bin, ROOT)} --seed {Options.seed} [Class.test_name]",
          flush=True)
    unittest.main(module="__main__", argv=[str(program), *rest], verbosity=2)


def until(check, what, seconds=PATIENCE):
    """The first true value of `check()`. For what no event announces."""
    deadline = time.monotonic() + seconds
    while True:
        value = check()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {seconds} s in vain for {what}")
        time.sleep(0.02)


def child_environment(extra=None):
    """Ours, without what would configure a pcspd or a pcspctl behind the test's back."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PCSP_")}
    return {**environment, **(extra or {})}


def die_with_parent():
    """In a child: a test that is killed leaves no server behind. 1 is PR_SET_PDEATHSIG."""
    _libc.prctl(1, signal.SIGKILL)


class Pcspd:
    """A pcspd process. Its log, and whatever a sanitizer says, also goes to a file."""

    def __init__(self, folder, *flags, name="pcspd", data="data", environment=None):
        self.folder, self.name = pathlib.Path(folder), name
        self.log_file = self.folder / f"{name}.log"
        usual = [f"--{door}-address=127.0.0.1:0" for door in ("rest", "grpc", "metrics")]
        usual += [f"--data-dir={self.folder / data}"] if data else []
        given = {flag.split("=")[0] for flag in flags}
        usual = [flag for flag in usual if flag.split("=")[0] not in given]
        self.lines, self.ended, self._changed = [], False, threading.Condition()
        cwd = self.folder / "cwd"  # where nothing may appear that no flag asked for
        cwd.mkdir(exist_ok=True)
        self.process = subprocess.Popen([Options.bin / "pcspd", *usual, *flags], cwd=cwd,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                        env=child_environment(environment),
                                        preexec_fn=die_with_parent)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        with open(self.log_file, "a", encoding="utf-8") as file:
            for raw in self.process.stderr:
                line = raw.decode("utf-8", "replace")
                file.write(line)
                with self._changed:
                    self.lines.append(line)
                    self._changed.notify_all()
        with self._changed:
            self.ended = True
            self._changed.notify_all()

    def await_log(self, message):
        """The first log entry with that message; fails if the process ends without it."""
        def find():
            wanted = f'"message":"{message}"'
            return next((json.loads(line) for line in self.lines if wanted in line), None)

        with self._changed:
            self._changed.wait_for(lambda: find() or self.ended, PATIENCE)
            found = find()
        if found is None:
            raise AssertionError(f"{self.name} did not say {message!r}:\n{self.log()}")
        return found

    def await_serving(self):
        """Waits until the health service says SERVING; then the ports are known."""
        said = self.await_log("serving")
        self.rest_port, self.grpc_port = said["rest_port"], said["grpc_port"]
        self.metrics_port = said["metrics_port"]
        self.grpc_address = f"127.0.0.1:{self.grpc_port}"
        until(lambda: self.health() == "SERVING", f"{self.name} to be healthy")
        print(f"  {self.name}: REST {self.rest_port}, gRPC {self.grpc_port},"
              f" metrics {self.metrics_port}, {self.folder}", flush=True)
        return self

    def health(self, service=""):
        """What grpc.health.v1.Health/Check says, or None when nobody answers."""
        with grpc.insecure_channel(self.grpc_address) as channel:
            request = b"\x0a" + bytes([len(service)]) + service.encode() if service else b""
            try:
                reply = channel.unary_unary("/grpc.health.v1.Health/Check")(request, timeout=5)
            except grpc.RpcError:
                return None
        return {b"\x08\x01": "SERVING", b"\x08\x02": "NOT_SERVING"}.get(reply, "UNKNOWN")

    def rest(self, method, path, body=None, content_type=None, headers=None):
        """One REST call. A dict is sent as JSON, bytes and text as they are."""
        headers = dict(headers or {})
        if isinstance(body, (dict, list)):
            body, content_type = json.dumps(body), content_type or "application/json"
        if isinstance(body, str):
            body = body.encode()
        if content_type:
            headers["Content-Type"] = content_type
        request = urllib.request.Request(f"http://127.0.0.1:{self.rest_port}{path}", data=body,
                                         method=method, headers=headers)
        if body is not None and not content_type:
            request.add_unredirected_header("Content-Type", "")
        try:
            with HTTP.open(request, timeout=PATIENCE) as response:
                return Reply(response.status, response.headers, response.read())
        except urllib.error.HTTPError as error:
            with error:
                return Reply(error.code, error.headers, error.read())

    def get(self, path):
        """The JSON at `path`; fails on anything but 200."""
        return self.rest("GET", path).ok()

    def post(self, path, body, **more):
        """The JSON of the answer; fails on anything but 200."""
        return self.rest("POST", path, body, **more).ok()

    def grpc(self):
        """A client that learns the messages from the server."""
        return reflection.Server(self.grpc_address)

    def metrics(self):
        """Every sample of the metrics endpoint: {'name{labels}': value}."""
        with HTTP.open(f"http://127.0.0.1:{self.metrics_port}/metrics", timeout=30) as response:
            lines = response.read().decode().splitlines()
        return {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1])
                for line in lines if not line.startswith("#")}

    def log(self):
        return "".join(self.lines)

    def kill(self):
        """kill -9: what a crash looks like from outside."""
        self.process.kill()
        return self._ended()

    def stop(self):
        """SIGTERM; the exit code. A sanitizer that found something makes it other than 0."""
        self.process.send_signal(signal.SIGTERM)
        return self._ended()

    def _ended(self):
        code = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        self.process.stderr.close()
        return code


class Reply:
    """An HTTP answer."""

    def __init__(self, code, headers, body):
        self.code, self.headers, self.text = code, headers, body.decode()

    @property
    def json(self):
        return json.loads(self.text)

    def ok(self):
        if self.code != 200:
            raise AssertionError(f"HTTP {self.code}: {self.text[:2000]}")
        return self.json

    def error(self):
        """The google.rpc error in it, taken apart and checked for what every error has."""
        body = self.json
        if set(body) != {"error"} or body["error"]["code"] != self.code:
            raise AssertionError(f"no google.rpc error: {self.text[:2000]}")
        return Error(body["error"]["status"], body["error"]["message"], body["error"]["details"])


class Error:
    """A google.rpc.Status: one ErrorInfo, and everything that is wrong."""

    def __init__(self, status, message, details):
        self.status, self.message = status, message
        by_type = {detail["@type"].rsplit(".", 1)[1]: detail for detail in details}
        if len(by_type) != len(details):
            raise AssertionError(f"a detail type twice: {details}")
        self.details = by_type
        self.reason = by_type["ErrorInfo"]["reason"]
        violations = by_type.get("BadRequest", {}).get("fieldViolations", [])
        self.violations = {v["field"]: v["description"] for v in violations}


def pcspctl(server, *arguments, timeout=PATIENCE, program=None):
    """Runs pcspctl to its end."""
    return subprocess.run([program or Options.bin / "pcspctl", "--server", server.grpc_address,
                           *arguments], capture_output=True, text=True, timeout=timeout,
                          env=child_environment(), preexec_fn=die_with_parent, check=False)


def psql(url, *statements):
    """The lines that the last of them prints."""
    script = [part for statement in statements for part in ("-c", statement)]
    done = subprocess.run(["psql", "-qXAt", "-v", "ON_ERROR_STOP=1", url, *script], check=True,
                          capture_output=True, text=True)
    return done.stdout.splitlines()


def sqlite(file, statement):
    """The first column of what it selects."""
    with contextlib.closing(sqlite3.connect(file, timeout=30)) as database:
        rows = database.execute(statement).fetchall()
        database.commit()
    return [row[0] for row in rows]


def fresh_database(story, name=""):
    """The URL of a PostgreSQL database of its own, which goes with the class `story`, after its
    servers have stopped."""
    server = os.environ.get("PCSP_TEST_POSTGRES")
    if not server:
        raise AssertionError("PCSP_TEST_POSTGRES is not set: run this program as printed above, or "
                             "all tests with ./dev test")
    name = f"system_{story.__name__.lower()}{name}_{os.getpid()}"
    psql(server, f"create database {name}")
    story.addClassCleanup(psql, server, f"drop database {name} with (force)")
    story.addClassCleanup(story.stop_all)
    before, after = server.split("/postgres?", 1)
    return f"{before}/{name}?{after}"


def migrate(url, *flags):
    """What comes before the first start on PostgreSQL."""
    done = subprocess.run([Options.bin / "pcspd", "migrate", f"--database-url={url}", *flags],
                          capture_output=True, text=True, timeout=PATIENCE, check=False,
                          env=child_environment(), preexec_fn=die_with_parent)
    if done.returncode != 0:
        raise AssertionError(done.stderr)


class SystemTest(unittest.TestCase):
    """A story. Servers started with `start` are stopped when it ends, whatever happens."""
    maxDiff = 4000

    @classmethod
    def setUpClass(cls):
        cls.random = random.Random(f"{Options.seed} {cls.__name__}")
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="pcsp-system."))
        cls._started, cls._failed = [], False
        cls.addClassCleanup(cls._clean)

    def run(self, result=None):
        known = len(result.failures) + len(result.errors)
        super().run(result)
        type(self)._failed |= len(result.failures) + len(result.errors) > known

    @classmethod
    def start(cls, *flags, **options):
        """A pcspd on free ports that serves."""
        server = Pcspd(options.pop("folder", cls.folder), *flags, **options)
        cls._started.append(server)
        return server.await_serving()

    @classmethod
    def stop_all(cls):
        """Ends what still runs, and fails the class where that ended badly."""
        for server in cls._started:
            if server.process.poll() is None:
                code = server.stop()
                if code != 0:
                    raise AssertionError(f"{server.name} ended with {code}:\n{server.log()}")

    @classmethod
    def _clean(cls):
        """Ends what still runs; a server that ended badly fails the class, and its folder stays."""
        codes = {s.log_file: s.stop() for s in cls._started if s.process.poll() is None}
        bad = {str(file): code for file, code in codes.items() if code != 0}
        if bad:
            raise AssertionError(f"exit codes other than 0, see the logs: {bad}")
        if cls._failed:
            print(f"  what failed left its data and logs in {cls.folder}", flush=True)
        else:
            shutil.rmtree(cls.folder)

    def assertRefused(self, reply, code, status, reason, fields=None):
        """An HTTP error of exactly this kind; `fields` are all the fields that are at fault."""
        self.assertEqual(reply.code, code, reply.text[:2000])
        error = reply.error()
        self.assertEqual((error.status, error.reason), (status, reason), reply.text[:2000])
        if fields is not None:
            self.assertEqual(sorted(error.violations), sorted(fields), reply.text[:2000])
        return error


def redacted(value, programme):
    """`value` without what differs between two runs or two programmes: ids and times."""
    text = json.dumps(value, sort_keys=True).replace(programme, "P")
    text = re.sub(r'(diagnoses|plans)/[0-9a-z-]+', r"\1/ID", text)
    return json.loads(re.sub(r'"(uid|etag|\w+Time)": "(\\"|[^"])*"', r'"\1": ""', text))
