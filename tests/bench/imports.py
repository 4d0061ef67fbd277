"""Importing epraccur, against one raw transaction of the rows that come of it."""

import contextlib
import csv
import io
import os
import random
import shutil
import sqlite3
import subprocess
import time

import grpc
from processes import Pcspd, migrate
from rounds import Row, Rounds

SERVICE = "/pcsp.registry.v1.RegistryService/"
ROWS = 15_000
SYSTEMS = [f"{number:02d}{letter}" for number in range(1, 22) for letter in "KR"]
PIECE = 256 << 10
TABLES = ("organisation", "relationship")
# Whether a practice is open; A active, C closed, D dormant, P proposed.
STATES = "A" * 55 + "C" * 42 + "DDP"


def epraccur(rows=ROWS):
    """Practices in every state, and one in six of another prescribing setting."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for number in range(rows):
        draw = random.Random(number)
        state, system = draw.choice(STATES), draw.choice(SYSTEMS)
        fields = [""] * 27
        fields[0] = f"{'ABCDEFGHJKLMNPWY'[number // 65536 % 16]}{number % 65536:05d}"
        fields[1] = f"{draw.choice(('HARBOUR', 'MILL LANE', 'ST. JOHN', 'PARK'))} SURGERY {number}"
        fields[2:7] = ["Y54", "QHM", f"{draw.randint(1, 200)} KENDAL ROAD", "", "HARTLEPOOL"]
        fields[9] = f"TS{draw.randint(1, 29)} {draw.randint(1, 9)}QU"
        fields[10] = f"{draw.randint(1974, 2010)}0401"
        fields[11] = f"{draw.randint(2014, 2023)}0331" if state == "C" else ""
        fields[12:16] = [state, "B", system, "20130401"]
        fields[16] = fields[11]
        fields[17], fields[21], fields[23] = "01429 000000", "0", system
        fields[25] = "4" if draw.random() < 5 / 6 else "8"
        writer.writerow(fields)
    return out.getvalue().encode()


class Registry:
    """The product's registry, and how to import into a programme of it."""

    def __init__(self, bench, product):
        self.bench, self.port, self.programmes = bench, product.port, 0

    def call(self, method, request):
        return self.bench.api.call(self.port, SERVICE + method, self.bench.api.encode(SERVICE + method, request))

    def new_programme(self):
        self.programmes += 1
        parent = f"programmes/bench{self.programmes}"
        self.call("CreateProgramme", {"programmeId": parent.split("/")[1], "programme": {"displayName": "Bench"}})
        for code in SYSTEMS:
            self.call("CreateOrganisation", {"parent": parent, "organisation": {
                "kind": "ORGANISATION_KIND_WHOLE_SYSTEM", "displayName": code, "codeSystem": "ods", "code": code}})
        return parent

    def messages(self, parent, file):
        def encode(message):
            return self.bench.api.encode(SERVICE + "ImportOrganisations", message)
        yield encode({"config": {"parent": parent, "format": "IMPORT_FORMAT_EPRACCUR", "force": True,
                                 "mode": "IMPORT_MODE_PARTIAL", "sizeBytes": len(file)}})
        request = self.bench.api.factory.GetPrototype(
            self.bench.api.method(SERVICE + "ImportOrganisations").input_type)
        for at in range(0, len(file), PIECE):
            yield request(data=file[at:at + PIECE]).SerializeToString()

    def take(self, parent, file):
        """Imports, and says how many rows a second that were and what the report counts."""
        messages = list(self.messages(parent, file))
        with grpc.insecure_channel(f"127.0.0.1:{self.port}") as channel:
            grpc.channel_ready_future(channel).result(timeout=10)
            begin = time.perf_counter()
            reply = channel.stream_unary(SERVICE + "ImportOrganisations")(iter(messages), timeout=600)
            seconds = time.perf_counter() - begin
        report = self.bench.api.factory.GetPrototype(
            self.bench.api.method(SERVICE + "ImportOrganisations").output_type)()
        report.ParseFromString(reply)
        return {"value": report.counts.rows / seconds, "seconds": seconds, "counts": report.counts}


def variants(registry, file, raw):
    """What a round measures: an import, the same again, and `raw` of the same rows."""
    known = registry.new_programme()
    registry.take(known, file)

    def fresh():
        return registry.take(registry.new_programme(), file)

    def again():
        result = registry.take(known, file)
        if result["counts"].unchanged + result["counts"].skipped != ROWS:
            raise RuntimeError(f"the same file changed something: {result['counts']}")
        return result
    return {"import": fresh, "again": again, "raw": raw}


def rows_of(done, engine, limit):
    return [Row(f"Import of epraccur on {engine}, {ROWS:,} rows", f"{done.median('import'):,.0f} rows/s", limit,
                f"{done.median('raw'):,.0f} rows/s", done.ratios("import", "raw"), 0.6),
            Row("  the same file again, nothing changes", f"{done.median('again'):,.0f} rows/s", "the same",
                f"{done.median('raw'):,.0f} rows/s", done.ratios("again", "raw"))]


class RawSqlite:
    """The rows of a programme, inserted by themselves into the same tables, indexes and all."""

    def __init__(self, product_file, programme, copy):
        shutil.copyfile(product_file, copy)
        self.database = sqlite3.connect(copy, isolation_level=None)
        self.database.execute("pragma journal_mode=wal")
        self.database.execute("pragma synchronous=full")
        self.database.execute("pragma foreign_keys=on")
        # The copy holds the one programme that the benchmark has made so far.
        self.programme, self.copies = programme.split("/")[1], 0
        self.rows = {table: [list(row) for row in self.database.execute(f"select * from {table}")]
                     for table in TABLES}

    def __call__(self):
        self.copies += 1
        name = f"raw{self.copies}"
        columns = [column[1] for column in self.database.execute("pragma table_info(programme)")]
        self.database.execute(f"insert into programme select ?, {', '.join(columns[1:])} from programme where id = ?",
                              (name, self.programme))
        rows = {table: [[name] + row[1:] for row in values] for table, values in self.rows.items()}
        begin = time.perf_counter()
        self.database.execute("begin immediate")
        for table in TABLES:
            marks = ", ".join("?" * len(rows[table][0]))
            self.database.executemany(f"insert into {table} values ({marks})", rows[table])
        self.database.execute("commit")
        return {"value": ROWS / (time.perf_counter() - begin)}


def sqlite(bench):
    file = epraccur()
    with Pcspd(bench.folder, "registry", "registry") as product:
        registry = Registry(bench, product)
        parent = registry.new_programme()
        registry.take(parent, file)
        database = os.path.join(product.data, "registry.db")
        with contextlib.closing(sqlite3.connect(database)) as own:
            own.execute("pragma wal_checkpoint(truncate)")
        raw = RawSqlite(database, parent, os.path.join(bench.folder, "raw.db"))
        done = Rounds(variants(registry, file, raw), bench.rounds, bench.say)
    return rows_of(done, "SQLite", "one raw transaction of its rows")


def peak(product):
    """The most memory that a process has had so far, in MiB."""
    with open(f"/proc/{product.process.pid}/status", encoding="utf-8") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) / 1024


def memory(bench):
    """A file of a million rows beside one of a tenth of them."""
    peaks = {}
    for rows in (100_000, 1_000_000):
        bench.say(f"{rows:,} rows")
        file = epraccur(rows)
        with Pcspd(bench.folder, f"memory{rows}", "registry") as product:
            registry = Registry(bench, product)
            taken = registry.take(registry.new_programme(), file)
            if taken["counts"].rows != rows or taken["counts"].rejected:
                raise RuntimeError(f"not all of the file was taken: {taken['counts']}")
            peaks[rows] = (peak(product), taken["value"])
        shutil.rmtree(product.data)
    (few, _), (many, rate) = peaks[100_000], peaks[1_000_000]
    return [Row(f"Memory for a file of 1,000,000 rows ({rate:,.0f} rows/s)", f"{many:.0f} MiB", "100,000 rows",
                f"{few:.0f} MiB", [many / few], 1.25, at_most=True)]


class RawPostgresql:
    """The same with COPY."""

    def __init__(self, url, programme, folder):
        self.url, self.copies, self.folder = url, 0, folder
        self.programme = programme.split("/")[1]
        self.query("set client_min_messages = error; drop schema if exists bench_raw cascade; create schema bench_raw;"
                   + "".join(f"create table bench_raw.{table} (like registry.{table} including all);"
                             for table in TABLES)
                   + "alter table bench_raw.relationship add foreign key (programme, subject) references"
                     " bench_raw.organisation (programme, id), add foreign key (programme, object) references"
                     " bench_raw.organisation (programme, id)")
        self.columns = {table: self.query(
            "select string_agg(column_name, ',' order by ordinal_position) from information_schema.columns"
            f" where table_schema = 'registry' and table_name = '{table}' and column_name <> 'programme'")
            for table in TABLES}

    def query(self, sql):
        return subprocess.run(["psql", self.url, "-qAt", "-v", "ON_ERROR_STOP=1", "-c", sql], check=True,
                              capture_output=True, text=True).stdout.strip()

    def script(self, name):
        """The files of the rows under another programme's name, and the commands that copy them in."""
        commands = []
        for table in TABLES:
            path = os.path.join(self.folder, f"{table}.copy")
            self.query(f"\\copy (select '{name}', {self.columns[table]} from registry.{table}"
                       f" where programme = '{self.programme}') to '{path}'")
            commands.append(f"\\copy bench_raw.{table} (programme, {self.columns[table]}) from '{path}'")
        return "\n".join(["\\timing on", "begin;", *commands, "commit;"])

    def __call__(self):
        self.copies += 1
        timed = subprocess.run(["psql", self.url, "-qAt", "-v", "ON_ERROR_STOP=1"], check=True, capture_output=True,
                               text=True, input=self.script(f"raw{self.copies}")).stdout
        seconds = sum(float(line.split()[1]) for line in timed.splitlines() if line.startswith("Time:")) / 1000
        return {"value": ROWS / seconds}


def postgresql(bench):
    url = os.environ.get("PCSP_TEST_POSTGRES")
    if not url:
        bench.say("PCSP_TEST_POSTGRES is not set: nothing to measure PostgreSQL with")
        return []
    file = epraccur()
    migrate("registry", url)
    with Pcspd(bench.folder, "registry_on_postgresql", "registry", "--database-url=" + url) as product:
        registry = Registry(bench, product)
        parent = registry.new_programme()
        registry.take(parent, file)
        raw = RawPostgresql(url, parent, bench.folder)
        done = Rounds(variants(registry, file, raw), bench.rounds, bench.say)
    raw.query("set client_min_messages = error; drop schema if exists registry, bench_raw cascade")
    return rows_of(done, "PostgreSQL", "one COPY of its rows")
