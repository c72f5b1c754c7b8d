"""SQL that modelc's own grammar (PostgreSQL 15) cannot parse, newer or wrong: the server decides."""

import re

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
    said = project.run("compile", "-Wnewer-sql").err
    assert said.count("[M607") == said.count("warning:") >= 9, said
    assert "'json_table' came with PostgreSQL 17, and modelc knows the SQL of 15; the server decides [M607" in said
    if int(server.version) < 170000:
        said = project.run("autogen", "-m", "start", expect=1).err
        assert f"models/models.h:20:28: error: 'json_table' needs PostgreSQL 17; the server is {int(server.version) // 10000} [M703]" in said, said
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


BROKEN = """enum PG(type) mood { MOOD_GOOD, };
typedef int32_t level PG(domain check (value > > 1));
struct PG(table) users {
    int64_t  id     PG(primary key identity);
    int32_t  level  PG(check (level > 0 and and level < 9));
    pg_jsonb data   PG(check ("data->>'kind' <> '\\\\ä'\t"
                              "and\t and data ? 'y'"));\r
    char    *slug   PG(generated always as (lower(name) || ) stored);
    char    *bio    PG(default (1 +));
    char    *name;

    PG_ALSO(index (id) where level = = 1);
    PG_ALSO(index ("lower(name) +"));
    PG_ALSO(index (lower(name || ) ));
    PG_ALSO(check (bio >) );
    PG_ALSO(exclude using gist (id with =) where (id < < 1));
    PG_ALSO(row level security);
    PG_ALSO(policy p using (id = = 1));
    PG_ALSO(statistics s on (id +), level);
    PG_ALSO(trigger t before update for each now execute function f());
};
struct PG(table) parts {
    int64_t  id  PG(primary key);

    PG_ALSO(partition by range (id));
    PG_ALSO(partition p1 for values from (1) to 2);
};
struct PG(view) names {
    int64_t  id;

    PG_ALSO(as "select id"
               " form users where");
};
PG_ALSO(view recent as select * form users);
PG_ALSO(materialized view totals as insert into x values (1));
PG_ALSO(function f() returns int langauge sql as 'select 1');
PG_ALSO("create function g() returns int "
        "langauge sql as 'select 1'");
PG_ALSO(file "f.sql");
"""
BROKEN_FILE = ("create view w as\r\n  select 'ä',\tid\r\n  form a;\r\ncreate index i on users (id) where id = = 3;\n"
               "create rule r as on insert to users do instead nothin;\n"
               "create function h() returns int begin atomic select 1; selct 2; end;\n")
PLACE = re.compile(r"^(\S+?):(\d+):(\d+): (\w+): (.*) \[(\w+)", re.MULTILINE)


def places(said, severity, code):
    """Line and column of all findings, which must be of that severity and code, and PostgreSQL's words."""
    found = PLACE.findall(said)
    assert found and {place[3] for place in found} == {severity} and {place[5] for place in found} == {code}, said
    return [(file, line, column, re.search('syntax error at or near "[^"]*"|syntax error at end of input', text)[0])
            for file, line, column, _, text, _ in found]


def test_mistakes_without_a_server_and_with_one(server, make_project):
    """Without one a mistake is a warning at its byte, which -Werror= makes an error; a server's word is the last."""
    project = make_project(server)
    project.write_models(BROKEN)
    (project.folder / "models" / "f.sql").write_bytes(BROKEN_FILE.encode())
    warned = places(project.run("compile").err, "warning", "M601")
    assert len(warned) >= 23, warned
    assert places(project.run("compile").err, "warning", "M601") == warned  # out of the cache
    assert {error[:3] for error in places(project.run("compile", "-Werror=sql-syntax", expect=1).err, "error", "M601")} \
        <= {warning[:3] for warning in warned}
    assert not PLACE.findall(project.run("compile", "-Wno-sql-syntax").err)
    for command in (("autogen", "-m", "x"), ("autogen", "-m", "x", "-Wno-sql-syntax"), ("check",), ("diff", "models", "db")):
        assert places(project.run(*command, expect=1).err, "error", "M609") == warned[:20]  # no more are shown
    assert not project.revisions()


def test_what_a_mistake_beside_something_newer_is(server, make_project):
    project = make_project(server)
    project.write_models("struct PG(table) t {\n    int64_t id PG(primary key check (id > 0 and and id < 9));\n"
                         "    char *json PG(check (json >> > ''));\n    int32_t n PG(default 1a);\n"
                         "    char *body PG(check (body is json and body > > ''));\n};\n")
    said = project.run("compile", "-Wnewer-sql").err
    assert said.count("[M601 ") == 3 and said.count("[M607 ") == 1, said
    said = project.run("check", expect=1).err
    if int(server.version) >= 160000:  # the newer part is right, what stands behind it is not
        assert said.count("[M609]") == 4 and "models/models.h:8:50: error" in said, said
    else:
        assert said.count("[M609]") == 3 and "models/models.h:8:31: error: 'is json' needs PostgreSQL 16" in said, said


def test_what_cannot_be_told_apart_is_an_error(debian_project):
    """Of these not even what they are about is known."""
    debian_project.write_models("PG_ALSO(function f(a int default 1 +) returns int return a);\n"
                                'PG_ALSO(file "f.sql");\n')
    (debian_project.folder / "models" / "f.sql").write_text("create view v as select 'never ends;\n")
    said = debian_project.run("compile", expect=1).err
    assert said.count("[M610]") == 2 == said.count("error:"), said
