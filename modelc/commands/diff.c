/* diff: what separates any two of models, revisions, databases and snapshots. */
#include "modelc/command.h"

#include "base/text.h"
#include "modelc/comparison.h"
#include "modelc/revisions.h"
#include "modelc/side.h"
#include "modelc/unsaid.h"

#include <string.h>

typedef struct DiffArgs {
    bool sql;
} DiffArgs;

static const Option diff_options[] = {
    OPTION(DiffArgs, sql, .name = "sql",
           .help = "print the statements that lead from FROM to TO; as --format sql"),
    {.name = NULL},
};

/* Two sides and the way from one to the other. */
typedef struct Difference {
    Session *session;
    const Graph *graph;
    Side from, to;
    Way way;
    const StrVec *unmanaged;
} Difference;

/* Models and a database: as autogen sees them */

/* The session with another database. */
static Session *session_for(Session *session, const char *conninfo)
{
    GlobalOptions *options = ARENA_NEW(session->run, GlobalOptions);
    Session *other = ARENA_NEW(session->run, Session);

    if (!conninfo)
        return session;
    *options = *session->options;
    options->database = conninfo;
    *other = *session;
    other->options = options;
    return other;
}

static bool compare_live(Difference *difference, const char *conninfo, bool from_database)
{
    Session *session = session_for(difference->session, conninfo);
    Comparison *comparison = ARENA_NEW(session->run, Comparison);
    Findings quiet = {.arena = session->run};
    bool ok = comparison_read(session, COMPARE_LIVE, comparison) &&
              comparison_plan(session, &quiet, comparison, NULL);

    difference->way = from_database ? comparison->up : comparison->down;
    difference->unmanaged = &comparison->catalog.unmanaged;
    return ok;
}

/* Any two */

static void add_managed(Arena *run, Managed *managed, const Side *side)
{
    if (side->kind == SIDE_DATABASE)
        return;
    managed_add_schemas(run, managed, &side->schema);
    managed_add(run, managed, &side->schema);
}

/* What a revision made and the other side, which is no database, does not speak of. */
static void forget_unsaid(Arena *run, Side *revision, Side *other)
{
    unsaid_forget(run, &revision->schema, &other->said, &(Schema){.whole = true});
    if (other->kind == SIDE_MODELS || other->kind == SIDE_SNAPSHOT)
        unsaid_adopt(&revision->schema, &other->schema);
}

/*
 * What a filter leaves out is there for what is made of a text as well: as the other side has it,
 * or as it was before the first revision.
 */
static bool find_others(Session *session, Side *from, Side *to)
{
    const GlobalOptions *options = session->options;
    Side whole = side_is_text(from) ? *to : *from;

    if (options->include.count + options->exclude.count == 0 ||
        !(side_is_text(from) || side_is_text(to)))
        return true;
    if (side_is_text(&whole) && !side_resolve(session, from->graph, "base", &whole))
        return false;
    if (!side_read(session, NULL, &whole))
        return false;
    from->others = to->others = whole.schema.left_out;
    return true;
}

/* What the other side speaks of is what counts in a database; between two of them, all. */
static bool read_sides(Difference *difference)
{
    Session *session = difference->session;
    Side *sides[] = {&difference->from, &difference->to};
    Managed managed = {0};
    size_t databases = 0;

    if (!find_others(session, &difference->from, &difference->to))
        return false;
    for (size_t i = 0; i < 2; i++) {
        databases += sides[i]->kind == SIDE_DATABASE;
        if (sides[i]->kind != SIDE_DATABASE && !side_read(session, NULL, sides[i]))
            return false;
        add_managed(session->run, &managed, sides[i]);
    }
    for (size_t i = 0; i < 2; i++)
        if (sides[i]->kind == SIDE_REVISION)
            forget_unsaid(session->run, sides[i], sides[1 - i]);
    for (size_t i = 0; i < 2; i++) {
        Side *side = sides[i];

        if (side->kind != SIDE_DATABASE)
            continue;
        if (!side_read(session, databases == 2 ? NULL : &managed, side))
            return false;
        if (databases == 1) {
            unsaid_forget(session->run, &side->schema, &sides[1 - i]->schema,
                          &sides[1 - i]->schema);
            unsaid_adopt(&side->schema, &sides[1 - i]->schema);
        }
        difference->unmanaged = &side->schema.unmanaged;
    }
    return true;
}

/* On the newer server, which reads what the older one prints; NULL: that is of no database. */
static Db *newer_database(const Difference *difference)
{
    const Side *from = &difference->from, *to = &difference->to;

    if (to->version == from->version)
        return to->db ? to->db : from->db;
    return to->version > from->version ? to->db : from->db;
}

static bool compare_any(Difference *difference)
{
    Session *session = difference->session;
    Schema *from = &difference->from.schema, *to = &difference->to.schema;
    Findings quiet = {.arena = session->run};
    Renames *renames = ARENA_NEW(session->run, Renames);

    if (!read_sides(difference))
        return false;
    if (difference->from.version / 10000 != difference->to.version / 10000) {
        unsaid_forget_versions(from);
        unsaid_forget_versions(to);
    }
    if (!side_meet(session, newer_database(difference), &difference->from, &difference->to))
        return false;
    if (!plan_renames(session->run, &quiet, from, to, renames)) {
        findings_append(session->findings, &quiet);
        return false;
    }
    if (difference->to.kind != SIDE_DATABASE && difference->to.kind != SIDE_REVISION)
        unsaid_adopt(from, to);
    match_schemas(from, to);
    if (!plan_make_renamed(session->run, session->findings, from, to, renames, false,
                           &difference->way.plan))
        return false;
    way_finish(session->run, &quiet, &(LiveFacts){0}, false, &difference->way);
    return true;
}

static bool compare(Difference *difference)
{
    const Side *from = &difference->from, *to = &difference->to;

    if (from->kind == SIDE_DATABASE && to->kind == SIDE_MODELS)
        return compare_live(difference, from->conninfo, true);
    if (from->kind == SIDE_MODELS && to->kind == SIDE_DATABASE)
        return compare_live(difference, to->conninfo, false);
    return compare_any(difference);
}

/* Telling */

static const char *sql_text(const Difference *difference)
{
    return statements_text(difference->session->run, &difference->way.statements,
                           &difference->way.hazards);
}

static Json *texts(Arena *run, const StrVec *items)
{
    Json *array = json_make_array(run);

    for (size_t i = 0; items && i < items->count; i++)
        json_add_text(array, items->items[i]);
    return array;
}

static Json *operations(Arena *run, const OpVec *ops)
{
    static const char *const verbs[] = {[VERB_CREATE] = "create",
                                        [VERB_ALTER] = "alter",
                                        [VERB_DROP] = "drop",
                                        [VERB_RENAME] = "rename",
                                        [VERB_STRIP] = "drop"};
    Json *array = json_make_array(run);

    for (size_t i = 0; i < ops->count; i++) {
        const Op *op = &ops->items[i];
        Json *object = json_make_object(run);

        json_set_text(object, "verb", verbs[op->verb]);
        json_set_text(object, "kind", kind_of(op_object(op)->kind_id)->name);
        json_set_text(object, "path", op_object(op)->path);
        if (op->verb == VERB_RENAME)
            json_set_text(object, "from", op->from->path);
        if (op->attr)
            json_set_text(object, "attribute", op->attr->name);
        json_add_value(array, object);
    }
    return array;
}

static void fill_result(const Difference *difference, Json *result)
{
    Arena *run = difference->session->run;

    json_set_text(result, "from", difference->from.word);
    json_set_text(result, "to", difference->to.word);
    json_set_value(result, "differences", texts(run, &difference->way.detected));
    json_set_value(result, "operations", operations(run, &difference->way.plan.ops));
    json_set_text(result, "sql", sql_text(difference));
    json_set_value(result, "unmanaged", texts(run, difference->unmanaged));
}

static void print_markdown(const Difference *difference)
{
    Session *session = difference->session;
    const StrVec *detected = &difference->way.detected;

    session_print(session, "### From `%s` to `%s`\n\n", difference->from.word, difference->to.word);
    if (difference->way.plan.ops.count == 0) {
        session_print(session, "No differences.\n");
        return;
    }
    for (size_t i = 0; i < detected->count; i++)
        session_print(session, "- %s\n", detected->items[i]);
    session_print(session, "\n```sql\n%s```\n", sql_text(difference));
}

static void print_text(const Difference *difference)
{
    Session *session = difference->session;
    const StrVec *detected = &difference->way.detected;

    for (size_t i = 0; i < detected->count; i++)
        session_print(session, "%s\n", detected->items[i]);
    if (difference->way.plan.ops.count == 0)
        session_say(session, "No differences between %s and %s.\n", difference->from.word,
                    difference->to.word);
    if (difference->unmanaged && difference->unmanaged->count)
        session_say(session, "Not managed: %s.\n",
                    text_join(session->run, difference->unmanaged, ", "));
}

static void print_difference(const Difference *difference, bool sql)
{
    Session *session = difference->session;
    Json *result = session_result(session);

    if (result)
        fill_result(difference, result);
    else if (sql)
        session_print(session, "%s", sql_text(difference));
    else if (session->format == FORMAT_MARKDOWN)
        print_markdown(difference);
    else
        print_text(difference);
}

static Status run(Session *session, const void *arguments)
{
    const DiffArgs *args = arguments;
    const StrVec *words = &session->operands;
    Difference difference = {.session = session};

    difference.graph = revisions_read(session);
    if (!difference.graph ||
        !side_resolve(session, difference.graph, words->count > 0 ? words->items[0] : "db",
                      &difference.from) ||
        !side_resolve(session, difference.graph, words->count > 1 ? words->items[1] : "models",
                      &difference.to) ||
        !compare(&difference))
        return STATUS_ERROR;
    print_difference(&difference, args->sql || session->format == FORMAT_SQL);
    return difference.way.plan.ops.count ? STATUS_DIFFERENT : STATUS_DONE;
}

const CommandBody diff_command = {
    .options = diff_options,
    .args_size = sizeof(DiffArgs),
    .about =
        "FROM and TO are each: models; db, the project's database; the URL of another one; a\n"
        "revision (head, base, ba76, ...); or a snapshot file (*.json). Without TO, the models;\n"
        "without both, from the database to the models: what autogen would write. Exits with 2\n"
        "when something separates them. Nothing is changed: revisions run on a scratch database.",
    .run = run,
};
