/* Statements and the hazards above them. */
#include "tests/unit/codegen/script.h"

/* Planning leaves nothing behind that shows in the next plan. */
static void the_same_input_gives_the_same_text(void **state)
{
    static const char old[] = "enum e; labels=x,y\n"
                              "table t\ncolumn t.a; type=public.e\nindex t.i; elements=a\n";
    static const char new[] = "enum e; labels=y\ntable u\ncolumn u.a; type=integer\n"
                              "table t\ncolumn t.a; type=public.e\ncheck t.c; expr=a is null\n";
    Schema from = build(*state, old), to = build(*state, new);
    const char *up = script_of(*state, &from, &to, NULL).text;
    const char *down = script_of(*state, &to, &from, NULL).text;
    Schema from_again = build(*state, old), to_again = build(*state, new);

    assert_string_equal(script_of(*state, &from, &to, NULL).text, up);
    assert_string_equal(script_of(*state, &to, &from, NULL).text, down);
    assert_string_equal(script_of(*state, &from_again, &to_again, NULL).text, up);
}

static void hazards_stand_above_their_statement_and_alone(void **state)
{
    Schema from = build(*state, "table t\ncolumn t.gone; type=integer\n");
    Schema to = build(*state, "table t\ncolumn t.a; type=bigint\n"
                              "column t.b; type=text; not_null\ncolumn t.c; type=text\n"
                              "column t.d; type=text\n");
    LiveFacts live = {0};

    assert_string_equal(
        script_of(*state, &from, &to, &live).text,
        "-- modelc:hazard MC202 drop-column public.t.gone\n"
        "-- WARNING: column public.t.gone is dropped with its values.\n"
        "ALTER TABLE public.t DROP COLUMN gone;\n"
        "\n"
        "ALTER TABLE public.t ADD COLUMN a bigint;\n"
        "\n"
        "-- modelc:hazard MC101 server-default public.t.b\n"
        "-- WARNING: new column \"b\" is NOT NULL and has no server default (server_default):\n"
        "-- this statement fails wherever public.t has rows.\n"
        "-- Fix: give the model a server default:  b PG(default '')\n"
        "--      or fill old rows once:  modelc autogen --fill t.b=\"''\"\n"
        "ALTER TABLE public.t ADD COLUMN b text NOT NULL;\n"
        "\n"
        "ALTER TABLE public.t\n"
        "    ADD COLUMN c text,\n"
        "    ADD COLUMN d text;\n");
}

static void a_hazard_names_the_place_in_the_model(void **state)
{
    Schema from = build(*state, "table t\n");
    Schema to = build(*state, "table t\ncolumn t.b; type=text; not_null\n");
    LiveFacts live = {0};

    schema_find(&to, KIND_COLUMN, "public.t.b")->at =
        (Range){.file = "models/users.h", .begin = 0, .end = 3};
    assert_non_null(
        strstr(script_of(*state, &from, &to, &live).text,
               "-- modelc:hazard MC101 server-default public.t.b models/users.h:1:1\n"));
}

static void every_operation_is_in_one_statement(void **state)
{
    Schema from = build(*state, "table gone\ntable t\ncolumn t.a; type=integer\n");
    Schema to = build(*state, "table new\ncolumn new.a; type=integer; comment=x\n"
                              "check new.c; expr=a > 0\nindex new.i; elements=a\n"
                              "table t\ncolumn t.a; type=bigint\ncolumn t.b; type=text\n"
                              "column t.c; type=text\n");
    Script script = script_of(*state, &from, &to, NULL);
    Statements statements = statements_make(*state, &script.plan, &script.hazards);

    for (size_t op = 0; op < script.plan.ops.count; op++) {
        size_t seen = 0;

        for (size_t i = 0; i < statements.count; i++)
            for (size_t k = 0; k < statements.items[i].ops.count; k++)
                seen += statements.items[i].ops.items[k] == op;
        assert_int_equal(seen, 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(the_same_input_gives_the_same_text),
        UNIT(hazards_stand_above_their_statement_and_alone),
        UNIT(a_hazard_names_the_place_in_the_model),
        UNIT(every_operation_is_in_one_statement),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
