/* pull: an existing database becomes models. */
#include "base/file.h"
#include "base/text.h"
#include "codegen/headers/headers.h"
#include "introspect/catalog.h"
#include "migrate/ledger.h"
#include "modelc/command.h"
#include "modelc/database.h"
#include "modelc/project.h"
#include "schema/sql.h"

#include <string.h>

typedef struct PullArgs {
    const char *out;
    const char *layout;
} PullArgs;

/* In the order of HeadersLayout. */
static const char *const layouts[] = {"table", "schema", "single", NULL};

static const Option pull_options[] = {
    OPTION(PullArgs, out, .name = "out", .letter = 'o', .value = "DIR", .path = true,
           .help = "where the models go; the project's models unless given"),
    OPTION(PullArgs, layout, .name = "layout", .value = "LAYOUT", .choices = layouts,
           .help = "one header per table (usual), per schema, or a single one"),
    {.name = NULL},
};

static HeadersLayout layout_of(const char *word)
{
    size_t i = 0;

    while (word && layouts[i] && !text_same(layouts[i], word))
        i++;
    return word ? (HeadersLayout)i : LAYOUT_TABLE;
}

static bool read_catalog(Session *session, Schema *catalog)
{
    Db *db = database_open(session);
    CatalogOptions options = {
        .ledger = path_under(session->run, sql_ident(session->run, project_ledger_schema(session)),
                             LEDGER_TABLE),
    };

    return db && catalog_read(session->run, db, session->findings, &options, catalog);
}

/* The first directory among the project's models. */
static const char *out_dir(const Session *session, const PullArgs *args)
{
    const StrVec *models = &session->options->models;

    if (args->out)
        return args->out;
    for (size_t i = 0; i < models->count; i++)
        if (file_is_dir(models->items[i]) || !strpbrk(path_name(models->items[i]), ".*?["))
            return models->items[i];
    return "models";
}

typedef struct Pull {
    Session *session;
    const char *dir;
    Json *created, *kept;
} Pull;

/* What stands there already says the same, or it is not ours to overwrite. */
static bool may_write(const Pull *pull, const ModelFile *file, bool *same)
{
    Session *session = pull->session;
    const char *path = path_join(session->run, pull->dir, file->name), *reason;
    Text text;

    *same = false;
    if (!file_exists(path))
        return true;
    if (!file_read(session->run, path, &text, &reason)) {
        finding_add(session->findings, FINDING_MC903, (Range){.file = path}, "cannot read %s: %s",
                    path, reason);
        return false;
    }
    *same = strcmp(text.bytes, file->text) == 0;
    if (*same)
        return true;
    finding_add(session->findings, FINDING_MC903, (Range){.file = path},
                "%s exists and says something else; nothing was written", path)
        ->hint = "Move it away, or pull into another directory with --out.";
    return false;
}

static bool write_file(const Pull *pull, const ModelFile *file)
{
    Session *session = pull->session;
    const char *path = path_join(session->run, pull->dir, file->name), *reason;

    if (dir_make(session->run, path_dir(session->run, path), &reason) &&
        file_write(session->run, path, file->text, strlen(file->text), true, &reason)) {
        json_add_text(pull->created, path);
        if (!session_result(session))
            session_print(session, "created  %s\n", path);
        return true;
    }
    finding_add(session->findings, FINDING_MC903, (Range){.file = path}, "cannot write %s: %s",
                path, reason);
    return false;
}

static bool write_files(const Pull *pull, const ModelFiles *files)
{
    Arena *run = pull->session->run;
    bool *same = arena_alloc(run, (files->count + 1) * sizeof *same), fine = true;

    for (size_t i = 0; i < files->count; i++)
        fine = may_write(pull, &files->items[i], &same[i]) && fine;
    for (size_t i = 0; fine && i < files->count; i++) {
        if (same[i])
            json_add_text(pull->kept, path_join(run, pull->dir, files->items[i].name));
        else
            fine = write_file(pull, &files->items[i]);
    }
    return fine;
}

static Status run(Session *session, const void *arguments)
{
    const PullArgs *args = arguments;
    HeadersInput input = {.layout = layout_of(args->layout),
                          .naming = project_reader_input(session).naming};
    Pull pull = {.session = session,
                 .dir = out_dir(session, args),
                 .created = json_make_array(session->run),
                 .kept = json_make_array(session->run)};
    Json *result = session_result(session);
    Schema catalog = {0};
    ModelFiles files;

    if (!read_catalog(session, &catalog))
        return STATUS_ERROR;
    input.schema = &catalog;
    files = headers_make(session->run, &input);
    if (result) {
        json_set_value(result, "created", pull.created);
        json_set_value(result, "kept", pull.kept);
    }
    if (!write_files(&pull, &files))
        return STATUS_ERROR;
    if (files.count == 0)
        session_say(session, "The database holds nothing to describe.\n");
    return STATUS_DONE;
}

const CommandBody pull_command = {
    .options = pull_options,
    .args_size = sizeof(PullArgs),
    .about =
        "Writes the models that describe an existing database: a struct per table, functions,\n"
        "views and the like in .sql files beside the headers. What modelc check compares with\n"
        "that database afterwards is in sync with it.",
    .run = run,
};
