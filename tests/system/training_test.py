"""Sessions in people's diaries, days and venues that are taken, and what participants thought."""
import csv
import datetime
import io
import json

import icalendar

import harness
import world
from harness import SystemTest, pcspctl

STAGES = ("CANDIDATE", "TRAINED", "CO_DELIVERING", "PEER_REVIEWED", "QUALITY_ASSURED")
TODAY = datetime.date.today()
MONDAY = TODAY + datetime.timedelta(days=60 - TODAY.weekday())
HOLIDAYS = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
DTSTART;VALUE=DATE:{day:%Y%m%d}
SUMMARY:Founders' day
END:VEVENT
END:VCALENDAR
"""


class Training(SystemTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.start()
        cls.here = world.World(cls.server, "teach").make()
        cls.here.practices("A81001", "A81002")
        cls.at = f"/v1/{cls.here.name}"
        cls.ctl("course", "add", "core", "Core day", "--kind", "core-day", "--minutes", "420",
                "--grants", "conversation", "--months", "24", "--question",
                "Was it useful?|no|partly|yes", "Would you come again?|no|yes")
        cls.ctl("venue", "add", "hall", "Town hall", "--region", "north-group", "--seats", "20",
                "--address", "1 High Street, Newcastle", "--postcode", "NE1 4LP")
        cls.ctl("venue", "add", "barn", "Barn", "--region", "north-group", "--seats", "20")
        cls.kim = cls.post("Kim", "TRAINER", "north-group", "LEADERSHIP")
        for stage in STAGES:
            cls.server.post(f"{cls.at}/trainers/{cls.kim[1]}:recordStep", {"step": {
                "stage": f"TRAINER_STAGE_{stage}", "stepDate": TODAY.isoformat(),
                "evidence": "certificate"}})
        cls.staff = [cls.post(f"Nurse {number}", "STAFF", "a81001", "NURSE")
                     for number in range(10)]

    @classmethod
    def post(cls, name, role, organisation, group):
        """Id of a new person, and of their appointment."""
        person = cls.server.post(f"{cls.at}/people", {"displayName": name})
        made = cls.server.post(f"{cls.at}/appointments", {
            "person": person["name"], "organisation": cls.here.organisation(organisation),
            "role": f"APPOINTMENT_ROLE_{role}", "staffGroup": f"STAFF_GROUP_{group}",
            "startDate": world.SINCE})
        return person["uid"], made["name"].rpartition("/")[2]

    @classmethod
    def ctl(cls, *arguments, code=0):
        done = pcspctl(cls.server, "-p", "teach", *arguments)
        assert done.returncode == code, done.stderr
        return done

    def ctl_json(self, *arguments):
        return json.loads(self.ctl("-o", "json", *arguments).stdout)

    def session(self, identifier, day, *more, code=0):
        return self.ctl("session", "add", "core", f"{day}T09:30", f"{day}T16:30", "--id", identifier,
                        "--places", "12", *more, code=code)

    def diary(self, feed):
        read = self.server.rest("GET", feed["secretPath"])
        self.assertEqual(read.code, 200)
        return {str(event["summary"]): event
                for event in icalendar.Calendar.from_ical(read.text).walk("VEVENT")}

    def test_diaries_have_sessions_and_days_away(self):
        day = MONDAY
        self.session("diary", day, "--venue", "hall", "--trainers", self.kim[1])
        person, _ = self.post("Nurse of another practice", "STAFF", "a81002", "NURSE")
        self.ctl("enrolment", "add", "diary", person, "a81002", "nurse")
        away = (day + datetime.timedelta(days=7)).isoformat()
        self.ctl("facilitation", "add-leave", self.kim[1], away, away)
        trainer = self.ctl_json("calendar", "create", self.kim[1])
        nurse = self.ctl_json("calendar", "create", f"people/{person}")
        self.assertEqual(trainer["person"], f"{self.here.name}/people/{self.kim[0]}")
        taught = self.diary(trainer)["Teach: Core day"]
        self.assertEqual(taught["location"], "Town hall, 1 High Street, Newcastle, NE1 4LP")
        self.assertEqual(taught.decoded("dtstart").astimezone().date(), day)
        self.assertIn("Europe/London", taught["description"])
        self.assertEqual(self.diary(trainer)["Away"].decoded("dtstart").isoformat(), away)
        attended = self.diary(nurse)["Core day"]
        self.assertEqual(attended["uid"], taught["uid"])
        self.assertEqual((taught["status"], len(self.diary(nurse))), ("TENTATIVE", 1))
        self.ctl("session", "set", "diary", "cancelled")
        cancelled = self.diary(nurse)["Core day"]
        self.assertEqual((cancelled["status"], cancelled["uid"]), ("CANCELLED", taught["uid"]))
        self.assertGreaterEqual(cancelled["sequence"], attended["sequence"])
        self.ctl("calendar", "revoke", nurse["name"])
        self.assertEqual(self.server.rest("GET", nurse["secretPath"]).code, 404)

    def test_nobody_of_a_name_is_refused_by_field_with_what_is_wrong_besides(self):
        refused = self.server.rest("POST", f"{self.at}/contacts", {
            "facilitator": f"{self.here.name}/appointments/nobody", "hours": 99,
            "practice": self.here.organisation("nowhere"), "contactDate": "2025-01-06",
            "kind": "CONTACT_KIND_VISIT"})
        error = self.assertRefused(refused, 400, "INVALID_ARGUMENT", "INVALID_FIELDS")
        self.assertEqual(list(error.violations),
                         ["contact.facilitator", "contact.practice", "contact.hours"])
        for command in (["facilitation", "add-leave", "nobody", "2027-01-04", "2027-01-05"],
                        ["trainer", "step", "nobody", "candidate", "2025-01-06", "paper"],
                        ["calendar", "create", "people/nobody"]):
            self.assertIn("nobody", self.ctl(*command, code=1).stderr)

    def test_days_venues_and_people_are_booked_once(self):
        day = MONDAY + datetime.timedelta(days=1)
        holidays = self.folder / "holidays.ics"
        holidays.write_text(HOLIDAYS.format(day=day), encoding="utf-8")
        self.assertIn("Founders' day", self.ctl("closed-day", "import", str(holidays)).stdout)
        self.assertIn("Founders' day", self.session("closed", day, "--venue", "hall", code=1).stderr)
        self.session("closed", day, "--venue", "hall", "--allow-closed-day")
        twice = self.session("twice", day, "--venue", "hall", "--allow-closed-day", code=1)
        self.assertIn("session closed from", twice.stderr)
        self.session("beside", day, "--venue", "barn", "--allow-closed-day")
        self.ctl("enrolment", "add", "closed", self.staff[1][0], "a81001", "nurse")
        both = self.ctl("enrolment", "add", "beside", self.staff[1][0], "a81001", "nurse", code=1)
        self.assertIn("session closed from", both.stderr)
        past = TODAY - datetime.timedelta(days=7)
        self.assertIn("allow_past", self.session("past", past, "--online", code=1).stderr)
        self.ctl("session", "delete", "beside")
        self.ctl("session", "delete", "closed", code=1)

    def test_a_file_or_whoever_is_due_is_enrolled_at_once(self):
        day = MONDAY + datetime.timedelta(days=2)
        self.session("many", day, "--online", "--link", "https://meet.example.org/1")
        names = io.StringIO()
        rows = csv.writer(names)
        rows.writerow(["participant", "practice", "staff_group"])
        rows.writerows([[person, "a81001", "nurse"] for person, _ in self.staff[2:4]] +
                       [["nobody", "a81001", "nurse"]])
        listed = self.folder / "names.csv"
        listed.write_text(names.getvalue(), encoding="utf-8")
        refused = self.ctl("enrolment", "import", "many", str(listed), code=1)
        self.assertIn("enrolments[2].participant", refused.stderr)
        self.assertEqual(self.ctl_json("enrolment", "list", "--session", "many")["enrolments"], [])
        listed.write_text(names.getvalue().replace("nobody", self.staff[4][0]), encoding="utf-8")
        self.ctl("enrolment", "import", "many", str(listed))
        filled = self.ctl_json("enrolment", "fill", "many", "--practice", "a81001")["enrolments"]
        there = {e["participant"].rpartition("/")[2] for e in filled}
        self.assertTrue({person for person, _ in self.staff[5:]} <= there)
        self.assertFalse({person for person, _ in self.staff[2:5]} & there)
        self.assertIn("Nurse 5 (", self.ctl("enrolment", "list", "--session", "many").stdout)
        self.assertIn("https://meet.example.org/1", self.ctl("session", "show", "many").stdout)

    def test_feedback_is_answered_once_and_shown_to_nobody_while_it_arrives(self):
        day = TODAY - datetime.timedelta(days=1)
        self.session("felt", day, "--online", "--allow-past", "--trainers", self.kim[1], code=1)
        self.session("felt", day, "--online", "--allow-past")
        self.server.post(f"{self.at}/sessions/felt:recordAttendance", {"marks": [
            {"participant": f"{self.here.name}/people/{person}", "staffGroup": "STAFF_GROUP_NURSE",
             "attendance": "ATTENDANCE_ATTENDED", "practice": self.here.organisation("a81001")}
            for person, _ in self.staff[:6]]})
        tokens = self.ctl_json("feedback", "tokens", "felt")["tokens"]
        self.assertEqual(len(tokens), 6)
        self.assertIn("Was it useful?", self.ctl("feedback", "form", tokens[0]).stdout)
        self.assertIn("answers[0]", self.ctl("feedback", "answer", tokens[0], "4", "1", code=1).stderr)
        for token in tokens:
            self.ctl("feedback", "answer", token, "3", "2")
        self.ctl("feedback", "answer", tokens[0], "3", "2", code=1)
        report = self.ctl("feedback", "report", "--course", "core").stdout
        self.assertIn("still open", report)
        self.assertNotIn("Was it useful?", report)
        self.assertNotIn(tokens[0], self.server.log())


if __name__ == "__main__":
    harness.main()
