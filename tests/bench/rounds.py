"""Paired rounds: every variant once a round, in random order, and ratios within the round, because a
shared machine is never twice as fast as it was."""

import random
import statistics
from dataclasses import dataclass, field


class Rounds:
    def __init__(self, variants, rounds, say):
        """`variants`: name -> function that measures it once and returns a dict."""
        self.samples = {name: [] for name in variants}
        for number in range(rounds):
            order = list(variants)
            random.shuffle(order)
            for name in order:
                say(f"round {number + 1} of {rounds}: {name}")
                self.samples[name].append(variants[name]())

    def median(self, name, key="value"):
        return statistics.median(sample[key] for sample in self.samples[name])

    def ratios(self, name, limit, key="value", limit_key=None):
        return [one[key] / other[limit_key or key]
                for one, other in zip(self.samples[name], self.samples[limit])]


@dataclass
class Row:
    """A line of the table. Ratios are value / limit, or where less is better likewise."""
    name: str
    value: str
    limit_name: str = ""
    limit: str = ""
    ratios: list = field(default_factory=list)
    target: float = None
    at_most: bool = False  # the target is the most that there may be
    figure: float = None   # what is judged where there is no ratio
    unit: str = "x"
    gate: bool = False     # the figure is the same on every machine: a missed target is a fault

    def judged(self):
        return statistics.median(self.ratios) if self.ratios else self.figure

    def reached(self):
        return self.target is None or (
            self.judged() <= self.target if self.at_most else self.judged() >= self.target)

    def cells(self):
        figure = self.judged()
        ratio = f"{figure:.2f}x ({min(self.ratios):.2f}-{max(self.ratios):.2f})" if self.ratios else ""
        target = verdict = ""
        if self.target is not None:
            target = f"{'<=' if self.at_most else '>='} {self.target:g}{self.unit}"
            verdict = "reached" if self.reached() else "NOT reached, a gate" if self.gate else "NOT reached"
        return [self.name, self.value, self.limit_name, self.limit, ratio, target, verdict]


HEADER = ["measured", "value", "beside it", "value", "ratio (range)", "first target", ""]


def table(rows):
    lines = [HEADER] + [row.cells() for row in rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADER))]
    shown = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in lines]
    return "\n".join([shown[0], "-" * len(shown[0])] + shown[1:])


def rate(value):
    return f"{value:,.0f}/s"


def micros(value):
    return f"{value:,.0f} us"
