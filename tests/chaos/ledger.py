"""What the server has acknowledged, in memory and in a file that nothing killed here can touch."""
import collections
import json
import threading


class Ledger:
    """Thread-safe. Every method but `count` is called once a write has been acknowledged."""

    def __init__(self, path):
        self._file, self._lock = open(path, "a", encoding="utf-8"), threading.Lock()
        self.count, self.unknown, self.lost_races = 0, 0, 0
        self.created = {}  # display name by organisation name
        self.updates = collections.defaultdict(list)  # (etag before, etag after) by organisation name
        self.answers = collections.Counter()  # by site
        self.imports = {}  # rows by programme name
        self.importing = {}  # the same, not acknowledged yet

    def _write(self, **entry):
        self._file.write(json.dumps(entry) + "\n")
        self._file.flush()
        self.count += 1

    def create(self, name, title):
        with self._lock:
            self.created[name] = title
            self._write(created=name, title=title)

    def update(self, name, before, after):
        with self._lock:
            self.updates[name].append((before, after))
            self._write(updated=name, before=before, after=after)

    def answer(self, site, request_id):
        with self._lock:
            self.answers[site] += 1
            self._write(answered=site, request_id=request_id)

    def import_file(self, programme, rows):
        with self._lock:
            self.imports[programme] = self.importing.pop(programme)
            self._write(imported=programme, rows=rows)

    def begin_import(self, programme, rows):
        """Before it is sent: from now on there may be all of its rows, or none."""
        with self._lock:
            self.importing[programme] = rows

    def not_answered(self):
        with self._lock:
            self.unknown += 1

    def lost_race(self):
        with self._lock:
            self.lost_races += 1
