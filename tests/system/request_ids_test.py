"""The same request again is the same; its id with another body is refused."""
import harness
import world
from harness import SystemTest


class RequestIds(SystemTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.start()

    def check(self, path, body, other):
        """`body` twice, then `other` under the same id; the reply to the first."""
        identifier = world.request_id(self.random)
        post = self.server.rest
        if path.endswith(":open") or path.endswith(":draft"):
            bodies, query = [{**b, "requestId": identifier} for b in (body, other)], ""
        else:
            bodies, query = [body, other], f"?requestId={identifier}"
        first = post("POST", path + query, bodies[0])
        self.assertEqual(first.code, 200, first.text)
        self.assertEqual(post("POST", path + query, bodies[0]).text, first.text)
        self.assertRefused(post("POST", path + query, bodies[1]), 400, "INVALID_ARGUMENT",
                           "REQUEST_ID_REUSED", ["request_id"])
        return first.json

    def test_of_each_kind_of_request(self):
        made = self.check("/v1/programmes", {"displayName": "A"}, {"displayName": "B"})
        self.assertEqual(len(self.server.get("/v1/programmes")["programmes"]), 1)
        name = made["name"]
        practice = {"kind": "ORGANISATION_KIND_PRACTICE", "displayName": "A", "codeSystem": "ods",
                    "code": "A81001"}
        self.check(f"/v1/{name}/organisations", practice, {**practice, "code": "A81002"})
        self.check(f"/v1/{name}/organisations/a81001/siteContexts",
                   {"effectiveDate": world.SINCE, "listSize": 1},
                   {"effectiveDate": world.SINCE, "listSize": 2})
        wave = {"displayName": "A", "instruments": [world.INSTRUMENTS[2]]}
        wave = self.check(f"/v1/{name}/waves", wave, {**wave, "displayName": "B"})
        self.check(f"/v1/{wave['name']}:open", {}, {"etag": '"99"'})
        finding = {"issue": "cp-roles", "level": "LEVEL_PRACTICE", "probability": 0.9,
                   "severity": 50, "importance": 0.5}
        plan = {"findings": [finding], "startDate": "2025-01-06"}
        self.check(f"/v1/{name}/organisations/a81001/plans:draft", plan,
                   {**plan, "startDate": "2025-01-07"})
        for kind in ("organisations", "waves", "organisations/-/plans"):
            listed = self.server.get(f"/v1/{name}/{kind}")
            self.assertEqual(len(listed[kind.rsplit("/", 1)[-1]]), 1, kind)

    def test_that_carries_a_file(self):
        self.server.post("/v1/programmes?programmeId=files", {"displayName": "Files"})
        here = world.World(self.server, "files")
        identifier = world.request_id(self.random)
        file = world.csv([world.epraccur_row("A81001")])
        first = here.upload(file, requestId=identifier)
        self.assertEqual(first.ok()["counts"]["created"], 1)
        self.assertEqual(here.upload(file, requestId=identifier).text, first.text)
        other = world.csv([world.epraccur_row("A81002")])
        self.assertRefused(here.upload(other, requestId=identifier), 400, "INVALID_ARGUMENT",
                           "REQUEST_ID_REUSED")
        self.assertEqual(here.upload(file).ok()["counts"]["unchanged"], 1)


if __name__ == "__main__":
    harness.main()
