/* Renames that the model declares. */
#include "diff/plan.h"
#include "tests/unit/build.h"

typedef struct World {
    Schema from, to;
    Findings findings;
    Renames renames;
} World;

static World *world_of(Arena *arena, const char *from, const char *to, KindId kind,
                       const char *path, const char *old)
{
    World *world = ARENA_NEW(arena, World);

    world->findings.arena = arena;
    world->from = build(arena, from);
    world->to = build(arena, to);
    schema_find(&world->to, kind, path)->renamed_from = old;
    plan_renames(arena, &world->findings, &world->from, &world->to, &world->renames);
    match_schemas(&world->from, &world->to);
    return world;
}

static const char *text_of(Arena *arena, World *world, bool undo)
{
    static const char *const verbs[] = {"create", "alter", "drop", "rename"};
    StrBuf out = {.arena = arena};
    Plan plan;
    const Schema *from = undo ? &world->to : &world->from, *to = undo ? &world->from : &world->to;

    assert_true(plan_make_renamed(arena, &world->findings, from, to, &world->renames, undo, &plan));
    for (size_t i = 0; i < plan.ops.count; i++) {
        const Op *op = &plan.ops.items[i];

        if (op->verb == VERB_RENAME)
            strbuf_addf(&out, "%s ", op->from->path);
        strbuf_addf(&out, "%s %s\n", verbs[op->verb], op_object(op)->path);
    }
    return strbuf_text(&out);
}

#define OLD "table old\ncolumn old.a; type=integer\nindex old.i; elements=a\n"
#define NEW "table new\ncolumn new.a; type=integer\nindex new.i; elements=a\n"

static void a_table_keeps_its_parts(void **state)
{
    World *world = world_of(*state, OLD, NEW, KIND_TABLE, "public.new", "old");

    assert_string_equal(text_of(*state, world, false), "public.old rename public.new\n");
    assert_string_equal(text_of(*state, world, true), "public.new rename public.old\n");
}

static void renames_come_first_and_are_undone_last(void **state)
{
    World *world = world_of(*state, OLD "table gone\n", NEW "column new.b; type=text\n", KIND_TABLE,
                            "public.new", "old");

    assert_string_equal(text_of(*state, world, false),
                        "public.old rename public.new\ndrop public.gone\ncreate public.new.b\n");
    assert_string_equal(text_of(*state, world, true),
                        "drop public.new.b\ncreate public.gone\npublic.new rename public.old\n");
}

static void a_column_is_renamed(void **state)
{
    World *world = world_of(*state, "table t\ncolumn t.a; type=integer\ncheck t.c; expr=a > 0\n",
                            "table t\ncolumn t.b; type=integer\ncheck t.c; expr=b > 0\n",
                            KIND_COLUMN, "public.t.b", "a");

    assert_string_equal(text_of(*state, world, false), "public.t.a rename public.t.b\n");
}

/* What "dropped column a" of a table t says when the database is `from`: the count of M405. */
static size_t stale_drops(Arena *arena, const char *from)
{
    Schema before = build(arena, from), to = build(arena, "table t\n");
    Findings findings = {.arena = arena};
    Renames renames = {0};

    vec_push(arena, &to.dropped, ((DropHint){.path = "public.t.a", .parent = "public.t"}));
    plan_renames(arena, &findings, &before, &to, &renames);
    for (size_t i = 0; i < findings.items.count; i++)
        assert_int_equal(findings.items.items[i]->id, FINDING_M405);
    return findings.items.count;
}

static void a_drop_that_is_done(void **state)
{
    assert_int_equal(stale_drops(*state, "table t\ncolumn t.a; type=integer\n"), 0);
    assert_int_equal(stale_drops(*state, "table t\n"), 1);
    assert_int_equal(stale_drops(*state, ""), 0);
}

static void a_rename_that_is_done(void **state)
{
    World *world = world_of(*state, NEW, NEW, KIND_TABLE, "public.new", "old");

    assert_int_equal(world->findings.items.count, 1);
    assert_int_equal(world->findings.items.items[0]->id, FINDING_M403);
    assert_string_equal(text_of(*state, world, false), "");
}

static void a_rename_from_what_is_not_there(void **state)
{
    World *world = world_of(*state, "", "table new\n", KIND_TABLE, "public.new", "old");

    assert_int_equal(world->findings.items.count, 0);
    assert_string_equal(text_of(*state, world, false), "create public.new\n");
}

/* Whether t.a and t.b, each renamed from the other, are so in a plan; `to` is what they are then.
 */
static const char *exchanged(Arena *arena, const char *from, const char *to)
{
    World *world = ARENA_NEW(arena, World);

    world->findings.arena = arena;
    world->from = build(arena, from);
    world->to = build(arena, to);
    schema_find(&world->to, KIND_COLUMN, "public.t.a")->renamed_from = "b";
    schema_find(&world->to, KIND_COLUMN, "public.t.b")->renamed_from = "a";
    if (!plan_renames(arena, &world->findings, &world->from, &world->to, &world->renames)) {
        assert_int_equal(world->findings.items.items[0]->id, FINDING_M406);
        return "untold";
    }
    match_schemas(&world->from, &world->to);
    return text_of(arena, world, false);
}

#define BOTH(a, b) "table t\ncolumn t.a; type=" a "\ncolumn t.b; type=" b "\n"

static void an_exchange(void **state)
{
    assert_string_equal(exchanged(*state, BOTH("integer", "text"), BOTH("text", "integer")),
                        "public.t.b rename public.t.renaming\npublic.t.a rename public.t.b\n"
                        "public.t.renaming rename public.t.a\n");
    assert_string_equal(exchanged(*state, BOTH("integer", "text"), BOTH("integer", "text")), "");
    assert_string_equal(exchanged(*state, BOTH("integer", "text"), BOTH("bigint", "text")),
                        "alter public.t.a\n");
    assert_string_equal(exchanged(*state, BOTH("text", "text"), BOTH("text", "text")), "untold");
    assert_string_equal(exchanged(*state, BOTH("integer", "text"), BOTH("bytea", "uuid")),
                        "untold");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(a_table_keeps_its_parts),
        UNIT(renames_come_first_and_are_undone_last),
        UNIT(a_column_is_renamed),
        UNIT(a_drop_that_is_done),
        UNIT(a_rename_that_is_done),
        UNIT(a_rename_from_what_is_not_there),
        UNIT(an_exchange),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
