"""kill -9 of modelc, a cut connection, and the server's death, at every exchange of a ten-step revision.

Afterwards: what the ledger says is what the database has, status says it too, the same command goes on and
finishes, nothing ran twice, and the schema is what an undisturbed run gives.
"""

import os
import signal
import subprocess
import time

import psycopg2
import pytest

import oracle
import project as harness
from relay import Relay
from servers import DEBIAN, Server

# Long enough for what happens "during" an exchange to happen in the middle of a statement (relay.Relay.pause).
# (statement, query that tells whether it has run).  A list is a step; a tuple of mode and list, one outside.
SLOW = "CREATE FUNCTION slow(i integer) RETURNS integer IMMUTABLE LANGUAGE plpgsql AS " \
       "$$ BEGIN PERFORM pg_sleep(0.02); RETURN i; END $$"


def table(name):
    return f"select to_regclass('{name}') is not null"


def logged(number):
    return f"select count(*) = 1 from log where n = {number}"


def no(question):
    return f"select not ({question})"


INDEX = "select exists (select from pg_index where indexrelid = to_regclass('{}') and indisvalid)"
UP = [
    (True, [("CREATE TABLE log (n integer)", table("log")),
            ("CREATE TABLE t (a integer, b integer)", table("t")), (SLOW, "select to_regproc('slow') is not null"),
            ("INSERT INTO t VALUES (1, 1), (2, 2)", "select to_regclass('t') is not null")]),
    (False, [("CREATE INDEX CONCURRENTLY t_a ON t (slow(a))", INDEX.format("t_a"))]),
    (True, [("ALTER TABLE t ADD c integer", "select exists (select from pg_attribute where attname = 'c' and "
             "attrelid = to_regclass('t'))"), ("INSERT INTO log SELECT 3 FROM pg_sleep(0.02)", logged(3))]),
    (False, [("INSERT INTO log SELECT 4 FROM pg_sleep(0.02)", logged(4)),
             ("CREATE UNIQUE INDEX CONCURRENTLY t_b ON t (slow(b))", INDEX.format("t_b")),
             ("INSERT INTO log VALUES (41)", logged(41))]),
    (True, [("CREATE TABLE p (a integer) PARTITION BY LIST (a)", table("p")),
            ("CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)", table("p1"))]),
    (False, [("VACUUM t", None), ("CREATE INDEX CONCURRENTLY t_z ON t (a)", INDEX.format("t_z"))]),
    (True, [("INSERT INTO log VALUES (7)", logged(7))]),
    (False, [("REINDEX INDEX CONCURRENTLY t_a", None)]),
    (False, [("ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY", "select to_regclass('p1') is not null and not exists "
              "(select from pg_inherits where inhrelid = to_regclass('p1'))")]),
    (True, [("INSERT INTO log VALUES (10)", logged(10))]),
]
DOWN = [
    (True, [("DELETE FROM log WHERE n = 10", no(logged(10))), ("INSERT INTO log SELECT 110 FROM pg_sleep(0.02)",
                                                               logged(110))]),
    (True, [("ALTER TABLE p ATTACH PARTITION p1 FOR VALUES IN (1)", "select to_regclass('p') is null or exists (select "
             "from pg_inherits where inhrelid = to_regclass('p1'))")]),
    (False, [("INSERT INTO log VALUES (108)", logged(108))]),
    (True, [("DELETE FROM log WHERE n = 7", no(logged(7)))]),
    (False, [("DROP INDEX CONCURRENTLY t_z", no(table("t_z")))]),
    (True, [("DROP TABLE p", no(table("p")))]),
    (False, [("DROP INDEX CONCURRENTLY t_b", no(table("t_b"))), ("DELETE FROM log WHERE n IN (4, 41)",
                                                                 no(logged(4)))]),
    (True, [("ALTER TABLE t DROP c", "select true")]),
    (False, [("DROP INDEX CONCURRENTLY t_a", no(table("t_a"))), ("VACUUM log", None)]),
    (True, [("DROP TABLE t", no(table("t"))), ("DROP FUNCTION slow", "select to_regproc('slow') is null")]),
]


def half(steps):
    lines = []
    for transactional, statements in steps:
        lines.append("-- modelc:step" + ("" if transactional else " transaction:false"))
        lines += [statement + ";" for statement, _ in statements]
    return "\n".join(lines)


class World:
    """One project, and a database for each trial, made from one where the way begins."""

    def __init__(self, project, way):
        self.project, self.server, self.way = project, project.server, way
        self.steps = UP if way == "upgrade" else DOWN
        self.command = [way, "head" if way == "upgrade" else "base"]
        project.write_models("")
        (project.versions / "20250101000000_k1.sql").write_text(
            "-- kill\n--\n-- Revision ID: k1\n-- Revises:\n\n-- migrate:up transaction:false\n"
            f"{half(UP)}\n-- migrate:down transaction:false\n{half(DOWN)}\n")
        if way == "downgrade":
            project.run("upgrade")
        self.start = project.database
        self.count = 0
        self.wanted = None
        self.connection = None

    def fresh(self):
        self.count += 1
        self.database = f"{self.start}_{self.count}"
        self.server.query("postgres", f'create database "{self.database}" template "{self.start}"')

    def drop(self):
        self.hang_up()
        self.server.query("postgres", f'drop database "{self.database}" with (force)')

    def hang_up(self):
        if self.connection:
            self.connection.close()
        self.connection = None

    def sql(self, text):
        """On one connection for all questions about a database."""
        if not self.connection:
            self.connection = self.server.connect(self.database)
        with self.connection.cursor() as cursor:
            cursor.execute(text)
            return cursor.fetchall()

    def run(self, *arguments, **options):
        # Leaks are the business of the tests that run each command once.
        return self.project.run(*arguments, DATABASE_URL=self.server.url(self.database),
                                ASAN_OPTIONS="detect_leaks=0", **options)

    def spawn(self, url):
        return subprocess.Popen(
            [str(harness.MODELC), *self.command, "--wait-lock", "30s"], cwd=self.project.folder, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True,
            env=harness.clean_environment(self.project.folder, DATABASE_URL=url, ASAN_OPTIONS="detect_leaks=0"))

    def await_idle(self):
        """Until the server has noticed that its client is gone."""
        deadline = time.monotonic() + 30
        while self.server.query("postgres", f"select 1 from pg_stat_activity where datname = '{self.database}'"):
            assert time.monotonic() < deadline
            time.sleep(0.01)

    def rows(self):
        if not self.sql("select to_regclass('modelc_revisions')")[0][0]:
            return []
        return self.sql("select under_way, steps_done, statements_done, statement_begun from modelc_revisions")

    def result(self):
        result = {"log": self.sql("select n from log order by 1"), "ledger": [row[0] for row in self.rows()]}
        result["catalog"] = oracle.read_catalog(self.connection)
        self.hang_up()  # its search path is another one now
        return result

    def has_run(self, question):
        try:
            return self.sql(question)[0][0]
        except psycopg2.errors.UndefinedTable:
            return question.startswith("select not")

    def check_truth(self, context, status=True):
        """Each statement before the ledger's mark has run, each behind it has not."""
        rows = self.rows()
        assert len(rows) < 2
        up = self.way == "upgrade"
        if not rows or rows[0][0] is None:
            done = (99, 0) if bool(rows) == up else (0, 0)
            begun = False
        else:
            assert rows[0][0] == ("up" if up else "down"), context
            done, begun = (rows[0][1], rows[0][2]), rows[0][3]
        for step, (_, statements) in enumerate(self.steps):
            for number, (statement, question) in enumerate(statements):
                if not question or (begun and (step, number) == done) or question == "select true":
                    continue
                ran = self.has_run(question)
                assert ran == ((step, number) < done), f"{context}: {statement} ran: {ran}, but the ledger: {rows}"
        if not status:
            return
        status = self.run("status").out
        if rows and rows[0][0]:
            assert "Under way  k1 is " in status and f"halfway: {done[0]} step" in status, f"{context}\n{status}"
        else:
            assert "Under way" not in status, f"{context}\n{status}"

    def undisturbed(self):
        """What a run leaves, and how many exchanges it has."""
        self.fresh()
        relay = Relay(self.server.socket)
        process = self.spawn(relay.url(self.database))
        out, err = process.communicate(timeout=60)
        relay.close()
        assert process.returncode == 0, err
        self.await_idle()
        self.wanted = self.result()
        self.check_truth("undisturbed")
        self.drop()
        return relay.exchanges

    def trial(self, at, phase, kill):
        context = f"{self.way}, {phase} exchange {at}, {'kill' if kill else 'cut'}"
        self.fresh()
        process = None

        def act(relay):
            while process is None:
                time.sleep(0.001)
            if kill:
                process.send_signal(signal.SIGKILL)
                process.wait()

        relay = Relay(self.server.socket, at, phase, act)
        process = self.spawn(relay.url(self.database))
        out, err = process.communicate(timeout=60)
        relay.close()
        assert "Sanitizer" not in err, err
        if relay.acted.is_set():
            # A connection that breaks behind the last word is no failure.
            assert process.returncode == (-signal.SIGKILL if kill else 1) or not kill, f"{context}\n{err}"
            if process.returncode == 1:
                assert "MC70" in err, f"{context}\n{err}"
        self.await_idle()
        self.check_truth(context, status=at % 4 == 0)
        self.run(*self.command)
        assert self.result() == self.wanted, context
        self.drop()


@pytest.mark.parametrize("part", range(4))
@pytest.mark.parametrize("way", ["upgrade", "downgrade"])
def test_a_kill_or_a_cut_at_every_exchange(debian_project, way, part):
    world = World(debian_project, way)
    exchanges = world.undisturbed()
    assert exchanges > 30, exchanges
    points = [(at, phase) for at in range(1, exchanges + 1) for phase in ("during", "after")]
    for number, (at, phase) in enumerate(points):
        if number // 2 % 4 == part:
            # What is killed one way is cut the other.
            world.trial(at, phase, kill=(at + (phase == "after") + (way == "upgrade")) % 2 == 0)


@pytest.fixture
def own_server():
    """A server that may die, with a disk that remembers."""
    server = Server(DEBIAN, fsync="on", synchronous_commit="on", full_page_writes="on")
    yield server
    server.stop()


def restart(server):
    server.process.send_signal(signal.SIGQUIT)
    server.process.wait(20)
    log = open(server.home / "log", "a")
    common = {"cwd": server.home, "stdin": subprocess.DEVNULL, **server._as_account()}
    command = [server.bindir / "postgres", "-D", server.data, "-k", server.socket]
    for name, value in server.settings.items():
        command += ["-c", f"{name}={value}"]
    server.process = subprocess.Popen(
        command, env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": str(server.home)},
        stdout=log, stderr=log, **common)
    server._await()


@pytest.mark.parametrize("way", ["upgrade", "downgrade"])
def test_the_server_dies(own_server, make_project, way):
    world = World(make_project(own_server), way)
    exchanges = world.undisturbed()
    for at in range(4 if way == "upgrade" else 5, exchanges, 5):
        world.fresh()
        relay = Relay(own_server.socket, at, "during", lambda relay: own_server.process.send_signal(signal.SIGQUIT))
        process = world.spawn(relay.url(world.database))
        out, err = process.communicate(timeout=60)
        relay.close()
        assert process.returncode == 1 and "MC70" in err, err
        restart(own_server)
        world.check_truth(f"{way}, the server died in exchange {at}")
        world.run(*world.command)
        assert world.result() == world.wanted
        world.drop()


def test_the_backend_is_terminated(debian_project):
    """As an administrator does it, while the index is built."""
    world = World(debian_project, "upgrade")
    world.undisturbed()
    world.fresh()
    process = world.spawn(world.server.url(world.database))
    deadline = time.monotonic() + 30
    while True:
        try:
            if world.sql("select pg_terminate_backend(pid) from pg_stat_progress_create_index where exists"
                         " (select from pg_index where not indisvalid)"):
                break
        except psycopg2.Error:
            pass
        assert time.monotonic() < deadline
    out, err = process.communicate(timeout=60)
    assert process.returncode == 1 and "MC701" in err and "57P01" not in err, err
    world.check_truth("terminated")
    done = world.run("upgrade")
    assert "Removed invalid index" in done.err, str(done)
    assert world.result() == world.wanted
    world.drop()
