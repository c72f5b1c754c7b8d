#include "modelc/config.h"
#include "tests/unit/modelc/folder.h"

typedef struct Args {
    const char *database;
    StrVec models;
    unsigned wait;
    bool verify;
    const char *other;
} Args;

static const Option options[] = {
    OPTION(Args, database, .name = "database", .config = true, .help = ""),
    OPTION(Args, models, .name = "models", .config = true, .help = ""),
    OPTION(Args, wait, .name = "wait", .config = true, .help = ""),
    OPTION(Args, verify, .name = "verify", .config = true, .help = ""),
    OPTION(Args, other, .name = "other", .help = ""),
    {.name = NULL},
};

static const Option *const tables[] = {options, NULL};

typedef struct Fixture {
    Findings findings;
    Args args;
    OptionSet set;
    Config config;
} Fixture;

static Fixture *make(Arena *arena)
{
    Fixture *fixture = ARENA_NEW(arena, Fixture);

    folder_enter(arena);
    fixture->findings.arena = arena;
    fixture->set = (OptionSet){.options = options, .args = &fixture->args};
    return fixture;
}

/* Read, check and fill; stops at the first that fails. */
static bool load(Arena *arena, Fixture *fixture, const char *text)
{
    fixture->args = (Args){0};
    memset(fixture->set.origins, 0, sizeof fixture->set.origins);
    folder_write(arena, "modelc.json", text);
    return config_read(arena, &fixture->findings, "modelc.json", &fixture->config) &&
           config_check(arena, &fixture->findings, &fixture->config, tables) &&
           config_fill(arena, &fixture->findings, &fixture->config, &fixture->set);
}

static const Finding *last(const Fixture *fixture)
{
    assert_true(fixture->findings.items.count > 0);
    return fixture->findings.items.items[fixture->findings.items.count - 1];
}

static void keys_fill_options(void **state)
{
    Fixture *fixture = make(*state);

    assert_true(load(*state, fixture,
                     "{\"$schema\": \"x\", \"database\": \"postgresql:///a\",\n"
                     " \"models\": [\"a\", \"b\"], \"wait\": 5, \"verify\": true}"));
    assert_string_equal(fixture->args.database, "postgresql:///a");
    assert_int_equal(fixture->args.models.count, 2);
    assert_string_equal(fixture->args.models.items[1], "b");
    assert_int_equal(fixture->args.wait, 5);
    assert_true(fixture->args.verify);
    assert_int_equal(option_origin(&fixture->set, &fixture->args.wait), ORIGIN_CONFIG);
    assert_true(load(*state, fixture, "{\"models\": \"one\"}"));
    assert_int_equal(fixture->args.models.count, 1);
}

static void what_is_set_already_stays(void **state)
{
    Fixture *fixture = make(*state);
    OptionSource source = {FINDING_MC901, NO_RANGE, ORIGIN_COMMAND_LINE, "test"};

    assert_true(load(*state, fixture, "{\"wait\": 5, \"verify\": true}"));
    fixture->args = (Args){0};
    memset(fixture->set.origins, 0, sizeof fixture->set.origins);
    assert_true(option_store(*state, &fixture->findings, &fixture->set, &options[2], "9", &source));
    assert_true(config_fill(*state, &fixture->findings, &fixture->config, &fixture->set));
    assert_int_equal(fixture->args.wait, 9);
    assert_true(fixture->args.verify);
}

static void unknown_keys_are_found_where_they_stand(void **state)
{
    static const char text[] = "{\"wait\": {\"modles\": [\"modles\"]}, \"modles\": 1, \"zz\": 2}";
    Fixture *fixture = make(*state);

    assert_false(load(*state, fixture, text));
    assert_int_equal(fixture->findings.items.count, 2);

    const Finding *finding = fixture->findings.items.items[0];

    assert_string_equal(finding->message, "unknown key 'modles'; did you mean 'models'?");
    assert_int_equal(finding->id, FINDING_MC902);
    assert_int_equal(finding->at.begin, strstr(text, "\"modles\": 1") - text);
    assert_int_equal(finding->at.end - finding->at.begin, strlen("\"modles\""));
    assert_string_equal(last(fixture)->message, "unknown key 'zz'");
}

static void only_config_options_are_keys(void **state)
{
    Fixture *fixture = make(*state);

    assert_false(load(*state, fixture, "{\"other\": \"x\"}"));
    assert_string_equal(last(fixture)->message, "unknown key 'other'");
}

static void broken_json_has_a_place(void **state)
{
    Fixture *fixture = make(*state);

    assert_false(load(*state, fixture, "{\n  \"wait\": 1,,\n}"));
    assert_int_equal(last(fixture)->id, FINDING_MC902);
    assert_string_equal(last(fixture)->at.file, "modelc.json");
    assert_in_range(last(fixture)->at.begin, 11, 15);
    assert_false(load(*state, fixture, "[1]"));
    assert_string_equal(last(fixture)->message, "the configuration must be a JSON object");
    assert_false(load(*state, fixture, ""));
    assert_false(load(*state, fixture, "{\"wait\": 1, \"wait\": 2}"));
    assert_false(config_read(*state, &fixture->findings, "none.json", &fixture->config));
    assert_string_equal(last(fixture)->message,
                        "cannot read 'none.json': No such file or directory");
    assert_false(config_read(*state, &fixture->findings, ".", &fixture->config));
    assert_string_equal(last(fixture)->message, "cannot read '.': is a directory");
}

static void values_must_have_the_type(void **state)
{
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"{\"database\": 1}",           "\"database\" takes a string"                     },
        {"{\"models\": 1}",             "\"models\" takes a string or an array of strings"},
        {"{\"models\": [\"a\", null]}", "\"models\" takes a string or an array of strings"},
        {"{\"wait\": \"1\"}",           "\"wait\" takes a number"                         },
        {"{\"wait\": -1}",              "\"wait\" takes a number, not '-1'"               },
        {"{\"verify\": \"yes\"}",       "\"verify\" takes true or false"                  },
    };
    Fixture *fixture = make(*state);

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_false(load(*state, fixture, cases[i].text));
        assert_string_equal(last(fixture)->message, cases[i].message);
        assert_int_equal(last(fixture)->at.begin, 1);
    }
}

static const char *dotenv(Arena *arena, Fixture *fixture, const char *text)
{
    const char *value = "unset";

    folder_write(arena, ".env", text);
    return dotenv_read(arena, &fixture->findings, ".env", "DATABASE_URL", &value) ? value : "error";
}

static void dotenv_lines(void **state)
{
    static const struct {
        const char *text, *value;
    } cases[] = {
        {"DATABASE_URL=postgresql:///a",                                "postgresql:///a"},
        {"  export\tDATABASE_URL = 'a b' # why\n",                      "a b"            },
        {"DATABASE_URL=\"a\\\"b\\\\c\\nd\"\n",                          "a\"b\\c\nd"     },
        {"DATABASE_URL='a\\b'\n",                                       "a\\b"           },
        {"DATABASE_URL=a#b # comment  \r\n",                            "a#b"            },
        {"DATABASE_URL=# nothing\n",                                    ""               },
        {"#DATABASE_URL=no\nX=1\nDATABASE_URL=one\nDATABASE_URL=two\n", "two"            },
        {"DATABASE_URL=a=b\nnonsense line\n",                           "a=b"            },
    };
    Fixture *fixture = make(*state);

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(dotenv(*state, fixture, cases[i].text), cases[i].value);
    assert_null(dotenv(*state, fixture, "DATABASE_URLS=x\nMY_DATABASE_URL=y\nDATABASE_URL\n"));
    assert_int_equal(fixture->findings.items.count, 0);
}

static void dotenv_errors(void **state)
{
    Fixture *fixture = make(*state);
    const char *value = "unset";

    assert_string_equal(dotenv(*state, fixture, "A=1\nDATABASE_URL='x\n"), "error");
    assert_string_equal(last(fixture)->message, "the quote is not closed");
    assert_int_equal(last(fixture)->at.begin, 17);
    assert_true(dotenv_read(*state, &fixture->findings, "none", "A", &value));
    assert_null(value);
    assert_false(dotenv_read(*state, &fixture->findings, ".", "A", &value));
    assert_string_equal(last(fixture)->message, "cannot read '.': is a directory");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(keys_fill_options),
        UNIT(what_is_set_already_stays),
        UNIT(unknown_keys_are_found_where_they_stand),
        UNIT(only_config_options_are_keys),
        UNIT(broken_json_has_a_place),
        UNIT(values_must_have_the_type),
        UNIT(dotenv_lines),
        UNIT(dotenv_errors),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
