"""Which database, and what happens when there is none."""

import re

import pytest

ONE = "struct PG(table) one {\n    int32_t  id  PG(primary key);\n};\n"


@pytest.mark.parametrize("url", [
    "postgresql://nobody:secret@127.0.0.1:1/none", "postgresql:///none?host=/nonexistent",
    "host=/nonexistent dbname=none password=secret", "postgresql://user:secret@[::1]:1/none?connect_timeout=2",
])
def test_no_server_is_one_clear_finding(debian_project, url):
    debian_project.write_models(ONE)
    before = debian_project.files()
    for command in (("upgrade",), ("autogen", "-m", "x"), ("current",), ("check",)):
        refused = debian_project.run(*command, expect=1, DATABASE_URL=url)
        assert refused.err.count("error: ") == 1 and "MC701" in refused.err, str(refused)
        assert "secret" not in refused.err + refused.out
    assert debian_project.files() == before


@pytest.mark.parametrize("url", ["postgresql://%zz", "nonsense", "host="])
def test_a_wrong_url(debian_project, url):
    refused = debian_project.run("current", "--database", url, expect=None, PGHOST="/nonexistent")
    assert refused.status in (1, 64) and re.search(r"MC[79]01", refused.err), str(refused)


def test_an_unknown_database(debian_project):
    refused = debian_project.run("current", "--database", debian_project.server.url("no_such_database"), expect=1)
    assert "MC701" in refused.err and "no_such_database" in refused.err


def test_the_order_of_the_sources(debian_project):
    """--database, then DATABASE_URL, then .env, then modelc.json, then PG*."""
    bad = "postgresql:///none?host=/nonexistent"
    good = debian_project.url
    env = debian_project.folder / ".env"
    config = debian_project.folder / "modelc.json"
    debian_project.run("current", "--database", good, DATABASE_URL=bad)
    env.write_text(f"DATABASE_URL={bad}\n")
    debian_project.run("current", DATABASE_URL=good)
    env.write_text(f"DATABASE_URL={good}\n")
    config.write_text(f'{{"database": "{bad}"}}\n')
    debian_project.run("current", DATABASE_URL=None)
    env.unlink()
    config.write_text(f'{{"database": "{good}"}}\n')
    debian_project.run("current", DATABASE_URL=None, PGHOST="/nonexistent")
    config.unlink()
    debian_project.run("current", DATABASE_URL=None, PGHOST=str(debian_project.server.socket),
                       PGUSER="postgres", PGDATABASE=debian_project.database)


def test_nothing_is_left_behind(project):
    """No database, no session, no temporary object of ours stays after the whole loop."""
    databases = project.server.query("postgres", "select datname from pg_database order by 1")
    project.write_models(ONE)
    project.autogen("one")
    project.run("upgrade")
    project.run("check")
    project.run("downgrade")
    assert project.server.query("postgres", "select datname from pg_database order by 1") == databases
    assert project.server.query("postgres", """
        select count(*) from pg_stat_activity where datname = %s""", [project.database]) == [(0,)]
    assert [row[0] for row in project.sql("""
        select nspname from pg_namespace where nspname !~ '^pg_(toast|catalog|temp)' order by 1""")] == [
            "information_schema", "public"]


def test_nothing_is_written_while_the_database_is_read(project):
    """A read only session: autogen and check ask, they do not change."""
    project.write_models(ONE)
    project.sql(f'alter database "{project.database}" set default_transaction_read_only = on')
    assert project.sql("show default_transaction_read_only") == [("on",)]
    project.autogen("one")
    project.run("check", expect=2)


def test_two_upgrades_at_once(project):
    """One works, the other waits and finds nothing to do."""
    import concurrent.futures

    project.write_models(ONE)
    path = project.autogen("one")
    path.write_text(path.read_text().replace("-- migrate:up\n", "-- migrate:up\n\nSELECT pg_sleep(0.5);\n"))
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda _: project.run("upgrade"), range(2)))
    assert len(project.ledger()) == 1
    assert sum("Running upgrade" in shown.out + shown.err for shown in both) == 1
    project.run("check", expect=None)
