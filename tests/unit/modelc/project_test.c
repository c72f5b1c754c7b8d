#include "base/text.h"
#include "modelc/project.h"
#include "tests/unit/modelc/folder.h"

#include <stdio.h>

typedef struct Fixture {
    Findings findings;
    GlobalOptions options;
    OptionSet set;
    Session session;
    const char *folder;
} Fixture;

static Fixture *make(Arena *arena)
{
    Fixture *fixture = ARENA_NEW(arena, Fixture);

    fixture->folder = folder_enter(arena);
    fixture->findings.arena = arena;
    fixture->set = (OptionSet){.options = global_options, .args = &fixture->options};
    fixture->session = (Session){
        .run = arena,
        .findings = &fixture->findings,
        .options = &fixture->options,
        .option_set = &fixture->set,
        .out = stdout,
        .err = stderr,
    };
    unsetenv("DATABASE_URL");
    return fixture;
}

/* As if it had been given on the command line. */
static void give(Fixture *fixture, const char *name, const char *value)
{
    OptionSource source = {FINDING_MC901, NO_RANGE, ORIGIN_COMMAND_LINE, "test"};

    assert_true(option_store(fixture->session.run, &fixture->findings, &fixture->set,
                             option_find(global_options, name), value, &source));
}

static void enter(const char *path)
{
    assert_int_equal(chdir(path), 0);
}

static const char *last_message(const Fixture *fixture)
{
    assert_true(fixture->findings.items.count > 0);
    return fixture->findings.items.items[fixture->findings.items.count - 1]->message;
}

static const char *models(Fixture *fixture)
{
    StrVec files = {0};

    return project_models(&fixture->session, &files) ? text_join(fixture->session.run, &files, " ")
                                                     : "none";
}

static void the_project_is_found_upwards(void **state)
{
    Fixture *fixture = make(*state);

    folder_write(*state, "modelc.json", "{\"migrations\": \"db\", \"ledger-schema\": \"meta\"}");
    folder_write(*state, "a/b/x.h", "");
    enter("a/b");
    give(fixture, "models", "x.h");
    assert_true(project_open(&fixture->session, NULL));
    assert_string_equal(fixture->session.config, "modelc.json");
    assert_true(file_exists("modelc.json"));
    assert_string_equal(fixture->options.ledger_schema, "meta");
    assert_string_equal(project_versions(&fixture->session), "db/versions");
    assert_string_equal(models(fixture), "a/b/x.h");
}

static void without_a_configuration_it_is_here(void **state)
{
    Fixture *fixture = make(*state);

    folder_write(*state, "models/a.h", "");
    give(fixture, "migrations", "db");
    assert_true(project_open(&fixture->session, NULL));
    assert_null(fixture->session.config);
    assert_string_equal(project_versions(&fixture->session), "db/versions");
    assert_string_equal(models(fixture), "models/a.h");
}

static void a_configuration_elsewhere_is_a_project_elsewhere(void **state)
{
    Fixture *fixture = make(*state);

    folder_write(*state, "one/other.json", "{\"models\": \"m\"}");
    folder_write(*state, "one/m/a.h", "");
    folder_write(*state, "two/b.h", "");
    enter("two");
    give(fixture, "config", "../one/other.json");
    assert_true(project_open(&fixture->session, NULL));
    assert_string_equal(fixture->session.config, "other.json");
    assert_string_equal(models(fixture), "m/a.h");

    fixture = make(*state);
    give(fixture, "config", "none/modelc.json");
    assert_false(project_open(&fixture->session, NULL));
    assert_non_null(strstr(last_message(fixture), "No such file or directory"));
}

static const char *database(Fixture *fixture)
{
    fixture->options.database = NULL;
    memset(fixture->set.origins, 0, sizeof fixture->set.origins);
    assert_true(options_fill_environment(fixture->session.run, &fixture->findings, &fixture->set));
    assert_true(project_open(&fixture->session, NULL));
    return fixture->options.database ? fixture->options.database : "none";
}

static void sources_of_the_database_have_an_order(void **state)
{
    Fixture *fixture = make(*state);

    assert_string_equal(database(fixture), "none");
    folder_write(*state, "modelc.json", "{\"database\": \"config\"}");
    assert_string_equal(database(fixture), "config");
    folder_write(*state, ".env", "DATABASE_URL=\n");
    assert_string_equal(database(fixture), "config");
    folder_write(*state, ".env", "DATABASE_URL=dotenv\n");
    assert_string_equal(database(fixture), "dotenv");
    assert_int_equal(option_origin(&fixture->set, &fixture->options.database), ORIGIN_DOTENV);
    setenv("DATABASE_URL", "environment", 1);
    assert_string_equal(database(fixture), "environment");
    unsetenv("DATABASE_URL");
    give(fixture, "database", "given");
    assert_true(project_open(&fixture->session, NULL));
    assert_string_equal(fixture->options.database, "given");
}

static void what_is_wrong_stops(void **state)
{
    Fixture *fixture = make(*state);

    folder_write(*state, "modelc.json", "{\"model\": \"x\"}");
    assert_false(project_open(&fixture->session, NULL));
    assert_string_equal(last_message(fixture), "unknown key 'model'; did you mean 'models'?");
    folder_write(*state, "modelc.json", "{}");
    folder_write(*state, ".env", "DATABASE_URL='x");
    assert_false(project_open(&fixture->session, NULL));
    assert_string_equal(last_message(fixture), "the quote is not closed");
}

static void models_are_files_folders_and_globs(void **state)
{
    Fixture *fixture = make(*state);

    folder_write(*state, "models/b.h", "");
    folder_write(*state, "models/a.h", "");
    folder_write(*state, "models/a.c", "");
    folder_write(*state, "models/.hidden.h", "");
    folder_write(*state, "models/sub/c.h", "");
    folder_write(*state, "models/folder.h/d.h", "");
    assert_string_equal(models(fixture), "models/a.h models/b.h");
    give(fixture, "models", "./models/");
    give(fixture, "models", "models/b.h");
    assert_string_equal(models(fixture), "models/a.h models/b.h");
    fixture->options.models.count = 0;
    give(fixture, "models", "models/**/*.h");
    assert_string_equal(models(fixture),
                        "models/a.h models/b.h models/folder.h/d.h models/sub/c.h");
    fixture->options.models.count = 0;
    give(fixture, "models", "models/[b-z].h");
    assert_string_equal(models(fixture), "models/b.h");
    fixture->options.models.count = 0;
    give(fixture, "models", path_join(*state, fixture->folder, "models/s*/*.h"));
    assert_string_equal(models(fixture), path_join(*state, fixture->folder, "models/sub/c.h"));
}

static void no_models_are_an_error(void **state)
{
    Fixture *fixture = make(*state);

    assert_string_equal(models(fixture), "none");
    assert_string_equal(last_message(fixture), "no model headers in 'models'");
    give(fixture, "models", "none/*.h");
    assert_string_equal(models(fixture), "none");
    assert_string_equal(last_message(fixture), "no model headers in 'none/*.h'");
    fixture->options.models.count = 0;
    give(fixture, "models", "none.h");
    assert_string_equal(models(fixture), "none");
    assert_string_equal(last_message(fixture), "cannot read 'none.h': No such file or directory");
    fixture->options.models.count = 0;
    give(fixture, "models", "[");
    assert_string_equal(models(fixture), "none");
    assert_int_equal(fixture->findings.error_count, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(the_project_is_found_upwards),
        UNIT(without_a_configuration_it_is_here),
        UNIT(a_configuration_elsewhere_is_a_project_elsewhere),
        UNIT(sources_of_the_database_have_an_order),
        UNIT(what_is_wrong_stops),
        UNIT(models_are_files_folders_and_globs),
        UNIT(no_models_are_an_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
