/* The kinds around tables: each with all of its attributes. */
#include "tests/unit/introspect/catalog.h"

static Project shared;

static void expect(Arena *arena, const Schema *schema, KindId id, const char *path,
                   const char *shown)
{
    assert_string_equal(show_object(arena, object_at(schema, id, path)), shown);
}

static void reads_domains_and_composites(void **state)
{
    Arena *arena = *state;
    Db *db = database_with(
        arena, &shared,
        "CREATE DOMAIN plain AS text; COMMENT ON DOMAIN plain IS 'any';"
        "CREATE DOMAIN price AS numeric(10,2) DEFAULT 1.5 NOT NULL CONSTRAINT low CHECK (VALUE > 0)"
        " CONSTRAINT high CHECK (VALUE < 1e6);"
        "ALTER DOMAIN price ADD CONSTRAINT odd CHECK (VALUE <> 13) NOT VALID;"
        "COMMENT ON CONSTRAINT low ON DOMAIN price IS 'no gifts';"
        "CREATE DOMAIN word AS varchar(9) COLLATE \"C\";"
        "CREATE TYPE nothing AS (); COMMENT ON TYPE nothing IS 'none';"
        "CREATE TYPE pair AS (x integer, \"Y\" text COLLATE \"C\", p price[]);"
        "ALTER TYPE pair DROP ATTRIBUTE x; ALTER TYPE pair ADD ATTRIBUTE z word;"
        "COMMENT ON COLUMN pair.z IS 'last'");
    Schema schema = read_catalog(arena, db, &(CatalogOptions){0});

    expect(arena, &schema, KIND_DOMAIN, "public.plain", "type=text; comment=any");
    expect(arena, &schema, KIND_DOMAIN, "public.price",
           "type=numeric(10,2); default_expr=<1.5>; not_null=yes");
    expect(arena, &schema, KIND_DOMAIN, "public.word",
           "type=character varying(9); collation=\"C\"");
    expect(arena, &schema, KIND_DOMAIN_CHECK, "public.price.low",
           "expr=<VALUE > (0)::numeric>; comment=no gifts");
    expect(arena, &schema, KIND_DOMAIN_CHECK, "public.price.odd",
           "expr=<VALUE <> (13)::numeric>; not_valid=yes");
    expect(arena, &schema, KIND_COMPOSITE, "public.nothing", "comment=none");
    assert_string_equal(show_paths(arena, &schema, KIND_ATTRIBUTE),
                        "public.pair.\"Y\" public.pair.p public.pair.z");
    expect(arena, &schema, KIND_ATTRIBUTE, "public.pair.\"Y\"", "type=text; collation=\"C\"");
    expect(arena, &schema, KIND_ATTRIBUTE, "public.pair.p", "type=public.price[]");
    expect(arena, &schema, KIND_ATTRIBUTE, "public.pair.z", "type=public.word; comment=last");
    assert_int_equal(schema.unmanaged.count, 0);
}

static void reads_what_tables_say(void **state)
{
    Arena *arena = *state;
    Db *db = database_with(
        arena, &shared,
        "CREATE TABLE base (id integer NOT NULL, note text, CHECK (id > 0)) WITH (fillfactor=70,"
        " autovacuum_enabled=false); CREATE TABLE other (n integer);"
        "CREATE TABLE child (own text, n integer) INHERITS (other, base);"
        "CREATE TABLE safe (id integer NOT NULL, a text);"
        "ALTER TABLE safe ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;"
        "CREATE UNIQUE INDEX safe_id ON safe (id);"
        "ALTER TABLE safe REPLICA IDENTITY USING INDEX safe_id;"
        "ALTER TABLE other REPLICA IDENTITY FULL;"
        "ALTER TABLE safe ALTER a SET STORAGE EXTERNAL, ALTER a SET COMPRESSION pglz,"
        " ALTER a SET STATISTICS 500");
    Schema schema = read_catalog(arena, db, &(CatalogOptions){0});

    expect(arena, &schema, KIND_TABLE, "public.base",
           "options=autovacuum_enabled=false, fillfactor=70");
    expect(arena, &schema, KIND_TABLE, "public.child", "inherits=public.other,public.base");
    expect(arena, &schema, KIND_TABLE, "public.other", "toastless=yes; replica_identity=FULL");
    expect(arena, &schema, KIND_TABLE, "public.safe",
           "row_security=yes; force_row_security=yes; replica_identity=USING INDEX safe_id");
    expect(arena, &schema, KIND_COLUMN, "public.safe.a",
           "type=text; storage=EXTERNAL; compression=pglz; statistics=500");
    assert_null(schema_find(&schema, KIND_COLUMN, "public.child.id"));
    expect(arena, &schema, KIND_COLUMN, "public.child.n", "type=integer");
    assert_string_equal(show_paths(arena, &schema, KIND_CHECK), "public.base.base_id_check");
    assert_int_equal(schema.unmanaged.count, 0);
}

static void reads_partitions(void **state)
{
    Arena *arena = *state;
    Db *db = database_with(
        arena, &shared,
        "CREATE TABLE sales (id integer, at date NOT NULL, PRIMARY KEY (id, at))"
        " PARTITION BY RANGE (at);"
        "CREATE INDEX sales_at ON sales (at);"
        "CREATE TABLE z2024 PARTITION OF sales FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')"
        " PARTITION BY HASH (id);"
        "CREATE TABLE a2024 PARTITION OF z2024 FOR VALUES WITH (modulus 1, remainder 0);"
        "CREATE INDEX own ON a2024 (id); COMMENT ON TABLE a2024 IS 'all of it';"
        "CREATE TABLE rest PARTITION OF sales DEFAULT; CREATE SCHEMA far;"
        "CREATE TABLE far.away PARTITION OF sales"
        " FOR VALUES FROM ('2030-01-01') TO ('2031-01-01');"
        "CREATE TABLE ref (id integer, at date, FOREIGN KEY (id, at) REFERENCES sales)");
    Schema schema = read_catalog(arena, db, &(CatalogOptions){0});

    expect(arena, &schema, KIND_TABLE, "public.sales", "partition_by=RANGE (at)");
    assert_string_equal(show_paths(arena, &schema, KIND_PARTITION),
                        "far.away public.rest public.z2024 public.a2024");
    expect(arena, &schema, KIND_PARTITION, "public.rest", "bound=DEFAULT; toastless=yes");
    expect(arena, &schema, KIND_PARTITION, "public.z2024",
           "bound=FOR VALUES FROM ('2024-01-01') TO ('2025-01-01'); partition_by=HASH (id)");
    expect(arena, &schema, KIND_PARTITION, "public.a2024",
           "bound=FOR VALUES WITH (modulus 1, remainder 0); toastless=yes; comment=all of it");
    assert_string_equal(object_at(&schema, KIND_PARTITION, "public.a2024")->parent->path,
                        "public.z2024");
    assert_string_equal(show_paths(arena, &schema, KIND_INDEX), "public.own public.sales_at");
    assert_string_equal(show_paths(arena, &schema, KIND_PRIMARY_KEY), "public.sales.sales_pkey");
    assert_string_equal(show_paths(arena, &schema, KIND_FOREIGN_KEY), "public.ref.ref_id_at_fkey");
    assert_int_equal(schema.unmanaged.count, 0);

    StrVec managed = {0};

    vec_push(arena, &managed, "public");
    schema = read_catalog(arena, db, &(CatalogOptions){.managed = &managed});
    assert_string_equal(show_paths(arena, &schema, KIND_PARTITION),
                        "public.rest public.z2024 public.a2024");
    assert_string_equal(text_join(arena, &schema.unmanaged, ", "), "1 partition");
}

static void reads_policies_and_statistics(void **state)
{
    Arena *arena = *state;
    Db *db = database_with(
        arena, &shared,
        "CREATE TABLE t (a integer, b integer, c text);"
        "CREATE POLICY whole ON t; CREATE POLICY part ON t AS RESTRICTIVE FOR UPDATE"
        " TO pg_monitor, pg_database_owner USING (c = current_user)"
        " WITH CHECK (a IN (SELECT x.a FROM t x)); COMMENT ON POLICY part ON t IS 'only own';"
        "CREATE STATISTICS s_all ON b, a FROM t; CREATE STATISTICS s_some (mcv, dependencies)"
        " ON b, a, (a + b), lower(c) FROM t; COMMENT ON STATISTICS s_some IS 'some';"
        "CREATE STATISTICS s_expr ON (a + b) FROM t");
    Schema schema = read_catalog(arena, db, &(CatalogOptions){0});

    expect(arena, &schema, KIND_POLICY, "public.t.whole", "");
    expect(arena, &schema, KIND_POLICY, "public.t.part",
           "restrictive=yes; command=UPDATE; roles=pg_database_owner,pg_monitor; "
           "using_expr=<c = CURRENT_USER>; check_expr=<a IN ( SELECT x.a\n   FROM public.t x)>; "
           "comment=only own");
    expect(arena, &schema, KIND_STATISTICS, "public.s_all", "elements=a, b");
    expect(arena, &schema, KIND_STATISTICS, "public.s_some",
           "kinds=dependencies,mcv; elements=a, b, <a + b>, <lower(c)>; comment=some");
    expect(arena, &schema, KIND_STATISTICS, "public.s_expr", "elements=<a + b>");
}

static void reads_grants(void **state)
{
    Arena *arena = *state;
    Db *db = database_with(
        arena, &shared,
        "CREATE SCHEMA app; GRANT USAGE ON SCHEMA app TO pg_monitor;"
        "CREATE TABLE app.t (a integer, \"B\" integer, c integer);"
        "GRANT SELECT, INSERT ON app.t TO pg_monitor; GRANT DELETE ON app.t TO pg_monitor"
        " WITH GRANT OPTION; GRANT UPDATE (c, a), SELECT (\"B\") ON app.t TO public;"
        "CREATE SEQUENCE app.s; GRANT USAGE ON SEQUENCE app.s TO pg_monitor;"
        "CREATE TYPE app.e AS ENUM ('a'); GRANT USAGE ON TYPE app.e TO pg_monitor;"
        "CREATE TYPE app.p AS (a integer); GRANT USAGE ON TYPE app.p TO pg_monitor;"
        "CREATE DOMAIN app.d AS integer; GRANT USAGE ON DOMAIN app.d TO pg_monitor;"
        "CREATE VIEW app.v AS SELECT 1 AS x; GRANT SELECT ON app.v TO pg_monitor;"
        "CREATE FUNCTION app.f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';"
        "GRANT EXECUTE ON FUNCTION app.f TO pg_monitor");
    Schema schema = read_catalog(arena, db, &(CatalogOptions){0});

    expect(arena, &schema, KIND_GRANT, "app.pg_monitor", "privileges=USAGE");
    expect(arena, &schema, KIND_GRANT, "app.t.pg_monitor",
           "privileges=DELETE,INSERT,SELECT; grantable=DELETE");
    expect(arena, &schema, KIND_GRANT, "app.t.public", "privileges=SELECT (\"B\"),UPDATE (a, c)");
    expect(arena, &schema, KIND_GRANT, "app.s.pg_monitor", "privileges=USAGE");
    expect(arena, &schema, KIND_GRANT, "app.e.pg_monitor", "privileges=USAGE");
    expect(arena, &schema, KIND_GRANT, "app.p.pg_monitor", "privileges=USAGE");
    expect(arena, &schema, KIND_GRANT, "app.d.pg_monitor", "privileges=USAGE");
    expect(arena, &schema, KIND_GRANT, "app.d.public", "privileges=USAGE");
    expect(arena, &schema, KIND_GRANT, "app.v.pg_monitor", "privileges=SELECT");
    expect(arena, &schema, KIND_GRANT, "app.\"f(integer)\".pg_monitor", "privileges=EXECUTE");
}

/* Extensions are part of the result only where somebody names them. */
static void reads_named_extensions(void **state)
{
    Arena *arena = *state;
    Db *db = database_with(arena, &shared,
                           "CREATE SCHEMA \"X\"; CREATE EXTENSION pageinspect SCHEMA \"X\"");
    StrVec none = {0}, one = {0};

    vec_push(arena, &one, "pageinspect");

    Schema all = read_catalog(arena, db, &(CatalogOptions){0});
    Schema nothing = read_catalog(arena, db, &(CatalogOptions){.extensions = &none});
    Schema named = read_catalog(arena, db, &(CatalogOptions){.extensions = &one});

    assert_string_equal(show_paths(arena, &all, KIND_EXTENSION), "pageinspect");
    assert_string_equal(show_paths(arena, &nothing, KIND_EXTENSION), "");
    assert_string_equal(show_paths(arena, &named, KIND_EXTENSION), "pageinspect");
    assert_string_equal(show_paths(arena, &named, KIND_FUNCTION), "");
    assert_string_equal(text_join(arena, &nothing.unmanaged, ", "), "1 extension");
    assert_string_equal(text_join(arena, &named.unmanaged, ", "), "");
    assert_string_equal(((const Object *)object_at(&named, KIND_EXTENSION, "pageinspect"))->name,
                        "pageinspect");
}

static int begin_group(void **state)
{
    Arena *arena = arena_new();

    shared = project_begin(arena, "catalog_kinds", 0755);
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
        UNIT(reads_domains_and_composites),
        UNIT(reads_what_tables_say),
        UNIT(reads_partitions),
        UNIT(reads_policies_and_statistics),
        UNIT(reads_grants),
        UNIT(reads_named_extensions),
    };

    return cmocka_run_group_tests(tests, begin_group, end_group);
}
