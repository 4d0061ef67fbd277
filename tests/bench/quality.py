"""How good diagnoses are, in simulated worlds with fixed seeds: the same figures every time."""

from processes import program, run_json
from rounds import Row

NAIVE, EXACT, FEW, MANY = ("naive Bayes", "exact, with the levels above",
                           "learned from 200 verdicts", "learned from 1000 verdicts")
NAIVE_SHOWN, EXACT_SHOWN = "naive Bayes, on what results show", "exact, on what results show"


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
        return Row("  " + what, f"{figure:.3f}", target=target, at_most=at_most, figure=round(figure, 4), unit="",
                   gate=True)

    def gain(better, worse):
        return by_name[worse]["log_loss"] - by_name[better]["log_loss"]

    def good(method, when):
        return [judged(f"AUC {when}", by_name[method]["auc"], 0.90, False),
                judged(f"ECE {when}", by_name[method]["calibration_error"], 0.03, True),
                judged(f"log-loss better than naive Bayes, {when}", gain(method, NAIVE), 0.02, False)]
    return rows + good(EXACT, "before any verdict") + good(MANY, "after 1,000 verdicts") + [
        judged("ECE on what results show", by_name[EXACT_SHOWN]["calibration_error"], 0.03, True),
        judged("log-loss better than naive Bayes, both on what results show", gain(EXACT_SHOWN, NAIVE_SHOWN), 0.01,
               False),
        judged("log-loss better for 200 verdicts", gain(FEW, EXACT), 0, False),
        judged("log-loss better for 1,000 verdicts", gain(MANY, FEW), 0, False)]
