"""One name, one thing: two classes of one name in one namespace end in one program, where the linker takes
either for both."""

import re

from tree import Finding

OPENS = re.compile(r"^namespace ?([\w:]*) ?\{")
CLOSES = re.compile(r"^\}  // namespace")
DEFINES = re.compile(r"^(?:struct|class|enum class|enum) (\w+)(?: final)?(?: :.*| \{.*)$")


def definitions(lines):
    """(namespace, name, line) of what is defined at the level of a namespace that has a name."""
    inside = []
    for at, line in enumerate(lines, 1):
        if opened := OPENS.match(line):
            inside.append(opened.group(1))
        elif CLOSES.match(line) and inside:
            inside.pop()
        elif (found := DEFINES.match(line)) and not line.endswith(";") and all(inside):
            yield "::".join(inside), found.group(1), at


def check_names(tree):
    first = {}
    for path in tree.matching(r"^(common|services|gateway)/.*\.(h|cc)$"):
        for namespace, name, at in definitions(tree.lines(path)):
            other = first.setdefault((namespace, name), path)
            if other != path:
                yield Finding("one name", path, at, f"{other} has another {namespace}::{name}")
