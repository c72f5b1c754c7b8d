#include "modelc/options.h"
#include "modelc/options_help.h"
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <string.h>

typedef struct Args {
    const char *message;
    const char *format;
    StrVec models;
    unsigned wait;
    bool sql, edit, verify;
} Args;

static const char *const formats[] = {"text", "json", "sarif", NULL};

static const Option options[] = {
    OPTION(Args, message, .name = "message", .letter = 'm', .value = "TEXT", .help = "what it is"),
    OPTION(Args, format, .name = "format", .value = "FORMAT", .choices = formats,
           .env = "MODELC_UNIT_FORMAT", .help = "how"),
    OPTION(Args, models, .name = "models", .letter = 'M', .value = "PATH", .path = true,
           .env = "MODELC_UNIT_MODELS", .config = true, .help = "where"),
    OPTION(Args, wait, .name = "wait", .letter = 'w', .value = "SECONDS", .env = "MODELC_UNIT_WAIT",
           .help = "how long"),
    OPTION(Args, sql, .name = "sql", .letter = 's', .help = "print"),
    OPTION(Args, edit, .name = "edit", .letter = 'e', .help = "edit"),
    OPTION(Args, verify, .name = "verify", .env = "MODELC_UNIT_VERIFY", .config = true,
           .help = "try"),
    {.name = NULL},
};

typedef struct Fixture {
    Findings findings;
    Args args;
    OptionSet set;
    OptionParser parser;
} Fixture;

static Fixture *make(Arena *arena)
{
    Fixture *fixture = ARENA_NEW(arena, Fixture);

    fixture->findings.arena = arena;
    fixture->set = (OptionSet){.options = options, .args = &fixture->args};
    fixture->parser = (OptionParser){
        .run = arena, .findings = &fixture->findings, .sets = {&fixture->set, NULL}
    };
    return fixture;
}

static bool parse(Fixture *fixture, const char *const *words)
{
    fixture->parser.arguments.count = 0;
    fixture->parser.next = 0;
    for (size_t i = 0; words[i]; i++)
        vec_push(fixture->parser.run, &fixture->parser.arguments, words[i]);
    return options_parse(&fixture->parser, false);
}

#define PARSE(fixture, ...) parse(fixture, (const char *const[]){__VA_ARGS__, NULL})

static const char *last_message(const Fixture *fixture)
{
    const Findings *findings = &fixture->findings;

    assert_true(findings->items.count > 0);
    assert_int_equal(findings->items.items[findings->items.count - 1]->severity, SEVERITY_ERROR);
    return findings->items.items[findings->items.count - 1]->message;
}

static void values_in_every_spelling(void **state)
{
    Fixture *fixture = make(*state);

    assert_true(PARSE(fixture, "--message=a b", "--models", "x", "-My", "-M", "z", "-w5"));
    assert_string_equal(fixture->args.message, "a b");
    assert_int_equal(fixture->args.models.count, 3);
    assert_string_equal(fixture->args.models.items[0], "x");
    assert_string_equal(fixture->args.models.items[1], "y");
    assert_string_equal(fixture->args.models.items[2], "z");
    assert_int_equal(fixture->args.wait, 5);
    assert_true(PARSE(fixture, "--message="));
    assert_string_equal(fixture->args.message, "");
    assert_true(PARSE(fixture, "-m", "--sql"));
    assert_string_equal(fixture->args.message, "--sql");
    assert_false(fixture->args.sql);
}

static void flags_bundle_and_negate(void **state)
{
    Fixture *fixture = make(*state);

    assert_true(PARSE(fixture, "-sem", "text", "--verify"));
    assert_true(fixture->args.sql && fixture->args.edit && fixture->args.verify);
    assert_string_equal(fixture->args.message, "text");
    assert_true(PARSE(fixture, "--no-verify"));
    assert_false(fixture->args.verify);
    /* nothing but the command line can set it, so there is nothing to take back */
    assert_false(PARSE(fixture, "--no-sql"));
}

static void operands_stand_anywhere(void **state)
{
    Fixture *fixture = make(*state);

    assert_true(PARSE(fixture, "head", "--sql", "-1", "-", "+2", "--", "--edit", "--"));
    assert_int_equal(fixture->parser.operands.count, 6);
    assert_string_equal(fixture->parser.operands.items[1], "-1");
    assert_string_equal(fixture->parser.operands.items[2], "-");
    assert_string_equal(fixture->parser.operands.items[4], "--edit");
    assert_string_equal(fixture->parser.operands.items[5], "--");
    assert_true(fixture->args.sql);
    assert_false(fixture->args.edit);
}

static void one_operand_stops(void **state)
{
    Fixture *fixture = make(*state);

    vec_push(*state, &fixture->parser.arguments, "--sql");
    vec_push(*state, &fixture->parser.arguments, "upgrade");
    vec_push(*state, &fixture->parser.arguments, "--edit");
    assert_true(options_parse(&fixture->parser, true));
    assert_int_equal(fixture->parser.next, 2);
    assert_int_equal(fixture->parser.operands.count, 1);
    assert_false(fixture->args.edit);
}

static void what_is_wrong_is_said(void **state)
{
    Fixture *fixture = make(*state);

    assert_false(PARSE(fixture, "--mesage=x"));
    assert_string_equal(last_message(fixture),
                        "unknown option '--mesage'; did you mean '--message'?");
    assert_false(PARSE(fixture, "--zzzzzz"));
    assert_string_equal(last_message(fixture), "unknown option '--zzzzzz'");
    assert_false(PARSE(fixture, "-sx"));
    assert_string_equal(last_message(fixture), "unknown option '-x'");
    assert_false(PARSE(fixture, "-\xC3\xA4z"));
    assert_string_equal(last_message(fixture), "unknown option '-\xC3\xA4'");
    assert_false(PARSE(fixture, "--message"));
    assert_string_equal(last_message(fixture), "option '--message' needs a value (TEXT)");
    assert_false(PARSE(fixture, "-m"));
    assert_string_equal(last_message(fixture), "option '-m' needs a value (TEXT)");
    assert_false(PARSE(fixture, "--sql=yes"));
    assert_string_equal(last_message(fixture), "option '--sql' takes no value");
    assert_false(PARSE(fixture, "--format", "jsn"));
    assert_string_equal(last_message(fixture),
                        "option '--format' takes text, json or sarif, not 'jsn'; did you mean "
                        "'json'?");
    assert_int_equal(fixture->findings.error_count, 8);
}

static void numbers_are_whole_and_small(void **state)
{
    static const char *const bad[] = {"", "x", "1x", "+1", " 1", "99999999999"};
    Fixture *fixture = make(*state);

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(PARSE(fixture, "--wait", bad[i]));
        assert_non_null(strstr(last_message(fixture), "option '--wait' takes a number, not '"));
    }
    assert_true(PARSE(fixture, "--wait", "2147483647"));
    assert_int_equal(fixture->args.wait, 2147483647);
}

static void the_environment_fills_what_is_open(void **state)
{
    Fixture *fixture = make(*state);

    setenv("MODELC_UNIT_MODELS", "a::b:", 1);
    setenv("MODELC_UNIT_WAIT", "7", 1);
    setenv("MODELC_UNIT_VERIFY", "Yes", 1);
    setenv("MODELC_UNIT_FORMAT", "", 1);
    assert_true(PARSE(fixture, "--wait", "3"));
    assert_true(options_fill_environment(*state, &fixture->findings, &fixture->set));
    assert_int_equal(fixture->args.wait, 3);
    assert_true(fixture->args.verify);
    assert_null(fixture->args.format);
    assert_int_equal(fixture->args.models.count, 2);
    assert_string_equal(fixture->args.models.items[1], "b");
    assert_int_equal(option_origin(&fixture->set, &fixture->args.wait), ORIGIN_COMMAND_LINE);
    assert_int_equal(option_origin(&fixture->set, &fixture->args.models), ORIGIN_ENVIRONMENT);
    assert_int_equal(option_origin(&fixture->set, &fixture->args.sql), ORIGIN_NONE);

    setenv("MODELC_UNIT_FORMAT", "xml", 1);
    assert_false(options_fill_environment(*state, &fixture->findings, &fixture->set));
    assert_string_equal(last_message(fixture),
                        "environment variable MODELC_UNIT_FORMAT takes text, json or sarif, not "
                        "'xml'");
    unsetenv("MODELC_UNIT_FORMAT");
    setenv("MODELC_UNIT_VERIFY", "maybe", 1);
    fixture = make(*state);
    assert_false(options_fill_environment(*state, &fixture->findings, &fixture->set));
    assert_string_equal(last_message(fixture),
                        "environment variable MODELC_UNIT_VERIFY takes true or false, not 'maybe'");
    unsetenv("MODELC_UNIT_MODELS");
    unsetenv("MODELC_UNIT_WAIT");
    unsetenv("MODELC_UNIT_VERIFY");
}

static void paths_turn_with_the_directory(void **state)
{
    Fixture *fixture = make(*state);

    assert_true(PARSE(fixture, "--models", "m", "--models", "/abs", "--message", "text"));
    options_rebase(*state, &fixture->set, "sub/dir");
    assert_string_equal(fixture->args.models.items[0], "sub/dir/m");
    assert_string_equal(fixture->args.models.items[1], "/abs");
    assert_string_equal(fixture->args.message, "text");
    options_rebase(*state, &fixture->set, "");
    assert_string_equal(fixture->args.models.items[0], "sub/dir/m");
}

static void required_options_must_be_given(void **state)
{
    static const Option strict[] = {
        OPTION(Args, sql, .name = "sql", .help = "print"),
        OPTION(Args, message, .name = "message", .value = "TEXT", .required = true, .help = "it"),
        {.name = NULL},
    };
    Fixture *fixture = make(*state);
    StrBuf out = {.arena = *state};

    assert_true(options_check_required(&fixture->findings, &fixture->set));
    fixture->set.options = strict;
    assert_false(options_check_required(&fixture->findings, &fixture->set));
    assert_string_equal(last_message(fixture), "option '--message TEXT' is needed");
    assert_true(PARSE(fixture, "--message", ""));
    assert_true(options_check_required(&fixture->findings, &fixture->set));
    options_help(&out, strict);
    assert_non_null(strstr(out.text, "--message TEXT      it (required)\n"));
}

static void help_comes_from_the_table(void **state)
{
    StrBuf out = {.arena = *state};

    options_help(&out, options);
    assert_non_null(strstr(out.text, "  -m, --message TEXT      what it is\n"));
    assert_non_null(strstr(out.text, "      --format FORMAT     how [MODELC_UNIT_FORMAT]\n"));
    assert_non_null(
        strstr(out.text, "  -M, --models PATH       where [MODELC_UNIT_MODELS, modelc.json]\n"));
    assert_non_null(strstr(out.text, "  -s, --sql               print\n"));
}

static void long_help_is_folded(void **state)
{
    StrBuf out = {.arena = *state};

    help_line(&out, "--a-rather-long-option NAME",
              "one two three four five six seven eight nine ten eleven twelve thirteen fourteen");
    assert_string_equal(out.text, "  --a-rather-long-option NAME\n"
                                  "                          one two three four five six seven "
                                  "eight nine ten eleven twelve\n"
                                  "                          thirteen fourteen\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(values_in_every_spelling),
        UNIT(flags_bundle_and_negate),
        UNIT(operands_stand_anywhere),
        UNIT(one_operand_stops),
        UNIT(what_is_wrong_is_said),
        UNIT(numbers_are_whole_and_small),
        UNIT(the_environment_fills_what_is_open),
        UNIT(paths_turn_with_the_directory),
        UNIT(required_options_must_be_given),
        UNIT(help_comes_from_the_table),
        UNIT(long_help_is_folded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
