"""Staff are trained after a wave has closed: the practice is diagnosed again, and says why."""
import datetime

import harness
import world
from harness import SystemTest, until

PEOPLE = 4
SHARE = "fact_pr_trained_share"


class Trained(SystemTest):
    def setUp(self):
        self.server = self.start()
        self.here = world.World(self.server, "trained").make()
        self.here.practices("A81001", "A81002", headcount=PEOPLE)
        self.here.wave(min_group_size=3)
        self.here.open()
        for site in ("a81001", "a81002"):
            for person in range(PEOPLE):
                self.here.submit(site, world.answers(2 + person % 2)).ok()
        self.here.close()
        self.at = f"/v1/{self.here.name}"

    def diagnoses(self, site):
        return self.server.get(f"/v1/{self.here.organisation(site)}/diagnoses")["diagnoses"]

    def teach(self):
        """A core day a month ago, to which everybody of a practice came."""
        self.server.post(f"{self.at}/courses?courseId=core", {
            "title": "Core day", "kind": "COURSE_KIND_CORE_DAY", "lengthMinutes": 360,
            "validityMonths": 24, "competence": "core"})
        day = (datetime.date.today() - datetime.timedelta(days=30)).isoformat()
        session = self.server.post(f"{self.at}/sessions?sessionId=one", {
            "course": f"{self.here.name}/courses/core", "online": True, "capacity": 12,
            "start": f"{day}T09:00", "end": f"{day}T16:00"})
        people = [self.server.post(f"{self.at}/people", {"displayName": f"Person {number}"})
                  for number in range(PEOPLE)]
        self.server.post(f"/v1/{session['name']}:recordAttendance", {"marks": [
            {"participant": person["name"], "attendance": "ATTENDANCE_ATTENDED",
             "practice": self.here.organisation("a81001"), "staffGroup": "STAFF_GROUP_ADMIN"}
            for person in people]})

    def test_the_practice_is_diagnosed_again(self):
        before, = self.diagnoses("a81001")
        self.assertFalse(self.reasons(before))
        self.teach()
        # Nothing else happens: the coordinator looks every half minute.
        after = until(lambda: (found := self.diagnoses("a81001"))[1:] and found[0],
                      "a diagnosis that knows of the training", seconds=90)
        self.assertGreater(int(after["evidenceRevision"]), int(before["evidenceRevision"]))
        reasons = self.reasons(after)
        self.assertTrue(reasons)
        self.assertTrue(all(reason["decibans"] < 0 for reason in reasons), reasons)
        self.assertEqual(len(self.diagnoses("a81002")), 1, "a neighbour is left alone")

    def reasons(self, diagnosis):
        whole = self.server.get(f"/v1/{diagnosis['name']}")
        return [reason for finding in whole["findings"] for reason in finding["reasons"]
                if reason["indicator"] == SHARE]


if __name__ == "__main__":
    harness.main()
