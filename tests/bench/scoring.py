"""Scoring by itself: alpha and item statistics of a team beside R's psych, histograms beside memory."""

import os
import shutil
import statistics
import subprocess

from processes import ROOT, program, run_json
from rounds import Row, micros

# As many calls a round as take about a second; microseconds a call.
R = """suppressMessages(library(psych))
x <- read.csv(commandArgs(TRUE)[1])
invisible(suppressWarnings(alpha(x, check.keys = FALSE)))
for (i in 1:as.integer(commandArgs(TRUE)[2])) {
  t <- system.time(for (j in 1:40) suppressWarnings(alpha(x, check.keys = FALSE)))
  cat(1e6 * (t[["user.self"]] + t[["sys.self"]]) / 40, "\\n")
}"""


def of_psych(bench, table):
    """Microseconds a call of every round; nothing where R or psych is not installed."""
    if not shutil.which("Rscript"):
        return []
    done = subprocess.run(["Rscript", "-e", R, table, str(bench.rounds)], capture_output=True, text=True, check=False)
    return [float(line) for line in done.stdout.split()] if done.returncode == 0 else []


def compute(bench):
    instrument = os.path.join(ROOT, "services", "assessments", "content", "practice.yaml")
    table = os.path.join(bench.folder, "team.csv")
    bench.say("scoring")
    result = run_json([program("bench_scoring"), instrument, str(bench.rounds), table])
    bench.say("R")
    psych = of_psych(bench, table)
    team = f"{result['people']} people, {result['items']} items"
    fine = "{:.2f} us".format
    speed = "{:.1f} GB/s".format
    alpha = Row(f"Alpha and item statistics of a site-wave, {team}", fine(statistics.median(result["alpha"])),
                "psych::alpha of R", "not installed")
    if psych:
        alpha.limit, alpha.target = micros(statistics.median(psych)), 1000
        alpha.ratios = [theirs / ours for theirs, ours in zip(psych, result["alpha"])]
    return [alpha,
            Row("  with omega and loadings", fine(statistics.median(result["omega"]))),
            Row("  counts and construct sums of the same site-wave", fine(statistics.median(result["statistics"]))),
            Row("Histograms of packed rows, one core", speed(statistics.median(result["histogram"])),
                "reading the same memory", speed(statistics.median(result["memory"])),
                [h / m for h, m in zip(result["histogram"], result["memory"])], 0.25)]
