/* autogen: compare models and database, write the difference as one revision. */
#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"
#include "codegen/revision.h"
#include "modelc/command.h"
#include "modelc/comparison.h"
#include "modelc/project.h"
#include "modelc/revisions.h"
#include "modelc/verify.h"

#include <stdlib.h>
#include <string.h>

typedef struct AutogenArgs {
    const char *message;
    const char *rev_id;
    bool sql;
    bool dry_run;
    bool verify;
    StrVec fill;
    StrVec allow;
} AutogenArgs;

static const Option autogen_options[] = {
    OPTION(AutogenArgs, message, .name = "message", .letter = 'm', .value = "MESSAGE",
           .required = true, .help = "what the revision does; also names the file"),
    OPTION(AutogenArgs, rev_id, .name = "rev-id", .value = "ID",
           .help = "identifier of the revision, instead of one derived from its content"),
    OPTION(AutogenArgs, sql, .name = "sql", .help = "print the revision, write nothing"),
    OPTION(AutogenArgs, dry_run, .name = "dry-run", .help = "say what was detected, write nothing"),
    OPTION(AutogenArgs, verify, .name = "verify",
           .help = "prove the revision on a scratch database before it is written"),
    OPTION(AutogenArgs, fill, .name = "fill", .value = "TABLE.COLUMN=EXPRESSION",
           .help = "value for old rows of a new NOT NULL column; may be repeated"),
    OPTION(AutogenArgs, allow, .name = "allow", .value = "CLASS",
           .help = "permit drop-table, drop-column, drop-schema, or all; may be repeated"),
    {.name = NULL},
};

/* What is being written. */
typedef struct Draft {
    Session *session;
    const AutogenArgs *args;
    Comparison *comparison;
    Revision revision;
    time_t date;
    const char *path, *text;
} Draft;

static bool refuse_behind(Session *session, const Comparison *comparison)
{
    Finding *finding;

    if (comparison_is_at_head(comparison))
        return false;
    finding = finding_add(session->findings, FINDING_MC811, NO_RANGE,
                          "Target database is not up to date.");
    finding->hint = "Run  modelc upgrade  first, then generate again.";
    return true;
}

static bool refuse_heads(Session *session, const Comparison *comparison)
{
    StrVec ids = {0};
    Finding *finding;

    if (comparison->heads.count < 2)
        return false;
    for (size_t i = 0; i < comparison->heads.count; i++)
        vec_push(session->run, &ids, comparison->heads.items[i]->revision->id);
    finding =
        finding_add(session->findings, FINDING_MC808, NO_RANGE,
                    "Multiple head revisions are present: %s", text_join(session->run, &ids, ", "));
    finding->hint = "Join them with a revision whose Revises line names all of them.";
    return true;
}

static bool is_allowed(const AutogenArgs *args, const char *class)
{
    return strvec_has(&args->allow, class) || strvec_has(&args->allow, "all");
}

static bool check_classes(Session *session, const AutogenArgs *args)
{
    static const char *const classes[] = {"drop-table", "drop-column", "drop-schema", "all"};

    for (size_t i = 0; i < args->allow.count; i++) {
        Suggestion near = {.wanted = args->allow.items[i]};
        bool known = false;

        for (size_t k = 0; k < sizeof classes / sizeof *classes; k++) {
            known = known || strcmp(classes[k], near.wanted) == 0;
            suggest_offer(&near, classes[k]);
        }
        if (!known) {
            session_misuse(session,
                           "--allow takes drop-table, drop-column, drop-schema or all, not "
                           "\"%s\"%s",
                           near.wanted, suggest_text(session->run, &near));
            return false;
        }
    }
    return true;
}

static bool ask(const Session *session, const char *question)
{
    char answer[16] = "";

    fprintf(session->err, "%s [y/N] ", question);
    fflush(session->err);
    return fgets(answer, sizeof answer, stdin) && (*answer == 'y' || *answer == 'Y');
}

/*
 * Destructive steps need a yes: a flag, the model's own word, or an answer.  Allowed ones stay as
 * warnings.
 */
static bool decide(Session *session, const AutogenArgs *args, const Hazards *hazards)
{
    bool decided = true;

    for (size_t i = 0; i < hazards->count; i++) {
        const Hazard *hazard = &hazards->items[i];
        Finding *finding = hazard->finding;

        if (finding->severity != SEVERITY_ERROR)
            continue;
        if (!hazard->allow || is_allowed(args, hazard->allow) ||
            (session_is_interactive(session) && ask(session, finding->message))) {
            finding->severity = SEVERITY_WARNING;
            session->findings->error_count--;
            session->findings->warning_count++;
            continue;
        }
        finding->hint = arena_printf(session->run,
                                     "Nothing was written. If it is meant, generate again with "
                                     "--allow %s.",
                                     hazard->allow);
        decided = false;
    }
    return decided;
}

/* Derived from what it follows and what it does, so that the same change shows itself. */
static const char *derive_id(Arena *run, const Revision *revision, const char *up)
{
    StrVec parts = {0};

    for (size_t i = 0; i < revision->parents.count; i++)
        vec_push(run, &parts, revision->parents.items[i]);
    vec_push(run, &parts, up);
    vec_push(run, &parts, revision->message);
    return arena_strndup(run, hash_list(run, &parts), 12);
}

static const char *script_of(Arena *run, const Way *way, Script *script)
{
    const char *text = statements_text(run, &way->statements, &way->hazards);

    script->present = true;
    script_add(run, script, text);
    return text;
}

static void fill_draft(Draft *draft)
{
    Arena *run = draft->session->run;
    Revision *revision = &draft->revision;
    Comparison *comparison = draft->comparison;

    draft->date = revisions_date();
    revision->message = draft->args->message ? draft->args->message : "";
    revision->create_date = revision_date(run, draft->date);
    revision->schema = snapshot_hash(run, comparison->models_text);
    for (size_t i = 0; i < comparison->heads.count; i++)
        vec_push(run, &revision->parents, comparison->heads.items[i]->revision->id);

    const char *up = script_of(run, &comparison->up, &revision->up);

    script_of(run, &comparison->down, &revision->down);
    revision->id = draft->args->rev_id ? draft->args->rev_id : derive_id(run, revision, up);
    draft->path = path_join(run, project_versions(draft->session),
                            revision_file_name(run, draft->date, revision->id, revision->message));
    draft->text = revision_write(run, revision);
}

static bool refuse_taken(const Draft *draft)
{
    const GraphNode *taken = graph_find(draft->comparison->graph, draft->revision.id);

    if (!taken)
        return false;
    finding_add(draft->session->findings, FINDING_MC803, NO_RANGE, "revision %s exists already: %s",
                draft->revision.id, taken->revision->path)
        ->hint = "Give another identifier with --rev-id.";
    return true;
}

/* The statement of a hazard in the new file: the first line behind its block of comments. */
static Range find_statement(const Draft *draft, const Finding *finding)
{
    const FindingKind *kind = finding_kind(finding->id);
    const char *mark = arena_printf(draft->session->run, "-- modelc:hazard %s %s %s", kind->code,
                                    kind->name, finding->object);
    const char *at = strstr(draft->text, mark);

    while (at && text_starts(at, "--"))
        at = strchr(at, '\n') ? strchr(at, '\n') + 1 : NULL;
    if (!at)
        return NO_RANGE;

    size_t begin = (size_t)(at - draft->text);

    return (Range){.file = draft->path, .begin = begin, .end = begin + strcspn(at, "\n")};
}

static void note_statements(const Draft *draft, const Hazards *hazards)
{
    for (size_t i = 0; i < hazards->count; i++) {
        Finding *finding = hazards->items[i].finding;
        Range at = find_statement(draft, finding);

        if (at.file)
            finding_note(draft->session->findings, finding, at, "this statement");
    }
}

static int compare_revisions(const void *a, const void *b)
{
    return strcmp(((const SnapshotRevision *)a)->id, ((const SnapshotRevision *)b)->id);
}

static const char *snapshot_text(const Draft *draft)
{
    Arena *run = draft->session->run;
    Comparison *comparison = draft->comparison;
    Text text = {draft->text, strlen(draft->text)};
    Snapshot snapshot = {.objects = comparison->models_text};

    for (size_t i = 0; i < comparison->graph->nodes.count; i++) {
        const Revision *revision = comparison->graph->nodes.items[i]->revision;

        vec_push(run, &snapshot.revisions, ((SnapshotRevision){revision->id, revision->checksum}));
    }
    vec_push(run, &snapshot.revisions,
             ((SnapshotRevision){draft->revision.id, revision_checksum(run, text)}));
    qsort(snapshot.revisions.items, snapshot.revisions.count, sizeof *snapshot.revisions.items,
          compare_revisions);
    vec_push(run, &snapshot.heads, draft->revision.id);
    return snapshot_write(run, &snapshot);
}

static bool write_file(const Draft *draft, const char *path, const char *text, bool fresh)
{
    const char *reason;
    Session *session = draft->session;

    if (dir_make(session->run, path_dir(session->run, path), &reason) &&
        file_write(session->run, path, text, strlen(text), fresh, &reason))
        return true;
    finding_add(session->findings, FINDING_MC903, (Range){.file = path}, "cannot write %s: %s",
                path, reason);
    return false;
}

/* As `modelc verify` will find it. */
static bool verify_draft(const Draft *draft)
{
    Session *session = draft->session;
    Text text = {draft->text, strlen(draft->text)};
    GraphNode *node;
    RevisionVec revisions = {0};
    Snapshot snapshot = {.schema = draft->comparison->models};
    VerifiedVec verified = {0};
    const Graph *graph;

    for (size_t i = 0; i < draft->comparison->graph->nodes.count; i++)
        vec_push(session->run, &revisions, draft->comparison->graph->nodes.items[i]->revision);
    vec_push(session->run, &revisions,
             revision_read(session->run, session->findings, draft->path, text));
    vec_push(session->run, &snapshot.heads, draft->revision.id);
    graph = graph_build(session->run, session->findings, &revisions);
    node = graph ? graph_find(graph, draft->revision.id) : NULL;
    return node &&
           verify_revisions(session, graph, &snapshot,
                            &(NodeVec){.items = &node, .count = 1, .capacity = 1}, &verified);
}

static Status write_draft(const Draft *draft)
{
    Session *session = draft->session;
    Json *result = session_result(session);

    if (draft->args->verify && !verify_draft(draft))
        return STATUS_ERROR;
    if (draft->args->sql) {
        session_print(session, "%s", draft->text);
        return STATUS_DONE;
    }
    if (draft->args->dry_run)
        return STATUS_DONE;
    session_say(session, "Generating %s ... ", draft->path);
    if (!write_file(draft, draft->path, draft->text, true) ||
        !write_file(draft, comparison_snapshot_path(session), snapshot_text(draft), false)) {
        session_say(session, "failed\n");
        return STATUS_ERROR;
    }
    session_say(session, "done\n");
    note_statements(draft, &draft->comparison->up.hazards);
    if (result) {
        json_set_text(result, "revision", draft->revision.id);
        json_set_text(result, "path", draft->path);
    }
    return STATUS_DONE;
}

static bool may_be_named(Session *session, const AutogenArgs *args)
{
    if (!args->rev_id || revision_id_valid(args->rev_id))
        return true;
    session_misuse(session, "--rev-id \"%s\" is no identifier: use letters, digits, _ and .",
                   args->rev_id);
    return false;
}

static Status run(Session *session, const void *arguments)
{
    const AutogenArgs *args = arguments;
    Comparison comparison;
    Draft draft = {.session = session, .args = args, .comparison = &comparison};

    if (!check_classes(session, args) || !may_be_named(session, args))
        return STATUS_USAGE;
    if (!comparison_read(session, COMPARE_LIVE | COMPARE_TO_WRITE, &comparison) ||
        refuse_heads(session, &comparison) || refuse_behind(session, &comparison) ||
        !comparison_plan(session, session->findings, &comparison, &args->fill))
        return STATUS_ERROR;
    if (comparison.up.plan.ops.count == 0) {
        session_say(session, "No changes in schema detected.\n");
        return STATUS_DONE;
    }
    for (size_t i = 0; i < comparison.up.detected.count; i++)
        session_say(session, "%s\n", comparison.up.detected.items[i]);
    if (!decide(session, args, &comparison.up.hazards))
        return STATUS_BLOCKED;
    fill_draft(&draft);
    if (refuse_taken(&draft))
        return STATUS_ERROR;
    return write_draft(&draft);
}

const CommandBody autogen_command = {
    .options = autogen_options,
    .args_size = sizeof(AutogenArgs),
    .about = "Compiles the models, reads the live catalog, and writes what separates them as one\n"
             "revision with an up and a down. Writes nothing when nothing separates them.",
    .run = run,
};
