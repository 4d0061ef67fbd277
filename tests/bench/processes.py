"""Servers under test, and load on them."""

import json
import os
import subprocess
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.path.join(ROOT, "build", "release")
IN_FLIGHT = {1: (1, 1), 32: (4, 8), 128: (4, 32)}  # connections and calls in flight on each

# Where things run when server and load must not disturb each other.
CORES = sorted(os.sched_getaffinity(0))
SERVER_CORE, LOAD_CORE = {CORES[0]}, {CORES[-1]}


def program(name):
    return os.path.join(BUILD, "bin", name)


def migrate(service, url):
    """Makes a service's schema on PostgreSQL, which has to be there before it starts."""
    subprocess.run([program("pcspd"), "migrate", "--serve=" + service, "--database-url=" + url], check=True)


def start(command, cores=None, **options):
    """A process; bound to `cores` if given."""
    pin = (lambda: os.sched_setaffinity(0, cores)) if cores else None
    return subprocess.Popen(command, preexec_fn=pin, **options)


class Server:
    """A process that serves until the `with` block ends."""

    def __init__(self, command, cores, folder, name, **options):
        self.log_path = os.path.join(folder, name + ".log")
        self.log = open(self.log_path, "w+", encoding="utf-8")
        self.process = start(command, cores, stderr=self.log, **options)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.stdin:
            self.process.stdin.close()
        self.process.terminate()
        self.process.wait()
        self.log.close()

    def cpu_seconds(self):
        """Processor time of all its threads so far."""
        return time.clock_gettime((~self.process.pid << 3) | 2)  # the process's own clock

    def fail(self, what):
        with open(self.log_path, encoding="utf-8") as log:
            raise RuntimeError(f"{what}: {log.read()[-500:]}")


class Pcspd(Server):
    """The product, serving some of its modules on free ports."""

    def __init__(self, folder, name, serve, *flags, cores=None):
        data = os.path.join(folder, name)
        super().__init__([program("pcspd"), "--serve=" + serve, "--data-dir=" + data, "--log-level=info",
                          "--grpc-address=127.0.0.1:0", "--metrics-address=127.0.0.1:0",
                          "--rest-address=127.0.0.1:0", *flags], cores, folder, name)
        self.data = data
        serving = self._wait()
        self.port, self.rest_port = serving["grpc_port"], serving["rest_port"]

    def _wait(self):
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and self.process.poll() is None:
            with open(self.log_path, encoding="utf-8") as log:
                for line in log:
                    if '"message":"serving"' in line:
                        return json.loads(line)
            time.sleep(0.02)
        self.fail("pcspd did not start")


class Echo(Server):
    """What the product is measured against."""

    def __init__(self, folder, name, reply_file, *database, cores=None):
        super().__init__([program("bench_echo"), reply_file, *database], cores, folder, name,
                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line:
            self.fail("bench_echo did not start")
        self.port = int(line)


def run_json(command, cores=None):
    process = start(command, cores, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    out, err = process.communicate()
    if process.returncode != 0:
        raise RuntimeError(f"{os.path.basename(command[0])}: {err or out}")
    return json.loads(out)


def measured(servers, load):
    """Runs `load`, which says how many calls it made, and adds the servers' time for each."""
    before = sum(server.cpu_seconds() for server in servers)
    result = load()
    result["cpu_us"] = 1e6 * (sum(server.cpu_seconds() for server in servers) - before) / result["all_calls"]
    return result


def grpc_load(port, path, bodies, in_flight, servers, seconds=0.8, cores=None):
    """Calls a method over gRPC with `in_flight` calls at once; every call must succeed."""
    def load():
        connections, streams = IN_FLIGHT[in_flight]
        result = run_json([program("bench_load"), str(port), path, str(connections), str(streams),
                           str(seconds), *bodies], cores)
        if result["failed"] or not result["calls"]:
            raise RuntimeError(f"{path}: {result['failed']} of {result['all_calls']} calls failed, "
                               f"the first with {result['first_failure']}")
        result["value"] = result["calls"] / result["seconds"]
        return result
    return measured(servers, load)


def rest_load(port, path, body, in_flight, servers, seconds=0.8, cores=None):
    """The same over HTTP/1.1, a connection for each call in flight."""
    def load():
        command = ["h2load", "--h1", "-c", str(in_flight), "-t", "1", "-D", f"{seconds * 1000:.0f}ms",
 f"http://127.0.0.1:{port}{path}"]
        if body:
            command[1:1] = ["-d", body, "-H", "content-type: application/json"]
        process = start(command, cores, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        return parse_h2load(process.communicate()[0], path)
    return measured(servers, load)


def parse_h2load(text, path):
    """Its calls a second; anything but 2xx is a failure."""
    rate = total = None
    for line in text.splitlines():
        words = line.replace(",", "").split()
        if line.startswith("finished in"):
            rate = float(words[words.index("req/s") - 1])
        if line.startswith("status codes:"):
            total = int(words[2])
            if [words[at] for at in (4, 6, 8)] != ["0", "0", "0"]:
                raise RuntimeError(f"{path}: {line}")
    if not rate or not total:
        raise RuntimeError(f"{path}: h2load said {text[-300:]}")
    return {"value": rate, "all_calls": total}
