"""Results of a national programme: 7,000 practices, ten waves, 73,000 answers a wave."""

import csv
import io
import os
import random
import time

import grpc
import yaml
from processes import ROOT, Pcspd
from rounds import Row

SERVICE = "/pcsp.assessments.v1.AssessmentService/"
SITES, GROUPS, SYSTEMS, ANSWERS, WAVES = 7_000, 420, 42, 73_000, 10
PROGRAMME = "programmes/national"
PIECE = 1 << 20
TIMES = 21


def site(number):
    return f"p{number:05d}"


def organisation(identifier):
    return f"{PROGRAMME}/organisations/{identifier}"


def sites():
    return [{"organisation": organisation(site(number)), "level": "LEVEL_PRACTICE",
             "steeringGroup": organisation(f"sg{number % GROUPS}"),
             "wholeSystem": organisation(f"ws{number % GROUPS % SYSTEMS}"),
             "headcounts": [{"staffGroup": f"STAFF_GROUP_{group}", "people": 7}
                            for group in ("GP", "NURSE", "DIRECT_PATIENT_CARE", "ADMIN")]}
            for number in range(SITES)]


def answers(wave):
    """A file of answers: each team around a mood of its own."""
    with open(os.path.join(ROOT, "services/assessments/content/practice.yaml"), encoding="utf-8") as file:
        items = [item["code"] for item in yaml.safe_load(file)["items"]]
    draw = random.Random(wave)
    moods = [draw.gauss(3.4, 0.6) for _ in range(SITES)]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["site", "staff_group", *items])
    groups = ("gp", "nurse", "direct_patient_care", "admin")
    for number in range(ANSWERS):
        at = number % SITES
        mood = moods[at] + draw.gauss(0, 0.5)
        row = [str(min(5, max(1, round(mood + draw.gauss(0, 0.8))))) for _ in items]
        writer.writerow([site(at), groups[number % 4], *row])
    return out.getvalue().encode()


class National:
    def __init__(self, bench, product):
        self.bench, self.product = bench, product
        options = [("grpc.max_receive_message_length", 64 << 20), ("grpc.max_send_message_length", 64 << 20)]
        self.channel = grpc.insecure_channel(f"127.0.0.1:{product.port}", options)

    def call(self, method, request):
        body = self.bench.api.encode(SERVICE + method, request)
        return self.channel.unary_unary(SERVICE + method)(body, timeout=600)

    def milliseconds(self, method, request):
        begin = time.perf_counter()
        self.call(method, request)
        return 1000 * (time.perf_counter() - begin)

    def play(self, number):
        """A wave from its creation to its close; how many answers a second it took in."""
        name = f"{PROGRAMME}/waves/w{number}"
        self.call("CreateWave", {"parent": PROGRAMME, "waveId": f"w{number}", "wave": {
            "displayName": "Wave", "instruments": ["instruments/practice/versions/1"]}})
        self.call("OpenWave", {"name": name, "sites": sites()})
        file = answers(number)

        def messages():
            encode = self.bench.api.encode
            yield encode(SERVICE + "BulkSubmitResponses", {"config": {"parent": name, "sizeBytes": len(file)}})
            request = self.bench.api.factory.GetPrototype(
                self.bench.api.method(SERVICE + "BulkSubmitResponses").input_type)
            for at in range(0, len(file), PIECE):
                yield request(data=file[at:at + PIECE]).SerializeToString()
        begin = time.perf_counter()
        self.channel.stream_unary(SERVICE + "BulkSubmitResponses")(messages(), timeout=600)
        taken = ANSWERS / (time.perf_counter() - begin)
        self.call("CloseWave", {"name": name})
        return name, taken


def read(national, wave):
    """The first reading of a wave, then the median of a page of sites and of the programme as one."""
    page = {"parent": wave, "pageSize": 50}
    cold = national.milliseconds("ListSiteResults", page)
    whole = {"name": wave}
    national.call("GetGroupResults", whole)
    warm = sorted(national.milliseconds("ListSiteResults", page) for _ in range(TIMES))[TIMES // 2]
    group = sorted(national.milliseconds("GetGroupResults", whole) for _ in range(TIMES))[TIMES // 2]
    return {"cold": cold, "page": warm, "group": group}


def results(bench):
    with Pcspd(bench.folder, "national", "assessments") as product:
        national = National(bench, product)
        rates, figures = [], []
        for number in range(WAVES):
            bench.say(f"wave {number + 1} of {WAVES}")
            wave, rate = national.play(number)
            rates.append(rate)
            if number in (0, WAVES - 1):
                figures.append(read(national, wave))
        first, last = figures
        size = os.path.getsize(os.path.join(product.data, "assessments.db")) / (1 << 20)
    what = f"{SITES:,} sites, {WAVES * ANSWERS:,} answers in {WAVES} waves ({size:,.0f} MiB)"
    return [Row(f"Page of 50 sites, warm; {what}", f"{last['page']:.1f} ms", "with one wave",
                f"{first['page']:.1f} ms", target=50, at_most=True, figure=last["page"], unit=" ms"),
            Row("  the whole programme as one group, warm", f"{last['group']:.1f} ms", "with one wave",
                f"{first['group']:.1f} ms", target=50, at_most=True, figure=last["group"], unit=" ms"),
            Row("  the first reading of a wave", f"{last['cold']:.0f} ms", "with one wave",
                f"{first['cold']:.0f} ms", [last["cold"] / first["cold"]]),
            Row("  answers taken in from a file", f"{rates[-1]:,.0f} rows/s", "the first wave",
                f"{rates[0]:,.0f} rows/s", [rates[-1] / rates[0]])]
