/* What an object needs. */
#include "schema/refs.h"
#include "tests/unit/build.h"

typedef struct Found {
    Arena *arena;
    StrVec lines;
} Found;

static void note(void *context, Object *needed, RefStrength strength)
{
    Found *found = context;
    const char *line =
        arena_printf(found->arena, "%s%s", needed->path, strength == REF_HARD ? "!" : "?");

    if (!strvec_has(&found->lines, line))
        vec_push(found->arena, &found->lines, line);
}

static const char schema_text[] =
    "schema app\nenum mood; labels=x\nenum app.mood; labels=x\nsequence s\nsequence It's\n"
    "table u\ncolumn u.id; type=integer\ncolumn u.x; type=integer\n"
    "primary_key u.k; columns=id\nunique u.pair; columns=x,id\n"
    "table null\ntable user\n"
    "table t\ncolumn t.a; type=integer\ncolumn t.User; type=public.mood\n";

static const char *refs_of(Arena *arena, const char *line, const char *attr)
{
    Schema schema = build(arena, schema_text);
    Object *object = build_line(arena, &schema, line);
    Found found = {.arena = arena};

    if (attr)
        attr_refs(arena, &schema, object, attr_find(kind_of(object->kind_id), attr, strlen(attr)),
                  note, &found);
    else
        object_refs(arena, &schema, object, note, &found);
    strvec_sort(&found.lines);
    return text_join(arena, &found.lines, " ");
}

static void references(void **state)
{
    static const struct {
        const char *line, *needs;
    } cases[] = {
        {"schema x",                                                                  ""                                                    },
        {"table x",                                                                   "public!"                                             },
        {"column t.x; type=integer",                                                  "public.t!"                                           },
        {"column t.x; type=public.mood",                                              "public.mood! public.t!"                              },
        {"column t.x; type=mood[]",                                                   "public.mood! public.t!"                              },
        {"column t.x; type=app.mood[]",                                               "app.mood! public.t!"                                 },
        {"column t.x; type=text; default_expr=nextval('s')",                          "public.s? public.t!"                                 },
        {"column t.x; type=text; default_expr=nextval('public.s'::regclass)",
         "public.s? public.t!"                                                                                                              },
        {"column t.x; type=text; default_expr=nextval('public.\"It''s\"'::regclass)",
         "public.\"It's\"? public.t!"                                                                                                       },
        {"column t.x; type=text; generated=\"User\"::text",                           "public.t!"
                                                            " public.t.\"User\"?"},
        {"column t.x; type=text; using_expr=a::text",                                 "public.t!"                                           },
        {"check t.x; expr=A > 0 and user = 'x'::app.mood",                            "app.mood? app? public.t! public.t.a?"                },
        {"check t.x; expr=nullif(a, 1) is not null or \"user\" is null",
         "public.\"user\"? public.t! public.t.a?"                                                                                           },
        {"primary_key t.x; columns=a,User; include=nope",
         "public.t! public.t.\"User\"! public.t.a!"                                                                                         },
        {"index t.x; elements=a|(lower(\"User\")); include=User; predicate=a > 0",
         "public.t! public.t.\"User\"! public.t.\"User\"? public.t.a! public.t.a?"                                                          },
        {"sequence x; owned_by=public.t.a",                                           "public! public.t.a!"                                 },
        {"sequence x; owned_by=public.none.a",                                        "public!"                                             },
        {"foreign_key t.x; columns=a; ref_table=public.u; ref_columns=id",
         "public.t! public.t.a! public.u! public.u.id! public.u.k!"                                                                         },
        {"foreign_key t.x; columns=a; ref_table=public.u; ref_columns=id,x",
         "public.t! public.t.a! public.u! public.u.id! public.u.pair! public.u.x!"                                                          },
        {"foreign_key t.x; columns=a; ref_table=public.none; ref_columns=id",
         "public.t! public.t.a!"                                                                                                            },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (!text_same(refs_of(*state, cases[i].line, NULL), cases[i].needs))
            print_error("%s\n", cases[i].line);
        assert_string_equal(refs_of(*state, cases[i].line, NULL), cases[i].needs);
    }
}

static void one_attribute_alone(void **state)
{
    static const char line[] = "column t.x; type=public.mood; default_expr=nextval('s')";

    assert_string_equal(refs_of(*state, line, "type"), "public.mood!");
    assert_string_equal(refs_of(*state, line, "default_expr"), "public.s?");
    assert_string_equal(refs_of(*state, line, "comment"), "");
}

/* A table never depends on itself, a column named in its own default not either. */
static void nothing_needs_itself(void **state)
{
    assert_string_equal(refs_of(*state, "column t.x; type=integer; generated=x + 1", NULL),
                        "public.t!");
}

static void creation_needs_no_owner(void **state)
{
    Arena *arena = *state;
    Schema schema = build(arena, schema_text);
    Object *object = build_line(arena, &schema, "sequence x; owned_by=public.t.a");
    Found found = {.arena = arena};

    creation_refs(arena, &schema, object, note, &found);
    assert_int_equal(found.lines.count, 1);
    assert_string_equal(found.lines.items[0], "public!");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(references),
        UNIT(one_attribute_alone),
        UNIT(nothing_needs_itself),
        UNIT(creation_needs_no_owner),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
