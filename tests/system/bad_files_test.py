"""Files as people export them, and files that are wrong: each row reported, nothing half written."""
import harness
import world
from harness import SystemTest, pcspctl
from world import csv, epraccur_row


class BadFiles(SystemTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.start()

    def programme(self):
        """A new programme for this test."""
        return world.World(self.server, self.id().rsplit(".", 1)[1].replace("_", "-")).make()

    def codes(self, here):
        listed = self.server.get(f"/v1/{here.name}/organisations?showClosed=true"
                                 "&kind=ORGANISATION_KIND_PRACTICE")
        return [organisation["code"] for organisation in listed["organisations"]]


class PracticeFiles(BadFiles):
    ROWS = [epraccur_row("A81001", "Café Surgery", c15="Z9A1Z"), epraccur_row("A81002", "Śląsk")]

    def test_in_every_form_that_programs_write(self):
        here = self.programme()
        latin = [epraccur_row("A81001", "Café Surgery"), epraccur_row("A81002", "O’Neill’s")]
        for number, data in enumerate([
                csv(self.ROWS).encode(), csv(self.ROWS, end="\n").encode(),
                csv(self.ROWS, end="\r").encode(), csv(self.ROWS, ";").encode(),
                csv(self.ROWS, "\t").encode(), b"\xef\xbb\xbf" + csv(self.ROWS).encode(),
                csv(self.ROWS).encode("utf-16"), csv(self.ROWS).rstrip().encode(),
                csv(latin).encode("cp1252"), csv(latin, ";").encode("cp1252")]):
            with self.subTest(number=number, data=data[:60]):
                report = here.upload(data).ok()
                self.assertEqual(report["outcome"], "IMPORT_OUTCOME_APPLIED")
                counts = report["counts"]
                self.assertEqual((counts["rows"], counts["rejected"]), (2, 0), report)
                names = [self.server.get(f"/v1/{here.organisation(code)}")["displayName"]
                         for code in ("a81001", "a81002")]
                self.assertEqual(names[0], "Café Surgery")
                self.assertEqual(names[1], "O’Neill’s" if number >= 8 else "Śląsk")

    def faulty(self):
        """A file with one row for each fault: {line: (column at fault, ...)}."""
        rows = [
            (epraccur_row("A81001", c15="Z9A1Z"), ()),
            (epraccur_row("A81002")[:26], (0,)),
            (epraccur_row("A81003", c11="01/04/1974", c13="X"), (11, 13)),
            (epraccur_row("A81001", "Twice"), (1,)),
            (epraccur_row("A 8!", ""), (1, 2)),
            (epraccur_row("A81006", c11="20240401", c12="20200401"), (12,)),
            (epraccur_row("A81007", c26="99"), (26,)),
            (epraccur_row("A81008"), ()),
        ]
        return csv([row for row, _ in rows]), {
            line: at for line, (_, at) in enumerate(rows, start=1) if at}

    def check_report(self, report, faults):
        rejected = {row["row"]: row for row in report["rows"]
                    if row["verdict"] == "IMPORT_VERDICT_REJECTED"}
        self.assertEqual(sorted(rejected), sorted(faults), report)
        for line, columns in faults.items():
            errors = [issue for issue in rejected[line]["issues"]
                      if issue["severity"] == "IMPORT_SEVERITY_ERROR"]
            self.assertEqual([issue["column"] for issue in errors], list(columns), rejected[line])
            self.assertTrue(all(issue["expected"] for issue in errors), rejected[line])
        self.assertEqual((report["counts"]["rows"], report["counts"]["rejected"]), (8, len(faults)))

    def test_with_faulty_rows_is_refused_as_a_whole(self):
        here = self.programme()
        file, faults = self.faulty()
        report = here.upload(file).ok()
        self.assertEqual(report["outcome"], "IMPORT_OUTCOME_REFUSED")
        self.check_report(report, faults)
        self.assertEqual(self.codes(here), [])

    def test_with_faulty_rows_is_taken_in_part_when_asked(self):
        here = self.programme()
        file, faults = self.faulty()
        checked = here.upload(file, "PARTIAL", validateOnly="true").ok()
        self.assertEqual(checked["outcome"], "IMPORT_OUTCOME_VALIDATED")
        self.check_report(checked, faults)
        self.assertEqual(self.codes(here), [])
        report = here.upload(file, "PARTIAL").ok()
        self.assertEqual(report["outcome"], "IMPORT_OUTCOME_APPLIED")
        self.check_report(report, faults)
        self.assertEqual(self.codes(here), ["A81001", "A81008"])
        again = here.upload(file, "PARTIAL").ok()
        self.assertEqual(again["counts"]["unchanged"], 2)

    def test_with_what_looks_odd_warns(self):
        here = self.programme()
        rows = [epraccur_row("A81001", c15="Q99"), epraccur_row("A81002", c10="NOWHERE"),
                epraccur_row("12345"), epraccur_row("A81004", c26="5")]
        report = here.upload(csv(rows)).ok()
        counts = report["counts"]
        self.assertEqual((counts["created"], counts["warned"], counts["skipped"]), (3, 3, 1),
                         report)
        issues = {row["row"]: [i["column"] for i in row["issues"]] for row in report["rows"]}
        self.assertEqual(issues, {1: [15], 2: [10], 3: [1]})

    def test_that_are_no_such_table(self):
        here = self.programme()
        good = csv([epraccur_row("A81001")])
        for data, reason in [(b"", "EMPTY_IMPORT"), (b"\xef\xbb\xbf\r\n\r\n", "EMPTY_IMPORT"),
                             ((good + '"A81002,').encode(), "INVALID_CSV"),
                             (good.encode() + b"\0", "INVALID_CSV"),
                             ("é".encode() + b"\xff," + good.encode(), "INVALID_ENCODING")]:
            with self.subTest(data=data[-20:]):
                self.assertRefused(here.upload(data, "PARTIAL"), 400, "INVALID_ARGUMENT", reason)
        header = csv([["Organisation Code", "Name", *([""] * 25)]])
        report = here.upload(header + good).ok()
        self.assertEqual(report["outcome"], "IMPORT_OUTCOME_REFUSED")
        self.assertIn("header", report["rows"][0]["issues"][0]["hint"])
        self.assertEqual(self.codes(here), [])

    def test_without_saying_what_they_are(self):
        here = self.programme()
        path = f"/v1/{here.name}/organisations:import"
        self.assertRefused(
            self.server.rest("POST", path + "?requestId=x", csv(self.ROWS), "text/csv"), 400,
            "INVALID_ARGUMENT", "INVALID_FIELDS", ["config.format", "config.request_id"])
        self.assertRefused(self.server.rest("POST", path, csv(self.ROWS), "application/json"), 415,
                           "INVALID_ARGUMENT", "UNSUPPORTED_MEDIA_TYPE")
        nowhere = world.World(self.server, "nowhere")
        self.assertRefused(nowhere.upload(csv(self.ROWS)), 404, "NOT_FOUND", "PROGRAMME_NOT_FOUND")
        self.assertEqual(self.codes(here), [])


class ResponseFiles(BadFiles):
    def wave(self, *practices):
        here = self.programme()
        here.practices(*practices)
        here.wave(min_group_size=3)
        here.open()
        return here

    def upload(self, here, data, **query):
        path = f"/v1/{here.name}/waves/first/responses:bulkSubmit?" + "&".join(
            f"{key}={value}" for key, value in query.items())
        return self.server.rest("POST", path, data, content_type="text/csv")

    def bands(self, here):
        sites = self.server.get(f"/v1/{here.name}/waves/first:progress")["sites"]
        return {site["organisation"].rsplit("/", 1)[1]: site["responses"]["low"] for site in sites}

    def test_in_every_form_that_programs_write(self):
        here = self.wave("A81001")
        rows = [["Site", "Staff_Group", "pr_purpose", "pr_value"], ["A81001", "gp", "4", ""],
                [here.organisation("a81001"), "direct-patient-care", "nr_role", "5"],
                ["a81001", "admin", "1", "2"]]
        for number, data in enumerate([
                csv(rows).encode(), b"\xef\xbb\xbf" + csv(rows, ";", "\n").encode(),
                csv(rows, "\t", "\r").encode(), csv(rows).encode("utf-16")], start=1):
            with self.subTest(number=number):
                report = self.upload(here, data).ok()
                self.assertEqual((report["rows"], report["accepted"]), (3, 3), report)
        self.assertEqual(self.bands(here)["a81001"], 12)

    def test_with_faulty_rows(self):
        here = self.wave("A81001", "A81002")
        rows = [["site", "staff_group", "pr_purpose", "pr_value", "ws_value"],
                ["a81001", "gp", "4", "4", ""], ["a81001", "cook", "6", "nr_rôle", ""],
                ["z99999", "gp", "4", "4", ""], ["a81001", "gp", "", "", ""],
                ["a81001", "gp", "4", "4", "4"], ["a81001", "gp", "4"],
                ["a81002", "nurse", "4", "5", ""], ["a81001", "gp", "3", "3", ""]]
        data = csv(rows).encode("cp1252")
        expected = {3: ["staff_group", "pr_purpose", "pr_value"], 4: ["site"], 5: ["answers"],
                    6: ["ws_value"], 7: [""]}
        identifier = world.request_id(self.random)
        checked = self.upload(here, data, validateOnly="true", requestId=identifier).ok()
        self.assertEqual((checked["accepted"], checked["rejected"]), (3, 5), checked)
        self.assertEqual(self.bands(here)["a81001"], 0)
        report = self.upload(here, data, requestId=identifier).ok()
        self.assertEqual((report["rows"], report["accepted"], report["rejected"]), (8, 3, 5))
        self.assertEqual({r["line"]: sorted(f["column"] for f in r["faults"])
                          for r in report["reports"]},
                         {line: sorted(columns) for line, columns in expected.items()}, report)
        again = self.upload(here, data, requestId=identifier).ok()
        self.assertEqual((again["accepted"], again["duplicates"], again["rejected"]), (0, 3, 5))

    def test_with_wrong_columns(self):
        here = self.wave("A81001")
        header = ["practice", "staff_group", "pr_purpose", "pr_purpose", "q1"]
        row = ["a81001", "gp", "4", "4", "4"]
        self.assertRefused(self.upload(here, csv([header, row])), 400, "INVALID_ARGUMENT",
                           "INVALID_FILE", ["columns[1]", "columns[4]", "columns[5]", "columns"])
        self.assertRefused(self.upload(here, ""), 400, "INVALID_ARGUMENT", "INVALID_FILE")
        self.assertEqual(self.bands(here)["a81001"], 0)

    def test_mended_and_sent_again_count_each_row_once(self):
        here = self.wave("A81001")
        alike = [["site", "staff_group", "pr_purpose"], *[["a81001", "gp", "4"]] * 3]
        faulty, mended = alike + [["a81001", "gp", "9"]], alike + [["a81001", "gp", "3"]]

        def send(rows, name, *flags, code=0):
            file = self.folder / f"{here.id}-{name}.csv"
            file.write_text(csv(rows))
            done = pcspctl(self.server, "-p", here.id, "response", "import", "first", str(file), *flags)
            self.assertEqual(done.returncode, code, done.stderr)
            return done.stderr

        refused = send(faulty, "answers", code=1)
        self.assertIn("4 rows: 0 accepted, 0 counted before, 1 rejected", refused)
        self.assertIn("Nothing was counted", refused)
        self.assertIn("4 rows: 4 accepted", send(mended, "mended"), "people who answer alike are several")
        again = send(mended, "answers")
        self.assertIn("0 accepted, 4 counted before", again)
        self.assertIn("--batch", again)
        self.assertRegex(again, "Request id [0-9a-f-]{36}")
        self.assertIn("4 rows: 4 accepted", send(mended, "others", "--batch", "others"))
        self.assertEqual(self.bands(here)["a81001"], 6)

        self.assertIn("--batch", send(faulty, "part", "--keep-good", code=1))
        part = ("--keep-good", "--batch", "part")
        self.assertIn("3 accepted, 0 counted before, 1 rejected", send(faulty, "part", *part, code=4))
        self.assertIn("1 accepted, 3 counted before", send(mended, "part", *part))
        self.assertEqual(self.bands(here)["a81001"], 12)

        numbered = [["response_id", *alike[0]], ["1", *alike[1]], ["2", *alike[1]]]
        self.assertIn("2 accepted", send(numbered, "export"))
        self.assertIn("1 accepted, 2 counted before", send([*numbered, ["3", *alike[1]]], "export"))

    def test_for_a_wave_that_takes_none(self):
        here = self.wave("A81001")
        here.close()
        data = csv([["site", "staff_group", "pr_purpose"], ["a81001", "gp", "4"]])
        self.assertRefused(self.upload(here, data), 400, "FAILED_PRECONDITION", "WAVE_CLOSED")


if __name__ == "__main__":
    harness.main()
