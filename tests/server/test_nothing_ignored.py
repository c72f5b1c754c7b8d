"""Nothing that a database holds is ignored in silence: it is managed, or counted as what is not.

One database holds something of everything.  What `pull` writes of it makes a second one; what the second
then lacks, by the independent catalog of the tests, has to be counted by name in `status`.
"""

import pathlib
import re

import psycopg2
import pytest

from facts import FACTS, NO_SCHEMA

SETUP = pathlib.Path(__file__).with_name("ignored.sql")

# What status counts, and the facts (lines of the catalog, by a pattern) that are told by it.
COUNTED = {
    "1 access method": r"pg_am heap2 ",
    "1 base type": r"pg_type public\.base ",
    "1 conversion": r"pg_conversion public\.mine ",
    "1 extension dependency": r"pg_depend function public\.plus",
    "1 foreign data wrapper": r"pg_foreign_data_wrapper wrapper ",
    "1 foreign server": r"pg_foreign_server files ",
    "1 foreign table's heir": r"pg_\w+ ((constraint far_b_check on )?table )?public\.far_heir\b",
    "1 foreign table": r"pg_\w+ (foreign table )?public\.far\b",
    "1 language": r"pg_language scheme ",
    "1 extension's privilege": None,  # The oracle leaves out what an extension brings.
    "1 invalid index": r"pg_(class|index|inherits|constraint) (public\.)?(events )?(public\.|app\.)?(invalid|events_._at_n_key|"
                       r"events_. events_._at_n_key)\b",
    "1 partition being detached": r"pg_inherits public\.leaving ",
    "1 partition's constraint name": r"pg_constraint public\.events_1 refers",
    "1 partition's index name": r"pg_(class|index|inherits) public\.(of_another_name|events_2_what_idx) ",
    "2 implied object's privileges": None,
    "2 constraint's trigger states": None,  # The oracle looks at what is said, not at what a key brings.
    "1 system column's privilege": None,
    "1 partition's index setting": r"pg_class public\.divided_1_a_idx ",
    "2 implied object's comments": r"pg_description (type public\.mood\[\]|function) ?",
    "1 partition's index order": r"pg_(class|index|inherits) (public\.)?sorted_1_a_idx ",
    "1 partition's trigger name": r"pg_trigger public\.events_2 (of_another_name|from_table) ",
    "2 ambiguous procedures": r"pg_proc public\.told_apart\(",
    "1 shell type": r"pg_type public\.shell ",
    "1 transform": r"pg_transform integer scheme ",
    "1 trigger": r"pg_trigger public\.far on_far ",
    "1 typed table": r"pg_class public\.typed ",
    "1 user mapping": r"pg_user_mapping held files ",
    # These are not among the facts: data, or what needs another server.
    "1 large object": None,
    "1 subscription": None,
    "4 system privileges": r"pg_language plpgsql ",
}

# Before 18 PostgreSQL keeps no name of NOT NULL.
COUNTED_BEFORE_18 = {"1 inherited constraint's comment": r"pg_description constraint refers_otherwise "}
COUNTED_SINCE_18 = {"2 inherited constraint's comments": r"pg_description constraint (refers_otherwise|doubted) ",
                    "3 inherited NOT NULL names": r"pg_constraint public\.(late (its_own_not_null|parent_b_not_null|late_b_not_null)|"
                                                   r"outliving (founder_a_given|outliving_a_not_null)|child doubted) ",
                    "1 invalid NOT NULL of an inherited column": r"pg_constraint public\.child (doubted|child_a_not_null) ",
                    "1 repeated NOT NULL": r"pg_constraint public\.again parent_b_not_null "}


def statements():
    text = re.sub(r"^--.*$", "", SETUP.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [statement for statement in text.split(";\n") if statement.strip()]


def fill(server, database):
    try:
        server.query("postgres", "create role held")
    except psycopg2.errors.DuplicateObject:
        pass
    connection = server.connect(database)
    with connection.cursor() as cursor:
        cursor.execute("select from pg_tablespace where spcname = 'its_space'")
        if not cursor.fetchall():
            cursor.execute("set allow_in_place_tablespaces = on")
            cursor.execute("create tablespace its_space location ''")
    with connection.cursor() as cursor:
        for statement in statements():
            cursor.execute(statement)
    connection.close()


@pytest.fixture
def source(server, make_project):
    project = make_project(server)
    fill(server, project.database)
    yield project
    project.sql("alter subscription none disable; alter subscription none set (slot_name = none)")
    project.sql("drop subscription none")


def test_managed_or_counted(server, make_project, source):
    target = make_project(server)
    target.run("pull", "--database", source.url, "--out", "models")
    target.autogen("sync", "--allow", "all")
    target.run("upgrade")
    target.run("check")
    said = target.run("status", DATABASE_URL=source.url).out
    counted = re.search(r"^Unmanaged +(.*)$", said, re.MULTILINE).group(1).split(", ")
    expected = COUNTED | (COUNTED_SINCE_18 if int(server.version) >= 180000 else COUNTED_BEFORE_18)
    assert sorted(counted) == sorted(expected)
    lost = sorted(set(source.catalog()) ^ set(target.catalog()))
    told = [pattern for pattern in expected.values() if pattern]
    assert [line for line in lost if not any(re.match(pattern, line) for pattern in told)] == []
    for pattern in told:
        assert any(re.match(pattern, line) for line in lost), f"{pattern}: nothing is lost, so nothing need be counted"


def test_every_catalog_is_held(server, make_project, source):
    """No catalog is without a row of ours, unless it holds no schema."""
    catalogs = {name for name, in source.sql("select relname from pg_class where relnamespace = 'pg_catalog'::regnamespace"
                                             " and relkind = 'r'")}
    assert catalogs == {*FACTS, *NO_SCHEMA} & catalogs
    held = {line.split(" ")[0] for line in source.catalog()}
    assert sorted(catalogs - held - set(NO_SCHEMA)) == []
