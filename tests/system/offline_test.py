"""What the shell says without a server: `pcspctl diagnose`, `calibrate` and `kb check` on the examples of their
formats, beside the formulas of methods.md 2.2 and 2.4 written out here over every state of every issue."""
import itertools
import json
import math
import re
import subprocess
import tempfile
import unittest

import harness
import yaml
from harness import ROOT, Options, child_environment, die_with_parent

FORMATS = ROOT / "gateway/cli/offline/diagnosis/formats.md"
ETA = {"item": .6, "fact": 1, "text": .75}
KAPPA = {"item": 12, "fact": 20, "text": 6}


def example(name):
    """The example that names itself so in its first line, or else in its language."""
    for language, body in re.findall(r"\n```(\w+)\n(.*?)\n```", FORMATS.read_text(encoding="utf-8"), re.S):
        if name in (language, body.split("\n")[0].removeprefix("# ")):
            return body + "\n"
    raise AssertionError("no example " + name)


class Enumeration:
    """All states of a knowledge base's issues, weighed by evidence: [(indicator, counts)]."""

    def __init__(self, kb, evidence):
        self.issues = kb["issues"]
        self.states = [dict(zip([issue["id"] for issue in self.issues], bits))
                       for bits in itertools.product((0, 1), repeat=len(self.issues))]
        self.weights = [self.prior(state) * math.prod(self.likelihood(*piece, state) for piece in evidence)
                        for state in self.states]

    def prior(self, state):
        weight = 1
        for issue in self.issues:
            spared = (1 - issue["prior"]) * math.prod(1 - link[1] for link in issue.get("parents", ())
                                                      if state[link[0]])
            weight *= 1 - spared if state[issue["id"]] else spared
        return weight

    @staticmethod
    def answers(indicator, state):
        """P(category | state) of one answer."""
        q = 1 - (1 - indicator.get("leak", .05)) * math.prod(1 - link[1] for link in indicator["links"]
                                                             if state[link[0]])
        return [(1 - q) * h + q * w for h, w in zip(indicator["healthy"], indicator["troubled"])]

    def likelihood(self, indicator, counts, state):
        kappa = KAPPA[indicator["type"]]
        log = math.lgamma(kappa) - math.lgamma(sum(counts.values()) + kappa)
        for category, p in zip(indicator["categories"], self.answers(indicator, state)):
            log += math.lgamma(counts.get(category, 0) + kappa * p) - math.lgamma(kappa * p)
        return math.exp(ETA[indicator["type"]] * log)

    def expect(self, value):
        return sum(w * value(s) for w, s in zip(self.weights, self.states)) / sum(self.weights)

    def decibans(self, issue):
        p = self.expect(lambda state: state[issue])
        return 10 * math.log10(p / (1 - p))


class OfflineTest(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="pcsp_offline_")
        cls.addClassCleanup(cls.folder.cleanup)
        cls.kb = yaml.safe_load(example("tiny_kb.yaml"))
        cls.kb_file = cls.file("tiny_kb.yaml", example("tiny_kb.yaml"))

    @classmethod
    def file(cls, name, text):
        path = f"{cls.folder.name}/{name}"
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def ctl(self, *arguments, code=0, given=""):
        done = subprocess.run([Options.bin / "pcspctl", *arguments], capture_output=True, text=True, input=given,
                              timeout=harness.PATIENCE, env=child_environment(), check=False,
                              preexec_fn=die_with_parent)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done

    def diagnosed(self, evidence, *flags):
        """By file, or as JSON on standard input."""
        return json.loads(self.ctl("diagnose", "--kb", self.kb_file, "--evidence", "-", "-o", "json", *flags,
                                   given=json.dumps(evidence)).stdout)

    def test_every_figure_of_the_example(self):
        evidence = yaml.safe_load(example("practice.yaml"))
        for level in evidence["levels"]:
            level.pop("below", None)  # one site is enough to write out by hand
        indicators = {indicator["id"]: indicator for indicator in self.kb["indicators"]}
        pieces = []
        for level in evidence["levels"]:
            pieces += [(indicators[name], counts) for name, counts in level.get("items", {}).items()]
            pieces += [(indicators[name], {category: 1}) for name, category in level.get("facts", {}).items()]
            pieces += [(indicators[name], counts) for name, counts in level.get("texts", {}).items()]
        said = self.diagnosed(evidence)
        everything = Enumeration(self.kb, pieces)
        for finding in said["findings"]:
            issue = finding["issue"]
            self.assertAlmostEqual(finding["probability"], everything.expect(lambda s, i=issue: s[i]), delta=1e-9)
            ledger = finding["ledger"]
            self.assertAlmostEqual(ledger["prior_decibans"], Enumeration(self.kb, []).decibans(issue), delta=1e-9)
            for entry in ledger["entries"]:
                own = [piece for piece in pieces if piece[0]["id"] == entry["indicator"]]
                rest = [piece for piece in pieces if piece not in own]
                first = Enumeration(self.kb, own).decibans(issue) - ledger["prior_decibans"]
                last = everything.decibans(issue) - Enumeration(self.kb, rest).decibans(issue)
                self.assertAlmostEqual(entry["decibans"], (first + last) / 2, delta=1e-9)
            self.assertAlmostEqual(
                ledger["prior_decibans"] + ledger["from_above_decibans"] + ledger["from_below_decibans"]
                + ledger["from_before_decibans"] + ledger["overlap_decibans"]
                + sum(entry["decibans"] for entry in ledger["entries"]),
                ledger["posterior_decibans"], delta=1e-10)
            self.assertTrue(0 <= finding["confidence"] <= 1)
            self.assertLessEqual(finding["interval"]["low"], finding["probability"])
        clear = everything.expect(lambda s: not (s["roles_unclear"] or s["no_mentor"]))
        self.assertAlmostEqual(said["success_factors"][0]["probability"], clear, delta=1e-9)

    def test_questions_and_messages(self):
        said = self.diagnosed({"subject_level": "practice",
                               "levels": [{"level": "practice", "facts": {"visits": "one"}}]})
        indicators = {indicator["id"]: indicator for indicator in self.kb["indicators"]}
        known = Enumeration(self.kb, [(indicators["visits"], {"one": 1})])
        asked = indicators["q_roles"]

        def bits(distribution):
            return -sum(p * math.log2(p) for p in distribution if p)
        marginal = [known.expect(lambda s, k=k: known.answers(asked, s)[k]) for k in range(len(asked["categories"]))]
        gain = bits(marginal) - known.expect(lambda s: bits(known.answers(asked, s)))
        self.assertEqual([question["indicator"] for question in said["questions"]], ["q_roles"])
        self.assertAlmostEqual(said["questions"][0]["bits"], gain, delta=1e-9)
        self.assertAlmostEqual(said["questions"][0]["bits_per_minute"], gain / .5, delta=1e-9)
        # A fact on an issue without causes says nothing to the group.
        self.assertEqual(said["messages"][0]["whole"]["log_likelihoods"], [0, 0])

    def test_the_group_of_its_practices(self):
        path = self.file("group.yaml", example("group.yaml"))
        half = json.loads(self.ctl("diagnose", "--kb", self.kb_file, "--evidence", path, "-o", "json").stdout)
        logs = [0, 0]
        for message in half["messages"]:
            if message["from_level"] == "practice":
                logs = [a + b for a, b in zip(logs, message["whole"]["log_likelihoods"])]
        odds = .3 / .7 * math.exp(.5 * (logs[1] - logs[0]))
        self.assertAlmostEqual(half["findings"][0]["probability"], odds / (1 + odds), delta=1e-9)
        table = self.ctl("diagnose", "--kb", self.kb_file, "--evidence", path).stdout
        self.assertIn("from below", table)

    def test_the_knowledge_base_that_ships(self):
        said = json.loads(self.ctl("diagnose", "--evidence", "-", "-o", "json", given="""
subject_level: practice
levels:
  - level: practice
    facts: { fact_pr_counted: documents }
    notes: ["It has just become a tick box exercise."]
""").stdout)
        shipped = yaml.safe_load((ROOT / "services/diagnosis/content/knowledge_base.yaml").read_text(encoding="utf-8"))
        self.assertEqual({finding["issue"] for finding in said["findings"]},
                         {issue["id"] for issue in shipped["issues"] if issue["level"] == "practice"})
        self.assertEqual(said["quotes"][0]["polarity"], "affirm")
        self.assertTrue(all(finding["ledger"]["entries"] for finding in said["findings"]))

    def test_faults_are_told_at_once(self):
        bad = self.ctl("diagnose", "--kb", self.kb_file, "--evidence", "-", code=1, given="""
{"subject_level": "practice", "levels": [{"level": "practice", "items": {"q_role": {"1": 2}},
 "facts": {"visits": "never"}}]}""").stderr
        self.assertIn("levels[0].items[0].item", bad)
        self.assertIn("levels[0].facts[0].category", bad)
        self.assertIn("one of none, one, several", bad)

    def test_kb_check_tells_all_of_a_file_that_may_only_be_tried(self):
        [said] = json.loads(self.ctl("kb", "check", self.kb_file, "-o", "json", code=1).stdout)
        self.assertFalse(said["fitForUse"])
        self.assertTrue(said["fitForTrial"])
        self.assertIn("issues[roles_unclear].parents[0].rationale", [v["field"] for v in said["violations"]])
        self.assertEqual([network["level"] for network in said["networks"]],
                         ["whole_system", "steering_group", "practice"])
        practice = said["networks"][2]
        self.assertEqual(practice["cliqueSizes"], [2, 2])
        self.assertEqual(practice["cost"], sum(2 ** size for size in practice["cliqueSizes"]))

    def test_calibrate(self):
        said = json.loads(self.ctl("calibrate", "--verdicts", "-", "-o", "json", given=example("csv")).stdout)
        rows = [line.split(",")[:2] for line in example("csv").split()[1:]]
        pairs = [(float(p), verdict in ("1", "confirmed")) for p, verdict in rows]
        self.assertAlmostEqual(said["brier"], sum((p - v) ** 2 for p, v in pairs) / len(pairs), delta=1e-12)
        self.assertAlmostEqual(said["log_loss"],
                               -sum(math.log(p if v else 1 - p) for p, v in pairs) / len(pairs), delta=1e-12)
        wins = [(p > q) + (p == q) / 2 for p, v in pairs if v for q, w in pairs if not w]
        self.assertAlmostEqual(said["auc"], sum(wins) / len(wins), delta=1e-12)
        self.assertIn("row 2, column p",
                      self.ctl("calibrate", "--verdicts", "-", code=1, given="p,verdict\n2,1\n").stderr)


if __name__ == "__main__":
    harness.main()
