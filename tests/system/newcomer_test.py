"""A facilitator who has never seen the product runs a wave at three practices: by pcspctl from the
first organisation to the page that is printed, then reads the same over REST alone. Every number
that either shows comes with how many it is of, where it may lie, and a sentence."""
import csv
import io
import json
import re

from harness import SystemTest, main, pcspctl

INSTRUMENT = "instruments/practice/versions/1"
GROUPS = {"gp": 5, "nurse": 4, "admin": 3}


class Newcomer(SystemTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.start()

    def ctl(self, *arguments):
        done = pcspctl(self.server, "-p", "north", *arguments)
        self.assertEqual(done.returncode, 0, f"{arguments}: {done.stderr}")
        return done.stdout

    def prepare(self):
        self.ctl("programme", "create", "north", "--name", "North")
        for site, kind in (("sys", "whole-system"), ("sg", "steering-group"), ("a1", "practice"),
                           ("a2", "practice"), ("a3", "practice")):
            self.ctl("organisation", "create", site, "--kind", kind, "--name", f"The {site}")
        self.ctl("relationship", "add", "sg", "part-of", "sys", "--from", "2025-01-01")
        for site in ("a1", "a2", "a3"):
            self.ctl("relationship", "add", site, "supported-by", "sg", "--from", "2025-01-01")
            self.ctl("context", "set", site, "--from", "2025-01-01", "--gp", "6", "--nurse", "4",
                     "--admin", "6")

    def answer(self, wave, middle):
        """Slips are issued, printed and answered; of a3 by too few to be shown."""
        self.ctl("wave", "create", wave, "--name", wave, "--invitation-only", "--instrument", INSTRUMENT)
        self.ctl("wave", "open", wave)
        items = json.loads(self.ctl("instrument", "show", INSTRUMENT, "-o", "json"))["items"]
        for site in ("a1", "a2", "a3"):
            for group, people in GROUPS.items():
                batch = self.ctl("invitation", "issue", wave, site, "--staff-group", group, "--count",
                                 str(people if site != "a3" else 1), "-o", "csv")
                file = self.folder / "slips.csv"
                file.write_text(batch)
                self.assertIn("<li>", self.ctl("invitation", "sheet", str(file), "--link", "https://x.example/"))
                for slip in csv.DictReader(io.StringIO(batch)):
                    answers = {}
                    for item in items:
                        if item["scale"] != "agreement":
                            continue
                        best = min(5, max(1, round(self.random.gauss(middle, 0.9))))
                        answers[item["code"]] = str(6 - best if item["reverse"] else best)
                    self.server.post(f"/v1/programmes/north/waves/{wave}/responses:submit",
                                     {"token": slip["token"], "answers": answers})
        self.ctl("wave", "close", wave)

    def test_from_the_first_organisation_to_the_printed_page(self):
        self.prepare()
        self.answer("first", 2.6)
        self.answer("second", 4.1)
        self.by_command()
        self.over_rest()

    def by_command(self):
        shown = self.ctl("result", "show", "second", "a1")
        self.assertRegex(shown, r"Coherence is at \d+ of 100 \(90 % interval \d+ to \d+\), from 12 people")
        self.assertIn("12 people answered, of 16 who could.", shown)
        self.assertRegex(shown, r"the R-indicator is|How evenly staff groups answered is not shown")
        items = self.ctl("result", "show", "second", "a1", "--items")
        self.assertRegex(items, r"About \d+ % are favourable")
        self.assertIn("Too few people answered", self.ctl("result", "show", "second", "a3"))
        group = self.ctl("result", "group", "second", "sg", "--level", "practice")
        self.assertRegex(group, r"of 48 who could at 3 sites|not shown")
        change = self.ctl("result", "compare", "second", "--since", "first", "--site", "a1")
        self.assertIn("P(WORSE BY 5)", change)
        self.assertIn("worse by 5 or more with", change)
        for command in (("radar", "second", "a1"), ("reliability", "second"), ("funnel", "second")):
            self.assertIn("IN WORDS", self.ctl("result", *command))
        board = self.ctl("wave", "board", "second")
        self.assertRegex(board, r"practice: Coherence is at|practice: In coherence the scores of the 2 sites")
        self.assertRegex(board, r"\d+ \(\d+ to \d+\)")
        site = self.ctl("site", "show", "a1")
        self.assertRegex(site, r"Change in coherence: (Improved|Probably improved), \+\d+ points")
        self.ctl("site", "print", "a1", str(self.folder / "a1.html"))
        page = (self.folder / "a1.html").read_text()
        for said in ("Who was heard", "Change since first is worked out", "worse by 5 or more with"):
            self.assertIn(said, page)
        self.assertNotIn("before:", page)

    def over_rest(self):
        wave = "/v1/programmes/north/waves/second"
        results = self.server.get(f"{wave}/siteResults/a1")
        self.assertEqual(results["sentence"], "12 people answered, of 16 who could.")
        for construct in results["constructs"]:
            score = construct["howThisSiteWorks"]
            self.assertLessEqual(score["interval"]["low"], score["score"])
            self.assertGreaterEqual(score["interval"]["high"], score["score"])
            self.assertIn(f"{score['score']:.0f} of 100", construct["sentence"])
        for item in results["items"]:
            if item["suppression"] == "SUPPRESSION_UNSPECIFIED":
                self.assertEqual(item["respondents"], sum(
                    answer["count"] for answer in item["answers"] if answer["answer"].isdigit()))
                self.assertTrue(item["sentence"])
        turnout = self.server.get(f"{wave}/siteResults/a1:representativeness")
        self.assertTrue(turnout["evennessSentence"])
        overview = self.server.get("/v1/programmes/north/organisations/a1:overview")
        self.assertEqual(overview["turnout"]["sentence"], turnout["sentence"])
        board = self.server.get(f"{wave}/board")
        for line in board["sites"]:
            for score in line["scores"]:
                self.assertTrue(score["sentence"] and score["respondents"] and score["interval"])
        for issue in board["issues"]:
            self.assertLessEqual(issue["interval"]["low"], issue["expectedShare"])
            self.assertTrue(issue["sentence"])
        page = self.server.rest("GET", "/v1/programmes/north/organisations/a1:print")
        self.assertEqual(page.code, 200)
        scores = re.findall(r"<td class='n'>(\d+) <span class='small'>\((\d+) to (\d+)\)", page.text)
        self.assertEqual(len(scores), 4)
        for score, low, high in scores:
            self.assertLess(int(low), int(high))
            self.assertTrue(int(low) <= int(score) <= int(high))


if __name__ == "__main__":
    main()
