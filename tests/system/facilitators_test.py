"""Who supports whom: places from a published file, a proposal by pcspctl and over REST, applied once."""
import csv
import io
import json

import harness
import world
from harness import SystemTest, pcspctl

PLACES = """pcd,pcds,oseast1m,osnrth1m
NE1 1AA,NE1 1AA,0400000,0500000
NE2 2BB,NE2 2BB,0500000,0500000
M1 1AA,M1 1AA,0410000,0500000
M1 2AA,M1 2AA,0490000,0500000
JE2 3AB,JE2 3AB,,
"""


class Facilitators(SystemTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.start()
        cls.here = world.World(cls.server, "visits").make()
        cls.here.practices("A81001", "A81002", "A81003")
        for identifier, postcode in [("north-group", "NE1 1AA"), ("north", "NE2 2BB"),
                                     ("a81001", "M1 1AA"), ("a81002", "M1 2AA")]:
            cls.server.rest("PATCH", f"/v1/{cls.here.organisation(identifier)}?updateMask=postcode",
                            {"postcode": postcode}).ok()

    def ctl(self, *arguments, code=0):
        done = pcspctl(self.server, "-p", "visits", *arguments)
        self.assertEqual(done.returncode, code, done.stderr)
        return done

    def ctl_json(self, *arguments, code=0):
        return json.loads(self.ctl("-o", "json", *arguments, code=code).stdout)

    def facilitator(self, name, organisation):
        """An appointment's id, with 30 hours a year from the beginning of time."""
        person = self.ctl_json("person", "add", name)["uid"]
        made = self.ctl_json("appointment", "add", person, "facilitator", organisation,
                             "--from", world.SINCE)
        identifier = made["name"].rpartition("/")[2]
        self.ctl("facilitation", "set-capacity", identifier, "--hours", "2.5")
        return identifier

    def test_from_a_file_of_places_to_assignments(self):
        places = self.folder / "places.csv"
        places.write_text(PLACES, encoding="utf-8")
        told = self.ctl_json("place", "import", str(places), code=4)
        self.assertEqual(told["counts"], {"created": 4, "rejected": 1})
        self.assertEqual(told["rows"][0]["postcode"], "JE2 3AB")
        self.assertEqual(self.ctl_json("place", "import", str(places), "--needed")["counts"],
                         {"not needed": 1, "unchanged": 4})
        missing = self.ctl_json("place", "missing")
        self.assertEqual([(m["title"], m["postcode"]) for m in missing],
                         [("Practice A81003", "ZY1 1AA")])
        self.assertIn("M1 1AA", self.ctl("place", "list", "m1").stdout)

        ann, bob = self.facilitator("Ann", "north-group"), self.facilitator("Bob", "north")
        self.ctl("facilitation", "assign", bob, "a81001", "--from", "2025-01-01")
        table = self.ctl("facilitation", "propose", "--start", "2027-01-04").stdout
        self.assertRegex(table, r"a81001 +Practice A81001 +Ann +Bob +13\.0 +15\.0")
        self.assertRegex(table, "1 of 3 practices and 0 of 2 facilitators are not known")
        self.assertIn("Nothing has been changed", table)
        shown = self.folder / "proposal.json"
        shown.write_text(self.ctl("-o", "json", "facilitation", "propose", "--start", "2027-01-04")
                         .stdout, encoding="utf-8")
        over_rest = self.server.post(f"/v1/{self.here.name}/assignments:propose",
                                     {"startDate": "2027-01-04"})
        self.assertEqual(json.loads(shown.read_text())["inputHash"], over_rest["inputHash"])

        checked = self.ctl_json("facilitation", "apply", str(shown), "--dry-run")
        self.assertEqual((len(checked["created"]), len(checked["ended"])), (3, 1))
        done = self.ctl("-o", "csv", "facilitation", "apply", str(shown)).stdout
        rows = [(r["WHAT"], r["PRACTICE"], r["FACILITATOR"], r["UNTIL"])
                for r in csv.DictReader(io.StringIO(done))]
        self.assertIn(("ends", "a81001", bob, "2027-01-03"), rows)
        self.assertIn(("begins", "a81001", ann, ""), rows)
        self.assertIn(("begins", "a81002", bob, ""), rows)
        refused = self.ctl("facilitation", "apply", str(shown), code=1)
        self.assertIn("assignments[0].current_facilitator", refused.stderr)
        held = self.server.get(f"/v1/{self.here.name}/assignments?asOfDate=2027-01-04")
        self.assertEqual(len(held["assignments"]), 3)
        again = self.ctl_json("facilitation", "propose", "--start", "2027-01-05")
        self.assertEqual((again["keptCount"], again["changedCount"]), (3, 0))


if __name__ == "__main__":
    harness.main()
