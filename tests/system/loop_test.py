"""The main job on the sample programme, by pcspctl, and that nothing of it is lost."""
import csv
import json
import time

import harness
from harness import SystemTest, pcspctl


class TheWholeLoop(SystemTest):
    def load(self, server):
        done = pcspctl(server, "sample", "load", "--sheets", str(self.sheets))
        self.assertEqual(done.returncode, 0, done.stderr)

    def report(self, server):
        done = pcspctl(server, "sample", "report", "-o", "json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def test_ends_in_a_report_that_stays_the_same(self):
        server = self.start()
        self.sheets = self.folder / "sheets"
        started = time.monotonic()
        self.load(server)
        first = self.report(server)
        print(f"  the loop took {time.monotonic() - started:.1f} s", flush=True)
        self.check(json.loads(first))
        self.check_seen(server, json.loads(first)["seen"])
        self.check_training(server, json.loads(first))
        self.check_followed(json.loads(first)["followed"])
        self.check_stories(json.loads(first)["stories"]["stories"])
        self.check_conflicts(server)

        self.load(server)
        self.assertEqual(self.report(server), first, "loading again changed something")
        self.check_conflicts(server)

        self.assertEqual(server.stop(), 0)
        server = self.start(name="restarted")
        self.assertEqual(self.report(server), first, "a restart lost something")
        self.load(server)
        self.assertEqual(self.report(server), first, "loading after a restart changed something")

    def check_followed(self, followed):
        """Plans are agreed and begun; what is late is on its facilitator's list; one was tested."""
        self.assertEqual(followed["agreedPlans"], 4, "one of each steering group")
        actions = [one for by in followed["facilitators"] for one in by["actions"]]
        self.assertTrue(all(by["facilitator"].startswith("Facilitator ")
                            for by in followed["facilitators"]))
        late = [one for one in actions if one["overdue"]]
        self.assertEqual([(one["state"], one["neverReviewed"]) for one in late],
                         [("ACTION_STATE_UNDER_WAY", True)])
        self.assertEqual(sum(by["overdue"] for by in followed["facilitators"]), 1)
        self.assertEqual(sum(one["state"] == "ACTION_STATE_UNDER_WAY" for one in actions), 4)
        test, = followed["tests"]
        self.assertTrue(test["prediction"] and test["study"])
        self.assertEqual(test["decision"], "CYCLE_DECISION_ADAPT")

    def check_stories(self, stories):
        """Failures are told, and by name only those who agreed."""
        # Two of each idea; who is too rare to stay unknown waits for others like it.
        self.assertTrue(3 < len(stories) <= 6)
        self.assertTrue(any(story["result"] == "STORY_RESULT_PERSISTED" for story in stories))
        named = [story for story in stories if story["sharing"] == "SHARING_NAMED"]
        self.assertEqual(len(named), 3)
        self.assertEqual(len({story["did"] for story in stories}), len(stories),
                         "everybody tells a story of their own")
        for story in stories:
            self.assertEqual(bool(story["organisation"]), story in named)
            self.assertTrue(story in named or story["teller"].startswith("a "), story)

    def check_training(self, server, report):
        """Two years are planned from who was trained, a trainer falls ill, and it all adds up."""
        plan, ill = report["trainingPlan"], report["trainerIll"]
        for key in ("sessions", "places", "people"):
            self.assertEqual(sum(half[key] for half in plan["halfYears"]), plan[key], key)
        self.assertGreaterEqual(len({half["firstDay"] for half in plan["halfYears"]}), 2)
        self.assertEqual({half["course"] for half in plan["halfYears"]},
                         {"Core training day", "Follow-up half day", "Refresher"})
        self.assertLessEqual(plan["people"], plan["places"])
        self.assertEqual(sum(one["people"] for one in plan["untrained"]), plan["untrainedPeople"])
        self.assertLess(plan["untrainedPeople"], plan["people"] / 20, "nearly everybody")
        for one in (plan, ill):
            cost = one["cost"]
            self.assertAlmostEqual(cost["total"], cost["sessions"] + cost["travel"]
                                   + cost["lateness"] + cost["unmet"], delta=.05)
            self.assertLessEqual(cost["bound"], cost["objective"])
            self.assertAlmostEqual(cost["gap"], cost["objective"] / cost["bound"] - 1, delta=1e-3)
            self.assertLess(cost["gap"], .3)
            self.assertEqual(bool(one["untrainedPeople"]), bool(cost["unmet"]))
        self.check_diary(server, plan)
        self.check_moves(plan, ill)
        self.check_cover(server, plan)
        self.check_answers(report["ahead"])

    def check_diary(self, server, plan):
        """What the report says of the plan is what lies in the diary."""
        kept = sessions = 0
        for course in ("core-day", "follow-up", "refresher"):
            listed = server.get(f"/v1/programmes/sample/sessions?pageSize=1000&state=SESSION_STATE_PLANNED"
                                f"&course=programmes/sample/courses/{course}&fromDate={plan['firstDay']}")
            for session in listed["sessions"]:
                sessions += 1
                kept += sum(place["people"] for place in session["reservations"])
        self.assertEqual((sessions, kept), (plan["sessions"], plan["people"]))

    def check_moves(self, plan, ill):
        moved = [move for move in ill["moves"] if move["from"]]
        self.assertEqual(sum(move["people"] for move in moved), ill["movedPeople"])
        self.assertEqual(ill["keptPeople"] + ill["movedPeople"], plan["people"])
        self.assertGreater(ill["movedPeople"], 0, "who was to be taught by a trainer who is ill")
        self.assertGreater(ill["keptPeople"], 4 * ill["movedPeople"], "most stay where they are")
        self.assertGreater(ill["trainerSessions"], 0)
        for move in moved:
            self.assertTrue(move["words"])
            self.assertRegex(move["fromInWords"], r" hall \(sample\), \w{3} \d+ \w{3} 20\d\d \d\d:\d\d$")
            self.assertNotEqual(move["from"], move["to"])

    def check_cover(self, server, plan):
        """Teams were trained and whoever was not is in the plan: nobody is left out or counted twice."""
        cover = server.get("/v1/programmes/sample/competences:cover?competence=conversation"
                           f"&asOfDate={plan['firstDay']}")
        whole = [cell for cell in cover["practices"] if cell["staffGroup"] == "STAFF_GROUP_UNSPECIFIED"]
        self.assertEqual(len(whole), 60)
        trained = sum(cell["currentCount"] for cell in whole)
        self.assertGreater(trained, 500)
        self.assertTrue(any(cell.get("share", 0) > .9 for cell in whole))
        self.assertTrue(any(cell["currentCount"] == 0 for cell in whole), "some never began")
        staff = sum(cell["headcount"] for cell in whole)
        planned = {course: sum(half["people"] for half in plan["halfYears"] if half["course"] == course)
                   for course in ("Core training day", "Follow-up half day", "Refresher")}
        self.assertLessEqual(planned["Core training day"], staff - trained)
        # Whoever has done the core day alone is still to come to the follow-up.
        self.assertLessEqual(planned["Follow-up half day"], staff)
        self.assertGreater(planned["Follow-up half day"], planned["Core training day"])
        self.assertLessEqual(planned["Refresher"], trained, "nobody renews what they do not have")
        self.assertGreater(planned["Refresher"], trained / 2, "most lapses lie within the two years")
        self.assertLessEqual(plan["people"] + plan["untrainedPeople"],
                             2 * (staff - trained) + 2 * trained)

    def check_answers(self, ahead):
        """Both questions are answered, from people who have been trained."""
        answers = " ".join(ahead["answers"])
        self.assertRegex(answers, r"30 (more )?practices")
        self.assertIn("recruit", answers.lower())
        self.assertFalse([missing for missing in ahead["missing"] if "attendance" in missing])

    def check_conflicts(self, server):
        """Two lists of people write two names in two ways: one is decided, one still waits."""
        done = pcspctl(server, "-p", "sample", "conflict", "list", "--state", "all", "-o", "json")
        self.assertEqual(done.returncode, 0, done.stderr)
        conflicts = json.loads(done.stdout)["importConflicts"]
        self.assertEqual(sorted((c["kind"], c["field"], c["state"]) for c in conflicts),
                         [("IMPORT_CONFLICT_KIND_PERSON", "display_name", "IMPORT_CONFLICT_STATE_OPEN"),
                          ("IMPORT_CONFLICT_KIND_PERSON", "display_name", "IMPORT_CONFLICT_STATE_RESOLVED")])

    def check_seen(self, server, seen):
        """Counts with a change in some and none in others, visits, and a wave by invitation."""
        self.assertEqual(len(seen["charts"]), 24, "two measures at three practices of four groups")
        held = {c["site"]: c for c in seen["charts"] if c["measure"] == "conversations-held"}
        self.assertTrue(all(c["months"] == 24 for c in held.values()))
        self.assertGreater(held["z90001"]["signals"], 0)
        self.assertTrue(any(c["signals"] == 0 for c in held.values()), "a chart can also be quiet")
        self.assertTrue(1 <= len(seen["visits"]) <= 4)
        self.assertEqual(seen["invitations"]["sites"], 66)
        wave = server.get("/v1/programmes/sample/waves/second")
        self.assertEqual(wave["access"], "WAVE_ACCESS_INVITATION_ONLY")
        # A sheet has a slip for everybody; those that were answered with are worth nothing now.
        sheet = (self.sheets / "second-z90001.html").read_text()
        rows = (self.sheets / "second-z90001.csv").read_text().splitlines()[1:]
        self.assertEqual(sheet.count("<li>"), len(rows))
        token = rows[0].split("token=")[1]
        used = server.rest("POST", "/v1/programmes/sample/waves/second/responses:start",
                           {"token": token})
        self.assertEqual(used.code, 403)

    def check(self, report):
        self.assertIs(report["synthetic"], True)
        evaluation, board = report["evaluation"], report["board"]
        self.assertEqual(evaluation["sites"], 66)
        self.assertEqual(len(board["sites"]), 66)
        self.assertEqual([level["sites"] for level in board["levels"]], [2, 4, 60])
        self.assertEqual(board.get("unreachable", []), [])
        levels = report["change"]["comparison"]["levels"]
        self.assertEqual([len(level["constructs"]) for level in levels], [4, 4, 4])
        self.assertLess(report["change"]["plantedAfter"], report["change"]["plantedBefore"])
        likely = evaluation["likely"]
        self.assertEqual(likely["planted"] + likely["false"], likely["findings"])
        # Not a target, only that the machinery is connected: it must beat drawing lots.
        self.assertGreater(likely["planted"], likely["plantedAtRandom"])
        self.check_worked(report["worked"])
        self.check_causes(report["causes"])
        shown = [site for site in board["sites"] if not site["suppressedReason"]]
        self.assertGreater(len(shown), 60)
        # Who answered too seldom to be shown is diagnosed from what else is known there.
        self.assertEqual(evaluation["diagnosedSites"], 66)
        for site in shown:
            self.assertTrue(site["scores"], site)
            self.assertIs(site["insufficientData"], False, site)
        self.assertGreater(sum(bool(site["findings"]) for site in shown), 40)
        planned = [site for site in shown if site["plan"]]
        self.assertGreater(len(planned), 30)
        for site in planned:
            # Where nobody says that it is bad, a finding is nothing to spend hours on.
            if any(finding["severity"] > 0 for finding in site["findings"]):
                self.assertGreater(site["actions"], 0, site)

    def check_causes(self, causes):
        """What lies behind practices' issues at the levels above, and what would go with it."""
        self.assertTrue(causes["hotSpots"])
        for spot in causes["hotSpots"]:
            self.assertTrue(spot["sentence"])
        self.assertTrue(causes["findings"])
        for finding in causes["findings"]:
            self.assertIn(finding["cause"]["level"], ("LEVEL_STEERING_GROUP", "LEVEL_WHOLE_SYSTEM"))
            self.assertGreater(finding["cause"]["wouldGoIfFixed"], 0)

    def check_worked(self, worked):
        """What helps, what does nothing and what harms is ranked so, and told to who did nothing."""
        ideas = ["story-at-the-huddle", "poster-in-the-corridor", "form-to-sign"]
        points = {effect["treatment"]["solution"].rsplit("/", 1)[1]: effect["points"]["expected"]
                  for effect in worked["effects"]["effects"]}
        self.assertEqual(sorted(points, key=points.get, reverse=True), ideas)
        self.assertIn("before the conversation", worked["refusedAdaptation"])
        recommended = worked["advice"]["recommended"]["recommendations"]
        names = [one["solution"]["name"].rsplit("/", 1)[1] for one in recommended]
        self.assertEqual([name for name in names if name in ideas][0], ideas[0])
        against = {one["solution"].rsplit("/", 1)[1]: one["verdict"]
                   for one in worked["advice"]["unhelpful"]}
        self.assertEqual(against[ideas[2]], "EFFECT_VERDICT_HARM")
        self.assertNotEqual(against.get(ideas[1]), "EFFECT_VERDICT_HARM", "it does nothing")
        self.assertFalse(set(against) & set(names), "what did not help is not recommended")
        self.assertGreater(worked["besideWithoutTheIssue"], 0, "or the report warns of nothing")
        self.assertGreater(worked["triedWithoutTheIssue"], 0, "practices went by their answers")
        stories = [story for one in recommended for story in one["stories"]]
        self.assertTrue(stories)
        for story in stories:
            named = bool(story["organisation"])
            self.assertEqual(named, not story["teller"].startswith("a "), story)

    def test_prints_a_report_for_people(self):
        server = self.start(data="other")
        self.sheets = self.folder / "other_sheets"
        self.load(server)
        done = pcspctl(server, "sample", "report")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("How much of what was planted was found", done.stdout)
        self.assertIn("synthetic", done.stdout)
        self.assertIn("What was counted each month", done.stdout)
        self.assertRegex(done.stdout, r"What facilitators follow, of 4 agreed plans\nFACILITATOR ")
        self.assertIn("What practices wrote about it", done.stdout)
        self.assertIn("The wave was answered by invitation", done.stdout)
        self.check_training_in_words(done.stdout)
        rows = list(csv.reader(pcspctl(server, "sample", "report", "-o", "csv").stdout.splitlines()))
        headings = [row[0] for i, row in enumerate(rows) if row and (i == 0 or not rows[i - 1])]
        self.assertEqual(headings, ["SITE", "FROM", "PRACTICE", "FORECAST"])
        self.check_site(server)
        other = pcspctl(server, "sample", "load", "--seed", "7")
        self.assertEqual(other.returncode, 1)
        self.assertIn("another version of the sample programme", other.stderr)
        self.assertIn("remove its data folder", other.stderr)

    def check_training_in_words(self, report):
        """A reader meets names and days, and no session's id."""
        plan = report.split("\nTraining plan for two years\n")[1].split("\nThe workforce for")[0]
        self.assertIn("\nA trainer falls ill\n", plan)
        self.assertRegex(plan, r"Core training day +\d+ +\d+ +\d+\n")
        self.assertNotRegex(plan, r"[0-9a-f]{8}-[0-9a-f]{4}-|@venue|fortnight \d")
        self.assertRegex(plan, r"(Nothing is short: everybody|Short: \d+ places)")

    def check_site(self, server):
        """A site on one page: over REST as data and to print, and by pcspctl."""
        name = "/v1/programmes/sample/organisations/z90001"
        overview = server.get(f"{name}:overview")
        self.assertEqual(overview["wave"]["displayName"], "Second wave")
        self.assertEqual(overview["earlierWave"]["displayName"], "First wave")
        self.assertEqual(overview["results"]["organisation"], "programmes/sample/organisations/z90001")
        self.assertEqual(len(overview["results"]["constructs"]), 4)
        self.assertEqual(overview["diagnosis"]["wave"], "programmes/sample/waves/second")
        self.assertEqual(overview["plan"]["diagnosis"], overview["diagnosis"]["name"])
        self.assertEqual([node["kind"].removeprefix("ORGANISATION_KIND_") for node in overview["ancestors"]],
                         ["PCN", "STEERING_GROUP", "WHOLE_SYSTEM"])
        page = server.rest("GET", f"{name}:print?wave=programmes/sample/waves/first")
        self.assertEqual((page.code, page.headers["Content-Type"]), (200, "text/html; charset=utf-8"))
        self.assertIn(overview["organisation"]["displayName"], page.text)
        self.assertIn("First wave", page.text)
        shown = pcspctl(server, "-p", "sample", "site", "show", "z90001")
        self.assertEqual(shown.returncode, 0, shown.stderr)
        self.assertIn("What is planned", shown.stdout)
        printed = pcspctl(server, "-p", "sample", "site", "print", "z90001", "--wave", "first")
        self.assertEqual(printed.stdout, page.text)
        missing = server.rest("GET", "/v1/programmes/sample/organisations/nobody:overview")
        self.assertEqual(missing.code, 404)


if __name__ == "__main__":
    harness.main()
