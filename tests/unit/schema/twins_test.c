#include "schema/kinds/column/column.h"
#include "schema/twins.h"
#include "tests/unit/unit.h"

static Object *add_column(Arena *run, Schema *schema, const char *name, const char *type)
{
    Object *public = schema_namespace(run, schema, "public");
    Object *table = schema_find(schema, KIND_TABLE, "public.t");
    Column *column;

    if (!table)
        table = schema_add(run, schema, KIND_TABLE, public, "t");
    column = (Column *)schema_add(run, schema, KIND_COLUMN, table, name);
    column->type.text = type;
    return &column->object;
}

static void only_what_is_the_same_is_a_twin(void **state)
{
    Schema a = {0}, b = {0}, other = {0};
    Object *one = add_column(*state, &a, "id", "integer");
    Object *same = add_column(*state, &b, "id", "integer");
    Object *typed = add_column(*state, &a, "n", "integer");
    Object *alone = add_column(*state, &a, "x", "integer");
    Object *noted = add_column(*state, &a, "y", "integer");

    add_column(*state, &b, "n", "bigint");
    add_column(*state, &b, "y", "integer")->comment = "said";
    assert_null(twin_of(one, &a, &b));
    twins_note(&a, &b, KIND_COLUMN);
    assert_ptr_equal(twin_of(one, &a, &b), same);
    assert_ptr_equal(twin_of(same, &b, &a), one);
    assert_null(twin_of(typed, &a, &b));
    assert_null(twin_of(alone, &a, &b));
    assert_null(twin_of(noted, &a, &b));
    assert_null(twin_of(one, &a, &other));
}

static void a_twin_that_goes_or_changes_is_none(void **state)
{
    Schema a = {0}, b = {0};
    Object *one = add_column(*state, &a, "id", "integer"),
           *two = add_column(*state, &a, "n", "text");
    Object *gone = add_column(*state, &b, "id", "integer"),
           *left = add_column(*state, &b, "n", "text");

    twins_note(&a, &b, KIND_COLUMN);
    gone->gone = true;
    assert_null(twin_of(one, &a, &b));
    twins_part(two);
    assert_null(twin_of(two, &a, &b));
    assert_null(twin_of(left, &b, &a));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(only_what_is_the_same_is_a_twin),
        UNIT(a_twin_that_goes_or_changes_is_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
