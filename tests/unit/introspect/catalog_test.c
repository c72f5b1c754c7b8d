#include "tests/unit/introspect/catalog.h"

static Project shared;

typedef struct Expected {
    KindId kind;
    const char *path;
    const char *shown;
} Expected;

static void expect(Arena *arena, const char *sql, const Expected *expected, size_t count)
{
    Db *db = database_with(arena, &shared, sql);
    Schema schema = read_catalog(arena, db, &(CatalogOptions){0});

    for (size_t i = 0; i < count; i++)
        assert_string_equal(
            show_object(arena, object_at(&schema, expected[i].kind, expected[i].path)),
            expected[i].shown);
}

#define EXPECT(arena, sql, ...)                                                                    \
    do {                                                                                           \
        const Expected expected_[] = {__VA_ARGS__};                                                \
        expect(arena, sql, expected_, sizeof expected_ / sizeof *expected_);                       \
    } while (0)

/* Kinds, each with all of its attributes */

static void reads_schemas(void **state)
{
    EXPECT(*state, "CREATE SCHEMA app; COMMENT ON SCHEMA app IS 'the app'; CREATE SCHEMA \"a.b\"",
           {KIND_SCHEMA, "app", "comment=the app"}, {KIND_SCHEMA, "public", ""},
           {KIND_SCHEMA, "\"a.b\"", ""});
}

static void reads_enums(void **state)
{
    EXPECT(*state,
           "CREATE TYPE mood AS ENUM ('sad', 'o''k', 'c d', '\"q\"', 'back\\slash', 'ü', 'NULL');"
           "ALTER TYPE mood ADD VALUE 'a,b' BEFORE 'sad'; COMMENT ON TYPE mood IS 'moods';"
           "CREATE TYPE nothing AS ENUM ()",
           {KIND_ENUM, "public.mood",
            "labels=a,b,sad,o'k,c d,\"q\",back\\slash,ü,NULL; comment=moods"},
           {KIND_ENUM, "public.nothing", ""});
}

static void reads_sequences(void **state)
{
    EXPECT(*state,
           "CREATE SEQUENCE plain; CREATE SEQUENCE down INCREMENT -1;"
           "CREATE SEQUENCE small AS smallint MAXVALUE 32767 MINVALUE 2;"
           "CREATE SEQUENCE low AS integer INCREMENT -3 MINVALUE -2147483648;"
           "CREATE SEQUENCE whole AS integer INCREMENT -2 MINVALUE -10 MAXVALUE 5 START 3"
           " CACHE 7 CYCLE; COMMENT ON SEQUENCE whole IS 'all';"
           "CREATE TABLE t (\"i.d\" serial, n integer GENERATED ALWAYS AS IDENTITY)",
           {KIND_SEQUENCE, "public.plain", ""}, {KIND_SEQUENCE, "public.down", "increment=-1"},
           {KIND_SEQUENCE, "public.small", "min_value=2; data_type=smallint"},
           {KIND_SEQUENCE, "public.low", "data_type=integer; increment=-3"},
           {KIND_SEQUENCE, "public.whole",
            "min_value=-10; data_type=integer; increment=-2; max_value=5; start=3; cache=7; "
            "cycle=yes; comment=all"},
           {KIND_SEQUENCE, "public.\"t_i.d_seq\"", "data_type=integer; owned_by=public.t.\"i.d\""});
}

static void reads_tables(void **state)
{
    EXPECT(*state,
           "CREATE TABLE plain (); CREATE UNLOGGED TABLE \"User\" (); "
           "COMMENT ON TABLE \"User\" IS E'it''s\nthem'; CREATE TABLE \"a\"\"b\" ();"
           "CREATE TABLE \"ü.tab le\" ();"
           "CREATE TABLE a23456789012345678901234567890123456789012345678901234567890123 ()",
           {KIND_TABLE, "public.plain", "toastless=yes"},
           {KIND_TABLE, "public.\"User\"", "unlogged=yes; toastless=yes; comment=it's\nthem"},
           {KIND_TABLE, "public.\"a\"\"b\"", "toastless=yes"},
           {KIND_TABLE, "public.\"ü.tab le\"", "toastless=yes"},
           {KIND_TABLE, "public.a23456789012345678901234567890123456789012345678901234567890123",
            "toastless=yes"});
}

static void reads_columns(void **state)
{
    EXPECT(*state,
           "CREATE DOMAIN word AS text COLLATE \"C\"; CREATE TYPE mood AS ENUM ('a');"
           "CREATE TABLE t (plain integer, \"Na\"\"me\" varchar(50) NOT NULL DEFAULT 'x',"
           " m mood DEFAULT 'a', c text COLLATE \"C\", w word, d word COLLATE \"default\", n name,"
           " two numeric(5,2) DEFAULT 1 + 2, ts timestamptz(3)[] DEFAULT '{}',"
           " g text GENERATED ALWAYS AS (c || 'x') STORED, gone integer,"
           " s date DEFAULT CURRENT_DATE); ALTER TABLE t DROP COLUMN gone;"
           "COMMENT ON COLUMN t.plain IS 'comment'",
           {KIND_COLUMN, "public.t.plain", "type=integer; comment=comment"},
           {KIND_COLUMN, "public.t.\"Na\"\"me\"",
            "type=character varying(50); default_expr=<'x'::character varying>; not_null=yes"},
           {KIND_COLUMN, "public.t.m", "type=public.mood; default_expr=<'a'::public.mood>"},
           {KIND_COLUMN, "public.t.c", "type=text; collation=\"C\""},
           {KIND_COLUMN, "public.t.w", "type=public.word"},
           {KIND_COLUMN, "public.t.d", "type=public.word; collation=\"default\""},
           {KIND_COLUMN, "public.t.n", "type=name"},
           {KIND_COLUMN, "public.t.two", "type=numeric(5,2); default_expr=<(1 + 2)>"},
           {KIND_COLUMN, "public.t.ts",
            "type=timestamp(3) with time zone[]; "
            "default_expr=<'{}'::timestamp with time zone[]>"},
           {KIND_COLUMN, "public.t.g", "type=text; generated=<c || 'x'::text>"},
           {KIND_COLUMN, "public.t.s", "type=date; default_expr=<CURRENT_DATE>"});
}

static void reads_identity(void **state)
{
    EXPECT(*state,
           "CREATE TABLE t (a integer GENERATED ALWAYS AS IDENTITY,"
           " b bigint GENERATED BY DEFAULT AS IDENTITY (START 100 INCREMENT 5 MINVALUE 10"
           " MAXVALUE 1000 CACHE 3 CYCLE))",
           {KIND_COLUMN, "public.t.a", "type=integer; not_null=yes; identity=ALWAYS"},
           {KIND_COLUMN, "public.t.b",
            "type=bigint; not_null=yes; identity=BY DEFAULT; identity_min=10; "
            "identity_increment=5; identity_max=1000; identity_start=100; identity_cache=3; "
            "identity_cycle=yes"});
}

static void reads_keys(void **state)
{
    EXPECT(*state,
           "CREATE TABLE t (a integer, \"B\" integer, c integer, d integer,"
           " CONSTRAINT \"the key\" PRIMARY KEY (\"B\", a) INCLUDE (d, c) DEFERRABLE,"
           " UNIQUE (c), CONSTRAINT u UNIQUE (d, a) INCLUDE (c) DEFERRABLE INITIALLY DEFERRED);"
           "COMMENT ON CONSTRAINT u ON t IS 'uc'; COMMENT ON CONSTRAINT \"the key\" ON t IS 'k'",
           {KIND_PRIMARY_KEY, "public.t.\"the key\"",
            "columns=B,a; include=d,c; is_deferrable=yes; comment=k"},
           {KIND_UNIQUE, "public.t.t_c_key", "columns=c"},
           {KIND_UNIQUE, "public.t.u",
            "columns=d,a; include=c; is_deferrable=yes; is_deferred=yes; comment=uc"});
}

static void reads_nulls_not_distinct(void **state)
{
    Db *db = database_with(*state, &shared, "CREATE TABLE t (a integer, b integer)");

    if (db_server_version(db) < 150000)
        return;
    EXPECT(*state,
           "CREATE TABLE t (a integer, UNIQUE NULLS NOT DISTINCT (a));"
           "CREATE UNIQUE INDEX i ON t (a) NULLS NOT DISTINCT;"
           "CREATE TABLE p (a integer, b integer, PRIMARY KEY (a, b));"
           "CREATE TABLE f (a integer, b integer, FOREIGN KEY (a, b) REFERENCES p"
           " ON DELETE SET NULL (b))",
           {KIND_UNIQUE, "public.t.t_a_key", "nulls_not_distinct=yes; columns=a"},
           {KIND_INDEX, "public.i", "is_unique=yes; elements=a; nulls_not_distinct=yes"},
           {KIND_FOREIGN_KEY, "public.f.f_a_b_fkey",
            "columns=a,b; ref_table=public.p; ref_columns=a,b; on_delete=SET NULL; "
            "set_columns=b"});
}

static void reads_checks(void **state)
{
    EXPECT(*state,
           "CREATE TABLE t (a integer, b text, CHECK (a > 0 AND b <> ''),"
           " CONSTRAINT n CHECK (a IS NULL) NO INHERIT, CONSTRAINT f CHECK (starts_with(b, '(')),"
           " CONSTRAINT p CHECK ((a > 0) = (b = ')')));"
           "ALTER TABLE t ADD CONSTRAINT v CHECK (b IN ('x', 'y')) NOT VALID;"
           "COMMENT ON CONSTRAINT v ON t IS 'vc'",
           {KIND_CHECK, "public.t.t_check", "expr=<(a > 0) AND (b <> ''::text)>"},
           {KIND_CHECK, "public.t.n", "expr=<a IS NULL>; no_inherit=yes"},
           {KIND_CHECK, "public.t.f", "expr=<starts_with(b, '('::text)>"},
           {KIND_CHECK, "public.t.p", "expr=<(a > 0) = (b = ')'::text)>"},
           {KIND_CHECK, "public.t.v",
            "expr=<b = ANY (ARRAY['x'::text, 'y'::text])>; not_valid=yes; comment=vc"});
}

static void reads_exclusions(void **state)
{
    EXPECT(*state,
           "CREATE TABLE t (r int4range, c circle, a integer,"
           " EXCLUDE USING gist (r WITH &&, ((c)::box) WITH &&) INCLUDE (a)"
           " WHERE (a > 1) DEFERRABLE INITIALLY DEFERRED,"
           " CONSTRAINT plain EXCLUDE (a WITH =)); COMMENT ON CONSTRAINT plain ON t IS 'ec'",
           {KIND_EXCLUSION, "public.t.t_r_c_a_excl",
            "method=gist; elements=r with &&, <(c)::box> with &&; include=a; predicate=<a > 1>; "
            "is_deferrable=yes; is_deferred=yes"},
           {KIND_EXCLUSION, "public.t.plain", "elements=a with =; comment=ec"});
}

static void reads_indexes(void **state)
{
    EXPECT(*state,
           "CREATE TABLE t (a integer, b text, c text COLLATE \"C\", d int4range);"
           "CREATE UNIQUE INDEX one ON t (a) WITH (fillfactor = 70, deduplicate_items = off);"
           "CREATE INDEX two ON t (b DESC, a NULLS FIRST, b DESC NULLS LAST) INCLUDE (c)"
           " WHERE a > 0 OR b = ','; COMMENT ON INDEX two IS 'ic';"
           "CREATE INDEX three ON t USING gist (d);"
           "CREATE INDEX four ON t (b text_pattern_ops, b COLLATE \"C\", c, c COLLATE \"default\")",
           {KIND_INDEX, "public.one",
            "is_unique=yes; elements=a; options=deduplicate_items=off, fillfactor=70"},
           {KIND_INDEX, "public.two",
            "elements=b desc nulls first, a nulls first, b desc; include=c; "
            "predicate=<(a > 0) OR (b = ','::text)>; comment=ic"},
           {KIND_INDEX, "public.three", "method=gist; elements=d"},
           {KIND_INDEX, "public.four",
            "elements=b text_pattern_ops, b collate \"C\", c, c collate \"default\""});
}

static void reads_index_expressions(void **state)
{
    EXPECT(*state,
           "CREATE TABLE t (a integer, b text);"
           "CREATE INDEX one ON t (lower(b), (a + 1), (b || '),(' || a), a, (a::text));"
           "CREATE INDEX two ON t (lower(b COLLATE \"C\"), lower(b) COLLATE \"POSIX\","
           " lower(b) COLLATE \"C\" text_pattern_ops DESC);"
           "CREATE INDEX three ON t USING gist (to_tsvector('simple', b)"
           " tsvector_ops (siglen = 100))",
           {KIND_INDEX, "public.one",
            "elements=<lower(b)>, <a + 1>, <(b || '),('::text) || a>, a, <(a)::text>"},
           {KIND_INDEX, "public.two",
            "elements=<lower((b COLLATE \"C\"))>, <lower(b)> collate \"POSIX\", "
            "<lower(b)> collate \"C\" text_pattern_ops desc nulls first"},
           {KIND_INDEX, "public.three",
            "method=gist; elements=<to_tsvector('simple'::regconfig, b)> "
            "tsvector_ops(siglen=100)"});
}

static void reads_foreign_keys(void **state)
{
    EXPECT(*state,
           "CREATE SCHEMA app; CREATE TABLE app.\"P\" (a integer, \"B\" integer, gone integer,"
           " c integer UNIQUE, PRIMARY KEY (a, \"B\")); ALTER TABLE app.\"P\" DROP COLUMN gone;"
           "CREATE TABLE t (x integer, y integer,"
           " FOREIGN KEY (y, x) REFERENCES app.\"P\" MATCH FULL ON UPDATE CASCADE"
           " ON DELETE SET DEFAULT DEFERRABLE INITIALLY DEFERRED,"
           " CONSTRAINT c FOREIGN KEY (x) REFERENCES app.\"P\"(c) ON UPDATE RESTRICT"
           " ON DELETE SET NULL);"
           "ALTER TABLE t ADD CONSTRAINT n FOREIGN KEY (x) REFERENCES app.\"P\"(c) NOT VALID;"
           "COMMENT ON CONSTRAINT n ON t IS 'fc'",
           {KIND_FOREIGN_KEY, "public.t.t_y_x_fkey",
            "columns=y,x; ref_table=app.\"P\"; ref_columns=a,B; match=FULL; on_update=CASCADE; "
            "on_delete=SET DEFAULT; is_deferrable=yes; is_deferred=yes"},
           {KIND_FOREIGN_KEY, "public.t.c",
            "columns=x; ref_table=app.\"P\"; ref_columns=c; on_update=RESTRICT; "
            "on_delete=SET NULL"},
           {KIND_FOREIGN_KEY, "public.t.n",
            "columns=x; ref_table=app.\"P\"; ref_columns=c; not_valid=yes; comment=fc"});
}

/* The whole */

static const char unmanaged_sql[] =
    "CREATE TABLE t (id serial PRIMARY KEY, a integer); CREATE VIEW v AS SELECT 1 AS x;"
    "CREATE VIEW w AS SELECT 1 AS x; CREATE MATERIALIZED VIEW m AS SELECT 1 AS x;"
    "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
    "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();"
    "CREATE PROCEDURE p() LANGUAGE sql AS ''; CREATE DOMAIN d AS integer;"
    "CREATE TYPE c AS (a integer); CREATE TYPE r AS RANGE (subtype = integer);"
    "CREATE POLICY a ON t; CREATE POLICY b ON t; CREATE RULE u AS ON INSERT TO v DO INSTEAD "
    "NOTHING;"
    "CREATE TABLE parts (a integer PRIMARY KEY, s serial) PARTITION BY RANGE (a);"
    "CREATE TABLE part PARTITION OF parts FOR VALUES FROM (1) TO (9);"
    "CREATE TABLE child (x integer CHECK (x > 0)) INHERITS (t); CREATE INDEX ON child (x);"
    "CREATE TABLE ref (a integer REFERENCES parts); CREATE PUBLICATION o FOR TABLE t;"
    "CREATE TEMP TABLE passing (a serial PRIMARY KEY); CREATE STATISTICS e ON id, a FROM t;"
    "CREATE TABLE modelc_revisions (id text PRIMARY KEY, n serial, CHECK (n > 0));"
    "CREATE SCHEMA other; CREATE TABLE other.x (id serial PRIMARY KEY); CREATE TABLE other.y ();"
    "CREATE VIEW other.z AS SELECT 1 AS x; CREATE TYPE other.e AS ENUM ()";

static void leaves_out_what_it_does_not_manage(void **state)
{
    Arena *arena = *state;
    Db *db = database_with(arena, &shared, unmanaged_sql);
    StrVec managed = {0};

    vec_push(arena, &managed, "public");

    Schema schema = read_catalog(
        arena, db, &(CatalogOptions){.managed = &managed, .ledger = "public.modelc_revisions"});

    assert_string_equal(show_paths(arena, &schema, KIND_SCHEMA), "public");
    assert_string_equal(show_paths(arena, &schema, KIND_TABLE),
                        "public.child public.parts public.ref public.t");
    assert_string_equal(show_paths(arena, &schema, KIND_SEQUENCE),
                        "public.parts_s_seq public.t_id_seq");
    assert_string_equal(show_paths(arena, &schema, KIND_PRIMARY_KEY),
                        "public.parts.parts_pkey public.t.t_pkey");
    assert_string_equal(show_paths(arena, &schema, KIND_CHECK), "public.child.child_x_check");
    assert_string_equal(show_paths(arena, &schema, KIND_INDEX), "public.child_x_idx");
    assert_string_equal(show_paths(arena, &schema, KIND_ENUM), "");
    assert_string_equal(show_paths(arena, &schema, KIND_FOREIGN_KEY), "public.ref.ref_a_fkey");
    assert_string_equal(
        show_object(arena, object_at(&schema, KIND_FOREIGN_KEY, "public.ref.ref_a_fkey")),
        "columns=a; ref_table=public.parts; ref_columns=a");
    assert_string_equal(text_join(arena, &schema.unmanaged, ", "),
                        "1 enum in other schemas, 2 tables in other schemas, "
                        "1 view in other schemas");
    assert_true(strvec_same(&schema.managed, &managed));
}

static void leaves_out_members_of_extensions(void **state)
{
    Arena *arena = *state;
    Db *db =
        database_with(arena, &shared,
                      "CREATE TABLE t (id serial); CREATE TYPE e AS ENUM ('a');"
                      "CREATE TABLE mine (a integer); CREATE FUNCTION f() RETURNS integer"
                      " LANGUAGE sql AS 'SELECT 1';"
                      "ALTER EXTENSION plpgsql ADD TABLE t; ALTER EXTENSION plpgsql ADD TYPE e;"
                      "ALTER EXTENSION plpgsql ADD FUNCTION f()");
    Schema schema = read_catalog(arena, db, &(CatalogOptions){0});

    assert_string_equal(show_paths(arena, &schema, KIND_TABLE), "public.mine");
    assert_string_equal(show_paths(arena, &schema, KIND_ENUM), "");
    assert_string_equal(show_paths(arena, &schema, KIND_SEQUENCE), "");
    assert_int_equal(schema.unmanaged.count, 0);
}

static void counts_an_invalid_index_and_keeps_it(void **state)
{
    Arena *arena = *state;
    Db *db = database_with(arena, &shared,
                           "CREATE TABLE t (a integer); CREATE INDEX i ON t (a);"
                           "UPDATE pg_index SET indisvalid = false"
                           " WHERE indexrelid = 'i'::regclass");
    Schema schema = read_catalog(arena, db, &(CatalogOptions){0});

    assert_string_equal(show_paths(arena, &schema, KIND_INDEX), "public.i");
    assert_string_equal(text_join(arena, &schema.unmanaged, ", "), "1 invalid index");
}

static void knows_what_newer_servers_brought(void **state)
{
    Arena *arena = *state;
    Db *db = database_with(arena, &shared, "SELECT 1");

    if (db_server_version(db) < 180000)
        return;
    tell(arena, db,
         "CREATE TABLE t (a integer PRIMARY KEY, g integer GENERATED ALWAYS AS (a + 1) VIRTUAL,"
         " n integer, CONSTRAINT n NOT NULL n NOT VALID, CHECK (a > 0) NOT ENFORCED,"
         " CHECK (a > 1) NOT ENFORCED);"
         "CREATE TABLE u (r int4range, d tstzrange, a integer REFERENCES t NOT ENFORCED,"
         " PRIMARY KEY (r, d WITHOUT OVERLAPS))");

    Schema schema = read_catalog(arena, db, &(CatalogOptions){0});

    assert_string_equal(show_object(arena, object_at(&schema, KIND_COLUMN, "public.t.g")),
                        "type=integer; generated=<a + 1>");
    assert_string_equal(show_object(arena, object_at(&schema, KIND_COLUMN, "public.t.n")),
                        "type=integer; not_null=yes");
    assert_string_equal(show_paths(arena, &schema, KIND_CHECK), "");
    assert_string_equal(show_paths(arena, &schema, KIND_FOREIGN_KEY), "");
    assert_string_equal(show_paths(arena, &schema, KIND_PRIMARY_KEY), "public.t.t_pkey");
    assert_string_equal(text_join(arena, &schema.unmanaged, ", "),
                        "3 constraints without enforcement, 1 temporal key, "
                        "1 virtual generated column");
}

static void needs_no_rights(void **state)
{
    Arena *arena = *state;
    Db *db = database_with(arena, &shared, unmanaged_sql);

    tell(arena, db,
         "REVOKE ALL ON SCHEMA public FROM public; CREATE ROLE modelc_catalog_nobody;"
         "SET ROLE modelc_catalog_nobody");

    Schema schema = read_catalog(arena, db, &(CatalogOptions){0});

    assert_string_equal(show_paths(arena, &schema, KIND_TABLE),
                        "other.x other.y public.child public.modelc_revisions public.parts "
                        "public.ref public.t");
    tell(arena, db, "RESET ROLE; DROP ROLE modelc_catalog_nobody");
}

static void sorts_by_name_and_columns_by_place(void **state)
{
    Arena *arena = *state;
    Db *db = database_with(arena, &shared,
                           "CREATE SCHEMA b; CREATE SCHEMA a; CREATE TABLE b.z (y integer, x"
                           " integer); CREATE TABLE b.a (n integer); CREATE TABLE a.z (m integer);"
                           "CREATE INDEX k ON b.z (x); CREATE INDEX j ON b.z (x);"
                           "CREATE INDEX l ON a.z (m)");
    Schema schema = read_catalog(arena, db, &(CatalogOptions){0});

    assert_string_equal(show_paths(arena, &schema, KIND_SCHEMA), "a b public");
    assert_string_equal(show_paths(arena, &schema, KIND_TABLE), "a.z b.a b.z");
    assert_string_equal(show_paths(arena, &schema, KIND_COLUMN), "a.z.m b.a.n b.z.y b.z.x");
    assert_string_equal(show_paths(arena, &schema, KIND_INDEX), "a.l b.j b.k");

    const Object *table = object_at(&schema, KIND_TABLE, "b.z");

    assert_ptr_equal(table->parent, object_at(&schema, KIND_SCHEMA, "b"));
    assert_int_equal(table->children.count, 4);
    assert_string_equal(table->children.items[3]->path, "b.k");
}

static void leaves_the_session_as_it_was(void **state)
{
    Arena *arena = *state;
    Db *db = database_with(arena, &shared, "CREATE SCHEMA app; SET search_path = app, public");

    read_catalog(arena, db, &(CatalogOptions){0});
    assert_string_equal(ask(arena, db, "SHOW search_path"), "app, public");
    assert_string_equal(ask(arena, db, "SHOW transaction_read_only"), "off");
    assert_string_equal(ask(arena, db, "SHOW jit"), ask(arena, db,
                                                        "SELECT boot_val FROM"
                                                        " pg_settings WHERE name = 'jit'"));
    tell(arena, db, "CREATE TABLE app.t (a integer DEFAULT 1)");

    Schema schema = read_catalog(arena, db, &(CatalogOptions){0});

    assert_string_equal(show_paths(arena, &schema, KIND_COLUMN), "app.t.a");
}

static void works_while_the_caller_does(void **state)
{
    Arena *arena = *state;
    Findings findings = {.arena = arena};
    Db *db = database_with(arena, &shared, "CREATE TABLE t (a integer)");
    Schema schema = {0};

    CatalogJob *job = catalog_begin(arena, db, &findings, 0);

    for (int i = 0; i < 10000; i++)
        catalog_serve(job);
    assert_true(catalog_finish(job, &(CatalogOptions){0}, &schema));
    assert_string_equal(show_paths(arena, &schema, KIND_TABLE), "public.t");
}

static void reports_a_loss_while_the_caller_works(void **state)
{
    Arena *arena = *state;
    Findings findings = {.arena = arena};
    Db *other = database_with(arena, &shared, "SELECT 1");
    Db *db = database_with(arena, &shared, "SELECT 1");
    Schema schema = {0};
    const char *pid = ask(arena, db, "SELECT pg_backend_pid()");

    CatalogJob *job = catalog_begin(arena, db, &findings, 0);

    ask(arena, other, arena_printf(arena, "SELECT pg_terminate_backend(%s, 10000)", pid));
    for (int i = 0; i < 100; i++)
        catalog_serve(job);
    assert_int_equal(findings.items.count, 0);
    assert_false(catalog_finish(job, &(CatalogOptions){0}, &schema));
    assert_int_equal(findings.items.count, 1);
    assert_int_equal(findings.items.items[0]->id, FINDING_MC702);
}

static void reports_a_failure_once(void **state)
{
    Arena *arena = *state;
    Findings findings = {.arena = arena};
    Db *db = database_with(arena, &shared, "SELECT 1");
    Schema schema = {0};
    DbError error;

    tell(arena, db,
         "REVOKE SELECT ON pg_index FROM public; CREATE ROLE modelc_test_nobody;"
         "SET ROLE modelc_test_nobody");
    assert_false(catalog_read(arena, db, &findings, &(CatalogOptions){0}, &schema));
    assert_int_equal(findings.items.count, 1);
    assert_int_equal(findings.items.items[0]->id, FINDING_MC702);
    assert_true(db_run(arena, db, "RESET ROLE; DROP ROLE modelc_test_nobody", &error));

    db_close(db);
    assert_false(catalog_read(arena, db, &findings, &(CatalogOptions){0}, &schema));
    assert_int_equal(findings.items.count, 2);
}

static int begin_group(void **state)
{
    Arena *arena = arena_new();

    shared = project_begin(arena, "catalog", 0755);
    project_start(&shared);
    *state = arena;
    return 0;
}

static int end_group(void **state)
{
    project_end(&shared);
    arena_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(reads_schemas),
        UNIT(reads_enums),
        UNIT(reads_sequences),
        UNIT(reads_tables),
        UNIT(reads_columns),
        UNIT(reads_identity),
        UNIT(reads_keys),
        UNIT(reads_nulls_not_distinct),
        UNIT(reads_checks),
        UNIT(reads_exclusions),
        UNIT(reads_indexes),
        UNIT(reads_index_expressions),
        UNIT(reads_foreign_keys),
        UNIT(leaves_out_what_it_does_not_manage),
        UNIT(leaves_out_members_of_extensions),
        UNIT(counts_an_invalid_index_and_keeps_it),
        UNIT(knows_what_newer_servers_brought),
        UNIT(needs_no_rights),
        UNIT(sorts_by_name_and_columns_by_place),
        UNIT(leaves_the_session_as_it_was),
        UNIT(works_while_the_caller_does),
        UNIT(reports_a_loss_while_the_caller_works),
        UNIT(reports_a_failure_once),
    };

    return cmocka_run_group_tests(tests, begin_group, end_group);
}
