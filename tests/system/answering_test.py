"""People answer by the link of their slip, in a browser: on a phone, with every kind of question."""
import harness
import world
from browser import Browser, qr_codes
from harness import SystemTest, sqlite
from selenium.webdriver.common.keys import Keys

KINDS = {
    "level": "LEVEL_PRACTICE", "title": "Every kind", "language": "en-GB", "licence": "ours", "attribution": "us",
    "introduction": "Hello.",
    "scales": [
        {"id": "steps", "kind": "SCALE_KIND_ORDINAL", "options": [
            {"code": "none", "label": "Nobody", "score": 1}, {"code": "all", "label": "All of us", "score": 2}],
         "notRelevant": [{"code": "nr_role", "label": "Not mine"}]},
        {"id": "ten", "kind": "SCALE_KIND_ZERO_TO_TEN", "low": 0, "high": 10, "options": [
            {"code": "0", "label": "Not at all"}, {"code": "10", "label": "Completely"}]},
        {"id": "slide", "kind": "SCALE_KIND_SLIDER", "low": 0, "high": 100, "step": 10,
         "notRelevant": [{"code": "nr_stage", "label": "Too early"}]},
        {"id": "done", "kind": "SCALE_KIND_YES_NO", "evidence": True, "options": [
            {"code": "yes", "label": "Yes", "score": 2}, {"code": "no", "label": "No", "score": 1}]},
        {"id": "letters", "kind": "SCALE_KIND_NUMBER", "low": 0, "high": 500},
        {"id": "words", "kind": "SCALE_KIND_TEXT"}],
    "sections": [
        {"code": "all", "title": "For everybody", "introduction": "First of all."},
        {"code": "doctors", "title": "For doctors", "shownTo": {"staffGroups": ["STAFF_GROUP_GP"]}}],
    "items": [
        {"code": "q1", "scale": "steps", "section": "all", "text": "Who knows <b>why</b>?"},
        {"code": "q2", "scale": "ten", "section": "all", "text": "How familiar is it?"},
        {"code": "q3", "scale": "slide", "section": "all", "text": "How far are you?"},
        {"code": "q4", "scale": "done", "section": "all", "text": "Is there a plan?"},
        {"code": "q5", "scale": "letters", "section": "all", "text": "How many letters went out?"},
        {"code": "q6", "scale": "words", "section": "all", "text": "What would help?"},
        {"code": "q7", "scale": "steps", "section": "doctors", "text": "Who prescribes?"}],
    "translations": {"cy": {
        "title": "Pob math", "introduction": "Helo.",
        "items": {"q1": "Un", "q2": "Dau", "q3": "Tri", "q4": "Pedwar", "q5": "Pump", "q6": "Chwech", "q7": "Saith"},
        "sections": {"all": "I bawb", "doctors": "I feddygon"}, "sectionIntroductions": {"all": "Yn gyntaf."},
        "options": {"steps/none": "Neb", "steps/all": "Pawb", "steps/nr_role": "Nid fi", "ten/0": "Dim",
                    "ten/10": "Yn llwyr", "slide/nr_stage": "Rhy gynnar", "done/yes": "Oes", "done/no": "Nac oes"}}},
}


class Answering(SystemTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.start()
        cls.base = f"http://127.0.0.1:{cls.server.rest_port}/answer"

    def begin(self, programme, instruments=None):
        self.here = world.World(self.server, programme).make()
        self.here.practices("A81001", headcount=20)
        if instruments:
            parent = f"/v1/{self.here.name}/instruments"
            self.server.post(f"{parent}?instrumentId=kinds", KINDS)
            self.server.post(f"{parent}/kinds/versions/1:publish", {})
        self.here.wave(instruments=instruments)
        self.here.open()

    def issue(self, count):
        issued = self.server.post(f"/v1/{self.here.name}/waves/first/invitations:issue", {
            "organisation": self.here.organisation("a81001"), "staffGroup": "STAFF_GROUP_NURSE", "count": count,
            "linkBase": self.base})
        return [one["link"] for one in issued["invitations"]], issued["sheet"]

    def stored(self):
        return sqlite(self.folder / "data/assessments.db",
                      f"select answers from response r join wave w using (wave_key) where w.programme = '{self.here.id}'")

    def test_a_slip_is_answered_on_a_phone(self):
        self.begin("phone")
        (link,), _ = self.issue(1)
        with Browser() as browser:
            browser.open(link)
            browser.says("0 of 28 answered.")
            self.assertIn("Your answers count among those of nurses.", browser.text())
            self.assertEqual(browser.driver.title, "Wave first")
            self.assertLessEqual(browser.run("return document.documentElement.scrollWidth"), 390)
            low = browser.run("return [...document.querySelectorAll('label.option')].filter("
                              "(one) => one.getBoundingClientRect().height < 44).length")
            self.assertEqual(low, 0, "options that a thumb misses")
            browser.choose("pr_purpose", "4")
            browser.choose("pr_value", "nr_role")
            browser.choose("pr_time", "2")
            browser.says("3 of 28 answered. Saved.")
            browser.open(link)
            browser.says("3 of 28 answered. What you had answered is here.")
            self.assertTrue(browser.one("input[name=pr_value][value=nr_role]").is_selected())
            browser.click(next(one for one in browser.all("button.clear") if one.is_displayed()))
            browser.choose("pr_time", "5")
            browser.says("2 of 28 answered. Saved.")
            send = browser.one("button[type=submit]")
            send.click()
            browser.says("26 are unanswered, which is fine.")
            self.assertEqual(self.stored(), [])
            send.click()
            browser.says("Thank you")
            self.assertEqual(browser.run("return location.href"), self.base)
            self.assertEqual(browser.run("return [document.cookie, localStorage.length, sessionStorage.length]"),
                             ["", 0, 0])
            given, = self.stored()
            self.assertEqual(sorted(given.replace("0", "")), ["5", "a"], given)
            browser.open(link)
            browser.says("This link cannot be used")
            browser.open(self.base)
            browser.says("This link cannot be used")
            refused = [line for line in browser.complaints() if "403" not in line]
            self.assertEqual(refused, [])

    def test_every_kind_of_question(self):
        self.begin("kinds", instruments=["programmes/kinds/instruments/kinds/versions/1"])
        (link, other), _ = self.issue(2)
        with Browser(width=320) as browser:
            browser.open(link)
            browser.says("0 of 6 answered.")
            self.assertIn("Who knows <b>why</b>?", browser.text())
            self.assertIn("First of all.", browser.text())
            self.assertNotIn("For doctors", browser.text())
            self.assertLessEqual(browser.run("return document.documentElement.scrollWidth"), 320)
            browser.choose("q1", "all")
            browser.choose("q2", "10")
            slider = browser.one("input[type=range]")
            slider.send_keys(Keys.ARROW_RIGHT)
            browser.choose("q4", "no")
            letters = browser.one("input[type=number]")
            letters.send_keys("501")
            reason, help_wanted = browser.all("textarea")
            reason.send_keys("We never wrote one.")
            help_wanted.send_keys("More time.")
            browser.says("6 of 6 answered.")
            browser.one("button[type=submit]").click()
            browser.says("Please look at what is marked.")
            marked = [one for one in browser.all("fieldset") if one.find_elements("css selector", ".wrong:not([hidden])")]
            self.assertEqual([one.text.split("\n")[0] for one in marked], ["How many letters went out?"])
            self.assertIn("0 to 500", marked[0].text)
            letters.clear()
            letters.send_keys("120")
            browser.says("Saved.")
            browser.run("const s = document.querySelector('select'); s.value = 'cy';"
                        "s.dispatchEvent(new Event('change', {bubbles: true}))")
            browser.says("I bawb")
            browser.says("6 of 6 answered. What you had answered is here.")
            self.assertEqual(browser.run("return document.documentElement.lang"), "cy")
            self.assertEqual(browser.one("input[type=range]").get_attribute("value"), "60")
            self.assertEqual(browser.all("textarea")[1].get_attribute("value"), "More time.")
            browser.one("button[type=submit]").click()
            browser.says("Thank you")
            given, = self.stored()
            # The second way, 10, 60, no, a number (behind the row), words (elsewhere), not asked.
            self.assertEqual(given, "2B7210-120")
            self.assertEqual(len(sqlite(self.folder / "data/assessments.db", "select words from item_words")), 2)
            # A slider that nobody touched is a skip; without an answer nothing is sent.
            browser.open(other)
            browser.says("0 of 6 answered.")
            browser.one("button[type=submit]").click()
            browser.says("Please answer at least one question.")
            self.assertEqual([line for line in browser.complaints() if "400" not in line], [])

    def test_a_printed_code_leads_there(self):
        self.begin("printed")
        links, sheet = self.issue(4)
        page, picture = self.folder / "sheet.html", self.folder / "sheet.png"
        page.write_text(sheet)
        with Browser(width=800, height=1100) as browser:
            browser.open(page.as_uri())
            browser.driver.save_screenshot(str(picture))
        self.assertEqual(qr_codes(picture), set(links))

    def test_what_the_door_says_of_its_pages(self):
        for path in ("/answer", "/answer/main.mjs", "/answer/look.css"):
            reply = self.server.rest("GET", path)
            self.assertEqual(reply.code, 200)
            policy = reply.headers["Content-Security-Policy"]
            for part in ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"):
                self.assertIn(part, policy)
            self.assertEqual((reply.headers["Referrer-Policy"], reply.headers["Cache-Control"]),
                             ("no-referrer", "no-store"))
        self.assertEqual(self.server.rest("POST", "/answer", {}).code, 405)
        self.assertNotIn("answer", self.server.log())


if __name__ == "__main__":
    harness.main()
