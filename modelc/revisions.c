#include "modelc/revisions.h"

#include "base/text.h"
#include "modelc/database.h"
#include "modelc/interrupt.h"
#include "modelc/project.h"
#include "modelc/report/source.h"

#include <stdlib.h>
#include <string.h>

static const unsigned wait_lock_ms = 60000;

const Graph *revisions_read(Session *session)
{
    return graph_load(session->run, session->findings, project_versions(session));
}

static void say(void *context, const char *line)
{
    Session *session = context;

    /* It may hold what the server or a file says. */
    session_say(session, "%s\n", text_printable(session->run, line));
}

static bool is_stopped(void *context)
{
    return interrupt_came(((const Session *)context)->interrupt);
}

bool revisions_connect(Session *session, const Graph *graph, Runner *runner)
{
    *runner = (Runner){
        .run = session->run,
        .findings = session->findings,
        .db = database_open(session),
        .graph = graph,
        .ledger_schema = project_ledger_schema(session),
        .wait_lock_ms = wait_lock_ms,
        .say = say,
        .stopped = is_stopped,
        .context = session,
    };
    return runner->db != NULL;
}

static void say_half(Session *session, const LedgerRow *half)
{
    Json *result = session_result(session);

    session_say(session, "Under way: %s is %s\n", half->id, revisions_state(session, half));
    if (!result)
        return;
    json_set_text(result, "under_way", half->id);
    json_set_text(result, "state", revisions_state(session, half));
}

bool revisions_current(Session *session, const Graph **graph, NodeVec *current)
{
    Runner runner;
    Ledger ledger;
    const LedgerRow *half;

    if (!revisions_connect(session, *graph, &runner) || !runner_current(&runner, &ledger, current))
        return false;
    *graph = runner.graph;
    half = ledger_under_way(&ledger);
    if (half)
        say_half(session, half);
    return true;
}

bool revisions_needs_database(const char *word)
{
    const char *at = strchr(word, '@');
    const char *symbol = at ? at + 1 : word;

    return strstr(word, "current") || symbol[0] == '+' || symbol[0] == '-';
}

/* How many of the heads are on the branch of that name. */
static size_t count_label(const NodeVec *heads, const char *label)
{
    size_t count = 0;

    for (size_t i = 0; i < heads->count; i++)
        count += strvec_has(&heads->items[i]->labels, label);
    return count;
}

/* Whether each has a name of its own. */
static bool are_named(const NodeVec *heads)
{
    for (size_t i = 0; i < heads->count; i++) {
        const StrVec *labels = &heads->items[i]->labels;
        bool own = false;

        for (size_t k = 0; k < labels->count; k++)
            own = own || count_label(heads, labels->items[k]) == 1;
        if (!own)
            return false;
    }
    return true;
}

static StrVec node_ids(Session *session, const NodeVec *nodes)
{
    StrVec ids = {0};

    for (size_t i = 0; i < nodes->count; i++)
        vec_push(session->run, &ids, nodes->items[i]->revision->id);
    return ids;
}

bool revisions_check_heads(Session *session, const Graph *graph)
{
    NodeVec heads = {0};
    StrVec ids;

    graph_heads(session->run, graph, &heads);
    if (heads.count < 2 || are_named(&heads))
        return true;
    ids = node_ids(session, &heads);
    finding_add(session->findings, FINDING_MC808, NO_RANGE,
                "Multiple head revisions are present: %s", text_join(session->run, &ids, ", "))
        ->hint = "\"modelc merge heads -m MESSAGE\" joins them; \"modelc rebase REV\" moves yours "
                 "behind the other.";
    return false;
}

bool revisions_wait(Session *session, const char *text, unsigned otherwise_ms, unsigned *wait_ms)
{
    static const struct {
        const char *unit;
        unsigned ms;
    } units[] = {
        {"",   1000   },
        {"s",  1000   },
        {"ms", 1      },
        {"m",  60000  },
        {"h",  3600000},
    };
    size_t digits = text ? strspn(text, "0123456789") : 0;

    *wait_ms = otherwise_ms;
    if (!text)
        return true;
    for (size_t i = 0; digits > 0 && digits <= 6 && i < sizeof units / sizeof *units; i++) {
        unsigned long long ms = strtoull(text, NULL, 10) * units[i].ms;

        if (strcmp(text + digits, units[i].unit) != 0 || ms > UINT32_MAX)
            continue;
        *wait_ms = (unsigned)ms;
        return true;
    }
    session_misuse(session, "\"%s\" is no time: write 60, 60s, 500ms or 2m", text);
    return false;
}

/* Text */

const char *revisions_state(Session *session, const LedgerRow *row)
{
    const LedgerMark *mark = row ? &row->mark : NULL;

    if (!row)
        return "not applied";
    if (row->under_way == DIRECTION_ANY)
        return "applied";
    return arena_printf(session->run, "%s halfway: %zu step%s done, %zu statement%s of the next%s",
                        row->under_way == DIRECTION_UP ? "upgraded" : "downgraded", mark->steps,
                        mark->steps == 1 ? "" : "s", mark->statements,
                        mark->statements == 1 ? "" : "s", mark->begun ? ", one more begun" : "");
}

static bool contains(const NodeVec *nodes, const GraphNode *node)
{
    for (size_t i = 0; nodes && i < nodes->count; i++)
        if (nodes->items[i] == node)
            return true;
    return false;
}

static void add_mark(StrBuf *out, bool holds, const char *mark)
{
    if (holds)
        strbuf_addf(out, " (%s)", mark);
}

static const char *joined(Session *session, const StrVec *ids, const char *otherwise)
{
    return ids->count ? text_join(session->run, ids, ", ") : otherwise;
}

static void add_marks(StrBuf *out, const GraphNode *node, const RevisionMarks *marks)
{
    bool head = node->children.count == 0;

    add_mark(out, head && node->dependents.count == 0, "head");
    add_mark(out, head && node->dependents.count > 0, "effective head");
    add_mark(out, contains(marks->current, node), "current");
    add_mark(out, marks->tree && node->children.count > 1, "branchpoint");
    add_mark(out, marks->tree && node->parents.count > 1, "mergepoint");
}

const char *revisions_line(Session *session, const GraphNode *node, const RevisionMarks *marks)
{
    StrBuf out = {.arena = session->run};
    const Revision *revision = node->revision;
    StrVec parents = node_ids(session, &node->parents);
    const char *title = text_printable(session->run, revision_title(session->run, revision));

    if (marks->parents) {
        /* Not as the file says: what was squashed is shown as what stands for it. */
        strbuf_add(&out, joined(session, &parents, "<base>"));
        if (revision->depends_on.count)
            strbuf_addf(&out, " (%s)", joined(session, &revision->depends_on, ""));
        strbuf_add(&out, " -> ");
    }
    strbuf_add(&out, revision->id);
    add_mark(&out, marks->labels && node->labels.count, joined(session, &node->labels, ""));
    add_marks(&out, node, marks);
    if (marks->title && title[0])
        strbuf_addf(&out, ", %s", title);
    return strbuf_text(&out);
}

static void add_message(StrBuf *out, const char *message)
{
    while (*message) {
        size_t length = strcspn(message, "\n");

        strbuf_add(out, length ? "    " : "");
        strbuf_addn(out, message, length);
        strbuf_addc(out, '\n');
        message += length + (message[length] == '\n');
    }
}

const char *revisions_entry(Session *session, const GraphNode *node, const NodeVec *current)
{
    StrBuf out = {.arena = session->run};
    const Revision *revision = node->revision;
    RevisionMarks marks = {.current = current, .tree = true};
    StrVec children = node_ids(session, &node->children);
    StrVec parents = node_ids(session, &node->parents);

    strbuf_addf(&out, "Rev: %s\n", revisions_line(session, node, &marks));
    strbuf_addf(&out, "%s: %s\n", revision->parents.count > 1 ? "Merges" : "Parent",
                joined(session, &parents, "<base>"));
    if (revision->depends_on.count)
        strbuf_addf(&out, "Also depends on: %s\n", joined(session, &revision->depends_on, ""));
    if (children.count > 1)
        strbuf_addf(&out, "Branches into: %s\n", joined(session, &children, ""));
    if (revision->replaces.count)
        strbuf_addf(&out, "Replaces: %s\n", joined(session, &revision->replaces, ""));
    if (node->labels.count)
        strbuf_addf(&out, "Branch names: %s\n", joined(session, &node->labels, ""));
    strbuf_addf(&out, "Path: %s\n", revision->path);
    if (revision->create_date[0])
        strbuf_addf(&out, "Create Date: %s\n", revision->create_date);
    if (revision->message[0])
        strbuf_addc(&out, '\n');
    add_message(&out, revision->message);
    return strbuf_text(&out);
}

/* JSON */

static Json *texts_json(Session *session, const StrVec *texts)
{
    Json *array = json_make_array(session->run);

    for (size_t i = 0; i < texts->count; i++)
        json_add_text(array, texts->items[i]);
    return array;
}

Json *revisions_ids(Session *session, const NodeVec *nodes)
{
    StrVec ids = node_ids(session, nodes);

    return texts_json(session, &ids);
}

Json *revisions_json(Session *session, const GraphNode *node, const NodeVec *current)
{
    const Revision *revision = node->revision;
    Json *object = json_make_object(session->run);

    json_set_text(object, "revision", revision->id);
    json_set_value(object, "revises", texts_json(session, &revision->parents));
    json_set_value(object, "depends_on", texts_json(session, &revision->depends_on));
    json_set_value(object, "replaces", texts_json(session, &revision->replaces));
    json_set_value(object, "labels", texts_json(session, &revision->labels));
    json_set_value(object, "branches", texts_json(session, &node->labels));
    json_set_text(object, "message", revision->message);
    json_set_text(object, "create_date", revision->create_date);
    json_set_text(object, "schema", revision->schema);
    json_set_text(object, "path", revision->path);
    json_set_text(object, "checksum", revision->checksum);
    json_set_bool(object, "head", node->children.count == 0);
    json_set_bool(object, "branchpoint", node->children.count > 1);
    json_set_bool(object, "mergepoint", node->parents.count > 1);
    if (current)
        json_set_bool(object, "current", contains(current, node));
    return object;
}

void revisions_print(Session *session, const NodeVec *nodes, const RevisionMarks *marks)
{
    Json *result = session_result(session);
    Json *array = result ? json_make_array(session->run) : NULL;

    if (result)
        json_set_value(result, "revisions", array);
    for (size_t i = 0; i < nodes->count; i++) {
        if (result)
            json_add_value(array, revisions_json(session, nodes->items[i], marks->current));
        else if (session->options->verbose)
            session_print(session, "%s\n",
                          revisions_entry(session, nodes->items[i], marks->current));
        else
            session_print(session, "%s\n", revisions_line(session, nodes->items[i], marks));
    }
}

time_t revisions_date(void)
{
    const char *fixed = getenv("SOURCE_DATE_EPOCH");
    char *end = NULL;
    long long seconds = fixed ? strtoll(fixed, &end, 10) : 0;

    return fixed && *fixed && *end == '\0' ? (time_t)seconds : time(NULL);
}
