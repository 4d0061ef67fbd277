"""The gRPC door, from a language that shares nothing with the server but its address."""
import shutil
import subprocess

import grpc

import harness
import world
from harness import ROOT, SystemTest

REGISTRY, ASSESSMENTS = "pcsp.registry.v1.RegistryService", "pcsp.assessments.v1.AssessmentService"
DIAGNOSIS, PLANNING = "pcsp.diagnosis.v1.DiagnosisService", "pcsp.planning.v1.PlanningService"
PROGRAMMES = "pcsp.gateway.v1.ProgrammeService"


class OverGrpc(SystemTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.start()
        cls.client = cls.server.grpc()
        cls.here = world.World(cls.server, "over-grpc").make()
        cls.here.practices("A81001")
        cls.here.wave("draft")
        cls.here.wave()
        cls.here.open()

    def details_of(self, error):
        """The google.rpc details of a gRPC error: {message name: message}."""
        import reflection
        known = reflection.Server(self.server.grpc_address)
        for name in ("google.rpc.Status", "google.rpc.ErrorInfo"):
            known.learn(name)
        def read(name, raw):
            return known.classes.GetPrototype(known.pool.FindMessageTypeByName(name)).FromString(raw)
        raw = dict(error.trailing_metadata())["grpc-status-details-bin"]
        status = read("google.rpc.Status", raw)
        self.assertEqual((status.code, status.message), (error.code().value[0], error.details()))
        types = [any_.type_url.rsplit("/", 1)[1] for any_ in status.details]
        self.assertEqual(len(types), len(set(types)), types)
        return {t.rsplit(".", 1)[1]: read(t, any_.value) for t, any_ in zip(types, status.details)}

    def assertFails(self, call, code, reason, fields=None):
        with self.assertRaises(grpc.RpcError) as raised:
            call()
        error = raised.exception
        self.assertEqual(error.code(), code, error.details())
        details = self.details_of(error)
        self.assertEqual(details["ErrorInfo"].reason, reason, error.details())
        if fields is not None:
            self.assertEqual(sorted(v.field for v in details["BadRequest"].field_violations),
                             sorted(fields))

    def test_the_client_of_the_readme(self):
        done = subprocess.run(["/usr/bin/python3", "tests/clients/diagnose.py",
                               self.server.grpc_address], cwd=ROOT, capture_output=True, text=True,
                              timeout=60, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout, r"(?m)^1\. .*parts \((over )?\d+ %\)$")
        self.assertRegex(done.stdout, r"Ask next: .+\?")

    def from_node(self, address):
        """What diagnose.mjs prints, with the packages that `./dev deps lint` installs: in a folder laid
        out like ours, for Node looks for packages beside the file."""
        packages = ROOT / "build/tools/clients/node_modules"
        if not packages.exists():
            self.skipTest("no grpc-js in build/tools/clients: ./dev deps lint installs it")
        clients = self.folder / "node/tests/clients"
        if not clients.exists():
            clients.mkdir(parents=True)
            shutil.copy(ROOT / "tests/clients/diagnose.mjs", clients)
            (clients / "node_modules").symlink_to(packages)
            (self.folder / "node/protos").symlink_to(ROOT / "protos")
        return subprocess.run(["node", clients / "diagnose.mjs", address], capture_output=True, text=True,
                              timeout=60, check=False)

    def test_the_client_from_node(self):
        done = self.from_node(self.server.grpc_address)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout, r"(?m)^1\. .*parts \((over )?\d+ %\)$")
        self.assertRegex(done.stdout, r"Ask next: .+\?")
        refused = self.from_node("127.0.0.1:1")
        self.assertEqual(refused.returncode, 1)
        self.assertRegex(refused.stderr, "^diagnose.mjs: .+\n$")

    def test_the_client_says_when_nobody_answers(self):
        done = subprocess.run(["/usr/bin/python3", "tests/clients/diagnose.py", "127.0.0.1:1"],
                              cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, "^diagnose.py: .+\n$")

    def test_a_call_to_each_service(self):
        name = self.here.name
        self.assertEqual(self.client.call(f"{REGISTRY}/GetProgramme", {"name": name})["name"], name)
        wave = self.client.call(f"{ASSESSMENTS}/GetWave", {"name": f"{name}/waves/first"})
        self.assertEqual(wave["state"], "WAVE_STATE_OPEN")
        base = self.client.call(f"{DIAGNOSIS}/GetKnowledgeBase", {"name": "knowledgeBases/current"})
        self.assertGreaterEqual(sum(issue.get("commonIssue", False) for issue in base["issues"]), 19)
        self.assertEqual(len(base["successFactors"]), 19)
        solutions = self.client.call(f"{PLANNING}/ListSolutions", {"pageSize": 1000})["solutions"]
        self.assertGreaterEqual(len(solutions), 50)

    def test_a_file_as_a_stream(self):
        data = world.csv([world.epraccur_row("A81009")]).encode()
        import base64
        report = self.client.upload(f"{REGISTRY}/ImportOrganisations", [
            {"config": {"parent": self.here.name, "format": "IMPORT_FORMAT_EPRACCUR",
                        "validateOnly": True}},
            *({"data": base64.b64encode(data[at:at + 7]).decode()}
              for at in range(0, len(data), 7))])
        self.assertEqual(report["outcome"], "IMPORT_OUTCOME_VALIDATED")
        self.assertEqual(report["counts"]["created"], 1)
        self.assertFails(lambda: self.client.upload(f"{REGISTRY}/ImportOrganisations", [
            {"data": base64.b64encode(data).decode()}]), grpc.StatusCode.INVALID_ARGUMENT,
            "INVALID_FIELDS", ["config"])

    def test_errors_are_those_of_rest(self):
        name, site = self.here.name, self.here.organisation("a81001")
        wrong = {"parent": f"{name}/waves/first", "organisation": site,
                 "answers": {"pr_purpose": "9", "x": "1"}}
        for method, request, code, reason, fields in [
                (f"{ASSESSMENTS}/SubmitResponse", wrong, "INVALID_ARGUMENT", "INVALID_FIELDS",
                 ["staff_group", "answers[pr_purpose]", "answers[x]"]),
                (f"{ASSESSMENTS}/SubmitResponse",
                 {**wrong, "parent": f"{name}/waves/draft", "staffGroup": "STAFF_GROUP_GP",
                  "answers": {"pr_purpose": "4"}}, "FAILED_PRECONDITION", "WAVE_NOT_OPEN", None),
                (f"{ASSESSMENTS}/GetWave", {"name": f"{name}/waves/none"}, "NOT_FOUND",
                 "WAVE_NOT_FOUND", None),
                (f"{ASSESSMENTS}/ListSiteResults", {"parent": f"{name}/waves/first"},
                 "FAILED_PRECONDITION", "WAVE_NOT_CLOSED", None),
                (f"{REGISTRY}/CreateProgramme", {"programmeId": self.here.id,
                                                 "programme": {"displayName": "A"}},
                 "ALREADY_EXISTS", "PROGRAMME_EXISTS", None),
                (f"{REGISTRY}/UpdateOrganisation",
                 {"organisation": {"name": site, "displayName": "Other", "etag": '"99"'}},
                 "ABORTED", "ETAG_MISMATCH", None),
                (f"{PROGRAMMES}/OpenWave", {"name": f"{name}/waves/first"}, "FAILED_PRECONDITION",
                 "WAVE_NOT_DRAFT", None),
                (f"{PROGRAMMES}/OpenWave", {"name": "first"}, "INVALID_ARGUMENT",
                 "INVALID_FIELDS", ["name"]),
                (f"{PROGRAMMES}/GetOperation", {"name": f"{name}/operations/close-first"},
                 "NOT_FOUND", "OPERATION_NOT_FOUND", None)]:
            with self.subTest(method=method, reason=reason):
                self.assertFails(lambda: self.client.call(method, request),
                                 grpc.StatusCode[code], reason, fields)

    def test_what_is_between_services_is_not_served_outside(self):
        hidden = [f"{ASSESSMENTS}/OpenWave", f"{ASSESSMENTS}/CloseWave",
                  f"{ASSESSMENTS}/CompleteWave", f"{ASSESSMENTS}/ListEvidence",
                  f"{DIAGNOSIS}/StoreDiagnosis"]
        for method in hidden + [f"{REGISTRY}/DropEverything", "pcsp.other.v1.Service/Method"]:
            with self.subTest(method=method):
                stub = self.client.channel.unary_unary(f"/{method}")
                self.assertFails(lambda: stub(b"", timeout=10), grpc.StatusCode.UNIMPLEMENTED,
                                 "METHOD_NOT_SERVED")
        served = {route["rpc"] for route in self.server.get("/")["routes"]}
        self.assertIn(f"{DIAGNOSIS}.Diagnose", served)
        self.assertFalse(served & {method.replace("/", ".") for method in hidden})

    def test_a_message_that_is_too_large(self):
        evidence = {"subjectLevel": "LEVEL_PRACTICE", "levels": [
            {"level": "LEVEL_PRACTICE", "organisation": "x" * (5 << 20)}]}
        with self.assertRaises(grpc.RpcError) as raised:
            self.client.call(f"{DIAGNOSIS}/Diagnose", {"evidence": evidence})
        self.assertEqual(raised.exception.code(), grpc.StatusCode.RESOURCE_EXHAUSTED)

    def test_bytes_that_are_no_message(self):
        for method in (f"{REGISTRY}/GetProgramme", f"{PROGRAMMES}/OpenWave"):
            with self.subTest(method=method), self.assertRaises(grpc.RpcError) as raised:
                self.client.channel.unary_unary(f"/{method}")(b"\xff\xff\xff", timeout=10)
            # gRPC 1.51's own answer in the callback API, from before any code of ours runs.
            self.assertEqual(raised.exception.code(), grpc.StatusCode.UNIMPLEMENTED)
        self.assertEqual(self.server.health(), "SERVING")

    def test_health_by_service(self):
        for service in ("", "readiness", "liveness", REGISTRY, ASSESSMENTS, DIAGNOSIS, PLANNING,
                        PROGRAMMES):
            self.assertEqual(self.server.health(service), "SERVING", service)


if __name__ == "__main__":
    harness.main()
