"""A programme's practices merge and its groups split: as then, as now, found again, over REST."""
import harness
import world
from harness import SystemTest, pcspctl


def ids(nodes):
    return [node["organisation"].rsplit("/", 1)[1] for node in nodes]


class MergersKeepHistory(SystemTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.start()

    def make(self, name):
        here = world.World(self.server, name).make()
        here.practices("A81001", "A81002", "A81003")
        return here

    def below(self, here, organisation, day, **query):
        query = "".join(f"&{key}={value}" for key, value in query.items())
        return self.server.get(f"/v1/{here.organisation(organisation)}/descendants"
                               f"?asOfDate={day}{query}")["descendants"]

    def merge(self, here, **more):
        body = {"sources": [{"name": here.organisation(f"a8100{n}")} for n in (1, 2)],
                "newOrganisation": {"organisation": {
                    "displayName": "Elm Partnership", "codeSystem": "ods", "code": "A81009"}},
                "date": "2024-10-01", **more}
        return self.server.rest("POST", f"/v1/{here.name}/organisations:merge", body)

    def test_practices_merge(self):
        here = self.make("mergers")
        before = self.below(here, "north", "2024-09-30")
        planned = self.merge(here, validateOnly=True).ok()
        self.assertEqual((planned["endedCount"], planned["createdCount"]), (4, 4))
        self.assertEqual(self.below(here, "north", "2024-10-01"), before, "only a check")

        request_id = world.request_id(self.random)
        merged = self.merge(here, requestId=request_id).ok()
        self.assertEqual(self.merge(here, requestId=request_id).ok(), merged)
        self.assertEqual([s["closeDate"] for s in merged["sources"]], ["2024-09-30"] * 2)
        successor = merged["successors"][0]
        self.assertEqual((successor["name"], successor["openDate"]),
                         (here.organisation("a81009"), "2024-10-01"))

        self.assertEqual(ids(self.below(here, "north", "2024-09-30")), ids(before))
        self.assertEqual(ids(self.below(here, "north-group", "2024-10-01")), ["a81003", "a81009"])
        practices = {"kind": "ORGANISATION_KIND_PRACTICE"}
        then = self.below(here, "north", "2024-06-01", basis="ROLL_UP_BASIS_AS_THEN", **practices)
        self.assertEqual(ids(then), ["a81001", "a81002", "a81003"])
        now = self.below(here, "north", "2024-06-01", basis="ROLL_UP_BASIS_AS_NOW", **practices)
        self.assertEqual(ids(now), ["a81003", "a81009"])
        self.assertEqual(now[1]["formerly"], [here.organisation(f"a8100{n}") for n in (1, 2)])

        again = self.merge(here, newOrganisation={"organisation": {"displayName": "Twice"}})
        error = self.assertRefused(again, 400, "FAILED_PRECONDITION", "ORGANISATION_SUCCEEDED")
        conflicts = error.details["ErrorInfo"]["metadata"]["conflicts"].split(",")
        self.assertEqual(len(conflicts), 2)
        for name in conflicts:
            self.assertEqual(self.server.get(f"/v1/{name}")["object"], successor["name"])

    def test_a_group_splits(self):
        here = self.make("splits")
        parts = [{"newOrganisation": {"organisationId": name,
                                      "organisation": {"displayName": f"{name.title()} Group"}},
                  "takes": takes}
                 for name, takes in (("east", [here.organisation("a81001")]),
                                     ("west", [here.organisation("a81002")]))]
        path = f"/v1/{here.organisation('north-group')}:split"
        left = self.server.rest("POST", path, {"parts": parts, "date": "2025-01-01"})
        self.assertRefused(left, 400, "FAILED_PRECONDITION", "RELATIONSHIPS_LEFT_OVER")
        parts[1]["takes"].append(here.organisation("a81003"))
        self.server.post(path, {"parts": parts, "date": "2025-01-01"})
        tree = self.server.get(f"/v1/{here.name}/organisations:tree?root="
                               f"{here.organisation('north')}&asOfDate=2025-01-01"
                               "&relationshipKinds=RELATIONSHIP_KIND_PART_OF"
                               "&relationshipKinds=RELATIONSHIP_KIND_SUPPORTED_BY")
        self.assertEqual(ids(tree["nodes"]),
                         ["north", "east", "west", "a81001", "a81002", "a81003"])
        above = {node["organisation"].rsplit("/", 1)[1]: ids(node["parents"])
                 for node in tree["nodes"]}
        self.assertEqual((above["a81001"], above["a81003"]), (["east"], ["west"]))
        ancestors = self.server.get(f"/v1/{here.organisation('a81002')}/ancestors"
                                    "?asOfDate=2024-12-31")["ancestors"]
        self.assertEqual(sorted(ids(ancestors)), ["north", "north-group"])

    def test_organisations_are_found(self):
        here = self.make("finding")
        found = self.server.get(f"/v1/{here.name}/organisations:search?query=practise%20A81002")
        self.assertEqual(found["matches"][0]["organisation"], here.organisation("a81002"))
        listed = self.server.get(
            f"/v1/{here.name}/organisations?filter=kind%20%3D%20PRACTICE%20AND%20within(north-group)"
            "&orderBy=code%20desc&view=ORGANISATION_VIEW_BASIC&pageSize=2")
        self.assertEqual([o["code"] for o in listed["organisations"]], ["A81003", "A81002"])
        self.assertEqual(listed["organisations"][0]["uid"], "")
        wrong = self.server.rest("GET", f"/v1/{here.name}/organisations?filter=kind%20is%20PCN")
        error = self.assertRefused(wrong, 400, "INVALID_ARGUMENT", "INVALID_FIELDS", ["filter"])
        self.assertIn("at character 6", error.violations["filter"])
        names = [here.organisation(code) for code in ("a81003", "north", "a81001")]
        for reply in (self.server.get(f"/v1/{here.name}/organisations:batchGet?names="
                                      + "&names=".join(names)),
                      self.server.post(f"/v1/{here.name}/organisations:batchGet",
                                       {"names": names})):
            self.assertEqual([o["name"] for o in reply["organisations"]], names)

    def test_the_same_by_pcspctl(self):
        here = self.make("by-hand")

        def ctl(*arguments):
            done = pcspctl(self.server, "-p", here.id, "organisation", *arguments)
            self.assertEqual(done.returncode, 0, done.stderr)
            return done.stdout

        self.assertIn("a81002", ctl("search", "81002", "--limit", "1"))
        ctl("merge", "a81001", "--into", "a81002", "--on", "2025-01-01")
        ctl("split", "north-group", "--on", "2025-01-01", "--part", "east=East", "--part",
            "west=West", "--take", "a81002=east,a81003=west")
        tree = ctl("tree", "north", "--as-of", "2025-01-01", "--by", "part-of,supported-by")
        self.assertIn("\n    a81002 ", tree, "indented below its group")
        self.assertIn("a81001", ctl("descendants", "north", "--as-of", "2024-12-31"))
        self.assertIn("a81001", ctl("descendants", "north", "--as-of", "2024-12-31", "--as-now",
                                    "-o", "csv"))
        self.assertIn("east", ctl("ancestors", "a81002", "--as-of", "2025-01-01"))
        self.assertNotIn("east", ctl("list", "--filter", "kind = PRACTICE"))


if __name__ == "__main__":
    harness.main()
