"""The example: five models and the four revisions that modelc wrote for them."""

import shutil

import pytest

import history
from project import sections

COLUMNS = {
    "users": "id integer!, username character varying(50)!, email character varying(120)!, password_hash text!,"
             " profile_picture text, bio text, created_at timestamp without time zone! = now()",
    "blog_posts": "id integer!, title text!, content text!, thumbnail text, portrait text, themap json,"
                  " date_posted date!, last_updated timestamp without time zone, is_draft boolean! = true",
    "roles": "id integer!, name character varying(50)!, description character varying(200),"
             " created_at timestamp without time zone",
    "role_assignments": "user_id integer!, role_id integer!, assigned_at timestamp without time zone",
    "minecraft_commands": "command_id integer!, command_name character varying(20),"
                          " options character varying(40)[]",
}

KEYS = {
    "FOREIGN KEY (role_id) REFERENCES roles(id)", "FOREIGN KEY (user_id) REFERENCES users(id)",
    "PRIMARY KEY (command_id)", "PRIMARY KEY (id)", "PRIMARY KEY (user_id, role_id)",
    "UNIQUE (email)", "UNIQUE (name)", "UNIQUE (username)",
}


@pytest.fixture
def example(project):
    """A project that holds the example's own models and revisions."""
    shutil.copytree(history.MODELS, project.models, dirs_exist_ok=True)
    shutil.copytree(history.MODELS.parent / "migrations", project.folder / "migrations", dirs_exist_ok=True)
    return project


def test_every_revision_is_written_again_byte_for_byte(project):
    history.write(project)
    kept = history.VERSIONS.parent
    committed = {path.relative_to(kept): path.read_text(encoding="utf-8") for path in kept.rglob("*") if path.is_file()}
    written = {path.relative_to(project.versions.parent): data.decode()
               for path, data in project.keep_migrations().items()}
    assert len(list(history.VERSIONS.glob("*.sql"))) == len(history.STEPS)
    assert written == committed


def test_the_four_revisions_give_the_five_models(example):
    shown = example.run("upgrade")
    for revision, message, *_ in history.STEPS:
        assert revision in shown.out + shown.err and message in shown.out + shown.err
    example.run("check")
    columns = {}
    for table, name, kind, required, default, identity in example.sql("""
            select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                   pg_get_expr(d.adbin, d.adrelid), a.attidentity <> ''
              from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind = 'r'
              left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
             where c.relnamespace = 'public'::regnamespace and a.attnum > 0 and c.relname <> 'modelc_revisions'
             order by a.attnum"""):
        word = f"{name} {kind}" + ("!" if required else "") + (f" = {default}" if default else "")
        columns.setdefault(table, []).append(word)
        assert identity == (name in ("id", "command_id")), (table, name)
    assert {table: ", ".join(words) for table, words in columns.items()} == COLUMNS
    keys = {row[0] for row in example.sql("""
        select pg_get_constraintdef(oid) from pg_constraint
         where connamespace = 'public'::regnamespace and contype <> 'n'
           and conrelid <> 'modelc_revisions'::regclass""")}
    assert keys == KEYS


def test_down_to_the_base_leaves_nothing(example):
    before = example.catalog()
    example.run("upgrade")
    example.run("downgrade", "base")
    assert example.catalog() == before


def test_the_application_s_next_step(example):
    """options becomes json, and two columns come."""
    example.run("upgrade")
    example.sql("insert into minecraft_commands (command_name, options) values ('tp', array['a', 'b \"c\"'])")
    path = example.models / "minecraft_commands.h"
    text = path.read_text(encoding="utf-8")
    old = next(line for line in text.split("\n") if "options" in line and "PG(" in line)
    path.write_text(text.replace(old, """\
    pg_json        *options       PG(null using (to_json(options)));
    char           *command       PG(varchar(100) null);
    char           *description   PG(varchar(200) null);"""), encoding="utf-8")
    revision = example.autogen("options as json")
    up, down = sections(revision)
    assert "USING to_json(options)" in up or "USING (to_json(options))" in up
    example.run("upgrade")
    example.run("check")
    assert example.sql("select options::text, command, description from minecraft_commands") == [
        ('["a","b \\"c\\""]', None, None)]
    kinds = dict(example.sql("""select attname, format_type(atttypid, atttypmod) from pg_attribute
                                 where attrelid = 'minecraft_commands'::regclass and attnum > 0"""))
    assert kinds["options"] == "json"
    assert kinds["command"] == "character varying(100)"
    assert kinds["description"] == "character varying(200)"


def test_one_column_is_one_line(example):
    """What a reviewer sees: no other statement than the one for the new column."""
    example.run("upgrade")
    path = example.models / "blog_posts.h"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("};", "    bool           is_pinned     PG(default false);\n};"), encoding="utf-8")
    up, down = sections(example.autogen("add is_pinned"))
    assert up == "ALTER TABLE public.blog_posts ADD COLUMN is_pinned boolean DEFAULT false NOT NULL;"
    assert down == "ALTER TABLE public.blog_posts DROP COLUMN is_pinned;"
