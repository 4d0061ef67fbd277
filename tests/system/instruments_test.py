"""An instrument of a programme's own, from a file to results: pcspctl and REST, FHIR on the way."""
import json
import pathlib

import harness
import world
from harness import SystemTest, pcspctl

CONTENT = pathlib.Path("services/assessments/content")
SHORT = """
id: short
version: 1
level: practice
title: Short
language: en-GB
licence: ours
attribution: us
scales:
  agreement:
    kind: agreement
    options:
      - { code: "1", label: "No", score: 1 }
      - { code: "2", label: Partly, score: 2 }
      - { code: "3", label: "Yes", score: 3 }
    not_relevant:
      - { code: nr_role, label: Not mine }
  ten: { kind: zero_to_ten, anchors: { "0": New, "10": Familiar } }
  words: { kind: text }
sections:
  - { code: everybody, title: For everybody }
  - { code: later, title: Once it runs, shown_to: { milestones: [live] } }
items:
  - { code: purpose, construct: coherence, subcomponent: communal_specification, scale: agreement,
      section: everybody, text: We know what it is for. }
  - { code: normal, scale: ten, section: everybody, text: "How familiar is it?" }
  - { code: more, scale: words, section: everybody, text: "What would help?" }
  - { code: review, construct: reflexive_monitoring, scale: agreement, section: later,
      text: We look back on it. }
"""
NAME = "programmes/own/instruments/short/versions/1"


class Instruments(SystemTest):
    """One instrument goes through everything, in order."""

    def ctl(self, *arguments, code=0):
        done = pcspctl(self.server, "-p", "own", "instrument", *arguments)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done

    def test_instrument(self):
        type(self).server = self.start()
        self.here = world.World(self.server, "own").make()
        self.here.practices("A81001", "A81002")
        self.file = self.folder / "short.yaml"
        self.file.write_text(SHORT)
        self.check_files()
        self.check_life()
        self.check_wave()
        self.check_retired()

    def check_files(self):
        """Without a server's help."""
        for file in sorted(CONTENT.glob("*.yaml")):
            self.assertIn("fit for use", self.ctl("check", str(file)).stdout)
        questionnaire = self.folder / "practice.json"
        questionnaire.write_text(self.ctl("convert", str(CONTENT / "practice.yaml")).stdout)
        resource = json.loads(questionnaire.read_text())
        self.assertEqual((resource["resourceType"], len(resource["item"])), ("Questionnaire", 28))
        back = json.loads(self.ctl("convert", str(questionnaire), "--id", "practice").stdout)
        self.assertEqual([item["code"] for item in back["items"]], world.PRACTICE_ITEMS)
        broken = self.folder / "broken.yaml"
        broken.write_text(SHORT.replace("code: normal", "code: purpose").replace("score: 3", "score: 4"))
        refused = self.ctl("check", str(broken), code=1).stderr
        self.assertIn("items[1].code", refused)
        self.assertIn("scales.agreement.options", refused)

    def check_life(self):
        self.ctl("create", str(self.file), "--check-only")
        self.assertNotIn("short", self.ctl("list").stdout)
        made = json.loads(self.ctl("create", str(self.file), "-o", "json").stdout)
        self.assertEqual((made["name"], made["state"]), (NAME, "INSTRUMENT_STATE_DRAFT"))
        self.assertRefused(self.server.rest("POST", f"/v1/{self.here.name}/waves?waveId=early", {
            "displayName": "Early", "instruments": [NAME]}), 400, "INVALID_ARGUMENT",
            "INVALID_FIELDS", ["wave.instruments[0]"])
        changed = {**made, "title": "Shorter"}
        for key in ("createTime", "updateTime", "languages", "state"):
            changed.pop(key, None)
        self.assertEqual(self.server.rest("PUT", f"/v1/{NAME}", changed).ok()["title"], "Shorter")
        self.assertRefused(self.server.rest("PUT", f"/v1/{NAME}", changed), 409, "ABORTED",
                           "ETAG_MISMATCH")
        self.ctl("publish", "short/1")
        self.assertRefused(self.server.rest("PUT", f"/v1/{NAME}", {**changed, "etag": ""}), 400,
                           "FAILED_PRECONDITION", "INSTRUMENT_NOT_DRAFT")
        exported = self.server.get(f"/v1/{NAME}:exportQuestionnaire")["questionnaire"]
        self.assertEqual(exported, self.ctl("export", "short/1").stdout)
        self.assertEqual(json.loads(exported)["status"], "active")
        imported = self.server.post(f"/v1/{self.here.name}/instruments:importQuestionnaire", {
            "instrumentId": "again", "questionnaire": exported})
        self.assertEqual(imported["instrument"]["items"],
                         self.server.get(f"/v1/{NAME}")["items"])

    def check_wave(self):
        milestone = {"date": world.SINCE, "evidence": "MILESTONE_EVIDENCE_VISIT"}
        for state in ("TRAINED", "FOLLOWED_UP", "LIVE"):
            milestone["state"] = f"MILESTONE_STATE_{state}"
            self.server.post(f"/v1/{self.here.organisation('a81001')}/milestones", milestone)
        self.server.post(f"/v1/{self.here.organisation('a81002')}/milestones", {
            **milestone, "state": "MILESTONE_STATE_TRAINED"})
        self.here.wave(instruments=[NAME], exact=True)
        self.here.open()
        given = {"purpose": "3", "normal": "8", "review": "2"}
        words = {"more": "Ask 07700 900123 for more time."}
        for _ in range(6):
            self.here.submit("a81001", given, words=words).ok()
            self.here.submit("a81002", {"purpose": "1"}).ok()
        self.assertRefused(self.here.submit("a81002", given), 400, "INVALID_ARGUMENT",
                           "INVALID_FIELDS", ["answers[review]"])
        self.here.close()
        results = self.server.get(f"/v1/{self.here.name}/waves/first/siteResults/a81001")
        self.assertEqual(results["instrument"], NAME)
        self.assertEqual([c["construct"] for c in results["constructs"]],
                         ["CONSTRUCT_COHERENCE", "CONSTRUCT_REFLEXIVE_MONITORING"])
        self.assertEqual([i["item"] for i in results["items"]], ["purpose", "normal", "review"])
        self.assertNotIn("more time", json.dumps(results))

    def check_retired(self):
        self.ctl("retire", "short/1")
        self.assertRefused(self.server.rest("POST", f"/v1/{self.here.name}/waves?waveId=late", {
            "displayName": "Late", "instruments": [NAME]}), 400, "FAILED_PRECONDITION",
            "INSTRUMENT_RETIRED")
        self.assertIn("retired", self.ctl("list", "--state", "retired").stdout)
        # A restart needs it still, for what was answered with it.
        self.server.stop()
        type(self).server = self.start()
        self.server.get(f"/v1/{self.here.name}/waves/first/siteResults/a81001")


if __name__ == "__main__":
    harness.main()
