#!/usr/bin/env python3
"""The rules of the house. Usage: lint.py [--root DIR] [group...]; groups: source, protos, manifests;
all without one. Prints what it finds as path:line: rule: message, and fails unless all are warnings."""

import argparse
import os
import sys

import house
import includes
import manifests
import names
import protos
import sizes
import steps
from tree import Tree

GROUPS = {
    "source": [includes.check_includes, sizes.check_sizes, house.check_root, house.check_doors,
               house.check_foreign, house.check_readmes, names.check_names, steps.check_steps],
    "protos": [protos.check_protos],
    "manifests": [manifests.check_manifests],
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", default=os.path.join(os.path.dirname(__file__), "..", ".."))
    parser.add_argument("groups", nargs="*", default=list(GROUPS), metavar="group")
    arguments = parser.parse_args()
    tree = Tree(arguments.root)
    findings = [found for group in arguments.groups for rule in GROUPS[group] for found in rule(tree)]
    for found in sorted(findings):
        kind = "warning: " if found.warning else ""
        print(f"{found.path}:{found.line}: {kind}{found.rule}: {found.message}")
    failures = sum(not found.warning for found in findings)
    print(f"{len(tree.paths)} files, {failures} failures, {len(findings) - failures} warnings")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
