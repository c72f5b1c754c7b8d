/* pull: an existing database becomes models. */
#include "modelc/pull.h"
#include "base/file.h"
#include "base/text.h"
#include "modelc/command.h"

#include <string.h>

typedef struct PullArgs {
    const char *out;
    const char *layout;
} PullArgs;

/* In the order of HeadersLayout. */
static const char *const layouts[] = {"table", "schema", "single", NULL};

static const Option pull_options[] = {
    OPTION(PullArgs, out, .name = "out", .letter = 'o', .value = "DIR", .path = true,
           .help = "where the models are or go; the project's models unless given"),
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

/* The first directory among the project's models. */
static const char *models_dir(const Session *session)
{
    const StrVec *models = &session->options->models;

    for (size_t i = 0; i < models->count; i++)
        if (file_is_dir(models->items[i]) || !strpbrk(path_name(models->items[i]), ".*?["))
            return models->items[i];
    return "models";
}

/* Models that no command will find are of little use. */
static void explain_place(Session *session, const Pull *pull)
{
    const StrVec *models = &session->options->models;

    if (!pull->own || strvec_has(models, pull->dir) ||
        (models->count == 0 && text_same(pull->dir, "models")))
        return;
    session_say(session,
                "The project's models are elsewhere: say --models %s, or \"models\": \"%s\" in "
                "modelc.json%s.\n",
                pull->dir, pull->dir,
                session->config ? "" : " (there is none here; \"modelc init\" writes one)");
}

static Status run(Session *session, const void *arguments)
{
    const PullArgs *args = arguments;
    Pull job = {.dir = args->out ? args->out : models_dir(session),
                .own = args->out != NULL,
                .layout = layout_of(args->layout),
                .layout_given = args->layout != NULL,
                .created = json_make_array(session->run),
                .changed = json_make_array(session->run),
                .removed = json_make_array(session->run)};
    Json *result = session_result(session);

    if (result) {
        json_set_value(result, "created", job.created);
        json_set_value(result, "changed", job.changed);
        json_set_value(result, "removed", job.removed);
    }
    if (!pull(session, &job))
        return STATUS_ERROR;
    explain_place(session, &job);
    return STATUS_DONE;
}

const CommandBody pull_command = {
    .options = pull_options,
    .args_size = sizeof(PullArgs),
    .about =
        "Writes the models that describe an existing database: a struct per table, functions,\n"
        "views and the like in .sql files beside the headers. Where there are models, edits\n"
        "what differs and leaves the rest as it is.",
    .run = run,
};
