"""What calendar programs read is what was meant: Debian's python3-icalendar parses a sample."""
import datetime
import subprocess
import sys
import unittest

import icalendar

UTC = datetime.timezone.utc
SAMPLE = sys.argv.pop()


class ParsedTest(unittest.TestCase):
    def setUp(self):
        written = subprocess.run([SAMPLE], check=True, capture_output=True).stdout
        self.calendar = icalendar.Calendar.from_ical(written)
        self.day, self.time, self.away = self.calendar.walk("VEVENT")

    def test_the_calendar(self):
        self.assertEqual(self.calendar["version"], "2.0")
        self.assertEqual(self.calendar["x-wr-calname"], "Diary; of, all")
        self.assertEqual(len(self.calendar.subcomponents), 3)

    def test_text_comes_back_as_it_was(self):
        self.assertEqual(self.day["summary"], 'Due: ask "what for?"; then, again \\ twice')
        self.assertEqual(self.day["description"],
                         "First line\nBEGIN:VEVENT\n" + "né你😀" * 60)
        self.assertEqual(self.day["location"], "Room 1, first floor")
        self.assertEqual(self.day["url"], "https://example.org/a?b=c;d,e")
        self.assertEqual((self.day["uid"], self.day["sequence"], self.day["status"]),
                         ("day@pcsp", 7, "CONFIRMED"))

    def test_whole_days_end_with_the_day_after(self):
        self.assertEqual(self.day.decoded("dtstart"), datetime.date(2026, 2, 27))
        self.assertEqual(self.day.decoded("dtend"), datetime.date(2026, 3, 1))

    def test_a_due_day_fills_no_diary_and_a_day_away_does(self):
        self.assertEqual((self.day["transp"], self.away["transp"]), ("TRANSPARENT", "OPAQUE"))

    def test_times_are_in_utc(self):
        start = datetime.datetime(2026, 1, 5, 8, tzinfo=UTC)
        self.assertEqual(self.time.decoded("dtstart"), start)
        self.assertEqual(self.time.decoded("dtend"), start + datetime.timedelta(minutes=90))
        self.assertEqual(self.time.decoded("dtstamp"), start)
        self.assertEqual(self.time.decoded("last-modified"), start - datetime.timedelta(hours=1))
        self.assertEqual(self.time["status"], "CANCELLED")


if __name__ == "__main__":
    unittest.main()
