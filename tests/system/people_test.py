"""People by pcspctl and over REST: who does what where, and that who is erased is gone."""
import base64
import csv
import io
import json

import harness
import world
from harness import SystemTest, pcspctl, until

NAME, EMAIL = "Canary Quillfeather", "canary.quillfeather@example.nhs.uk"


class People(SystemTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.start("--log-level=debug")
        cls.here = world.World(cls.server, "people").make()
        cls.here.practices("A81001", "A81002")

    def ctl(self, *arguments, code=0):
        done = pcspctl(self.server, "-p", "people", *arguments)
        self.assertEqual(done.returncode, code, done.stderr)
        return done if code else done.stdout

    def ctl_json(self, *arguments):
        return json.loads(self.ctl("-o", "json", *arguments))

    def enter(self, *arguments):
        return self.ctl_json("person", "add", *arguments)["uid"]

    def test_who_does_what(self):
        ann, bob = self.enter("Ann Example", "--email", "ann@example.nhs.uk"), self.enter("Bob")
        self.ctl("appointment", "add", ann, "facilitator", "north-group", "--from", "2024-04-01",
                 "--hours", "60", "--skills", "coaching", "--serves", "north-group")
        self.ctl("appointment", "add", bob, "exemplar", "a81001", "--from", "2024-04-01",
                 "--title", "Practice nurse", "--solved", "cp-roles", "ca-time")
        champion = self.ctl_json("appointment", "add", ann, "gp-champion", "a81002",
                                 "--from", "2024-04-01")
        ended = self.ctl_json("appointment", "end", champion["name"], "--on", "2024-09-30")
        self.assertEqual(ended["endDate"], "2024-09-30")
        self.ctl("appointment", "add", bob, "gp-champion", "a81002", "--from", "2024-10-01")

        found = self.ctl_json("appointment", "list", "--solved", "cp-roles", "--within", "north")
        self.assertEqual([p["displayName"] for p in found["people"]], ["Bob"])
        self.assertEqual(found["appointments"][0]["staffGroup"], "STAFF_GROUP_NURSE")
        rows = list(csv.DictReader(io.StringIO(
            self.ctl("-o", "csv", "appointment", "list", "--role", "gp-champion",
                     "--organisation", "a81002", "--from", "2024-09-01", "--until", "2024-10-31"))))
        self.assertEqual(sorted((r["PERSON"], r["FROM"], r["UNTIL"]) for r in rows),
                         [("Ann Example", "2024-04-01", "2024-09-30"), ("Bob", "2024-10-01", "")])
        table = self.ctl("appointment", "list", "--skill", "coaching")
        self.assertRegex(table, r"Ann Example +facilitator +north-group .* 60 +coaching")
        refused = self.ctl("appointment", "add", bob, "practice-lead", "north-group", code=1)
        self.assertIn("which a steering group can have", refused.stderr)
        self.assertEqual(
            self.server.get(f"/v1/{self.here.name}/appointments?skill=coaching")
            ["appointments"][0]["hoursPerMonth"], 60)

    def test_export_and_erasure(self):
        server, person = self.server, self.enter(NAME, "--email", EMAIL)
        made = self.ctl_json("appointment", "add", person, "practice-lead", "a81001",
                             "--title", f"{NAME}'s post", "--from", "2024-04-01")
        found = self.ctl_json("person", "list", "--email", EMAIL.upper())
        self.assertEqual([p["uid"] for p in found["people"]], [person])
        held = self.ctl_json("person", "export", person)
        self.assertEqual((held["person"]["displayName"], held["person"]["email"]), (NAME, EMAIL))
        self.assertEqual(len(held["appointments"]), 1)
        self.assertEqual(len(held["rememberedReplies"]), 2)
        self.assertIn(NAME, self.files(), "the deliberate break: it is found while it is there")
        self.assertIn(f"{NAME}'s post", self.ctl("person", "export", person))

        refused = self.ctl("person", "erase", person, code=1)
        self.assertIn("--yes", refused.stderr)
        self.assertEqual(self.ctl_json("person", "show", person)["displayName"], NAME)
        erased = self.ctl_json("person", "erase", person, "--yes")
        self.assertEqual((erased["displayName"], erased["email"]), ("", ""))
        self.assertTrue(erased["eraseTime"])
        self.assertEqual(self.ctl_json("person", "erase", person, "--yes"), erased)
        self.assertIn("(erased)", self.ctl("person", "show", person))

        left = self.ctl_json("person", "export", person)
        self.assertEqual(left["rememberedReplies"], [])
        self.assertEqual(left["appointments"][0]["localTitle"], "")
        self.assertEqual(left["appointments"][0]["startDate"], made["startDate"])
        self.assertTrue(left["appointments"][0]["endDate"])
        self.assertEqual(self.ctl_json("person", "list", "--email", EMAIL)["people"], [])
        for secret in (NAME, EMAIL, "Quillfeather"):
            self.assertNotIn(secret, self.files())
            self.assertNotIn(secret, server.log())
        again = server.rest("PATCH", f"/v1/{self.here.name}/people/{person}?updateMask=displayName",
                            {"displayName": "Back"})
        self.assertRefused(again, 400, "FAILED_PRECONDITION", "PERSON_ERASED")

    def test_what_an_erased_person_wrote_goes_too(self):
        """Kim's words go from planning; that she was there, and Lee's words, stay."""
        words, others = "Kestrel remarked this", "Lapwing remarked that"
        kim, lee = self.enter("Kim Example"), self.enter("Lee Example")
        posts = [self.ctl_json("appointment", "add", person, "facilitator", "north-group", "--from",
                               "2024-04-01")["name"] for person in (kim, lee)]
        contacts = [self.server.post(f"/v1/{self.here.name}/contacts", {
            "facilitator": post, "practice": self.here.organisation("a81002"), "contactDate": "2025-01-06",
            "kind": "CONTACT_KIND_VISIT", "hours": 1, "notes": note})["name"]
            for post, note in zip(posts, (words, others))]
        plan = self.server.post(f"/v1/{self.here.organisation('a81002')}/plans:draft", {
            "startDate": "2026-01-05", "planId": "noted", "findings": [
                {"issue": "pr-steering", "level": "LEVEL_PRACTICE", "probability": .8,
                 "severity": 60, "importance": 1}]})
        roles = sorted({action["ownerRole"] for action in plan["actions"]})
        self.ctl("plan", "agree", plan["name"], "--by", posts[0],
                 *[word for role in roles for word in ("--owner", f"{role}={posts[0]}")])
        action = plan["actions"][0]["name"]
        for post, note in zip(posts, (words, others)):
            self.ctl("action", "comment", action, "--by", post, "--note", note)
        self.assertIn(words, self.files(), "the deliberate break: it is found while it is there")

        self.ctl("person", "erase", kim, "--yes")
        until(lambda: words not in self.files(), "what Kim wrote to be gone", seconds=120)
        self.assertEqual(self.server.get(f"/v1/{contacts[0]}")["notes"], "")
        self.assertEqual(self.server.get(f"/v1/{contacts[0]}")["hours"], 1)
        self.assertEqual(self.server.get(f"/v1/{contacts[1]}")["notes"], others)
        events = self.server.get(f"/v1/{action}")["events"]
        self.assertEqual([(e["by"], e["note"]) for e in events if "COMMENTED" in e["kind"]],
                         [(posts[0], ""), (posts[1], others)])
        self.assertNotIn(words, self.server.log())
        self.ctl("audit", "verify")

    def files(self):
        """What the data folder holds, remembered replies read out."""
        text = "".join(path.read_bytes().decode("latin-1")
                       for path in (self.folder / "data").rglob("*") if path.is_file())
        return text + decoded(text)


def decoded(text):
    """Every run of base64 in `text` that is long enough to hold a name, read out."""
    found = []
    for word in "".join(c if c.isalnum() or c in "+/=" else " " for c in text).split():
        if len(word) < 24:
            continue
        for start in range(4):  # what stands before it may look like base64 too
            piece = word[start:]
            try:
                found.append(base64.b64decode(piece[:len(piece) // 4 * 4]).decode("latin-1"))
            except ValueError:
                continue
    return " ".join(found)


if __name__ == "__main__":
    harness.main()
