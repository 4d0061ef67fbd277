"""Files and functions that have grown. They warn where a reader starts to tire and fail far out."""

import os
import re

from tree import Finding

# Kind of file -> (lines that warn, lines that fail).
FILES = {".cc": (300, 600), ".h": (150, 300), ".proto": (900, 1500), ".py": (300, 600)}
FUNCTION = (40, 120)
FOLDER = (16, 32)


def finding(rule, path, line, what, size, bounds):
    warn, fail = bounds
    if size > warn:
        yield Finding(rule, path, line, f"{what} is {size} long; over {warn} is a sign", size <= fail)


def check_sizes(tree):
    for path in tree.paths:
        bounds = FILES.get(os.path.splitext(path)[1])
        if bounds is not None:
            yield from finding("file_size", path, 1, "the file", len(tree.lines(path)), bounds)
    for path in tree.matching(r"^(common|services|gateway)/.*\.(cc|h)$"):
        for line, size in functions(tree.lines(path)):
            yield from finding("function_size", path, line, "the function", size, FUNCTION)
    for folder in tree.folders:
        count = sum(os.path.dirname(path) == folder and bool(re.search(r"\.(cc|h)$", path))
                    for path in tree.paths)
        # A header and its source are one thing to a reader, so a pair of them counts as one.
        yield from finding("folder_size", folder or ".", 1, "the folder", (count + 1) // 2, FOLDER)


def functions(lines):
    """(line, length) of each function: clang-format puts its opening and closing brace at column 0,
    or at column 2 within a class."""
    start, indent = None, ""
    for number, line in enumerate(lines, 1):
        if start is None:
            match = re.match(r"( {0,2})[\w~].*\)[^;]*\{$", line)
            if match and not re.match(r"\s*(namespace|class|struct|enum|union|if|for|while|switch)\b", line):
                start, indent = number, match.group(1)
        elif line.startswith(indent + "}"):
            yield start, number - start + 1
            start = None
