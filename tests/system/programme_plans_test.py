"""A programme's training is planned, approved and put into the diary; a trainer falls ill, it is
planned again, and everybody learns who moves. A server that is killed meanwhile loses nothing."""
import datetime
import json

import harness
import world
from harness import SystemTest, pcspctl, until

CODES = ("A81001", "A81002", "A81003", "A81004", "A81005", "A81006")
STAGES = ("CANDIDATE", "TRAINED", "CO_DELIVERING", "PEER_REVIEWED", "QUALITY_ASSURED")
PEOPLE = 6  # a practice


class ProgrammePlans(SystemTest):
    def setUp(self):
        self.data = self.id().rsplit(".", 1)[1]
        self.server = self.start(name=self.data, data=self.data)
        self.here = world.World(self.server, "training").make()
        self.here.practices(*CODES, headcount=PEOPLE)
        self.at = f"/v1/{self.here.name}"
        for course, after in (("core", []), ("follow-up", [f"{self.here.name}/courses/core"])):
            kind = "CORE_DAY" if course == "core" else "FOLLOW_UP"
            self.server.post(f"{self.at}/courses?courseId={course}", {
                "title": course, "kind": f"COURSE_KIND_{kind}", "lengthMinutes": 360,
                "validityMonths": 24, "competence": course, "prerequisites": after})
        for venue in ("hall", "barn"):
            self.server.post(f"{self.at}/venues?venueId={venue}", {
                "title": venue, "region": self.here.organisation("north-group"), "seats": 12})
        self.trainers = [self.trainer(name) for name in ("Ann", "Bob")]

    def trainer(self, name):
        """A quality-assured one; the name of the appointment."""
        person = self.server.post(f"{self.at}/people", {"displayName": name})
        post = self.server.post(f"{self.at}/appointments", {
            "person": person["name"], "organisation": self.here.organisation("north-group"),
            "role": "APPOINTMENT_ROLE_TRAINER", "staffGroup": "STAFF_GROUP_LEADERSHIP",
            "startDate": world.SINCE})
        since = datetime.date.today() - datetime.timedelta(days=30)
        for stage in STAGES:
            self.server.post(f"{self.at}/trainers/{post['name'].rsplit('/', 1)[1]}:recordStep", {
                "step": {"stage": f"TRAINER_STAGE_{stage}", "stepDate": since.isoformat(),
                         "evidence": "certificate"}})
        return post["name"]

    def shell(self, *arguments):
        done = pcspctl(self.server, "-p", "training", *arguments, "-o", "json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def plan(self, name, *more):
        return self.shell("programme-plan", "create", "--id", name, "--weeks", "26", "--backfill",
                          ".5", "--trainers", "1", "--least", "2", *more)

    def sessions(self):
        return self.server.get(f"{self.at}/sessions")["sessions"]

    def decide(self, what, name):
        by = self.trainers[0].rsplit("/", 1)[1]
        return self.shell("programme-plan", what, name, "--by", by)

    def test_is_planned_applied_and_planned_again_when_a_trainer_falls_ill(self):
        made = self.plan("spring", "--seconds", "60", "--moves", "300", "--wait")
        self.assertEqual(made["state"], "PROGRAMME_PLAN_STATE_PROPOSED")
        self.assertEqual(made["unmetPeople"], 0)
        self.assertIn("places of 6 practices", made["notes"][0])
        people = sum(booking["people"] for booking in made["result"]["bookings"])
        self.assertEqual(people, 2 * PEOPLE * len(CODES))
        self.assertEqual(self.sessions(), [], "a proposal changes nothing")

        by = self.trainers[0].rsplit("/", 1)[1]
        early = pcspctl(self.server, "-p", "training", "programme-plan", "apply", "spring", "--by", by)
        self.assertEqual(early.returncode, 1)
        self.assertIn("a plan that is approved", early.stderr)
        nobody = self.server.rest("POST", f"{self.at}/programmePlans/spring:approve",
                                  {"approvedBy": f"{self.here.name}/appointments/nobody"})
        self.assertRefused(nobody, 400, "INVALID_ARGUMENT", "INVALID_FIELDS", ["approved_by"])
        self.decide("approve", "spring")
        applied = self.decide("apply", "spring")
        self.assertEqual(applied["reservedPlaces"], people)
        self.assertEqual(len(applied["createdSessions"]), len(self.sessions()))

        again = self.plan("again", "--seconds", "60", "--moves", "300", "--wait")
        self.assertEqual(again["movedPeople"], 0, "who has nothing to change changes nothing")
        self.fall_ill()
        self.check_frozen(self.plan("frozen", "--seconds", "60", "--moves", "300", "--wait"))
        replan = self.plan("replan", "--seconds", "60", "--moves", "300", "--frozen-weeks", "0",
                           "--wait")
        self.check_replan(replan)

    def fall_ill(self):
        """Of the first session's trainers, one is away for its fortnight and two more weeks."""
        first = self.sessions()[0]
        self.ill, = first["trainers"]
        self.enrol(first)
        day = datetime.date.fromisoformat(first["start"][:10])
        until_day = day + datetime.timedelta(days=27)
        leave = {"appointment": self.ill, "endDate": until_day.isoformat(),
                 "startDate": (day - datetime.timedelta(days=4)).isoformat()}
        error = self.assertRefused(self.server.rest("POST", f"{self.at}/leaves", leave), 400,
                                   "INVALID_ARGUMENT", "INVALID_FIELDS")
        self.assertEqual(set(error.violations), {"leave.start_date"})
        made = self.server.post(f"{self.at}/leaves?releaseSessions=true", leave)
        self.assertIn(first["name"], made["releasedSessions"])
        for name in made["releasedSessions"]:
            self.assertEqual(self.server.get(f"/v1/{name}")["trainers"], [])

    def enrol(self, session):
        practice = session["reservations"][0]["practice"]
        person = self.server.post(f"{self.at}/people", {"displayName": "Cat"})
        enrolled = self.server.post(f"/v1/{session['name']}/enrolments", {
            "participant": person["name"], "practice": practice,
            "staffGroup": "STAFF_GROUP_ADMIN"})
        self.assertEqual(enrolled["state"], "ENROLMENT_STATE_ENROLLED")

    def check_frozen(self, plan):
        """What is too soon to be moved is held all the same, and told where nobody can lead it."""
        self.assertEqual(plan["state"], "PROGRAMME_PLAN_STATE_PROPOSED")
        held = {session["session"]: session for session in plan["result"]["sessions"]}
        soon = next(session["name"].rsplit("/", 1)[1] for session in self.sessions()
                    if not session["trainers"])
        missing = {one["session"]: one for one in plan["result"].get("substitutes", [])}
        if held[soon]["ledBy"]:
            self.assertNotIn(self.ill.rsplit("/", 1)[1], held[soon]["ledBy"])
        else:
            self.assertEqual(missing[soon]["missing"], 1)
            self.assertIn("trainer is missing", missing[soon]["words"])

    def check_replan(self, replan):
        self.assertEqual(replan["state"], "PROGRAMME_PLAN_STATE_PROPOSED")
        changes = replan["result"]["changes"]
        moves = [move for move in changes["moves"] if move["from"]]
        self.assertEqual(sum(move["people"] for move in moves), replan["movedPeople"])
        self.assertGreater(changes["keptPeople"], replan["movedPeople"], "most stay where they are")
        for move in moves:
            self.assertTrue(move["words"])
        table = pcspctl(self.server, "-p", "training", "programme-plan", "compare", "replan").stdout
        self.assertIn(f"{replan['movedPeople']} move", table)
        self.assertNotRegex(table, r"[0-9a-f]{8}-[0-9a-f]{4}-", "sessions in words, not by their ids")
        for move in moves:
            self.assertTrue(move["fromInWords"]["start"], "who moves is told the day that is off")
            self.assertIn(move["fromInWords"]["when"], table)
        compared = self.shell("programme-plan", "compare", "replan", "spring")
        self.assertEqual(compared["changes"]["movedPeople"], replan["movedPeople"])

        self.decide("approve", "replan")
        before = {session["name"] for session in self.sessions()}
        applied = self.decide("apply", "replan")
        self.assertTrue(set(applied["cancelledSessions"]) <= before)
        busy = [s for s in self.sessions() if self.ill in s["trainers"]
                and s["state"] == "SESSION_STATE_PLANNED"]
        leave, = self.server.get(f"{self.at}/leaves")["leaves"]
        for session in busy:
            self.assertFalse(leave["startDate"] <= session["start"][:10] <= leave["endDate"])
        states = {plan["name"].rsplit("/", 1)[1]: plan["state"] for plan in
                  self.shell("programme-plan", "list")["programmePlans"]}
        self.assertEqual(states, {"spring": "PROGRAMME_PLAN_STATE_SUPERSEDED",
                                  "again": "PROGRAMME_PLAN_STATE_PROPOSED",
                                  "frozen": "PROGRAMME_PLAN_STATE_PROPOSED",
                                  "replan": "PROGRAMME_PLAN_STATE_APPLIED"})
        stale = self.decide_anyway("again")
        self.assertRefused(stale, 400, "FAILED_PRECONDITION", "DIARY_CHANGED")

    def decide_anyway(self, name):
        self.decide("approve", name)
        return self.server.rest("POST", f"{self.at}/programmePlans/{name}:apply",
                                {"appliedBy": self.trainers[0]})

    def staff(self, practice, count):
        """Appointments of new people in administration."""
        made = []
        for number in range(count):
            person = self.server.post(f"{self.at}/people", {"displayName": f"Admin {number}"})
            made.append(self.server.post(f"{self.at}/appointments", {
                "person": person["name"], "organisation": practice,
                "role": "APPOINTMENT_ROLE_STAFF", "staffGroup": "STAFF_GROUP_ADMIN",
                "startDate": world.SINCE})["name"])
        return made

    def test_kept_places_are_filled_and_given_back_when_people_leave(self):
        self.plan("spring", "--seconds", "60", "--moves", "300", "--wait")
        self.decide("approve", "spring")
        self.decide("apply", "spring")
        session = next(s for s in self.sessions() if s["course"].endswith("/core"))
        practice = session["reservations"][0]["practice"]
        places = sum(one["people"] for one in session["reservations"]
                     if one["practice"] == practice)
        posts = self.staff(practice, places + 2)
        identifier = session["name"].rsplit("/", 1)[1]
        tried = self.shell("enrolment", "fill", identifier, "--dry-run")
        self.assertEqual(len(tried["enrolments"]), places, "as many as are kept, and no more")
        filled = self.shell("enrolment", "fill", identifier)
        self.assertEqual([one["state"] for one in filled["enrolments"]],
                         ["ENROLMENT_STATE_ENROLLED"] * places)
        self.assertEqual(self.shell("enrolment", "fill", identifier).get("enrolments", []), [],
                         "what is taken is not filled twice")

        for post in posts:
            self.server.post(f"/v1/{post}:end", {"endDate": datetime.date.today().isoformat()})
        found = self.shell("enrolment", "release-leavers", "--dry-run")
        self.assertEqual(len(found["places"]), places)
        self.assertEqual(self.server.get(f"/v1/{session['name']}")["enrolledCount"], places)
        table = pcspctl(self.server, "-p", "training", "enrolment", "release-leavers", "--dry-run")
        self.assertIn("is at no practice then", table.stdout)
        released = self.shell("enrolment", "release-leavers")
        self.assertEqual(released["reservationsGivenUp"], places)
        now = self.server.get(f"/v1/{session['name']}")
        self.assertEqual(now["enrolledCount"], 0)
        self.assertNotIn(practice, [one["practice"] for one in now["reservations"]])
        self.assertEqual(self.shell("enrolment", "release-leavers")["places"], [])

    def test_a_server_that_is_killed_begins_again_and_the_diary_stays(self):
        self.plan("spring", "--seconds", "60", "--moves", "300", "--wait")
        self.decide("approve", "spring")
        self.decide("apply", "spring")
        diary = self.sessions()
        self.plan("long", "--seconds", "3000", "--frozen-weeks", "0", "--drop",
                  diary[0]["name"].rsplit("/", 1)[1])
        path = f"{self.at}/programmePlans/long"
        until(lambda: "best" in self.server.get(path)["progress"], "the first plan")
        self.server.kill()
        self.server = self.start(name="restarted", data=self.data)
        self.assertEqual(self.server.get(path)["state"], "PROGRAMME_PLAN_STATE_RUNNING")
        until(lambda: (p := self.server.get(path)["progress"])["attempt"] == 2 and "best" in p,
              "somebody to begin it again")
        self.assertEqual(self.sessions(), diary)
        self.shell("programme-plan", "cancel", "long")
        ended = self.shell("programme-plan", "watch", "long")
        self.assertEqual(ended["state"], "PROGRAMME_PLAN_STATE_PROPOSED")
        self.assertTrue(ended["endedEarly"])
        self.assertTrue(ended["result"]["bookings"])
        self.assertEqual(self.sessions(), diary)

    def test_bad_input_is_told_at_once(self):
        reply = self.server.rest("POST", f"{self.at}:planProgramme", {
            "startDate": "soon", "weeks": 1, "backfillShare": 2, "blockedWeeks": ["2026-13-01"],
            "courses": ["core"], "within": "north-group"})
        self.assertRefused(reply, 400, "INVALID_ARGUMENT", "INVALID_FIELDS", [
            "start_date", "weeks", "backfill_share", "blocked_weeks[0]", "courses[0]", "within"])
        reply = self.server.rest("POST", f"{self.at}/programmePlans", {"problem": {
            "fortnights": 2, "costs": {"unmet": 1}, "regions": [{"id": "r"}],
            "courses": [{"id": "a", "after": "b"}, {"id": "b", "after": "a"}],
            "venues": [{"id": "v"}], "trainers": [{"id": "t", "leave": [
                {"from": 0, "until": 1}, {"from": 1, "until": 1}]}],
            "sessions": [{"id": "s", "course": "a", "seats": -1}],
            "practices": [{"id": "p", "needs": [{"course": "a"}]}]}})
        error = self.assertRefused(reply, 400, "INVALID_ARGUMENT", "COHORT_PROBLEM_INVALID")
        problem = "programme_plan.problem."
        self.assertTrue({f"{problem}courses[0].after", f"{problem}sessions[0].venue",
                         f"{problem}sessions[0].seats", f"{problem}trainers[0].leave[1]",
                         f"{problem}practices[0].reach"} <= set(error.violations), error.violations)


if __name__ == "__main__":
    harness.main()
