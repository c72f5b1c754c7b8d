/* Operations and their order, without SQL. */
#include "diff/plan.h"
#include "tests/unit/build.h"

static Plan plan_between(Arena *arena, const Schema *from, const Schema *to)
{
    Findings findings = {.arena = arena};
    Plan plan;

    match_schemas(from, to);
    assert_true(plan_make(arena, &findings, from, to, &plan));
    assert_int_equal(findings.items.count, 0);
    return plan;
}

static const char *text_of(Arena *arena, const Plan *plan)
{
    static const char *const verbs[] = {"create", "alter", "drop", "rename"};
    StrBuf out = {.arena = arena};

    for (size_t i = 0; i < plan->ops.count; i++) {
        const Op *op = &plan->ops.items[i];

        strbuf_addf(&out, "%s %s%s%s\n", verbs[op->verb], op_object(op)->path, op->attr ? " " : "",
                    op->attr ? op->attr->name : "");
    }
    return strbuf_text(&out);
}

static const char *plan_text(Arena *arena, const char *from, const char *to)
{
    Schema a = build(arena, from), b = build(arena, to);
    Plan plan = plan_between(arena, &a, &b);

    return text_of(arena, &plan);
}

static void equal_schemas_have_no_operations(void **state)
{
    static const char text[] = "schema app\nenum app.e; labels=x\ntable t; comment=x\n"
                               "column t.a; type=integer; default_expr=1\nindex t.i; elements=a\n";

    assert_string_equal(plan_text(*state, text, text), "");
    assert_string_equal(plan_text(*state, "", ""), "");
}

static void drops_come_first_and_backwards(void **state)
{
    assert_string_equal(plan_text(*state, "table old\nsequence gone\n", "table new\nenum e\n"),
                        "drop public.old\ndrop public.gone\ncreate public.e\ncreate public.new\n");
}

/* A bare name in a query is a column where a view that it asks has one, but for what FROM says. */
static void a_view_waits_for_what_it_asks_not_for_a_namesake_of_its_columns(void **state)
{
    static const char tables[] = "table t\ncolumn t.x; type=integer\ncolumn t.a; type=integer\n";
    static const struct {
        const char *views, *plan;
    } cases[] = {
        {"view made; definition=SELECT made FROM m\n"
         "materialized_view m; definition=SELECT made FROM v GROUP BY made\n"
         "view v; definition=SELECT x AS made FROM t\n",         "create public.v\ncreate public.m\ncreate public.made\n" },
        {"view a; definition=SELECT total, b FROM b\n"
         "view b; definition=SELECT total FROM total\n"
         "view total; definition=SELECT a, x AS total FROM t\n", "create public.total\ncreate public.b\ncreate public.a\n"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(
            plan_text(*state, tables, arena_printf(*state, "%s%s", tables, cases[i].views)),
            cases[i].plan);
}

/* What an attribute needs, not what its object needs, holds an operation up. */
static void a_change_waits_for_what_it_names(void **state)
{
    assert_string_equal(
        plan_text(*state, "table t\ncolumn t.a; type=integer; comment=x\n",
                  "table t\ncolumn t.a; type=integer; comment=y;"
                  " default_expr=nextval('public.s'::regclass)\nsequence s\n"),
        "create public.s\nalter public.t.a default_expr\nalter public.t.a comment\n");
}

static void attributes_are_taken_backwards_and_given_forwards(void **state)
{
    static const char bare[] = "table t\ncolumn t.a; type=integer\n";
    static const char full[] =
        "table t\ncolumn t.a; type=integer; not_null; identity=ALWAYS; comment=x\n";

    assert_string_equal(
        plan_text(*state, bare, full),
        "alter public.t.a not_null\nalter public.t.a identity\nalter public.t.a comment\n");
    assert_string_equal(
        plan_text(*state, full, bare),
        "alter public.t.a comment\nalter public.t.a identity\nalter public.t.a not_null\n");
}

static void a_table_waits_for_what_its_parts_need(void **state)
{
    assert_string_equal(plan_text(*state, "",
                                  "table a\ncolumn a.b; type=integer\n"
                                  "foreign_key a.f; columns=b; ref_table=public.b; ref_columns=id\n"
                                  "table b\ncolumn b.id; type=integer\nunique b.u; columns=id\n"),
                        "create public.b\ncreate public.b.id\ncreate public.b.u\ncreate public.a\n"
                        "create public.a.b\ncreate public.a.f\n");
}

/* Labels go in where they belong, but their default needs a rebuilt type in one transaction. */
static void a_label_that_is_used_at_once_rebuilds_the_type(void **state)
{
    static const char before[] = "enum e; labels=x\ntable t\ncolumn t.a; type=text\n";

    assert_string_equal(plan_text(*state, before,
                                  "enum e; labels=x,y\ntable t\n"
                                  "column t.a; type=text\n"),
                        "alter public.e labels\n");
    assert_string_equal(plan_text(*state, before,
                                  "enum e; labels=x,y\ntable t\n"
                                  "column t.a; type=text; default_expr='z'\n"),
                        "alter public.e labels\nalter public.t.a default_expr\n");
    assert_string_equal(
        plan_text(*state, before,
                  "enum e; labels=x,y\ntable t\ncolumn t.a; type=text\n"
                  "column t.b; type=public.e; default_expr='y'::public.e\n"),
        "rename public.e__old\ncreate public.e\ndrop public.e__old\ncreate public.t.b\n");
}

static void a_long_name_steps_aside_within_63_bytes(void **state)
{
    char name[64];

    memset(name, 'n', 57);
    memcpy(name + 57, "öß", 5);

    const char *text = plan_text(*state, arena_printf(*state, "enum %s; labels=x,y\n", name),
                                 arena_printf(*state, "enum %s; labels=y\n", name));

    assert_non_null(strstr(text, arena_printf(*state, "rename public.%.57s__old\n", name)));
}

/* Order of making, where nothing else decides. */
static void the_same_objects_made_in_another_order(void **state)
{
    static const char a[] = "table t\ncolumn t.a; type=public.e\nindex t.i; elements=a\n"
                            "enum e; labels=x\nschema app\n";
    static const char b[] = "schema app\nenum e; labels=x\ntable t\ncolumn t.a; type=public.e\n"
                            "index t.i; elements=a\n";

    assert_string_equal(plan_text(*state, "", a), plan_text(*state, "", b));
    assert_string_equal(plan_text(*state, a, ""), plan_text(*state, b, ""));
}

static void planning_again_gives_the_same(void **state)
{
    Schema from = build(*state, "enum e; labels=x,y\ntable t\ncolumn t.a; type=public.e\n");
    Schema to = build(*state, "enum e; labels=x\ntable t\ncolumn t.a; type=public.e\n");
    Plan first = plan_between(*state, &from, &to);
    const char *text = text_of(*state, &first);
    Plan back = plan_between(*state, &to, &from), again;

    assert_true(back.ops.count > 0);
    again = plan_between(*state, &from, &to);
    assert_string_equal(text_of(*state, &again), text);
}

static void circles_of_every_kind_have_an_order(void **state)
{
    /* Three tables in a circle, a sequence owned by the column that counts with it, names that
     * are also names of tables. */
    static const char text[] =
        "table a\ncolumn a.id; type=integer\ncolumn a.b; type=integer\nunique a.k; columns=id\n"
        "check a.x; expr=b > 0 and c > 0\ncolumn a.c; type=integer\n"
        "table b\ncolumn b.id; type=integer; default_expr=nextval('public.s'::regclass)\n"
        "unique b.k; columns=id\ncolumn b.c; type=integer\ncheck b.x; expr=c > 0\n"
        "table c\ncolumn c.id; type=integer\nunique c.k; columns=id\ncolumn c.a; type=integer\n"
        "check c.x; expr=a > 0\nsequence s; owned_by=public.b.id\n"
        "foreign_key a.f; columns=b; ref_table=public.b; ref_columns=id\n"
        "foreign_key b.f; columns=c; ref_table=public.c; ref_columns=id\n"
        "foreign_key c.f; columns=a; ref_table=public.a; ref_columns=id\n";
    const char *up = plan_text(*state, "", text);

    assert_true(strstr(up, "create public.s\n") < strstr(up, "create public.b.id\n"));
    assert_true(strstr(up, "create public.b.id\n") < strstr(up, "alter public.s owned_by\n"));
    assert_true(strstr(up, "create public.c.k\n") < strstr(up, "create public.b.f\n"));
    assert_true(strstr(up, "create public.a.c\n") < strstr(up, "create public.a.x\n"));
    assert_non_null(strstr(plan_text(*state, text, ""), "drop public.a.f\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(equal_schemas_have_no_operations),
        UNIT(drops_come_first_and_backwards),
        UNIT(a_change_waits_for_what_it_names),
        UNIT(a_view_waits_for_what_it_asks_not_for_a_namesake_of_its_columns),
        UNIT(attributes_are_taken_backwards_and_given_forwards),
        UNIT(a_table_waits_for_what_its_parts_need),
        UNIT(a_label_that_is_used_at_once_rebuilds_the_type),
        UNIT(a_long_name_steps_aside_within_63_bytes),
        UNIT(the_same_objects_made_in_another_order),
        UNIT(planning_again_gives_the_same),
        UNIT(circles_of_every_kind_have_an_order),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
