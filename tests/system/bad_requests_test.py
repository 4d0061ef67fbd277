"""Requests that are wrong, over REST: the right code and reason, every fault at once, and nothing
half written."""
import http.client

import harness
import world
from harness import Reply, SystemTest

JSON = "application/json"


class BadRequests(SystemTest):
    """One server and one programme with an open wave for all cases; each leaves it as it was."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.start()
        cls.here = world.World(cls.server, "bad-input").make()
        cls.here.practices("A81001", "A81002")
        cls.wave = f"/v1/{cls.here.name}/waves/first"
        cls.here.wave("draft")
        cls.here.wave("past")
        cls.here.open("past")
        cls.here.close("past")
        cls.here.wave()
        cls.here.open()
        for _ in range(5):
            cls.here.submit("a81001", world.answers(4)).ok()

    def setUp(self):
        self.before = self.everything()

    def tearDown(self):
        self.assertEqual(self.everything(), self.before, "a refused request left something behind")

    def everything(self):
        """What can be listed, and how many have answered."""
        lists = ["organisations?showClosed=true&pageSize=1000", "relationships?pageSize=1000",
                 "organisations/-/siteContexts?pageSize=1000", "waves", "waves/first:progress",
                 "organisations/-/diagnoses?pageSize=500", "organisations/-/plans"]
        listed = {path: self.server.get(f"/v1/{self.here.name}/{path}") for path in lists}
        return {**listed, "programmes": self.server.get("/v1/programmes")}

    def post(self, path, body, content_type=None, **headers):
        return self.server.rest("POST", path, body, content_type, headers)

    # Requests as such.

    def test_json_that_is_none(self):
        for body in ['{"displayName": "A"', '{displayName: "A"}', "{'displayName': 'A'}", "[1,]",
                     '{"displayName": "A",}', '{"displayName": "\xff"}'.encode("latin-1"), "nul"]:
            with self.subTest(body=body):
                reply = self.post("/v1/programmes?programmeId=x", body, JSON)
                error = self.assertRefused(reply, 400, "INVALID_ARGUMENT", "MALFORMED_JSON")
                self.assertRegex(error.message, r"line \d+|column \d+")

    def test_json_of_another_shape_has_every_fault_named(self):
        reply = self.post(f"{self.wave}/responses:submit", {
            "organization": "x", "staffGroup": "STAFF_GROUP_COOK", "answers": ["5"],
            "requestId": 7})
        self.assertRefused(reply, 400, "INVALID_ARGUMENT", "INVALID_FIELDS",
                           ["organization", "staff_group", "answers", "request_id"])

    def test_a_body_without_its_type_or_of_another(self):
        for content_type in ["", "text/plain", "application/x-www-form-urlencoded",
                             "application/json; charset=latin-1"]:
            with self.subTest(content_type=content_type):
                reply = self.post("/v1/programmes?programmeId=x", '{"displayName":"A"}',
                                  content_type)
                self.assertRefused(reply, 415, "INVALID_ARGUMENT", "UNSUPPORTED_MEDIA_TYPE")

    def test_paths_and_methods_that_are_not_served(self):
        for method, path, code, status, reason in [
                ("GET", "/v1/programs", 404, "NOT_FOUND", "ROUTE_NOT_FOUND"),
                ("GET", "/v2/programmes", 404, "NOT_FOUND", "ROUTE_NOT_FOUND"),
                ("GET", f"/v1/{self.here.name}/waves/first/results", 404, "NOT_FOUND",
                 "ROUTE_NOT_FOUND"),
                ("GET", "/v1/programmes/%zz", 400, "INVALID_ARGUMENT", "MALFORMED_PATH"),
                ("DELETE", f"/v1/{self.here.name}", 405, "UNIMPLEMENTED", "METHOD_NOT_ALLOWED"),
                ("PUT", "/v1/programmes", 405, "UNIMPLEMENTED", "METHOD_NOT_ALLOWED"),
                ("GET", f"/v1/{self.here.name}/waves/first:open", 405, "UNIMPLEMENTED",
                 "METHOD_NOT_ALLOWED")]:
            with self.subTest(method=method, path=path):
                reply = self.server.rest(method, path)
                self.assertRefused(reply, code, status, reason)
                if code == 405:
                    self.assertTrue(reply.headers["Allow"])

    def test_query_parameters_that_are_wrong(self):
        reply = self.server.rest("GET", f"/v1/{self.here.name}/organisations?pageSize=many&sort=up"
                                 "&kind=SHOP")
        self.assertRefused(reply, 400, "INVALID_ARGUMENT", "INVALID_FIELDS",
                           ["pageSize", "sort", "kind"])
        reply = self.server.rest("GET", f"/v1/{self.here.name}/organisations?pageSize=-1"
                                 "&pageToken=forged&asOfDate=2024-02-30&within=elsewhere")
        self.assertRefused(reply, 400, "INVALID_ARGUMENT", "INVALID_FIELDS",
                           ["page_size", "page_token", "as_of_date", "within"])

    def test_messages_that_are_too_large(self):
        reply = self.post("/v1/programmes?programmeId=x", {"displayName": "x" * (5 << 20)})
        self.assertRefused(reply, 413, "INVALID_ARGUMENT", "BODY_TOO_LARGE")
        # A file that says that it is too large is refused before any of it is sent.
        path = f"/v1/{self.here.name}/organisations:import"
        connection = http.client.HTTPConnection("127.0.0.1", self.server.rest_port, timeout=60)
        connection.request("POST", path, headers={"Content-Type": "text/csv",
                                                  "Content-Length": str((64 << 20) + 1)})
        with connection.getresponse() as response:
            reply = Reply(response.status, response.headers, response.read())
        connection.close()
        self.assertRefused(reply, 413, "INVALID_ARGUMENT", "BODY_TOO_LARGE")

    # Names, states, versions.

    def test_names_of_nothing(self):
        for path, reason in [
                ("/v1/programmes/nowhere", "PROGRAMME_NOT_FOUND"),
                ("/v1/programmes/nowhere/organisations", "PROGRAMME_NOT_FOUND"),
                (f"/v1/{self.here.organisation('z99999')}", "ORGANISATION_NOT_FOUND"),
                (f"/v1/{self.here.name}/waves/second", "WAVE_NOT_FOUND"),
                (f"/v1/{self.here.name}/waves/second/board", "WAVE_NOT_FOUND"),
                (f"/v1/{self.here.name}/operations/close-second", "OPERATION_NOT_FOUND"),
                (f"/v1/{self.here.name}/operations/close-first", "OPERATION_NOT_FOUND"),
                (f"/v1/{self.here.name}/waves/past/siteResults/z99999", "SITE_RESULTS_NOT_FOUND"),
                (f"/v1/{self.here.organisation('a81001')}/diagnoses/x", "DIAGNOSIS_NOT_FOUND"),
                (f"/v1/{self.here.organisation('a81001')}/plans/x", "PLAN_NOT_FOUND"),
                ("/v1/instruments/practice/versions/9", "INSTRUMENT_NOT_FOUND"),
                ("/v1/knowledgeBases/other@1", "KNOWLEDGE_BASE_NOT_FOUND"),
                ("/v1/solutions/wait", "SOLUTION_NOT_FOUND")]:
            with self.subTest(path=path):
                self.assertRefused(self.server.rest("GET", path), 404, "NOT_FOUND", reason)
        self.assertRefused(self.server.rest("GET", "/v1/programmes/NOT_AN_ID"), 400,
                           "INVALID_ARGUMENT", "INVALID_FIELDS", ["name"])

    def test_a_stale_etag(self):
        path = f"/v1/{self.here.organisation('a81001')}"
        for change in ({"displayName": "Other"}, {"postcode": "ZY9 9ZZ"}):
            reply = self.server.rest("PATCH", f"{path}?updateMask={next(iter(change))}",
                                     {**change, "etag": '"99"'})
            error = self.assertRefused(reply, 409, "ABORTED", "ETAG_MISMATCH")
            self.assertEqual(error.details["ErrorInfo"]["metadata"]["current_etag"],
                             self.server.get(path)["etag"])
        reply = self.post(f"/v1/{self.here.name}/waves/draft:open", {"etag": '"99"'})
        self.assertRefused(reply, 409, "ABORTED", "ETAG_MISMATCH")

    def test_an_update_without_a_mask_or_with_a_wrong_one(self):
        path = f"/v1/{self.here.organisation('a81001')}"
        self.assertRefused(self.server.rest("PATCH", path, {"displayName": "Other"}), 400,
                           "INVALID_ARGUMENT", "INVALID_FIELDS", ["update_mask"])
        reply = self.server.rest("PATCH", f"{path}?updateMask=shoeSize", {"displayName": "Other"})
        self.assertRefused(reply, 400, "INVALID_ARGUMENT", "INVALID_FIELDS")

    def test_what_exists_already(self):
        self.assertRefused(self.post(f"/v1/programmes?programmeId={self.here.id}",
                                     {"displayName": "Again"}),
                           409, "ALREADY_EXISTS", "PROGRAMME_EXISTS")
        practice = {"kind": "ORGANISATION_KIND_PRACTICE", "displayName": "Again"}
        path = f"/v1/{self.here.name}/organisations?organisationId="
        self.assertRefused(self.post(path + "a81001", practice), 409, "ALREADY_EXISTS",
                           "ORGANISATION_EXISTS")
        self.assertRefused(self.post(path + "other", {**practice, "codeSystem": "ods",
                                                      "code": "a81001"}),
                           409, "ALREADY_EXISTS", "ORGANISATION_CODE_TAKEN")
        self.assertRefused(self.post(f"/v1/{self.here.name}/waves?waveId=first", {
            "displayName": "Again", "instruments": world.INSTRUMENTS}),
            409, "ALREADY_EXISTS", "WAVE_EXISTS")

    def test_every_fault_of_a_resource_at_once(self):
        reply = self.post(f"/v1/{self.here.name}/organisations?organisationId=Not%20An%20Id"
                          "&requestId=x", {
                              "displayName": "", "code": "?", "openDate": "2024-02-30",
                              "addressLines": list("123456")})
        self.assertRefused(reply, 400, "INVALID_ARGUMENT", "INVALID_FIELDS", [
            "organisation_id", "request_id", "organisation.kind", "organisation.display_name",
            "organisation.code", "organisation.code_system", "organisation.open_date",
            "organisation.address_lines"])
        reply = self.post(f"/v1/{self.here.name}/waves?waveId=_", {
            "minGroupSize": 2, "instruments": ["instruments/practice/versions/1",
                                               "instruments/practice/versions/1", "x"]})
        self.assertRefused(reply, 400, "INVALID_ARGUMENT", "INVALID_FIELDS", [
            "wave_id", "wave.display_name", "wave.min_group_size", "wave.instruments[1]",
            "wave.instruments[2]"])

    def test_relationships_that_cannot_be(self):
        def relate(subject, kind, other, **dates):
            return self.post(f"/v1/{self.here.name}/relationships", {
                "subject": self.here.organisation(subject), "object": self.here.organisation(other),
                "kind": f"RELATIONSHIP_KIND_{kind}", **dates})
        self.assertRefused(relate("a81001", "SUPPORTED_BY", "north-group"), 400,
                           "FAILED_PRECONDITION", "RELATIONSHIP_OVERLAP")
        self.assertRefused(relate("a81001", "SUPPORTED_BY", "nobody"), 404, "NOT_FOUND",
                           "ORGANISATION_NOT_FOUND")
        self.assertRefused(relate("north", "PART_OF", "north"), 400, "INVALID_ARGUMENT",
                           "INVALID_FIELDS")
        self.assertRefused(relate("a81001", "COMMISSIONED_BY", "north", startDate="2025-01-01",
                                  endDate="2024-01-01"), 400, "INVALID_ARGUMENT", "INVALID_FIELDS")

    def test_answers_that_are_wrong(self):
        site = self.here.organisation("a81001")
        for body, fields in [
                ({"organisation": site, "staffGroup": "STAFF_GROUP_GP",
                  "answers": {"pr_purpose": "9", "pr_value": "yes", "ws_purpose": "3", "x": "1"}},
                 ["answers[pr_purpose]", "answers[pr_value]", "answers[ws_purpose]", "answers[x]"]),
                ({"organisation": site, "staffGroup": "STAFF_GROUP_GP", "answers": {}},
                 ["answers"]),
                ({"organisation": self.here.organisation("z99999"), "requestId": "7",
                  "answers": {"pr_purpose": "3"}}, ["organisation", "staff_group", "request_id"])]:
            with self.subTest(body=body):
                self.assertRefused(self.post(f"{self.wave}/responses:submit", body), 400,
                                   "INVALID_ARGUMENT", "INVALID_FIELDS", fields)

    def test_a_wave_that_takes_no_answers(self):
        for wave, reason in [("draft", "WAVE_NOT_OPEN"), ("past", "WAVE_CLOSED")]:
            with self.subTest(wave=wave):
                reply = self.here.submit("a81001", world.answers(4), wave=wave)
                error = self.assertRefused(reply, 400, "FAILED_PRECONDITION", reason)
                self.assertTrue(error.details["PreconditionFailure"]["violations"])
        for wave in ("first", "past"):
            self.assertRefused(self.post(f"/v1/{self.here.name}/waves/{wave}:open", {}), 400,
                               "FAILED_PRECONDITION", "WAVE_NOT_DRAFT")
        self.assertRefused(self.post(f"/v1/{self.here.name}/waves/draft:close", {}), 400,
                           "FAILED_PRECONDITION", "WAVE_NOT_OPEN")

    def test_a_diagnosis_of_what_cannot_be(self):
        reply = self.post("/v1/knowledgeBases/current:diagnose", {"maxReasons": 101, "evidence": {
            "subjectLevel": "LEVEL_PRACTICE", "levels": [
                {"level": "LEVEL_PRACTICE", "items": [
                    {"item": "pr_purpose", "answers": {"9": 1}}, {"item": "x"},
                    {"item": "pr_value", "answers": {"1": -1}}],
                 "facts": [{"fact": "fact_pr_roles_written", "category": "perhaps"}]}]}})
        self.assertRefused(reply, 400, "INVALID_ARGUMENT", "INVALID_FIELDS", [
            "max_reasons", "evidence.levels[0].items[0].answers[9]",
            "evidence.levels[0].items[1].item", "evidence.levels[0].items[2].answers[1]",
            "evidence.levels[0].facts[0].category"])
        reply = self.post("/v1/knowledgeBases/current:diagnose", {})
        self.assertRefused(reply, 400, "INVALID_ARGUMENT", "INVALID_FIELDS")

    def test_a_diagnosis_of_no_site_of_the_wave(self):
        path = f"/v1/{self.here.organisation('z99999')}:diagnose"
        self.assertRefused(self.post(path, {"wave": f"{self.here.name}/waves/past"}), 404,
                           "NOT_FOUND", "SITE_NOT_IN_WAVE")
        self.assertRefused(self.post(path, {"wave": f"{self.here.name}/waves/first"}), 400,
                           "FAILED_PRECONDITION", "WAVE_NOT_CLOSED")

    def test_pages_of_another_site(self):
        for headers in ({"Origin": "http://elsewhere.example"},
                        {"Sec-Fetch-Site": "cross-site"}):
            reply = self.post("/v1/programmes?programmeId=x", {"displayName": "A"}, **headers)
            self.assertRefused(reply, 403, "PERMISSION_DENIED", "CROSS_SITE_REQUEST")
        reply = self.server.rest("GET", "/v1/programmes", headers={"Host": "elsewhere.example"})
        self.assertRefused(reply, 403, "PERMISSION_DENIED", "HOST_NOT_ALLOWED")


if __name__ == "__main__":
    harness.main()
