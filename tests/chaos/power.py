"""Cuts the power under a pcspd that is being written to: what was acknowledged is there, once and whole
(operations.md 1.2, P3). Needs root, for loop devices; Python with Debian's packages; see README.md."""
import contextlib
import os
import pathlib
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

from disk import Disk
from engines import Sqlite
from playing import Broken, harness, play_all  # also finds tests/system

import world

WRITERS = 4
# A late WAL writer widens what a commit that does not sync loses, and changes nothing for one that does.
SETTINGS = "-c wal_writer_delay=10s"


class Load:
    """Writers, and what each of their writes came to as far as they know."""

    def __init__(self, server, programme, chance):
        self.server, self.programme, self.chance = server, programme, chance
        self.acknowledged, self.sent, self.lock = [], set(), threading.Lock()
        for _ in range(WRITERS):
            threading.Thread(target=self._write, daemon=True).start()

    def _write(self):
        while True:
            with self.lock:
                name = f"o{len(self.sent)}"
                self.sent.add(name)
                request = world.request_id(self.chance)
            path = f"/v1/{self.programme}/organisations?organisationId={name}&requestId={request}"
            try:
                reply = self.server.rest("POST", path, {"kind": "ORGANISATION_KIND_PCN",
                                                        "displayName": "PCN"})
            except OSError:  # the power is gone
                return
            if reply.code != 200:
                return
            with self.lock:
                self.acknowledged.append(name)

    def settled(self):
        """Names acknowledged, once no more replies are under way."""
        seen = -1
        while seen != len(self.acknowledged):
            seen = len(self.acknowledged)
            time.sleep(0.3)
        return list(self.acknowledged)


def pages(server, path, field):
    found, token = [], ""
    while True:
        page = server.get(f"{path}?pageSize=1000&pageToken={token}")
        found, token = found + page[field], page["nextPageToken"]
        if not token:
            return found


class Cut:
    """One cut under pcspd on an engine; `weak`: PostgreSQL commits without syncing."""

    def __init__(self, engine, weak, folder, chance):
        self.engine, self.weak, self.folder, self.chance = engine, weak, folder, chance

    def __call__(self):
        """How many writes were acknowledged, and how many of these are lost."""
        with contextlib.closing(Disk(self.folder, "before")) as disk:
            database = self.engine(disk.path, settings=SETTINGS)
            database.start()
            database.prepare()
            server = self.serve(database, "before")
            load = Load(server, world.World(server, "power").make().name, self.chance)
            if self.weak:  # only now: pcspd would refuse to start
                harness.psql(database.url, "alter system set synchronous_commit = off",
                             "select pg_reload_conf()")
            time.sleep(self.chance.uniform(1, 3))
            os.kill(server.process.pid, signal.SIGSTOP)
            database.signal(signal.SIGSTOP)
            acknowledged = load.settled()
            with contextlib.closing(disk.after_a_cut("after")) as dark:
                database.kill()
                server.kill()
                return len(acknowledged), self.lost(dark, acknowledged, load.sent)

    def serve(self, database, name):
        return harness.Pcspd(self.folder, *database.flags(), "--database-connections=6", name=name,
                             data=None).await_serving()

    def lost(self, disk, acknowledged, sent):
        """Starts on what is left; fails if what is there is not whole."""
        database = self.engine(disk.path, fresh=False)
        database.start()
        if self.weak:  # pcspd would refuse what the control was cut under
            harness.psql(database.url, "alter system reset synchronous_commit", "select pg_reload_conf()")
        server = self.serve(database, "after")
        try:
            there = {o["name"].rsplit("/", 1)[1]
                     for o in pages(server, "/v1/programmes/power/organisations", "organisations")}
            lines = pages(server, "/v1/programmes/power/auditChains/registry/entries", "entries")
            audited = [line["resource"].rsplit("/", 1)[1] for line in lines
                       if line["method"] == "registry.CreateOrganisation"]
            verdict = harness.pcspctl(server, "-p", "power", "audit", "verify")
        finally:
            server.kill()
            database.kill()
        if verdict.returncode != 0:
            raise Broken(f"the audit is not sound: {verdict.stdout}{verdict.stderr}")
        if sorted(audited) != sorted(there):
            raise Broken(f"half written, or twice: {sorted(set(audited) ^ there)[:5]}")
        if not there - {"north", "north-group"} <= sent:
            raise Broken("there is what nobody wrote")
        return sum(name not in there for name in acknowledged)


def cut_raw_sqlite(folder, chance):
    """The control: a writer of ours that does not sync."""
    with contextlib.closing(Disk(folder, "before")) as disk:
        acknowledged = folder / "acknowledged"
        with open(acknowledged, "wb") as out:
            writer = subprocess.Popen([sys.executable, pathlib.Path(__file__).with_name("unsynced.py"),
                                       disk.path / "raw.db"], stdout=out)
        time.sleep(chance.uniform(1, 3))
        writer.send_signal(signal.SIGSTOP)
        with contextlib.closing(disk.after_a_cut("after")) as dark:
            writer.kill()
            writer.wait()
            count = len(acknowledged.read_bytes().splitlines())
            try:
                with contextlib.closing(sqlite3.connect(dark.path / "raw.db")) as database:
                    kept, = database.execute("select count(*) from row").fetchone()
            except sqlite3.Error:  # not even the table
                kept = 0
            return count, max(0, count - kept)


def rounds(what, cut, cuts):
    """Writes acknowledged and lost, and cuts that lost any."""
    total = lost = bad = 0
    for number in range(cuts):
        acknowledged, gone = cut()
        total, lost, bad = total + acknowledged, lost + gone, bad + bool(gone)
        print(f"  {what}, cut {number + 1}: {acknowledged} acknowledged, {gone} lost", flush=True)
    print(f"  {what}: {lost} of {total} lost, in {bad} of {cuts} cuts", flush=True)
    return lost


def play(engine, options, folder):
    chance = random.Random(f"{options.seed} {engine.name}")
    if rounds(f"{engine.name}, as shipped", Cut(engine, False, folder, chance), options.cuts):
        raise Broken(f"{engine.name} has lost what it had acknowledged")
    if engine is Sqlite:
        control = lambda: cut_raw_sqlite(folder, chance)
    else:
        control = Cut(engine, True, folder, chance)
    if not rounds(f"{engine.name}, without syncing", control, options.cuts):
        raise Broken("a writer that does not sync has lost nothing, so this shows nothing")


def play_in_a_folder(engine, options):
    if os.geteuid() != 0:
        sys.exit("power.py: loop devices need root")
    with tempfile.TemporaryDirectory(prefix="pcsp-power.") as folder:
        os.chmod(folder, 0o711)
        play(engine, options, pathlib.Path(folder))


if __name__ == "__main__":
    play_all("power", __doc__, play_in_a_folder, cuts=10)
