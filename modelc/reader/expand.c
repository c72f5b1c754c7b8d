/* Stage three: the columns, constraints and indexes of each table, with what mixins bring. */
#include "modelc/reader/share.h"

#include "base/text.h"
#include "modelc/reader/words.h"
#include "schema/sql.h"

#include <string.h>

/* Where a struct is being spread out: names in its clauses are those of `columns`. */
typedef struct Expansion {
    const struct Expansion *outer; /* of the struct that has this one as a field; NULL: the table */
    Model *model;
    StructModel *table;
    const StructModel *from;
    const char *prefix; /* "" for the table itself */
    StrVec columns;     /* of the struct, without `prefix`; empty when that is "" */
} Expansion;

static void expand(Expansion *to);

/* Whether the struct is being spread out: meeting it again is a loop. */
static bool is_open(const Expansion *to, const StructModel *from)
{
    for (; to; to = to->outer)
        if (to->from == from)
            return true;
    return false;
}

static const char *column_name(const Member *member)
{
    return member->def.column.text ? member->def.column.text : member->field->name;
}

static const char *mixin_prefix(const Member *member)
{
    return member->def.prefix.text ? member->def.prefix.text : "";
}

/* Names of all columns that `from` gives, as its own expressions call them. */
static void collect_columns(const Expansion *to, StrVec *out)
{
    Arena *run = to->model->run;

    for (size_t i = 0; i < to->from->members.count; i++) {
        const Member *member = to->from->members.items[i];
        const char *prefix = member->mixin ? mixin_prefix(member) : column_name(member);
        const char *name = arena_printf(run, "%s%s", to->prefix, prefix);
        Expansion inner = {.outer = to, .model = to->model, .from = member->mixin, .prefix = name};

        if (!member->mixin)
            vec_push(run, out, name);
        else if (!is_open(to, member->mixin))
            collect_columns(&inner, out);
    }
}

static const char *prefixed(const Expansion *to, const char *name)
{
    if (to->prefix[0] == '\0')
        return name;
    return arena_printf(to->model->run, "%s%s", to->prefix, name);
}

/* A column of the mixin gets the prefix; any other is one of the table that takes it in. */
static Name prefix_name(const Expansion *to, Name name)
{
    if (name.text && strvec_has(&to->columns, name.text))
        name.text = prefixed(to, name.text);
    return name;
}

/* The name of a constraint or an index: a mixin that is used twice must not give it twice. */
static Name prefix_own(const Expansion *to, Name name)
{
    if (name.text)
        name.text = prefixed(to, name.text);
    return name;
}

static Names prefix_names(const Expansion *to, const Names *names)
{
    Names out = {0};

    for (size_t i = 0; i < names->count; i++)
        vec_push(to->model->run, &out, prefix_name(to, names->items[i]));
    return out;
}

static Sql prefix_sql(const Expansion *to, Sql sql)
{
    if (sql.text && to->prefix[0] != '\0')
        sql.text = words_prefix(to->model->run, sql.text, &to->columns, to->prefix);
    return sql;
}

static ElementDefs prefix_elements(const Expansion *to, const ElementDefs *elements)
{
    ElementDefs out = {0};

    for (size_t i = 0; i < elements->count; i++) {
        ElementDef element = elements->items[i];

        element.column = prefix_name(to, element.column);
        element.expr = prefix_sql(to, element.expr);
        if (element.column.text && !element.expr.text)
            element.word = element.column.text;
        vec_push(to->model->run, &out, element);
    }
    return out;
}

static void add_constraint(const Expansion *to, const ConstraintDef *def, const ColumnModel *column)
{
    ConstraintModel *out = ARENA_NEW(to->model->run, ConstraintModel);

    out->def = *def;
    out->def.name = prefix_own(to, def->name);
    out->def.columns = prefix_names(to, &def->columns);
    out->def.include = prefix_names(to, &def->include);
    out->def.on_delete.columns = prefix_names(to, &def->on_delete.columns);
    out->def.on_update.columns = prefix_names(to, &def->on_update.columns);
    out->def.elements = prefix_elements(to, &def->elements);
    out->def.expr = prefix_sql(to, def->expr);
    if (column) {
        Name own = {.text = column->name, .at = def->at};

        vec_push(to->model->run, &out->def.columns, own);
    }
    vec_push(to->model->run, &to->table->constraints, out);
}

static void add_index(const Expansion *to, const IndexDef *def)
{
    IndexModel *out = ARENA_NEW(to->model->run, IndexModel);

    out->def = *def;
    out->def.name = prefix_own(to, def->name);
    out->def.renamed_from = prefix_own(to, def->renamed_from);
    out->def.elements = prefix_elements(to, &def->elements);
    out->def.include = prefix_names(to, &def->include);
    out->def.predicate = prefix_sql(to, def->predicate);
    vec_push(to->model->run, &to->table->indexes, out);
}

/* The integer type of serial and its kin; NULL for other types. */
static const char *serial_type(const char *type)
{
    static const char *const serials[][2] = {
        {"serial",      "integer" },
        {"serial4",     "integer" },
        {"bigserial",   "bigint"  },
        {"serial8",     "bigint"  },
        {"smallserial", "smallint"},
        {"serial2",     "smallint"},
    };

    for (size_t i = 0; type && i < sizeof serials / sizeof *serials; i++)
        if (strcmp(serials[i][0], type) == 0)
            return serials[i][1];
    return NULL;
}

static bool is_not_null(const Member *member)
{
    if (member->def.nullness != NULLNESS_UNSET)
        return member->def.nullness == NULLNESS_NOT_NULL;
    return member->type.is_not_null || !member->type.is_nullable;
}

static bool check_column(const Expansion *to, const ColumnModel *column)
{
    const ColumnModel *first = table_column(to->table, column->name);

    check_name(to->model, column->name, column->at);
    if (!first)
        return true;

    Finding *finding =
        finding_add(to->model->findings, FINDING_M211, column->at,
                    "column '%s' is already in table '%s'", column->name, to->table->name);

    finding_note(to->model->findings, finding, first->at, "first declared here");
    return false;
}

static void add_column(const Expansion *to, const Member *member)
{
    ColumnModel *out = ARENA_NEW(to->model->run, ColumnModel);
    const ColumnDef *def = &member->def;
    const char *serial = serial_type(member->type.sql);

    out->name = prefixed(to, column_name(member));
    out->member = member;
    out->at = member->field->at;
    out->type = def->bad ? NULL : serial ? serial : member->type.sql;
    out->is_serial = serial != NULL;
    out->not_null = is_not_null(member) || def->identity || serial;
    out->collation = collation_text(to->model->run, def->collation.text ? &def->collation
                                                                        : &member->type.collation);
    out->default_expr = prefix_sql(to, def->default_expr);
    out->generated = prefix_sql(to, def->generated);
    out->using_expr = prefix_sql(to, def->using_expr);
    if (def->renamed_from.text)
        out->renamed_from = prefixed(to, def->renamed_from.text);
    if (!check_column(to, out))
        return;
    vec_push(to->model->run, &to->table->columns, out);
    for (size_t i = 0; i < def->constraints.count; i++)
        add_constraint(to, def->constraints.items[i], out);
}

static void add_member(const Expansion *to, const Member *member)
{
    if (!member->mixin) {
        add_column(to, member);
        return;
    }
    if (is_open(to, member->mixin)) {
        finding_add(to->model->findings, FINDING_M231, member->field->at,
                    "mixin '%s' contains itself", member->mixin->fact->name);
        return;
    }
    Expansion inner = {
        .outer = to,
        .model = to->model,
        .table = to->table,
        .from = member->mixin,
        .prefix = arena_printf(to->model->run, "%s%s", to->prefix, mixin_prefix(member)),
    };

    expand(&inner);
}

/* Key words, types and functions of a clause stay; columns get the prefix. */
static const char *prefix_text(const Expansion *to, const char *text)
{
    if (!text || to->prefix[0] == '\0')
        return text;
    return words_prefix(to->model->run, text, &to->columns, to->prefix);
}

static void add_policies(const Expansion *to, const TableClauses *from)
{
    for (size_t i = 0; i < from->policies.count; i++) {
        PolicyDef policy = from->policies.items[i];

        policy.name = prefix_own(to, policy.name);
        policy.using_expr = prefix_sql(to, policy.using_expr);
        policy.check_expr = prefix_sql(to, policy.check_expr);
        vec_push(to->model->run, &to->table->extra.policies, policy);
    }
}

static void add_triggers(const Expansion *to, const TableClauses *from)
{
    for (size_t i = 0; i < from->triggers.count; i++) {
        TriggerDef trigger = from->triggers.items[i];

        trigger.name = prefix_own(to, trigger.name);
        trigger.events = prefix_text(to, trigger.events);
        trigger.tail = prefix_text(to, trigger.tail);
        vec_push(to->model->run, &to->table->extra.triggers, trigger);
    }
}

static void add_settings(const Expansion *to, const TableClauses *from)
{
    for (size_t i = 0; i < from->settings.count; i++) {
        SettingDef setting = from->settings.items[i];

        setting.name = prefix_own(to, setting.name);
        vec_push(to->model->run, &to->table->extra.settings, setting);
    }
}

static void add_statistics(const Expansion *to, const TableClauses *from)
{
    for (size_t i = 0; i < from->statistics.count; i++) {
        StatisticsDef statistics = from->statistics.items[i];

        statistics.name = prefix_own(to, statistics.name);
        statistics.elements = prefix_elements(to, &statistics.elements);
        vec_push(to->model->run, &to->table->extra.statistics, statistics);
    }
}

static void add_grants(const Expansion *to, const TableClauses *from)
{
    for (size_t i = 0; i < from->grants.count; i++) {
        GrantDef grant = from->grants.items[i];

        grant.privileges.items = NULL;
        grant.privileges.count = grant.privileges.capacity = 0;
        for (size_t k = 0; k < from->grants.items[i].privileges.count; k++) {
            Privilege privilege = from->grants.items[i].privileges.items[k];

            privilege.columns = prefix_names(to, &privilege.columns);
            vec_push(to->model->run, &grant.privileges, privilege);
        }
        vec_push(to->model->run, &to->table->extra.grants, grant);
    }
}

/* What a table has one of is the last that says it. */
static void add_options(const Expansion *to, const TableClauses *from)
{
    TableClauses *out = &to->table->extra;

    for (size_t i = 0; i < from->partitions.count; i++)
        vec_push(to->model->run, &out->partitions, from->partitions.items[i]);
    for (size_t i = 0; i < from->inherits.count; i++)
        vec_push(to->model->run, &out->inherits, from->inherits.items[i]);
    for (size_t i = 0; i < from->options.count; i++)
        vec_push(to->model->run, &out->options, from->options.items[i]);
    strvec_sort(&out->options);
    if (from->partition_by.strategy)
        out->partition_by = from->partition_by;
    if (from->tablespace.text)
        out->tablespace = from->tablespace;
    if (from->method.text)
        out->method = from->method;
    if (from->replica_identity) {
        out->replica_identity = from->replica_identity;
        out->replica_index = prefix_own(to, from->replica_index);
    }
    if (from->cluster.text)
        out->cluster = prefix_own(to, from->cluster);
    if (from->owner.text)
        out->owner = from->owner;
    if (from->query.text)
        out->query = from->query;
    out->row_security = out->row_security || from->row_security;
    out->no_data = out->no_data || from->no_data;
    out->force_row_security = out->force_row_security || from->force_row_security;
}

static void add_clauses(const Expansion *to, const TableClauses *from)
{
    for (size_t i = 0; i < from->constraints.count; i++)
        add_constraint(to, from->constraints.items[i], NULL);
    for (size_t i = 0; i < from->indexes.count; i++)
        add_index(to, from->indexes.items[i]);
    for (size_t i = 0; i < from->dropped.count; i++) {
        Name dropped = from->dropped.items[i];

        dropped.text = prefixed(to, dropped.text);
        vec_push(to->model->run, &to->table->dropped, dropped);
    }
    add_options(to, from);
    add_policies(to, from);
    add_triggers(to, from);
    add_settings(to, from);
    add_statistics(to, from);
    add_grants(to, from);
}

static void expand(Expansion *to)
{
    Expansion own = *to;

    own.prefix = "";
    if (to->prefix[0] != '\0')
        collect_columns(&own, &to->columns);
    to->table->has_errors = to->table->has_errors || to->from->has_errors;
    for (size_t i = 0; i < to->from->members.count; i++)
        add_member(to, to->from->members.items[i]);
    add_clauses(to, &to->from->clauses);
}

ColumnModel *table_column(const StructModel *table, const char *name)
{
    for (size_t i = 0; i < table->columns.count; i++)
        if (strcmp(table->columns.items[i]->name, name) == 0)
            return table->columns.items[i];
    return NULL;
}

static void expand_all(Model *model, size_t begin, size_t end)
{
    for (size_t i = begin; i < end; i++) {
        StructModel *owner = model->structs.entries.items[i].value;
        Expansion to = {.model = model, .table = owner, .from = owner, .prefix = ""};

        if (owner->path && owner->def.kind != STRUCT_BAD)
            expand(&to);
    }
}

void model_expand(Model *model)
{
    model_share(model, expand_all);
}
