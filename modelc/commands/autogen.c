/* autogen: compare models and database, write the difference as one revision. */
#include "base/text.h"
#include "modelc/command.h"
#include "modelc/comparison.h"
#include "modelc/decision.h"
#include "modelc/draft.h"
#include "modelc/record.h"
#include "modelc/renamed.h"
#include "modelc/spell_renamed.h"
#include "modelc/verify.h"

#include <string.h>

typedef struct AutogenArgs {
    DraftArgs draft;
    bool sql;
    bool dry_run;
    bool verify;
    StrVec fill;
    StrVec allow;
} AutogenArgs;

static const Option autogen_options[] = {
    OPTION(AutogenArgs, draft.message, .name = "message", .letter = 'm', .value = "MESSAGE",
           .required = true, .help = "what the revision does; also names the file"),
    DRAFT_ID_OPTION(AutogenArgs),
    DRAFT_PLACE_OPTIONS(AutogenArgs),
    DRAFT_LABEL_OPTION(AutogenArgs),
    DRAFT_EDIT_OPTION(AutogenArgs),
    OPTION(AutogenArgs, sql, .name = "sql", .help = "print the revision, write nothing"),
    OPTION(AutogenArgs, dry_run, .name = "dry-run", .help = "say what was detected, write nothing"),
    OPTION(AutogenArgs, verify, .name = "verify",
           .help = "prove the revision on a scratch database before it is written"),
    OPTION(AutogenArgs, fill, .name = "fill", .value = "TABLE.COLUMN=EXPRESSION",
           .help = "value for old rows of a new NOT NULL column; may be repeated"),
    DECISION_OPTION(AutogenArgs),
    {.name = NULL},
};

/* What is being written. */
typedef struct Autogen {
    Session *session;
    const AutogenArgs *args;
    Comparison comparison;
    Draft draft;
} Autogen;

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

/* As `modelc verify` will find it. */
static bool verify_draft(const Autogen *autogen)
{
    Session *session = autogen->session;
    const Draft *draft = &autogen->draft;
    const Graph *graph = draft_graph(draft);
    Snapshot snapshot = {.schema = autogen->comparison.models};
    VerifiedVec verified = {0};
    GraphNode *node = graph ? graph_find(graph, draft->revision.id) : NULL;

    vec_push(session->run, &snapshot.heads, draft->revision.id);
    return node &&
           verify_revisions(session, graph, &snapshot,
                            &(NodeVec){.items = &node, .count = 1, .capacity = 1}, &verified);
}

static Status write_revision(Autogen *autogen)
{
    Session *session = autogen->session;
    Draft *draft = &autogen->draft;
    const Graph *graph;

    if (autogen->args->verify && !verify_draft(autogen))
        return STATUS_ERROR;
    if (autogen->args->sql) {
        session_print(session, "%s", draft->text);
        return STATUS_DONE;
    }
    if (autogen->args->dry_run)
        return STATUS_DONE;
    if (!record_baseline(session, draft->revision.baseline) || !draft_write(draft))
        return STATUS_ERROR;
    graph = draft_graph(draft);
    if (!graph || !record_write(session, graph, autogen->comparison.models_text))
        return STATUS_ERROR;
    note_statements(draft, &autogen->comparison.up.hazards);
    return STATUS_DONE;
}

static bool fill_draft(Autogen *autogen)
{
    Arena *run = autogen->session->run;
    Comparison *comparison = &autogen->comparison;
    Revision *revision = &autogen->draft.revision;

    revision->schema = comparison->models_hash;
    revision->baseline = comparison->baseline;
    if (comparison->baseline)
        revision->starts_from =
            revision_checksum(run, (Text){comparison->baseline, strlen(comparison->baseline)});
    way_script(run, &comparison->up, &revision->up);
    way_script(run, &comparison->down, &revision->down);
    return draft_finish(&autogen->draft, way_text(run, &comparison->up));
}

/* Whether there are renames that the texts of the catalog do not know of yet; now they do. */
static bool spell_answers(Autogen *autogen, size_t *known)
{
    Comparison *comparison = &autogen->comparison;

    if (comparison->renames.count == *known)
        return false;
    *known = comparison->renames.count;
    spell_renamed(autogen->session, comparison->db, &comparison->catalog, &comparison->models,
                  &comparison->renames);
    return true;
}

/* Plan until every question about renames is answered; the findings are of the last plan alone. */
static Status plan(Autogen *autogen)
{
    Session *session = autogen->session;
    size_t known = autogen->comparison.renames.count;
    RenamedAnswer answer;

    do {
        Findings found = {.arena = session->run};
        bool ok;

        autogen->comparison.up = (Way){0};
        autogen->comparison.down = (Way){0};
        ok = comparison_plan(session, &found, &autogen->comparison, &autogen->args->fill);
        answer = ok ? renamed_ask(session, &autogen->args->allow, &autogen->comparison)
                    : RENAMED_NO_QUESTION;
        if (ok && answer == RENAMED_NO_QUESTION && spell_answers(autogen, &known))
            answer = RENAMED_ANSWERED;
        if (answer != RENAMED_ANSWERED)
            findings_append(session->findings, &found);
        if (!ok)
            return STATUS_ERROR;
    } while (answer == RENAMED_ANSWERED);
    return answer == RENAMED_STOP ? STATUS_BLOCKED : STATUS_DONE;
}

static Status generate(Autogen *autogen)
{
    Session *session = autogen->session;
    Way *up = &autogen->comparison.up;

    Status status = plan(autogen);

    if (status != STATUS_DONE)
        return status;
    if (up->plan.ops.count == 0) {
        session_say(session, "No changes in schema detected.\n");
        return STATUS_DONE;
    }
    for (size_t i = 0; i < up->detected.count; i++)
        session_say(session, "%s\n", up->detected.items[i]);
    if (!decision_make(session, &autogen->args->allow, &up->hazards))
        return STATUS_BLOCKED;
    return fill_draft(autogen) ? write_revision(autogen) : STATUS_ERROR;
}

static Status run(Session *session, const void *arguments)
{
    const AutogenArgs *args = arguments;
    Autogen autogen = {.session = session, .args = args};
    Comparison *comparison = &autogen.comparison;

    if (!decision_check(session, &args->allow) ||
        !draft_begin(session, &args->draft, &autogen.draft))
        return STATUS_USAGE;
    if (!comparison_read(session, COMPARE_LIVE | COMPARE_TO_WRITE, comparison) ||
        !draft_place(&autogen.draft, comparison->graph) || refuse_behind(session, comparison))
        return STATUS_ERROR;
    return generate(&autogen);
}

const CommandBody autogen_command = {
    .options = autogen_options,
    .args_size = sizeof(AutogenArgs),
    .about = "Compiles the models, reads the live catalog, and writes what separates them as one\n"
             "revision with an up and a down. Writes nothing when nothing separates them.",
    .run = run,
};
