/*
 * A revision that is being written: its place in the graph, its name, its file, and what
 * migrations/schema.json records of it.  Shared by all commands that write revisions.
 */
#ifndef MODELC_DRAFT_H
#define MODELC_DRAFT_H

#include "migrate/graph.h"
#include "modelc/session.h"

/* What the command line says about a new revision; part of the arguments of those commands. */
typedef struct DraftArgs {
    const char *message;
    const char *rev_id;
    const char *head;
    StrVec branch_labels, depends_on;
    bool splice, edit;
} DraftArgs;

/* Rows of an option table for the field `draft` of the struct `S`. */
#define DRAFT_ID_OPTION(S)                                                                         \
    OPTION(S, draft.rev_id, .name = "rev-id", .value = "ID",                                       \
           .help = "identifier of the revision, instead of one derived from its content")
#define DRAFT_LABEL_OPTION(S)                                                                      \
    OPTION(S, draft.branch_labels, .name = "branch-label", .value = "NAME",                        \
           .help = "name of the branch that the revision is on; may be repeated")
#define DRAFT_EDIT_OPTION(S)                                                                       \
    OPTION(S, draft.edit, .name = "edit", .help = "open the new file in $EDITOR")
#define DRAFT_PLACE_OPTIONS(S)                                                                     \
    OPTION(S, draft.head, .name = "head", .value = "REV",                                          \
           .help = "head that the revision revises, or base (default: head)"),                     \
        OPTION(S, draft.splice, .name = "splice",                                                  \
               .help = "let it revise what is no head, so that a branch begins"),                  \
        OPTION(S, draft.depends_on, .name = "depends-on", .value = "REV",                          \
               .help = "revision of another branch that must run before; may be repeated")

typedef struct Draft {
    Session *session;
    const DraftArgs *args;
    const Graph *graph;
    Revision revision;
    time_t date;

    /* Filled by draft_finish(). */
    const char *path;
    const char *text;
} Draft;

/* Begin one, of now.  False and MC901 for an identifier or a branch name that cannot be one. */
bool draft_begin(Session *session, const DraftArgs *args, Draft *draft);

/*
 * Fill parents, dependencies and branch names from the arguments.
 *
 * False and MC806 to MC808 for a head that is not found, is several, or is none (without --splice);
 * MC803 for a branch name that is taken.
 */
bool draft_place(Draft *draft, const Graph *graph);

/* The same, with `heads` as parents. */
bool draft_place_on(Draft *draft, const Graph *graph, const NodeVec *heads);

/*
 * Give the revision its identifier, derived from its parents, `content` and the message unless the
 * arguments say one, and make the file's text.  False and MC803 when it exists already.
 */
bool draft_finish(Draft *draft, const char *content);

/* Write the file and say so, then let the user edit it.  False and MC903, or MC802 after an edit.
 */
bool draft_write(Draft *draft);

/* The graph with the new revision in it; NULL after an error of graph_build(). */
const Graph *draft_graph(const Draft *draft);

/* Members of a JSON result. */
void draft_result(const Draft *draft);

/* Open a file in $VISUAL, $EDITOR or vi, and wait.  False and MC903 when it fails. */
bool draft_edit(Session *session, const char *path);

#endif
