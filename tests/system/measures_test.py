"""What sites count each month and what facilitators see there: over REST, gRPC and by pcspctl, shown
to whom it may be, and heeded by the next diagnosis."""
import datetime
import json

import harness
import world
from harness import SystemTest, pcspctl, until

ASSESSMENTS = "pcsp.assessments.v1.AssessmentService"
QUIET = [52, 54, 51, 55, 53, 52, 56, 54, 53, 55, 52, 54]
CANARY = "canary: they keep the list in the kitchen"


def month(i):
    """The i-th month from January 2024."""
    return f"{2024 + i // 12}-{i % 12 + 1:02}"


class Measures(SystemTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.start("--log-level=debug")
        cls.here = world.World(cls.server, "counts").make()
        cls.here.practices("A81001", "A81002", "A81003", "A81004")
        cls.here.wave()
        cls.here.open()
        for site in ("a81003", "a81004"):  # where nothing is counted by the other tests
            for _ in range(6):
                cls.here.submit(site, world.answers(3)).ok()
        cls.here.close()

    def ctl(self, *arguments, code=0):
        done = pcspctl(self.server, "-p", "counts", *arguments)
        self.assertEqual(done.returncode, code, done.stderr)
        return done

    def row(self, site, measure, when, count, denominator=None):
        row = {"organisation": self.here.organisation(site), "month": when, "count": count,
               "measure": f"{self.here.name}/measures/{measure}"}
        return row if denominator is None else {**row, "denominator": denominator}

    def record(self, *rows, **more):
        return self.server.rest("POST", f"/v1/{self.here.name}/measureValues:record",
                                {"rows": rows, **more})

    def chart(self, measure, *sites, **query):
        asked = [f"organisations={self.here.organisation(site)}" for site in sites]
        asked += [f"{key}={value}" for key, value in query.items()]
        return self.server.get(f"/v1/{self.here.name}/measures/{measure}:chart?" + "&".join(asked))

    def test_counts_are_recorded_corrected_and_judged(self):
        rows = [self.row("a81001", "conversations-held", month(i), n)
                for i, n in enumerate(QUIET + [70] * 4)]
        request = {"requestId": world.request_id(self.random)}
        first = self.record(*rows, **request).ok()
        self.assertEqual((first["recorded"], first.get("rejected", 0)), (16, 0))
        self.assertEqual(self.record(*rows, **request).ok(), first)
        self.assertEqual(self.record(*rows).ok()["unchanged"], 16)
        chart = self.chart("conversations-held", "a81001")
        self.assertEqual((chart["kind"], chart["ruleSet"]), ("MEASURE_CHART_KIND_XMR", "mdc-2019"))
        self.assertIn("a change for the better", chart["sentence"])
        self.ctl("measure", "rebase", "conversations-held", month(12), "--reason", "a second nurse",
                 "--site", "a81001")
        people = self.ctl("measure", "chart", "conversations-held", "a81001").stdout
        self.assertIn("Since the change in 2025-01 there are 4 months", people)
        self.assertIn("2025-01: begins anew, a second nurse", people)
        self.ctl("measure", "record", "a81001", "conversations-held", month(15), "68")
        history = json.loads(self.ctl("-o", "json", "measure", "values", "a81001", "--history",
                                      "--own-site", "--measure", "conversations-held", "--from",
                                      month(15)).stdout)["values"]
        self.assertEqual((history[0]["count"], history[0]["history"][0]["count"]), ("68", "70"))
        shown = self.ctl("site", "show", "a81001").stdout
        self.assertIn("What is counted each month", shown)
        self.assertIn("Conversations held", shown)
        page = self.ctl("site", "print", "a81001").stdout
        self.assertIn("<svg class='chart'", page)
        self.assertIn("a second nurse", page)
        lines = self.server.get(f"/v1/{self.here.name}/auditChains/assessments/entries"
                                "?pageSize=1000")["entries"]
        self.assertIn(f"{self.here.name}/measures/conversations-held",
                      [line["resource"] for line in lines])

    def test_a_file_is_taken_once_and_its_faults_are_listed(self):
        file = self.folder / "letters.csv"
        file.write_text("site;measure;month;count;denominator\r\n"
                        "A81002;preparation-letters;2025-01;18;20\r\n"
                        "A81002;preparation-letters;2025-02;21;20\r\n"
                        "A81002;preparation-letters;2099-01;1;20\r\n"
                        "A81002;colours;2025-01;1;\r\n")
        arguments = ("measure", "import", str(file), "--request-id",
                     world.request_id(self.random))
        done = self.ctl(*arguments, code=4)
        self.assertIn("1 recorded, 0 corrected, 0 unchanged, 0 withdrawn, 3 rejected", done.stderr)
        for column in ("count", "month", "measure"):
            self.assertRegex(done.stdout, rf"rejected +{column}")
        self.assertEqual(self.ctl(*arguments, code=4).stderr, done.stderr)
        again = self.server.rest("POST", f"/v1/{self.here.name}/measureValues:import",
                                 file.read_bytes(), content_type="text/csv").ok()
        self.assertEqual((again["unchanged"], again["rejected"]), (1, 3))

    def test_small_counts_are_for_the_site_alone(self):
        self.record(self.row("a81001", "plans-agreed", "2025-01", 12, 40),
                    self.row("a81002", "plans-agreed", "2025-01", 3, 40)).ok()
        listed = self.server.get(f"/v1/{self.here.organisation('-')}/measureValues"
                                 f"?measure={self.here.name}/measures/plans-agreed")["values"]
        self.assertEqual([v.get("count") for v in listed], ["12", None])
        point = self.chart("plans-agreed")["points"][0]
        self.assertEqual((point["count"], point["denominator"], point["sitesLeftOut"]),
                         ("12", "40", 1))
        point = self.chart("plans-agreed", "a81002")["points"][0]
        self.assertEqual((point.get("value"), point["suppression"]),
                         (None, "MEASURE_SUPPRESSION_SMALL_COUNT"))
        own = self.chart("plans-agreed", "a81002", view="MEASURE_VIEW_OWN_SITE")["points"][0]
        self.assertEqual(own["count"], "3")
        self.assertIn("withheld", self.ctl("measure", "chart", "plans-agreed", "a81002").stdout)
        refused = self.server.rest("GET", f"/v1/{self.here.name}/measures/plans-agreed:chart"
                                          "?view=MEASURE_VIEW_OWN_SITE")
        self.assertRefused(refused, 400, "INVALID_ARGUMENT", "INVALID_FIELDS", ["view"])

    def test_what_a_facilitator_saw_changes_the_diagnosis(self):
        def latest(site="a81003"):
            path = (f"/v1/{self.here.organisation(site)}/diagnoses?latestOnly=true"
                    f"&wave={self.here.name}/waves/first&view=DIAGNOSIS_VIEW_FULL")
            return self.server.get(path)["diagnoses"][0]

        def probability(diagnosis, issue):
            return next(f["probability"] for f in diagnosis["findings"] if f["issue"] == issue)

        before, other = latest(), latest("a81004")
        refused = self.ctl("observation", "add", "a81003", "visit", "--on", "2025-01-20", "--fact",
                           "fact_pr_owner=perhaps", "--fact", "fact_pr_colour=red", code=1)
        self.assertIn("one of no, yes", refused.stderr)
        self.assertIn("fact_pr_colour", refused.stderr)
        made = json.loads(self.ctl(
            "-o", "json", "observation", "add", "a81003", "visit", "--on", self.today(), "--fact",
            "fact_pr_roles_written=no", "--fact", "fact_pr_groups_active=one", "--note",
            CANARY).stdout)
        self.assertTrue(made["hasNote"])
        after = until(lambda: (d := latest())["name"] != before["name"] and d, "a new diagnosis")
        self.assertGreater(int(after["evidenceRevision"]), int(before["evidenceRevision"]))
        self.assertGreater(probability(after, "cp-roles"), probability(before, "cp-roles"))
        roles = next(f for f in after["findings"] if f["issue"] == "cp-roles")
        self.assertIn("fact_pr_roles_written", [r["indicator"] for r in roles["reasons"]])
        self.assertEqual(latest("a81004")["name"], other["name"])
        # Asked for by hand it is the same diagnosis, not another.
        asked = self.server.post(f"/v1/{self.here.organisation('a81003')}:diagnose",
                                 {"wave": f"{self.here.name}/waves/first"})
        self.assertEqual(asked["name"], after["name"])
        # Letters that were counted say what nobody has looked at.
        self.record(self.row("a81003", "preparation-letters", self.today()[:7], 9, 40)).ok()
        counted = until(lambda: (d := latest())["name"] != after["name"] and d, "another one")
        self.assertGreater(probability(counted, "x-fidelity"), probability(after, "x-fidelity"))
        self.check_notes(made)

    def check_notes(self, made):
        listed = self.server.get(f"/v1/{self.here.organisation('a81003')}/observations")
        self.assertEqual(listed["observations"][0].get("note", ""), "")
        full = self.server.grpc().call(f"{ASSESSMENTS}/ListObservations", {
            "parent": self.here.organisation("-"), "view": "OBSERVATION_VIEW_FULL"})
        self.assertEqual(full["observations"][0]["note"], CANARY)
        identifier = made["name"].rsplit("/", 1)[1]
        self.assertIn(CANARY, self.ctl("observation", "show", "a81003", identifier).stdout)
        page = self.ctl("site", "print", "a81003").stdout
        self.assertIn("Who does what is written down: no", page)
        refused = self.server.rest("POST", f"/v1/{self.here.organisation('a81003')}/observations", {
            "kind": "OBSERVATION_KIND_CALL", "observedDate": self.today(),
            "note": "see 943 476 5919"})
        error = self.assertRefused(refused, 400, "INVALID_ARGUMENT", "INVALID_FIELDS",
                                   ["observation.note"])
        self.assertNotIn("943", error.message + str(error.violations))
        self.ctl("observation", "delete", "a81003", identifier, "--etag", made["etag"])
        gone = self.server.rest("GET", f"/v1/{made['name']}")
        self.assertRefused(gone, 404, "NOT_FOUND", "OBSERVATION_NOT_FOUND")
        self.assertNotIn("canary", self.server.log())

    @staticmethod
    def today():
        return datetime.datetime.now(datetime.timezone.utc).date().isoformat()


if __name__ == "__main__":
    harness.main()
