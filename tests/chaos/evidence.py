"""Stored diagnoses stay current while evidence changes: on three gateways at once, while hints are
doubled, reordered, made up and dropped and every process is killed with -9, the state comes out as a
rebuild makes it, byte for byte (design.md 2, decision 4). Python with Debian's packages; see README.md."""
import base64
import collections
import http.client
import json
import pathlib
import random
import tempfile
import threading
import time

from cluster import SERVICES, Cluster
from engines import Sqlite
from playing import Broken, harness, play_all, play_one  # also finds tests/system

import world

WRITERS, GATEWAYS, GROUPS = 6, 3, 3
WAVE = "programmes/chaos/waves/second"
ASSESSMENTS = "pcsp.assessments.v1.AssessmentService"
# Within so many seconds after the last change everything is current: the timer goes every 30 s.
PATIENCE = 120


class Writer(threading.Thread):
    """Changes what is known of sites, each change repeated under its request id until answered."""

    def __init__(self, run, number):
        super().__init__(daemon=True)
        self.run_, self.random = run, random.Random(f"{run.seed} {run.until} {number}")
        self.connection, self.made, self.failure = None, [], None
        self.months = [f"2025-{month:02}" for month in range(number + 1, 13, WRITERS)]

    def run(self):
        try:
            while self.run_.changes < self.run_.until:
                self.random.choices([self.see, self.correct, self.forget, self.count],
                                    [50, 25, 10, 15])[0]()
        except Exception as error:  # told by the main thread
            self.failure = error

    def settled(self, method, path, body=None):
        while True:
            try:
                if self.connection is None:
                    gateway = self.random.choice([g for g in self.run_.cluster.gateways if g])
                    self.connection = http.client.HTTPConnection("127.0.0.1", gateway.rest_port,
                                                                 timeout=30)
                self.connection.request(method, path, json.dumps(body) if body else None,
                                        {"Content-Type": "application/json"} if body else {})
                response = self.connection.getresponse()
                code, text = response.status, response.read()
            except (OSError, http.client.HTTPException):
                code, text = None, b""
            if code == 200:
                return json.loads(text)
            if code not in (None, 429, 500, 503, 504) and b"STORAGE_CONTENTION" not in text:
                raise Broken(f"{method} {path}: {code} {text[:500]}")
            if self.connection is not None:
                self.connection.close()
            self.connection = None  # perhaps another gateway
            self.run_.unanswered += 1
            time.sleep(0.01)

    def facts(self, site):
        facts = self.random.sample(self.run_.facts[self.run_.level_of[site]],
                                   self.random.randint(1, 3))
        return [{"fact": fact, "category": self.random.choice(categories)}
                for fact, categories in facts]

    def site(self):
        """One in eight above the practices, where a change concerns many."""
        sites = self.run_.above if self.random.random() < 0.12 else self.run_.practices
        return self.random.choice(sites)

    def see(self):
        site = self.site()
        note = self.random.choice(["", "", "It is only a tick box exercise.", "We lack time."])
        made = self.settled("POST", f"/v1/{site}/observations?requestId={self.identifier()}", {
            "kind": "OBSERVATION_KIND_VISIT", "observedDate": self.run_.today, "note": note,
            "facts": self.facts(site)})
        self.made.append((site, made["name"]))
        self.run_.changed(1, made["name"])

    def correct(self):
        if not self.made:
            return
        site, name = self.random.choice(self.made)
        self.settled("PATCH", f"/v1/{name}?updateMask=facts&requestId={self.identifier()}",
                     {"facts": self.facts(site)})
        self.run_.changed(1, name)

    def forget(self):
        if not self.made:
            return
        _, name = self.made.pop(self.random.randrange(len(self.made)))
        self.settled("DELETE", f"/v1/{name}?requestId={self.identifier()}")
        self.run_.changed(1, name)

    def count(self):
        """A batch: letters of one month, which only this writer counts, at some practices."""
        month, rows = self.random.choice(self.months), []
        for site in self.random.sample(self.run_.practices, 6):
            held = self.random.randint(10, 40)
            rows.append({"organisation": site, "month": month, "denominator": held,
                         "measure": "programmes/chaos/measures/preparation-letters",
                         "count": self.random.randint(8, held)})
        done = self.settled("POST", "/v1/programmes/chaos/measureValues:record",
                            {"rows": rows, "requestId": self.identifier()})
        self.run_.changed(done.get("recorded", 0) + done.get("corrected", 0),
                          "programmes/chaos/measureValues")

    def identifier(self):
        return world.request_id(self.random)


class Run:
    """One engine, from an empty folder to the last comparison."""

    teams = 36  # practices

    def __init__(self, engine, options):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pcsp-chaos."))
        self.engine, self.options = engine(self.folder), options
        self.seed, self.rounds = options.seed, options.rounds
        self.random = random.Random(f"{options.seed} {self.engine.name}")
        self.cluster, self.lock = None, threading.Lock()
        self.changes, self.until, self.unanswered, self.names = 0, 0, 0, collections.deque(maxlen=500)
        self.hints = collections.Counter()
        self.compared, self.lags, self.storms, self.messages = 0, [], 0, None

    def play(self):
        self.engine.start()
        self.engine.prepare()
        self.cluster = Cluster(self.folder, self.engine, GATEWAYS)
        self.cluster.start()
        self.prepare()
        for number in range(self.rounds):
            self.until = self.options.changes * (number + 1) // self.rounds
            self.storm(self.options.kills // self.rounds)
            self.await_current()
            self.compare()
            if number == 0:  # that sites may read it changes nothing
                self.gateway().post(f"/v1/{WAVE}:publish", {})
        if not self.unanswered and self.options.kills >= 20:  # a few may all miss
            raise Broken("no kill met a change under way: more changes, or another seed")
        lags = sorted(self.lags)
        print(f"  {self.engine.name}: {self.changes} changes in {self.storms:.0f} s"
              f" ({self.changes / self.storms:.0f}/s) over {self.options.kills} kills,"
              f" {self.unanswered} calls without an answer; hints {dict(self.hints)}; current"
              f" {lags[len(lags) // 2]:.1f} s after the last change (median of {len(lags)}, at most"
              f" {lags[-1]:.1f}); {self.compared} diagnoses are those of a rebuild", flush=True)
        self.show_that_the_check_sees()

    def changed(self, sites, name):
        with self.lock:
            self.changes += sites
            self.names.append(name)

    def gateway(self):
        return self.cluster.gateways[0]

    def prepare(self):
        """A system, its groups with their practices, and two closed waves, of which the second one
        is what is kept current."""
        here = world.World(self.gateway(), "chaos").make()
        codes = [f"A{81000 + number}" for number in range(self.teams)]
        here.practices(*codes[::GROUPS])
        groups = ["north-group"] + [f"group-{number}" for number in range(1, GROUPS)]
        for number, group in enumerate(groups[1:], start=1):
            self.gateway().post(f"/v1/{here.name}/organisations?organisationId={group}",
                                {"kind": "ORGANISATION_KIND_STEERING_GROUP", "displayName": group})
            here.relate(group, "PART_OF", "north")
            here.practices(*codes[number::GROUPS], group=group)
        for wave in ("first", "second"):
            here.wave(wave)
            here.open(wave)
            for number, code in enumerate(codes):
                for person in range(6 if number % 6 else 2):  # a few teams are too small to be shown
                    here.submit(code.lower(), world.answers(1 + (number + person) % 5), wave).ok()
            here.close(wave)
        self.practices = [here.organisation(code.lower()) for code in codes]
        self.above = [here.organisation(name) for name in ["north", *groups]]
        self.level_of = {**{site: "LEVEL_PRACTICE" for site in self.practices},
                         **{site: "LEVEL_STEERING_GROUP" for site in self.above},
                         here.organisation("north"): "LEVEL_WHOLE_SYSTEM"}
        self.facts = collections.defaultdict(list)
        for indicator in self.gateway().get("/v1/knowledgeBases/current")["indicators"]:
            if indicator["kind"] == "SIGNAL_KIND_FACT":
                self.facts[indicator["level"]].append(
                    (indicator["id"], [c["code"] for c in indicator["categories"]]))
        self.today = time.strftime("%Y-%m-%d", time.gmtime())
        self.sites = [*self.practices, *self.above]

    def storm(self, kills):
        """Until enough has changed; everything is done by this thread, because what it starts ends
        with it."""
        began, writers = time.monotonic(), [Writer(self, number) for number in range(WRITERS)]
        moments = sorted(self.random.randint(self.changes, self.until) for _ in range(kills))
        for writer in writers:
            writer.start()
        while any(writer.is_alive() for writer in writers):
            if moments and self.changes >= moments[0]:
                moments.pop(0)
                self.strike()
            self.meddle()
            time.sleep(self.random.uniform(0, 0.05))
        self.storms += time.monotonic() - began
        for writer in writers:
            if writer.failure:
                raise writer.failure
        self.cluster.redis.go_on()

    def strike(self):
        target = self.random.choice([*range(GATEWAYS), *range(GATEWAYS), *SERVICES, "diagnosis",
                                     "database"])
        if target != "database":
            self.cluster.kill(target)
        elif self.engine.kills_apart:
            self.engine.kill()
            self.engine.start()

    def meddle(self):
        """With the hints: as likely as not that they are left alone."""
        kind = self.random.choices(["left", "doubled", "reordered", "made up", "cut off", "stopped",
                                    "killed"], [50, 15, 15, 10, 5, 4, 1])[0]
        redis, names = self.cluster.redis, list(self.names)
        redis.go_on()
        if kind == "doubled":
            redis.ring([name for name in names[-20:] for _ in range(3)])
        elif kind == "reordered":
            redis.ring(self.random.sample(names, len(names)))
        elif kind == "made up":
            redis.ring(["programmes/none/waves/none", "nonsense", "", WAVE,
                        "programmes/chaos/organisations/none/observations/none"])
        elif kind == "cut off":
            redis.cut_off_listeners()
        elif kind == "stopped":
            redis.stand_still()
        elif kind == "killed":
            redis.kill()
            redis.start()
        self.hints[kind] += 1

    def revisions(self):
        """The revision of all that each site's diagnosis rests on: of the answers, and the newest of
        the facts of the site, of what lies above it and, for those above, of what lies below."""
        facts = self.cluster.services["assessments"].grpc().call(
            f"{ASSESSMENTS}/ListSiteFacts", {"parent": WAVE, "pageSize": 1000}, timeout=60)
        known = collections.Counter(
            {site["organisation"]: int(site["factsRevision"]) for site in facts.get("sites", [])})
        answers = int(self.gateway().get(f"/v1/{WAVE}")["evidenceRevision"])
        system, groups = self.above[0], self.above[1:]
        expected = {system: max(known.values(), default=0)}
        for number, group in enumerate(groups):
            below = self.practices[number::GROUPS]
            expected[group] = max(known[site] for site in [system, group, *below])
            for site in below:
                expected[site] = max(known[system], known[group], known[site])
        return {site: answers + revision for site, revision in expected.items()}

    def stored(self):
        """The diagnosis that counts of each site, from the database itself, by organisation."""
        rows = self.rows("select organisation || ' ' || evidence_revision || ' ' || id || ' ' ||"
                         " knowledge_base_hash || ' ' || payload || ' ' || evidence from diagnosis"
                         " where wave = 'second' order by evidence_revision, create_time, id")
        return {f"programmes/chaos/organisations/{site}": (int(revision), *rest)
                for site, revision, *rest in (row.split(" ") for row in rows)}

    def rows(self, statement):
        if isinstance(self.engine, Sqlite):
            return harness.sqlite(self.engine.folder / "diagnosis/diagnosis.db", statement)
        return harness.psql(self.engine.url, "set search_path to diagnosis", statement)

    def behind(self):
        """The sites whose diagnosis is not that of the newest evidence."""
        stored = self.stored()
        return [site for site, revision in self.revisions().items()
                if stored.get(site, (0,))[0] != revision]

    def await_current(self):
        began = time.monotonic()
        while behind := self.behind():
            if time.monotonic() - began > PATIENCE:
                raise Broken(f"{PATIENCE} s after the last change {len(behind)} diagnoses are not"
                             f" current: {behind[:5]}")
            time.sleep(0.05)
        self.lags.append(time.monotonic() - began)

    def compare(self):
        """With what is made from nothing: the same sites diagnosed once more, one by one."""
        kept = self.stored()
        self.rows("delete from diagnosis where wave = 'second'")
        for site in self.sites:
            self.gateway().post(f"/v1/{site}:diagnose", {"wave": WAVE})
        self.same(kept, self.stored())
        self.compared += len(kept)

    def same(self, kept, rebuilt):
        if set(kept) != set(self.sites) or set(rebuilt) != set(self.sites):
            raise Broken(f"diagnosed: {len(kept)}, rebuilt: {len(rebuilt)}, of {len(self.sites)}")
        for site in self.sites:
            for what, one, other in zip(("revision", "id", "hash", "payload"), kept[site],
                                        rebuilt[site]):
                if one != other:
                    raise Broken(f"{site} at {kept[site][:2]}: another {what} than of a rebuild:"
                                 f" {self.difference(what, one, other)}")
            if self.evidence(kept[site][4]) != self.evidence(rebuilt[site][4]):
                raise Broken(f"{site}: other evidence than a rebuild rests on")

    def difference(self, what, one, other):
        if what != "payload":
            return f"{one} {other}"
        lines = [str(self.message("Diagnosis", text)).splitlines() for text in (one, other)]
        return [pair for pair in zip(*lines) if pair[0] != pair[1]][:5]

    def evidence(self, text):
        """Maps have no order of their own, so bytes would not do."""
        return self.message("Evidence", text)

    def message(self, name, text):
        if self.messages is None:
            self.messages = self.cluster.services["diagnosis"].grpc()
            self.messages.learn("pcsp.diagnosis.v1.DiagnosisService")
        return self.messages.message(f"pcsp.diagnosis.v1.{name}").FromString(base64.b64decode(text))

    def show_that_the_check_sees(self):
        """Each of these must be found."""
        one, other = (site.rsplit("/", 1)[1] for site in self.practices[:2])
        kept = self.stored()
        of_one = f"where wave = 'second' and organisation = '{one}'"
        step = "update diagnosis set evidence_revision = evidence_revision"
        for what, statement, undo, check in [
                ("a diagnosis of older evidence", f"{step} - 1 {of_one}", f"{step} + 1 {of_one}",
                 lambda: self.fail_if(self.behind())),
                ("a conclusion that is another site's",
                 "update diagnosis set payload = (select payload from diagnosis where wave ="
                 f" 'second' and organisation = '{other}') {of_one}",
                 f"update diagnosis set payload = '{kept[self.practices[0]][3]}' {of_one}",
                 lambda: self.same(self.stored(), kept)),
                ("a site without a diagnosis", f"delete from diagnosis {of_one}", "select 1",
                 lambda: self.same(self.stored(), kept))]:
            self.rows(statement)
            try:
                check()
            except Broken as broken:
                print(f"  the check sees {what}: {str(broken)[:160]}", flush=True)
            else:
                raise Broken(f"the check does not see {what}")
            self.rows(undo)

    def fail_if(self, sites):
        if sites:
            raise Broken(f"not current: {sites}")

    def end(self):
        if self.cluster:
            self.cluster.stop()
        self.engine.stop()


if __name__ == "__main__":
    play_all("evidence", __doc__, lambda engine, options: play_one(Run(engine, options)),
             changes=10_000, kills=60, rounds=20)
