"""Reads whose replies are at hand: an organisation, and the results of a site of a closed wave."""

import os
import subprocess

import messages
import submit
from processes import LOAD_CORE, SERVER_CORE, Echo, Pcspd, grpc_load, migrate
from rounds import Row, Rounds, micros, rate

REGISTRY = "/pcsp.registry.v1.RegistryService/"
GET = REGISTRY + "GetOrganisation"
RESULTS = submit.SERVICE + "GetSiteResults"
RESPONDENTS = 8
SITES = 10


def rows(name, done, target):
    return [Row(f"{name}, 128 in flight", rate(done.median("read")), "typed echo of the same messages",
                rate(done.median("echo")), done.ratios("read", "echo"), target),
            Row("  server CPU a call", micros(done.median("read", "cpu_us")), "the same",
                micros(done.median("echo", "cpu_us")), done.ratios("read", "echo", "cpu_us"))]


def load(bench, server, path, bodies):
    return lambda: grpc_load(server.port, path, bodies, 128, [server], cores=LOAD_CORE)


def make_practice(bench, product):
    for method, request in (("CreateProgramme", messages.CREATE_PROGRAMME),
                            ("CreateOrganisation", messages.CREATE_PRACTICE)):
        bench.ask(product, REGISTRY + method, request)


def organisation(bench):
    """On SQLite, whose revisions the only process that writes it knows, and on PostgreSQL, where each
    read asks for the revision unless it allows an older one."""
    get = bench.body_file(GET, {"name": messages.PRACTICE})
    with Pcspd(bench.folder, "registry", "registry", cores=SERVER_CORE) as product:
        make_practice(bench, product)
        with Echo(bench.folder, "echo", bench.reply(GET, product, get), cores=SERVER_CORE) as echo:
            done = Rounds({"read": load(bench, product, GET, [get]), "echo": load(bench, echo, GET, [get])},
                          bench.rounds, bench.say)
    return rows("GetOrganisation from memory", done, 0.8) + on_postgresql(bench, get)


def on_postgresql(bench, get):
    url = os.environ.get("PCSP_TEST_POSTGRES")
    if not url:
        bench.say("PCSP_TEST_POSTGRES is not set: nothing to measure PostgreSQL with")
        return []

    def drop():
        subprocess.run(["psql", url, "-qAt", "-v", "ON_ERROR_STOP=1", "-c", "set client_min_messages = error; "
                        "drop schema if exists registry cascade"], check=True)
    drop()
    migrate("registry", url)
    older = bench.body_file(GET, {"name": messages.PRACTICE, "maxStaleness": "2s"})
    with Pcspd(bench.folder, "on_postgresql", "registry", "--database-url=" + url, cores=SERVER_CORE) as product:
        make_practice(bench, product)
        with Echo(bench.folder, "echo", bench.reply(GET, product, get), cores=SERVER_CORE) as echo:
            done = Rounds({"as of now": load(bench, product, GET, [get]), "read": load(bench, product, GET, [older]),
                           "echo": load(bench, echo, GET, [get])}, bench.rounds, bench.say)
    drop()
    return rows("  on PostgreSQL, 2 s old at most", done, None) + [
        Row("  on PostgreSQL, as of now", rate(done.median("as of now")), "typed echo of the same messages",
            rate(done.median("echo")), done.ratios("as of now", "echo"))]


def results(bench):
    with Pcspd(bench.folder, "results", "assessments", cores=SERVER_CORE) as product:
        submit.open_wave(bench, product)
        for body in bench.submit_bodies[:SITES]:
            with open(body, "rb") as file:
                template = file.read()
            for person in range(RESPONDENTS):
                request_id = f"{person:08x}" + messages.REQUEST_ID[8:]
                bench.api.call(product.port, submit.PATH,
                               template.replace(messages.REQUEST_ID.encode(), request_id.encode()))
        bench.ask(product, submit.SERVICE + "CloseWave", {"name": messages.WAVE})
        gets = [bench.body_file(RESULTS, {"name": f"{messages.WAVE}/siteResults/{practice.rsplit('/', 1)[1]}"})
                for practice in messages.practices(SITES)]
        with Echo(bench.folder, "echo", bench.reply(RESULTS, product, gets[0]), cores=SERVER_CORE) as echo:
            done = Rounds({"read": load(bench, product, RESULTS, gets), "echo": load(bench, echo, RESULTS, gets)},
                          bench.rounds, bench.say)
    return rows("GetSiteResults from memory", done, 0.8)
