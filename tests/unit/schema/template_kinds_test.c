/* The SQL of the kinds around tables: parts in their whole, what follows them, grants. */
#include "schema/template.h"
#include "tests/unit/build.h"

static const char *created(Arena *arena, const Object *object)
{
    StrBuf out = {.arena = arena};

    object_add_create_whole(&out, object);
    return strbuf_text(&out);
}

static Object *in_public(Arena *arena, Schema *schema, KindId id, const char *name)
{
    return make(arena, schema, id, schema_namespace(arena, schema, "public"), name);
}

static void types_hold_their_parts(void **state)
{
    Arena *arena = *state;
    Schema schema = {0};
    Object *pair = in_public(arena, &schema, KIND_COMPOSITE, "pair");
    Object *price = in_public(arena, &schema, KIND_DOMAIN, "price");

    assert_string_equal(created(arena, pair), "CREATE TYPE public.pair AS ()");
    make(arena, &schema, KIND_ATTRIBUTE, pair, "x", "type=integer");
    make(arena, &schema, KIND_ATTRIBUTE, pair, "Y", "type=text", "collation=\"C\"");
    assert_string_equal(created(arena, pair), "CREATE TYPE public.pair AS (\n    x integer,\n"
                                              "    \"Y\" text COLLATE \"C\"\n)");

    set(arena, price, "type=numeric(10,2)");
    assert_string_equal(created(arena, price), "CREATE DOMAIN public.price AS numeric(10,2)");
    set(arena, price, "default_expr=1");
    set(arena, price, "not_null");
    make(arena, &schema, KIND_DOMAIN_CHECK, price, "low", "expr=VALUE > 0");
    make(arena, &schema, KIND_DOMAIN_CHECK, price, "odd", "expr=VALUE <> 3", "not_valid");
    make(arena, &schema, KIND_GRANT, price, "app", "privileges=USAGE");
    assert_string_equal(created(arena, price),
                        "CREATE DOMAIN public.price AS numeric(10,2) DEFAULT 1 NOT NULL\n"
                        "    CONSTRAINT low CHECK (VALUE > 0)");
}

static void what_follows_the_columns(void **state)
{
    Arena *arena = *state;
    Schema schema = {0};
    Object *table = in_public(arena, &schema, KIND_TABLE, "t");

    make(arena, &schema, KIND_COLUMN, table, "a", "type=text", "compression=lz4", "collation=\"C\"",
         "storage=EXTERNAL");
    set(arena, table, "inherits=public.base,app.\"Other\"");
    set(arena, table, "options=fillfactor=70");
    set(arena, table, "tablespace=fast");
    set(arena, table, "method=heap");
    set(arena, table, "row_security");
    assert_string_equal(created(arena, table),
                        "CREATE TABLE public.t (\n    a text COMPRESSION lz4 COLLATE \"C\"\n)"
                        " INHERITS (public.base, app.\"Other\") USING heap WITH (fillfactor=70)"
                        " TABLESPACE fast");
}

/* "public" or "public.x". */
static Object *holder_of(Arena *arena, Schema *schema, KindId id)
{
    return id == KIND_SCHEMA ? schema_namespace(arena, schema, "public")
                             : in_public(arena, schema, id, "x");
}

static const char *granted_on(Arena *arena, KindId id, const char *signature)
{
    Schema schema = {0};
    Object *holder = holder_of(arena, &schema, id);
    Object *grant = make(arena, &schema, KIND_GRANT, holder, "Bob", "privileges=SELECT (a),USAGE");
    StrBuf out = {.arena = arena};

    if (signature)
        set(arena, holder, signature);
    kind_of(KIND_GRANT)->write_drop(&out, grant);
    return strbuf_text(&out);
}

static void grants_name_what_they_are_on(void **state)
{
#define ON(what) "REVOKE SELECT (a), USAGE ON " what " FROM \"Bob\""
    assert_string_equal(granted_on(*state, KIND_TABLE, NULL), ON("public.x"));
    assert_string_equal(granted_on(*state, KIND_VIEW, NULL), ON("public.x"));
    assert_string_equal(granted_on(*state, KIND_SCHEMA, NULL), ON("SCHEMA public"));
    assert_string_equal(granted_on(*state, KIND_SEQUENCE, NULL), ON("SEQUENCE public.x"));
    assert_string_equal(granted_on(*state, KIND_ENUM, NULL), ON("TYPE public.x"));
    assert_string_equal(granted_on(*state, KIND_DOMAIN, NULL), ON("DOMAIN public.x"));
    assert_string_equal(granted_on(*state, KIND_FUNCTION, "signature=public.x(a integer)"),
                        ON("ROUTINE public.x(a integer)"));
#undef ON
}

/* What leads from some privileges to others: each list is "privileges;grantable". */
static const char *regranted(Arena *arena, const char *from, const char *to)
{
    StrBuf out = {.arena = arena};
    const Kind *kind = kind_of(KIND_GRANT);
    const char *sides[] = {from, to};
    Object *grants[2];

    for (size_t i = 0; i < 2; i++) {
        Schema schema = build(arena, "table t\n");
        Object *table = schema_find(&schema, KIND_TABLE, "public.t");
        const char *semicolon = strchr(sides[i], ';');

        grants[i] = make(arena, &schema, KIND_GRANT, table, "public");
        set(arena, grants[i],
            arena_printf(arena, "privileges=%.*s", (int)(semicolon - sides[i]), sides[i]));
        set(arena, grants[i], arena_printf(arena, "grantable=%s", semicolon + 1));
    }
    for (size_t i = 0; i < kind->attr_count; i++) {
        const Attr *attr = &kind->attrs[i];

        if (attr_same(grants[0], grants[1], attr) ||
            attr->judge(grants[0], grants[1]) == CHANGE_IGNORE)
            continue;
        strbuf_add(&out, out.length ? " | " : "");
        attr->write(&out, grants[0], grants[1]);
    }
    return strbuf_text(&out);
}

/* What is said of PUBLIC comes or goes where it has what is usual otherwise. */
static const char *told_of_public(Arena *arena, KindId id, const char *privileges, bool comes)
{
    Schema schema = {0};
    Object *holder = holder_of(arena, &schema, id);
    Object *grant = make(arena, &schema, KIND_GRANT, holder, "public", privileges);
    StrBuf out = {.arena = arena};

    if (comes)
        kind_of(KIND_GRANT)->write_clause(&out, grant);
    else
        kind_of(KIND_GRANT)->write_drop(&out, grant);
    return strbuf_text(&out);
}

static void grants_to_everybody_start_from_what_is_usual(void **state)
{
    static const struct {
        KindId on;
        const char *privileges;
        bool comes;
        const char *sql;
    } cases[] = {
        {KIND_SCHEMA, "privileges=CREATE,USAGE", true,
         "GRANT CREATE, USAGE ON SCHEMA public TO public"                                        },
        {KIND_SCHEMA, "privileges=CREATE,USAGE", false,
         "REVOKE CREATE ON SCHEMA public FROM public"                                            },
        {KIND_SCHEMA, "privileges=CREATE",       true,
         "REVOKE USAGE ON SCHEMA public FROM public;\nGRANT CREATE ON SCHEMA public TO public"   },
        {KIND_SCHEMA, "privileges=",             true,  "REVOKE ALL ON SCHEMA public FROM public"},
        {KIND_SCHEMA, "privileges=",             false, "GRANT USAGE ON SCHEMA public TO public" },
        {KIND_ENUM,   "privileges=USAGE",        true,  "GRANT USAGE ON TYPE public.x TO public" },
        {KIND_ENUM,   "privileges=",             false, "GRANT USAGE ON TYPE public.x TO public" },
        {KIND_TABLE,  "privileges=SELECT",       false, "REVOKE SELECT ON public.x FROM public"  },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(
            told_of_public(*state, cases[i].on, cases[i].privileges, cases[i].comes), cases[i].sql);
}

static void grants_change_by_what_differs(void **state)
{
    static const struct {
        const char *from, *to, *sql;
    } cases[] = {
        {"SELECT;",              "SELECT;",              ""                                                      },
        {"SELECT;",              "INSERT,SELECT;",       "GRANT INSERT ON public.t TO public"                    },
        {"INSERT,SELECT;",       "SELECT;",              "REVOKE INSERT ON public.t FROM public"                 },
        {"SELECT;",              "INSERT;",
         "REVOKE SELECT ON public.t FROM public;\nGRANT INSERT ON public.t TO public"                            },
        {"SELECT;",              "SELECT;SELECT",        "GRANT SELECT ON public.t TO public WITH GRANT OPTION"  },
        {"SELECT;SELECT",        "SELECT;",              "REVOKE GRANT OPTION FOR SELECT ON public.t FROM public"},
        {"INSERT,SELECT;SELECT", "INSERT;",              "REVOKE SELECT ON public.t FROM public"                 },
        {"INSERT;",              "INSERT,SELECT;SELECT", "GRANT SELECT ON public.t TO public WITH GRANT OPTION"  },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(regranted(*state, cases[i].from, cases[i].to), cases[i].sql);
}

static void a_partition_names_its_parent(void **state)
{
    Arena *arena = *state;
    Schema schema = build(arena, "table t; partition_by=RANGE (a)\n");
    Object *table = schema_find(&schema, KIND_TABLE, "public.t");
    Object *year =
        make(arena, &schema, KIND_PARTITION, table, "y", "bound=DEFAULT", "partition_by=HASH (b)");
    Object *part = make(arena, &schema, KIND_PARTITION, year, "Part", "bound=FOR VALUES IN (1)");

    assert_string_equal(created(arena, table), "CREATE TABLE public.t () PARTITION BY RANGE (a)");
    assert_string_equal(
        created(arena, year),
        "CREATE TABLE public.y PARTITION OF public.t DEFAULT PARTITION BY HASH (b)");
    assert_string_equal(created(arena, part),
                        "CREATE TABLE public.\"Part\" PARTITION OF public.y FOR VALUES IN (1)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(types_hold_their_parts),        UNIT(what_follows_the_columns),
        UNIT(grants_name_what_they_are_on),  UNIT(grants_to_everybody_start_from_what_is_usual),
        UNIT(grants_change_by_what_differs), UNIT(a_partition_names_its_parent),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
