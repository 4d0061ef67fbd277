"""Bringing schemas up to date: killed at any point and repeated, refused where program and database
do not fit, and roles in PostgreSQL that cannot see each other's tables."""
import pathlib
import subprocess
import time

import harness
from harness import Options, SystemTest, child_environment, die_with_parent

SERVICES = ["registry", "assessments", "diagnosis", "planning"]
KILLED = -9


def pcspd(*flags, failpoint=None, kill_after=None):
    """A pcspd that ends by itself, or is killed after so many seconds: its code and what it says."""
    environment = child_environment({"PCSP_FAILPOINT": failpoint} if failpoint else {})
    process = subprocess.Popen([Options.bin / "pcspd", *flags], stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, text=True, env=environment,
                               preexec_fn=die_with_parent)
    if kill_after is not None:
        time.sleep(kill_after)
        process.kill()
    _, said = process.communicate(timeout=harness.PATIENCE)
    return process.returncode, said


class Migrating:
    """The stories; a class for each engine says where the database is."""

    def where(self, name):
        """The flag that names a fresh database."""
        raise NotImplementedError

    def steps(self, where, service):
        """Which steps a database has; none if it does not even have the table of steps."""
        raise NotImplementedError

    def run_sql(self, where, service, statement):
        raise NotImplementedError

    def assertAllOrNothing(self, where, service, all_steps):
        self.assertIn(self.steps(where, service), ([], all_steps))

    def test_killed_at_every_step(self):
        complete = self.where("complete")
        self.assertEqual(pcspd("migrate", complete)[0], 0)
        for service in ("registry", "assessments"):
            all_steps = self.steps(complete, service)
            where = self.where(f"step_{service}")
            points = [f"migrate.{at}:kill:{number}" for number in range(1, len(all_steps) + 1)
                      for at in ("step", "half_step")]
            points += ["storage.before_commit:kill", "storage.after_commit:kill"]
            for point in points:
                with self.subTest(service=service, point=point):
                    code, said = pcspd("migrate", f"--serve={service}", where, failpoint=point)
                    self.assertEqual(code, KILLED, said)
                    self.assertAllOrNothing(where, service, all_steps)
            self.assertEqual(pcspd("migrate", f"--serve={service}", where)[0], 0)
            self.assertEqual(self.steps(where, service), all_steps)

    def test_killed_at_any_moment(self):
        complete = self.where("whole")
        began = time.monotonic()
        self.assertEqual(pcspd("migrate", complete)[0], 0)
        whole = time.monotonic() - began
        killed = 0
        for number in range(20):
            where = self.where(f"moment_{number % 4}")
            code, said = pcspd("migrate", where, kill_after=self.random.uniform(0, whole))
            self.assertIn(code, (0, KILLED), said)
            killed += code == KILLED
            for service in SERVICES:
                self.assertAllOrNothing(where, service, self.steps(complete, service))
        print(f"  {killed} of 20 killed within {whole:.2f} s", flush=True)
        self.assertGreater(killed, 0, "the kills came too late to be of use")
        for number in range(4):
            where = self.where(f"moment_{number}")
            self.assertEqual(pcspd("migrate", where)[0], 0)
            self.assertEqual(pcspd("migrate", where)[0], 0)  # a Job may be repeated
            for service in SERVICES:
                self.assertEqual(self.steps(where, service), self.steps(complete, service))

    def assertRefusesToStart(self, where, *words):
        code, said = pcspd("--serve=registry", where, "--grpc-address=127.0.0.1:0",
                           "--metrics-address=127.0.0.1:0")
        self.assertEqual(code, 1, said)
        for word in words:
            self.assertIn(word, said)

    def test_a_database_that_is_newer(self):
        where = self.where("newer")
        self.assertEqual(pcspd("migrate", "--serve=registry", where)[0], 0)
        step = "insert into schema_step (component, number, name, checksum, apply_time) values" \
               " ('service', {}, '{}', 'x', 0)"
        self.run_sql(where, "registry", step.format(98, "098_more.sql"))
        self.start("--serve=registry", where, data=None).stop()
        self.run_sql(where, "registry", step.format(99, "099_contract_098_less.sql"))
        self.assertRefusesToStart(where, "099_contract_098_less.sql", "older than the database")
        self.assertEqual(pcspd("migrate", "--serve=registry", where)[0], 1)

    def test_a_step_that_was_edited(self):
        where = self.where("edited")
        self.assertEqual(pcspd("migrate", "--serve=registry", where)[0], 0)
        self.run_sql(where, "registry", "update schema_step set checksum = 'x' where number = 1"
                                        " and component = 'service'")
        self.assertRefusesToStart(where, "other words")


class OnSqlite(Migrating, SystemTest):
    def where(self, name):
        return f"--data-dir={self.folder}/{name}"

    @staticmethod
    def file(where, service):
        return pathlib.Path(where.removeprefix("--data-dir=")) / f"{service}.db"

    def sqlite(self, where, service, statement):
        return harness.sqlite(self.file(where, service), statement)

    def steps(self, where, service):
        table = "select 1 from sqlite_master where name = 'schema_step'"
        if not self.file(where, service).exists() or not self.sqlite(where, service, table):
            return []
        return self.sqlite(where, service, "select component || number from schema_step order by 1")

    def run_sql(self, where, service, statement):
        self.sqlite(where, service, statement)


class OnPostgresql(Migrating, SystemTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.urls = {}

    def where(self, name):
        if name not in self.urls:
            self.urls[name] = harness.fresh_database(type(self), name)
        return f"--database-url={self.urls[name]}"

    def psql(self, where, service, statement):
        return harness.psql(where.removeprefix("--database-url="), f"set search_path = {service}",
                            statement)

    def steps(self, where, service):
        if self.psql(where, service, f"select to_regclass('{service}.schema_step')") == [""]:
            return []
        return self.psql(where, service, "select component || number from schema_step order by 1")

    def run_sql(self, where, service, statement):
        self.psql(where, service, statement)

    def test_a_database_that_was_not_migrated(self):
        where = self.where("behind")
        self.assertRefusesToStart(where, "lacks the schema step", "pcspd migrate")
        self.assertEqual(self.psql(where, "public", "select count(*) from pg_namespace where"
                                                    " nspname = 'registry'"), ["0"])


class Roles(SystemTest):
    """As an administrator makes them: `pcspd migrate --create-roles`."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.url = harness.fresh_database(cls)
        for _ in range(2):
            code, said = pcspd("migrate", "--create-roles", f"--database-url={cls.url}")
            assert code == 0, said

    def of(self, role):
        return self.url.replace("user=postgres", f"user={role}")

    def assertDenied(self, role, statement):
        with self.assertRaises(subprocess.CalledProcessError) as caught:
            harness.psql(self.of(role), statement)
        self.assertRegex(caught.exception.stderr, "permission denied|must be owner")

    def test_none_sees_the_tables_of_another(self):
        table = {"registry": "organisation", "assessments": "response", "diagnosis": "diagnosis",
                 "planning": "plans"}
        for service in SERVICES:
            for role in (f"pcsp_{service}", f"pcsp_{service}_owner"):
                for other in SERVICES:
                    statement = f"select count(*) from {other}.{table[other]}"
                    if other == service:
                        self.assertEqual(harness.psql(self.of(role), statement), ["0"])
                        continue
                    self.assertDenied(role, statement)
                    self.assertDenied(role, f"insert into {other}.schema_step values"
                                            " ('x', 1, 'x', 'x', 0)")
                    self.assertDenied(role, f"set role pcsp_{other}")

    def test_what_serves_can_neither_rewrite_the_audit_nor_change_a_schema(self):
        for service in SERVICES:
            for statement in ("update audit_entry set resource = 'x'", "delete from audit_entry",
                              "truncate audit_entry", "delete from audit_head",
                              "alter table audit_entry disable trigger all",
                              "drop trigger audit_entry_edit on audit_entry",
                              "update schema_step set checksum = 'x'", "create table other (i int)",
                              "drop table audit_entry"):
                with self.subTest(service=service, statement=statement):
                    self.assertDenied(f"pcsp_{service}",
                                      f"set search_path = {service}; {statement}")

    def test_what_serves_cannot_migrate_and_the_owner_can(self):
        owner = f"--database-url={self.of('pcsp_registry_owner')}"
        self.assertEqual(pcspd("migrate", "--serve=registry", owner)[0], 0)
        for role, serve in (("pcsp_registry", "registry"), ("pcsp_registry_owner", "planning")):
            code, said = pcspd("migrate", f"--serve={serve}", f"--database-url={self.of(role)}")
            self.assertEqual(code, 1)
            self.assertIn("does not let", said)
            self.assertNotIn(role, said)


if __name__ == "__main__":
    harness.main()
