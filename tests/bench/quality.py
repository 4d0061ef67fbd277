"""How good diagnoses are, in simulated worlds with fixed seeds: the same figures every time."""

from processes import program, run_json
from rounds import Row

NAIVE, EXACT, FEW, MANY = ("naive Bayes", "exact, with the levels above",
                           "learned from 200 verdicts", "learned from 1000 verdicts")


def described(method):
    text = f"log-loss {method['log_loss']:.3f}, ECE {method['calibration_error']:.3f}, AUC {method['auc']:.3f}"
    return text + (f", map in {method['promoted']:.0%}" if method["promoted"] else "")


def simulation(bench):
    bench.say("8 worlds")
    methods = run_json([program("bench_quality"), bench.knowledge_base])
    by_name = {method["name"]: method for method in methods}
    rows = [Row(("Quality: " if number == 0 else "  ") + method["name"], described(method))
            for number, method in enumerate(methods)]

    def judged(what, figure, target, at_most):
        return Row("  " + what, f"{figure:.3f}", target=target, at_most=at_most, figure=round(figure, 4), unit="")

    def gain(better, worse):
        return by_name[worse]["log_loss"] - by_name[better]["log_loss"]
    return rows + [
        judged("AUC after 1,000 verdicts", by_name[MANY]["auc"], 0.90, False),
        judged("ECE before any verdict", by_name[EXACT]["calibration_error"], 0.03, True),
        judged("ECE after 1,000 verdicts", by_name[MANY]["calibration_error"], 0.03, True),
        judged("log-loss better than naive Bayes, before any verdict", gain(EXACT, NAIVE), 0.02, False),
        judged("log-loss better than naive Bayes, after 1,000 verdicts", gain(MANY, NAIVE), 0.02, False),
        judged("log-loss better for 200 verdicts", gain(FEW, EXACT), 0, False),
        judged("log-loss better for 1,000 verdicts", gain(MANY, FEW), 0, False)]
