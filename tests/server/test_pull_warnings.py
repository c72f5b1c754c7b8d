"""pull: what a database has and modelc warns of, its models say that they mean; and nothing else."""

import psycopg2
import pytest

KEYLESS = "create table logs (at timestamptz, what text)"
REFERRING = ("create table users (id bigint primary key);"
             "create table teams (lead int not null references users on delete set null,"
             " heir bigint default null references users on delete set default)")


def clauses(project):
    """The warnings that each file is quiet about."""
    found = {}
    for path in sorted(project.models.iterdir()):
        for line in path.read_text().splitlines():
            if line.strip().startswith(("PG_ALSO(warn ", "MODELC_ALSO(warn ")):
                found.setdefault(path.name, []).append(line.split("(warn ")[1].removesuffix(");"))
    return found


def pull(project):
    """Pull, and see that compile has nothing to say."""
    project.run("pull")
    assert project.run("compile").err == ""
    return clauses(project)


@pytest.mark.parametrize("layout", ["table", "schema", "single"])
def test_what_is_there_is_meant(project, layout):
    project.sql(f"{KEYLESS}; {REFERRING}; create index one on logs (at); create index two on logs (at);"
                "create table fine (id int primary key); create table empty ();"
                "create materialized view seen as select what from logs; create index a on seen (what);"
                "create index b on seen (what)")
    project.run("pull", "--layout", layout)
    assert project.run("compile").err == ""
    said = sorted(word for words in clauses(project).values() for word in words)
    assert said == ["no-duplicate-index", "no-duplicate-index", "no-key-type-differs", "no-missing-primary-key",
                    "no-missing-primary-key", "no-missing-primary-key", "no-set-default-no-default",
                    "no-set-null-not-null"]
    if layout == "table":
        assert clauses(project) == {
            "database.h": ["no-duplicate-index"], "empty.h": ["no-missing-primary-key"],
            "logs.h": ["no-missing-primary-key", "no-duplicate-index"],
            "teams.h": ["no-missing-primary-key", "no-set-null-not-null", "no-key-type-differs",
                        "no-set-default-no-default"]}
        assert (project.models / "logs.h").read_text() == """#pragma once

#include <modelc.h>

struct PG(table) logs {
    pg_timestamptz *at;
    char           *what  PG(null);

    PG_ALSO(index one (at));
    PG_ALSO(index two (at));
    PG_ALSO(warn no-missing-primary-key);
    PG_ALSO(warn no-duplicate-index);
};
"""
    files = project.files()
    project.run("pull")
    assert project.files() == files
    assert "in sync" in project.run("check").err


def test_a_clause_comes_and_goes_with_its_reason(debian_project):
    project = debian_project
    project.sql("create table users (id int primary key)")
    assert pull(project) == {}
    project.sql(f"{KEYLESS}; alter table users drop constraint users_pkey")
    assert pull(project) == {"logs.h": ["no-missing-primary-key"], "users.h": ["no-missing-primary-key"]}
    project.sql("alter table logs add column id int primary key; drop table users")
    assert pull(project) == {}


def test_a_warning_that_was_there_stays(debian_project):
    """What a person did not answer is not answered by a pull that only brings a column."""
    project = debian_project
    project.write_models("struct PG(table) logs {\n    int32_t what;\n};\n")
    project.sql("create table logs (what int not null, more int)")
    project.run("pull")
    assert clauses(project) == {}
    assert project.run("compile").err.count("[M310 ") == 1


def test_what_the_project_does_not_ask(debian_project):
    project = debian_project
    project.sql(KEYLESS)
    (project.folder / "modelc.json").write_text('{"warn": ["no-missing-primary-key"]}')
    assert pull(project) == {}


def test_what_is_said_by_hand(debian_project):
    """Long names, structs on one line, clauses of several words."""
    project = debian_project
    project.write_models(
        "struct MODELC(table) logs { int32_t a MODELC(primary key); int32_t b; };\n\n"
        "struct MODELC(table) lines {\n    int32_t a;\n\n"
        "    MODELC_ALSO(index (a));\n    MODELC_ALSO(index again (a));\n"
        "    MODELC_ALSO(warn no-missing-primary-key, no-duplicate-index);\n};\n")
    project.sql("create table logs (a int not null, b int not null); create table lines (a int primary key);"
                "create index on lines (a)")
    project.run("pull")
    assert (project.models / "models.h").read_text().endswith("""
struct MODELC(table) logs { int32_t a; int32_t b; MODELC_ALSO(warn no-missing-primary-key); };

struct MODELC(table) lines {
    int32_t a MODELC(primary key);

    MODELC_ALSO(index (a));
    MODELC_ALSO(warn no-missing-primary-key, no-duplicate-index);
};
""")
    said = project.run("compile").err
    assert said.count("[M411]") == 2 and "warning:" not in said, said


def test_newer_sql_is_no_reason_to_warn(server, project):
    newer = int(server.version) >= 170000
    project.sql("create table docs (id int primary key, body text)")
    if newer:
        project.sql("alter table docs add check (body is json);"
                    "create view items as select id, json_serialize(body::json) from docs")
    assert pull(project) == {}
    assert ("[M607 -Wnewer-sql]" in project.run("compile", "-Wnewer-sql").err) == newer


def test_keys_of_all_types_that_the_server_relates(project, some):
    """Each key that it takes is one in the models."""
    types = [name for name, in project.sql("select format_type(oid, null) from pg_type where typtype = 'b' and typelem = 0"
                                           " and typname !~ '^(_|pg_)' and typnamespace = 'pg_catalog'::regnamespace")]
    def take(sql):
        try:
            project.sql(sql)
            return True
        except psycopg2.Error:
            return False

    keys = [(number, name) for number, name in enumerate(types) if take(f"create table key_{number} (a {name} primary key)")]
    referring = some(enumerate(types))
    taken = [take(f"create table of_{number}_{other} (a {name} primary key references key_{other})")
             for number, name in referring for other, key in keys if name != key]
    assert sum(taken) > 200 * len(referring) / len(types)
    pull(project)
    assert "in sync" in project.run("check").err
