"""--include and --exclude: what is filtered out is not managed."""

import json

import pytest

MODELS = """
struct PG(table) users {
    int32_t  id  PG(primary key);
};
struct PG(table) audit_log {
    int32_t  id  PG(primary key);
};
"""
OTHERS = """
    create table audit_old (id int primary key, note text);
    create index audit_note on audit_old (note);
    create table things (id int)"""


@pytest.fixture
def started(debian_project):
    debian_project.write_models(MODELS)
    debian_project.autogen("start")
    debian_project.run("upgrade")
    return debian_project


def test_excluded_is_left_alone_on_both_sides(started):
    started.sql(OTHERS)
    started.write_models(MODELS.replace("int32_t  id  PG(primary key);\n};\nstruct PG(table) audit_log",
                                        "int32_t  id  PG(primary key);\n    int32_t *age  PG(null);\n};\n"
                                        "struct PG(table) audit_new"))
    exclude = ["--exclude", r"table:public\.audit_.*", "--exclude", r"public\.things"]
    started.autogen("age", *exclude)
    started.run("upgrade")
    checked = started.run("check", *exclude)
    assert "in sync" in checked.err
    assert "3 tables left out by a filter" in checked.err
    assert "audit" not in started.revisions()[-1].read_text() and "things" not in started.revisions()[-1].read_text()
    assert "3 tables left out by a filter" in started.run("status", *exclude).out
    started.run("check", "--offline", *exclude)
    assert json.loads(started.run("diff", "--format", "json", *exclude).out)["unmanaged"] == [
        "3 tables left out by a filter"]


def test_in_the_configuration(started):
    started.sql(OTHERS)
    (started.folder / "modelc.json").write_text(json.dumps({"exclude": [r"table:public\.(audit_old|things)"]}))
    assert "in sync" in started.run("check").err
    started.run("check", expect=2, MODELC_EXCLUDE=r"table:public\.audit_.*")


def test_included_alone(started):
    started.sql(OTHERS)
    checked = started.run("check", "--include", r"table:public\.(users|audit_log)")
    assert "in sync" in checked.err and "2 tables left out" in checked.err
    started.run("check", "--include", "table:.*", expect=2)


def test_an_index_alone(started):
    started.sql("create index by_id on users (id)")
    started.run("check", expect=2)
    assert "1 index left out by a filter" in started.run("check", "--exclude", r"index:public\.by_.*").err


def test_the_mark_of_an_index_goes_with_it(debian_project):
    debian_project.sql("""create table t (a int primary key, b int); create index apart on t (b); alter table t cluster on apart;
        create table p (a int not null) partition by range (a); create unique index on p (a);
        create table p1 partition of p for values from (1) to (2); alter table p1 replica identity using index p1_a_idx""")
    exclude = ["--exclude", "index:.*", "--exclude", "public.modelc_.*"]
    debian_project.run("pull", *exclude)
    assert "apart" not in (debian_project.models / "t.h").read_text()
    assert "2 indexes left out" in debian_project.run("check", *exclude).err
    debian_project.run("pull")
    assert "cluster on apart" in (debian_project.models / "t.h").read_text()
    assert "using index p_a_idx" in (debian_project.models / "p.h").read_text()
    assert "in sync" in debian_project.run("check").err


@pytest.mark.parametrize("pattern", ["(", "[a", "*"])
def test_what_is_no_expression(started, pattern):
    assert f'--exclude "{pattern}"' in started.run("check", "--exclude", pattern, expect=64).err
    (started.folder / "modelc.json").write_text(json.dumps({"include": pattern}))
    refused = started.run("check", expect=1)
    assert "[MC902" in refused.err and "modelc.json" in refused.err


OF_OTHERS = """create schema auth; create table auth.accounts (id int primary key, name text);
    create table auth.papers (id int, title text not null); create sequence auth.counter"""
LEAVES_OUT = ["--include", r"public\..*"]


def test_refers_to_what_is_left_out(debian_project):
    """One schema of a database of which others manage the rest: keys and heirs reach out of it."""
    debian_project.sql(OF_OTHERS)
    before = debian_project.catalog()
    debian_project.write_models("""
struct PG(table) members {
    int32_t  id       PG(primary key);
    int32_t *account  PG(references auth.accounts (id) on delete cascade);

    PG_ALSO(foreign key (id) references auth.accounts (id));
};
struct PG(table) books {
    int32_t  pages;

    PG_ALSO(inherits (auth.papers));
    PG_ALSO(primary key (id));
    PG_ALSO(index (title, pages));
};
PG_ALSO("alter table books alter column title set statistics 50");
""")
    debian_project.run("compile", expect=1)
    assert debian_project.run("compile", *LEAVES_OUT).err == ""
    debian_project.autogen("start", *LEAVES_OUT)
    debian_project.run("upgrade", *LEAVES_OUT)
    assert "in sync" in debian_project.run("check", *LEAVES_OUT).err
    debian_project.run("downgrade", "base", *LEAVES_OUT)
    assert debian_project.catalog() == before


def test_pulled_beside_what_is_left_out(debian_project):
    debian_project.sql(OF_OTHERS)
    debian_project.sql("""create table members (id int primary key references auth.accounts);
        create table books (pages int, primary key (id), unique (title)) inherits (auth.papers);
        alter table books alter title set default 'Untitled'; create table novels () inherits (books);
        create table loans (book int references books, title text references books (title))""")
    debian_project.run("pull", "--out", "models", *LEAVES_OUT)
    assert "schema auth" not in (debian_project.models / "database.h").read_text()
    assert debian_project.run("compile", *LEAVES_OUT).err == ""
    assert "No differences" in debian_project.run("diff", *LEAVES_OUT).err
    assert debian_project.autogen("sync", *LEAVES_OUT) is None
    model = debian_project.models / "members.h"
    model.write_text(model.read_text().replace("};", "    int32_t *other  PG(references auth.accounts (id));\n};"))
    debian_project.autogen("other", *LEAVES_OUT)
    assert "as the snapshot" in debian_project.run("verify", *LEAVES_OUT).out
    debian_project.run("upgrade", *LEAVES_OUT)
    for side in ("models", "migrations/schema.json", "head", debian_project.url):
        compared = debian_project.run("diff", side, "db", *LEAVES_OUT).err
        assert "No differences" in compared and "warning" not in compared
    model.write_text(model.read_text().replace("int32_t *other", "int32_t *another"))
    compared = debian_project.run("diff", "migrations/schema.json", "models", *LEAVES_OUT, expect=2)
    assert "another" in compared.out and "warning" not in compared.err


def test_the_server_judges_beside_what_is_left_out(debian_project):
    """Scratch databases have what others manage, where the catalog shows it."""
    debian_project.sql(OF_OTHERS)
    debian_project.sql("""create type auth.level as enum ('low', 'high'); create function auth.me() returns int language sql as 'select 1';
        create table members (id int primary key references auth.accounts, level auth.level default 'low', by int default auth.me());
        create view seen as select m.id, a.name from members m join auth.accounts a using (id);
        create policy own on members using ((select auth.me()) = id)""")
    debian_project.run("pull", "--out", "models", *LEAVES_OUT)
    model = debian_project.models / "members.h"
    model.write_text(model.read_text().replace("= id", "<> id"))
    assert "the server does not accept" not in debian_project.run("autogen", "-m", "other", *LEAVES_OUT).err
    debian_project.run("upgrade", *LEAVES_OUT)
    debian_project.run("check", *LEAVES_OUT)


def test_the_columns_of_what_is_left_out_are_named(debian_project):
    debian_project.write_models("struct PG(table) members {\n    int32_t id PG(references auth.accounts);\n"
                                "    int32_t of PG(references auth.accounts (id, name));\n    int32_t by PG(references lost (id));\n};")
    said = debian_project.run("compile", *LEAVES_OUT, expect=1).err
    assert "no model declares table 'auth.accounts'; name the columns [M305]" in said
    assert "1 column refer to 2 [M306]" in said and "there is no table 'lost' [M301]" in said
