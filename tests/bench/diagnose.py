"""Diagnose: the computation alone, and over gRPC against an echo of the same messages."""

import os
import statistics
import sys

from processes import LOAD_CORE, SERVER_CORE, Echo, Pcspd, grpc_load, measured, program, run_json
from rounds import Row, Rounds, micros, rate

PATH = "/pcsp.diagnosis.v1.DiagnosisService/Diagnose"
BATCH_PATH = "/pcsp.diagnosis.v1.DiagnosisService/BatchDiagnose"
SITES = 7000


def compute(bench):
    result = run_json([program("bench_compute"), bench.knowledge_base, str(bench.rounds), *bench.evidence])
    usual = statistics.median(result["usual"])
    return [Row(f"Diagnose, computation alone, {result['pieces']} pieces of evidence", micros(usual),
                target=50, at_most=True, figure=usual, unit=" us"),
            Row("  probabilities alone", micros(statistics.median(result["probabilities"])),
                target=15, at_most=True, figure=statistics.median(result["probabilities"]), unit=" us"),
            at_most("  7,000 sites with reasons, one core", result["batch_seconds"], 1, " s"),
            at_most("  7,000 practices, one system: one changed, its group read", result["change_ms"], 5, " ms"),
            at_most("  the same in 42 systems, all sites read", result["change_42_ms"], 5, " ms"),
            at_most("  the same in one system, all sites read", result["change_everywhere_ms"], 5, " ms"),
            Row("  confidence and intervals", micros(statistics.median(result["confidence"]))),
            Row("  every issue explained", micros(statistics.median(result["explain_all"]))),
            Row("  reading the evidence", micros(statistics.median(result["resolve"])))]


def at_most(name, figures, limit, unit):
    """A row of a median that is held to a limit of its own, or to none."""
    figure = statistics.median(figures)
    if limit is None:
        return Row(name, f"{figure:.2f}{unit}")
    return Row(name, f"{figure:.2f}{unit}", target=limit, at_most=True, figure=figure, unit=unit)


def inline(bench):
    with Pcspd(bench.folder, "diagnosis", "diagnosis", cores=SERVER_CORE) as product, \
            Echo(bench.folder, "echo", bench.reply(PATH, product), cores=SERVER_CORE) as echo:
        def load(server, bodies):
            return lambda: grpc_load(server.port, PATH, bodies, 128, [server], cores=LOAD_CORE)
        done = Rounds({"new": load(product, bench.new_diagnose_bodies), "kept": load(product, bench.diagnose_bodies),
                       "echo": load(echo, bench.new_diagnose_bodies)}, bench.rounds, bench.say)

    def rows(name, title, target):
        return [Row(title, rate(done.median(name)), "typed echo of the same messages", rate(done.median("echo")),
                    done.ratios(name, "echo"), target),
                Row("  server CPU a call", micros(done.median(name, "cpu_us")), "the same",
                    micros(done.median("echo", "cpu_us")), done.ratios(name, "echo", "cpu_us"))]
    return (rows("new", "Diagnose over gRPC, 128 in flight, never the same twice", 0.8)
            + rows("kept", "  the same evidence again", 1.2))


def batch(bench):
    """Every site of a national programme in one stream; its client is a process of its own."""
    with Pcspd(bench.folder, "batch", "diagnosis", cores=SERVER_CORE) as product:
        client = [sys.executable, os.path.join(os.path.dirname(__file__), "batch_load.py"), str(product.port),
                  BATCH_PATH, str(SITES), *bench.batch_bodies]
        done = Rounds({"batch": lambda: measured([product], lambda: run_json(client, LOAD_CORE))}, bench.rounds,
                      bench.say)
    seconds = [sample["cpu_us"] * SITES / 1e6 for sample in done.samples["batch"]]
    return [at_most(f"BatchDiagnose of {SITES:,} sites, server CPU, messages and all", seconds, 1, " s"),
            at_most("  from the first request to the last answer", [sample["value"] for sample in done.samples["batch"]],
                    None, " s")]
