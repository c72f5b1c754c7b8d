#include "base/json.h"
#include "modelc/command.h"
#include "tests/unit/modelc/program.h"

static void version_by_word_and_option(void **state)
{
    Outcome outcome = RUN(*state, "version");

    assert_int_equal(outcome.status, STATUS_DONE);
    assert_string_equal(outcome.out, "modelc " MODELC_VERSION "\n");
    assert_string_equal(outcome.err, "");
    assert_string_equal(RUN(*state, "--version").out, outcome.out);
}

static void every_command_has_help(void **state)
{
    assert_non_null(strstr(RUN(*state, "--help").out, "exit status:"));
    assert_string_equal(RUN(*state, "help").out, RUN(*state, "--help").out);
    for (const Command *command = commands; command->name; command++) {
        Outcome outcome = RUN(*state, command->name, "--help");

        assert_int_equal(outcome.status, STATUS_DONE);
        assert_non_null(strstr(outcome.out, command->name));
        assert_non_null(strstr(outcome.out, command->title));
        assert_string_equal(outcome.out, RUN(*state, "help", command->name).out);
    }
}

static void wrong_usage_is_64(void **state)
{
    static const struct {
        const char *words[4], *message;
    } cases[] = {
        {{NULL},                                     "no command is given"                               },
        {{"versio"},                                 "unknown command 'versio'; did you mean 'version'?" },
        {{"help", "versio"},                         "unknown command 'versio'; did you mean 'version'?" },
        {{"version", "now"},                         "unexpected operand 'now'"                          },
        {{"dev"},                                    "'dev' needs start|stop"                            },
        {{"dev", "stat"},                            "did you mean 'start'?"                             },
        {{"--colour=always", "version"},             "unknown option '--colour'; did you mean '--color'?"},
        {{"-C", "/nonexistent", "version"},          "cannot change to directory '/nonexistent'"         },
        {{"init", "a", "postgresql://u:secret@h/d"}, "unexpected operand 'postgresql://u:***@h/d'"       },
    };

    folder_enter(*state);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Outcome outcome = outcome_of(*state, cases[i].words);

        assert_int_equal(outcome.status, STATUS_USAGE);
        assert_string_equal(outcome.out, "");
        assert_non_null(strstr(outcome.err, cases[i].message));
        assert_non_null(strstr(outcome.err, "\nusage: modelc "));
        assert_null(strstr(outcome.err, "secret"));
    }
}

static void machines_read_standard_output(void **state)
{
    Outcome outcome = RUN(*state, "--format", "json", "nonsense");
    JsonError error;
    Json *top = json_read(*state, outcome.out, strlen(outcome.out), &error);

    assert_int_equal(outcome.status, STATUS_USAGE);
    assert_string_equal(outcome.err, "");
    assert_int_equal(json_number(json_member(json_member(top, "summary"), "error"), 0), 1);
    outcome = RUN(*state, "version", "--format=json");
    top = json_read(*state, outcome.out, strlen(outcome.out), &error);
    assert_string_equal(json_text(json_member(top, "modelc")), MODELC_VERSION);
    assert_int_equal(json_count(json_member(top, "findings")), 0);
}

static void the_format_counts_behind_a_mistake(void **state)
{
    assert_string_equal(RUN(*state, "nonsense", "--bogus", "--format=json").out,
                        RUN(*state, "--format=json", "nonsense").out);
    assert_non_null(strstr(RUN(*state, "check", "-z", "--format", "github").out, "::error "));
}

static void help_is_text_whatever_the_format(void **state)
{
    assert_string_equal(RUN(*state, "--help", "--format=json").out, RUN(*state, "--help").out);
    assert_string_equal(RUN(*state, "help", "--format=sarif").out, RUN(*state, "--help").out);
}

static void a_document_is_not_mixed_with_results(void **state)
{
    Outcome outcome = RUN(*state, "explain", "--format=sarif");
    JsonError error;

    assert_non_null(json_read(*state, outcome.out, strlen(outcome.out), &error));
    assert_non_null(strstr(outcome.err, "MC101"));
}

static void colour_follows_the_option(void **state)
{
    assert_null(strstr(RUN(*state, "nonsense").err, "\033"));
    assert_non_null(strstr(RUN(*state, "--color", "always", "nonsense").err, "\033"));
}

static void init_writes_once(void **state)
{
    Outcome outcome;
    const char *reason;
    Text text;

    folder_enter(*state);
    folder_write(*state, "app/.clang-format", "BasedOnStyle: LLVM");
    folder_write(*state, "app/.gitignore", "build/\r\n");
    outcome = RUN(*state, "init", "app");
    assert_int_equal(outcome.status, STATUS_DONE);
    assert_true(file_exists("app/models/notes.h"));
    assert_true(file_exists("app/include/modelc.h"));
    assert_true(file_exists("app/migrations/versions/.gitkeep"));
    assert_true(file_read(*state, "app/.clang-format", &text, &reason));
    assert_string_equal(text.bytes,
                        "BasedOnStyle: LLVM\nWhitespaceSensitiveMacros: [PG, PG_ALSO]\n");
    assert_true(file_read(*state, "app/.gitignore", &text, &reason));
    assert_string_equal(text.bytes, "build/\r\n.modelc/\n");

    folder_write(*state, "app/modelc.json", "{}");
    unlink("app/models/notes.h");
    folder_write(*state, "app/models/mine.h", "");
    outcome = RUN(*state, "-C", "app", "init");
    assert_int_equal(outcome.status, STATUS_DONE);
    assert_null(strstr(outcome.out, "created"));
    assert_null(strstr(outcome.out, "changed"));
    assert_false(file_exists("app/models/notes.h"));
    assert_true(file_read(*state, "app/modelc.json", &text, &reason));
    assert_string_equal(text.bytes, "{}");

    outcome = RUN(*state, "init", "app/modelc.json");
    assert_int_equal(outcome.status, STATUS_ERROR);
    assert_non_null(strstr(outcome.err, "[MC903]"));
}

static void findings_are_explained(void **state)
{
    const char *all = RUN(*state, "explain").out;

    for (int id = 0; id < FINDING_COUNT; id++) {
        const FindingKind *kind = finding_kind((FindingId)id);

        assert_non_null(strstr(all, kind->code));
        assert_non_null(strstr(RUN(*state, "explain", kind->code).out, kind->title));
    }
    assert_non_null(strstr(RUN(*state, "explain", "mc101").out, "MC101 server-default"));
    assert_non_null(strstr(RUN(*state, "explain", "--", "-Wserver-default").out, "MC101"));
    assert_non_null(strstr(RUN(*state, "explain", "server-defaul").err, "'server-default'"));
    assert_int_equal(RUN(*state, "explain", "zzzzzzzz").status, STATUS_USAGE);
}

static void a_broken_configuration_stops_commands(void **state)
{
    Outcome outcome;

    folder_enter(*state);
    folder_write(*state, "modelc.json", "{\n  \"models\" 1\n}\n");
    outcome = RUN(*state, "dev", "status");
    assert_int_equal(outcome.status, STATUS_ERROR);
    assert_non_null(strstr(outcome.err, "modelc.json:2:"));
    assert_non_null(strstr(outcome.err, "[MC902]"));
    assert_int_equal(RUN(*state, "version").status, STATUS_DONE);
}

static void commands_are_named_once(void **state)
{
    (void)state;
    for (const Command *a = commands; a->name; a++) {
        assert_ptr_equal(command_find(a->name), a);
        if (a->alias)
            assert_ptr_equal(command_find(a->alias), a);
        assert_non_null(a->body->run);
    }
    assert_null(command_find("nonsense"));
}

/* Names and letters are unique within a command and the options of every command. */
static void options_are_named_once(void **state)
{
    (void)state;
    for (const Command *command = commands; command->name; command++)
        for (const Option *option = command->body->options; option && option->name; option++) {
            assert_ptr_equal(option_find(command->body->options, option->name), option);
            assert_null(option_find(global_options, option->name));
            assert_non_null(option->help);
            assert_true((option->type == OPTION_FLAG) == (option->value == NULL));
        }
    for (const Option *option = global_options; option->name; option++)
        assert_ptr_equal(option_find(global_options, option->name), option);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(version_by_word_and_option),
        UNIT(every_command_has_help),
        UNIT(wrong_usage_is_64),
        UNIT(machines_read_standard_output),
        UNIT(the_format_counts_behind_a_mistake),
        UNIT(help_is_text_whatever_the_format),
        UNIT(a_document_is_not_mixed_with_results),
        UNIT(colour_follows_the_option),
        UNIT(init_writes_once),
        UNIT(findings_are_explained),
        UNIT(a_broken_configuration_stops_commands),
        UNIT(commands_are_named_once),
        UNIT(options_are_named_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
