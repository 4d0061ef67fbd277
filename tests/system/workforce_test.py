"""The workforce for years ahead, by pcspctl and over REST: what will be short, when, and what if."""
import csv
import datetime
import io
import json

import harness
import world
from harness import SystemTest, pcspctl

MONTHS = 24


def month(ahead):
    """The month that lies so many after this one."""
    today = datetime.datetime.now(datetime.timezone.utc).date()
    year, place = divmod(today.year * 12 + today.month - 1 + ahead, 12)
    return f"{year}-{place + 1:02}"


class Workforce(SystemTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.start()
        cls.here = world.World(cls.server, "ahead").make()
        cls.here.practices("A81001", "A81002")

    def ctl(self, *arguments, code=0):
        done = pcspctl(self.server, "-p", "ahead", *arguments)
        self.assertEqual(done.returncode, code, done.stderr)
        return done if code else done.stdout

    def forecast(self, form, *arguments):
        return self.ctl("-o", form, "workforce", "forecast", "--months", str(MONTHS), "--paths", "20",
                        "--practices-to-start", "12", *arguments)

    def test_what_will_be_short(self):
        server, name = self.server, self.here.name
        refused = self.ctl("workforce", "forecast", code=1)
        self.assertIn("competence", refused.stderr, "no core day grants one yet")
        server.post(f"/v1/{name}/courses?courseId=core",
                    {"title": "Core day", "kind": "COURSE_KIND_CORE_DAY", "lengthMinutes": 360,
                     "competence": "conversation", "validityMonths": 36})
        table = self.forecast("table")
        self.assertRegex(table, r"When 12 more practices can start cannot be said")
        self.assertRegex(table, r"No facilitator is known with their hours")
        self.assertRegex(table, r"gp is not known of 2 of 2 practices")

        # One facilitator of 14 hours a month; 12 practices take 15.
        person = json.loads(self.ctl("-o", "json", "person", "add", "Fay"))["uid"]
        self.ctl("appointment", "add", person, "facilitator", "north-group", "--from", "2024-04-01",
                 "--hours", "14")
        table = self.forecast("table", "--start", month(8))
        self.assertRegex(table, r"12 more practices can start in none of the 24 months looked at")
        self.assertRegex(table, r"Recruit \d+ for facilitators, who begin by")
        self.assertRegex(table, r"north-group +admin +40 +0 +32 ")

        said = json.loads(self.forecast("json", "--start", month(8)))
        over_rest = server.post(f"/v1/{name}/workforce:forecast",
                                {"months": MONTHS, "paths": 20,
                                 "waves": [{"practices": 12, "startMonth": month(8)}]})
        self.assertEqual(over_rest["answers"], said["answers"])
        self.assertEqual(over_rest["forecast"]["recruit"], said["forecast"]["recruit"])
        recruit = said["forecast"]["recruit"][0]
        self.assertEqual((recruit["pool"], recruit["beginBy"], recruit["neededFrom"]),
                         ("facilitators", 5, 8))
        rows = list(csv.DictReader(io.StringIO(self.forecast("csv"))))
        self.assertEqual([row["month"] for row in rows], [month(t) for t in range(MONTHS)])
        self.assertEqual({row["needed"] for row in rows}, {"32"})

        # What if those who are advised begin when they should? They can start when they want to.
        problem = said["problem"]
        problem["facilitators"][0]["recruits"] = [
            sum(one["people"] for one in said["forecast"]["recruit"] if one["beginBy"] == t)
            for t in range(MONTHS)]
        what_if = server.post(f"/v1/{name}/workforce:forecastProblem", {"problem": problem})
        self.assertEqual(what_if["earliestStarts"][0]["month"], 8)
        self.assertEqual(what_if.get("recruit", []), [])

    def test_bad_requests(self):
        url = f"/v1/{self.here.name}/workforce"
        refused = self.server.rest("POST", f"{url}:forecast",
                                   {"months": 121, "target": 2, "waves": [{"practices": 0}]})
        self.assertRefused(refused, 400, "INVALID_ARGUMENT", "INVALID_FIELDS",
                           ["months", "target", "waves[0].practices"])
        refused = self.server.rest("POST", f"{url}:forecastProblem", {
            "problem": {"months": 12, "posts": [{"site": "a", "role": "gp", "posts": 3}]}})
        self.assertRefused(refused, 400, "INVALID_ARGUMENT", "INVALID_FIELDS",
                           ["problem.posts[0].role"])


if __name__ == "__main__":
    harness.main()
