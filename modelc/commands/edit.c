/* edit: a revision file in the editor. */
#include "base/file.h"
#include "base/text.h"
#include "migrate/resolve.h"
#include "modelc/command.h"
#include "modelc/draft.h"
#include "modelc/project.h"
#include "modelc/revisions.h"

#include <string.h>

/* "20251001174400_ba76cbd4fd71_add_is_draft.sql" names the identifier behind the first underscore.
 */
static bool is_named(const char *name, const char *word)
{
    const char *id = strchr(name, '_');

    return text_same(name, path_name(word)) || (id && text_starts(id + 1, word));
}

/* The one file whose name says so, NULL otherwise. */
static const char *find_file(Session *session, const char *word)
{
    const char *dir = project_versions(session), *found = NULL, *reason;
    StrVec names = {0};

    if (!dir_list(session->run, dir, &names, &reason))
        return NULL;
    for (size_t i = 0; i < names.count; i++) {
        if (!is_named(names.items[i], word))
            continue;
        if (found)
            return NULL;
        found = path_join(session->run, dir, names.items[i]);
    }
    return found;
}

/*
 * Where the files cannot be read, perhaps because of the very one that is to be corrected, its name
 * has to do; NULL and what is wrong with them when it does not.
 */
static const char *choose_file(Session *session, const char *word)
{
    Findings quiet = {.arena = session->run};
    const Graph *graph = graph_load(session->run, &quiet, project_versions(session));
    const char *path = graph ? NULL : find_file(session, word);
    const GraphNode *node;
    NodeVec current = {0};

    if (path)
        return path;
    graph = graph ? graph : revisions_read(session);
    if (!graph || (revisions_needs_database(word) && !revisions_current(session, &graph, &current)))
        return NULL;
    node = resolve_one(session->run, session->findings, graph, word, &current);
    return node ? node->revision->path : NULL;
}

static Status run(Session *session, const void *args)
{
    const char *word = session->operands.count ? session->operands.items[0] : "head";
    const char *path = choose_file(session, word);

    (void)args;
    if (!path || !draft_edit(session, path))
        return STATUS_ERROR;
    return revision_load(session->run, session->findings, path) ? STATUS_DONE : STATUS_ERROR;
}

const CommandBody edit_command = {
    .about =
        "Opens it in $VISUAL, $EDITOR or vi, and reads it again afterwards: what is wrong with\n"
        "it is said at once. REV is head unless given; a file that cannot be read is found by "
        "name.",
    .run = run,
};
