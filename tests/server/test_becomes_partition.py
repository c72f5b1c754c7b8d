"""A table that becomes a partition is made anew: who wants to keep its rows is told how."""

WHOLE = """struct PG(table) events {
    int32_t  at;

    PG_ALSO(partition by range (at));
%s};
"""
TABLE = "struct PG(table) old {\n    int32_t  at;\n};\n"
PART = "    PG_ALSO(partition old for values from (1) to (10));\n"


def test_both_ways(server, make_project):
    project = make_project(server)
    project.write_models(WHOLE % "" + TABLE)
    project.autogen("start")
    project.run("upgrade")
    project.write_models(WHOLE % PART)
    said = project.run("autogen", "-m", "attach", expect=3).err
    assert "ALTER TABLE public.events ATTACH PARTITION public.old FOR VALUES FROM (1) TO (10)" in said
    path = project.autogen("attach", "--allow", "drop-table")
    assert "ATTACH PARTITION public.old" in path.read_text()
    project.run("upgrade")
    project.write_models(WHOLE % "" + TABLE)
    said = project.run("autogen", "-m", "detach", expect=3).err
    assert "ALTER TABLE public.events DETACH PARTITION public.old" in said
