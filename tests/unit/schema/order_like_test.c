#include "schema/kinds/column/column.h"
#include "schema/order_like.h"
#include "tests/unit/unit.h"

#include <string.h>

static Object *add_table(Arena *run, Schema *schema, const char *name, const char *columns)
{
    Object *public = schema_namespace(run, schema, "public");
    Object *table = schema_add(run, schema, KIND_TABLE, public, name);

    schema_add(run, schema, KIND_CHECK, table, "c");
    for (const char *column = columns; *column; column++)
        schema_add(run, schema, KIND_COLUMN, table, (char[]){*column, '\0'});
    return table;
}

static void assert_columns(const Schema *schema, const Object *table, const char *columns)
{
    const Map *objects = &schema->objects[KIND_COLUMN];
    size_t at = 0;

    for (size_t i = 0; i < objects->entries.count; i++) {
        const Object *column = objects->entries.items[i].value;

        if (column->parent != table)
            continue;
        assert_int_equal(column->name[0], columns[at]);
        assert_int_equal(column->position, ++at); /* behind the check */
        assert_ptr_equal(table->children.items[at], column);
    }
    assert_int_equal(at, strlen(columns));
}

static void columns_follow_and_new_ones_come_last(void **state)
{
    Schema models = {0}, database = {0};
    Object *one = add_table(*state, &models, "t", "anbzc");
    Object *alone = add_table(*state, &models, "new", "ab");

    add_table(*state, &database, "t", "cxab");
    assert_true(schema_order_like(*state, &models, &database));
    assert_columns(&models, one, "cabnz");
    assert_columns(&models, alone, "ab");
    assert_int_equal(one->children.items[0]->kind_id, KIND_CHECK);
    assert_false(schema_order_like(*state, &models, &database));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(columns_follow_and_new_ones_come_last),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
