"""Steps of a schema: those that a running program of the release before can live with, and those that
take something away and say so in their names (common/storage/migrations.h)."""

import os
import re

from tree import Finding

STEP = re.compile(r"^(\d{3})(?:_contract_(\d{3}))?_[a-z0-9_]+(\.sqlite|\.postgresql)?\.sql$")
TAKES_AWAY = re.compile(
    r"\b(drop\s+(table|column|view|function)|rename|alter\s+column|set\s+not\s+null|add\s+constraint)\b", re.I)
# The first line of a step that takes something apart and puts it together again for everybody.
KEEPS = "-- expands:"


def check_steps(tree):
    for path in tree.matching(r"^(common|services)/.*/schema/.*\.sql$"):
        match = STEP.match(os.path.basename(path))
        if match is None:
            yield Finding("step", path, 1, "it is called neither NNN_what.sql nor NNN_contract_MMM_what.sql")
            continue
        number, needed, _ = match.groups()
        if needed is not None:
            if needed >= number or needed == "000":
                yield Finding("step", path, 1, f"it cannot need step {needed}")
            continue
        lines = tree.lines(path)
        if lines and lines[0].startswith(KEEPS):
            continue
        for at, line in enumerate(lines, 1):
            taken = TAKES_AWAY.search(line.split("--")[0])
            # Another order of the same text changes nothing for who reads or writes it.
            if taken and not re.search(r"\btype text collate\b", line):
                yield Finding("step", path, at, f"'{taken.group(0)}' takes away what the release before may use: "
                              f"call it {number}_contract_MMM_..., or say why not in a first line '{KEEPS} ...'")
