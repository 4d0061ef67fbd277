"""The manifests as a cluster would get them: rendered, held against the API's schemas, and against what we
ask of every object."""

import json
import os

import yaml

import objects
import pods
import tools
from kube import name_of
from tree import Finding

RULES = {**pods.RULES, **objects.RULES}


def check_manifests(tree):
    for path in tree.matching(r"^k8s/\w+/kustomization\.yaml$"):
        folder = os.path.dirname(path)
        done = tools.run([tools.kubectl(), "kustomize", os.path.join(tree.root, folder)])
        if done.returncode != 0:
            yield Finding("render", path, 1, done.stderr.strip())
            continue
        rendered = [item for item in yaml.safe_load_all(done.stdout) if item]
        yield from (Finding(rule, path, 1, f"{name}: {text}") for rule, name, text in faults(rendered))


def faults(rendered):
    """(rule, object, message) of everything that is wrong with a rendering."""
    found = list(check_schema(rendered))
    if found:
        return found
    for rule, check in RULES.items():
        found += [(rule, name, text) for name, text in check(rendered)]
    return found


def check_schema(rendered):
    done = tools.run(["node", os.path.join(tools.HERE, "schema.mjs"), tools.MODULES], input=json.dumps(rendered))
    if done.returncode != 0:
        yield "schema", "all", done.stderr.strip()
        return
    for index, text in json.loads(done.stdout):
        yield "schema", name_of(rendered[index]), text
