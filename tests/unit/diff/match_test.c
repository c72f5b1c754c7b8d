/* Which object is which. */
#include "diff/plan.h"
#include "tests/unit/build.h"

typedef struct Pair {
    Schema from, to;
} Pair;

static Pair match(Arena *arena, const char *from, const char *to)
{
    Pair pair = {build(arena, from), build(arena, to)};

    match_schemas(&pair.from, &pair.to);
    return pair;
}

/* The path that the object of `to` has in `from`; NULL: it is new. */
static const char *old_path(const Pair *pair, KindId kind, const char *path)
{
    const Object *object = schema_find(&pair->to, kind, path);

    assert_non_null(object);
    if (!object->plan.pair)
        return NULL;
    assert_ptr_equal(object->plan.pair->plan.pair, object);
    return object->plan.pair->path;
}

#define TABLE "table t\ncolumn t.a; type=integer\ncolumn t.b; type=integer\n"

static void same_path_is_same_object(void **state)
{
    Pair pair = match(*state, "table t\ntable gone\n", "table t; comment=x\ntable new\n");

    assert_string_equal(old_path(&pair, KIND_SCHEMA, "public"), "public");
    assert_string_equal(old_path(&pair, KIND_TABLE, "public.t"), "public.t");
    assert_null(old_path(&pair, KIND_TABLE, "public.new"));
    assert_null(schema_find(&pair.from, KIND_TABLE, "public.gone")->plan.pair);
}

static void kinds_do_not_mix(void **state)
{
    Pair pair = match(*state, "table x\n", "sequence x\n");

    assert_null(old_path(&pair, KIND_SEQUENCE, "public.x"));
}

static void an_unnamed_constraint_takes_the_name_that_is_there(void **state)
{
    Pair pair = match(*state, TABLE "unique t.my_own; columns=a; comment=x\n",
                      TABLE "unique t.t_a_key; columns=a; name_given=\n");

    assert_string_equal(old_path(&pair, KIND_UNIQUE, "public.t.t_a_key"), "public.t.my_own");
}

static void two_that_say_the_same_find_one_each(void **state)
{
    Pair pair = match(*state, TABLE "index t.one; elements=a\nindex t.two; elements=a\n",
                      TABLE "index t.x; elements=a; name_given=\n"
                            "index t.two; elements=a; name_given=\n"
                            "index t.y; elements=a; name_given=\n");

    assert_string_equal(old_path(&pair, KIND_INDEX, "public.two"), "public.two");
    assert_string_equal(old_path(&pair, KIND_INDEX, "public.x"), "public.one");
    assert_null(old_path(&pair, KIND_INDEX, "public.y"));
}

static void another_definition_is_another_object(void **state)
{
    Pair pair = match(*state, TABLE "check t.c; expr=a > 0\n",
                      TABLE "check t.d; expr=a > 1; name_given=\n");

    assert_null(old_path(&pair, KIND_CHECK, "public.t.d"));
}

/* The old name says what it was when nothing fits better. */
static void the_same_name_with_another_definition(void **state)
{
    Pair pair = match(*state, TABLE "check t.c; expr=a > 0\n",
                      TABLE "check t.c; expr=a > 1; name_given=\n");

    assert_string_equal(old_path(&pair, KIND_CHECK, "public.t.c"), "public.t.c");
}

static void the_definition_wins_over_the_name(void **state)
{
    Pair pair = match(*state, TABLE "unique t.k; columns=b\nunique t.l; columns=a\n",
                      TABLE "unique t.k; columns=a; name_given=\n");

    assert_string_equal(old_path(&pair, KIND_UNIQUE, "public.t.k"), "public.t.l");
    assert_null(schema_find(&pair.from, KIND_UNIQUE, "public.t.k")->plan.pair);
}

static void a_given_name_is_a_rename_when_it_is_free(void **state)
{
    Pair pair = match(*state, TABLE "unique t.k; columns=a\n", TABLE "unique t.l; columns=a\n");

    assert_string_equal(old_path(&pair, KIND_UNIQUE, "public.t.l"), "public.t.k");
}

/* Renames in a circle would have no order. */
static void given_names_that_change_places(void **state)
{
    Pair pair = match(*state, TABLE "unique t.k; columns=a\nunique t.l; columns=b\n",
                      TABLE "unique t.k; columns=b\nunique t.l; columns=a\n");

    assert_string_equal(old_path(&pair, KIND_UNIQUE, "public.t.k"), "public.t.k");
    assert_string_equal(old_path(&pair, KIND_UNIQUE, "public.t.l"), "public.t.l");
}

static void the_server_s_spelling_counts(void **state)
{
    Pair pair = {build(*state, TABLE "check t.c; expr=(a > 0)\n"),
                 build(*state, TABLE "check t.d; expr=0 < a; name_given=\n")};
    Object *object = schema_find(&pair.to, KIND_CHECK, "public.t.d");
    Sql *expr = attr_field(object, attr_find(kind_of(KIND_CHECK), "expr", 4));

    expr->spelled = "(a > 0)";
    match_schemas(&pair.from, &pair.to);
    assert_string_equal(old_path(&pair, KIND_CHECK, "public.t.d"), "public.t.c");
}

static void an_index_does_not_move_with_its_name(void **state)
{
    Pair pair = match(*state, TABLE "table u\ncolumn u.a; type=integer\nindex t.i; elements=a\n",
                      TABLE "table u\ncolumn u.a; type=integer\nindex u.i; elements=a\n");

    assert_null(old_path(&pair, KIND_INDEX, "public.i"));
}

static void matching_again_forgets(void **state)
{
    Schema a = build(*state, "table t\n"), b = build(*state, "table t\n"), none = {0};

    match_schemas(&a, &b);
    match_schemas(&none, &b);
    assert_null(schema_find(&b, KIND_TABLE, "public.t")->plan.pair);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(same_path_is_same_object),
        UNIT(kinds_do_not_mix),
        UNIT(an_unnamed_constraint_takes_the_name_that_is_there),
        UNIT(two_that_say_the_same_find_one_each),
        UNIT(another_definition_is_another_object),
        UNIT(the_same_name_with_another_definition),
        UNIT(the_definition_wins_over_the_name),
        UNIT(a_given_name_is_a_rename_when_it_is_free),
        UNIT(given_names_that_change_places),
        UNIT(the_server_s_spelling_counts),
        UNIT(an_index_does_not_move_with_its_name),
        UNIT(matching_again_forgets),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
