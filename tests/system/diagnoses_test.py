"""What a facilitator does with stored diagnoses: compares, asks, tries, judges; and how issues spread."""
import json
import pathlib

import harness
from harness import ROOT, SystemTest, pcspctl

CONTENT = pathlib.Path(ROOT) / "services" / "diagnosis" / "content"


class Diagnoses(SystemTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.start()
        done = pcspctl(cls.server, "sample", "load")
        assert done.returncode == 0, done.stderr

    def pcspctl(self, *arguments, code=0):
        done = pcspctl(self.server, "-p", "sample", *arguments)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout if code == 0 else done.stderr

    def json(self, *arguments):
        return json.loads(self.pcspctl("-o", "json", *arguments))

    def of(self, wave, which=0):
        """The diagnosis of one practice that was diagnosed after both waves: the newest; -1: the first."""
        listed = self.json("diagnosis", "list", "z90058", "--wave", wave)["diagnoses"]
        return listed[which]["name"]

    def test_two_waves_are_compared(self):
        before, after = self.of("first"), self.of("second")
        changed = self.json("diagnosis", "compare", after)
        self.assertEqual((changed["earlier"], changed["later"]), (before, after))
        self.assertIs(changed["sameKnowledgeBase"], True)
        self.assertTrue(changed["findings"])
        sizes = [abs(finding["decibans"]) for finding in changed["findings"]]
        self.assertEqual(sizes, sorted(sizes, reverse=True))
        for finding in changed["findings"]:
            self.assertIn(finding["title"].strip('"'), finding["sentence"])
        over_rest = self.server.get(f"/v1/{after}:compare")
        self.assertEqual(over_rest["findings"], changed["findings"])
        table = self.pcspctl("diagnosis", "compare", after, before)
        self.assertIn("most of all because of", table)
        self.assertIn("From z90058 in wave first, stored", table)
        first = self.of("first", -1)  # from before its staff were trained
        self.assertIn("There is no earlier diagnosis", self.pcspctl("diagnosis", "compare", first, code=1))

    def test_a_site_stands_for_its_latest_diagnosis(self):
        latest = self.server.get(f"/v1/{self.of('second')}")
        self.assertEqual(self.json("diagnosis", "show", "z90058"), latest)
        self.assertEqual(self.json("diagnosis", "show", "z90058", "--wave", "first")["name"], self.of("first"))
        none = self.pcspctl("diagnosis", "show", "z90058", "--wave", "none", code=1)
        self.assertIn("organisations/z90058", none)

    def test_a_stranger_can_read_it(self):
        """In titles and words: no code of a question, and nothing said to be negative that is good news."""
        read = self.pcspctl("diagnosis", "show", "z90058", "--wave", "second", "--findings", "40")
        for words in ("What stands in the way at z90058 (practice), from wave second",
                      "how common it is, before any evidence", "all together, which is",
                      "It may come from above (steering group): ", "so that reasons were not worked out:",
                      "unfavourable"):
            self.assertIn(words, read)
        for code in ("pr_", "sg_", "ws_", "negative", "positive"):
            self.assertNotIn(code, read)
        shown = self.server.get(f"/v1/{self.of('second')}")
        flips = [f for f in shown["findings"] if f.get("flippingAnswer")]
        self.assertTrue(flips)
        for finding in flips:
            self.assertNotEqual(finding["flippingAnswer"]["band"], finding["band"], finding["issue"])
        issue = self.pcspctl("kb", "show", "--issue", "cp-roles")
        for words in ("What good looks like: ", "To settle it, ask: Is it written down who does each step?",
                      "It may come from", "What speaks against it", "Solutions, best first: "):
            self.assertIn(words, issue)
        self.assertIn("the id of an issue of", self.pcspctl("kb", "show", "--issue", "none", code=1))

    def test_groups_hear_their_practices_and_practices_each_other(self):
        heard = {}
        for level in ("STEERING_GROUP", "PRACTICE"):
            listed = self.server.get("/v1/programmes/sample/organisations/-/diagnoses?pageSize=500&latestOnly=true"
                                     f"&wave=programmes/sample/waves/second&level=LEVEL_{level}")
            heard[level] = listed["diagnoses"]
        self.assertTrue(heard["STEERING_GROUP"])
        self.assertTrue(all(d["sitesBelow"] >= 3 for d in heard["STEERING_GROUP"]))
        self.assertTrue(any(d["sitesBeside"] >= 5 for d in heard["PRACTICE"]))
        self.assertTrue(all(d["sitesBelow"] == 0 for d in heard["PRACTICE"]))
        group = self.server.get("/v1/" + heard["STEERING_GROUP"][0]["name"])
        told = [f for f in group["findings"] if f["reasons"] or f["probability"] >= 0.2]
        self.assertTrue(any(abs(f["fromBelowDecibans"]) > 0.5 for f in told))
        for f in told:
            parts = sum(reason["decibans"] for reason in f["reasons"]) + sum(
                f[part] for part in ("priorDecibans", "fromAboveDecibans", "fromBelowDecibans", "fromBeforeDecibans",
                                     "otherReasonsDecibans", "overlapDecibans", "calibrationDecibans"))
            self.assertAlmostEqual(parts, f["decibans"], places=6)
        shown = self.pcspctl("diagnosis", "show", heard["STEERING_GROUP"][0]["name"], "--findings", "40")
        self.assertIn("sites below, taken together", shown)

    def test_questions_fit_the_time_and_change_the_diagnosis(self):
        name = self.of("second")
        asked = self.json("diagnosis", "ask", name, "--minutes", "5")
        self.assertTrue(asked["questions"])
        self.assertLessEqual(asked["minutes"], 5)
        fact, worst = next((q["indicator"], q["answers"][0]) for q in asked["questions"]
                           if q["kind"] == "SIGNAL_KIND_FACT")
        self.assertIn(worst, self.pcspctl("diagnosis", "ask", "z90058", "--minutes", "5"))
        changed = self.json("diagnosis", "what-if", name, "--fact", f"{fact}={worst}", "--all")
        self.assertEqual(len(changed["findings"]), len(changed["before"]["findings"]))
        self.assertGreater(max(abs(f["decibans"]) for f in changed["findings"]), 0.5)
        refused = self.pcspctl("diagnosis", "what-if", name, "--fact", "nonsense=1", code=1)
        self.assertIn("nonsense", refused)

    def test_findings_are_judged_and_a_repetition_counts_once(self):
        name = self.of("second")
        finding = self.server.get(f"/v1/{name}")["findings"][0]
        judge = ["diagnosis", "review", name, "--issue", finding["issue"], "--request-id",
                 "7b0c1f3e-6f44-4c61-9d4e-0a3f3a4f2b11"]
        first = self.json(*judge, "--confirm", "--by", "facilitator north")
        self.assertEqual(self.json(*judge, "--confirm", "--by", "facilitator north"), first)
        self.assertAlmostEqual(first["probability"], finding["probability"])
        other = self.json("diagnosis", "review", name, "--issue", finding["issue"], "--reject", "--by",
                          "facilitator south", "--reason", "Nobody I asked had met it.")
        self.assertIs(other["overrides"], finding["probability"] > 0.5)
        self.assertEqual(len(self.json("diagnosis", "reviews")["reviews"]), 2)
        agreement = self.json("diagnosis", "agreement")
        self.assertEqual((agreement["doubleCoded"], agreement["agreed"]), (1, 0))
        calibration = self.json("diagnosis", "calibration")
        self.assertEqual((calibration["groups"][0]["findings"], calibration["groups"][0]["sites"]), (2, 1))
        self.assertEqual(self.server.get("/v1/programmes/sample:calibrationReport"), calibration)
        self.assertFalse([s for g in calibration["groups"] for s in g["scores"] if "low" in s["estimate"]])
        self.assertEqual(sum(point["findings"] for point in calibration["groups"][0]["diagram"]), 2)
        table = self.pcspctl("diagnosis", "calibration")
        self.assertNotIn("unspecified", table)
        self.assertRegex(table, r"(?m)^all +all +2 +1 +brier ")
        self.assertIn("BY CHANCE, IF RIGHT (90 %)", table)
        self.pcspctl("diagnosis", "withdraw", other["name"])
        self.assertEqual(self.json("diagnosis", "reviews")["reviews"], [first])
        self.assertRefused(
            self.server.rest("POST", f"/v1/{name}/reviews", {"issue": "none", "verdict": "VERDICT_REJECTED"}),
            400, "INVALID_ARGUMENT", "FINDING_NOT_SHOWN", ["review.issue", "review.reviewer"])
        unasked = next(f["issue"] for f in self.server.get(f"/v1/{name}")["findings"] if not f["askedAbout"])
        refused = self.pcspctl("diagnosis", "review", "z90058", "--issue", unasked, "--reject", "--by", "north", code=1)
        self.assertIn("review.issue", refused)
        self.pcspctl("audit", "verify")

    def test_what_reviews_teach_is_used_and_taken_back(self):
        wave = "programmes/sample/waves/first"
        listed = self.server.get("/v1/programmes/sample/organisations/-/diagnoses?level=LEVEL_PRACTICE&wave=" + wave)
        site = next(d["organisation"] for d in listed["diagnoses"] if not d["organisation"].endswith("z90058"))
        before = self.server.post(f"/v1/{site}:diagnose", {"wave": wave})  # by the knowledge base in force
        name = before["name"]
        reviewed = {review["issue"] for review in self.json("diagnosis", "reviews").get("reviews", [])}
        finding = next(f for f in before["findings"] if f["probability"] >= 0.2 and f["issue"] not in reviewed)
        judged = self.json("diagnosis", "review", name, "--issue", finding["issue"], "--reject", "--by",
                           "facilitator east", "--reason", "It was never so.")
        self.assertEqual((judged["rawProbability"], judged["showProbability"]), (finding["probability"], 1))
        tried = self.json("kb", "learn", "--try")
        self.assertEqual(tried["name"], "")
        self.assertIn("What it would change", self.pcspctl("kb", "learn"))
        layer = self.json("kb", "layers")["learnedLayers"][0]
        self.assertEqual((layer["fingerprint"], layer["inUse"]), (tried["fingerprint"], False))
        self.assertEqual(self.json("kb", "learn")["name"], layer["name"])  # the same again is not stored again
        self.assertIn("no", self.pcspctl("kb", "use", "1"))
        learned = self.server.post(f"/v1/{site}:diagnose", {"wave": wave})
        self.assertEqual(learned["learnedLayer"], layer["name"])
        self.assertEqual(learned["knowledgeBase"], before["knowledgeBase"])
        now = next(f for f in learned["findings"] if f["issue"] == finding["issue"])
        self.assertLess(now["probability"], finding["probability"])
        self.pcspctl("kb", "use", "none")
        self.assertEqual(self.server.post(f"/v1/{site}:diagnose", {"wave": wave})["name"], name)
        self.assertIn("There is no learned layer", self.pcspctl("kb", "use", "9", code=1))
        self.pcspctl("diagnosis", "withdraw", judged["name"])
        self.pcspctl("audit", "verify")

    def test_issues_spread(self):
        spread = self.json("diagnosis", "spread", "--wave", "first", "--wave", "second")
        self.assertEqual([s["wave"].rsplit("/", 1)[1] for s in spread["overTime"]], ["first", "second"])
        for summary in spread["overTime"] + spread["groups"]:
            self.assertGreaterEqual(summary["sitesDiagnosed"], 5)
            for issue in summary["issues"]:
                self.assertLessEqual(issue["shareLow"], issue["share"] + 0.01)
                self.assertGreaterEqual(issue["shareHigh"], issue["share"] - 0.01)
        self.assertEqual(len(spread["groups"]), 4)
        self.assertTrue(spread["hotSpots"])
        groups = self.server.get("/v1/programmes/sample:issueSpread?waves=programmes/sample/waves/second"
                                 "&level=LEVEL_STEERING_GROUP")
        self.assertEqual(groups["overTime"][0]["suppression"], "SPREAD_SUPPRESSION_TOO_FEW_SITES")
        self.assertEqual(groups["overTime"][0]["issues"], [])
        self.assertRefused(self.server.rest("GET", "/v1/programmes/sample:issueSpread"), 400,
                           "INVALID_ARGUMENT", "INVALID_FIELDS", ["waves"])

    def test_a_batch_goes_on_after_a_fault(self):
        lines = self.folder / "batch.jsonl"
        lines.write_text('{"key": "a", "request": {"evidence": {"subjectLevel": "LEVEL_PRACTICE"}}}\n'
                         '{"key": "b", "request": {}}\n', encoding="utf-8")
        done = pcspctl(self.server, "diagnosis", "batch", str(lines))
        self.assertEqual(done.returncode, 4, done.stderr)  # done, but for some
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual([answer["key"] for answer in answers], ["a", "b"])
        self.assertEqual(answers[0]["diagnosis"]["outcome"], "OUTCOME_INSUFFICIENT_DATA")
        self.assertEqual(answers[1]["error"]["code"], 3)

    def test_a_knowledge_base_is_checked_compared_published(self):
        written = (CONTENT / "knowledge_base.yaml").read_text(encoding="utf-8")
        checked = pcspctl(self.server, "kb", "check")
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)
        bad, better = self.folder / "bad.yaml", self.folder / "better.yaml"
        bad.write_text(written.replace("importance: 0.8", "importance: 1.8", 1), encoding="utf-8")
        refused = pcspctl(self.server, "kb", "check", str(bad))
        self.assertEqual(refused.returncode, 1)
        self.assertRegex(refused.stdout + refused.stderr, r"bad\.yaml:\d+:\d+")
        before = self.server.get("/v1/knowledgeBases/current")["name"]
        self.assertEqual(pcspctl(self.server, "kb", "publish", str(bad)).returncode, 1)
        self.assertEqual(self.server.get("/v1/knowledgeBases/current")["name"], before)
        better.write_text(written.replace("\nversion: 2\n", "\nversion: 3\n", 1)
                          .replace("prior: common", "prior: rare", 1), encoding="utf-8")
        differs = self.pcspctl("kb", "diff", "--stored", "current", str(better))
        self.assertIn("prior", differs)
        published = pcspctl(self.server, "kb", "publish", str(better))
        self.assertEqual(published.returncode, 0, published.stdout + published.stderr)
        self.assertEqual(self.server.get("/v1/knowledgeBases/current")["name"], "knowledgeBases/pcsp@3")
        # Diagnoses that are stored keep theirs.
        self.assertEqual(self.server.get(f"/v1/{self.of('second')}")["knowledgeBase"], before)


if __name__ == "__main__":
    harness.main()
