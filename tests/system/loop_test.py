"""The main job on the sample programme, by pcspctl, and that nothing of it is lost."""
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
        self.check_conflicts(server)

        self.load(server)
        self.assertEqual(self.report(server), first, "loading again changed something")
        self.check_conflicts(server)

        self.assertEqual(server.stop(), 0)
        server = self.start(name="restarted")
        self.assertEqual(self.report(server), first, "a restart lost something")
        self.load(server)
        self.assertEqual(self.report(server), first, "loading after a restart changed something")

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
        shown = [site for site in board["sites"] if not site["suppressedReason"]]
        self.assertEqual(len(shown), evaluation["diagnosedSites"])
        for site in shown:
            self.assertTrue(site["scores"], site)
            self.assertIs(site["insufficientData"], False, site)
        self.assertGreater(sum(bool(site["findings"]) for site in shown), 40)
        planned = [site for site in shown if site["plan"]]
        self.assertGreater(len(planned), 30)
        for site in planned:
            self.assertGreater(site["actions"], 0, site)

    def test_prints_a_report_for_people(self):
        server = self.start(data="other")
        self.sheets = self.folder / "other_sheets"
        self.load(server)
        done = pcspctl(server, "sample", "report")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("How much of what was planted was found", done.stdout)
        self.assertIn("synthetic", done.stdout)
        self.assertIn("What was counted each month", done.stdout)
        self.assertIn("The wave was answered by invitation", done.stdout)
        self.check_site(server)

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
