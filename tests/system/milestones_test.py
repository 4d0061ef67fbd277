"""How far practices have come: recorded over REST, refused, mended, counted, missed; by pcspctl too."""
import json

import harness
import world
from harness import SystemTest, pcspctl


class Milestones(SystemTest):
    def record(self, site, state, date, **more):
        """The reply whatever it is."""
        body = {"state": f"MILESTONE_STATE_{state}", "date": date,
                "evidence": "MILESTONE_EVIDENCE_VISIT", **more.pop("body", {})}
        query = "&".join(f"{key}={value}" for key, value in more.items())
        return self.server.rest("POST", f"/v1/{self.here.organisation(site)}/milestones?{query}",
                                body)

    def test_from_interest_to_silence(self):
        self.server = self.start()
        self.here = world.World(self.server, "north").make()
        self.here.practices("A81001", "A81002", "A81003")
        trained = self.record("a81001", "TRAINED", "2024-06-01").ok()
        live = self.record("a81001", "LIVE", "2025-01-15").ok()
        self.record("a81001", "TASTER", "2024-05-01").ok()
        self.record("a81002", "TRAINED", "2024-06-01").ok()

        self.check_refusals(trained, live)
        self.check_funnel()
        self.check_silence()
        self.check_sites()
        self.check_pcspctl()

    def check_refusals(self, trained, live):
        error = self.assertRefused(self.record("a81003", "LIVE", "2025-01-01"), 400,
                                   "FAILED_PRECONDITION", "ILLEGAL_MILESTONE")
        metadata = error.details["ErrorInfo"]["metadata"]
        self.assertEqual(metadata["legal"], "interested,taster,committed,trained")
        self.assertRefused(self.record("a81003", "LIVE", "some day", body={"evidence": 0}), 400,
                           "INVALID_ARGUMENT", "INVALID_FIELDS",
                           ["milestone.date", "milestone.evidence"])
        error = self.assertRefused(
            self.server.rest("POST", f"/v1/{trained['name']}:retract", {"reason": "wrong day"}),
            400, "FAILED_PRECONDITION", "MILESTONE_NEEDED")
        self.assertEqual(error.details["ErrorInfo"]["metadata"]["conflicts"], live["name"])
        mended = self.record("a81001", "TRAINED", "2024-06-02", replaces=trained["name"]).ok()
        kept = self.server.get(f"/v1/{trained['name']}")
        self.assertEqual(kept["retraction"]["replacedBy"], mended["name"])
        listed = self.server.get(f"/v1/{self.here.name}/organisations/-/milestones"
                                 "?states=MILESTONE_STATE_TRAINED&states=MILESTONE_STATE_LIVE")
        self.assertEqual([(m["state"], m["date"]) for m in listed["milestones"]],
                         [("MILESTONE_STATE_TRAINED", "2024-06-02"),
                          ("MILESTONE_STATE_LIVE", "2025-01-15"),
                          ("MILESTONE_STATE_TRAINED", "2024-06-01")])

    def check_funnel(self):
        funnel = self.server.get(f"/v1/{self.here.name}/milestoneFunnel?asOfDate=2025-06-01"
                                 f"&within={self.here.organisation('north')}")
        total = funnel["total"]
        self.assertEqual((total["sites"], total["notStarted"], total["trainedNotLive"]), (3, 1, 1))
        stages = {s["state"].removeprefix("MILESTONE_STATE_"): s for s in total["stages"]}
        self.assertEqual((stages["TRAINED"]["reached"], stages["LIVE"]["reached"]), (2, 1))
        self.assertEqual(stages["TRAINED"]["left"]["median"], 227)
        self.assertEqual([g["steeringGroup"] for g in funnel["steeringGroups"]],
                         [self.here.organisation("north-group")])

    def check_silence(self):
        silent = self.server.get(f"/v1/{self.here.name}/silentSites?months=8&asOfDate=2025-06-01")
        self.assertEqual(
            [(s["organisation"].rsplit("/", 1)[1], s["lastEventDate"]) for s in
             silent["silentSites"]], [("a81003", world.SINCE), ("a81002", "2024-06-01")])
        self.assertEqual(silent["total"], 2)

    def check_sites(self):
        sites = self.server.get(f"/v1/{self.here.name}/sites?asOfDate=2024-12-01")["sites"]
        self.assertEqual((sites[0]["state"], sites[0]["stateSinceDate"]),
                         ("MILESTONE_STATE_TRAINED", "2024-06-02"))

    def ctl(self, *arguments, code=0):
        done = pcspctl(self.server, "-p", "north", "milestone", *arguments)
        self.assertEqual(done.returncode, code, done.stderr)
        return done

    def check_pcspctl(self):
        self.ctl("record", "a81002", "followed-up", "--on", "2024-07-01", "--evidence",
                 "training-record", "--note", "half a day")
        refused = self.ctl("record", "a81002", "interested", "--on", "2024-08-01", code=1)
        self.assertIn("one of: systems ready, live, paused, withdrawn, merged", refused.stderr)
        listed = json.loads(self.ctl("list", "a81002", "--state", "followed-up", "-o",
                                     "json").stdout)["milestones"]
        self.assertEqual([m["note"] for m in listed], ["half a day"])
        self.ctl("retract", "a81002", listed[0]["name"].rsplit("/", 1)[1], "--reason", "not they")
        self.assertIn("RETRACTED: not they", self.ctl("list", "a81002", "--all").stdout)
        people = self.ctl("funnel", "--as-of", "2025-06-01").stdout
        self.assertIn("3 sites on 2025-06-01", people)
        self.assertIn("north-group", people)
        rows = self.ctl("funnel", "-o", "csv").stdout.splitlines()
        self.assertEqual(len(rows), 1 + 12 * 2)
        silent = self.ctl("silent", "--months", "8", "--as-of", "2025-06-01", "--state", "trained")
        self.assertIn("a81002", silent.stdout)
        self.assertNotIn("a81003", silent.stdout)


if __name__ == "__main__":
    harness.main()
