"""SQL that is newer than the grammar modelc checks with (PostgreSQL 15): the server decides."""

MODELS = """struct PG(table) docs {
    int64_t   id    PG(primary key identity);
    pg_jsonb  body  PG(check ("json_exists(body, '$.a ? (@ > $x)' passing 1 as x)") default "json_object('a': 2)");
    char     *text  PG(null check (text is json object));
    int64_t   low   PG(default 1_000);

    PG_ALSO(index ("json_value(body, '$.a' returning int)") where "text is not json");
    PG_ALSO(check ("json_serialize(body returning text) <> ''") );
    PG_ALSO(trigger t before update for each row when (new.text is json) execute function suppress_redundant_updates_trigger());
};

struct PG(view) items {
    int64_t   id;
    int32_t  *a;

    PG_ALSO(as "select docs.id, j.a\\n"
               "from docs, json_table(docs.body, '$[*]' columns (a int path '$.a')) as j");
};

PG_ALSO(view bare as "select * from (select any_value(text) as text from docs)");
PG_ALSO(materialized view texts as "select json_serialize(body returning text) as s from docs");
PG_ALSO(file "f.sql");
"""
FUNCTIONS = """create function put(new_id bigint, value jsonb default '{"a": 1}') returns setof text
    begin atomic
    merge into docs using (values (new_id)) as v(id) on docs.id = v.id
        when matched then update set body = case when value is json then value else body end
        when not matched then insert (body) values (value)
        returning merge_action();
    select 'b;' as b;
end;

create function two() returns int begin atomic select 1; select case when 1 = 1 then 2 end; end;
create function label(body text) returns boolean return body is json array;
"""


def test_the_loop(server, make_project):
    project = make_project(server)
    project.write_models(MODELS)
    (project.folder / "models" / "f.sql").write_text(FUNCTIONS)
    said = project.run("compile").err
    assert said.count("[M607") == said.count("warning:") >= 9, said
    assert "'json_table' came with PostgreSQL 17, and modelc knows the SQL of 15; the server decides [M607" in said
    if int(server.version) < 170000:
        said = project.run("autogen", "-m", "start", expect=1).err
        assert "models/models.h:20:28: error: 'json_table' needs PostgreSQL 17; the server is 15 [M703]" in said, said
        assert said.count("[M703]") == said.count("error:") and "M607" not in said, said
        assert not project.revisions()
        return
    assert "warning:" not in project.run("autogen", "-m", "start").err
    before = project.state()
    project.run("upgrade")
    project.run("check")
    project.run("verify")
    written = {path: path.read_text() for path in project.models.iterdir()}
    for path in written:
        path.unlink()
    project.run("pull")
    assert "warning:" not in project.run("check").err
    pulled = project.files()
    project.run("pull")
    assert project.files() == pulled
    for path in project.models.iterdir():
        path.unlink()
    for path, text in written.items():
        path.write_text(text)
    project.run("check")
    project.run("downgrade", "base")
    assert project.state() == before


def test_a_mistake_is_still_one(server, make_project):
    project = make_project(server)
    project.write_models("struct PG(table) t {\n    int64_t id PG(primary key check (id > 0 and and id < 9));\n"
                         "    char *json PG(check (json >> > ''));\n    int32_t n PG(default 1a);\n};\n")
    said = project.run("compile", expect=1).err
    assert said.count("[M601]") == 3 and "M607" not in said, said
