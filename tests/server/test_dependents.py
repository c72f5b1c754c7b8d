"""What stands on what changes: made anew around it when it is managed, a finding when it is not."""

import pytest

BEFORE = """
enum PG(type) mood { MOOD_GOOD, MOOD_BAD };

struct PG(table) users {
    int32_t  id  PG(primary key);
    int32_t  age;
    char    *name  PG(null);
    enum mood mood;
    PG_ALSO(row level security);
    PG_ALSO(policy adults using (age > 17));
    PG_ALSO(index by_label (label(name)));
    PG_ALSO(trigger touch before update of age on users for each row execute function touch());
};
struct PG(view) grown {
    int32_t  id;
    int32_t  age;
    PG_ALSO(as select id, age from users where age > 17);
    PG_ALSO(with (security_barrier));
    PG_ALSO(grant select to public);
};
/** @brief the old ones */
struct PG(view) oldest {
    int32_t  id;
    int32_t  age;
    PG_ALSO(as select * from grown where age > 60);
    PG_ALSO(grant select to public);
};
struct PG(materialized view) counted {
    int64_t  n;
    PG_ALSO(as select count(*) as n, max(age) as age from oldest);
};
PG_ALSO(file "../functions.sql");
"""
FUNCTIONS = """
create function touch() returns trigger language plpgsql as $$begin return new; end$$;
create function label(t text) returns text language sql immutable as $$select t$$;
create function older(u users) returns integer language sql stable as $$select u.age + 1$$;
create function eldest() returns integer language sql begin atomic select max(age) from users; end;
"""


@pytest.fixture
def standing(project):
    (project.folder / "functions.sql").write_text(FUNCTIONS)
    project.write_models(BEFORE.replace(" on users for each", " for each"))
    project.autogen("start")
    project.run("upgrade")
    return project


def there_and_back(project, text, *arguments):
    """Apply the models, find nothing left, undo, find what was there."""
    before = project.state()
    project.write_models(text)
    path = project.autogen("change", *arguments)
    assert path
    assert "CASCADE" not in path.read_text()
    project.run("upgrade")
    assert "in sync" in project.run("check").err
    after = project.state()
    project.run("downgrade")
    assert project.state() == before
    project.run("upgrade")
    assert project.state() == after
    return path.read_text()


@pytest.mark.parametrize("old, new", [
    ("int32_t  age;\n    char", "int64_t  age;\n    char"),
    ("MOOD_GOOD, MOOD_BAD", "MOOD_GOOD"),
    ("select id, age from users where age > 17", "select age, id from users where age > 18"),
])
def test_dependents_are_made_anew(standing, old, new):
    text = BEFORE.replace(" on users for each", " for each")
    assert old in text
    text = text.replace(old, new)
    if new.startswith("int64_t"):
        text = text.replace("int32_t  age;\n    PG_ALSO(as", "int64_t  age;\n    PG_ALSO(as")
    if "select age, id" in new:
        text = text.replace("    int32_t  id;\n    int32_t  age;\n    PG_ALSO(as", "    int32_t  age;\n    int32_t  id;\n    PG_ALSO(as")
    there_and_back(standing, text)


OUTSIDE = """
    create schema other;
    create view other.everyone as select * from users;
    create view other.grown as select id from grown;
    create table other.feelings (mood mood);
    create function other.oldest() returns int language sql begin atomic select max(age) from users; end"""


@pytest.mark.parametrize("old, new, code, names", [
    ("int32_t  age;\n    char", "int64_t  age;\n    char", "MC108", ["view other.everyone", "function other.oldest()"]),
    ("    int32_t  age;\n    char    *name  PG(null);\n", "    int32_t  age;\n", "MC109", ["view other.everyone"]),
    ("MOOD_GOOD, MOOD_BAD", "MOOD_GOOD", "MC109", ["column mood of table other.feelings"]),
    ("select id, age from users where age > 17", "select age, id from users where age > 18", "MC109", ["view other.grown"]),
])
def test_what_is_not_managed_blocks(standing, old, new, code, names):
    standing.sql(OUTSIDE)
    assert "in sync" in standing.run("check").err
    text = BEFORE.replace(" on users for each", " for each").replace(old, new)
    if "name" in old:
        text = text.replace("    PG_ALSO(index by_label (label(name)));\n", "")
    standing.write_models(text)
    files = standing.files()
    blocked = standing.run("autogen", "-m", "change", "--allow", "all", expect=3)
    assert f"[{code}" in blocked.err
    for name in names:
        assert name in blocked.err
    assert standing.files() == files


def test_what_is_added_blocks_nothing(standing):
    standing.sql(OUTSIDE)
    text = BEFORE.replace(" on users for each", " for each")
    standing.write_models(text.replace("MOOD_GOOD, MOOD_BAD", "MOOD_GOOD, MOOD_BAD, MOOD_OTHER").replace(
        "char    *name  PG(null);", "char    *name  PG(null);\n    int64_t *points  PG(null);"))
    assert standing.autogen("more")
    standing.run("upgrade")
    assert "in sync" in standing.run("check").err


def test_what_goes_along_unseen_is_told(project):
    """Parts that modelc does not manage: no drop fails on them, and no way back makes them."""
    project.write_models("struct PG(table) users { int32_t id PG(primary key); int32_t age; };\n"
                         "struct PG(view) grown { int32_t id; PG_ALSO(as select id from users where age > 17); };\n")
    project.autogen("start")
    project.run("upgrade")
    project.sql("create function touch() returns trigger language plpgsql as $$begin return new; end$$")
    project.sql("create trigger seen before update on users for each row execute function touch()")
    project.sql("create trigger made instead of insert on grown for each row execute function touch()")
    project.sql("create policy own on users using (id > 0)")
    project.sql("create statistics counted on id, age from users")
    project.write_models("struct PG(view) grown { int32_t id; PG_ALSO(as select 1 as id); };\n")
    told = project.run("autogen", "-m", "change", "--allow", "drop-table")
    users = ('with table "public.users" goes what is not managed: policy own on table public.users, '
             "trigger seen on table public.users, statistics object public.counted [MC214 -Wdrop-takes-along]")
    assert users in told.err
    assert "with it goes what is not managed: policy own on table public.users" in project.revisions()[-1].read_text()


def test_a_view_made_anew_loses_its_triggers_aloud(project):
    project.write_models("struct PG(table) users { int32_t id PG(primary key); int32_t age; };\n"
                         "struct PG(view) grown { int32_t id; PG_ALSO(as select id from users where age > 17); };\n")
    project.autogen("start")
    project.run("upgrade")
    project.sql("create function touch() returns trigger language plpgsql as $$begin return new; end$$")
    project.sql("create trigger made instead of insert on grown for each row execute function touch()")
    project.write_models("struct PG(table) users { int32_t id PG(primary key); int64_t age; };\n"
                         "struct PG(view) grown { int32_t id; PG_ALSO(as select id from users where age > 17); };\n")
    told = project.run("autogen", "-m", "change").err
    assert 'with view "public.grown" goes what is not managed: trigger made on view public.grown' in told
