/* The tables of the kinds, and schemas as containers. */
#include "schema/defined.h"
#include "schema/kind.h"
#include "schema/sql.h"
#include "tests/unit/build.h"

static void kinds_have_what_the_stages_read(void **state)
{
    (void)state;
    for (KindId id = 0; id < KIND_COUNT; id++) {
        const Kind *kind = kind_of(id);

        assert_int_equal(kind_find(kind->name), id);
        assert_true(kind->size >= sizeof(Object));
        assert_non_null(kind->title);
        assert_non_null(kind->catalog_query);
        assert_true(kind->drop || kind->write_drop);
        assert_true(kind->create || kind->clause || kind->write_clause);
        for (size_t i = 0; i < kind->attr_count; i++) {
            const Attr *attr = &kind->attrs[i];

            assert_ptr_equal(attr_find(kind, attr->name, strlen(attr->name)), attr);
            if (attr->change == CHANGE_ALTER)
                assert_true(attr->alter || attr->write);
            assert_true(attr->offset < kind->size);
            if (attr->separate)
                assert_true(attr->alter || attr->write);
        }
    }
    assert_int_equal(kind_find("no kind"), -1);
    assert_null(attr_find(kind_of(KIND_COLUMN), "typ", 3));
    assert_null(attr_find(kind_of(KIND_COLUMN), "types", 5));
    assert_non_null(attr_find(kind_of(KIND_COLUMN), "type}", 4));
}

static void paths(void **state)
{
    Schema schema = {0};
    Object *space = make(*state, &schema, KIND_SCHEMA, NULL, "my.App");
    Object *table = make(*state, &schema, KIND_TABLE, space, "User");
    Object *column = make(*state, &schema, KIND_COLUMN, table, "a\"b");
    Object *index = make(*state, &schema, KIND_INDEX, table, "i");

    assert_string_equal(space->path, "\"my.App\"");
    assert_string_equal(table->path, "\"my.App\".\"User\"");
    assert_string_equal(column->path, "\"my.App\".\"User\".\"a\"\"b\"");
    assert_string_equal(index->path, "\"my.App\".i");
    assert_ptr_equal(schema_find(&schema, KIND_INDEX, "\"my.App\".i"), index);
    assert_null(schema_find(&schema, KIND_TABLE, "\"my.App\".i"));
    assert_ptr_equal(object_namespace(column), space);
    assert_ptr_equal(object_namespace(space), space);
    assert_ptr_equal(object_table(column), table);
    assert_ptr_equal(object_table(table), table);
    assert_null(object_table(space));
}

static void an_object_is_added_once(void **state)
{
    Schema schema = {0};
    Object *space = schema_namespace(*state, &schema, "public");
    Object *table = make(*state, &schema, KIND_TABLE, space, "t");

    assert_ptr_equal(schema_namespace(*state, &schema, "public"), space);
    assert_null(schema_add(*state, &schema, KIND_TABLE, space, "t"));
    assert_non_null(schema_add(*state, &schema, KIND_SEQUENCE, space, "t"));
    assert_int_equal(space->children.count, 2);
    make(*state, &schema, KIND_COLUMN, table, "a");
    assert_int_equal(make(*state, &schema, KIND_COLUMN, table, "b")->position, 1);
    assert_true(table->name_given);
}

/* Two objects that differ in one attribute differ in that attribute alone. */
static void attributes_are_compared_one_by_one(void **state)
{
    static const char *const values[] = {
        [ATTR_BOOL] = "",     [ATTR_TEXT] = "a",    [ATTR_TYPE] = "integer",
        [ATTR_SQL] = "a > 0", [ATTR_NAMES] = "a,b", [ATTR_ELEMENTS] = "a|b",
    };

    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; i < kind_of(id)->attr_count; i++) {
            Arena *arena = *state;
            const Attr *attr = &kind_of(id)->attrs[i];
            Schema schema = build(arena, "table t\n");
            Object *table = schema_find(&schema, KIND_TABLE, "public.t");
            Object *a = make(arena, &schema, id, table, "a");
            Object *b = make(arena, &schema, id, table, "b");

            assert_false(attr_is_set(a, attr));
            assert_true(attr_same(a, b, attr));
            set_attr_text(arena, a, attr, values[attr->type]);
            assert_true(attr_is_set(a, attr));
            for (size_t k = 0; k < kind_of(id)->attr_count; k++)
                assert_int_equal(attr_same(a, b, &kind_of(id)->attrs[k]), k != i);
            set_attr_text(arena, b, attr, values[attr->type]);
            assert_true(attr_same(a, b, attr));
        }
}

static void elements_are_compared_in_full(void **state)
{
    static const char *const different[] = {
        "a",           "b",   "a|b", "a desc",          "a nulls first",
        "a opclass o", "(a)", "(b)", "a collate \"C\"", "a with =",
    };
    const Attr *attr = attr_find(kind_of(KIND_EXCLUSION), "elements", 8);

    for (size_t i = 0; i < sizeof different / sizeof *different; i++)
        for (size_t k = 0; k < sizeof different / sizeof *different; k++) {
            Schema schema = build(*state, "table t\nexclusion t.a\nexclusion t.b\n");
            Object *a = schema_find(&schema, KIND_EXCLUSION, "public.t.a");
            Object *b = schema_find(&schema, KIND_EXCLUSION, "public.t.b");

            set_attr_text(*state, a, attr, different[i]);
            set_attr_text(*state, b, attr, different[k]);
            assert_int_equal(attr_same(a, b, attr), i == k);
        }
}

static void the_server_s_spelling_is_compared(void **state)
{
    Schema schema = build(*state, "table t\ncheck t.a; expr=a>0\ncheck t.b; expr=0<a\n");
    const Attr *attr = attr_find(kind_of(KIND_CHECK), "expr", 4);
    Object *a = schema_find(&schema, KIND_CHECK, "public.t.a");
    Object *b = schema_find(&schema, KIND_CHECK, "public.t.b");

    assert_false(attr_same(a, b, attr));
    ((Sql *)attr_field(a, attr))->spelled = "(a > 0)";
    assert_false(attr_same(a, b, attr));
    ((Sql *)attr_field(b, attr))->spelled = "(a > 0)";
    assert_true(attr_same(a, b, attr));
}

/* What a text calls an object by: arguments and methods belong to some names, not to all. */
static void names_without_what_belongs_to_them(void **state)
{
    static const struct {
        KindId kind;
        const char *name, *bare;
    } cases[] = {
        {KIND_FUNCTION,        "f(integer, text)",                  "f"           },
        {KIND_OPERATOR,        "~~~(none, text)",                   "~~~"         },
        {KIND_OPERATOR_CLASS,  "low USING btree",                   "low"         },
        {KIND_OPERATOR_CLASS,  "a(b USING btree",                   "a(b"         },
        {KIND_OPERATOR_FAMILY, "a USING b(c) USING btree",          "a USING b(c)"},
        {KIND_FUNCTION,        "f(x)(integer, \"a(b\".\"c)\"\"\")", "f(x)"        },
        {KIND_FUNCTION,        "f(x",                               "f(x"         },
        {KIND_COLLATION,       "f(x)",                              "f(x)"        },
        {KIND_TABLE,           "a(b)",                              "a(b)"        },
        {KIND_TABLE,           "x USING y",                         "x USING y"   },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(arena_strndup(*state, cases[i].name,
                                          kind_bare_length(kind_of(cases[i].kind), cases[i].name)),
                            cases[i].bare);
}

/* Outside of quotes the layout says nothing, inside it does. */
static void layout_is_no_difference(void **state)
{
    static const struct {
        const char *a, *b;
        bool same;
    } cases[] = {
        {"select a\n  from t",     "select a from t",         true },
        {"select a -- b\n from t", "select a /* c */ from t", true },
        {"select 'a  b'",          "select 'a b'",            false},
        {"select \"a  b\"",        "select \"a b\"",          false},
        {"as $$ a  b $$",          "as $$ a b $$",            false},
        {"as $x$ a $$ b $x$",      "as  $x$ a $$ b $x$",      true },
        {"a < b",                  "a <b",                    false},
        {"a - - b",                "a -- b",                  false},
        {"E'\\' '",                "E'\\'  '",                false},
        {"a",                      "a b",                     false},
        {"",                       " ",                       true },
        {"\xc3\xa9 b",             "\xc3\xa9\n\tb",           true },
    };

    assert_true(sql_same_text(NULL, NULL));
    assert_false(sql_same_text(NULL, ""));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *a = sql_squeeze(*state, cases[i].a), *b = sql_squeeze(*state, cases[i].b);

        if (sql_same_text(cases[i].a, cases[i].b) != cases[i].same)
            print_error("%s = %s\n", cases[i].a, cases[i].b);
        assert_int_equal(sql_same_text(cases[i].a, cases[i].b), cases[i].same);
        assert_int_equal(strcmp(a, b) == 0, cases[i].same);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(kinds_have_what_the_stages_read),
        UNIT(paths),
        UNIT(an_object_is_added_once),
        UNIT(attributes_are_compared_one_by_one),
        UNIT(elements_are_compared_in_full),
        UNIT(the_server_s_spelling_is_compared),
        UNIT(names_without_what_belongs_to_them),
        UNIT(layout_is_no_difference),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
