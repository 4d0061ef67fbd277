"""kill -9 of the server while people answer with invitations: every acknowledged answer is there once,
and no burnt token lacks its answer. Python with Debian's packages; see README.md."""
import argparse
import collections
import http.client
import json
import pathlib
import random
import shutil
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "system"))
import harness  # noqa: E402
import world  # noqa: E402
from engines import Postgresql, Sqlite  # noqa: E402

WRITERS, SITES, BATCH = 8, 3, 1000
WAVE = "/v1/programmes/chaos/waves/first"
UNDECIDED = {429, 500, 503, 504}  # busy, or its database is away: no answer to whether it was done


class Broken(Exception):
    """A promise that was not kept."""


def answers_of(number):
    """Answers that no other token's holder gives: the number in base 5, an item a digit."""
    return {item: str(number // 5 ** place % 5 + 1)
            for place, item in enumerate(world.PRACTICE_ITEMS[:10])}


class Writer(threading.Thread):
    """Answers with one token after another, each until there is a reply, under one request id."""

    def __init__(self, run):
        super().__init__(daemon=True)
        self.run_, self.connection, self.failure = run, None, None

    def run(self):
        try:
            while self.run_.unused:
                try:
                    token, body = self.run_.unused.pop()
                except IndexError:
                    return
                self.settle(body)
                self.run_.acknowledged.append((token, body))
        except Exception as error:  # told by the main thread
            self.failure = error
        finally:
            if self.connection is not None:
                self.connection.close()

    def settle(self, body):
        while True:
            code, text = self.once(body)
            if code == 200:
                return
            if code is not None and code not in UNDECIDED and b"STORAGE_CONTENTION" not in text:
                raise Broken(f"an answer was refused: {code} {text[:500]}")
            self.run_.unanswered += 1
            time.sleep(0.01)

    def once(self, body):
        server = self.run_.server
        if self.connection is None or self.connection.port != server.rest_port:
            self.connection = http.client.HTTPConnection("127.0.0.1", server.rest_port, timeout=30)
        try:
            self.connection.request("POST", f"{WAVE}/responses:submit", json.dumps(body),
                                    {"Content-Type": "application/json"})
            response = self.connection.getresponse()
            return response.status, response.read()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            self.connection = None
            return None, b""


class Run:
    """One engine, from an empty folder to the check."""

    def __init__(self, engine, tokens, seed):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pcsp-chaos."))
        self.engine, self.random = engine(self.folder), random.Random(f"{seed} {engine.name}")
        self.tokens, self.started, self.unanswered, self.server = tokens, 0, 0, None
        self.unused, self.acknowledged = collections.deque(), collections.deque()

    def play(self, kills):
        self.engine.start()
        self.engine.prepare()
        self.start()
        self.prepare()
        self.storm(sorted(self.random.sample(range(self.tokens * 9 // 10), kills)))
        if not self.unanswered:
            raise Broken("no kill met an answer under way: more tokens, or another seed")
        print(f"  {self.engine.name}: {len(self.acknowledged)} acknowledged over {kills} kills,"
              f" {self.unanswered} calls without an answer", flush=True)
        self.check()
        self.check_repeats()
        print(f"  {self.engine.name}: each there once, no token burnt without its answer", flush=True)
        self.show_that_the_check_sees()

    def start(self):
        self.started += 1
        server = harness.Pcspd(self.folder, *self.engine.flags(), name=f"pcspd{self.started}",
                               data=None)
        self.server = server.await_serving()

    def prepare(self):
        here = world.World(self.server, "chaos").make()
        here.practices(*(f"A8100{site}" for site in range(SITES)))
        self.server.post("/v1/programmes/chaos/waves?waveId=first", {
            "displayName": "First", "minGroupSize": 5, "instruments": world.INSTRUMENTS,
            "access": "WAVE_ACCESS_INVITATION_ONLY"})
        here.open()
        tokens = []
        while len(tokens) < self.tokens:
            issued = self.server.post(f"{WAVE}/invitations:issue", {
                "organisation": here.organisation(f"a8100{len(tokens) // BATCH % SITES}"),
                "staffGroup": "STAFF_GROUP_ADMIN", "count": min(BATCH, self.tokens - len(tokens)),
                "requestId": world.request_id(self.random)})
            tokens += [invitation["token"] for invitation in issued["invitations"]]
        for number, token in enumerate(tokens):
            self.unused.append((token, {"token": token, "answers": answers_of(number),
                                        "requestId": world.request_id(self.random)}))
        self.random.shuffle(self.unused)

    def storm(self, moments):
        writers = [Writer(self) for _ in range(WRITERS)]
        for writer in writers:
            writer.start()
        for moment in moments:
            while len(self.acknowledged) < moment and not any(w.failure for w in writers):
                time.sleep(0.002)
            self.server.kill()
            self.start()
        for writer in writers:
            writer.join(600)
            if writer.failure or writer.is_alive():
                raise writer.failure or Broken("a writer hangs")

    def rows(self, statement):
        """The first column of what it selects, from the database itself."""
        if isinstance(self.engine, Sqlite):
            return harness.sqlite(self.engine.folder / "assessments.db", statement)
        return harness.psql(self.engine.url, "set search_path to assessments", statement)

    def check(self):
        """Holds what is there against what was acknowledged; all tokens were, in the end."""
        stored = collections.Counter(self.rows("select substr(answers, 1, 28) from response"))
        doubled = [row for row, times in stored.items() if times > 1]
        burnt = len(self.rows("select claim from invitation where claim <> ''"))
        if doubled or len(stored) != len(self.acknowledged) or burnt != len(self.acknowledged):
            raise Broken(f"{len(self.acknowledged)} acknowledged, {len(stored)} different answers,"
                         f" {len(doubled)} of them doubled, {burnt} tokens burnt")

    def check_repeats(self):
        """The same request again is acknowledged and counts nothing; another one is refused."""
        for token, body in self.random.sample(list(self.acknowledged), 20):
            self.server.post(f"{WAVE}/responses:submit", body)
            other = self.server.rest("POST", f"{WAVE}/responses:submit",
                                     {**body, "requestId": world.request_id(self.random)})
            if other.code != 403:
                raise Broken(f"a burnt token was taken: {token} {other.code} {other.text[:300]}")
        self.check()

    def show_that_the_check_sees(self):
        """The check must fail after each of these, and pass again once it is undone."""
        one = "(select min(id) from response)"
        for what, statement, undo in [
                ("a token burnt without its answer",
                 "insert into invitation (wave_key, selector, verifier, batch, claim, draft) values"
                 " (1, 'x', 'x', 1, 'x', '')", "delete from invitation where selector = 'x'"),
                ("an answer doubled",
                 "insert into response (wave_key, site, id, staff_group, answers) select wave_key,"
                 f" site, id + 1, staff_group, answers from response where id = {one}",
                 f"delete from response where id = {one} + 1"),
                ("an answer lost", f"delete from response where id = {one}", None)]:
            self.spoil(what, statement)
            try:
                self.check()
            except Broken as broken:
                print(f"  the check sees {what}: {broken}", flush=True)
            else:
                raise Broken(f"the check does not see {what}")
            if undo:
                self.spoil(what, undo)
                self.check()

    def spoil(self, what, statement):
        if self.server.process.poll() is None:
            self.server.stop()
        if self.engine.spoil("assessments", statement) != 1:
            raise Broken(f"could not spoil: {what}")

    def end(self):
        if self.server and self.server.process.poll() is None:
            self.server.stop()
        self.engine.stop()


def play(engine, tokens, kills, seed):
    run = Run(engine, tokens, seed)
    try:
        run.play(kills)
    except BaseException:
        print(f"  what was found, and the logs: {run.folder}", flush=True)
        raise
    finally:
        run.end()
    shutil.rmtree(run.folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", type=pathlib.Path, default=harness.ROOT / "build/release/bin")
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], action="append")
    parser.add_argument("--writes", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10 ** 6))
    options = parser.parse_args()
    harness.Options.bin = options.bin.resolve()
    for engine in (Sqlite, Postgresql):
        if options.engine and engine.name not in options.engine:
            continue
        print(f"{engine.name}, seed {options.seed}; the same again: ./dev chaos tokens --engine"
              f" {engine.name} --seed {options.seed} --writes {options.writes}"
              f" --kills {options.kills}", flush=True)
        play(engine, options.writes, options.kills, options.seed)


if __name__ == "__main__":
    try:
        main()
    except Broken as broken:
        sys.exit(f"tokens.py: NOT KEPT: {broken}")
