#include "modelc/project.h"

#include "base/file.h"
#include "base/text.h"
#include "modelc/command.h"
#include "modelc/config.h"
#include "modelc/filter.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

enum { TABLE_MAX = 64 };

/* "sub/dir" when `inside` is below `root`, "" when they are the same, else `inside` itself. */
static const char *relative_to(const char *root, const char *inside)
{
    size_t length = strlen(root);

    if (strcmp(root, "/") == 0)
        return inside[1] ? inside + 1 : "";
    if (strncmp(root, inside, length) != 0 || (inside[length] != '/' && inside[length] != '\0'))
        return inside;
    return inside[length] ? inside + length + 1 : "";
}

static bool fail_directory(Session *session, const char *path)
{
    finding_add(session->findings, FINDING_MC902, NO_RANGE, "cannot use the directory '%s': %s",
                path, strerror(errno));
    return false;
}

/* The nearest directory from `from` upwards that holds modelc.json; NULL when there is none. */
static const char *find_root(Arena *run, const char *from)
{
    for (const char *dir = from;; dir = path_dir(run, dir)) {
        if (file_exists(path_join(run, dir, "modelc.json")))
            return dir;
        if (strcmp(dir, "/") == 0)
            return NULL;
    }
}

/* Stand in the project's directory; paths the user gave are turned towards it. */
static bool enter_root(Session *session, OptionSet *set)
{
    Arena *run = session->run;
    char here[PATH_MAX];
    const char *given = session->options->config;

    if (!getcwd(here, sizeof here))
        return fail_directory(session, ".");

    const char *root = given ? path_dir(run, path_join(run, here, given)) : find_root(run, here);

    if (given)
        session->config = path_name(given);
    else if (root)
        session->config = "modelc.json";
    if (!root)
        return true;
    if (chdir(root) != 0)
        return fail_directory(session, root);

    char now[PATH_MAX];

    if (!getcwd(now, sizeof now))
        return fail_directory(session, root);

    const char *prefix = relative_to(now, here);

    options_rebase(run, session->option_set, prefix);
    if (set)
        options_rebase(run, set, prefix);
    return true;
}

static bool fill_dotenv(Session *session)
{
    OptionSet *set = session->option_set;
    const Option *option = option_find(set->options, "database");
    const char *value;
    OptionSource source = {FINDING_MC902, NO_RANGE, ORIGIN_DOTENV, "DATABASE_URL"};

    if (option_origin(set, &session->options->database) != ORIGIN_NONE)
        return true;
    if (!dotenv_read(session->run, session->findings, ".env", option->env, &value))
        return false;
    return !value || !*value ||
           option_store(session->run, session->findings, set, option, value, &source);
}

static bool fill_config(Session *session, OptionSet *set)
{
    const Option *tables[TABLE_MAX] = {global_options};
    size_t count = 1;
    Config config;

    if (!session->config)
        return true;
    if (!config_read(session->run, session->findings, session->config, &config))
        return false;
    for (const Command *command = commands; command->name && count + 1 < TABLE_MAX; command++)
        if (command->body->options)
            tables[count++] = command->body->options;
    return config_check(session->run, session->findings, &config, tables) &&
           config_fill(session->run, session->findings, &config, session->option_set) &&
           (!set || config_fill(session->run, session->findings, &config, set));
}

bool project_open(Session *session, OptionSet *set)
{
    if (set && !options_fill_environment(session->run, session->findings, set))
        return false;
    return enter_root(session, set) && fill_dotenv(session) && fill_config(session, set);
}

static bool is_of_others(const void *context, const char *path)
{
    return filter_has_no_table(context, path);
}

/* Without patterns everything is managed. */
static ReaderOthers reader_others(const Session *session)
{
    const GlobalOptions *options = session->options;
    ReaderOthers others = {.has = is_of_others, .context = session->filter};

    if (options->include.count == 0 && options->exclude.count == 0)
        return (ReaderOthers){0};
    vec_push(session->run, &others.key, "include");
    for (size_t i = 0; i < options->include.count; i++)
        vec_push(session->run, &others.key, options->include.items[i]);
    vec_push(session->run, &others.key, "exclude");
    for (size_t i = 0; i < options->exclude.count; i++)
        vec_push(session->run, &others.key, options->exclude.items[i]);
    return others;
}

bool project_reader_input(Session *session, ReaderInput *out)
{
    const GlobalOptions *options = session->options;

    if (!filter_read(session))
        return false;
    *out = (ReaderInput){
        .flags = options->cflags,
        .cache_dir = READER_CACHE,
        .naming = {.primary_key = options->naming_pk,
                   .unique = options->naming_uq,
                   .foreign_key = options->naming_fk,
                   .check = options->naming_ck,
                   .exclusion = options->naming_ex,
                   .index = options->naming_ix},
        .warn_unindexed = warnings_wanted(&session->warnings, FINDING_M312),
        .manage_owners = options->owners,
        .others = reader_others(session),
    };
    return true;
}

const char *project_versions(const Session *session)
{
    const char *migrations = session->options->migrations;

    return path_join(session->run, migrations ? migrations : "migrations", "versions");
}

const char *project_ledger_schema(const Session *session)
{
    return session->options->ledger_schema ? session->options->ledger_schema : "public";
}
