"""Another version of the knowledge base: checked, compared on past evidence and published, by
pcspctl and over REST; what is wrong changes nothing, and no word of a note stays behind."""
import base64
import datetime
import json

import harness
import world
from harness import ROOT, SystemTest, pcspctl, sqlite, until

SHIPPED = ROOT / "services/diagnosis/content/knowledge_base.yaml"
CUES = ROOT / "services/diagnosis/content/cues.yaml"
CANARY = "canary: the rota is in the blue kitchen"
CURRENT = "/v1/knowledgeBases/current"


class Knowledge(SystemTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.start("--log-level=debug")
        cls.here = world.World(cls.server, "knows").make()
        cls.here.practices("A81001")
        cls.here.wave()
        cls.here.open()
        for _ in range(6):
            cls.here.submit("a81001", world.answers(2)).ok()
        cls.here.close()
        # Whether it is written down who does what counts for almost nothing in version 3.
        text = SHIPPED.read_text(encoding="utf-8")
        cls.next = text.replace("\nversion: 2\n", "\nversion: 3\n").replace(
            'links: [[cp-roles, usually, 10]]\n    rationale: "Parts that are written',
            'links: [[cp-roles, 0.02, 10]]\n    rationale: "Parts that are written')
        assert "cp-roles, 0.02" in cls.next and "version: 3" in cls.next
        cls.file = cls.write("next.yaml", cls.next)

    @classmethod
    def write(cls, name, text):
        path = cls.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def ctl(self, *arguments, code=0):
        done = pcspctl(self.server, "-p", "knows", *arguments)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done

    def current(self):
        return self.server.get(CURRENT)["name"]

    def latest(self):
        path = (f"/v1/{self.here.organisation('a81001')}/diagnoses?latestOnly=true"
                f"&wave={self.here.name}/waves/first")
        return self.server.get(path)["diagnoses"][0]

    @staticmethod
    def today():
        return datetime.datetime.now(datetime.timezone.utc).date().isoformat()

    def test_1_files_are_checked_without_a_server(self):
        checked = json.loads(self.ctl("-o", "json", "kb", "check").stdout)[0]
        self.assertEqual((checked["name"], checked["cuesLeftOut"]), ("pcsp@2", 0))
        self.assertGreater(checked["cues"], 20)
        self.ctl("kb", "check", self.file)
        # An issue by another name: its cues are left out, unless they were asked for.
        renamed = self.write("renamed.yaml", self.next.replace("ca-time", "ca-hours"))
        self.assertIn("of issues that it does not have", self.ctl(
            "kb", "check", "--solutions", "", renamed).stdout)
        refused = self.ctl("kb", "check", renamed, "--cues", str(CUES), code=1)
        self.assertRegex(refused.stderr, r"cues\[\d+\]\.issue.*cues\.yaml:\d+")
        cues = CUES.read_text(encoding="utf-8")
        bad = self.write("bad_cues.yaml", cues.replace("  - id: ", "  - colour: red\n    id: ", 1))
        line = 1 + cues[:cues.index("  - id: ")].count("\n")
        self.assertIn(f"bad_cues.yaml:{line}", self.ctl("kb", "check", "--cues", bad,
                                                        code=1).stderr)
        taken = self.write("taken.yaml", self.next.replace("fact_pr_roles_written", "note_ca_time"))
        self.assertIn("note_ca_time", self.ctl("kb", "check", taken, code=1).stderr)

    def test_2_a_diff_tells_what_would_read_differently(self):
        before = self.latest()
        self.ctl("observation", "add", "a81001", "visit", "--on", self.today(), "--fact",
                 "fact_pr_roles_written=no", "--note", CANARY)
        kept = until(lambda: (d := self.latest())["name"] != before["name"] and d, "a diagnosis")
        body = {"afterFile": {"content": self.next, "fileName": "next.yaml"},
                "programme": self.here.name}
        diff = self.server.post(f"{CURRENT}:diff", body)
        self.assertEqual((diff["before"], diff["after"]),
                         ("knowledgeBases/pcsp@2", "knowledgeBases/pcsp@3"))
        self.assertIn("indicators[fact_pr_roles_written].links[cp-roles].strength",
                      [change["field"] for change in diff["changes"]])
        site = next(s for s in diff["sites"] if s["diagnosis"] == kept["name"])
        self.assertEqual(site["issues"][0]["issue"], "cp-roles")
        people = self.ctl("kb", "diff", "current", self.file, "--stored").stdout
        self.assertIn("fact_pr_roles_written", people)
        self.assertIn("a81001", people)
        offline = self.ctl("kb", "diff", str(SHIPPED), self.file).stdout
        self.assertIn("fact_pr_roles_written", offline)
        self.assertEqual(self.current(), "knowledgeBases/pcsp@2")

    def test_3_a_bad_file_changes_nothing(self):
        bad = self.next.replace("blocked_by: [ws-lifetime]", "blocked_by: [ws-lifetim]")
        refused = self.ctl("kb", "publish", self.write("bad.yaml", bad), code=1)
        self.assertRegex(refused.stderr, r"blocked_by\[0\].*bad\.yaml:\d+")
        for text in (bad, self.next.replace("fact_pr_roles_written", "note_ca_time"), "a: [1"):
            reply = self.server.rest("POST", "/v1/knowledgeBases:publish",
                                     {"file": {"content": text}})
            self.assertEqual((reply.code, reply.error().status), (400, "INVALID_ARGUMENT"))
        self.ctl("kb", "publish", self.file, "--check-only")
        self.assertEqual(self.current(), "knowledgeBases/pcsp@2")

    def test_4_a_version_is_published_and_taken_back(self):
        self.ctl("kb", "publish", self.file)
        self.assertEqual(self.current(), "knowledgeBases/pcsp@3")
        listed = self.server.get("/v1/knowledgeBases")["knowledgeBases"]
        self.assertEqual([(v["name"], v.get("current", False)) for v in listed],
                         [("knowledgeBases/pcsp@3", True), ("knowledgeBases/pcsp@2", False)])
        self.assertEqual(len({v["indicatorCount"] for v in listed}), 1)
        self.assertIn("pcsp@3", self.ctl("kb", "list").stdout)
        self.assertIn("cp-roles", self.ctl("kb", "show", "pcsp@2").stdout)
        self.assertIn("cp-roles", self.ctl("kb", "show").stdout)
        other = self.server.rest("POST", "/v1/knowledgeBases:publish", {"file": {
            "content": self.next.replace("0.02, 10", "0.03, 10")}})
        self.assertRefused(other, 409, "ALREADY_EXISTS", "KNOWLEDGE_BASE_EXISTS")
        self.server.post("/v1/knowledgeBases:publish", {"file": {
            "content": SHIPPED.read_text(encoding="utf-8")}})
        self.assertEqual(self.current(), "knowledgeBases/pcsp@2")

    def test_5_notes_are_quoted_to_who_sent_them_alone(self):
        evidence = {"subjectLevel": "LEVEL_PRACTICE", "levels": [{
            "level": "LEVEL_PRACTICE", "notes": [
                {"text": f"We had no protected time. {CANARY}"},
                {"text": "Half of those envelopes came back unopened"}]}]}
        file = self.write("request.json", json.dumps({"evidence": evidence, "explainAll": True}))
        said = self.ctl("diagnosis", "inline", file, "--findings", "60").stdout
        self.assertIn('"no protected time" (practice note 1, affirm)', said)
        self.assertIn('"judgements": [{"cue": ', said)
        self.assertIn("NOTE_POLARITY_SILENT", said)
        self.assertNotIn("canary", self.server.log())
        # What is stored is base64 in the rows: nothing would be found in the files' bytes.
        rows = [base64.b64decode(text) for column in ("evidence", "payload") for text in
                sqlite(self.folder / "data/diagnosis.db", f"select {column} from diagnosis")]
        self.assertTrue(any(b"pr_own_part" in row for row in rows))
        for row in rows:
            self.assertNotIn(b"canary", row)
            self.assertNotIn(b"protected time", row)


if __name__ == "__main__":
    harness.main()
