"""What an operator sees: logs that hold nothing of people, and metrics of every method."""
import json

import harness
import world
from harness import SystemTest

# Each is sent somewhere where people write. None may be logged, whatever the level.
CANARIES = {
    "answer": "canary-answer-7d1f", "item": "canary-item-2b9c", "name": "canary-name-51aa",
    "description": "canary-description-93e0", "file": "canary-file-c44d",
    "token": "Bearer canary-token-0f6e", "page": "canary-page-token-77b2",
    "query": "canary-query-e1d8", "path": "canary-path-18c5", "fact": "canary-fact-6a3b",
    "person": "canary-person-3fd2", "email": "canary-email-8c17", "title": "canary-title-d0b6",
    "broken": "canary-broken-json-d2f7", "request id": "canary-request-id-9e04"}


class WhatOperatorsSee(SystemTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.start("--log-level=debug")
        cls.here = world.World(cls.server, "observed").make()
        cls.here.practices("A81001")
        cls.here.wave()
        cls.here.open()
        for _ in range(5):
            cls.here.submit("a81001", world.answers(4)).ok()

    def test_logs_hold_nothing_that_people_wrote(self):
        server, here, say = self.server, self.here, CANARIES
        wave = f"/v1/{here.name}/waves/first"
        authorised = {"Authorization": say["token"]}

        def send(method, path, body=None, content_type=None):
            return server.rest(method, path, body, content_type, authorised).code

        practice = {"kind": "ORGANISATION_KIND_PRACTICE", "displayName": say["name"],
                    "addressLines": [say["description"]]}
        codes = [
            send("POST", "/v1/programmes", {"displayName": say["name"],
                                            "description": say["description"]}),
            send("POST", f"/v1/{here.name}/organisations?organisationId=named", practice),
            send("POST", f"/v1/{here.name}/organisations", {**practice, "postcode": say["file"]}),
            send("POST", f"{wave}/responses:submit", {
                "organisation": here.organisation("a81001"), "staffGroup": "STAFF_GROUP_GP",
                "answers": {"pr_purpose": say["answer"], say["item"]: "1"}}),
            send("POST", f"{wave}/responses:submit", {"requestId": say["request id"]}),
            send("POST", f"{wave}/responses:submit", '{"answers": "' + say["broken"],
                 "application/json"),
            send("POST", f"{wave}/responses:bulkSubmit",
                 world.csv([["site", "staff_group", "pr_purpose"], ["a81001", "gp", say["answer"]],
                            [say["file"], say["file"], "4"]]), "text/csv"),
            send("POST", f"{wave}/responses:bulkSubmit", world.csv([[say["item"]]]), "text/csv"),
            send("POST", f"/v1/{here.name}/organisations:import?format=IMPORT_FORMAT_EPRACCUR",
                 world.csv([world.epraccur_row("A81005", say["file"], c13=say["file"])]),
                 "text/csv"),
            send("POST", f"/v1/{here.name}/people", {
                "displayName": say["person"], "email": f"{say['email']}@example.nhs.uk"}),
            send("POST", f"/v1/{here.name}/people", {
                "displayName": say["person"], "email": say["email"]}),
            send("GET", f"/v1/{here.name}/people?email={say['email']}@example.nhs.uk"),
            send("POST", f"/v1/{here.name}/appointments", {
                "person": f"{here.name}/people/{say['person']}", "localTitle": say["title"],
                "organisation": here.organisation("a81001"), "role": "APPOINTMENT_ROLE_STAFF"}),
            send("GET", f"/v1/programmes?pageToken={say['page']}"),
            send("GET", f"/v1/programmes?{say['query']}={say['query']}"),
            send("GET", f"/v1/{say['path']}"),
            send("GET", f"/v1/programmes/{say['path']}"),
            send("POST", "/v1/knowledgeBases/current:diagnose", {"evidence": {
                "subjectLevel": "LEVEL_PRACTICE", "levels": [{"level": "LEVEL_PRACTICE", "facts": [
                    {"fact": "fact_pr_agenda", "category": say["fact"]}]}]}})]
        self.assertEqual(codes, [200, 200, 400, 400, 400, 400, 200, 400, 200, 200, 400, 200,
                                 400, 400, 400, 404, 404, 400])
        # The last call is in the log: then so are those before it.
        harness.until(lambda: server.log().count('"method":"Diagnose"') > 0, "the log")
        # When somebody answered is not in the log either.
        self.assertNotIn('"method":"SubmitResponse"', server.log())
        for what, canary in say.items():
            for form in (canary, canary.split()[-1]):
                self.assertNotIn(form, server.log(), f"the log holds the {what}")
        # The deliberate break: what is found in a reply would be found in the log.
        self.assertIn(say["name"], server.rest("GET", f"/v1/{here.name}/organisations").text)

    def test_logs_are_lines_of_json(self):
        self.server.get("/v1/programmes")
        harness.until(lambda: "ListProgrammes" in self.server.log(), "the log")
        lines = [json.loads(line) for line in list(self.server.lines)]
        for line in lines:
            self.assertLessEqual({"time", "level", "message"}, set(line), line)
        call = next(line for line in lines if line.get("method") == "ListProgrammes")
        self.assertEqual((call["service"], call["code"]),
                         ("pcsp.registry.v1.RegistryService", "OK"))
        self.assertGreater(call["ms"], 0)

    def test_metrics_count_every_method_by_its_outcome(self):
        def count(service, method, code):
            labels = {f'service="{service}"', f'method="{method}"', f'code="{code}"'}
            return sum(value for sample, value in self.server.metrics().items()
                       if sample.startswith("pcsp_rpc_handled_total{") and
                       labels <= set(sample[sample.index("{") + 1:-1].split(",")))

        registry = ("pcsp.registry.v1.RegistryService", "GetProgramme")
        gateway = ("pcsp.gateway.v1.ProgrammeService", "GetOperation")
        before = [count(*registry, "OK"), count(*registry, "NOT_FOUND"),
                  count(*gateway, "NOT_FOUND")]
        self.server.get(f"/v1/{self.here.name}")
        for _ in range(2):
            self.server.rest("GET", "/v1/programmes/nowhere")
        self.server.rest("GET", f"/v1/{self.here.name}/operations/close-first")
        after = [count(*registry, "OK"), count(*registry, "NOT_FOUND"),
                 count(*gateway, "NOT_FOUND")]
        self.assertEqual([b - a for a, b in zip(before, after)], [1, 2, 1])
        self.assertEqual(count("pcsp.assessments.v1.AssessmentService", "SubmitResponse", "OK"), 5)
        samples = self.server.metrics()
        self.assertTrue(any(s.startswith("pcsp_rpc_seconds_bucket{") for s in samples))
        running = [v for s, v in samples.items() if s.startswith("pcsp_rpc_running{")]
        self.assertEqual(sum(running), 0)


if __name__ == "__main__":
    harness.main()
