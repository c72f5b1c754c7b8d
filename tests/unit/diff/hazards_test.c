/* The predicates of the hazards, one column at a time. */
#include "diff/fill.h"
#include "diff/hazards.h"
#include "schema/kinds/column/column.h"
#include "tests/unit/build.h"

typedef struct World {
    Schema from, to;
    Plan plan;
    Findings findings;
    Hazards hazards;
    LiveFacts live;
} World;

static World *plan_for(Arena *arena, const char *from, const char *to)
{
    World *world = ARENA_NEW(arena, World);

    world->findings.arena = arena;
    world->from = build(arena, from);
    world->to = build(arena, to);
    match_schemas(&world->from, &world->to);
    assert_true(plan_make(arena, &world->findings, &world->from, &world->to, &world->plan));
    return world;
}

/* "MC101 public.t.a" for each hazard. */
static const char *ask(Arena *arena, World *world, bool is_down)
{
    StrBuf out = {.arena = arena};

    find_hazards(arena, &world->findings, &world->plan, &world->live, is_down, &world->hazards);
    assert_int_equal(world->findings.items.count, world->hazards.count);
    for (size_t i = 0; i < world->hazards.count; i++) {
        const Hazard *hazard = &world->hazards.items[i];

        assert_in_range(hazard->op, 0, world->plan.ops.count - 1);
        assert_true(hazard->lines.count > 0);
        strbuf_addf(&out, "%s%s %s%s%s", i ? ", " : "", finding_kind(hazard->finding->id)->code,
                    hazard->finding->object, hazard->allow ? " " : "",
                    hazard->allow ? hazard->allow : "");
    }
    return strbuf_text(&out);
}

static const char *hazards_of(Arena *arena, const char *from, const char *to, bool is_down)
{
    return ask(arena, plan_for(arena, from, to), is_down);
}

static void a_new_column_that_rejects_null(void **state)
{
    static const struct {
        const char *column;
        bool warned;
    } cases[] = {
        {"type=text",                                                          false},
        {"type=text; not_null",                                                true },
        {"type=text; not_null; default_expr=''",                               false},
        {"type=text; not_null; default_expr='null'",                           false},
        {"type=text; not_null; default_expr=NULL",                             true },
        {"type=text; not_null; default_expr=null::text",                       true },
        {"type=text; not_null; default_expr=(NULL)",                           true },
        {"type=text; not_null; default_expr=((NULL::text))",                   true },
        {"type=text; not_null; default_expr= Null ",                           true },
        {"type=text; not_null; default_expr=NULL::character varying",          true },
        {"type=text; not_null; default_expr=nullif(1, 2)::text",               false},
        {"type=text; not_null; default_expr=nullable()",                       false},
        {"type=text; default_expr=NULL",                                       false},
        {"type=integer; not_null; identity=ALWAYS",                            false},
        {"type=integer; not_null; identity=BY DEFAULT",                        false},
        {"type=integer; not_null; generated=1 + 1",                            false},
        {"type=integer; not_null; default_expr=nextval('public.s'::regclass)", false},
        {"type=public.strict",                                                 true },
        {"type=public.strict; not_null",                                       true },
        {"type=public.strict; default_expr='x'",                               false},
        {"type=public.strict; default_expr=NULL",                              true },
        {"type=public.kind",                                                   false},
        {"type=public.kind; not_null",                                         false},
        {"type=public.kind; not_null; default_expr=NULL",                      true },
        {"type=public.unknown; not_null",                                      true },
        {"type=public.unknown",                                                false},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Arena *arena = *state;
        World *world = plan_for(arena, "table t\n",
                                arena_printf(arena, "table t\ncolumn t.a; %s\n", cases[i].column));

        map_put(arena, &world->live.types, "public.strict", &(TypeFacts){.rejects_null = true});
        map_put(arena, &world->live.types, "public.kind",
                &(TypeFacts){.rejects_null = true, .has_default = true});

        const char *found = ask(arena, world, false);

        if (!text_same(found, cases[i].warned ? "MC101 public.t.a" : ""))
            print_error("%s: %s\n", cases[i].column, found);
        assert_string_equal(found, cases[i].warned ? "MC101 public.t.a" : "");
    }
}

static void a_new_key_column(void **state)
{
    assert_string_equal(hazards_of(*state, "table t\n",
                                   "table t\ncolumn t.a; type=integer\ncolumn t.b; type=integer\n"
                                   "primary_key t.p; columns=a\n",
                                   false),
                        "MC101 public.t.a");
}

static void a_new_table_has_no_rows(void **state)
{
    assert_string_equal(hazards_of(*state, "",
                                   "table t\ncolumn t.a; type=integer; not_null\n"
                                   "primary_key t.p; columns=a\n",
                                   false),
                        "");
}

static void a_column_that_comes_back(void **state)
{
    World *world = plan_for(*state, "table t\n", "table t\ncolumn t.a; type=text; not_null\n");

    assert_string_equal(ask(*state, world, true), "MC101 public.t.a, MC211 public.t.a");
    assert_non_null(strstr(world->findings.items.items[0]->message, "the downgrade"));
    assert_null(world->findings.items.items[0]->hint);
}

static void a_filled_column(void **state)
{
    World *world = plan_for(*state, "table t\n", "table t\ncolumn t.a; type=text; not_null\n");

    assert_true(plan_fill(*state, &world->plan, "t.a", "'x'"));
    assert_string_equal(ask(*state, world, false), "");
}

static const char *notes(Arena *arena, World *world)
{
    StrBuf out = {.arena = arena};
    const Finding *finding;

    ask(arena, world, false);
    finding = world->findings.items.items[0];
    for (size_t i = 0; i < finding->notes.count; i++)
        strbuf_add(&out, finding->notes.items[i].text);
    return strbuf_text(&out);
}

static void the_rows_that_are_known(void **state)
{
    static const struct {
        const char *server;
        TableFacts facts;
        const char *note;
    } cases[] = {
        {NULL,     {false, 5},     "not checked against a database"                  },
        {"app@db",
         {true, 0},
         "public.t is empty on app@db; the revision still fails wherever it has rows"},
        {"app@db", {false, 12300}, "public.t has about 12300 rows on app@db"         },
        {"app@db", {false, -1},    "public.t has rows on app@db"                     },
        {"app@db", {false, 0},     "public.t has rows on app@db"                     },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        World *world = plan_for(*state, "table t\n", "table t\ncolumn t.a; type=text; not_null\n");
        TableFacts facts = cases[i].facts;

        map_put(*state, &world->live.tables, "public.t", &facts);
        world->live.server = cases[i].server;
        assert_string_equal(notes(*state, world), cases[i].note);
    }

    World *world = plan_for(*state, "table t\n", "table t\ncolumn t.a; type=text; not_null\n");

    world->live.server = "app@db";
    assert_string_equal(notes(*state, world), "not checked against a database");
}

static void advice_names_a_value_of_the_type(void **state)
{
    static const struct {
        const char *type, *advice;
    } cases[] = {
        {"text",                        "--fill t.a=\"''\""           },
        {"integer",                     "--fill t.a=0"                },
        {"numeric(5,2)",                "--fill t.a=0"                },
        {"boolean",                     "--fill t.a=false"            },
        {"timestamp(3) with time zone", "--fill t.a=now()"            },
        {"date",                        "--fill t.a=current_date"     },
        {"jsonb",                       "--fill t.a=\"'{}'\""         },
        {"text[]",                      "--fill t.a=\"'{}'\""         },
        {"uuid",                        "--fill t.a=gen_random_uuid()"},
        {"public.mood",                 "--fill t.a=EXPRESSION"       },
        {"daterange",                   "--fill t.a=EXPRESSION"       },
        {"interval",                    "--fill t.a=EXPRESSION"       },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        World *world = plan_for(
            *state, "table t\n",
            arena_printf(*state, "table t\ncolumn t.a; type=%s; not_null\n", cases[i].type));

        ask(*state, world, false);
        if (!strstr(world->findings.items.items[0]->hint, cases[i].advice))
            print_error("%s: %s\n", cases[i].type, world->findings.items.items[0]->hint);
        assert_non_null(strstr(world->findings.items.items[0]->hint, cases[i].advice));
    }
}

static void not_null_on_an_old_column(void **state)
{
    static const char nullable[] = "table t\ncolumn t.a; type=text\n";
    static const char strict[] = "table t\ncolumn t.a; type=text; not_null\n";

    assert_string_equal(hazards_of(*state, nullable, strict, false), "MC102 public.t.a");
    assert_string_equal(hazards_of(*state, nullable, strict, true), "");
    assert_string_equal(hazards_of(*state, strict, nullable, false), "");
    assert_string_equal(hazards_of(*state, strict, strict, false), "");
}

/* But those that say it already, and all where they do not get it. */
static void not_null_of_heirs(void **state)
{
    static const char heirs[] = "table u; inherits=public.t\n"
                                "table v; inherits=public.t,public.u\n"
                                "table w; inherits=public.t\ncolumn w.a; type=text; not_null\n"
                                "table x; inherits=public.w\n";
    static const struct {
        const char *more, *line;
    } cases[] = {
        {"",                      "a row of public.t or public.u or public.v holds"},
        {"; not_null_no_inherit", "a row of public.t holds"                        },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        World *world =
            plan_for(*state, arena_printf(*state, "table t\ncolumn t.a; type=text\n%s", heirs),
                     arena_printf(*state, "table t\ncolumn t.a; type=text; not_null%s\n%s",
                                  cases[i].more, heirs));

        ask(*state, world, false);
        assert_non_null(strstr(world->hazards.items[0].lines.items[1], cases[i].line));
    }
}

static void what_is_lost(void **state)
{
    static const struct {
        const char *from, *to, *up, *down;
    } cases[] = {
        {"table t\n",                                                         "",                                                    "MC201 public.t drop-table",    ""                },
        {"table t\ncolumn t.a; type=text\n",                                  "table t\n",                                           "MC202 public.t.a drop-column", ""                },
        {"table t\ncolumn t.a; type=text\n",                                  "",                                                    "MC201 public.t drop-table",    ""                },
        {"table t\ncolumn t.a; type=text; generated=1::text\n",               "table t\n",                                           "",                             ""                },
        {"schema app\n",                                                      "",                                                    "MC203 app drop-schema",        ""                },
        {"sequence s\n",                                                      "",                                                    "MC208 public.s",               ""                },
        {"table t\ncolumn t.a; type=text\nsequence s; owned_by=public.t.a\n",
         "table t\ncolumn t.a; type=text\n",                                                                                         "MC208 public.s",               ""                },
        {"enum e; labels=x\n",                                                "",                                                    "",                             ""                },
        {"table t\ncolumn t.a; type=text\nindex t.i; elements=a\n",
         "table t\ncolumn t.a; type=text\n",                                                                                         "",                             ""                },
        {"",                                                                  "table t\ncolumn t.a; type=text\n",                    "",                             "MC211 public.t"  },
        {"table t\n",                                                         "table t\ncolumn t.a; type=text\n",                    "",                             "MC211 public.t.a"},
        {"table t\n",                                                         "table t\ncolumn t.a; type=text; generated=1::text\n", "",                             ""                },
        {"",                                                                  "enum e; labels=x\nsequence s\nschema app\n",          "",                             ""                },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_string_equal(hazards_of(*state, cases[i].from, cases[i].to, false), cases[i].up);
        assert_string_equal(hazards_of(*state, cases[i].from, cases[i].to, true), cases[i].down);
    }
}

static void what_the_model_says_is_dropped_needs_no_leave(void **state)
{
    World *world = plan_for(*state, "table t\ncolumn t.a; type=text\n", "table t\n");

    vec_push((Arena *)*state, &world->to.dropped, ((DropHint){.path = "public.t.a"}));
    assert_string_equal(ask(*state, world, false), "MC202 public.t.a");
}

static World *without_cast(Arena *arena, const char *to)
{
    World *world = ARENA_NEW(arena, World);
    Object *column;

    world->findings.arena = arena;
    world->from = build(arena, "table t\ncolumn t.a; type=text\n");
    world->to = build(arena, to);
    column = schema_find(&world->to, KIND_COLUMN, "public.t.a");
    ((Column *)column)->no_cast = true;
    match_schemas(&world->from, &world->to);
    assert_true(plan_make(arena, &world->findings, &world->from, &world->to, &world->plan));
    return world;
}

static void a_type_that_no_cast_leads_to(void **state)
{
    assert_string_equal(
        ask(*state, without_cast(*state, "table t\ncolumn t.a; type=point\n"), false),
        "MC107 public.t.a drop-column");
    assert_string_equal(
        ask(*state, without_cast(*state, "table t\ncolumn t.a; type=point; using_expr=a::point\n"),
            false),
        "");
}

static void labels_that_go(void **state)
{
    static const char before[] = "enum e; labels=x,y,z\n";

    assert_string_equal(hazards_of(*state, before, "enum e; labels=y\n", false),
                        "MC111 public.e, MC111 public.e");
    assert_string_equal(hazards_of(*state, before, "enum e; labels=y\n", true), "");
    assert_string_equal(hazards_of(*state, before, "enum e; labels=z,y,x\n", false), "");
    assert_string_equal(hazards_of(*state, before, "enum e; labels=x,y,z,w\n", false), "");
}

static void filling(void **state)
{
    static const char from[] = "schema app\ntable t\ncolumn t.old; type=text\ntable app.u\n";
    static const char to[] = "schema app\ntable t\ncolumn t.old; type=text\n"
                             "column t.new; type=text; not_null\ntable app.u\n"
                             "table n\ncolumn n.c; type=text\nindex t.i; elements=new\n";
    static const struct {
        const char *path;
        bool ok;
    } cases[] = {
        {"t.new",        true },
        {"public.t.new", true },
        {"t.old",        false},
        {"n.c",          false},
        {"t",            false},
        {"public.i",     false},
        {"",             false},
        {"app.t.new",    false},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        World *world = plan_for(*state, from, to);

        assert_int_equal(plan_fill(*state, &world->plan, cases[i].path, "'x'"), cases[i].ok);
    }
}

/* The default for the old rows goes in a statement of its own, right behind. */
static void a_fill_is_given_and_taken(void **state)
{
    World *world = plan_for(*state, "table t\n",
                            "table t\ncolumn t.a; type=text; not_null; default_expr='kept'\n");
    const Attr *attr = attr_find(kind_of(KIND_COLUMN), "default_expr", 12);

    assert_true(plan_fill(*state, &world->plan, "t.a", "'old'"));
    assert_int_equal(world->plan.ops.count, 2);
    assert_string_equal(attr_sql(world->plan.ops.items[0].to, attr)->text, "'old'");
    assert_int_equal(world->plan.ops.items[1].verb, VERB_ALTER);
    assert_ptr_equal(world->plan.ops.items[1].attr, attr);
    assert_string_equal(attr_sql(world->plan.ops.items[1].to, attr)->text, "'kept'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(a_new_column_that_rejects_null),
        UNIT(a_new_key_column),
        UNIT(a_new_table_has_no_rows),
        UNIT(a_column_that_comes_back),
        UNIT(a_filled_column),
        UNIT(the_rows_that_are_known),
        UNIT(advice_names_a_value_of_the_type),
        UNIT(not_null_on_an_old_column),
        UNIT(not_null_of_heirs),
        UNIT(what_is_lost),
        UNIT(what_the_model_says_is_dropped_needs_no_leave),
        UNIT(a_type_that_no_cast_leads_to),
        UNIT(labels_that_go),
        UNIT(filling),
        UNIT(a_fill_is_given_and_taken),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
