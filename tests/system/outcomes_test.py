"""What worked elsewhere, from one wave to the next: practices carry out actions of their plans, or
say by hand what they did; what helped and what harmed is told apart, and others hear of it."""
import json

import harness
import world
from harness import SystemTest, pcspctl

ISSUE, GOOD = "coh-purpose", "solutions/purpose-in-one-sentence"
HELPED = [f"a81{number:03}" for number in range(1, 8)]
HARMED = [f"a81{number:03}" for number in range(8, 15)]
STARTED = "a81015"  # has begun and is not done
IDLE = [f"a81{number:03}" for number in range(16, 24)]
EVERYBODY = HELPED + HARMED + [STARTED] + IDLE


class Outcomes(SystemTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.start()
        cls.here = world.World(cls.server, "worked").make()
        cls.here.practices(*[code.upper() for code in EVERYBODY])
        cls.kim = cls.appoint("Kim", "PRACTICE_LEAD", EVERYBODY[0])
        cls.bad = cls.server.post(f"/v1/{cls.here.name}/solutions?solutionId=tea", {
            "title": "Tea instead of talk", "issues": [ISSUE], "level": "LEVEL_PRACTICE",
            "actor": "The manager", "action": "Serves tea.", "target": "The team",
            "dose": "Weekly", "timing": "Any time", "justification": "Nice.",
            "expectedOutcome": "Calm", "hours": 6, "durationWeeks": 12, "reviewWeeks": 4,
            "ownerRole": "practice manager", "priorEffectPoints": 2, "source": "a practice",
            "coreFunctions": [{"id": "hot", "text": "It is hot."}]})["name"]

    @classmethod
    def appoint(cls, person, role, organisation):
        """The name of an appointment of somebody new."""
        name = cls.server.post(f"/v1/{cls.here.name}/people", {"displayName": person})["name"]
        return cls.server.post(f"/v1/{cls.here.name}/appointments", {
            "person": name, "organisation": cls.here.organisation(organisation),
            "role": f"APPOINTMENT_ROLE_{role}", "staffGroup": "STAFF_GROUP_ADMIN",
            "startDate": world.SINCE})["name"]

    def shell(self, *arguments):
        done = pcspctl(self.server, "-p", "worked", *arguments, "-o", "json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def record(self, treatments):
        file = self.folder / "treatments.json"
        file.write_text(json.dumps({"treatments": treatments}), encoding="utf-8")
        return self.shell("outcome", "wave", "first", "second", "--file", str(file))

    def play(self, wave, good):
        self.here.wave(wave)
        self.here.open(wave)
        for site in EVERYBODY:
            for person in range(6):
                given = world.answers(good(site) if person else 3)
                self.assertEqual(self.here.submit(site, given, wave).code, 200)
        self.here.close(wave)

    def act(self, site, *, done):
        """Agrees a plan with the solution as an action, begins it, and ends it if `done`."""
        plan = self.server.post(f"/v1/{self.here.organisation(site)}/plans:draft", {
            "startDate": "2026-01-05", "planId": "x", "hoursPerQuarter": 100, "findings": [
                {"issue": ISSUE, "level": "LEVEL_PRACTICE", "probability": .8, "severity": 60,
                 "importance": 1}]})
        names = [action["name"] for action in plan["actions"]]
        wanted = [name for name in names if name.endswith("/purpose-in-one-sentence")]
        if not wanted:
            wanted = [self.shell("action", "add", plan["name"], "--solution",
                                 "purpose-in-one-sentence", "--start", "2026-01-05", "--due",
                                 "2026-01-30", "--review", "2026-02-27", "--hours", "4")["name"]]
        roles = {action["ownerRole"]
                 for action in self.server.get(f"/v1/{plan['name']}")["actions"]}
        self.shell("plan", "agree", plan["name"], "--by", self.kim,
                   *[word for role in sorted(roles) for word in ("--owner", f"{role}={self.kim}")])
        self.shell("action", "start", wanted[0], "--on", "2026-01-06")
        if done:
            self.shell("action", "complete", wanted[0])

    def test_what_was_done_is_judged_and_told(self):
        self.play("first", lambda site: 2)
        for site in HELPED:
            self.act(site, done=True)
        self.act(STARTED, done=False)
        self.play("second", lambda site: 4 if site in HELPED else 1 if site in HARMED else 2)

        by_hand = [{"organisation": self.here.organisation(site), "issue": ISSUE,
                    "solution": self.bad} for site in HARMED]
        # One that is an action too, told by hand as well, with consent to be named.
        by_hand.append({"organisation": self.here.organisation(HELPED[0]), "issue": ISSUE,
                        "solution": GOOD, "sharing": "SHARING_NAMED"})
        wrong = self.server.rest("POST", f"/v1/{self.here.name}/waves/first:recordOutcomes", {
            "followup": f"{self.here.name}/waves/second", "treatments": [
                {"organisation": "programmes/other/organisations/x", "solution": "solutions/none",
                 "startDate": "2999-01-01"}]})
        self.assertRefused(wrong, 400, "INVALID_ARGUMENT", "INVALID_FIELDS", [
            "treatments[0].organisation", "treatments[0].solution", "treatments[0].start_date"])

        told = self.record(by_hand)
        self.assertEqual(told["treatmentCount"], len(HELPED) + len(HARMED))
        self.assertEqual(told["actionTreatments"], len(HELPED) - 1, "what is in both counts once")
        self.assertEqual(told["untoldTreatments"], 0)
        self.assertEqual(told["unfinishedCount"], 1)

        kept = self.shell("outcome", "list", "--issue", ISSUE)["outcomes"]
        did = {o["organisation"].rsplit("/")[-1]: [t["solution"] for t in o["treatments"]]
               for o in kept}
        self.assertEqual(sorted(s for s, t in did.items() if t == [GOOD]), HELPED)
        self.assertEqual(sorted(s for s, t in did.items() if t == [self.bad]), HARMED)
        self.assertEqual(sorted(s for s, t in did.items() if not t), IDLE,
                         "who has begun and is not done is no comparison")

        effects = self.shell("solution", "effects", "--issue", ISSUE)["effects"]
        by_name = {effect["treatment"]["solution"]: effect for effect in effects}
        self.assertEqual(list(by_name), [GOOD, self.bad], "by falling lower end")
        self.assertEqual(int(by_name[GOOD]["sites"]), len(HELPED))
        self.assertEqual(int(by_name[GOOD]["comparisonSites"]), len(IDLE))
        self.assertGreater(by_name[GOOD]["points"]["low"], 2)
        self.assertLess(by_name[self.bad]["points"]["high"], 0)

        advice = self.shell("solution", "recommend", IDLE[0], "--most", "50")
        ours = [issue for issue in advice["byIssue"] if issue["issue"] == ISSUE][0]
        ranked = [r for r in ours["recommendations"] if r["ownLevel"]]
        self.assertEqual(ranked[0]["solution"]["name"], GOOD)
        self.assertNotIn(self.bad, [r["solution"]["name"] for r in ranked])
        against = {one["solution"]: one for one in advice["unhelpful"]}
        self.assertEqual(against[self.bad]["verdict"], "EFFECT_VERDICT_HARM")
        self.assertIn("did harm where it was tried", against[self.bad]["reason"])
        self.assertEqual([story["result"] for story in ranked[0]["stories"]],
                         ["STORY_RESULT_HELPED"] * 2)
        named = [story for story in ranked[0]["stories"] if story["organisation"]]
        who = self.server.get(f"/v1/{self.here.organisation(HELPED[0])}")["displayName"]
        self.assertEqual([story["teller"] for story in named], [who])
        page = pcspctl(self.server, "-p", "worked", "solution", "recommend", IDLE[0])
        self.assertIn(f"Practice {HELPED[0].upper()} tried it: the issue got better.", page.stdout)
        self.assertIn("Not recommended: tea. It did harm where it was tried", page.stderr)
        table = pcspctl(self.server, "-p", "worked", "solution", "recommend", IDLE[0], "-o", "csv")
        self.assertNotIn("PLACES LIKE YOURS", table.stdout)
        self.shell("solution", "tell", "tea", "--site", HARMED[0], "--issue", ISSUE, "--result",
                   "persisted", "--did", "We drank tea.", "--happened", "It grew cold.", "--by",
                   self.kim, "--named")
        page = pcspctl(self.server, "-p", "worked", "solution", "recommend", IDLE[0])
        self.assertIn(f"tea on {ISSUE}: persisted, says Practice {HARMED[0].upper()}", page.stdout)
        self.assertIn("It grew cold.", page.stdout)

        self.check_recording_again(by_hand, kept)
        self.check_plans()
        self.check_sign_off()
        backwards = self.server.rest("POST", f"/v1/{self.here.name}/waves/second:recordOutcomes",
                                     {"followup": f"{self.here.name}/waves/first"})
        self.assertRefused(backwards, 400, "INVALID_ARGUMENT", "INVALID_FIELDS", ["followup"])

    def outcomes(self):
        return self.shell("outcome", "list", "--issue", ISSUE)["outcomes"]

    def check_recording_again(self, by_hand, kept):
        """Without the list of the first time nothing is lost, unless somebody says so."""
        again = self.shell("outcome", "wave", "first", "second")
        self.assertEqual(again["keptTreatments"], len(HARMED))
        self.assertEqual(self.outcomes(), kept)
        dropped = self.shell("outcome", "wave", "first", "second", "--replace")
        self.assertEqual((dropped["keptTreatments"], dropped["droppedTreatments"]),
                         (0, len(HARMED)))
        self.assertEqual(len(self.shell("solution", "effects", "--issue", ISSUE)["effects"]), 1)
        self.record(by_hand)
        self.assertEqual(self.outcomes(), kept)
        self.shell("outcome", "delete", IDLE[0], "first", ISSUE)
        self.assertEqual(len(self.outcomes()), len(kept) - 1)
        self.record(by_hand)
        self.assertEqual(self.outcomes(), kept)
        nobody = {"organisation": self.here.organisation("nowhere"), "issue": ISSUE,
                  "wave": f"{self.here.name}/waves/first", "baseline": 40, "followup": 50,
                  "baselineStandardError": 3, "followupPeople": 5, "startDate": "2999-01-01"}
        refused = self.server.rest("POST", f"/v1/{self.here.name}/outcomes:record",
                                   {"outcomes": [nobody]})
        self.assertRefused(refused, 400, "INVALID_ARGUMENT", "INVALID_FIELDS",
                           ["outcomes[0].organisation", "outcomes[0].start_date"])

    def check_plans(self):
        """A draft counts on what worked, says on what that rests, and may be thrown away."""
        plan = self.shell("plan", "draft", IDLE[1], "--from", "2027-01-04", "--pin", "tea")
        self.assertGreater(int(plan["outcomeCount"]), 0)
        counted = {action["solution"]: action["expectedEffects"] for action in plan["actions"]}
        good = [one for one in counted[GOOD] if one["issue"] == ISSUE][0]
        self.assertEqual((good["basis"], int(good["sites"])),
                         ("EFFECT_BASIS_MEASURED", len(HELPED)))
        self.assertIn("WARNING_CODE_DID_NOT_HELP", [one["code"] for one in plan["warnings"]])
        self.shell("plan", "delete", plan["name"])
        gone = self.server.rest("GET", f"/v1/{plan['name']}")
        self.assertRefused(gone, 404, "NOT_FOUND", "PLAN_NOT_FOUND")

    def check_sign_off(self):
        """A changed dose is for an operational manager of the place to sign off."""
        manager = self.appoint("Lee", "OPERATIONAL_MANAGER", "north-group")
        adaptation = self.server.post(f"/v1/{self.here.organisation(IDLE[0])}/adaptations", {
            "solution": self.bad, "when": "ADAPTED_WHEN_WHILE_RUNNING",
            "decidedBy": ["practice manager"], "part": "ADAPTED_PART_CONTENT",
            "adaptedFor": "ADAPTED_FOR_SITE", "what": "It is lukewarm.", "why": "To save power.",
            "coreChanges": [{"coreFunction": "hot", "kind": "CORE_CHANGE_KIND_DOSE"}]})
        for who in (self.kim, f"{self.here.name}/appointments/nobody"):
            refused = self.server.rest("POST", f"/v1/{adaptation['name']}:signOff",
                                       {"agree": True, "signedBy": who})
            self.assertRefused(refused, 400, "INVALID_ARGUMENT", "INVALID_FIELDS", ["signed_by"])
        signed = self.shell("adaptation", "sign-off", adaptation["name"], "--by", manager)
        self.assertEqual(signed["state"], "ADAPTATION_STATE_SIGNED_OFF")
        withdrawn = self.shell("adaptation", "withdraw", adaptation["name"])
        self.assertEqual(withdrawn["state"], "ADAPTATION_STATE_WITHDRAWN")


if __name__ == "__main__":
    harness.main()
