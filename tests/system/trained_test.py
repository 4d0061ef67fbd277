"""Staff are trained after a wave has closed: the practice is diagnosed again, and says why."""
import datetime

import harness
import world
from harness import SystemTest, until

PEOPLE = 4
SHARE = "fact_pr_trained_share"


class Trained(SystemTest):
    def setUp(self):
        data = self.id().rsplit(".", 1)[1]
        self.server = self.start(name=data, data=data)
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
        session = self.server.post(f"{self.at}/sessions?sessionId=one&allowPast=true", {
            "course": f"{self.here.name}/courses/core", "online": True, "capacity": 12,
            "start": f"{day}T09:00", "end": f"{day}T16:00"})
        people = [self.server.post(f"{self.at}/people", {"displayName": f"Person {number}"})
                  for number in range(PEOPLE)]
        self.server.post(f"/v1/{session['name']}:recordAttendance", {"marks": [
            {"participant": person["name"], "attendance": "ATTENDANCE_ATTENDED",
             "practice": self.here.organisation("a81001"), "staffGroup": "STAFF_GROUP_ADMIN"}
            for person in people]})

    def cover(self, day=None):
        """Headcount, current and share of the practice that was taught."""
        query = "?competence=core" + (f"&asOfDate={day.isoformat()}" if day else "")
        cells = self.server.get(f"{self.at}/competences:cover{query}")["practices"]
        mine = next(cell for cell in cells if cell["organisation"].endswith("a81001")
                    and cell["staffGroup"] == "STAFF_GROUP_UNSPECIFIED")
        return mine["headcount"], mine["currentCount"], mine["share"]

    def appoint(self, person, practice, start, end=""):
        self.server.post(f"{self.at}/appointments", {
            "person": person, "organisation": self.here.organisation(practice),
            "role": "APPOINTMENT_ROLE_STAFF", "staffGroup": "STAFF_GROUP_ADMIN",
            "startDate": start, "endDate": end})

    def test_a_competence_that_no_course_grants_is_unknown(self):
        self.teach()
        reply = self.server.rest("GET", f"{self.at}/competences:cover?competence=cor")
        self.assertRefused(reply, 404, "NOT_FOUND", "COMPETENCE_NOT_FOUND")

    def test_people_count_where_they_are_in_post_on_the_day(self):
        self.teach()
        people = [person["name"] for person in self.server.get(f"{self.at}/people")["people"]]
        self.assertEqual(self.cover(), (PEOPLE, PEOPLE, 1), "of whom nothing is known they stay")
        today = datetime.date.today()
        self.appoint(people[0], "a81001", world.SINCE,
                     (today - datetime.timedelta(days=2)).isoformat())
        self.assertEqual(self.cover(), (PEOPLE, PEOPLE - 1, .75), "whoever left does not count")
        self.assertEqual(self.cover(today - datetime.timedelta(days=5)), (PEOPLE, PEOPLE, 1),
                         "but did while they were there")
        self.appoint(people[1], "a81002", world.SINCE)
        self.assertEqual(self.cover(), (PEOPLE, PEOPLE - 2, .5), "nor who works elsewhere")
        for number in range(PEOPLE + 1):
            joined = self.server.post(f"{self.at}/people", {"displayName": f"Joined {number}"})
            self.appoint(joined["name"], "a81001", today.isoformat())
        self.assertEqual(self.cover(), (PEOPLE + 1, PEOPLE - 2, .4), "who joined is untrained")
        held = self.server.get(f"{self.at}/competences:held?competence=core")
        self.assertEqual((len(held["competences"]), held["leftOut"]), (PEOPLE - 1, 1))
        self.assertEqual([one["practice"] for one in held["competences"]
                          if one["participant"] == people[1]], [self.here.organisation("a81002")])

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
