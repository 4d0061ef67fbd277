"""The repository as the rules see it: paths and texts of a folder that a test may have made."""

import os
import re
import subprocess
from collections import namedtuple

# What a rule found. A warning is printed and does not fail the run.
Finding = namedtuple("Finding", "rule path line message warning", defaults=(False,))

UNTRACKED = {".git", "build", "data", "__pycache__"}


class Tree:
    """Files below a root: what git knows and does not ignore, or all of them where git is absent."""

    def __init__(self, root):
        self.root = os.path.abspath(root)
        self.paths = sorted(self._from_git() or self._from_disk())
        self.folders = sorted({os.path.dirname(path) for path in self.paths})

    def text(self, path):
        with open(os.path.join(self.root, path), "rb") as file:
            return file.read().decode("utf-8", "replace")

    def size(self, path):
        return os.path.getsize(os.path.join(self.root, path))

    def lines(self, path):
        return self.text(path).splitlines()

    def matching(self, pattern):
        return [path for path in self.paths if re.search(pattern, path)]

    def _from_git(self):
        if not os.path.exists(os.path.join(self.root, ".git")):
            return []
        command = ["git", "-C", self.root, "ls-files", "-z", "-co", "--exclude-standard"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        # A file that is deleted and not yet committed is still in the index.
        return [
            path
            for path in done.stdout.split("\0")
            if path and os.path.isfile(os.path.join(self.root, path))
        ]

    def _from_disk(self):
        for folder, folders, files in os.walk(self.root):
            folders[:] = [name for name in folders if name not in UNTRACKED]
            for name in files:
                yield os.path.relpath(os.path.join(folder, name), self.root)
