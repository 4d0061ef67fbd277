"""usage: unsynced.py FILE: the control of power.py: writes rows to SQLite without syncing each (WAL with
synchronous=NORMAL) and prints the number of each once it is committed, until it is killed."""
import itertools
import sqlite3
import sys

database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("pragma journal_mode=wal")
database.execute("pragma synchronous=normal")
database.execute("create table row (number integer primary key, text text)")
for number in itertools.count(1):
    database.execute("insert into row values (?, ?)", (number, "x" * 100))
    print(number, flush=True)
