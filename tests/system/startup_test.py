"""Starting and stopping: one clear line for what is wrong, and a stop that fails no call."""
import signal
import socket
import subprocess
import threading

import harness
import world
from harness import Options, Pcspd, SystemTest, child_environment, die_with_parent


def run(*flags):
    """A pcspd that is expected to end by itself. Free ports where no flag says otherwise."""
    free = [f"--{door}-address=127.0.0.1:0" for door in ("rest", "grpc", "metrics")]
    free = [flag for flag in free if not any(f.startswith(flag.split("=")[0]) for f in flags)]
    return subprocess.run([Options.bin / "pcspd", *free, *flags], capture_output=True, text=True,
                          timeout=harness.PATIENCE, env=child_environment(), check=False,
                          preexec_fn=die_with_parent)


class StartingUp(SystemTest):
    def assertEndsWithOneLine(self, done, code, *words):
        self.assertEqual(done.returncode, code, done.stderr)
        lines = [line for line in done.stderr.splitlines() if not line.startswith("{")]
        self.assertEqual(len(lines), 1, done.stderr)
        self.assertTrue(lines[0].startswith("pcspd: "), lines)
        for word in words:
            self.assertIn(word, lines[0])

    def test_bad_flags(self):
        data = f"--data-dir={self.folder}/unused"
        for flags, words in [
                (["--serve=everything"], ["--serve", "everything", "planning"]),
                (["--rest-address=here"], ["--rest-address", "here"]),
                (["--grpc-address=127.0.0.1:70000"], ["--grpc-address", "70000"]),
                (["--worker-threads=0"], ["--worker-threads", "0", "512"]),
                (["--log-level=loud"], ["--log-level", "loud", "warning"]),
                (["--drain-grace-seconds=soon"], ["--drain-grace-seconds", "soon"]),
                (["--database-url=mysql://x"], ["--database-url", "postgresql://"]),
                (["--no-such-flag"], ["--no-such-flag"])]:
            with self.subTest(flags=flags):
                self.assertEndsWithOneLine(run(data, *flags), 2, *words)
        self.assertFalse((self.folder / "unused").exists())

    def test_help_explains_every_flag(self):
        done = run("--help")
        self.assertEqual(done.returncode, 0)
        for flag in ("--serve", "--data-dir", "--database-url", "--redis-url", "--rest-address",
                     "--allow-unauthenticated", "PCSP_DATA_DIR"):
            self.assertIn(flag, done.stdout)

    def test_addresses_that_others_can_reach(self):
        for flag in ("--rest-address", "--grpc-address", "--metrics-address"):
            with self.subTest(flag=flag):
                done = run(f"--data-dir={self.folder}/unused", f"{flag}=0.0.0.0:0")
                self.assertEndsWithOneLine(done, 2, flag, "0.0.0.0:0", "--allow-unauthenticated")
        server = self.start("--grpc-address=0.0.0.0:0", "--allow-unauthenticated", data="open")
        warnings = [line for line in server.lines if '"level":"warning"' in line]
        self.assertEqual(len(warnings), 1, server.log())
        self.assertIn("--allow-unauthenticated", warnings[0])

    def test_a_data_folder_in_use(self):
        server = self.start(data="taken")
        done = run(f"--data-dir={self.folder}/taken")
        self.assertEndsWithOneLine(done, 1, f"{self.folder}/taken", "in use")
        self.assertEqual(server.health(), "SERVING")

    def test_a_data_folder_that_is_none(self):
        (self.folder / "file").write_text("not a folder")
        done = run(f"--data-dir={self.folder}/file")
        self.assertEndsWithOneLine(done, 1, f"{self.folder}/file")

    def test_ports_in_use(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            address = f"127.0.0.1:{taken.getsockname()[1]}"
            for number, flag in enumerate(["--rest-address", "--grpc-address",
                                           "--metrics-address"]):
                with self.subTest(flag=flag):
                    done = run(f"--data-dir={self.folder}/port{number}", f"{flag}={address}")
                    self.assertEndsWithOneLine(done, 1, address)

    def test_a_database_or_content_that_cannot_be_had(self):
        done = run(f"--database-url=postgresql:///x?host={self.folder}&user=nobody")
        self.assertEndsWithOneLine(done, 1, "database")
        self.assertNotIn("nobody", done.stderr)
        done = run(f"--data-dir={self.folder}/c", f"--content-dir={self.folder}/nothing")
        self.assertEndsWithOneLine(done, 1, f"{self.folder}/nothing")

    def test_a_gateway_without_its_services(self):
        done = run(f"--data-dir={self.folder}/g", "--serve=gateway,registry")
        self.assertEndsWithOneLine(done, 1, "--assessments-target")


class Stopping(SystemTest):
    def test_sigterm_under_load_fails_no_call(self):
        server = self.start("--drain-linger-seconds=1")
        here = world.World(server, "drain").make()
        here.practices("A81001")
        here.wave()
        here.open()
        stop, failures, counts, lock = threading.Event(), [], {"rest": 0, "grpc": 0}, threading.Lock()

        def work(kind, call):
            """Calls again and again until told that the server lingers no longer."""
            while not stop.is_set():
                try:
                    call()
                except Exception as error:  # pylint: disable=broad-except
                    failures.append(f"{kind}: {error!r}")
                    return
                with lock:
                    counts[kind] += 1

        client = server.grpc()
        request = {"name": here.name}
        client.call("pcsp.registry.v1.RegistryService/GetProgramme", request)
        calls = [("rest", lambda: here.submit("a81001", world.answers(4)).ok()),
                 ("rest", lambda: server.get(f"/v1/{here.name}/organisations")),
                 ("grpc", lambda: client.call("pcsp.registry.v1.RegistryService/GetProgramme",
                                              request)),
                 ("grpc", lambda: client.call("pcsp.registry.v1.RegistryService/ListOrganisations",
                                              {"parent": here.name}))]
        threads = [threading.Thread(target=work, args=call) for call in calls]
        for thread in threads:
            thread.start()
        harness.until(lambda: min(counts.values()) > 50, "the load to begin")
        server.process.send_signal(signal.SIGTERM)
        server.await_log("draining")
        # What a load balancer does: it sees NOT_SERVING and sends no more.
        harness.until(lambda: server.health() != "SERVING", "NOT_SERVING")
        seen = dict(counts)
        harness.until(lambda: all(counts[k] > seen[k] for k in counts) or failures,
                      "calls to be answered while it lingers")
        stop.set()
        for thread in threads:
            thread.join()
        self.assertEqual(failures, [])
        self.assertEqual(server.process.wait(harness.PATIENCE), 0, server.log())
        server.await_log("stopped")
        self.assertEqual([line for line in server.lines if '"level":"error"' in line], [])

    def test_answers_are_there_after_the_stop(self):
        server = self.start(data="kept")
        here = world.World(server, "kept").make()
        here.practices("A81001")
        here.wave()
        here.open()
        for _ in range(5):
            here.submit("a81001", world.answers(4)).ok()
        self.assertEqual(server.stop(), 0)
        server = here.server = self.start(data="kept", name="again")
        sites = server.get(f"/v1/{here.name}/waves/first:progress")["sites"]
        self.assertTrue(next(s for s in sites if s["organisation"].endswith("a81001"))
                        ["minimumReached"])

    def test_interrupt_at_once(self):
        for number in range(3):
            server = Pcspd(self.folder, name=f"early{number}", data=f"early{number}")
            self._started.append(server)
            server.await_log("serving")
            server.process.send_signal(signal.SIGINT)
            self.assertEqual(server.process.wait(harness.PATIENCE), 0, server.log())


if __name__ == "__main__":
    harness.main()
