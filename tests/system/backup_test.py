"""`pcspctl backup` of a server that is being written to, and `pcspctl restore`: what comes back is what
the manifest says and what the server had acknowledged by then, on SQLite and on PostgreSQL."""
import json
import subprocess
import threading

import harness
import world
from harness import Options, SystemTest, child_environment, die_with_parent, pcspctl, until


def ctl(*arguments):
    """pcspctl without a server."""
    return subprocess.run([Options.bin / "pcspctl", *arguments], capture_output=True, text=True,
                          timeout=harness.PATIENCE, env=child_environment(), check=False,
                          preexec_fn=die_with_parent)


class BackingUp:
    """The stories; a class for each engine says where things are."""

    def test_under_load(self):
        server = self.serve(self.place("live"), "live")
        here = world.World(server, "busy").make()
        stop, made, failures = threading.Event(), [], []

        def write(number):
            """Organisations, one after another, each remembered once it is acknowledged."""
            while not stop.is_set():
                name = f"o{number}-{len(made)}"
                try:
                    server.post(f"/v1/{here.name}/organisations?organisationId={name}",
                                {"kind": "ORGANISATION_KIND_PCN", "displayName": "PCN"})
                except Exception as error:  # pylint: disable=broad-except
                    failures.append(repr(error))
                    return
                made.append(name)

        writers = [threading.Thread(target=write, args=(number,)) for number in range(3)]
        for writer in writers:
            writer.start()
        until(lambda: len(made) > 30 or failures, "some writes")
        before = len(made)
        done = ctl("backup", *self.place("live"), f"{self.folder}/{self.name}", "-o", "json")
        after = len(made)
        until(lambda: len(made) > after + 10 or failures, "writes to go on")
        stop.set()
        for writer in writers:
            writer.join()
        self.assertEqual(failures, [])
        self.assertEqual(done.returncode, 0, done.stderr)
        manifest = json.loads(done.stdout)
        registry = next(p for p in manifest["parts"] if p["service"] == "registry")
        count = registry["contents"]["rows"]["organisation"] - 2  # the upper levels
        print(f"  {before} acknowledged before, {count} in the backup, {after} after", flush=True)
        self.assertGreaterEqual(count, before)
        self.assertLessEqual(count, after + len(writers))
        self.assertEqual(server.stop(), 0)

        restored = ctl("restore", *self.place("restored"), f"{self.folder}/{self.name}")
        self.assertEqual(restored.returncode, 0, restored.stderr)
        self.assertIn("registry", restored.stdout)
        server = self.serve(self.place("restored"), "restored")
        kept = {o["name"].rsplit("/", 1)[1] for o in self.organisations(server, here)}
        self.assertEqual(len(kept), count + 2)
        self.assertEqual([name for name in made[:before] if name not in kept], [])
        head = registry["contents"]["auditHeads"]["busy"]
        now = server.get(f"/v1/{here.name}/auditChains/registry:exportHead")
        self.assertEqual((int(now["sequence"]), now["hash"]), (head["sequence"], head["hash"]))
        self.assertEqual(pcspctl(server, "-p", "busy", "audit", "verify").returncode, 0)
        # It goes on from there.
        world.World(server, "busy").practices("A81001")
        self.assertEqual(pcspctl(server, "-p", "busy", "audit", "verify").returncode, 0)
        self.assertEqual(server.stop(), 0)

        again = ctl("restore", *self.place("restored"), f"{self.folder}/{self.name}")
        self.assertEqual(again.returncode, 1)
        self.assertIn("RESTORE_TARGET_NOT_EMPTY", again.stderr)

    @staticmethod
    def organisations(server, here):
        everything, token = [], ""
        while True:
            page = server.get(f"/v1/{here.name}/organisations?pageSize=1000&pageToken={token}")
            everything += page["organisations"]
            token = page["nextPageToken"]
            if not token:
                return everything

    def test_the_whole_sample(self):
        """Every service's data; the report of the restored copy is the same, byte for byte."""
        server = self.serve(self.place("sample"), "sample")
        self.assertEqual(pcspctl(server, "sample", "load").returncode, 0)
        report = pcspctl(server, "sample", "report", "-o", "json").stdout
        done = ctl("backup", *self.place("sample"), f"{self.folder}/{self.name}s")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(server.stop(), 0)
        restored = ctl("restore", *self.place("sample2"), f"{self.folder}/{self.name}s")
        self.assertEqual(restored.returncode, 0, restored.stderr)
        server = self.serve(self.place("sample2"), "sample2")
        self.assertEqual(pcspctl(server, "sample", "report", "-o", "json").stdout, report)

    def test_what_is_refused(self):
        place, folder = self.place("refused"), f"{self.folder}/{self.name}r"
        self.assertEqual(self.serve(place, "refused").stop(), 0)
        self.assertEqual(ctl("backup", *place, folder).returncode, 0)
        again = ctl("backup", *place, folder)
        self.assertEqual(again.returncode, 1)
        self.assertIn("BACKUP_EXISTS", again.stderr)
        manifest = f"{folder}/manifest.json"
        with open(manifest, "r+", encoding="utf-8") as file:
            text = file.read().replace('"rows": {', '"rows": {"more": 1,', 1)
            file.seek(0)
            file.write(text)
        damaged = ctl("restore", *self.place("refused2"), folder)
        self.assertEqual(damaged.returncode, 1)
        self.assertIn("BACKUP_DAMAGED", damaged.stderr)


class OnSqlite(BackingUp, SystemTest):
    name = "sqlite"

    def place(self, name):
        return [f"--data-dir={self.folder}/{name}"]

    def serve(self, place, name):
        return self.start(*place, name=name)


class OnPostgresql(BackingUp, SystemTest):
    name = "postgresql"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.urls = {}

    def place(self, name):
        if name not in self.urls:
            self.urls[name] = harness.fresh_database(type(self), name)
        return [f"--database-url={self.urls[name]}"]

    def serve(self, place, name):
        harness.migrate(place[0].removeprefix("--database-url="))
        server = self.start(*place, "--database-connections=3", name=name, data=None)
        # Before its database goes.
        self.addCleanup(lambda: server.process.poll() is None and server.stop())
        return server


if __name__ == "__main__":
    harness.main()
