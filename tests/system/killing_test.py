"""kill -9 at any moment of the main job, then running it again, ends in the same report; and what
was acknowledged is kept."""
import http.client
import subprocess
import threading
import time

import harness
import world
from harness import Options, SystemTest, child_environment, die_with_parent, pcspctl, until


class KillingTheServer(SystemTest):
    FOLDERS, KILLS = 3, 3

    def sheets(self, server):
        """Where the link sheets of a data folder are kept, whichever server serves it."""
        return str(self.folder / f"sheets-{server.name.split('.')[0]}")

    def load(self, server):
        done = pcspctl(server, "sample", "load", "--sheets", self.sheets(server))
        self.assertEqual(done.returncode, 0, done.stderr)

    def report(self, server):
        done = pcspctl(server, "sample", "report", "-o", "json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def load_and_kill(self, server, after):
        """Kills the server `after` seconds into a load; whether that interrupted it."""
        load = subprocess.Popen([Options.bin / "pcspctl", "--server", server.grpc_address,
                                 "--timeout", "5", "sample", "load",
                                 "--sheets", self.sheets(server)],
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                env=child_environment(), preexec_fn=die_with_parent)
        try:
            load.wait(after)
        except subprocess.TimeoutExpired:
            pass  # as intended, unless the moment lies behind the end
        server.kill()
        code = load.wait(harness.PATIENCE)
        self.assertIn(code, (0, 3), "done, or it says that it lost its server")
        return code == 3

    def test_at_random_moments(self):
        server = self.start(data="undisturbed", name="undisturbed")
        started = time.monotonic()
        self.load(server)
        whole = time.monotonic() - started
        expected = self.report(server)
        self.assertEqual(server.stop(), 0)
        print(f"  undisturbed: {whole:.2f} s", flush=True)
        interruptions = 0
        for folder in range(self.FOLDERS):
            # A later kill of the same folder meets a load that has less left to do.
            left = whole
            for kill in range(self.KILLS):
                after = self.random.uniform(0, left)
                left = max(left - after, whole / 4)
                server = self.start(data=f"killed{folder}", name=f"killed{folder}.{kill}")
                interrupted = self.load_and_kill(server, after)
                print(f"  folder {folder}, kill {kill}: after {after:.3f} s,"
                      f" {'in the load' if interrupted else 'behind it'}", flush=True)
                interruptions += interrupted
            server = self.start(data=f"killed{folder}", name=f"killed{folder}.last")
            self.load(server)
            self.assertEqual(self.report(server), expected, f"folder {folder}")
            self.assertEqual(server.stop(), 0)
        self.assertGreater(interruptions, 0, "no kill met a load: the moments are no use")

    def test_answers_that_were_acknowledged_count_once(self):
        server = self.start(data="answers", name="answers")
        here = world.World(server, "answers").make()
        here.practices("A81001")
        here.wave()
        here.open()
        unsent = [world.request_id(self.random) for _ in range(400)]
        acknowledged, unknown = [], []

        def send():
            """One answer after another until the server is gone."""
            while unsent:
                identifier = unsent.pop()
                try:
                    here.submit("a81001", world.answers(4), requestId=identifier).ok()
                    acknowledged.append(identifier)
                except (OSError, http.client.HTTPException):  # no reply: it may have been stored, or not
                    unknown.append(identifier)
                    return

        threads = [threading.Thread(target=send) for _ in range(4)]
        moment = self.random.randrange(20, 300)
        for thread in threads:
            thread.start()
        until(lambda: len(acknowledged) >= moment, "answers to be acknowledged")
        server.kill()
        for thread in threads:
            thread.join()
        print(f"  {len(acknowledged)} acknowledged, {len(unknown)} unknown", flush=True)
        self.assertGreater(len(unsent), 0, "the kill came too late to be of use")

        here.server = self.start(data="answers", name="after")
        for identifier in unknown:
            here.submit("a81001", world.answers(4), requestId=identifier).ok()
        here.close()
        site = here.server.get(f"/v1/{here.name}/waves/first/siteResults/a81001")
        self.assertEqual(site["respondents"], len(acknowledged) + len(unknown))


if __name__ == "__main__":
    harness.main()
