#include "schema/copy.h"
#include "schema/kinds/column/column.h"
#include "tests/unit/unit.h"

static void a_copy_is_connected_within_itself(void **state)
{
    Schema schema = {.whole = true};
    Object *public = schema_namespace(*state, &schema, "public");
    Object *other = schema_namespace(*state, &schema, "other");
    Object *table = schema_add(*state, &schema, KIND_TABLE, public, "t");
    Object *column = schema_add(*state, &schema, KIND_COLUMN, table, "id");
    Object *partition = schema_add_in(*state, &schema, KIND_PARTITION, table, other, "t_1");
    Schema copy;
    Object *copied;

    ((Column *)column)->type.text = "integer";
    column->twin = column;
    column->plan.recreate = true;
    copy = schema_copy(*state, &schema);
    copied = schema_find(&copy, KIND_COLUMN, "public.t.id");

    assert_true(copy.whole);
    assert_ptr_not_equal(copied, column);
    assert_string_equal(((Column *)copied)->type.text, "integer");
    assert_null(copied->twin);
    assert_false(copied->plan.recreate);
    assert_ptr_equal(copied->parent, schema_find(&copy, KIND_TABLE, "public.t"));
    assert_int_equal(copied->parent->children.count, 2);
    assert_ptr_equal(copied->parent->children.items[0], copied);
    assert_ptr_equal(copied->parent->parent, schema_find(&copy, KIND_SCHEMA, "public"));
    assert_ptr_equal(schema_find(&copy, KIND_PARTITION, partition->path)->in,
                     schema_find(&copy, KIND_SCHEMA, "other"));
    ((Column *)copied)->type.text = "text";
    assert_string_equal(((Column *)column)->type.text, "integer");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(a_copy_is_connected_within_itself),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
