"""pcspd as it runs in a cluster: the services in processes of their own, gateways beside each other,
and a Redis through which they ring; any of them may be killed at any time."""
import pathlib
import signal
import socket
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "system"))
import harness  # noqa: E402
from engines import Sqlite  # noqa: E402

CHANNEL = "pcsp:doorbell"
SERVICES = ("registry", "assessments", "diagnosis", "planning")


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


class Redis:
    """May be away, or stand still; nothing is kept in it."""

    def __init__(self, folder):
        self.folder, self.port, self.heard = folder, free_port(), []
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir",
             str(self.folder)], stdout=subprocess.DEVNULL, preexec_fn=harness.die_with_parent)
        self.stopped = False

    def url(self):
        return f"redis://127.0.0.1:{self.port}"

    def ask(self, *command, stdin=None):
        """Without an answer if it does not give one."""
        try:
            subprocess.run(["redis-cli", "-p", str(self.port), *command], input=stdin, text=True,
                           capture_output=True, timeout=2, check=False)
        except subprocess.TimeoutExpired:
            pass

    def ring(self, names):
        """As another process would, one after the other."""
        self.ask(stdin="".join(f'PUBLISH {CHANNEL} "chaos {name}"\n' for name in names))

    def cut_off_listeners(self):
        """What is rung until they are back is lost."""
        self.ask("CLIENT", "KILL", "TYPE", "pubsub")

    def stand_still(self):
        self.process.send_signal(signal.SIGSTOP)
        self.stopped = True

    def go_on(self):
        if self.stopped:
            self.process.send_signal(signal.SIGCONT)
        self.stopped = False

    def kill(self):
        self.process.kill()
        self.process.wait()


class Cluster:
    """Services keep their addresses when they are started again; gateways get new ones."""

    def __init__(self, folder, engine, gateways):
        self.folder, self.engine, self.started = pathlib.Path(folder), engine, 0
        self.redis = Redis(folder)
        self.ports = {name: free_port() for name in SERVICES}
        self.services, self.gateways = {}, [None] * gateways

    def start(self):
        for name in SERVICES:
            self.start_service(name)
        for number in range(len(self.gateways)):
            self.start_gateway(number)

    def _start(self, name, *flags):
        self.started += 1
        return harness.Pcspd(self.folder, *flags, f"--redis-url={self.redis.url()}",
                             name=f"{name}.{self.started}", data=None).await_serving()

    def start_service(self, name):
        self.services[name] = self._start(
            name, f"--serve={name}", *self.database_of(name),
            f"--grpc-address=127.0.0.1:{self.ports[name]}", "--database-connections=6")

    def database_of(self, name):
        """Two processes never share a data folder."""
        if isinstance(self.engine, Sqlite):
            return [f"--data-dir={self.engine.folder / name}"]
        return self.engine.flags()

    def start_gateway(self, number):
        targets = [f"--{name}-target=127.0.0.1:{port}" for name, port in self.ports.items()]
        self.gateways[number] = self._start(f"gateway{number}", "--serve=gateway", *targets)

    def kill(self, name):
        """A service by its name or a gateway by its number, with -9, and starts it again."""
        if name in self.services:
            self.services[name].kill()
            self.start_service(name)
        else:
            self.gateways[name].kill()
            self.start_gateway(name)

    def stop(self):
        self.redis.go_on()
        for server in [*self.gateways, *self.services.values()]:
            if server and server.process.poll() is None:
                server.stop()
        self.redis.kill()
