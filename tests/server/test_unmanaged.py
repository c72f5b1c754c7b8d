"""What no kind manages is counted, never dropped."""

SETUP = """
create table events (at int) partition by range (at);
create table events_1 partition of events for values from (1) to (10);
create index of_its_own on events_1 (at);
alter table events_1 add constraint positive check (at > 0);
create view shown as select at from events;
comment on column shown.at is 'When.';
alter view shown alter column at set default 3;
create foreign data wrapper wrapper;
create server files foreign data wrapper wrapper;
create domain kept as int;
revoke insert, update on events from current_user;
revoke all on type kept from current_user;
create conversion mine for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
select lo_create(0);
create sequence counting owned by shown.at;
alter default privileges revoke insert on tables from current_user;
alter default privileges revoke all on sequences from current_user;
"""

COUNTS = ["1 partition's index", "1 partition's check constraint", "1 column setting",
          "1 foreign data wrapper", "1 foreign server", "1 conversion", "1 large object", "2 owners without usual privilege",
          "2 owners without usual default privilege", "1 view's sequence"]


def test_counts(server, make_project):
    project = make_project(server)
    project.sql(SETUP)
    project.write_models("""struct PG(table) events {
    int32_t  *at;

    PG_ALSO(partition by range (at));
    PG_ALSO(partition events_1 for values from (1) to (10));
};
PG_ALSO(view shown as select at from events);
""")
    project.autogen("start")
    said = project.run("status", expect=None)
    for count in COUNTS:
        assert count in said.out + said.err, str(said)


def test_unlogged_partitioned_tables(debian_project):
    """What PostgreSQL up to 17 keeps of them says nothing, and nothing could change it."""
    debian_project.sql("create unlogged table events (at int) partition by range (at)")
    debian_project.sql("create unlogged table events_1 partition of events default partition by range (at)")
    debian_project.sql("create unlogged table events_2 partition of events_1 for values from (1) to (2)")
    debian_project.run("pull", "--database", debian_project.url, "--out", "models")
    debian_project.autogen("start")
    debian_project.run("upgrade")
    debian_project.run("check")
    assert "2 unlogged partitioned tables" in debian_project.run("status").out


def test_what_a_partition_has_of_its_own_stays(server, make_project):
    """Unless a model or a revision says it."""
    project = make_project(server)
    text = """struct PG(table) events {
    int32_t  *at;

    PG_ALSO(partition by range (at));
    PG_ALSO(partition events_1 for values from (1) to (10));
};
"""
    project.write_models(text + "PG_ALSO(index said on events_1 (at desc));\n")
    project.autogen("start")
    project.run("upgrade")
    project.sql("create index by_hand on events_1 (at)")
    project.write_models(text)
    path = project.autogen("change")
    assert "DROP INDEX public.said" in path.read_text() and "by_hand" not in path.read_text()
    project.run("upgrade")
    assert "1 partition's index" in project.run("status").out
