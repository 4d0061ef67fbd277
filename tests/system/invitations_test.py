"""People answer with slips of paper: issued once, printed, answered, reminded of; and no kill -9 loses an
answer or burns a token for nothing."""
import datetime
import json
import pathlib
import re
import sys
import uuid

import harness
import world
from harness import SystemTest, pcspctl

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "chaos"))
import tokens  # noqa: E402
from engines import Sqlite  # noqa: E402


class Invitations(SystemTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.start("--log-level=debug")

    def ctl(self, *arguments, code=0):
        """What it prints; of what is refused, why."""
        done = pcspctl(self.server, "-p", self.here.id, *arguments)
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stderr if code else done.stdout

    def begin(self, programme, headcount):
        self.here = world.World(self.server, programme).make()
        self.here.practices("A81001", headcount=headcount)
        self.wave = f"/v1/{self.here.name}/waves/first"

    def test_from_sheet_to_results(self):
        self.begin("slips", 20)
        self.ctl("wave", "create", "first", "--name", "First", "--invitation-only")
        self.here.open()
        issue = ("invitation", "issue", "first", "a81001", "--staff-group", "nurse", "--count", "12")
        table = self.ctl(*issue, "-o", "csv")
        given = re.findall(r"i[A-Za-z0-9_-]{43}(?=,)", table)
        self.assertEqual(len(set(given)), 12, table)
        file = self.folder / "slips.csv"
        file.write_text(table)
        sheet = self.ctl("invitation", "sheet", str(file), "--link", "https://survey.example/answer",
                         "--title", "Spring")
        for token in given:
            self.assertIn(f"https://survey.example/answer#wave={self.here.name}/waves/first&amp;"
                          f"token={token}", sheet)

        self.assertRefused(self.here.submit("a81001", world.answers(4)), 400, "FAILED_PRECONDITION",
                           "INVITATION_REQUIRED")
        submit = f"{self.wave}/responses:submit"
        for token in given[:6]:
            started = self.server.post(f"{self.wave}/responses:start", {"token": token})
            self.assertEqual(started["staffGroup"], "STAFF_GROUP_NURSE")
            self.server.post(f"{self.wave}/responses:saveDraft",
                             {"token": token, "answers": {"pr_purpose": "2"}})
            again = self.server.post(f"{self.wave}/responses:start", {"token": token})
            self.assertEqual(again["draft"], {"pr_purpose": "2"})
            draft = json.loads(self.ctl("response", "export-draft", "first", token))
            self.assertEqual((draft["resourceType"], draft["status"]),
                             ("QuestionnaireResponse", "in-progress"))
            self.assertFalse({"author", "source", "subject", "authored"} & set(draft))
            self.server.post(submit, {"token": token, "answers": world.answers(4)})
        self.ctl("invitation", "save", "first", given[6], "--answer", "pr_purpose=4", "--answer", "pr_time=2")
        wrong = pcspctl(self.server, "-p", "slips", "response", "submit", "first", "--token", given[6],
                        "--answer", "pr_value", "--answer", "pr_time=1", "--answer", "pr_time=2",
                        "--words", "=x")
        self.assertEqual(wrong.returncode, 1)
        for part in ("pr_value", "pr_time is given twice", "--words"):
            self.assertIn(part, wrong.stderr)
        self.ctl("response", "submit", "first", "--token", given[6], "--answer", "pr_time=")
        burnt = self.server.rest("POST", submit, {"token": given[0], "answers": world.answers(4)})
        self.assertRefused(burnt, 403, "PERMISSION_DENIED", "INVITATION_NOT_VALID")
        unknown = self.server.rest("POST", submit, {"token": "i" * 44, "answers": {}})
        self.assertEqual(unknown.text, burnt.text)

        outstanding = json.loads(self.ctl("invitation", "outstanding", "first", "-o", "json"))
        site, = outstanding["siteInvitations"]
        self.assertEqual((site["issued"], site["outstanding"]), (12, {"low": 0, "high": 7}))
        batch = site["batches"][0]["name"].rsplit("/", 1)[1]
        self.ctl("invitation", "revoke", "first", batch)
        self.check_reminders(issue[:4], table)
        self.check_page()
        self.assertRefused(self.server.rest("POST", submit, {"token": given[8], "answers": {}}), 403,
                           "PERMISSION_DENIED", "INVITATION_NOT_VALID")
        refused = pcspctl(self.server, "-p", "slips", "response", "export", "first")
        self.assertEqual(refused.returncode, 1)
        self.assertIn("RESPONSES_NOT_EXPORTED", refused.stderr)
        self.assertRefused(self.server.rest("GET", f"{self.wave}/responses:export"), 403,
                           "PERMISSION_DENIED", "RESPONSES_NOT_EXPORTED")
        self.here.close()
        site = self.server.get(f"{self.wave}/siteResults/a81001")
        self.assertEqual((site["respondents"], site["respondentsMost"]), (5, 7), "as a band")
        self.assertIn("published", self.ctl("wave", "publish", "first"))
        together = json.loads(self.ctl("result", "release", "first", "a81001", "-o", "json"))
        self.assertEqual(together["respondents"], 5, "as a band")
        self.assertEqual(json.loads(self.ctl("result", "words", "first", "a81001", "-o", "json"))["items"], [])
        for token in given:
            self.assertNotIn(token, self.server.log())

    def check_page(self):
        """Over REST slips are a page to print, once; their tokens are good to answer with."""
        body = {"organisation": f"{self.here.name}/organisations/a81001", "staffGroup": "STAFF_GROUP_ADMIN",
                "count": 2, "linkBase": "https://survey.example/answer", "siteTitle": "Alder Surgery",
                "requestId": str(uuid.uuid4())}
        page = self.server.rest("POST", f"{self.wave}/invitations:print", body)
        self.assertEqual((page.code, page.headers["Content-Type"]), (200, "text/html; charset=utf-8"))
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        self.assertIn("Alder Surgery, administrative staff", page.text)
        tokens_shown = set(re.findall(r"token=(i[A-Za-z0-9_-]{43})", page.text))
        self.assertEqual(len(tokens_shown), 2, page.text)
        for token in tokens_shown:
            started = self.server.post(f"{self.wave}/responses:start", {"token": token})
            self.assertEqual(started["staffGroup"], "STAFF_GROUP_ADMIN")
            self.assertNotIn(token, self.server.log())
        again = self.server.rest("POST", f"{self.wave}/invitations:print", body)
        self.assertRefused(again, 409, "ALREADY_EXISTS", "INVITATIONS_ALREADY_ISSUED")

    def check_reminders(self, issue, revoked):
        """Slips that are good still go out again, and others do not; those that expire say so."""
        late = self.ctl(*issue, "--staff-group", "gp", "--count", "1", "--expires", "2999-12-31", code=1)
        self.assertIn("expire_time", late)
        soon = datetime.date.today() + datetime.timedelta(days=30)
        dated = self.ctl(*issue, "--staff-group", "gp", "--count", "2", "--expires", soon.isoformat(),
                         "-o", "csv")
        both = self.folder / "both.csv"
        both.write_text(revoked + dated)  # the header comes again
        remind = ("invitation", "sheet", str(both), "--remind", "--link", "https://survey.example/answer")
        self.assertEqual(self.ctl(*remind, "-o", "csv").split(), dated.split())
        self.assertEqual(self.ctl(*remind).count(f"until {(soon + datetime.timedelta(days=1)).day} "), 2)

    def test_a_small_team_agrees(self):
        self.begin("team", 6)
        self.here.wave("strict", min_group_size=9)
        checked = self.ctl("wave", "open", "strict", "--check")
        self.assertIn("whatever is answered: 1.", checked)
        self.assertRegex(checked, r"a81001 +practice +6 +3 +Of 6 people")
        self.assertIn("From 9 answers on means are shown: possible at 0 of 3 sites", checked)
        self.assertRegex(checked, r"a81001 +6 +no +no +no")
        opening = json.loads(self.ctl("wave", "open", "strict", "--check", "-o", "json"))["opening"]
        self.assertEqual((opening["siteCount"], opening["headcount"], opening["headcountUnknownCount"]), (3, 6, 2))
        self.assertEqual(self.server.get(f"/v1/{self.here.name}/waves/strict")["state"], "WAVE_STATE_DRAFT")
        self.here.wave()
        self.here.open()
        submit = ("consensus", "submit", "first", "a81001", "--people", "5", "--answer",
                  "pr_purpose=4", "-o", "json")
        agreed = json.loads(self.ctl(*submit))
        self.assertEqual(agreed["peoplePresent"], 5)
        self.ctl(*submit, "--etag", agreed["etag"])
        self.assertEqual(pcspctl(self.server, "-p", "team", *submit).returncode, 1)
        exported = json.loads(self.ctl("consensus", "export", "first", "a81001"))
        self.assertEqual(exported["status"], "completed")
        self.assertNotIn("a81001", json.dumps(exported))
        self.here.close()
        site = self.server.get(f"{self.wave}/siteResults/a81001")
        self.assertEqual(site["suppression"], "SUPPRESSION_BELOW_MINIMUM_GROUP_SIZE")
        self.assertEqual(site["teamConsensus"]["answers"], {"pr_purpose": "4"})

    def test_killing_the_server_while_people_answer(self):
        tokens.play(Sqlite, 400, 3, self.random.randrange(10 ** 6))


if __name__ == "__main__":
    harness.main()
