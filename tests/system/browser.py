"""Debian's Chromium without a window, driven by its own driver."""
import os
import subprocess
import urllib.parse

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from harness import PATIENCE


class Browser:
    """A window of a phone's size. Ends with the `with` block."""

    def __init__(self, width=390, height=844):
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                     "--no-proxy-server"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        service = Service("/usr/bin/chromedriver", env={**os.environ, "NO_PROXY": "127.0.0.1,localhost"})
        self.driver = webdriver.Chrome(service=service, options=options)
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 2, "mobile": True})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.driver.quit()

    def open(self, url):
        """A fresh page, also where only what is behind the `#` differs."""
        self.driver.get("about:blank")
        self.driver.get(url)

    def text(self):
        return self.driver.find_element(By.TAG_NAME, "body").text

    def until(self, check, what):
        return WebDriverWait(self.driver, PATIENCE / 5, poll_frequency=.05).until(lambda _: check(), what)

    def says(self, words):
        self.until(lambda: words in self.text(), f"{words!r}")

    def all(self, css):
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def one(self, css):
        found = self.all(css)
        assert len(found) == 1, (css, len(found))
        return found[0]

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def click(self, element):
        """In the middle of the window, clear of what stands fixed at its foot."""
        self.run("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()

    def choose(self, item, code):
        self.click(self.one(f"input[type=radio][name='{item}'][value='{code}']"))

    def complaints(self):
        """What the browser's console says: scripts that failed, what the policy forbade."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]


def qr_codes(picture):
    """What a reader sees in the codes of a picture."""
    done = subprocess.run(["zbarimg", "--quiet", "--raw", str(picture)], capture_output=True, text=True, check=True)
    return {urllib.parse.unquote(line) for line in done.stdout.split()}
