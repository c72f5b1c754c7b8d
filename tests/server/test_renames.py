"""What may have been renamed: refused without a terminal, asked on one, never dropped and added in silence."""

import pytest

from project import sections


def begin(project, models):
    """The database is what the models say."""
    project.write_models(models)
    project.autogen("start")
    project.run("upgrade")


def there_and_back(project, start):
    """The newest revision leads to the models, and back to the state that was the start."""
    project.run("upgrade")
    project.run("check")
    project.run("downgrade")
    assert project.state() == start


TABLE = "struct PG(table) users {\n    int32_t  id  PG(primary key);\n    int32_t  age;\n};\n"
PARTITIONED = """struct PG(table) events {
    int32_t  at  PG(primary key);

    PG_ALSO(partition by range (at));
    PG_ALSO(partition a for values from (1) to (10));
};
"""
# What goes, what comes, what says that it is a rename, what then stands in the revision, what permits the drop
KINDS = {
    "enum": ("enum PG(type a) a {\n    A_X,\n    A_Y,\n};\n", "enum PG(type b) b {\n    B_X,\n    B_Y,\n    B_Z,\n};\n",
             ("PG(type b)", "PG(type b renamed from a)"), "ALTER TYPE public.a RENAME TO b;", "drop-type"),
    "label": ("enum PG(type e) e {\n    E_X,\n    E_Y,\n};\n", "enum PG(type e) e {\n    E_X,\n    E_Z,\n};\n",
              ("E_Z", "E_Z PG(renamed from 'y')"), "ALTER TYPE public.e RENAME VALUE 'y' TO 'z';", "drop-label"),
    "composite": ("struct PG(type a) a {\n    int32_t  x;\n};\n", "struct PG(type b) b {\n    int32_t  x;\n};\n",
                  ("PG(type b)", "PG(type b renamed from a)"), "ALTER TYPE public.a RENAME TO b;", "drop-type"),
    "attribute": ("struct PG(type p) p {\n    int32_t  x;\n    char  *a;\n};\n", "struct PG(type p) p {\n    int32_t  x;\n    char  *b;\n};\n",
                  ("*b;", "*b PG(renamed from a);"), "ALTER TYPE public.p RENAME ATTRIBUTE a TO b;", "drop-column"),
    "domain": ("typedef int32_t a PG(domain a as int check (value > 0));\n", "typedef int32_t b PG(domain b as int check (value > 0));\n",
               ("domain b as int", "domain b as int renamed from a"), "ALTER DOMAIN public.a RENAME TO b;", "drop-type"),
    "range": ("PG_ALSO(type a as range (subtype = float8));\n", "PG_ALSO(type b as range (subtype = float8));\n",
              ("PG_ALSO(type b", "PG_ALSO(renamed type a to b);\nPG_ALSO(type b"), "ALTER TYPE public.a RENAME TO b;", "drop-type"),
    "sequence": ("PG_ALSO(sequence a increment 3);\n", "PG_ALSO(sequence b increment 3);\n",
                 ("PG_ALSO(sequence b", "PG_ALSO(renamed sequence a to b);\nPG_ALSO(sequence b"), "ALTER SEQUENCE public.a RENAME TO b;", "drop-sequence"),
    "view": ("PG_ALSO(view a as select id from users);\n", "PG_ALSO(view b as select id from users);\n",
             ("PG_ALSO(view b", "PG_ALSO(renamed view a to b);\nPG_ALSO(view b"), "ALTER VIEW public.a RENAME TO b;", "drop-view"),
    "materialized view": ("PG_ALSO(materialized view a as select id from users);\n", "PG_ALSO(materialized view b as select id from users);\n",
                          ("PG_ALSO(materialized", "PG_ALSO(renamed materialized view a to b);\nPG_ALSO(materialized"),
                          "ALTER MATERIALIZED VIEW public.a RENAME TO b;", "drop-view"),
    "function": ("PG_ALSO(function a(x int) returns int language sql as 'select x');\n",
                 "PG_ALSO(function b(x int) returns int language sql as 'select x');\n",
                 ("PG_ALSO(function b", "PG_ALSO(renamed function a to b);\nPG_ALSO(function b"), "ALTER FUNCTION public.a(integer) RENAME TO b;", "drop-function"),
    "table": ("struct PG(table) a {\n    int32_t  id  PG(primary key);\n};\n", "struct PG(table) b {\n    int32_t  id  PG(primary key);\n};\n",
              ("PG(table)", "PG(table renamed from a)"), "ALTER TABLE public.a RENAME TO b;", "drop-table"),
    # To another schema.
    "moved table": ("struct PG(table) a {\n    int32_t  id  PG(primary key);\n};\n",
                    "struct PG(table app.a) a {\n    int32_t  id  PG(primary key);\n};\n",
                    ("PG(table app.a)", "PG(table app.a renamed from public.a)"), "ALTER TABLE public.a SET SCHEMA app;", "drop-table"),
    "moved partition": (PARTITIONED, PARTITIONED.replace("partition a ", "partition app.a "),
                        ("struct", "PG_ALSO(renamed partition public.a to app.a);\nstruct"), "ALTER TABLE public.a SET SCHEMA app;", "drop-table"),
    "moved enum": ("enum PG(type a) a {\n    A_X,\n};\n", "enum PG(type app.a) a {\n    A_X,\n};\n",
                   ("PG(type app.a)", "PG(type app.a renamed from public.a)"), "ALTER TYPE public.a SET SCHEMA app;", "drop-type"),
    "moved domain": ("typedef int32_t a PG(domain a as int check (value > 0));\n", "typedef int32_t a PG(domain app.a as int check (value > 0));\n",
                     ("typedef", "PG_ALSO(renamed domain public.a to app.a);\ntypedef"), "ALTER DOMAIN public.a SET SCHEMA app;", "drop-type"),
    "moved view": ("PG_ALSO(view a as select id from users);\n", "PG_ALSO(view app.a as select id from users);\n",
                   ("PG_ALSO(view", "PG_ALSO(renamed view public.a to app.a);\nPG_ALSO(view"), "ALTER VIEW public.a SET SCHEMA app;", "drop-view"),
    "moved function": ("PG_ALSO(function a(x int) returns int language sql as 'select x');\n",
                       "PG_ALSO(function app.a(x int) returns int language sql as 'select x');\n",
                       ("PG_ALSO(function", "PG_ALSO(renamed function public.a to app.a);\nPG_ALSO(function"),
                       "ALTER FUNCTION public.a(integer) SET SCHEMA app;", "drop-function"),
}


@pytest.fixture
def started(debian_project, request):
    """A project whose database has what goes, and models that have what comes."""
    before, after, *_ = KINDS[getattr(request, "param", None) or "enum"]
    begin(debian_project, TABLE + before)
    debian_project.write_models(TABLE + after)
    return debian_project


@pytest.mark.parametrize("kind", KINDS)
def test_a_rename_that_nobody_declared_is_refused(debian_project, kind):
    before, after, hint, statement, allow = KINDS[kind]
    begin(debian_project, TABLE + before)
    debian_project.write_models(TABLE + after)
    kept = debian_project.files()
    result = debian_project.run("autogen", "-m", "x", expect=3)
    assert "[MC210]" in result.err and "it may have been" in result.err and f"--allow {allow}" in result.err, str(result)
    assert set(debian_project.files()) == set(kept)

    debian_project.run("autogen", "-m", "x", "--allow", allow, "--dry-run")
    if hint:
        debian_project.write_models(TABLE + after.replace(*hint))
        said = debian_project.run("autogen", "-m", "x")
        assert f"Detected {'moved' if 'SET SCHEMA' in statement else 'renamed'} " in said.out + said.err, str(said)
        up, _ = sections(debian_project.revisions()[-1])
        assert statement in up and "DROP" not in up and "CREATE" not in up.replace("CREATE SCHEMA app;", ""), up
        debian_project.run("upgrade")
        debian_project.write_models(TABLE + after)
        debian_project.run("check")


def answer(project, text, *arguments):
    """Run autogen on a terminal and type `text`; (status, all that it said)."""
    result = project.on_terminal(text, "autogen", "-m", "x", *arguments)
    return result.status, result.err


def test_yes_renames(started):
    status, said = answer(started, "y\n")
    assert status == 0 and "Was it renamed?" in said, said
    up, down = sections(started.revisions()[-1])
    assert "ALTER TYPE public.a RENAME TO b;" in up and "ADD VALUE 'z'" in up and "DROP" not in up
    assert "ALTER TYPE public.b RENAME TO a;" in down
    started.run("upgrade")
    started.run("check")
    started.run("downgrade")


def test_yes_renames_what_views_show(project):
    """A view that stays is not touched, one that goes comes back, and one that shows the new name is made anew."""
    fields = "struct PG(table) users {{ int32_t id PG(primary key); int32_t *{0}; }};\nPG_ALSO(\"create view v as select u.{0}, u.id from users u\");\n"
    kept = "PG_ALSO(\"create view kept as select id from users as u where u.{0} > 0\");\n"
    begin(project, fields.format("old") + kept.format("old") + "PG_ALSO(\"create view gone as select old + 1 as x from users\");")
    before = project.catalog()
    project.write_models(fields.format("neu") + kept.format("neu"))
    status, said = answer(project, "y\n")
    assert status == 0, said
    up, _ = sections(project.revisions()[-1])
    assert "RENAME COLUMN old TO neu" in up and "DROP VIEW public.gone" in up and "kept" not in up, up
    project.run("upgrade")
    project.run("check")
    project.run("downgrade")
    assert project.catalog() == before


def test_dropped_drops(started):
    status, said = answer(started, "d\n")
    assert status == 0 and "Was it renamed?" in said, said
    up, _ = sections(started.revisions()[-1])
    assert "DROP TYPE public.a;" in up and "CREATE TYPE public.b" in up and "RENAME" not in up
    started.run("upgrade")
    started.run("check")


@pytest.mark.parametrize("text", ["n\n", "\n", "\x04"])
def test_no_writes_nothing(started, text):
    before = started.files()
    status, said = answer(started, text)
    assert status == 3 and "[MC210]" in said, said
    assert set(started.files()) == set(before)


def test_each_is_asked_for(debian_project):
    """Two go and one comes: the answer to the first decides what is asked then."""
    fields = "struct PG(table) users {{\n    int32_t  id  PG(primary key);\n{}}};\n"
    begin(debian_project, fields.format("    int32_t  one;\n    int32_t  two;\n"))
    debian_project.sql("insert into users values (1, 11, 22)")
    debian_project.write_models(fields.format("    int32_t  three;\n"))
    status, said = answer(debian_project, "y\ny\n")
    assert status == 0, said
    assert said.count("Was it renamed?") == 1 and "is dropped" in said
    debian_project.run("upgrade")
    assert debian_project.sql("select three from users") in ([(11,)], [(22,)])


def test_allow_answers_for_itself(started):
    status, said = answer(started, "", "--allow", "drop-type")
    assert status == 0 and "Was it renamed?" not in said, said


FIELD = "struct PG(table{}) {} {{\n    int32_t  id  PG(primary key);\n{}}};\n"
ROUTINE = "PG_ALSO(function touch() returns {0} language plpgsql as 'begin return new; end');\n"
# What has no data and no grants is renamed without a question: what it is in the models, and the statement.
LOSSLESS = {
    "trigger": ("    PG_ALSO(trigger {} before update for each row execute function touch());\n",
                "ALTER TRIGGER one ON public.users RENAME TO two;"),
    "rule": ("    PG_ALSO(rule {} as on delete do instead nothing);\n", "ALTER RULE one ON public.users RENAME TO two;"),
    "policy": ("    PG_ALSO(policy {} using (id > 0));\n", "ALTER POLICY one ON public.users RENAME TO two;"),
    "statistics": ("    PG_ALSO(statistics {} on id, age);\n", "ALTER STATISTICS public.one RENAME TO two;"),
    "publication": ("}};\nPG_ALSO(publication {} for table users);\nstruct PG(table) more {{\n    int32_t  id  PG(primary key);\n",
                    "ALTER PUBLICATION one RENAME TO two;"),
    "check": ("    PG_ALSO(constraint {} check (age > 0));\n", "ALTER TABLE public.users RENAME CONSTRAINT one TO two;"),
    "index": ("    PG_ALSO(index {} (age));\n", "ALTER INDEX public.one RENAME TO two;"),
}


@pytest.mark.parametrize("kind", LOSSLESS)
def test_what_says_the_same_is_renamed(debian_project, kind):
    part, statement = LOSSLESS[kind]

    def models(name):
        return ROUTINE.format("trigger") + FIELD.format("", "users", "    int32_t  age;\n" + part.format(name))

    begin(debian_project, models("one"))
    start = debian_project.state()
    debian_project.write_models(models("two"))
    up, _ = sections(debian_project.autogen("renamed"))
    assert up == statement
    there_and_back(debian_project, start)


def test_a_name_that_another_leaves(debian_project):
    """a becomes b and b becomes c, tables and columns: rows and values go along, whatever order they stand in."""
    begin(debian_project, FIELD.format("", "a", "    int32_t  x;\n    int32_t  y;\n") + FIELD.format("", "b", "    char  *z;\n"))
    debian_project.sql("insert into a values (1, 2, 3); insert into b values (4, 'four')")
    start = debian_project.state()
    debian_project.write_models(
        FIELD.format(" renamed from a", "b", "    int32_t  y  PG(renamed from x);\n    int32_t  z  PG(renamed from y);\n")
        + FIELD.format(" renamed from b", "c", "    char  *z;\n"))
    up, _ = sections(debian_project.autogen("renamed"))
    assert "DROP" not in up and "ADD" not in up and up.count("RENAME") == 4, up
    debian_project.run("upgrade")
    debian_project.run("check")
    assert debian_project.sql("select id, y, z from b") == [(1, 2, 3)] and debian_project.sql("select z from c") == [("four",)]
    debian_project.run("downgrade")
    assert debian_project.state() == start


def test_a_function_that_others_call(debian_project):
    """What calls it has its new name in the database at once, and so it is no difference."""

    def models(name):
        return (f"PG_ALSO(function {name}(x int) returns int immutable language sql as 'select x');\n"
                f"PG_ALSO(view v as select {name}(id) as q from t);\n"
                + FIELD.format("", "t", f"    int32_t  x  PG(default {name}(1) check ({name}(x) > 0));\n"))

    begin(debian_project, models("f"))
    start = debian_project.state()
    debian_project.write_models(models("g") + "PG_ALSO(renamed function f to g);\n")
    up, _ = sections(debian_project.autogen("renamed"))
    assert up == "ALTER FUNCTION public.f(integer) RENAME TO g;"
    there_and_back(debian_project, start)


TYPED = """
enum PG(type {0}{1}) {0} {{ {2}_A, {2}_B }};
PG_ALSO(function f(x {0}) returns {0}[] immutable language sql as 'select array[x]');
PG_ALSO(function i(x {0}) returns int immutable language sql as 'select 1');
PG_ALSO("create cast ({0} as int) with function i({0})");
PG_ALSO("create operator ## (function = eq, leftarg = {0}, rightarg = int)");
PG_ALSO(function eq(x {0}, y int) returns bool immutable language sql as 'select true');
PG_ALSO("create aggregate most ({0}) (sfunc = more, stype = {0})");
PG_ALSO(function more(a {0}, b {0}) returns {0} immutable language sql as 'select a');
PG_ALSO(view v as select x, f(x) as y from users);
struct PG(table) users {{
    enum {0}  x  PG(check (x <> 'b') default 'a');
    PG_ALSO(index (i(x)));
}};
"""


def test_a_type_that_functions_take(debian_project):
    """Functions, casts, operators and aggregates are called by their types, and follow."""
    begin(debian_project, TYPED.format("mood", "", "MOOD"))
    start = debian_project.state()
    debian_project.write_models(TYPED.format("temper", " renamed from mood", "TEMPER"))
    up, _ = sections(debian_project.autogen("renamed"))
    assert up == "ALTER TYPE public.mood RENAME TO temper;"
    there_and_back(debian_project, start)


def test_constraints_of_any_kind(debian_project):
    part = "    int32_t  x;\n    PG_ALSO(constraint {0} foreign key (x) references users (id){1});\n    PG_ALSO(constraint k{0} check (x > 0));\n"
    begin(debian_project, FIELD.format("", "users", part.format("one", "")))
    debian_project.write_models(FIELD.format("", "users", part.format("two", " deferrable"))
                                + "PG_ALSO(renamed constraint one on users to two);\n")
    up, _ = sections(debian_project.autogen("renamed"))
    assert "RENAME CONSTRAINT one TO two" in up and "RENAME CONSTRAINT kone TO ktwo" in up and "DROP" not in up, up
    debian_project.write_models(FIELD.format("", "users", part.format("two", ""))
                                + "PG_ALSO(renamed constraint one on users to three);\n")
    assert "no model has constraint 'three'" in debian_project.run("compile", expect=1).err


LABELS = "enum PG(type e) e {{\n{}}};\nstruct PG(table) users {{\n    int32_t  id  PG(primary key);\n    enum e  x  PG(default '{}');\n}};\n"
# What each label was called before, in the order of the models, and the statements
LABEL_RENAMES = {
    "chain": ([("E_B", "a"), ("E_D", "b"), ("E_C", None)], ["'b' TO 'd'", "'a' TO 'b'"]),
    "swap": ([("E_B", "a"), ("E_A", "b"), ("E_C", None)], ["'a' TO 'renaming'", "'b' TO 'a'", "'renaming' TO 'b'"]),
    "ring": ([("E_C", "a"), ("E_A", "b"), ("E_B", "c")],
             ["'a' TO 'renaming'", "'b' TO 'a'", "'c' TO 'b'", "'renaming' TO 'c'"]),
}


@pytest.mark.parametrize("case", LABEL_RENAMES)
def test_labels_that_take_names_of_others(debian_project, case):
    """Rows keep what they mean, and so does a default; what is done already is not done again."""
    labels, statements = LABEL_RENAMES[case]
    begin(debian_project, LABELS.format("    E_A,\n    E_B,\n    E_C,\n", "a"))
    debian_project.sql("insert into users values (1, 'a'), (2, 'b'), (3, 'c')")
    start = debian_project.state()
    debian_project.write_models(LABELS.format(
        "".join(f"    {name} PG(renamed from '{old}'),\n" if old else f"    {name},\n" for name, old in labels),
        labels[0][0][-1].lower()))
    up, _ = sections(debian_project.autogen("renamed"))
    assert up == "\n".join(f"ALTER TYPE public.e RENAME VALUE {each};" for each in statements)
    debian_project.run("upgrade")
    debian_project.run("check")
    assert debian_project.sql("select x::text from users order by id") == [(name[-1].lower(),) for name, _ in labels]
    debian_project.run("downgrade")
    assert debian_project.state() == start


# The models before, those whose names went round, and how many statements that takes
EXCHANGES = {
    "columns": (FIELD.format("", "users", "    int32_t  a;\n    char  *b;\n    PG_ALSO(index (a));\n    PG_ALSO(check (a > 0));\n"),
                FIELD.format("", "users", "    int32_t  b  PG(renamed from a);\n    char  *a  PG(renamed from b);\n"
                                          "    PG_ALSO(index (b));\n    PG_ALSO(check (b > 0));\n"), 3),
    "columns of three": (FIELD.format("", "users", "    int32_t  a;\n    char  *b;\n    bool  c;\n"),
                         FIELD.format("", "users", "    int32_t  b  PG(renamed from a);\n    char  *c  PG(renamed from b);\n"
                                                   "    bool  a  PG(renamed from c);\n"), 4),
    "tables": (FIELD.format("", "users", "    int32_t  x;\n") + FIELD.format("", "people", "    char  *y;\n")
               + "PG_ALSO(view v as select x from users);\n",
               FIELD.format(" renamed from users", "people", "    int32_t  x;\n") + FIELD.format(" renamed from people", "users", "    char  *y;\n")
               + "PG_ALSO(view v as select x from people);\n", 3),
    "types": ("enum PG(type d) d { D_A, D_B };\nenum PG(type e) e { E_C };\n" + FIELD.format("", "users", "    enum d  x;\n    enum e  y;\n"),
              "enum PG(type e renamed from d) e { E_A, E_B };\nenum PG(type d renamed from e) d { D_C };\n"
              + FIELD.format("", "users", "    enum e  x;\n    enum d  y;\n"), 3),
    "sequences": ("PG_ALSO(sequence a increment 3);\nPG_ALSO(sequence b);\n" + FIELD.format("", "users", ""),
                  "PG_ALSO(sequence b increment 3);\nPG_ALSO(sequence a);\n" + FIELD.format("", "users", "")
                  + "PG_ALSO(renamed sequence a to b);\nPG_ALSO(renamed sequence b to a);\n", 3),
}


@pytest.mark.parametrize("case", EXCHANGES)
def test_two_that_exchange_their_names(debian_project, case):
    """Nothing changes its type, all that stands on them follows; hints that stay do nothing."""
    before, after, count = EXCHANGES[case]
    begin(debian_project, before)
    start = debian_project.state()
    debian_project.write_models(after)
    up, down = sections(debian_project.autogen("renamed"))
    for text in up, down:
        assert text.count(";") == text.count(" RENAME ") == count, text
    debian_project.run("upgrade")
    assert "M403" in debian_project.run("check").err
    debian_project.run("downgrade")
    assert debian_project.state() == start


def test_an_exchange_that_the_database_does_not_tell(debian_project):
    """Both have the same type: nobody can say whether it is done, and so it is neither done nor left."""

    def models(*fields):
        return FIELD.format("", "users", "".join(f"    int32_t  {field};\n" for field in fields))

    begin(debian_project, models("a", "b"))
    debian_project.sql("insert into users values (1, 2, 3)")
    debian_project.write_models(models("a  PG(renamed from b)", "b  PG(renamed from a)"))
    for command in (["autogen", "-m", "x"], ["check"], ["diff", "db", "models"]):
        result = debian_project.run(*command, expect=1)
        assert "[M406]" in result.err and "'a' and 'b'" in result.err, str(result)
    debian_project.write_models(models("a  PG(renamed from b)", "c  PG(renamed from a)"))
    debian_project.autogen("first")
    debian_project.run("upgrade")
    debian_project.write_models(models("a", "b  PG(renamed from c)"))
    debian_project.autogen("second")
    debian_project.run("upgrade")
    debian_project.run("check")
    assert debian_project.sql("select a, b from users") == [(3, 2)]


SMALL = """
PG_ALSO("create collation {0}{1}_c (provider = icu, locale = 'de', deterministic = false)");
PG_ALSO("create text search dictionary {0}{1}_d (template = simple, accept = false)");
PG_ALSO("create text search configuration {0}{1}_t (parser = default)");
PG_ALSO("alter text search configuration {0}{1}_t add mapping for word with {0}{1}_d, simple");
PG_ALSO("create operator family {0}{1}_f using btree");
PG_ALSO("create operator class {0}{1}_o for type text using hash family {0}{1}_h as operator 1 =, function 1 hashtext(text)");
PG_ALSO("create operator family {0}{1}_h using hash");
struct PG(table) users {{
    char  *name  PG(collate {0}{1}_c);
    PG_ALSO(index one (to_tsvector('{0}{1}_t', name)));
    PG_ALSO(index two using hash (name collate pg_catalog."C" {0}{1}_o));
}};
"""


@pytest.mark.parametrize("before,after", [(("", "one"), ("", "two")), (("", "one"), ("app.", "one"))], ids=["name", "schema"])
def test_what_has_no_data_follows(debian_project, before, after):
    """Collations, text search objects and operator families have no data and no grants: what uses them stays."""
    begin(debian_project, SMALL.format(*before))
    start = debian_project.state()
    debian_project.write_models(SMALL.format(*after))
    up, _ = sections(debian_project.autogen("renamed"))
    assert "DROP" not in up and "CREATE" not in up.replace("CREATE SCHEMA app;", "") and up.count("ALTER") == 6, up
    there_and_back(debian_project, start)


# To another schema: what it is in the models, its word in the hint where it has no place for one of its own, the statement
MOVES = {
    "range": ("PG_ALSO(type {0}a as range (subtype = float8));\n", "type", "ALTER TYPE public.a SET SCHEMA app;"),
    "composite": ("struct PG(type {0}a{1}) a {{\n    int32_t  x;\n}};\n", None, "ALTER TYPE public.a SET SCHEMA app;"),
    "sequence": ("PG_ALSO(sequence {0}a increment 3);\n", "sequence", "ALTER SEQUENCE public.a SET SCHEMA app;"),
    "materialized view": ("PG_ALSO(materialized view {0}a as select id from users);\n", "materialized view",
                          "ALTER MATERIALIZED VIEW public.a SET SCHEMA app;"),
    "procedure": ("PG_ALSO(procedure {0}a(x int) language sql as 'select x');\n", "procedure", "ALTER PROCEDURE public.a(integer) SET SCHEMA app;"),
    "aggregate": ("PG_ALSO(\"create aggregate {0}a (int) (sfunc = int4larger, stype = int)\");\n", "aggregate", "ALTER AGGREGATE public.a(integer) SET SCHEMA app;"),
}


@pytest.mark.parametrize("kind", MOVES)
def test_what_moves_is_whole_then(debian_project, kind):
    """Also what the server keeps behind: the multirange type of a range type."""
    text, word, statement = MOVES[kind]
    begin(debian_project, TABLE + text.format("", ""))
    start = debian_project.state()
    debian_project.write_models(TABLE + text.format("app.", ""))
    assert "may have been moved" in debian_project.run("autogen", "-m", "x", expect=3).err
    hint = f"PG_ALSO(renamed {word} public.a to app.a);\n" if word else ""
    debian_project.write_models(TABLE + hint + text.format("app.", "" if word else " renamed from public.a"))
    up, _ = sections(debian_project.autogen("moved"))
    assert statement in up and "DROP" not in up, up
    there_and_back(debian_project, start)


RANGE = """PG_ALSO(schema {0});
PG_ALSO("create type {0}.{1} as range (subtype = float8)");
PG_ALSO("create view v as select {0}.{1}(1, 2) as x");
"""


def test_what_makes_the_values_of_a_range_follows_it(project):
    """PostgreSQL leaves its functions behind, in a schema that could not be dropped and under a name that nobody knows."""
    begin(project, RANGE.format("old", "span"))
    start = project.state()
    project.write_models(RANGE.format("new", r'\"span%I\"') + 'PG_ALSO(renamed type old.span to new."span%I");\n')
    project.autogen("moved", "--allow", "all")
    project.run("upgrade")
    project.run("check")
    assert project.sql('select new."span%I"(1, 2) = v.x, new."span%I_multirange"(v.x) @> v.x from v') == [(True, True)]
    project.run("downgrade")
    assert project.state() == start
    assert project.sql("select old.span(1, 2) = v.x, old.span_multirange(v.x) @> v.x from v") == [(True, True)]


HEIR_OF_TWO = """struct PG(table) users {{ int32_t id PG(primary key); char *{0}; }};
struct PG(table) parts {{ char *code PG(primary key); }};
struct PG(table) special {{ int32_t size PG(primary key); PG_ALSO(inherits (users, parts)); }};
"""


def test_a_column_that_an_heir_has_from_another_table_too(debian_project):
    """PostgreSQL renames it in neither: nobody is asked, and who says so is told."""
    begin(debian_project, HEIR_OF_TWO.format("code"))
    debian_project.write_models(HEIR_OF_TWO.format("name PG(renamed from code)"))
    result = debian_project.run("autogen", "-m", "x", expect=1)
    assert 'cannot rename column "public.users.code": table "public.special" has it from "public.parts" as well [MC113]' in result.err
    debian_project.write_models(HEIR_OF_TWO.format("name PG(default 'a')"))
    up, _ = sections(debian_project.autogen("another", "--allow", "drop-column"))
    assert "DROP COLUMN code;" in up and "ADD COLUMN name" in up
    debian_project.run("upgrade")
    debian_project.run("check")
    debian_project.run("downgrade")


def test_a_name_that_an_heir_has(debian_project):
    """PostgreSQL has no two columns of a name in an heir; where that has its own no more the name can be taken in two revisions."""
    models = "struct PG(table) users {{ int32_t id PG(primary key); char *{0}; }};\nstruct PG(table) guests {{ char *{1}; PG_ALSO(inherits (users)); }};\n"
    begin(debian_project, models.format("code", "name"))
    start = debian_project.state()
    debian_project.write_models(models.format("name PG(renamed from code)", "name"))
    result = debian_project.run("autogen", "-m", "x", expect=1)
    assert 'cannot rename column "public.users.code": table "public.guests", which inherits it, has a column "name" already [MC113]' in result.err
    debian_project.write_models(models.format("name PG(default 'a')", "name PG(default 'a')"))
    up, _ = sections(debian_project.autogen("another", "--allow", "drop-column"))
    assert "DROP COLUMN code;" in up and "ADD COLUMN name" in up
    there_and_back(debian_project, start)


def test_a_name_that_an_heir_has_from_another_table(debian_project):
    begin(debian_project, HEIR_OF_TWO.format("name"))
    debian_project.write_models(HEIR_OF_TWO.format("code PG(renamed from name)"))
    result = debian_project.run("autogen", "-m", "x", expect=1)
    assert 'cannot rename column "public.users.name": table "public.special", which inherits it, has a column "code" already [MC113]' in result.err
    start = debian_project.state()
    debian_project.write_models(HEIR_OF_TWO.format("code PG(renamed from name)").partition("struct PG(table) special")[0])
    up, _ = sections(debian_project.autogen("x", "--allow", "drop-table"))
    assert up.index("DROP TABLE public.special") < up.index("RENAME COLUMN name TO code")
    there_and_back(debian_project, start)


def test_an_heir_that_is_renamed_and_goes_has_the_name(debian_project):
    """It is made anew, as PostgreSQL can leave it no column of its own: it goes between the two renames."""
    models = "struct PG(table) {0} {{ int32_t id PG(primary key); char *{1}; }};\nstruct PG(table) {2} {{ char *name{3}; }};\n"
    begin(debian_project, models.format("users", "code", "guests", "; PG_ALSO(inherits (users))"))
    start = debian_project.state()
    debian_project.write_models(models.format("users", "name PG(renamed from code)", "visitors", "").replace("PG(table) visitors", "PG(table renamed from guests) visitors"))
    up, _ = sections(debian_project.autogen("x", "--allow", "drop-table"))
    assert up.index("RENAME TO visitors") < up.index("DROP TABLE public.visitors") < up.index("RENAME COLUMN code TO name")
    there_and_back(debian_project, start)


def test_an_heir_that_goes_has_the_name(debian_project):
    models = "struct PG(table) users {{ int32_t id PG(primary key); char *{0}; }};\n"
    begin(debian_project, models.format("code") + "struct PG(table) guests { char *code; char *name; PG_ALSO(inherits (users)); };\n")
    start = debian_project.state()
    debian_project.write_models(models.format("name PG(renamed from code)"))
    up, _ = sections(debian_project.autogen("x", "--allow", "drop-table"))
    assert up.index("DROP TABLE public.guests") < up.index("RENAME COLUMN code TO name")
    there_and_back(debian_project, start)


def test_a_column_gets_a_type_that_was_renamed(project):
    """The server is asked for casts to a type that it still knows by the old name."""
    models = "struct PG(type {}) place {{ int32_t a; int32_t b; }};\nstruct PG(table) users {{\n    int32_t id PG(primary key);\n    {} at;\n}};\n"
    begin(project, models.format("place", "bool *"))
    project.write_models(models.format("spot", "struct place *"))
    said = project.on_terminal("y\ny\ny\n", "autogen", "-m", "renamed")
    assert said.status == 0, said
    text = project.revisions()[-1].read_text()
    assert "RENAME TO spot" in text and "no cast leads from boolean to public.spot" in text, text
    project.run("upgrade")
    project.run("check")
    project.run("downgrade", "-1")
