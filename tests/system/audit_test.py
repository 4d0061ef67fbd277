"""Whoever alters the audit below the program is found out, on SQLite and on PostgreSQL: an edit, a
deletion, a reordering, an insertion and a cut tail, each made by hand under the triggers."""
import hashlib
import json
import os
import sqlite3
import struct

import harness
import world
from harness import SystemTest, pcspctl

COLUMNS = ["previous_hash", "programme", "sequence", "time", "method", "resource", "request_hash",
           "actor", "content_hash"]


def line_hash(line):
    """What protos/pcsp/audit/v1 promises, written a second time."""
    fields = ["pcsp audit 1", *(str(line[column]) for column in COLUMNS)]
    framed = (struct.pack("<I", len(f.encode())) + f.encode() for f in fields)
    return hashlib.sha256(b"".join(framed)).hexdigest()


class Tampering:
    """The stories; a class for each engine says how to reach the tables."""

    def tamper(self, *statements):
        raise NotImplementedError

    def verify(self, programme, *flags):
        """Exit code, and the faults found in the registry's chain with where they show."""
        done = pcspctl(self.server, "-p", programme, "audit", "verify", "-o", "json", *flags)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        verdict = json.loads(done.stdout)["registry"]
        self.assertEqual(verdict["sound"], done.returncode == 0)
        return done.returncode, [(f["fault"], f["line"]) for f in verdict["findings"]]

    def chain(self, programme):
        here = world.World(self.server, programme).make()
        here.practices("A81001", "A81002")
        self.assertEqual(self.verify(programme), (0, []))
        entries = self.server.get(f"/v1/programmes/{programme}/auditChains/registry/entries")
        return entries["entries"]

    def export(self, programme):
        """A file with the heads of now."""
        done = pcspctl(self.server, "-p", programme, "audit", "head", "-o", "json")
        self.assertEqual(done.returncode, 0, done.stderr)
        file = self.folder / f"{programme}.heads.json"
        file.write_text(done.stdout)
        return file

    def test_an_edit(self):
        self.chain("edited")
        self.tamper("update audit_entry set resource = 'programmes/edited/organisations/other'"
                    " where programme = 'edited' and sequence = 3")
        self.assertEqual(self.verify("edited"), (1, [("edited", 3)]))

    def test_a_deletion(self):
        self.chain("deleted")
        self.tamper("delete from audit_entry where programme = 'deleted' and sequence in (2, 3)")
        self.assertEqual(self.verify("deleted"), (1, [("missing", 2)]))

    def test_a_reordering(self):
        self.chain("reordered")
        swap = "update audit_entry set sequence = {} where programme = 'reordered' and sequence = {}"
        self.tamper(swap.format(999, 2), swap.format(2, 4), swap.format(4, 999))
        self.assertEqual(self.verify("reordered"), (1, [("moved", 2), ("moved", 4)]))

    def test_an_insertion(self):
        lines = self.chain("inserted")
        forged = {"programme": "inserted", "sequence": 3, "time": 1, "method": "registry.Forged",
                  "resource": "programmes/inserted", "request_hash": "", "actor": "",
                  "content_hash": "", "previous_hash": lines[1]["hash"], "salt": ""}
        forged["hash"] = line_hash(forged)
        shift = "update audit_entry set sequence = sequence {} where programme = 'inserted' and" \
                " sequence >= {}"
        values = ", ".join(f"'{value}'" for value in forged.values())
        self.tamper(shift.format("+ 1000", 3), shift.format("- 999", 1003),
                    f"insert into audit_entry ({', '.join(forged)}) values ({values})")
        code, found = self.verify("inserted")
        self.assertEqual(code, 1)
        self.assertIn(("inserted", 3), found)

    def test_a_cut_tail(self):
        lines = self.chain("cut")
        head = self.export("cut")
        last = len(lines)
        self.assertEqual(self.verify("cut", "--head", head), (0, []))
        self.tamper(f"delete from audit_entry where programme = 'cut' and sequence = {last}")
        self.assertEqual(self.verify("cut"), (1, [("cut", last)]))
        # The store's own record brought into line: nothing shows but what was kept elsewhere.
        self.tamper(f"update audit_head set sequence = {last - 1}, hash ="
                    f" '{lines[-2]['hash']}' where programme = 'cut'")
        self.assertEqual(self.verify("cut"), (0, []))
        self.assertEqual(self.verify("cut", "--head", head), (1, [("cut", last)]))
        # What is written on top of it does not hide it.
        world.World(self.server, "cut").practices("A81003")
        self.assertEqual(self.verify("cut", "--head", head), (1, [("rewritten", last)]))

    def test_a_head_that_was_altered_or_is_of_another(self):
        lines = self.chain("heads")
        head = self.export("heads")
        signed = json.loads(head.read_text())["heads"][0]
        self.assertEqual(signed["sequence"], str(len(lines)))
        key = signed["publicKey"]
        self.assertEqual(self.verify("heads", "--head", head, "--public-key", key), (0, []))
        for programme, flags, words in [
                ("heads", ["--head", self.altered(head)], "altered"),
                ("heads", ["--head", head, "--public-key", "0" * 64], "not signed"),
                ("nobody", ["--head", head], "no head of programmes/nobody")]:
            done = pcspctl(self.server, "-p", programme, "audit", "verify", *flags)
            self.assertEqual(done.returncode, 1, done.stdout)
            self.assertIn("AUDIT_HEAD_UNUSABLE", done.stderr)
            self.assertIn(words, done.stderr)

    def altered(self, head):
        heads = json.loads(head.read_text())
        heads["heads"][0]["sequence"] = "1"
        file = self.folder / "altered.json"
        file.write_text(json.dumps(heads))
        return file

    def test_lines_are_as_promised_and_hold_no_name(self):
        here = world.World(self.server, "plain").make()
        here.practices("A81001")
        here.wave()
        here.open()
        for _ in range(5):
            here.submit("a81001", world.answers(4)).ok()
        here.close()
        methods = {}
        for service in ("registry", "assessments", "diagnosis", "planning"):
            path = f"/v1/{here.name}/auditChains/{service}"
            lines = self.server.get(f"{path}/entries?pageSize=1000")["entries"]
            methods[service] = [line["method"] for line in lines]
            for line in lines:
                self.assertTrue(line["resource"].startswith(here.name), line)
                self.assertNotIn("Practice", json.dumps(line))
            self.assertEqual(self.server.get(f"{path}:exportHead")["hash"], lines[-1]["hash"])
        # Five people have answered, and nothing here says so.
        self.assertEqual(methods["assessments"], [f"assessments.{m}" for m in (
            "CreateWave", "OpenWave", "CloseWave", "CompleteWave")])
        self.assertEqual(set(methods["diagnosis"]), {"diagnosis.StoreDiagnosis"})
        self.assertEqual(set(methods["planning"]), {"planning.DraftPlan"})
        self.assertEqual(pcspctl(self.server, "-p", "plain", "audit", "verify").returncode, 0)
        listed = pcspctl(self.server, "-p", "plain", "audit", "list", "-o", "csv").stdout
        self.assertEqual(len(listed.splitlines()), 1 + sum(map(len, methods.values())))


class OnSqlite(Tampering, SystemTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.start()

    def tamper(self, *statements):
        """Beside the running server, as somebody with access to the folder could."""
        database = sqlite3.connect(self.folder / "data" / "registry.db", isolation_level=None)
        guards = database.execute("select name, sql from sqlite_master where type = 'trigger'"
                                  " and tbl_name like 'audit%'").fetchall()
        self.assertGreater(len(guards), 0)
        database.execute("begin immediate")
        for name, _ in guards:
            database.execute(f"drop trigger {name}")
        for statement in statements:
            database.execute(statement)
        for _, sql in guards:
            database.execute(sql)
        database.execute("commit")
        database.close()

    def test_the_key_is_kept(self):
        self.chain("kept")
        head = self.export("kept")
        mode = os.stat(self.folder / "data" / "audit.key").st_mode & 0o777
        self.assertEqual(mode, 0o600)
        other = type(self).server
        self.assertEqual(other.stop(), 0)
        type(self).server = self.start(name="again")
        self.assertEqual(json.loads(self.export("kept").read_text())["heads"][0]["publicKey"],
                         json.loads(head.read_text())["heads"][0]["publicKey"])


class OnPostgresql(Tampering, SystemTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.url = harness.fresh_database(cls)
        harness.migrate(cls.url)
        made = cls.start(data="key", name="key")  # a key as any other
        made.stop()
        cls.server = cls.start(f"--database-url={cls.url}", "--database-connections=4",
                               f"--audit-key-file={cls.folder}/key/audit.key", data=None)
        # Before the database goes.
        cls.addClassCleanup(cls.server.stop)

    def tamper(self, *statements):
        """As a superuser, whom triggers do not hold."""
        script = ["set search_path = registry", "set session_replication_role = replica",
                  *statements]
        harness.psql(self.url, *script)


if __name__ == "__main__":
    harness.main()
