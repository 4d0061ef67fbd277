"""The same product in other shapes: a process for each service on PostgreSQL, and with Redis, which
may go away at any time. The report is the same, byte for byte, in every shape."""
import os
import socket
import subprocess
import threading
import time

import grpc

import harness
import world
from harness import SystemTest, die_with_parent, pcspctl, until

SERVICES = ["registry", "assessments", "diagnosis", "planning"]


class Shapes(SystemTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        server = cls.start(data="embedded", name="embedded")
        cls.expected = cls.load_and_report(server)
        if server.stop() != 0:
            raise AssertionError(server.log())

    @classmethod
    def load_and_report(cls, server):
        done = pcspctl(server, "sample", "load")
        if done.returncode != 0:
            raise AssertionError(done.stderr)
        return cls.report(server)

    @classmethod
    def report(cls, server):
        done = pcspctl(server, "sample", "report", "-o", "json")
        if done.returncode != 0:
            raise AssertionError(done.stderr)
        return done.stdout


class ProcessesOnPostgresql(Shapes):
    """Each service in a process of its own and with a role of its own, as in a cluster."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.url = harness.fresh_database(cls)
        harness.migrate(cls.url, "--create-roles")
        cls.services = {name: cls.start_service(name) for name in SERVICES}
        targets = [f"--{name}-target={server.grpc_address}"
                   for name, server in cls.services.items()]
        cls.gateway = cls.start("--serve=gateway", *targets, name="gateway", data=None)

    @classmethod
    def start_service(cls, name, address="127.0.0.1:0"):
        url = cls.url.replace("user=postgres", f"user=pcsp_{name}")
        return cls.start(f"--serve={name}", f"--database-url={url}", "--database-connections=4",
                         f"--grpc-address={address}", name=name, data=None)

    def test_1_the_loop_gives_the_same_report(self):
        self.assertEqual(self.load_and_report(self.gateway), self.expected)
        self.assertEqual(sorted(os.listdir(self.folder / "cwd")), [],
                         "a process without SQLite made files")

    def test_2_a_service_that_is_away_is_named(self):
        planning = self.services["planning"]
        address = planning.grpc_address
        self.assertEqual(planning.stop(), 0)
        here = world.World(self.gateway, "sample")
        board = self.gateway.get(f"/v1/{here.name}/waves/first/board")
        self.assertEqual(board["unreachable"], ["planning"])
        self.assertEqual(len(board["sites"]), 66)
        reply = self.gateway.rest("GET", "/v1/solutions", headers={"X-Timeout": "1"})
        self.assertIn(reply.code, (503, 504))
        self.assertIn(reply.error().status, ("UNAVAILABLE", "DEADLINE_EXCEEDED"))
        self.services["planning"] = self.start_service("planning", address)
        until(lambda: self.gateway.rest("GET", "/v1/solutions").code == 200,
              "the gateway to find planning again")
        self.assertEqual(self.report(self.gateway), self.expected)

    def test_2_services_take_from_the_gateway_more_than_it_takes_from_callers(self):
        # Six MiB in a field that no message has.
        large = b"\xfa\x7f" + bytes((0x80, 0x80, 0x80, 0x03)) + bytes(6 << 20)
        self.assertEqual(self.code_of(self.gateway, large), grpc.StatusCode.RESOURCE_EXHAUSTED)
        self.assertEqual(self.code_of(self.services["registry"], large),
                         grpc.StatusCode.INVALID_ARGUMENT)

    @staticmethod
    def code_of(server, request):
        """How a request without a name is refused."""
        with grpc.insecure_channel(server.grpc_address) as channel:
            try:
                channel.unary_unary("/pcsp.registry.v1.RegistryService/GetProgramme")(
                    request, timeout=30)
            except grpc.RpcError as error:
                return error.code()
        return grpc.StatusCode.OK

    def test_3_a_service_that_is_killed_loses_nothing(self):
        for name in SERVICES:
            killed = self.services[name]
            killed.kill()
            self.services[name] = self.start_service(name, killed.grpc_address)
        until(lambda: self.gateway.rest("GET", "/v1/programmes").code == 200,
              "the gateway to find registry again")
        until(lambda: pcspctl(self.gateway, "sample", "report", "-o", "json").stdout
              == self.expected, "the same report")

    def test_4_migrating_ahead_of_a_start(self):
        """What the Job in a cluster does; twice, since Jobs are repeated."""
        for _ in range(2):
            harness.migrate(self.url)


class WithRedis(Shapes):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with socket.create_server(("127.0.0.1", 0)) as free:
            cls.port = free.getsockname()[1]

    def redis(self):
        """A Redis of this test; ends with it."""
        process = subprocess.Popen(["redis-server", "--port", str(self.port), "--bind", "127.0.0.1",
                                    "--save", "", "--dir", str(self.folder)],
                                   stdout=subprocess.DEVNULL, preexec_fn=die_with_parent)
        self.addCleanup(lambda: (process.kill(), process.wait()))
        until(lambda: self.cli("ping") == "PONG", "Redis")
        return process

    def cli(self, *command):
        return subprocess.run(["redis-cli", "-p", str(self.port), *command], capture_output=True,
                              text=True, timeout=10, check=False).stdout.strip()

    def test_that_dies_in_the_middle_and_comes_back(self):
        redis = self.redis()
        server = self.start(f"--redis-url=redis://127.0.0.1:{self.port}", data="redis")
        failed = []
        load = threading.Thread(target=lambda: failed.append(pcspctl(server, "sample", "load")))
        load.start()
        wave = "/v1/programmes/sample/waves/first"
        until(lambda: server.rest("GET", wave).code == 200, "the wave to be made")
        redis.kill()
        redis.wait()
        load.join()
        self.assertEqual(failed[0].returncode, 0, failed[0].stderr)
        self.assertEqual(self.report(server), self.expected)
        redis = self.redis()
        self.assertEqual(self.report(server), self.expected)
        started = time.monotonic()
        redis.send_signal(harness.signal.SIGSTOP)
        self.assertEqual(self.report(server), self.expected)
        print(f"  the report with a Redis that hangs took {time.monotonic() - started:.2f} s")
        redis.send_signal(harness.signal.SIGCONT)
        self.cli("flushall")
        self.assertEqual(self.report(server), self.expected)
        self.assertEqual([line for line in server.lines if '"level":"error"' in line], [])

    def test_that_was_never_there(self):
        server = self.start(f"--redis-url=redis://127.0.0.1:{self.port}", data="no-redis",
                            name="no-redis")
        self.assertEqual(self.load_and_report(server), self.expected)
        self.assertEqual(server.health(), "SERVING")


if __name__ == "__main__":
    harness.main()
