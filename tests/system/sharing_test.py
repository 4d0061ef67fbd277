"""What processes share over Redis: what one has computed another need not, a change is seen at once
all the same, and a doorbell spares the gateway its timer."""
import socket
import subprocess
import time

import harness
import world
from harness import SystemTest, die_with_parent, until

SERVICES = ["registry", "assessments", "diagnosis", "planning"]


class Sharing(SystemTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with socket.create_server(("127.0.0.1", 0)) as free:
            cls.redis_port = free.getsockname()[1]
        cls.redis = subprocess.Popen(["redis-server", "--port", str(cls.redis_port), "--bind",
                                      "127.0.0.1", "--save", "", "--dir", str(cls.folder)],
                                     stdout=subprocess.DEVNULL, preexec_fn=die_with_parent)
        cls.addClassCleanup(lambda: (cls.redis.kill(), cls.redis.wait()))
        cls.url = harness.fresh_database(cls)
        harness.migrate(cls.url)
        cls.services = {name: cls.replica(name) for name in SERVICES}
        targets = [f"--{name}-target={server.grpc_address}" for name, server in cls.services.items()]
        cls.gateway = cls.start("--serve=gateway", *targets, f"--redis-url={cls.redis_url()}",
                                name="gateway", data=None)
        cls.here = world.World(cls.gateway, "shared").make()
        cls.here.practices("A10001", "A10002")

    @classmethod
    def redis_url(cls):
        return f"redis://127.0.0.1:{cls.redis_port}"

    @classmethod
    def replica(cls, service, number=1):
        return cls.start(f"--serve={service}", f"--database-url={cls.url}", "--database-connections=4",
                         f"--redis-url={cls.redis_url()}", name=f"{service}{number}", data=None)

    def answers(self, server, kind, source):
        """How many answers of a kind a process has had from a source."""
        return sum(value for name, value in server.metrics().items()
                   if name.startswith("pcsp_cache_answers_total{")
                   and f'kind="{kind}"' in name and f'from="{source}"' in name)

    def test_1_a_replica_finds_what_another_computed(self):
        other = self.replica("registry", 2)
        ask = {"parent": self.here.name, "asOfDate": "2024-06-01"}
        method = "pcsp.registry.v1.RegistryService/ListSites"
        first = self.services["registry"].grpc().call(method, ask)
        self.assertEqual(len(first["sites"]), 4)
        self.assertEqual(other.grpc().call(method, ask), first)
        self.assertEqual(self.answers(other, "ListSites", "far"), 1)
        self.assertEqual(self.answers(other, "ListSites", "computed"), 0)
        # A change that one makes the other shows at once.
        for number in range(5):
            self.gateway.rest("PATCH", f"/v1/{self.here.organisation('a10001')}?updateMask=displayName",
                              {"displayName": f"Name {number}"}).ok()
            names = [site["displayName"] for site in other.grpc().call(method, ask)["sites"]]
            self.assertIn(f"Name {number}", names)
        self.assertEqual(other.stop(), 0)

    def test_2_the_doorbell_spares_the_timer(self):
        """A wave that is closed at the service's own door, behind the gateway's back."""
        self.here.wave(exact=True)
        self.here.open()
        for _ in range(6):
            self.here.submit("a10001", world.answers(2)).ok()
        path = f"/v1/{self.here.name}/waves/first"
        self.services["assessments"].grpc().call(
            "pcsp.assessments.v1.AssessmentService/CloseWave", {"name": f"{self.here.name}/waves/first"})
        begun = time.monotonic()
        until(lambda: self.gateway.get(path)["state"] == "WAVE_STATE_CLOSED", "the follow-up")
        took = time.monotonic() - begun
        print(f"  followed up {took:.2f} s after the bell; the timer goes every 30 s")
        self.assertLess(took, 15)

    def test_3_results_are_shared(self):
        other = self.replica("assessments", 2)
        method = "pcsp.assessments.v1.AssessmentService/GetSiteResults"
        ask = {"name": f"{self.here.name}/waves/first/siteResults/a10001"}
        first = self.services["assessments"].grpc().call(method, ask)
        self.assertEqual(first["respondents"], 6)
        self.assertEqual(other.grpc().call(method, ask), first)
        self.assertEqual(self.answers(other, "GetSiteResults", "far"), 1)
        self.redis.kill()
        self.redis.wait()
        ask = {"name": f"{self.here.name}/waves/first/siteResults/a10002"}
        for server in (other, self.services["assessments"]):
            self.assertEqual(server.grpc().call(method, ask)["suppression"],
                             "SUPPRESSION_BELOW_MINIMUM_GROUP_SIZE")
        self.assertEqual(other.health(), "SERVING")
        self.assertEqual(other.stop(), 0)


if __name__ == "__main__":
    harness.main()
