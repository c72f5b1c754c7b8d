"""The layout of views and functions: kept as written, and no difference."""

MODELS = """struct PG(table) t {
    int64_t  id    PG(primary key);
    char    *name;
};
struct PG(view) names {
    char *name;

    PG_ALSO(as
        select t.name
        from t
        where t.id > 1);
};
PG_ALSO(file "all.sql");
"""
STATEMENTS = """create view ids as
    select id  -- the id
    from t
    where name <> 'a

      b';

create function twice(a int) returns int
    language sql
    return a * 2;
"""


def reformat(text):
    """The same statements in another layout; what stands in quotes stays."""
    head, literal, tail = text.partition("'a\n\n      b'")
    return " ".join(head.replace("-- the id", "").split()) + "\n" + literal + tail.replace("    ", "\t\t")


def write(project, models, statements):
    project.write_models(models)
    (project.models / "all.sql").write_text(statements)


def test_layout(server, make_project):
    project = make_project(server)
    write(project, MODELS, STATEMENTS)
    revision = project.autogen("start").read_text()
    for text in ("AS\nselect id\nfrom t\nwhere name <> 'a\n\n      b';", "AS\nselect t.name\nfrom t\nwhere t.id > 1;",
                 "(a int) returns int\n    language sql\n    return a * 2;"):
        assert text in revision, revision
    project.run("upgrade")
    project.run("check")
    recorded = (project.folder / "migrations" / "schema.json").read_text()
    assert r"where name <> 'a\n\n      b'" in recorded

    write(project, MODELS.replace("\n        from t\n       ", " from t"), reformat(STATEMENTS))
    project.run("check")
    assert "No changes" in project.run("autogen", "-m", "layout").err
    project.run("diff", "migrations/schema.json", "models")
    project.run("verify")
    project.run("snapshot")
    project.run("check")

    write(project, MODELS, reformat(STATEMENTS).replace("      b'", "     b'"))
    assert "ids" in project.run("check", expect=2).out + project.run("autogen", "-m", "literal").out


def test_pulled_twice(server, make_project):
    project = make_project(server)
    write(project, MODELS, STATEMENTS)
    project.autogen("start")
    project.run("upgrade")
    project.run("pull")
    before = project.files()
    project.run("pull")
    assert project.files() == before


def test_places_survive_layout_and_comments(server, make_project):
    project = make_project(server)
    write(project, MODELS.replace("t.id > 1", "t.ix > 1"), """create view ids as
    select id, -- the id
           nam  /* why */
    from t;

  create function twice() returns int
    language sql
    begin atomic
      select 1; -- one
      select 'ä', fox from t;
    end;
""")
    said = project.run("autogen", "-m", "start").err
    for place, caret, source in (("models.h:14:15", 14, "        where t.ix > 1);"),
                                 ("all.sql:3:12", 11, "           nam  /* why */"),
                                 ("all.sql:10:20", 18, "      select 'ä', fox from t;")):
        assert f"models/{place}: warning: the server does not accept" in said, said
        assert f" {source}\n      | {' ' * caret}^" in said, said
