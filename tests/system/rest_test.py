"""The loop by hand, as `curl` would: from nothing to plans, over REST alone."""
import re

import harness
import world
from harness import SystemTest


class TheLoopOverRest(SystemTest):
    def test_from_a_programme_to_its_plans(self):
        server = self.start()
        here = world.World(server, "by-hand").make()
        wave = f"/v1/{here.name}/waves/first"

        report = here.practices("A81001", "A81002", "A81003")
        self.assertEqual((report["outcome"], report["counts"]["created"]),
                         ("IMPORT_OUTCOME_APPLIED", 3))
        listed = server.get(f"/v1/{here.name}/organisations?kind=ORGANISATION_KIND_PRACTICE"
                            f"&within={here.organisation('north-group')}")
        self.assertEqual([o["code"] for o in listed["organisations"]],
                         ["A81001", "A81002", "A81003"])

        self.assertEqual(here.wave(exact=True)["state"], "WAVE_STATE_DRAFT")
        opened = here.open(asOfDate="2024-05-01")
        self.assertEqual((opened["state"], opened["siteCount"]), ("WAVE_STATE_OPEN", 5))
        self.answer(here)

        progress = server.get(f"{wave}:progress")
        bands = {site["organisation"].rsplit("/", 1)[1]: site["responses"]
                 for site in progress["sites"]}
        self.assertEqual(bands["a81001"], {"low": 5, "high": 9})
        self.assertEqual(bands["north"], {"low": 0, "high": 4})
        self.assertEqual(progress["sitesAtMinimum"], 3)
        self.assertRefused(server.rest("GET", f"{wave}/siteResults"), 400, "FAILED_PRECONDITION",
                           "WAVE_NOT_CLOSED")

        operation = here.close()
        self.assertEqual((operation["sitesTotal"], operation["sitesDone"]), (5, 5))
        self.assertEqual(server.post(f"{wave}:close", {})["name"], operation["name"])
        self.assertEqual(server.get(wave)["state"], "WAVE_STATE_CLOSED")
        self.check_results(server, wave)
        self.check_diagnoses(server, here)
        self.check_plans(server, here)
        self.check_board(server, wave)

    def answer(self, here):
        """Practice 1 does not know who does what, 2 is well, 3 sends its answers as a file."""
        unsure = {**world.answers(4), "pr_own_part": "1", "pr_others_part": "1"}
        for person in range(6):
            own_part = "2" if person == 1 else "1" if person % 3 else "nr_role"
            here.submit("a81001", {**unsure, "pr_own_part": own_part}).ok()
            here.submit("a81002", world.answers(4 + person % 2)).ok()
        rows = [["site", "staff_group", *world.PRACTICE_ITEMS]]
        rows += [["A81003", group, *world.answers(3).values()]
                 for group in ("gp", "nurse", "admin", "admin", "direct_patient_care", "gp", "gp")]
        report = here.server.rest("POST", f"/v1/{here.name}/waves/first/responses:bulkSubmit",
                                  world.csv(rows), content_type="text/csv").ok()
        self.assertEqual((report["rows"], report["accepted"]), (7, 7), report)

    def check_results(self, server, wave):
        site = server.get(f"{wave}/siteResults/a81001")
        self.assertEqual((site["respondents"], site["headcount"]), (6, 20))
        own_part = next(item for item in site["items"] if item["item"] == "pr_own_part")
        counts = {answer["answer"]: answer["count"] for answer in own_part["answers"]}
        self.assertEqual({code: n for code, n in counts.items() if n}, {"1": 3, "2": 1, "nr_role": 2})
        scores = {c["construct"]: c["howThisSiteWorks"]["score"] for c in site["constructs"]}
        self.assertEqual(min(scores, key=scores.get), "CONSTRUCT_COGNITIVE_PARTICIPATION")
        listed = server.get(f"{wave}/siteResults?level=LEVEL_PRACTICE")["siteResults"]
        self.assertEqual([s["respondents"] for s in listed], [6, 6, 7])

    def check_diagnoses(self, server, here):
        latest = server.get(f"/v1/{here.name}/organisations/-/diagnoses?view=DIAGNOSIS_VIEW_FULL"
                            f"&wave={here.name}/waves/first&latestOnly=true")["diagnoses"]
        self.assertEqual(len(latest), 5)
        by_site = {d["organisation"].rsplit("/", 1)[1]: d for d in latest}
        unsure = by_site["a81001"]
        self.assertEqual(unsure["outcome"], "OUTCOME_DIAGNOSED")
        self.assertEqual(unsure["findings"][0]["issue"], "cp-roles")
        self.assertTrue(unsure["findings"][0]["reasons"])
        self.assertLess(max(f["probability"] for f in by_site["a81002"]["findings"]), 0.5)
        self.assertEqual(by_site["north"]["outcome"], "OUTCOME_INSUFFICIENT_DATA")
        again = server.post(f"/v1/{here.organisation('a81001')}:diagnose",
                            {"wave": f"{here.name}/waves/first"})
        self.assertEqual(again["name"], unsure["name"], "the same evidence, another diagnosis")
        self.assertEqual(server.get(f"/v1/{unsure['name']}")["findings"], unsure["findings"])

    def check_plans(self, server, here):
        plans = server.get(f"/v1/{here.name}/organisations/-/plans")["plans"]
        plan = next(p for p in plans if here.organisation("a81001") + "/" in p["name"])
        self.assertIn("cp-roles", [issue for a in plan["actions"] for issue in a["issues"]])
        for action in plan["actions"]:
            self.assertTrue(action["ownerRole"], action)
            self.assertLess(action["startDate"], action["dueDate"])
            self.assertLess(action["dueDate"], action["reviewDate"])
        first = plan["actions"][0]
        solution = server.get(f"/v1/{first['solution']}")
        self.assertEqual(solution["title"], first["title"])
        advice = server.post(f"/v1/{here.organisation('a81001')}:recommendSolutions", {
            "findings": [{"issue": "cp-roles", "level": "LEVEL_PRACTICE", "probability": 0.9,
                          "severity": 80, "importance": 0.9}]})
        self.assertGreaterEqual(len(advice["byIssue"][0]["recommendations"]), 2)

    def check_board(self, server, wave):
        board = server.get(f"{wave}/board")
        self.assertEqual((board["waveTitle"], board["unreachable"]), ("Wave first", []))
        self.assertEqual([level["sites"] for level in board["levels"]], [1, 1, 3])
        lines = {line["organisation"].rsplit("/", 1)[1]: line for line in board["sites"]}
        self.assertEqual(lines["a81001"]["findings"][0]["issue"], "cp-roles")
        self.assertEqual(len(lines["a81001"]["scores"]), 4)
        self.assertEqual((lines["north"]["scores"], lines["north"]["insufficientData"]), ([], True))


class TheContract(SystemTest):
    def test_leads_to_what_is_served(self):
        """Every operation of /openapi.json reaches its method, with nothing there to find."""
        server = self.start()
        contract = server.get("/openapi.json")
        self.assertEqual(contract["openapi"], "3.0.3")
        operations = [(verb.upper(), path, operation)
                      for path, verbs in contract["paths"].items()
                      for verb, operation in verbs.items()]
        routes = server.get("/")["routes"]
        self.assertEqual(sorted((route["method"], route["rpc"]) for route in routes),
                         sorted((verb, tag + "." + operation["operationId"].split("_")[1])
                                for verb, _, operation in operations for tag in operation["tags"]))
        for verb, path, operation in operations:
            body = operation.get("requestBody", {}).get("content", {})
            kind = next(iter(body), None)
            reply = server.rest(verb, re.sub(r"{\w+}", "nothing-here", path),
                                "{}" if body else None, kind)
            self.assertNotIn(reply.code, (405, 415), (verb, path, reply.text))
            if reply.code != 200:
                self.assertNotIn(reply.error().reason, ("ROUTE_NOT_FOUND", "UNEXPECTED_BODY"),
                                 (verb, path))


if __name__ == "__main__":
    harness.main()
