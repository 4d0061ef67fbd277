"""Nothing that anybody can read depends on the answers of a group that is too small."""
import harness
import world
from harness import SystemTest, redacted


class SmallGroups(SystemTest):
    """Two programmes, the same but for what the small groups answered, and how many did. Every
    reply about them must be the same too: then it can tell nothing of those answers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.start()
        cls.few = cls.make("programme-a", small=1, good=5, group=2)
        cls.four = cls.make("programme-b", small=4, good=1, group=4)

    @classmethod
    def make(cls, name, small, good, group):
        """Practices 1, 2 and 3 with enough answers; 4, and the steering group, with too few."""
        here = world.World(cls.server, name).make()
        here.practices("A81001", "A81002", "A81003", "A81004")
        here.wave()
        here.open()
        for site, mood in (("a81001", 2), ("a81002", 4), ("a81003", 3)):
            for person in range(6):
                here.submit(site, world.answers(mood + person % 2)).ok()
        for _ in range(small):
            here.submit("a81004", world.answers(good)).ok()
        for _ in range(group):
            here.submit("north-group", {"sg_purpose": str(good), "sg_champions": str(good)},
                        staffGroup="STAFF_GROUP_LEADERSHIP").ok()
        # One question that only few of a large enough group answered.
        for _ in range(6):
            here.submit("north", {"ws_value": "4"}, staffGroup="STAFF_GROUP_LEADERSHIP").ok()
        for _ in range(small):
            here.submit("north", {"ws_budget": str(good), "ws_value": "4"},
                        staffGroup="STAFF_GROUP_LEADERSHIP").ok()
        if small < 4:
            for _ in range(4 - small):
                here.submit("north", {"ws_value": "4"}, staffGroup="STAFF_GROUP_LEADERSHIP").ok()
        here.open_replies = cls.read(here, ["waves/first:progress", "waves/first"])
        here.close()
        return here

    @classmethod
    def read(cls, here, paths):
        return {path: redacted(cls.server.get(f"/v1/{here.name}/{path}"), here.id)
                for path in paths}

    def assertTellNothing(self, paths):
        few, four = self.read(self.few, paths), self.read(self.four, paths)
        for path in paths:
            with self.subTest(path=path):
                self.assertEqual(few[path], four[path])

    def test_while_the_wave_is_open(self):
        for path, reply in self.few.open_replies.items():
            self.assertEqual(reply, self.four.open_replies[path])
        sites = {s["organisation"].rsplit("/", 1)[1]: s
                 for s in self.four.open_replies["waves/first:progress"]["sites"]}
        self.assertEqual(sites["a81004"]["responses"], {"low": 0, "high": 4})
        self.assertIs(sites["a81004"]["minimumReached"], False)
        self.assertEqual(sites["a81001"]["responses"], {"low": 5, "high": 9})

    def test_results_of_the_small_groups(self):
        self.assertTellNothing(["waves/first/siteResults/a81004",
                                "waves/first/siteResults/north-group"])
        for here in (self.few, self.four):
            site = self.server.get(f"/v1/{here.name}/waves/first/siteResults/a81004")
            self.assertEqual(site["suppression"], "SUPPRESSION_BELOW_MINIMUM_GROUP_SIZE")
            self.assertEqual((site["respondents"], site["constructs"], site["items"]), (0, [], []))

    def test_results_of_everybody(self):
        self.assertTellNothing(["waves/first/siteResults?view=RESULTS_VIEW_FULL",
                                "waves/first/siteResults/a81001", "waves/first/siteResults/north"])

    def test_diagnoses_and_plans(self):
        self.assertTellNothing([
            f"organisations/{site}/diagnoses?view=DIAGNOSIS_VIEW_FULL"
            for site in ("a81001", "a81004", "north-group", "north")])
        self.assertTellNothing([f"organisations/{site}/plans"
                                for site in ("a81001", "a81004", "north-group", "north")])
        for site in ("a81004", "north-group"):
            found = self.server.get(f"/v1/{self.four.organisation(site)}/diagnoses"
                                    "?view=DIAGNOSIS_VIEW_FULL")["diagnoses"][0]
            self.assertEqual(found["outcome"], "OUTCOME_INSUFFICIENT_DATA")
            own = [r for f in found["findings"] for r in f["reasons"]
                   if r["indicator"].startswith(("pr_", "sg_"))]
            self.assertEqual(own, [])

    def test_the_board(self):
        self.assertTellNothing(["waves/first/board"])
        lines = {line["organisation"].rsplit("/", 1)[1]: line for line in
                 self.server.get(f"/v1/{self.four.name}/waves/first/board")["sites"]}
        self.assertEqual((lines["a81004"]["scores"], lines["a81004"]["suppressedReason"]),
                         ([], "BELOW_MIN"))

    def test_enough_is_shown(self):
        """The deliberate break: with the minimum at 4, one of the two programmes shows results."""
        here = world.World(self.server, "enough").make()
        here.practices("A81004")
        here.wave(min_group_size=4)
        here.open()
        for _ in range(4):
            here.submit("a81004", world.answers(1)).ok()
        here.close()
        site = self.server.get(f"/v1/{here.name}/waves/first/siteResults/a81004")
        self.assertEqual(site["respondents"], 4)
        self.assertEqual(len(site["constructs"]), 4)


if __name__ == "__main__":
    harness.main()
