"""NOT NULL as PostgreSQL 18 has it: a constraint with a name."""

import pytest

SETUP = """
create table plain (a int not null, b int primary key);
create table named (a int constraint "A is there" not null, b int constraint b_there not null no inherit, c int, d int,
    constraint named_pk primary key (d));
alter table named add constraint c_there not null c not valid;
create table a_table_with_a_name_that_is_quite_long_for_a_table (a_column_with_a_name_that_is_quite_long_as_well int not null);
create domain positive as int constraint positive_there not null;
create domain usual as int not null;
create table parent (a int constraint a_there not null);
create table child (b int) inherits (parent);
create table old_name (a int not null, b int);
alter table old_name rename to new_name;
alter table new_name alter b set not null;
"""


pytestmark = pytest.mark.newest


@pytest.fixture
def newest_only(server):
    if int(server.version) < 180000:
        pytest.skip("names of NOT NULL came with PostgreSQL 18")


def test_pulled(newest_only, server, make_project):
    source, target = make_project(server), make_project(server)
    source.sql(SETUP)
    target.run("pull", "--database", source.url, "--out", "models")
    assert "not null" not in (target.models / "plain.h").read_text()
    assert "not null" not in (target.models / "a_table_with_a_name_that_is_quite_long_for_a_table.h").read_text()
    target.autogen("sync")
    target.run("upgrade")
    assert target.catalog() == source.catalog()
    target.run("check")
    target.run("verify", "--dev-url", target.url)
    target.run("downgrade", "base")


def test_unsaid(newest_only, server, make_project):
    """What no model names may be called as it is, and keeps that."""
    project = make_project(server)
    project.sql("create table named (a int constraint a_there not null, b int constraint b_there not null)")
    project.write_models("struct PG(table) named {\n    int32_t  a;\n    int32_t  b;\n};\n")
    project.autogen("start")
    project.run("upgrade")
    project.run("check")
    before = project.catalog()
    project.write_models("struct PG(table other renamed from named) named {\n    int32_t  a;\n    int32_t *b;\n};\n")
    project.autogen("change")
    project.run("upgrade")
    project.run("check")
    assert project.sql("select conname from pg_constraint where contype = 'n' and conrelid = 'other'::regclass") == [("a_there",)]
    project.run("downgrade")
    assert project.catalog() == before
