#include "modelc/live.h"

#include "introspect/probe.h"
#include "schema/kinds/column/column.h"
#include "schema/kinds/domain/domain.h"
#include "schema/sql.h"
#include "schema/twins.h"

#include "base/text.h"

/* A column of another type on both sides, and the casts that lead up and down. */
typedef struct Retype {
    Column *model, *live;
    size_t up, down; /* indexes of what was asked */
} Retype;

typedef struct Asking {
    Session *session;
    VEC(Retype) retypes;
    ProbeCasts casts;
} Asking;

static size_t ask_cast(Asking *asking, const char *from, const char *to)
{
    size_t i = 0;

    while (i < asking->casts.count && !(text_same(asking->casts.items[i].from, from) &&
                                        text_same(asking->casts.items[i].to, to)))
        i++;
    if (i == asking->casts.count)
        vec_push(asking->session->run, &asking->casts, ((ProbeCast){from, to, CAST_UNKNOWN}));
    return i;
}

/* A domain is cast as what it is in the end; the server's one of that name can be another. */
static const char *cast_type(const Schema *schema, const char *type)
{
    size_t left = schema->objects[KIND_DOMAIN].entries.count;
    const Domain *domain;

    while (left-- > 0 && (domain = (const Domain *)schema_find(schema, KIND_DOMAIN, type)))
        type = domain->type.text;
    return type;
}

static void ask_column(Asking *asking, Comparison *comparison, Column *live, Column *model)
{
    const char *old = cast_type(&comparison->catalog, live->type.text),
               *new = cast_type(&comparison->models, model->type.text);
    Retype retype = {.model = model, .live = live};

    if (text_same(live->type.text, model->type.text))
        return;
    retype.up = ask_cast(asking, old, new);
    retype.down = ask_cast(asking, new, old);
    vec_push(asking->session->run, &asking->retypes, retype);
}

static void use_cast(Arena *run, Column *column, CastKind kind)
{
    if (column->using_expr.text)
        return;
    column->no_cast = kind == CAST_NONE;
    if (kind == CAST_EXPLICIT)
        column->using_expr.text = arena_printf(run, "%s::%s", sql_ident(run, column->object.name),
                                               sql_type_short(run, column->type.text));
}

/*
 * Where the way up loses the values, by want of a cast or as they are computed from now on, the
 * way down has none that came from the old type.
 */
static bool is_lost(const Retype *retype, CastKind up)
{
    return (up == CAST_NONE && !retype->model->using_expr.text) ||
           (retype->model->generated.text && !retype->live->generated.text);
}

static void use_casts(Asking *asking)
{
    for (size_t i = 0; i < asking->retypes.count; i++) {
        const Retype *retype = &asking->retypes.items[i];
        CastKind up = asking->casts.items[retype->up].kind;
        CastKind down = is_lost(retype, up) ? CAST_NONE : asking->casts.items[retype->down].kind;

        use_cast(asking->session->run, retype->model, up);
        use_cast(asking->session->run, retype->live, down);
    }
}

bool live_casts(Session *session, Comparison *comparison)
{
    Asking asking = {.session = session};
    const Map *columns = &comparison->models.objects[KIND_COLUMN];

    for (size_t i = 0; i < columns->entries.count; i++) {
        Column *model = columns->entries.items[i].value;
        Column *live = (Column *)model->object.plan.pair;

        if (!live ||
            twin_of(&model->object, &comparison->models, &comparison->catalog) == &live->object)
            continue;
        ask_column(&asking, comparison, live, model);
    }
    if (asking.casts.count == 0)
        return true;
    if (!probe_casts(session->run, comparison->db, session->findings, &comparison->catalog,
                     &comparison->models, &asking.casts))
        return false;
    use_casts(&asking);
    return true;
}

static bool take_tables(Session *session, Comparison *comparison, const StrVec *paths)
{
    ProbeTables tables = {0};

    for (size_t i = 0; i < paths->count; i++)
        vec_push(session->run, &tables, ((ProbeTable){.path = paths->items[i]}));
    if (tables.count && !probe_tables(session->run, comparison->db, session->findings, &tables))
        return false;
    for (size_t i = 0; i < tables.count; i++) {
        const ProbeTable *table = &tables.items[i];
        TableFacts *facts = ARENA_NEW(session->run, TableFacts);

        if (table->has_rows == PROBE_UNKNOWN)
            continue;
        *facts = (TableFacts){.empty = table->has_rows == PROBE_NO, .rows = table->rows};
        map_put(session->run, &comparison->live.tables, table->path, facts);
    }
    return true;
}

/* Types of new columns that are not built in: domains can reject NULL or have a default. */
static void collect_types(Session *session, const Plan *plan, ProbeTypes *types)
{
    for (size_t i = 0; i < plan->ops.count; i++) {
        const Op *op = &plan->ops.items[i];
        const Column *column = (const Column *)op->to;

        if (op->verb == VERB_CREATE && op->to->kind_id == KIND_COLUMN &&
            !sql_type_is_builtin(column->type.text))
            vec_push(session->run, types, ((ProbeType){.type = column->type.text}));
    }
}

/*
 * What the models say of a domain, which the plan may make or change before the column comes; NULL
 * for what is none of theirs.
 */
static const Domain *model_domain(const Comparison *comparison, const char *type)
{
    return (const Domain *)schema_find(&comparison->models, KIND_DOMAIN, type);
}

static bool domain_rejects_null(const Comparison *comparison, const Domain *domain)
{
    if (!domain)
        return false;
    return domain->not_null ||
           domain_rejects_null(comparison, model_domain(comparison, domain->type.text));
}

static TypeFacts facts_of(const Comparison *comparison, const ProbeType *probed)
{
    const Domain *domain = model_domain(comparison, probed->type);
    TypeFacts facts = {probed->rejects_null == PROBE_YES, probed->has_default};

    if (!domain)
        return facts;
    /* The live one speaks for its checks alone. */
    if (domain->object.plan.pair && ((const Domain *)domain->object.plan.pair)->not_null)
        facts.rejects_null = false;
    facts.rejects_null = facts.rejects_null || domain_rejects_null(comparison, domain);
    facts.has_default = domain->default_expr.text != NULL;
    return facts;
}

static bool take_types(Session *session, Comparison *comparison)
{
    ProbeTypes types = {0};

    collect_types(session, &comparison->up.plan, &types);
    if (types.count && !probe_types(session->run, comparison->db, session->findings, &types))
        return false;
    for (size_t i = 0; i < types.count; i++) {
        TypeFacts *facts = ARENA_NEW(session->run, TypeFacts);

        *facts = facts_of(comparison, &types.items[i]);
        map_put(session->run, &comparison->live.types, types.items[i].type, facts);
    }
    return true;
}

bool live_facts(Session *session, Comparison *comparison, const StrVec *tables)
{
    comparison->live.server = db_address(comparison->db);
    comparison->live.is_start = comparison->graph->nodes.count == 0;
    return take_tables(session, comparison, tables) && take_types(session, comparison);
}
