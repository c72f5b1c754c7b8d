"""Grants that nobody manages are lost where an object is made anew: that is told (MC214)."""

TABLE = "struct PG(table) things {\n    int32_t  size;\n};\n"
VIEW = "PG_ALSO(view shown as select size from things);\n"


def test_view_made_anew(server, make_project):
    project = make_project(server)
    project.write_models(TABLE + VIEW)
    project.autogen("start")
    project.run("upgrade")
    project.sql("grant select on shown to pg_monitor")
    project.write_models(TABLE.replace("int32_t", "int64_t") + VIEW)
    said = project.run("autogen", "-m", "wider").err
    assert 'with view "public.shown" goes what is not managed: grants to pg_monitor' in said
    project.run("upgrade")
    project.sql("grant select on shown to pg_monitor")
    project.write_models(TABLE.replace("int32_t", "int64_t"))
    assert "MC214" not in project.run("autogen", "-m", "gone").err
