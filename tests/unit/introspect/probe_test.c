#include "tests/unit/introspect/catalog.h"
#include "tests/unit/introspect/shared.h"

#include "introspect/probe.h"

static void asks_for_rows(void **state)
{
    Arena *arena = *state;
    Findings findings = {.arena = arena};
    Db *db = database_with(arena, &shared,
                           "CREATE TABLE empty (); CREATE TABLE \"Fu ll\" (a integer);"
                           "INSERT INTO \"Fu ll\" SELECT generate_series(1, 50);"
                           "CREATE TABLE parent (a integer); CREATE TABLE child () INHERITS"
                           " (parent); INSERT INTO child VALUES (1)");
    ProbeTables tables = {0};

    tell(arena, db, "ANALYZE \"Fu ll\"");
    vec_push(arena, &tables, (ProbeTable){.path = "public.empty"});
    vec_push(arena, &tables, (ProbeTable){.path = "public.no_such"});
    vec_push(arena, &tables, (ProbeTable){.path = "public.\"Fu ll\""});
    vec_push(arena, &tables, (ProbeTable){.path = "public.parent"});
    assert_true(probe_tables(arena, db, &findings, &tables));
    assert_int_equal(findings.items.count, 0);

    assert_int_equal(tables.items[0].has_rows, PROBE_NO);
    assert_true(tables.items[0].rows < 0);
    assert_null(tables.items[0].date);
    assert_int_equal(tables.items[1].has_rows, PROBE_UNKNOWN);
    assert_true(tables.items[1].rows < 0);
    assert_int_equal(tables.items[2].has_rows, PROBE_YES);
    assert_true(tables.items[2].rows > 49 && tables.items[2].rows < 51);
    assert_int_equal(tables.items[3].has_rows, PROBE_YES);
}

static void does_not_believe_a_policy(void **state)
{
    Arena *arena = *state;
    Findings findings = {.arena = arena};
    Db *db = database_with(arena, &shared,
                           "CREATE TABLE t (a integer); INSERT INTO t VALUES (1);"
                           "ALTER TABLE t ENABLE ROW LEVEL SECURITY;"
                           "CREATE ROLE modelc_probe_nobody; GRANT SELECT ON t TO"
                           " modelc_probe_nobody; SET ROLE modelc_probe_nobody");
    ProbeTables tables = {0};

    vec_push(arena, &tables, (ProbeTable){.path = "public.t"});
    assert_true(probe_tables(arena, db, &findings, &tables));
    assert_int_equal(tables.items[0].has_rows, PROBE_UNKNOWN);
    tell(arena, db, "RESET ROLE; DROP OWNED BY modelc_probe_nobody; DROP ROLE modelc_probe_nobody");
}

static void tries_casts(void **state)
{
    const struct {
        const char *from, *to;
        CastKind kind;
    } cases[] = {
        {"integer",               "bigint",                 CAST_AUTOMATIC},
        {"character varying(20)", "character varying(5)",   CAST_AUTOMATIC},
        {"bigint",                "integer",                CAST_AUTOMATIC},
        {"text",                  "integer",                CAST_EXPLICIT },
        {"text",                  "public.mood",            CAST_EXPLICIT },
        {"public.mood",           "text",                   CAST_AUTOMATIC},
        {"integer",               "boolean",                CAST_EXPLICIT },
        {"integer",               "date",                   CAST_NONE     },
        {"character varying[]",   "json",                   CAST_NONE     },
        {"text",                  "no_such",                CAST_UNKNOWN  },
        {"no_such",               "text",                   CAST_UNKNOWN  },
        {"text",                  "new.kind",               CAST_EXPLICIT },
        {"integer",               "new.kind",               CAST_NONE     },
        {"text[]",                "character varying(9)[]", CAST_AUTOMATIC},
    };
    Arena *arena = *state;
    Findings findings = {.arena = arena};
    Db *db = database_with(arena, &shared, "CREATE TYPE mood AS ENUM ('ok')");
    Schema catalog = read_catalog(arena, db, &(CatalogOptions){0});
    Schema model = read_catalog(arena, db, &(CatalogOptions){0});
    ProbeCasts casts = {0};

    schema_add(arena, &model, KIND_ENUM, schema_namespace(arena, &model, "new"), "kind");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        vec_push(arena, &casts, ((ProbeCast){.from = cases[i].from, .to = cases[i].to}));
    assert_true(probe_casts(arena, db, &findings, &catalog, &model, &casts));
    assert_int_equal(findings.items.count, 0);
    for (size_t i = 0; i < casts.count; i++)
        if (casts.items[i].kind != cases[i].kind)
            fail_msg("%s to %s: %d", cases[i].from, cases[i].to, (int)casts.items[i].kind);
    assert_string_equal(ask(arena, db, "SELECT count(*) FROM pg_class WHERE relpersistence = 't'"),
                        "0");
    assert_string_equal(ask(arena, db, "SELECT to_regtype('new.kind') IS NULL"), "t");
}

static void knows_domains(void **state)
{
    const struct {
        const char *type;
        ProbeAnswer rejects_null;
        bool has_default;
    } cases[] = {
        {"integer",        PROBE_NO,      false},
        {"plain",          PROBE_NO,      false},
        {"required",       PROBE_YES,     false},
        {"above",          PROBE_YES,     true },
        {"checked",        PROBE_YES,     false},
        {"positive",       PROBE_NO,      false},
        {"calling",        PROBE_UNKNOWN, false},
        {"defaulting",     PROBE_NO,      true },
        {"inheriting",     PROBE_NO,      true },
        {"broken",         PROBE_UNKNOWN, false},
        {"no_such",        PROBE_UNKNOWN, false},
        {"checked[]",      PROBE_NO,      false},
        {"varchar(20)",    PROBE_NO,      false},
        {"public.\"D D\"", PROBE_YES,     false},
    };
    Arena *arena = *state;
    Findings findings = {.arena = arena};
    Db *db = database_with(
        arena, &shared,
        "CREATE DOMAIN plain AS integer; CREATE DOMAIN required AS integer NOT NULL;"
        "CREATE DOMAIN above AS required DEFAULT 1;"
        "CREATE DOMAIN checked AS text CHECK (VALUE IS NOT NULL);"
        "CREATE DOMAIN positive AS integer CHECK (VALUE > 0);"
        "CREATE FUNCTION f(text) RETURNS boolean LANGUAGE sql AS 'SELECT true';"
        "CREATE DOMAIN calling AS text CHECK (f(VALUE)); CREATE DOMAIN \"D D\" AS required;"
        "CREATE DOMAIN defaulting AS integer DEFAULT 5; CREATE DOMAIN inheriting AS defaulting;"
        "CREATE DOMAIN broken AS integer CHECK (1 / coalesce(VALUE, 0) > 0)");
    ProbeTypes types = {0};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        vec_push(arena, &types, (ProbeType){.type = cases[i].type});
    assert_true(probe_types(arena, db, &findings, &types));
    assert_int_equal(findings.items.count, 0);
    for (size_t i = 0; i < types.count; i++)
        if (types.items[i].rejects_null != cases[i].rejects_null ||
            types.items[i].has_default != cases[i].has_default)
            fail_msg("%s: %d %d", cases[i].type, (int)types.items[i].rejects_null,
                     types.items[i].has_default);
}

static void asks_nothing_for_nothing(void **state)
{
    Arena *arena = *state;
    Findings findings = {.arena = arena};
    Db *db = database_with(arena, &shared, "SELECT 1");

    db_close(db);
    assert_true(probe_tables(arena, db, &findings, &(ProbeTables){0}));
    assert_true(probe_casts(arena, db, &findings, NULL, NULL, &(ProbeCasts){0}));
    assert_true(probe_types(arena, db, &findings, &(ProbeTypes){0}));
}

static void reports_a_lost_connection(void **state)
{
    Arena *arena = *state;
    Findings findings = {.arena = arena};
    Db *db = database_with(arena, &shared, "SELECT 1");
    ProbeTables tables = {0};
    ProbeCasts casts = {0};
    ProbeTypes types = {0};

    vec_push(arena, &tables, (ProbeTable){.path = "public.t"});
    vec_push(arena, &casts, ((ProbeCast){.from = "text", .to = "integer"}));
    vec_push(arena, &types, (ProbeType){.type = "text"});
    db_close(db);
    assert_false(probe_tables(arena, db, &findings, &tables));
    assert_false(probe_casts(arena, db, &findings, NULL, NULL, &casts));
    assert_false(probe_types(arena, db, &findings, &types));
    assert_int_equal(findings.items.count, 3);
    assert_int_equal(findings.items.items[0]->id, FINDING_MC702);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(asks_for_rows), UNIT(does_not_believe_a_policy), UNIT(tries_casts),
        UNIT(knows_domains), UNIT(asks_nothing_for_nothing),  UNIT(reports_a_lost_connection),
    };

    return cmocka_run_group_tests(tests, start_shared, stop_shared);
}
