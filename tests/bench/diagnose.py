"""Diagnose: the computation alone, and over gRPC against an echo of the same messages."""

import statistics

from processes import LOAD_CORE, SERVER_CORE, Echo, Pcspd, grpc_load, program, run_json
from rounds import Row, Rounds, micros, rate

PATH = "/pcsp.diagnosis.v1.DiagnosisService/Diagnose"


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
            at_most("  the same in one system, all sites read", result["change_everywhere_ms"], None, " ms"),
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
        def load(server):
            return lambda: grpc_load(server.port, PATH, bench.diagnose_bodies, 128, [server], cores=LOAD_CORE)
        done = Rounds({"Diagnose": load(product), "echo": load(echo)}, bench.rounds, bench.say)
    return [Row("Diagnose over gRPC, 128 in flight", rate(done.median("Diagnose")),
                "typed echo of the same messages", rate(done.median("echo")), done.ratios("Diagnose", "echo"), 0.8),
            Row("  server CPU a call", micros(done.median("Diagnose", "cpu_us")), "the same",
                micros(done.median("echo", "cpu_us")), done.ratios("Diagnose", "echo", "cpu_us"))]
