"""Files of every kind are checked, taken, contradicted and decided, over REST, gRPC and by pcspctl."""
import base64
import json
import pathlib
import tempfile

import harness
import world
from harness import SystemTest, pcspctl
from world import csv, epraccur_row

PARTNERS = [["Partner\nOrganisation\nCode", "PCN Code", "PCN Name",
             "Practice to PCN\nRelationship\nStart Date", "Practice to PCN\nRelationship\nEnd Date"],
            ["A81001", "U10001", "Harbour PCN", "20190701", ""],
            ["A81002", "U10001", "Harbour PCN", "01/07/2019", "31/03/2023"]]
WORKFORCE = [["PRAC_CODE", "TOTAL_PATIENTS", "TOTAL_GP_HC", "TOTAL_NURSES_HC", "TOTAL_DPC_HC", "TOTAL_ADMIN_HC"],
             ["A81001", "9200", "7", "4", "3", "15"],
             ["A81002", "EST", "2", "NA", "0", "6"]]
CONTEXTS = [["code", "effective_date", "list_size", "imd_decile", "rurality", "clinical_system"],
            ["A81001", "2024-04-30", "6000", "2", "urban", "EMIS Web"]]


PEOPLE = [["key", "name", "email", "organisation", "role", "local_title", "start_date", "end_date", "hours"],
          ["S1", "Ann Example", "ann@example.nhs.uk", "A81001", "practice lead", "Nurse", "2024-01-01", "", ""],
          ["S2", "Bob Example", "", "north-group", "facilitator", "", "2024-01-01", "", "60"]]


class Imports(SystemTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.start()
        cls.files = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.files.cleanup)

    def programme(self):
        here = world.World(self.server, self.id().rsplit(".", 1)[1].replace("_", "-")).make()
        here.practices("A81001", "A81002")
        return here

    def ctl(self, here, *arguments, code=0, **options):
        done = pcspctl(self.server, "-p", here.id, *arguments, **options)
        self.assertEqual(done.returncode, code, done.stderr)
        return done

    def file(self, rows, name="file.csv"):
        path = pathlib.Path(self.files.name) / name
        path.write_text(csv(rows), encoding="utf-8", newline="")
        return str(path)

    def contexts(self, here, code):
        return self.server.get(f"/v1/{here.organisation(code)}/siteContexts")["siteContexts"]

    def test_by_pcspctl(self):
        here = self.programme()
        partners = self.file(PARTNERS)
        checked = self.ctl(here, "import", "pcn", partners, "--validate-only")
        self.assertIn("2 created", checked.stderr)
        self.assertEqual(self.server.get(f"/v1/{here.name}/organisations?kind=ORGANISATION_KIND_PCN")
                         ["organisations"], [])
        self.ctl(here, "import", "pcn", partners)
        self.assertIn("2 unchanged", self.ctl(here, "import", "pcn", partners).stderr)
        pcn = self.server.get(f"/v1/{here.organisation('u10001')}")
        self.assertEqual(pcn["displayName"], "Harbour PCN")

        self.ctl(here, "import", "workforce", self.file(WORKFORCE), "--date", "2024-04-30")
        latest = self.contexts(here, "a81002")[-1]
        self.assertEqual(latest["effectiveDate"], "2024-04-30")
        people = {count["staffGroup"]: count["people"] for count in latest["headcounts"]}
        self.assertEqual(people["STAFF_GROUP_DIRECT_PATIENT_CARE"], 0)
        self.assertNotIn("STAFF_GROUP_NURSE", people)
        self.assertEqual(latest["listSize"], 8000, "what the file does not say holds on")

        contexts = self.ctl(here, "import", "contexts", self.file(CONTEXTS))
        self.assertIn("1 claims contradict", contexts.stderr)
        listed = json.loads(self.ctl(here, "conflict", "list", "-o", "json").stdout)["importConflicts"]
        self.assertEqual([(c["field"], c["known"]["value"], c["claimed"]["value"]) for c in listed],
                         [("list_size", "9200", "6000")])
        name = listed[0]["name"].rsplit("/", 1)[1]
        self.ctl(here, "conflict", "resolve", name, "claimed", "--note", "counted by hand")
        self.assertEqual(self.contexts(here, "a81001")[-1]["listSize"], 6000)
        self.assertIn("(none)", self.ctl(here, "conflict", "list").stdout)
        self.ctl(here, "conflict", "resolve", name, "known", code=1)

    def test_partly_and_not_at_all(self):
        here = self.programme()
        faulty = self.file(WORKFORCE + [["B99999", "1", "1", "1", "1", "1"]], "faulty.csv")
        refused = self.ctl(here, "import", "workforce", faulty, "--date", "2024-04-30", code=1)
        self.assertIn("B99999", refused.stdout)
        self.assertEqual(len(self.contexts(here, "a81001")), 1)
        self.ctl(here, "import", "workforce", faulty, "--date", "2024-04-30", "--mode", "partial", code=4)
        self.assertEqual(len(self.contexts(here, "a81001")), 2)

    def test_closing_too_many_sites(self):
        here = self.programme()
        closed = [epraccur_row("A81001", c12="20250331", c13="C", c15="Z9A1Z")]
        reply = here.upload(csv(closed))
        self.assertRefused(reply, 400, "FAILED_PRECONDITION", "IMPORT_CLOSES_TOO_MANY")
        path = self.file(closed, "closed.csv")
        checked = self.ctl(here, "import", "organisations", path, "--validate-only", "-o", "json")
        report = json.loads(checked.stdout)
        self.assertEqual((report["counts"]["lostSites"], report["openSites"], report["needsForce"]), (1, 4, True))
        self.assertIn("--force", checked.stderr)
        self.ctl(here, "import", "organisations", path, code=1)
        self.ctl(here, "import", "organisations", path, "--force")
        self.assertEqual(self.server.get(f"/v1/{here.organisation('a81001')}")["status"],
                         "ORGANISATION_STATUS_CLOSED")

    def test_over_rest_in_two_pieces_of_what_was_said(self):
        here = self.programme()
        path = f"/v1/{here.name}/workforce:import?effectiveDate=2024-04-30"
        cut = csv(WORKFORCE)[:-10]
        reply = self.server.rest("POST", f"{path}&sizeBytes={len(csv(WORKFORCE))}", cut, content_type="text/csv")
        self.assertRefused(reply, 400, "INVALID_ARGUMENT", "IMPORT_CUT_OFF")
        report = self.server.rest("POST", path, csv(WORKFORCE), content_type="text/csv").ok()
        self.assertEqual(report["counts"]["created"], 2)
        undated = self.server.rest("POST", path.split("?")[0], csv(WORKFORCE), content_type="text/csv")
        self.assertRefused(undated, 400, "INVALID_ARGUMENT", "INVALID_FIELDS", ["config.effective_date"])

    def people(self, here, **query):
        found = self.server.get(f"/v1/{here.name}/people?" + "&".join(f"{k}={v}" for k, v in query.items()))
        return found["people"]

    def test_people(self):
        """The same file by every door; then contradictions, decided; then nobody comes back."""
        here, server = self.programme(), self.server
        path, file = f"/v1/{here.name}/people:import", self.file(PEOPLE, "people.csv")
        checked = self.ctl(here, "import", "people", file, "--validate-only")
        self.assertIn("2 created", checked.stderr)
        self.assertEqual(self.people(here), [])
        first = server.rest("POST", path, csv(PEOPLE), content_type="text/csv").ok()
        self.assertEqual(first["counts"]["created"], 2)
        self.assertIn("2 unchanged", self.ctl(here, "import", "people", file).stderr)
        self.assertEqual(self.over_grpc(here, PEOPLE)["counts"]["unchanged"], 2)
        ann = self.people(here, externalKey="S1")[0]
        self.assertEqual(ann["name"], first["rows"][0]["person"])
        appointment = server.get(f"/v1/{first['rows'][1]['appointment']}")
        self.assertEqual((appointment["role"], appointment["hoursPerMonth"]),
                         ("APPOINTMENT_ROLE_FACILITATOR", 60))

        faulty = [PEOPLE[0], ["", "Eve", "eve", "A9", "boss", "", "1.4.", "", "many"]]
        refused = server.rest("POST", path, csv(faulty), content_type="text/csv").ok()
        self.assertEqual(refused["outcome"], "IMPORT_OUTCOME_REFUSED")
        self.assertEqual(sorted(i["columnTitle"] for i in refused["rows"][0]["issues"]),
                         ["email", "hours_per_month", "organisation", "role", "start_date"])
        self.assertIn("eve", self.ctl(here, "import", "people", self.file(faulty), code=1).stdout)

        renamed = [PEOPLE[0], ["S1", "Anne Sample", *PEOPLE[1][2:]], ["S2", "Rob", *PEOPLE[2][2:]]]
        self.assertEqual(self.over_grpc(here, renamed)["counts"]["conflicts"], 2)
        listed = json.loads(self.ctl(here, "conflict", "list", "-o", "json").stdout)["importConflicts"]
        listed.sort(key=lambda c: c["known"]["value"])
        self.assertEqual([(c["field"], c["known"]["value"], c["claimed"]["value"]) for c in listed],
                         [("display_name", "Ann Example", "Anne Sample"), ("display_name", "Bob Example", "Rob")])
        self.assertRegex(self.ctl(here, "conflict", "list").stdout, r"display name of .* Ann Example \(people\)")
        self.ctl(here, "conflict", "resolve", listed[0]["name"], "claimed", "--note", "married")
        self.assertEqual(self.people(here, externalKey="S1")[0]["displayName"], "Anne Sample")

        bob = self.people(here, externalKey="S2")[0]["name"]
        self.ctl(here, "person", "erase", bob, "--yes")
        self.assertIn("(none)", self.ctl(here, "conflict", "list").stdout)
        self.ctl(here, "import", "people", file, "--mode", "partial", code=4)
        self.assertEqual([p["displayName"] for p in self.people(here)], ["Anne Sample"])

    def over_grpc(self, here, rows):
        """What the report of ImportPeople says, the file sent in pieces."""
        data = csv(rows).encode()
        messages = [{"config": {"parent": here.name}}, *({"data": base64.b64encode(data[i:i + 50]).decode()}
                                                         for i in range(0, len(data), 50))]
        return self.server.grpc().upload("pcsp.registry.v1.RegistryService/ImportPeople", messages)

    def test_larger_than_what_waits_in_memory(self):
        here = self.programme()
        rows = [epraccur_row(f"B{10000 + number}", "A practice with a name of the usual length", c15="Z9A1Z",
                             c5=f"{number} Kendal Road", c6="A district", c7="A town", c8="A county")
                for number in range(50_000)]
        path = self.file(rows, "large.csv")
        self.assertGreater(pathlib.Path(path).stat().st_size, 8 << 20)
        first = json.loads(self.ctl(here, "import", "organisations", path, "-o", "json", timeout=240).stdout)
        self.assertEqual(first["counts"]["created"], 50_000)
        self.assertGreater(first["omittedRows"], 0)
        again = self.ctl(here, "import", "organisations", path, timeout=240)
        self.assertIn("50000 unchanged", again.stderr)


if __name__ == "__main__":
    harness.main()
