"""A plan from its draft to its end, over REST and from a shell, and a diary of it."""
import json

import icalendar

import harness
import world
from harness import SystemTest, pcspctl


def finding(issue, importance=1):
    return {"issue": issue, "level": "LEVEL_PRACTICE", "probability": .8, "severity": 60,
            "importance": importance}


class Plans(SystemTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.start()
        cls.here = world.World(cls.server, "plans").make()
        cls.here.practices("A81001")
        person = cls.server.post(f"/v1/{cls.here.name}/people", {"displayName": "Kim"})
        cls.kim = cls.server.post(f"/v1/{cls.here.name}/appointments", {
            "person": person["name"], "organisation": cls.here.organisation("a81001"),
            "role": "APPOINTMENT_ROLE_PRACTICE_LEAD", "staffGroup": "STAFF_GROUP_ADMIN",
            "startDate": world.SINCE})["name"]
        cls.site = f"/v1/{cls.here.organisation('a81001')}"

    def shell(self, *arguments):
        done = pcspctl(self.server, "-p", "plans", *arguments, "-o", "json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def test_a_plan_is_drafted_agreed_followed_and_closed(self):
        plan = self.server.post(f"{self.site}/plans:draft", {
            "startDate": "2026-01-05", "planId": "x", "mostNewActions": 1,
            "findings": [finding("pr-steering"), finding("coh-purpose", .8)]})
        self.assertGreaterEqual(plan["bound"], plan["value"])
        improved = self.shell("plan", "improve", plan["name"])
        self.assertTrue(improved["proven"])
        refused = self.server.rest("POST", f"/v1/{plan['name']}:agree", {"agreedBy": self.kim})
        self.assertRefused(refused, 400, "INVALID_ARGUMENT", "INVALID_FIELDS",
                           [f"actions[{i}].owner" for i in range(len(improved["actions"]))])
        roles = sorted({action["ownerRole"] for action in improved["actions"]})
        agreed = self.shell("plan", "agree", plan["name"], "--by", self.kim,
                            *[word for role in roles for word in ("--owner", f"{role}={self.kim}")])
        self.assertEqual(agreed["state"], "PLAN_STATE_AGREED")

        feed = self.shell("calendar", "create", self.kim)
        read = self.server.rest("GET", feed["secretPath"])
        self.assertEqual(read.code, 200)
        self.assertEqual(read.headers["Content-Type"], "text/calendar; charset=utf-8")
        diary = icalendar.Calendar.from_ical(read.text)
        self.assertEqual(len(diary.walk("VEVENT")), 2 * len(agreed["actions"]))

        first, *others = [action["name"] for action in agreed["actions"]]
        self.check_changes(plan, first)
        self.shell("action", "start", first, "--on", "2026-01-06")
        early = pcspctl(self.server, "-p", "plans", "action", "complete", first, "--on",
                        "2026-01-05")
        self.assertEqual(early.returncode, 1)
        self.assertIn("on or after its start, 2026-01-06", early.stderr)
        self.shell("action", "complete", first, "--on", "2026-02-02")
        reviewed = self.shell("action", "review", first, "--outcome", "helped", "--note", "yes")
        self.assertEqual([event["kind"] for event in reviewed["events"]], [
            f"ACTION_EVENT_KIND_{kind}" for kind in ("STARTED", "COMPLETED", "REVIEWED")])
        outcomes = self.server.get(f"{self.site}/actionOutcomes")["outcomes"]
        self.assertEqual([outcome["action"] for outcome in outcomes], [first])
        for name in others:
            self.shell("action", "abandon", name, "--note", "no time")
        self.assertEqual(self.shell("plan", "close", plan["name"])["state"], "PLAN_STATE_CLOSED")
        page = pcspctl(self.server, "-p", "plans", "plan", "print", plan["name"]).stdout
        self.assertIn("What we will do at", page)
        self.assertIn("(A81001)", page)
        self.assertIn("Agreed by Kim, closed on", page)
        self.assertIn("<dd>Kim, ", page)
        printed = self.server.rest("GET", f"/v1/{plan['name']}:print")
        self.assertEqual((printed.code, printed.headers["Content-Type"], printed.text),
                         (200, "text/html; charset=utf-8", page))
        table = pcspctl(self.server, "-p", "plans", "action", "list", "-o", "csv").stdout
        self.assertEqual(len(table.splitlines()), 1 + len(agreed["actions"]))

        self.shell("calendar", "revoke", feed["name"])
        gone = self.server.rest("GET", feed["secretPath"])
        unknown = self.server.rest("GET", "/v1/calendars/" + "0" * 64)
        self.assertRefused(gone, 404, "NOT_FOUND", "CALENDAR_FEED_NOT_FOUND")
        self.assertEqual(gone.text, unknown.text)
        self.assertNotIn(feed["secretPath"].rsplit("/", 1)[1], self.server.log())

    def check_changes(self, plan, action):
        """A stale change is refused, and one that its quarter has no hours for."""
        read = self.server.get(f"/v1/{action}")
        changed = self.shell("action", "change", action, "--cost", "25", "--etag", read["etag"])
        self.assertEqual(changed["cost"], 25)
        stale = pcspctl(self.server, "-p", "plans", "action", "change", action, "--cost", "30",
                        "--etag", read["etag"])
        self.assertEqual(stale.returncode, 1)
        self.assertIn("ETAG_MISMATCH", stale.stderr)
        refused = pcspctl(self.server, "-p", "plans", "action", "add", plan["name"], "--title",
                          "Paint the waiting room", "--owner", self.kim, "--hours", "49",
                          "--start", plan["startDate"], "--due", "2026-01-30", "--review",
                          "2026-02-27")
        self.assertEqual(refused.returncode, 1)
        self.assertIn("action.hours", refused.stderr)
        self.assertIn("too much", refused.stderr)
        listed = pcspctl(self.server, "-p", "plans", "action", "list").stdout
        self.assertIn("Kim (", listed)

    def test_hours_change_and_owners_leave(self):
        plan = self.server.post(f"{self.site}/plans:draft", {
            "startDate": "2099-01-05", "planId": "y", "findings": [finding("pr-steering")]})
        less = self.shell("plan", "update", plan["name"], "--hours", "12")
        self.assertEqual(less["hoursPerQuarter"], 12)
        self.assertLess(less["value"], plan["value"])
        refused = pcspctl(self.server, "-p", "plans", "plan", "update", plan["name"])
        self.assertIn("update_mask", refused.stderr)

        lee = self.server.post(f"/v1/{self.here.name}/people", {"displayName": "Lee"})
        leaves = self.server.post(f"/v1/{self.here.name}/appointments", {
            "person": lee["name"], "startDate": world.SINCE,
            "organisation": self.here.organisation("a81001"), "endDate": "2099-01-06",
            "role": "APPOINTMENT_ROLE_PRACTICE_LEAD", "staffGroup": "STAFF_GROUP_GP"})["name"]
        roles = sorted({action["ownerRole"] for action in less["actions"]})
        agreed = self.shell("plan", "agree", plan["name"], "--by", self.kim,
                            *[word for role in roles for word in ("--owner", f"{role}={leaves}")])
        for action in agreed["actions"]:
            self.assertEqual([warning["code"] for warning in action["warnings"]],
                             ["WARNING_CODE_OWNER_LEAVES"])
        shown = pcspctl(self.server, "-p", "plans", "plan", "show", plan["name"]).stdout
        self.assertIn("after the last day of its owner, 2099-01-06", shown)
        too_few = pcspctl(self.server, "-p", "plans", "plan", "update", plan["name"], "--hours", "1")
        self.assertEqual(too_few.returncode, 1)
        self.assertIn("plan.hours_per_quarter", too_few.stderr)


if __name__ == "__main__":
    harness.main()
