"""The shape of the house: what lies at the root, the doors of a service, READMEs that tell the truth,
and nothing that is not ours or is of one machine."""

import os
import re

from tree import Finding

ROOT = {"CMakeLists.txt", "CMakePresets.json", "README.md", "dev",
        "protos", "services", "gateway", "common", "tests", "k8s"}
# Below services/<service>/: what each must have, in the same place as every other.
DOORS = [r"README\.md", r"module\.h", r"module\.cc", r"domain/\w+\.h", r"store/store\.h", r"store/sql_store\.h",
         r"rpc/\w+_service\.h", r"rpc/\w+_service\.cc", r"rpc/convert\.h", r"rpc/convert\.cc"]
SOURCE = re.compile(r"\.(cc|h|proto|py|mjs|sh|yaml|csv|sql)$|^Dockerfile$")
README_LINES = 15
LARGEST = 1 << 20

# Written in pieces, so that this file does not break its own rule.
MACHINE = re.compile("|".join([
    r"(?<![\w.])/(wo" + r"rk|ro" + r"ot|ho" + r"me/\w+|tmp/\w+)/",
    r"registry\.npm" + r"js|npm" + r"js\.(org|com)|(deb|security)\.deb" + r"ian\.org|py" + r"pi\.org",
    r"proxy\.gol" + r"ang|files\.pythonho" + r"sted"]))
VENDORED = re.compile(r"(^|/)(third_party|vendor|vendored|external|extern|node_modules|deps)/|^protos/google/")


def check_root(tree):
    for name in sorted({path.split("/")[0] for path in tree.paths}):
        if name not in ROOT and not name.startswith("."):
            yield Finding("root", name, 1, "the root holds nothing but " + ", ".join(sorted(ROOT)))


def check_doors(tree):
    for service in sorted({path.split("/")[1] for path in tree.matching(r"^services/\w+/")}):
        home = f"services/{service}/"
        doors = [home + door for door in DOORS] + [f"protos/pcsp/{service}/v1/\\w+_service\\.proto"]
        missing = [door for door in doors if not tree.matching(f"^{door}$")]
        if missing:
            yield Finding("doors", home, 1, "every service has the same doors; missing: " + " ".join(missing))


def check_foreign(tree):
    for path in tree.paths:
        if VENDORED.search(path):
            yield Finding("vendored", path, 1, "what others wrote is installed, never copied in")
        if tree.size(path) > LARGEST:
            yield Finding("vendored", path, 1, "a file of more than 1 MiB is generated or not ours")
        text = tree.text(path)
        if "\0" in text:
            yield Finding("vendored", path, 1, "a binary file belongs in build/ or in a package")
            continue
        for number, line in enumerate(text.splitlines(), 1):
            match = MACHINE.search(line)
            if match:
                yield Finding("machine", path, number, f"names a machine or a registry: {match.group(0)}")


def named_files(folder, text):
    """Paths that a README names in backquotes, `name.{h,cc}` spelt out."""
    for token in re.findall(r"`([\w./{},-]+)`", text):
        yield from (os.path.normpath(os.path.join(folder, name)) for name in spelt_out(token))


def spelt_out(token):
    match = re.match(r"(.*?)\{([^{}]*)\}(.*)$", token)
    if match is None:
        return [token]
    return [name for choice in match.group(2).split(",")
            for name in spelt_out(match.group(1) + choice + match.group(3))]


def check_readmes(tree):
    """A folder with sources has a README, or the nearest one above it speaks for it."""
    readmes = {os.path.dirname(path): tree.text(path) for path in tree.paths
               if os.path.basename(path) == "README.md" and path != "README.md"}
    named = {folder: set(named_files(folder, text)) for folder, text in readmes.items()}
    spoken_for = {folder: set() for folder in readmes}
    for path in tree.paths:
        if SOURCE.search(os.path.basename(path)) and "/" in path and not path.startswith("."):
            folder = home(path, readmes)
            if folder is None:
                yield Finding("readme", path, 1, "no README of its folder or above names it")
                continue
            names = names_of(path, folder)
            spoken_for[folder] |= names
            if not names & named[folder]:
                yield Finding("readme", path, 1, f"{folder}/README.md does not name it")
    for folder, text in readmes.items():
        if len(text.splitlines()) > README_LINES:
            yield Finding("readme", folder + "/README.md", 1, f"more than {README_LINES} lines")
        for name in sorted(named[folder] - spoken_for[folder]):
            if SOURCE.search(name) and not {name, os.path.relpath(name, folder)} & set(tree.paths):
                yield Finding("readme", folder + "/README.md", 1, f"names {name}, which is absent")


def home(path, readmes):
    folder = os.path.dirname(path)
    while folder and folder not in readmes:
        folder = os.path.dirname(folder)
    return folder or None


def names_of(path, folder):
    """How the README of `folder` may name a file: by its path or its name, with or without the ending; a
    numbered file of schema/ also by that folder."""
    short = os.path.join(folder, os.path.basename(path))
    names = {path, short, os.path.splitext(path)[0], os.path.splitext(short)[0]}
    return names | ({os.path.dirname(path)} if path.endswith(".sql") else set())
