"""Planning: how near to its bound and how soon, on generated programmes and the instances of methods.md 5.

Every figure is of fixed problems; where several seeds are planned it is their median, with the range."""

import os
import re
import shutil
import statistics
import subprocess

from processes import ROOT, program, run_json
from rounds import Row

SEEDS = (1, 2, 3)
COHORTS = ((100, 1, 10, 7.0), (100, 1, 30, 5.5), (170, 1, 10, 4.0), (1000, 6, 60, 3.5))  # gates in %
NATIONAL = (7000, 41, 300, 3.5)
MOST_MEGABYTES = 2048
PATIENCE = 30  # seconds beyond its limit after which CBC is ended


def figures(values, form):
    spread = f" ({form(min(values))}-{form(max(values))})" if len(values) > 1 else ""
    return form(statistics.median(values)) + spread


def percent(value):
    return f"{value:.2f} %"


def seconds(value):
    return f"{value:.2f} s" if value >= 0.1 else f"{1000 * value:.1f} ms"


def most(name, value, figure, target, unit, **beside):
    return Row(name, value, target=target, at_most=True, figure=figure, unit=unit, **beside)


def plan_cohorts(practices, regions, limit, seed=1):
    words = {"practices": practices, "regions": regions, "seconds": limit, "seed": seed}
    return run_json([program("bench_cohorts")] + [part for key, value in words.items() for part in (f"--{key}", str(value))])


def gap_row(practices, regions, limit, gate, plans):
    gaps = [100 * plan["gap"] for plan in plans]
    name = f"Cohorts: {practices:,} practices in {regions} region{'s' if regions > 1 else ''}, {limit} s"
    unmet = sum(plan["unmet"] for plan in plans)
    return most(name, f"gap {figures(gaps, percent)}, {unmet} unmet", round(statistics.median(gaps), 2), gate, " %",
                limit_name="the relaxation's bound", limit=figures([plan["bound"] for plan in plans], "{:,.0f}".format))


def cohorts(bench):
    rows = []
    for practices, regions, limit, gate in COHORTS:
        plans = []
        for seed in SEEDS if regions == 1 else SEEDS[:1]:
            bench.say(f"{practices} practices, {limit} s, programme {seed}")
            plans.append(plan_cohorts(practices, regions, limit, seed))
        rows.append(gap_row(practices, regions, limit, gate, plans))
    return rows


def national(bench):
    practices, regions, limit, gate = NATIONAL
    bench.say(f"{practices} practices, {limit} s")
    plan = plan_cohorts(practices, regions, limit)
    return [gap_row(practices, regions, limit, gate, [plan]),
            most("  time on two cores", seconds(plan["seconds"]), round(plan["seconds"], 1), limit, " s"),
            most("  memory", f"{plan['megabytes']:.0f} MiB", round(plan["megabytes"]), MOST_MEGABYTES, " MiB"),
            most("  people left untrained", str(plan["unmet"]), plan["unmet"], 0, "")]


def of_cbc(bench, limit):
    """Cost and bound of Debian's CBC on the compact model of the same region; nothing where it found no plan."""
    model = os.path.join(bench.folder, "region.lp")
    with open(model, "w", encoding="ascii") as file:
        subprocess.run([program("bench_planning"), "compact", "100", "1"], stdout=file, check=True)
    command = ["cbc", model, "-timeMode", "elapsed", "-seconds", str(limit), "-threads", "2", "-solve", "-quit"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=limit + PATIENCE)
    except subprocess.TimeoutExpired:
        return None, None
    cost, bound = (re.search(pattern + r":?\s+(-?[0-9.e+]+)", done.stdout) for pattern in ("Objective value", "Lower bound"))
    return tuple(float(found[1]) if found else None for found in (cost, bound))


def beside_cbc(bench):
    limit = 30
    bench.say("our plan")
    ours = plan_cohorts(100, 1, limit)
    row = Row(f"Cohorts: cost of 100 practices in {limit} s, two cores", f"{ours['cost']:,.0f}",
              "CBC on the compact model", "not installed")
    if shutil.which("cbc"):
        bench.say("CBC")
        cost, bound = of_cbc(bench, limit)
        row.limit = f"{cost:,.0f}" if cost else "no plan"
        row.limit += f", bound {bound:,.0f} (ours {ours['bound']:,.0f})" if bound else ""
        row.target, row.at_most, row.figure = 1, True, 0
        row.ratios = [ours["cost"] / cost] if cost else []
    return [row]


def replanned(bench, kind, what, most_moved, most_extra):
    found = []
    for seed in SEEDS:
        bench.say(f"programme {seed}: {what}")
        found.append(run_json([program("bench_planning"), kind, str(seed), "10"]))

    def shares(key):
        return [100 * one[key] for one in found]
    return [most(f"Replan: 170 practices, 10 s: moved when {what}", figures(shares("moved"), percent),
                 round(statistics.median(shares("moved")), 1), most_moved, " %",
                 limit_name="lose their seats; proven least that move",
                 limit=f"{figures(shares('hit'), percent)}; {figures(shares('least_moved'), percent)}"),
            Row("  least that move at 1 % extra, in the relaxation",
                figures(shares("least_moved_for_one_percent"), percent)),
            most("  cost beyond planning afresh", figures(shares("extra"), percent),
                 round(statistics.median(shares("extra")), 2), most_extra, " %",
                 limit_name="moves when planned afresh", limit=figures(shares("moved_careless"), percent)),
            Row("  of that, what the relaxation pays for it too", figures(shares("extra_relaxed"), percent),
                "what losing the trainers costs anybody", figures(shares("damage"), percent))]


def replan(bench):
    return (replanned(bench, "replan", "trainers fall ill", 20, 1)
            + replanned(bench, "replan-hard", "all are away in some fortnights", 20, 1))


def facilitators(bench):
    limit = 20
    bench.say(f"1,000 practices, {limit} s")
    oracles = os.path.join(ROOT, "tests", "planning", "facilitators", "oracles")
    found = run_json([program("bench_planning"), "facilitators", oracles, str(limit)])
    quick, better, gap1 = found["at_once"], found["background"], found["gap1"]
    return [most("Facilitators: 1,000 practices, 36 people, at once", f"gap {percent(100 * quick['gap'])}",
                 round(100 * quick["gap"], 2), 0.6, " %"),
            most("  time", seconds(quick["seconds"]), round(quick["seconds"], 3), 0.5, " s"),
            most(f"  in the background, {limit} s", f"gap {percent(100 * better['gap'])}",
                 round(100 * better["gap"], 3), 0.2, " %", limit_name="the relaxation's bound"),
            Row("  gap1 of OR-Library, all", seconds(gap1["seconds"]), "optima proven",
                f"{gap1['proven']} of {gap1['instances']}", target=5, figure=gap1["proven"], unit="")]


def forecast(bench):
    bench.say("41 regions, 6 roles, 60 months")
    rows = []
    for size in run_json([program("bench_planning"), "forecast", "3"]):
        what = f"Forecast: 41 x 6 x 60, teams of {size['posts'][0]}-{size['posts'][1]} ({size['size']})"
        rows.append(most("  with the smallest intakes" if size["smallest"] else what, figures(size["two"], seconds),
                         round(statistics.median(size["two"]), 2), 1, " s",
                         limit_name="on one core", limit=figures(size["alone"], seconds)))
    return rows


def site(bench):
    problems, limit = 15, 30
    bench.say(f"{3 * problems} problems of 30 x 12 x 4")
    rows = []
    for density in run_json([program("bench_planning"), "site", str(problems), str(limit)]):
        proof, quick, gap = density["proof"], density["quick"], 100 * max(density["quick_gap"])
        late = sum(1 for left in density["gap"] if left > 0)
        rows += [most(f"Site plan: 30 x 12 x 4, {density['answered']:g} issues an action: proven", figures(proof, seconds),
                      round(max(proof), 2), 2, " s", limit_name="not proven", limit=f"{late} of {problems} in {limit} s"),
                 most("  answer at once", figures(quick, seconds), round(1000 * max(quick)), 100, " ms",
                      limit_name="below the best, at most", limit=percent(gap))]
    return rows


def recommendations(bench):
    bench.say("7,000 sites")
    done = subprocess.run([program("bench_effects")], capture_output=True, text=True, check=True)
    values = {name: float(value) for name, value, _ in (line.split("\t") for line in done.stdout.splitlines())}
    median, late, all_sites = (values[f"recommend for {what}"] for what in ("a site, median", "a site, 99 %", "all sites"))
    return [most("Recommendation for a site: 200 solutions, 7,000 sites", f"{median:.2f} ms", round(late, 2), 5, " ms",
                 limit_name="99 % of sites", limit=f"{late:.2f} ms"),
            most("  for all 7,000 sites, one core", seconds(all_sites), round(all_sites, 1), 30, " s",
                 limit_name="estimating what worked, before", limit=seconds(values["estimate the programme"]))]


BENCHMARKS = {"planning-facilitators": facilitators, "planning-forecast": forecast, "planning-site": site,
              "planning-recommendations": recommendations, "planning-cohorts": cohorts, "planning-cbc": beside_cbc,
              "planning-replan": replan, "planning-national": national}
