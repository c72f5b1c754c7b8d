"""Texts that only a whole database spells: where it lives, and what happens without one."""

import pytest

MODELS = """
struct PG(table) users {
    int32_t  id  PG(primary key);
    int32_t  age;

    PG_ALSO(trigger touch before update for each row execute function touch());
};

struct PG(view) grown {
    int32_t  id;

    PG_ALSO(as select id from users where age > 17 and age in (18, 19, 20));
    PG_ALSO(with (security_barrier));
};

PG_ALSO("create function touch() returns trigger language plpgsql as $$begin return new; end$$");
"""
SCRATCH = "select count(*) from pg_database where datname like 'modelc_scratch%'"


@pytest.fixture
def project(debian_project):
    debian_project.write_models(MODELS)
    assert debian_project.autogen("start")
    debian_project.run("upgrade")
    return debian_project


def forget(project):
    (project.folder / ".modelc/cache/spelled.json").unlink(missing_ok=True)


def test_nothing_is_left_and_nothing_comes_back(project):
    assert "in sync" in project.run("check").err
    assert project.sql(SCRATCH) == [(0,)]
    assert "in sync" in project.run("check").err
    again = project.run("autogen", "-m", "again")
    assert "No changes in schema detected." in again.out + again.err


def test_a_damaged_cache_is_ignored(project):
    project.run("check")
    cache = project.folder / ".modelc/cache/spelled.json"
    for text in ("", "{", "[]", '{"key": 1, "objects": []}', cache.read_text().replace('"objects"', '"other"')):
        cache.write_text(text)
        assert "in sync" in project.run("check").err


def test_the_cache_knows_its_models(project):
    project.run("check")
    project.write_models(MODELS.replace("age > 17", "age > 16"))
    changed = project.run("check", expect=2)
    assert "view 'grown'" in changed.out


@pytest.fixture
def modest(project):
    """The URL of a role that may not create databases."""
    project.sql("create role modest login; grant all on all tables in schema public to modest;"
                " grant create on schema public to modest")
    yield project.url.replace("user=postgres", "user=modest")
    project.sql("drop owned by modest; drop role modest")


def test_a_role_without_rights_uses_the_development_server(project, modest):
    forget(project)
    assert "user=modest" in modest
    checked = project.run("check", expect=None, DATABASE_URL=modest)
    project.run("dev", "stop")
    assert "in sync" in checked.err and "MC710" not in checked.err


def test_without_any_scratch_database_it_says_so(project, modest, tmp_path):
    forget(project)
    checked = project.run("check", "--pg-bindir", tmp_path, expect=None, DATABASE_URL=modest)
    assert "[MC710" in checked.err and "MC704" not in checked.err


def test_what_the_empty_database_refuses_is_a_warning(project):
    project.sql("create schema other; create function other.hidden() returns int language sql as 'select 1'")
    project.write_models(MODELS + "PG_ALSO(view v as select other.hidden() as x);")
    assert project.autogen("hidden")
    project.run("upgrade")
    checked = project.run("check", expect=None)
    assert "M606" in checked.err and "hidden()" in checked.err


# A view that another one's column is called as, where the text of a third says so and where only the server knows.
CALLED_AS_A_COLUMN = {"created_at": "made as created_at", '"case"': "case when id > 1 then made end"}


@pytest.mark.parametrize("name", CALLED_AS_A_COLUMN)
def test_views_are_made_in_their_order(debian_project, name):
    debian_project.write_models(f"""
struct PG(table) things {{
    int32_t  id    PG(primary key);
    pg_date *made;
}};
PG_ALSO("create view {name} as select {name}, n from a");
PG_ALSO("create view a as select {name}, count(*) as n from b group by {name}");
PG_ALSO("create view b as select {CALLED_AS_A_COLUMN[name]} from things");
""".replace('"case"', '\\"case\\"'))
    made = debian_project.run("autogen", "-m", "views")
    assert "M606" not in made.err
    debian_project.run("upgrade")
    assert "in sync" in debian_project.run("check").err
    assert not debian_project.run("diff", "migrations/schema.json", "db").out


def test_kinds_that_no_model_has_are_left_alone(debian_project):
    project = debian_project
    project.write_models("struct PG(table) users {\n    int32_t  id  PG(primary key);\n};")
    assert project.autogen("start")
    project.run("upgrade")
    project.sql("create view mine as select id from users; create materialized view m as select 1 as x;"
                "create function f() returns trigger language plpgsql as 'begin return new; end';"
                "create trigger t before insert on users for each row execute function f()")
    again = project.run("autogen", "-m", "again")
    assert "No changes in schema detected." in again.out + again.err
    status = project.run("status")
    for what in ("1 view", "1 materialized view", "1 function", "1 trigger"):
        assert what in status.out + status.err


def test_a_kind_that_a_revision_made_stays_managed(project):
    project.write_models(MODELS.split("struct PG(view")[0] + 'PG_ALSO("create function' + MODELS.split('PG_ALSO("create function')[1])
    revision = project.autogen("drop")
    assert "DROP VIEW public.grown;" in revision.read_text()
