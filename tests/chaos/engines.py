"""The databases under the server: SQLite dies with it; PostgreSQL is killed by itself too."""
import os
import pathlib
import pwd
import signal
import sqlite3
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "system"))
import harness  # noqa: E402


class Sqlite:
    name, kills_apart = "sqlite", False

    def __init__(self, folder, fresh=True, settings=""):
        del fresh, settings
        self.folder = pathlib.Path(folder) / "data"

    def start(self):
        pass

    def stop(self):
        pass

    def signal(self, number):
        """Nothing: pcspd is all that runs."""

    def kill(self):
        pass

    def prepare(self):
        """Nothing: pcspd makes its files itself."""

    def flags(self):
        return [f"--data-dir={self.folder}"]

    def spoil(self, service, statement):
        """Changes the database behind everybody's back, while no server runs."""
        with sqlite3.connect(self.folder / f"{service}.db") as database:
            return database.execute(statement).rowcount


class Postgresql:
    name, kills_apart = "postgresql", True

    def __init__(self, folder, fresh=True, settings=""):
        self.folder, self.settings = pathlib.Path(folder) / "pg", settings
        self.folder.mkdir(exist_ok=not fresh)
        versions = sorted(pathlib.Path("/usr/lib/postgresql").iterdir(), key=lambda p: int(p.name))
        self.bin = versions[-1] / "bin"
        self.user = None
        if os.getuid() == 0:  # PostgreSQL refuses to run as root
            self.user = "postgres"
            pathlib.Path(folder).chmod(0o711)
            os.chown(self.folder, pwd.getpwnam(self.user).pw_uid, -1)
        self.url = f"postgresql:///postgres?host={self.folder}&user=postgres"
        if fresh:
            self._run("initdb", "-D", "data", "-A", "trust", "-U", "postgres", "-E", "UTF8",
                      "--locale=C.UTF-8")

    def _run(self, program, *arguments, check=True):
        command = [str(self.bin / program), *arguments]
        if self.user:
            command = ["runuser", "-u", self.user, "--", *command]
        return subprocess.run(command, cwd=self.folder, check=check, stdout=subprocess.DEVNULL,
                              stderr=None if check else subprocess.DEVNULL)

    def start(self):
        """Again and again: what is left of a killed server may hold its memory for a moment."""
        for left in reversed(range(100)):
            done = self._run("pg_ctl", "-D", "data", "-w", "-t", "60", "-l", "server.log", "-o",
                             f"-k {self.folder} -c listen_addresses= -c max_connections=60"
                             f" {self.settings}", "start",
                             check=left == 0)
            if done.returncode == 0:
                return
            time.sleep(0.1)

    def stop(self):
        self._run("pg_ctl", "-D", "data", "-w", "-m", "fast", "stop", check=False)

    def signal(self, number):
        """To the postmaster and all that it has started."""
        postmaster = int((self.folder / "data/postmaster.pid").read_text().splitlines()[0])
        children = subprocess.run(["pgrep", "-P", str(postmaster)], capture_output=True, text=True,
                                  check=False).stdout.split()
        for process in [postmaster, *map(int, children)]:
            try:
                os.kill(process, number)
            except ProcessLookupError:
                pass  # it ended with the others

    def kill(self):
        self.signal(signal.SIGKILL)

    def prepare(self):
        """What an operator does before the first start."""
        harness.migrate(self.url)

    def flags(self):
        return [f"--database-url={self.url}"]

    def spoil(self, service, statement):
        done = subprocess.run(["psql", "-qXAt", "-v", "ON_ERROR_STOP=1", self.url, "-c",
                               f"set search_path to {service}", "-c", f"{statement} returning 1"],
                              capture_output=True, text=True, check=True)
        return len(done.stdout.split())
