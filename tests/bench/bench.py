#!/usr/bin/python3
"""Measures the hot paths beside what each could cost at best. Usage: bench.py [--rounds N] [name...]

Runs every benchmark whose name contains one of the names, and prints one table. Every figure is the
median of paired rounds; README.md says how to read it. Needs the release build (`./dev bench`)."""

import argparse
import json
import os
import shutil
import sys
import tempfile

import audit
import diagnose
import gateway
import imports
import messages
import national
import planning
import quality
import reads
import scoring
import submit
from processes import BUILD, ROOT
from rounds import table

BENCHMARKS = {"diagnose-compute": diagnose.compute, "diagnose-inline": diagnose.inline,
              "diagnose-batch": diagnose.batch,
              "diagnosis-quality": quality.simulation,
              "submit-sqlite": submit.sqlite, "submit-postgresql": submit.postgresql,
              "scoring": scoring.compute, "read-organisation": reads.organisation, "read-results": reads.results,
              "read-national": national.results,
              "audit-sqlite": audit.sqlite, "audit-postgresql": audit.postgresql,
              "gateway-pass-through": gateway.pass_through, "rest": gateway.rest,
              "import-sqlite": imports.sqlite, "import-postgresql": imports.postgresql,
              "import-memory": imports.memory} | planning.BENCHMARKS


class Bench:
    """What the benchmarks share: the messages, and a folder of their own that goes with them."""

    def __init__(self, folder, rounds):
        self.folder, self.rounds, self.name = folder, rounds, ""
        self.api = messages.Api(os.path.join(BUILD, "bench", "pcsp.desc"))
        services = os.path.join(ROOT, "services")
        self.knowledge_base = os.path.join(services, "diagnosis", "content", "knowledge_base.yaml")
        self.evidence = messages.evidence_files(self.knowledge_base, folder)
        requests = [messages.diagnose_request(file) for file in self.evidence]
        self.diagnose_bodies = [self.body_file(diagnose.PATH, request) for request in requests]
        self.new_diagnose_bodies = [self.body_file(diagnose.PATH, messages.never_twice(request)) for request in requests]
        self.batch_bodies = [self.body_file(diagnose.BATCH_PATH, {"key": f"site {number}", "request": request})
                             for number, request in enumerate(requests)]
        self.diagnose_json = self.file("diagnose.json", json.dumps(requests[0]).encode())
        instrument = os.path.join(services, "assessments", "content", "practice.yaml")
        self.submit_bodies = [self.body_file(submit.PATH, request)
                              for request in messages.submit_requests(instrument)]

    def file(self, name, content):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as file:
            file.write(content)
        return path

    def body_file(self, path, request):
        name = f"{path.rsplit('/', 1)[1]}{len(os.listdir(self.folder))}.bin"
        return self.file(name, self.api.encode(path, request))

    def reply(self, path, server, request=None):
        """A file with what the product answers to a request, usually the first Diagnose."""
        with open(request or self.diagnose_bodies[0], "rb") as body:
            return self.file("reply.bin", self.api.call(server.port, path, body.read()))

    def ask(self, server, path, request):
        """Calls a method of the product once; its bytes."""
        return self.api.call(server.port, path, self.api.encode(path, request))

    def say(self, what):
        if sys.stderr.isatty():
            print(f"\r\033[K{self.name}: {what}", end="", file=sys.stderr, flush=True)

    def run(self, name):
        self.name = name
        try:
            return BENCHMARKS[name](self)
        finally:
            self.say("done")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="name", help="of: " + " ".join(BENCHMARKS))
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    chosen = [name for name in BENCHMARKS
              if not options.names or any(part in name for part in options.names)]
    if not chosen:
        parser.error("no benchmark is named so; there are: " + " ".join(BENCHMARKS))
    load = os.getloadavg()[0]
    # In build/, so that what is durable is so on the disk that the product would use.
    folder = tempfile.mkdtemp(prefix="bench.", dir=BUILD)
    try:
        bench = Bench(folder, options.rounds)
        rows = [row for name in chosen for row in bench.run(name)]
    finally:
        shutil.rmtree(folder)
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)
    print(table(rows))
    missed = [row.name.strip() for row in rows if row.gate and not row.reached()]
    if load > 0.5:
        print(f"\nOther work took {load:.1f} cores when this began: trust the CPU a call more than the calls a second.")
    if missed:
        sys.exit("missed: " + "; ".join(missed))


if __name__ == "__main__":
    main()
