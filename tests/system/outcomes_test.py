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
        cls.bad = cls.server.post(f"/v1/{cls.here.name}/solutions?solutionId=tea", {
            "title": "Tea instead of talk", "issues": [ISSUE], "level": "LEVEL_PRACTICE",
            "actor": "The manager", "action": "Serves tea.", "target": "The team",
            "dose": "Weekly", "timing": "Any time", "justification": "Nice.",
            "expectedOutcome": "Calm", "hours": 6, "durationWeeks": 12, "reviewWeeks": 4,
            "ownerRole": "practice manager", "priorEffectPoints": 2, "source": "a practice",
            "coreFunctions": [{"id": "hot", "text": "It is hot."}]})["name"]

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
            "startDate": "2026-01-05", "planId": "x", "findings": [
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
        self.shell("plan", "agree", plan["name"], "--by", "kim",
                   *[word for role in sorted(roles) for word in ("--owner", f"{role}=kim")])
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
        self.assertEqual(ranked[-1]["solution"]["name"], self.bad)
        self.assertEqual([story["result"] for story in ranked[0]["stories"]],
                         ["STORY_RESULT_HELPED"] * 2)
        named = [story for story in ranked[0]["stories"] if story["organisation"]]
        who = self.server.get(f"/v1/{self.here.organisation(HELPED[0])}")["displayName"]
        self.assertEqual([story["teller"] for story in named], [who])
        self.assertEqual({story["result"] for story in ranked[-1]["stories"]},
                         {"STORY_RESULT_PERSISTED"})
        for story in ranked[-1]["stories"]:
            self.assertEqual((story["organisation"], story["teller"]),
                             ("", "a practice of similar size"))
        page = pcspctl(self.server, "-p", "worked", "solution", "recommend", IDLE[0]).stdout
        self.assertIn(f"Practice {HELPED[0].upper()} tried it: the issue got better.", page)
        table = pcspctl(self.server, "-p", "worked", "solution", "recommend", IDLE[0], "-o", "csv")
        self.assertNotIn("PLACES LIKE YOURS", table.stdout)

        # Doing it otherwise replaces them, and doing it again makes it as it was.
        self.record([])
        self.assertEqual(len(self.shell("solution", "effects", "--issue", ISSUE)["effects"]), 1)
        self.record(by_hand)
        self.assertEqual(self.shell("outcome", "list", "--issue", ISSUE)["outcomes"], kept)
        backwards = self.server.rest("POST", f"/v1/{self.here.name}/waves/second:recordOutcomes",
                                     {"followup": f"{self.here.name}/waves/first"})
        self.assertRefused(backwards, 400, "INVALID_ARGUMENT", "INVALID_FIELDS", ["followup"])


if __name__ == "__main__":
    harness.main()
