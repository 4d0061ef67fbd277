"""Nothing that a diagnosis says, nor what is made of it, depends on an answer or a monthly count that
disclosure control hides.

Programmes that differ in what is hidden alone are diagnosed the same, byte for byte; the same
answers under a policy that shows them are not, and neither are those that differ in a shown one.
"""
import datetime
import json
import pathlib
import time

import harness
import world
from harness import ROOT, SystemTest, pcspctl, redacted, until

PRACTICE = pathlib.Path(ROOT) / "services/assessments/content/practice.yaml"
KNOWLEDGE = pathlib.Path(ROOT) / "services/diagnosis/content/knowledge_base.yaml"
COHERENCE = ["pr_difference", "pr_already", "pr_purpose", "pr_value", "pr_document", "pr_two_halves",
             "pr_own_part"]
SHOWN = [f"a8100{n}" for n in range(1, 6)]
SMALL, ONE_MIND, BESIDE, WORDS = "a81006", "a81007", "a81008", "a81009"
FEW, LONE = "a81010", "a81011"
SITES = SHOWN + [SMALL, ONE_MIND, BESIDE, WORDS, FEW, LONE]
# Ten people who are not of one mind.
MIXED = [1, 2, 2, 3, 3, 3, 4, 4, 5, 5]
BAD = [1, 1, 1, 2, 2, 2, 2, 3, 3, 4]
CUES = ["We do this already", "It is just a tick box exercise", "Nobody knows whose job it is"] * 3
BLAND = ["The weather was fine", "There are chairs", "It was a Tuesday"] * 3


def where_they_differ(one, other, at=""):
    """The first place, and what is there; "" if they are the same."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        pairs = [(one[key], other[key], f"{at}.{key}") for key in one]
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = [(a, b, f"{at}[{i}]") for i, (a, b) in enumerate(zip(one, other))]
    else:
        return "" if one == other else f"{at}: {one!r:.200} and {other!r:.200}"
    return next((found for pair in pairs if (found := where_they_differ(*pair))), "")


def without_choice(value):
    """Without `askedAbout`: one in twenty is picked by a hash of the diagnosis's name."""
    if isinstance(value, dict):
        return {key: without_choice(part) for key, part in value.items() if key != "askedAbout"}
    return [without_choice(part) for part in value] if isinstance(value, list) else value


class HiddenEvidence(SystemTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.start()
        cls.told = {name: cls.make(name, **how) for name, how in {
            "hidden-one": {"other": False},
            "hidden-two": {"other": True},
            "shown-other": {"other": False, "shown": 5},
            "open-one": {"other": False, "least": 3},
            "open-two": {"other": True, "least": 3}}.items()}

    @classmethod
    def make(cls, name, other, shown=2, least=0):
        """Two waves. `other` answers where they are hidden; `shown` is one answer that is not;
        `least` is from how many on everything is shown, instead of 5, 8 and 10."""
        here = world.World(cls.server, name).make()
        here.practices(*[site.upper() for site in SITES if site != LONE], headcount=60)
        here.practices(LONE.upper(), headcount=9)
        instrument = cls.instrument(here)
        for wave in ("first", "second"):
            policy = {"minDistributionSize": least, "minFreeTextSize": least}
            cls.server.post(f"/v1/{here.name}/waves?waveId={wave}", {
                "displayName": wave, "minGroupSize": least, "privacyPolicy": policy,
                "instruments": world.INSTRUMENTS[:2] + [instrument]})
            here.open(wave)
        cls.count(here, other, least)
        say = cls.sayer(here, "first")
        for site in SHOWN[1:]:
            say(site, BAD if site == SHOWN[4] else MIXED)
        # Who said what, by staff group, is hidden: three nurses are too few beside seven others.
        nurses, others = (MIXED[:3], MIXED[3:]) if other else (MIXED[7:], MIXED[:7])
        say(SHOWN[0], nurses, staffGroup="STAFF_GROUP_NURSE")
        say(SHOWN[0], sorted(others, key=lambda mood: mood == 4), staffGroup="STAFF_GROUP_GP",
            last={"pr_purpose": str(shown)})
        say(SMALL, [1, 2, 1, 1] if other else [5, 4, 5])
        say(BESIDE, [2, 2, 3, 3, 2] if other else [5, 4, 4, 5, 4])
        say(ONE_MIND, MIXED[:9], each=world.answers(1 if other else 5, COHERENCE))
        say(WORDS, MIXED[:9], words=BLAND[:6] if other else CUES)
        say(FEW, [2, 2, 1, 1, 1, 5] if other else [1, 1, 2, 2, 2, 4])
        say(LONE, [4] * 8 + [1 if other else 2])
        here.close("first")
        closed = time.time()
        say = cls.sayer(here, "second")
        for site in SHOWN[1:]:
            say(site, MIXED if site != SHOWN[1] else [1, 1, 2, 2] if other else [5, 4, 5])
        say(SHOWN[0], MIXED + [1 if other else 5])  # who joined
        say(SHOWN[3], [4] * 10)
        say(SMALL, MIXED)
        until(lambda: time.time() > closed + 1.1, "a second between the waves")
        here.close("second")
        return cls.everything(here)

    @classmethod
    def count(cls, here, other, least):
        """Letters of this month: few in one practice, few that were forgotten in the other; and one
        count that everybody may see."""
        if least:
            cls.server.rest("PATCH", f"/v1/{here.name}/measurePolicy?updateMask=disclosureThreshold",
                            {"disclosureThreshold": least}).ok()
        month = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m")
        rows = [{"organisation": here.organisation(site), "month": month, "count": count,
                 "denominator": 40, "measure": f"{here.name}/measures/preparation-letters"}
                for site, count in ((SHOWN[2], 1 if other else 7), (SHOWN[3], 39 if other else 33),
                                    (SHOWN[4], 10))]
        done = cls.server.post(f"/v1/{here.name}/measureValues:record", {"rows": rows})
        assert done["recorded"] == len(rows), done

    @classmethod
    def instrument(cls, here):
        """The built-in one, and a question that is answered in words."""
        text = PRACTICE.read_text().replace("id: practice\n", "id: worded\n", 1).replace(
            "scales:\n", "scales:\n  words: { kind: text }\n", 1)
        file = cls.folder / "worded.yaml"
        file.write_text(text.rstrip() + '\n  - { code: more, scale: words, text: "What else?" }\n')
        for arguments in (["create", str(file)], ["publish", "worded/1"]):
            done = pcspctl(cls.server, "-p", here.id, "instrument", *arguments)
            assert done.returncode == 0, done.stdout + done.stderr
        return f"{here.name}/instruments/worded/versions/1"

    @classmethod
    def sayer(cls, here, wave):
        def say(site, moods, each=None, last=None, words=(), **more):
            for person, mood in enumerate(moods):
                given = {**world.answers(mood), **(each or {})}
                if last and person == len(moods) - 1:
                    given.update(last)
                if person < len(words):
                    more["words"] = {"more": words[person]}
                here.submit(site, given, wave, **more).ok()
                more.pop("words", None)
        return say

    @classmethod
    def everything(cls, here):
        """All that can be read of the diagnoses: {what: reply}."""
        told = {}
        for wave in ("first", "second"):
            listed = cls.server.get(f"/v1/{here.name}/organisations/-/diagnoses?pageSize=50"
                                    f"&view=DIAGNOSIS_VIEW_FULL&wave={here.name}/waves/{wave}")["diagnoses"]
            for diagnosis in listed:
                site = diagnosis["organisation"].rsplit("/", 1)[1]
                told[f"{wave} {site}"] = diagnosis
                told[f"{wave} {site} what if"] = cls.server.post(
                    "/v1/knowledgeBases/current:whatIf", {
                        "diagnosis": diagnosis["name"], "unchangedToo": True, "changes": [
                            {"level": diagnosis["level"], "notes": [{"text": "We do this already"}]}]})
                told[f"{wave} {site} questions"] = cls.server.post(
                    "/v1/knowledgeBases/current:nextQuestions", {"diagnosis": diagnosis["name"]})
                if wave == "second":
                    told[f"{site} compared"] = cls.server.rest(
                        "GET", f"/v1/{diagnosis['name']}:compare").json
        cls.ask_of_programme(here, told)
        return {what: without_choice(redacted(reply, here.id)) for what, reply in told.items()}

    @classmethod
    def ask_of_programme(cls, here, told):
        """What is made of all diagnoses together, and of what reviewers say of them."""
        get, post = cls.server.get, cls.server.post
        told["spread"] = get(f"/v1/{here.name}:issueSpread?waves={here.name}/waves/first"
                             f"&waves={here.name}/waves/second")
        told["plans"] = get(f"/v1/{here.organisation('-')}/plans?pageSize=200")
        for site in SITES:
            overview = get(f"/v1/{here.organisation(site)}:overview")
            for figures in ("results", "earlierResults", "comparison", "turnout"):  # of answers
                overview.pop(figures, None)
            told[f"{site} overview"] = overview
        text = KNOWLEDGE.read_text().replace("version: 2\n", "version: 9\n", 1)
        told["another version"] = post("/v1/knowledgeBases/current:diff", {
            "afterFile": {"content": text.replace("prior: common", "prior: rare")},
            "programme": here.name, "pageSize": 500})
        for what, diagnosis in list(told.items()):
            asked = [f for f in diagnosis.get("findings", []) if f.get("probability", 0) >= 0.2]
            if what.startswith("first") and "name" in diagnosis and asked:
                post(f"/v1/{diagnosis['name']}/reviews", {
                    "issue": asked[0]["issue"], "verdict": "VERDICT_CONFIRMED", "reason": "Seen.",
                    "reviewer": "facilitator"})
        told["calibration"] = get(f"/v1/{here.name}:calibrationReport?maxIndicators=100")
        learned = post(f"/v1/{here.name}:learnFromReviews", {"validateOnly": True})
        told["learned"] = {key: learned[key] for key in ("diagnoses", "differences", "calibrations")}

    def differing(self, one, other):
        """What is not the same, of the diagnoses that there are, and where."""
        self.assertEqual(self.told[one].keys(), self.told[other].keys())
        return {what: where_they_differ(reply, self.told[other][what])
                for what, reply in self.told[one].items()
                if json.dumps(reply) != json.dumps(self.told[other][what])}

    def test_hidden_answers_change_nothing(self):
        self.assertEqual(self.differing("hidden-one", "hidden-two"), {})

    def test_a_shown_answer_changes_its_site_and_who_hears_it(self):
        changed = self.differing("hidden-one", "shown-other")
        for what in (f"first {SHOWN[0]}", f"first {SHOWN[0]} what if", f"first {SHOWN[2]}",
                     f"second {SHOWN[0]}", "spread"):
            self.assertIn(what, changed)

    def test_the_same_answers_change_much_where_they_are_shown(self):
        changed = self.differing("open-one", "open-two")
        for site in (SMALL, BESIDE, WORDS, FEW):
            self.assertIn(f"first {site}", changed)
            self.assertIn(f"first {site} questions", changed)
        self.assertIn(f"second {SHOWN[1]}", changed)
        for site in (SHOWN[2], SHOWN[3]):  # by what they counted
            self.assertNotEqual(self.reasons("open-one", site), self.reasons("open-two", site))
        for what in ("spread", "plans", f"{BESIDE} overview", "another version", "calibration",
                     "learned"):
            self.assertIn(what, changed)
        # One mind is hidden however many they are.
        self.assertIn({"level": "LEVEL_PRACTICE", "reason": "WITHHELD_REASON_UNANIMITY",
                       "indicators": sorted(COHERENCE), "tendencyCounts": False},
                      self.withheld("open-one", ONE_MIND))

    def reasons(self, programme, site):
        """The facts that reasons of its first diagnosis rest on."""
        return {reason["indicator"] for finding in self.told[programme][f"first {site}"]["findings"]
                for reason in finding["reasons"] if reason["kind"] == "SIGNAL_KIND_FACT"}

    def test_counts_for_the_site_alone_are_no_reason(self):
        self.assertEqual(self.reasons("hidden-one", SHOWN[4]), {"fact_pr_letters_sent"})
        for site in SHOWN[2:4]:
            self.assertEqual(self.reasons("hidden-one", site), set())
            self.assertEqual(self.reasons("open-one", site), {"fact_pr_letters_sent"})

    def withheld(self, programme, site, wave="first"):
        found = self.told[programme][f"{wave} {site}"]["withheld"]
        for entry in found:
            self.assertEqual(len(entry["titles"]), len(entry["indicators"]))
        return [{"indicators": sorted(entry["indicators"]),
                 **{key: entry[key] for key in ("level", "reason", "tendencyCounts")}}
                for entry in found if entry["level"] == "LEVEL_PRACTICE"]

    def test_what_is_hidden_is_marked_as_in_the_results(self):
        def all_of(reason, indicators=(), tendency=False):
            return {"level": "LEVEL_PRACTICE", "reason": f"WITHHELD_REASON_{reason}",
                    "indicators": sorted(indicators), "tendencyCounts": tendency}
        items = world.PRACTICE_ITEMS
        self.assertEqual(self.withheld("hidden-one", SMALL), [all_of("BELOW_MINIMUM_GROUP_SIZE")])
        self.assertEqual(self.withheld("hidden-one", BESIDE), [all_of("SECONDARY")])
        self.assertEqual(self.withheld("hidden-one", ONE_MIND), [all_of("UNANIMITY", COHERENCE)])
        self.assertEqual(self.withheld("hidden-one", FEW),
                         [all_of("BELOW_MINIMUM_GROUP_SIZE", items, True)])
        self.assertEqual(self.withheld("hidden-one", LONE), [all_of("FULL_RESPONSE", items, True)])
        self.assertEqual(self.withheld("hidden-one", SHOWN[0]), [])
        self.assertEqual(self.withheld("hidden-one", SHOWN[0], "second"), [all_of("OVERLAP", items, True)])
        self.assertEqual(self.withheld("hidden-one", SHOWN[1], "second"),
                         [all_of("BELOW_MINIMUM_GROUP_SIZE")])
        for site in SITES:
            self.assertEqual(self.marked(site), self.suppressed(site), site)

    def marked(self, site):
        """By item, as the diagnosis says it; under "" for all of the site."""
        return {item: entry["reason"].removeprefix("WITHHELD_REASON_")
                for entry in self.withheld("hidden-one", site) for item in entry["indicators"] or [""]}

    def suppressed(self, site):
        """The same, as the results say it."""
        results = self.server.get(f"/v1/programmes/hidden-one/waves/first/siteResults/{site}")
        reasons = {item["item"]: item["suppression"] for item in results["items"]}
        if results["suppression"] != "SUPPRESSION_UNSPECIFIED":
            reasons = {"": results["suppression"]}
        return {item: reason.removeprefix("SUPPRESSION_") for item, reason in reasons.items()
                if reason != "SUPPRESSION_UNSPECIFIED"}

    def test_no_count_is_told(self):
        """Every number of a hidden team's diagnosis is one that holds for any such team."""
        for site, wave in ((SMALL, "first"), (BESIDE, "first"), (SHOWN[1], "second")):
            diagnosis = self.told["hidden-one"][f"{wave} {site}"]
            self.assertEqual(diagnosis["outcome"], "OUTCOME_INSUFFICIENT_DATA", site)
            self.assertEqual([r for f in diagnosis["findings"] for r in f["reasons"]
                              if r["indicator"].startswith("pr_")], [])
            self.assertTrue(any("Disclosure control hides all answers of this site" in sentence
                                for sentence in diagnosis["collect"]))

    def test_rounds_go_on_from_what_was_shown(self):
        """Shown at first, then hidden: the first round alone speaks. And the other way about."""
        after = self.told["hidden-one"][f"second {SHOWN[1]}"]["findings"]
        self.assertTrue(any(abs(f["fromBeforeDecibans"]) > 0.5 for f in after))
        before = self.told["hidden-one"][f"second {SMALL}"]["findings"]
        self.assertTrue(all(f["fromBeforeDecibans"] == 0 for f in before))


if __name__ == "__main__":
    harness.main()
