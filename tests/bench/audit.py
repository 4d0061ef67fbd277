"""What a line in the audit adds to a change that is durable, for one writer and for four at once."""

import os
import statistics

from processes import program, run_json
from rounds import Row, micros


def measure(bench, engine, url):
    result = run_json([program("bench_audit"), url, str(bench.rounds)])
    rows = []
    for writers, words in (("one", "a writer alone"), ("four", "four writers on one programme")):
        plain, audited = result[writers]["plain"], result[writers]["audited"]
        rows.append(Row(f"A change with its audit on {engine}, {words}", micros(statistics.median(audited)),
                        "the same without", micros(statistics.median(plain)),
                        [a / p for a, p in zip(audited, plain)]))
    return rows


def sqlite(bench):
    return measure(bench, "SQLite", f"sqlite:{bench.folder}/audit/")


def postgresql(bench):
    url = os.environ.get("PCSP_TEST_POSTGRES")
    if not url:
        bench.say("PCSP_TEST_POSTGRES is not set: nothing to measure PostgreSQL with")
        return []
    return measure(bench, "PostgreSQL", url)
