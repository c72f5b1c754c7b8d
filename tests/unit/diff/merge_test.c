/* A change, and what somebody else has changed meanwhile. */
#include "diff/merge.h"
#include "diff/plan.h"
#include "schema/snapshot.h"
#include "tests/unit/build.h"

/* Whether the change from `before` to `after`, made to `target`, gives `wanted`. */
static void merges(Arena *arena, const char *before, const char *after, const char *target,
                   const char *wanted)
{
    Schema from = build(arena, before), to = build(arena, after);
    Schema found = build(arena, target), expected = build(arena, wanted);

    match_schemas(&from, &to);
    merge_change(arena, &from, &to, &found);
    assert_string_equal(snapshot_objects(arena, &found), snapshot_objects(arena, &expected));
}

#define T "table t\ncolumn t.a; type=integer; comment=x\n"

static void what_is_new_is_made(void **state)
{
    merges(*state, T,
           T "column t.b; type=text; not_null\nindex t.i; elements=b\nenum e; labels=x,y\n",
           T "column t.c; type=date\n",
           T "column t.c; type=date\ncolumn t.b; type=text; not_null\nindex t.i; elements=b\n"
             "enum e; labels=x,y\n");
}

static void what_others_made_too_stays_as_theirs(void **state)
{
    merges(*state, T, T "column t.b; type=text\ncolumn t.c; type=date\n",
           T "column t.b; type=bigint\n", T "column t.b; type=bigint\ncolumn t.c; type=date\n");
}

static void a_part_of_what_others_dropped_has_no_place(void **state)
{
    merges(*state, T, T "column t.b; type=text\ntable u\n", "", "table u\n");
}

static void what_is_dropped_goes_with_its_parts(void **state)
{
    merges(*state, T "table u\n", "table u\n", T "column t.c; type=date\ntable u\n", "table u\n");
    merges(*state, T "table u\n", "table u\n", "table u\n", "table u\n");
}

static void attributes_change_where_nobody_else_changed_them(void **state)
{
    merges(*state, T, "table t\ncolumn t.a; type=bigint; comment=y\n",
           "table t\ncolumn t.a; type=integer; comment=theirs; not_null\n",
           "table t\ncolumn t.a; type=bigint; comment=theirs; not_null\n");
    merges(*state, T, "table t\ncolumn t.a; type=bigint; comment=x\n", "table t\n", "table t\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(what_is_new_is_made),
        UNIT(what_others_made_too_stays_as_theirs),
        UNIT(a_part_of_what_others_dropped_has_no_place),
        UNIT(what_is_dropped_goes_with_its_parts),
        UNIT(attributes_change_where_nobody_else_changed_them),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
