"""kill -9 of the server and of its database, over and over, under load: what was acknowledged is there
once and whole (operations.md 1.2, P1 and P2). Python with Debian's packages; see README.md."""
import http.client
import json
import pathlib
import random
import tempfile
import threading
import time

from ledger import Ledger
from playing import Broken, harness, play_all, play_one  # also finds tests/system

import world

WRITERS, SITES, ROWS = 6, 3, 200
# Not an answer to the question whether it was done: the server is busy, or its database is away.
# So is STORAGE_CONTENTION: others kept getting in first.
UNDECIDED = {429, 500, 503, 504}


class Writer(threading.Thread):
    """Writes of every kind, each repeated under its request id until there is an answer."""

    def __init__(self, run, number):
        super().__init__(daemon=True)
        self.run_, self.ledger, self.random = run, run.ledger, random.Random(f"{run.seed} {number}")
        self.number, self.made, self.connection, self.failure = number, 0, None, None

    def run(self):
        try:
            while self.ledger.count < self.run_.writes:
                kind = self.random.choices([self.create, self.update, self.answer, self.upload],
                                           [30, 30, 39, 1])[0]
                kind()
        except Exception as error:  # told by the main thread
            self.failure = error

    def once(self, method, path, body, kind="application/json"):
        server = self.run_.server
        if self.connection is None or self.connection.port != server.rest_port:
            self.connection = http.client.HTTPConnection("127.0.0.1", server.rest_port, timeout=30)
        try:
            data = json.dumps(body).encode() if isinstance(body, dict) else body
            self.connection.request(method, path, data, {"Content-Type": kind} if data else {})
            response = self.connection.getresponse()
            return response.status, response.read()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            self.connection = None
            return None, b""

    def settled(self, method, path, body, kind="application/json"):
        """The answer in the end, as (code, JSON); the same again must be the same answer."""
        while True:
            code, text = self.once(method, path, body, kind)
            if code is not None and code not in UNDECIDED and b"STORAGE_CONTENTION" not in text:
                break
            self.ledger.not_answered()
            time.sleep(0.01)
        if code == 200 and body and self.random.random() < 0.02:
            again, repeated = self.once(method, path, body, kind)
            if again == 200 and repeated != text:
                raise Broken(f"{path}: another reply to the same request: {text} {repeated}")
        if code not in (200, 409):
            raise Broken(f"{method} {path}: {code} {text[:500]}")
        return code, json.loads(text)

    def identifier(self):
        return world.request_id(self.random)

    def create(self):
        self.made += 1
        name = f"w{self.number}-{self.made}"
        body = {"kind": "ORGANISATION_KIND_PRACTICE", "displayName": f"Made as {name}"}
        code, made = self.settled("POST", f"/v1/programmes/chaos/organisations?organisationId={name}"
                                          f"&requestId={self.identifier()}", body)
        if code != 200:
            raise Broken(f"{name} was made twice: {made}")
        self.ledger.create(made["name"], body["displayName"])

    def update(self):
        name = f"programmes/chaos/organisations/hot{self.random.randrange(self.run_.hot)}"
        _, before = self.settled("GET", f"/v1/{name}", None)
        body = {"etag": before["etag"], "displayName": f"By {self.number}, {self.identifier()}"}
        code, after = self.settled("PATCH", f"/v1/{name}?updateMask=displayName"
                                            f"&requestId={self.identifier()}", body)
        if code == 409:
            self.lost(before, after)
        else:
            self.ledger.update(name, before["etag"], after["etag"])

    def lost(self, before, error):
        """The error says what has come in between."""
        current = next(d["metadata"]["current_etag"] for d in error["error"]["details"]
                       if d.get("reason") == "ETAG_MISMATCH")
        if current == before["etag"]:
            raise Broken(f"refused for {before['etag']}, which is still current: {error}")
        self.ledger.lost_race()

    def answer(self):
        site, identifier = f"a8100{self.random.randrange(SITES)}", self.identifier()
        self.settled("POST", "/v1/programmes/chaos/waves/first/responses:submit",
                     {"organisation": f"programmes/chaos/organisations/{site}",
                      "staffGroup": "STAFF_GROUP_ADMIN", "answers": {"pr_purpose": "4"},
                      "requestId": identifier})
        self.ledger.answer(site, identifier)

    def upload(self):
        self.made += 1
        programme = f"file-{self.number}-{self.made}"
        self.settled("POST", f"/v1/programmes?programmeId={programme}&requestId={self.identifier()}",
                     {"displayName": programme})
        file = world.csv([world.epraccur_row(f"A{10000 + row}") for row in range(ROWS)])
        self.ledger.begin_import(programme, ROWS)
        self.settled("POST", f"/v1/programmes/{programme}/organisations:import"
                             f"?format=IMPORT_FORMAT_EPRACCUR&requestId={self.identifier()}",
                     file.encode(), "text/csv")
        self.ledger.import_file(programme, ROWS)


class Run:
    """One engine, from an empty folder to the check."""

    hot = 4  # organisations that all writers update

    def __init__(self, engine, options):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pcsp-chaos."))
        self.engine, self.options = engine(self.folder), options
        self.writes, self.seed = options.writes, options.seed
        self.random = random.Random(f"{options.seed} {self.engine.name}")
        self.ledger = Ledger(self.folder / "acknowledged.jsonl")
        self.started, self.recoveries, self.server = 0, [], None

    def play(self):
        self.engine.start()
        self.engine.prepare()
        self.start()
        self.prepare()
        moments = sorted(self.random.sample(range(self.writes), self.options.kills))
        self.storm(moments)
        print(f"  {self.engine.name}: {self.ledger.count} acknowledged over {len(moments)} kills,"
              f" {self.ledger.unknown} calls without an answer, {self.ledger.lost_races} lost races,"
              f" {len(self.ledger.imports)} files; serving again after"
              f" {sorted(self.recoveries)[int(.95 * len(self.recoveries))]:.2f} s (p95)", flush=True)
        self.check()
        print(f"  {self.engine.name}: 0 lost, 0 doubled, 0 half applied", flush=True)
        self.show_that_the_check_sees()

    def start(self):
        self.started += 1
        server = harness.Pcspd(self.folder, *self.engine.flags(), name=f"pcspd{self.started}",
                               data=None)
        self.server = server.await_serving()  # writers see it when its ports are known

    def prepare(self):
        here = world.World(self.server, "chaos").make()
        here.practices(*(f"A8100{site}" for site in range(SITES)))
        here.wave()
        here.open()
        for hot in range(self.hot):
            self.server.post(f"/v1/programmes/chaos/organisations?organisationId=hot{hot}",
                             {"kind": "ORGANISATION_KIND_PRACTICE", "displayName": "Hot"})
        self.known = self.listed("chaos")

    def storm(self, moments):
        writers = [Writer(self, number) for number in range(WRITERS)]
        for writer in writers:
            writer.start()
        for moment in moments:
            while self.ledger.count < moment and not any(w.failure for w in writers):
                time.sleep(0.002)
            time.sleep(self.random.uniform(0, 0.02))
            self.strike()
            self.look_at_files()
        for writer in writers:
            writer.join(600)
            if writer.failure or writer.is_alive():
                raise writer.failure or Broken(f"writer {writer.number} hangs")

    def strike(self):
        began = time.monotonic()
        if self.engine.kills_apart and self.random.random() < 0.5:
            self.engine.kill()
            self.engine.start()
            harness.until(lambda: self.server.rest("GET", "/v1/programmes/chaos").code == 200,
                          "the server to see its database again")
        else:
            self.server.kill()
            self.start()
        self.recoveries.append(time.monotonic() - began)

    def look_at_files(self):
        """Right after a kill, a file that was on its way is there whole or not at all."""
        for programme in list(self.ledger.importing):
            if self.server.rest("GET", f"/v1/programmes/{programme}").code == 200:
                there = len(self.listed(programme))
                if there not in (0, ROWS):
                    raise Broken(f"{there} of {ROWS} rows of {programme}")

    def listed(self, programme):
        """Every organisation of a programme, by name."""
        found, token = {}, ""
        while True:
            page = self.server.get(f"/v1/programmes/{programme}/organisations?pageSize=1000"
                                   f"&showClosed=true&pageToken={token}")
            for organisation in page["organisations"]:
                if organisation["name"] in found:
                    raise Broken(f"{organisation['name']} is listed twice")
                found[organisation["name"]] = organisation
            token = page["nextPageToken"]
            if not token:
                return found

    def check(self):
        """Holds what is there against what was acknowledged."""
        if not (self.ledger.lost_races and self.ledger.unknown and self.ledger.imports):
            raise Broken("the storm was too mild to show anything: more writes, or another seed")
        there = self.listed("chaos")
        made = {n: o["displayName"] for n, o in there.items() if n not in self.known}
        self.same("organisations made", made, self.ledger.created)
        self.check_updates(there)
        for programme, rows in self.ledger.imports.items():
            self.same(f"rows of {programme}", len(self.listed(programme)), rows)
        if not self.closed():
            world.World(self.server, "chaos").close()
        for site, answers in self.ledger.answers.items():
            results = self.server.get(f"/v1/programmes/chaos/waves/first/siteResults/{site}")
            self.same(f"answers of {site}", results["respondents"], answers)

    def check_updates(self, there):
        """The updates of each organisation are one chain: each follows another, and none was lost."""
        for name, steps in self.ledger.updates.items():
            after = dict(steps)
            if len(after) != len(steps):
                raise Broken(f"{name}: two updates of one state")
            etag = self.known[name]["etag"]
            for _ in steps:
                if etag not in after:
                    raise Broken(f"{name}: nothing acknowledged follows {etag}")
                etag = after[etag]
            self.same(f"the etag of {name}", there[name]["etag"], etag)

    def closed(self):
        return self.server.get("/v1/programmes/chaos/waves/first")["state"] == "WAVE_STATE_CLOSED"

    def same(self, what, found, expected):
        if found != expected:
            if isinstance(found, dict):
                lost, extra = set(expected) - set(found), set(found) - set(expected)
                raise Broken(f"{what}: {len(lost)} lost {sorted(lost)[:3]}, {len(extra)} too many")
            raise Broken(f"{what}: {found} instead of {expected}")

    def show_that_the_check_sees(self):
        """The check must fail after each of these."""
        name = next(iter(self.ledger.created)).rsplit("/", 1)[1]
        file = next(iter(self.ledger.imports))
        for what, service, statement in [
                ("an answer doubled", "assessments",
                 "insert into response (wave_key, site, id, staff_group, answers) select wave_key,"
                 " site, id + 1, staff_group, answers from response where id ="
                 " (select max(id) from response)"),
                ("a row of a file lost", "registry",
                 f"delete from organisation where programme = '{file.rsplit('/', 1)[-1]}' and"
                 " id = 'a10007'"),
                ("a write lost", "registry",
                 f"delete from organisation where programme = 'chaos' and id = '{name}'")]:
            self.server.stop()
            if self.engine.spoil(service, statement) != 1:
                raise Broken(f"could not spoil: {what}")
            self.start()
            try:
                self.check()
            except Broken as broken:
                print(f"  the check sees {what}: {broken}", flush=True)
            else:
                raise Broken(f"the check does not see {what}")

    def end(self):
        if self.server and self.server.process.poll() is None:
            self.server.stop()
        self.engine.stop()


if __name__ == "__main__":
    play_all("crash", __doc__, lambda engine, options: play_one(Run(engine, options)),
             writes=10_000, kills=50)
