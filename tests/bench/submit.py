"""SubmitResponse, durable: against memory, against a commit for each, and against the disk itself."""

import os
import sqlite3
import statistics
import subprocess
import time

import messages
from processes import Echo, Pcspd, grpc_load, migrate
from rounds import Row, Rounds, micros, rate

SERVICE = "/pcsp.assessments.v1.AssessmentService/"
PATH = SERVICE + "SubmitResponse"


def open_wave(bench, product):
    for method, request in (("CreateWave", messages.CREATE_WAVE), ("OpenWave", messages.OPEN_WAVE)):
        bench.api.call(product.port, SERVICE + method, bench.api.encode(SERVICE + method, request))


def fdatasync(folder, count=200):
    """One write of 40 bytes to a file that has its size already, made durable: how long, in the middle."""
    path = os.path.join(folder, "fdatasync")
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        os.pwrite(handle, b"\0" * (1 << 20), 0)
        os.fsync(handle)
        times = []
        for at in range(count):
            begin = time.perf_counter()
            os.pwrite(handle, b"x" * 40, at * 40)
            os.fdatasync(handle)
            times.append(1e6 * (time.perf_counter() - begin))
        return {"p50_us": statistics.median(times)}
    finally:
        os.close(handle)


def measure(bench, engine, product, echo, commit_each):
    """The rows of one engine; server and load share the cores."""
    open_wave(bench, product)

    def load(server, in_flight):
        return lambda: grpc_load(server.port, PATH, bench.submit_bodies, in_flight, [server])
    done = Rounds({"durable": load(product, 128), "memory": load(echo, 128), "commit each": load(commit_each, 128),
                   "alone": load(product, 1), "disk": lambda: fdatasync(bench.folder)}, bench.rounds, bench.say)
    return [Row(f"Submit on {engine}, durable, 128 in flight", rate(done.median("durable")),
                "echo of the same messages, in memory", rate(done.median("memory")),
                done.ratios("durable", "memory"), 0.45),
            Row("  server CPU a call", micros(done.median("durable", "cpu_us")), "the same",
                micros(done.median("memory", "cpu_us")), done.ratios("durable", "memory", "cpu_us")),
            Row("  the same", rate(done.median("durable")), "a commit for each response",
                rate(done.median("commit each")), done.ratios("durable", "commit each"), 6),
            Row(f"Submit on {engine}, 1 in flight, p50", micros(done.median("alone", "p50_us")), "one fdatasync, p50",
                micros(done.median("disk", "p50_us")), done.ratios("alone", "disk", "p50_us"), 2, at_most=True)]


def sqlite(bench):
    with Pcspd(bench.folder, "assessments", "assessments") as product, \
            Echo(bench.folder, "memory", os.devnull) as echo, \
            Echo(bench.folder, "commit_each", os.devnull, "sqlite:" + bench.folder + "/", "1") as commit_each:
        rows = measure(bench, "SQLite", product, echo, commit_each)
        data = product.data
    database = sqlite3.connect(os.path.join(data, "assessments.db"))
    sizes = dict(database.execute("select name, sum(pgsize) from dbstat group by name"))
    count, = database.execute("select count(*) from response").fetchone()
    return rows + bytes_rows("SQLite", count, sizes["response"], sizes["burnt_claim"], 64)


def bytes_rows(engine, count, response, claim, target):
    return [Row(f"Bytes a stored response on {engine}, 25 items", f"{response / count:.0f} B",
                "with the hash of its request id", f"{(response + claim) / count:.0f} B",
                target=target, at_most=True, figure=response / count, unit=" B")]


def postgresql(bench):
    url = os.environ.get("PCSP_TEST_POSTGRES")
    if not url:
        bench.say("PCSP_TEST_POSTGRES is not set: nothing to measure PostgreSQL with")
        return []

    def query(sql):
        return subprocess.run(["psql", url, "-qAt", "-v", "ON_ERROR_STOP=1", "-c", sql], check=True,
                              capture_output=True, text=True).stdout.strip()
    drop = "set client_min_messages = error; drop schema if exists assessments, bench_commit_each cascade"
    query(drop)
    migrate("assessments", url)
    with Pcspd(bench.folder, "on_postgresql", "assessments", "--database-url=" + url) as product, \
            Echo(bench.folder, "memory", os.devnull) as echo, \
            Echo(bench.folder, "commit_each", os.devnull, url, "8") as commit_each:
        rows = measure(bench, "PostgreSQL", product, echo, commit_each)
    count, response, claim = query(
        "select count(*), pg_total_relation_size('assessments.response'),"
        " pg_total_relation_size('assessments.burnt_claim') from assessments.response").split("|")
    query(drop)
    return rows + bytes_rows("PostgreSQL", int(count), int(response), int(claim), 120)
