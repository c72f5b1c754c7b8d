/* Stage four: what keys, constraints and indexes of a table say about its columns. */
#include "modelc/reader/model.h"

#include "base/text.h"
#include "modelc/reader/lex.h"

#include <string.h>

/* Of the tables that `table` inherits; no hierarchy is deeper than that. */
enum { INHERITANCE_DEPTH = 32 };

static ColumnModel *inherited_column(const Model *model, const StructModel *table, const char *name,
                                     unsigned depth)
{
    for (size_t i = 0; i < table->extra.inherits.count && depth > 0; i++) {
        const StructModel *parent =
            find_table(model, &table->extra.inherits.items[i], table->schema);
        ColumnModel *found = parent ? table_column(parent, name) : NULL;

        if (!found && parent)
            found = inherited_column(model, parent, name, depth - 1);
        if (found)
            return found;
    }
    return NULL;
}

ColumnModel *any_column(const Model *model, const StructModel *table, const char *name)
{
    ColumnModel *found = table_column(table, name);

    return found ? found : inherited_column(model, table, name, INHERITANCE_DEPTH);
}

static bool reaches_others(const Model *model, const StructModel *table, unsigned depth)
{
    for (size_t i = 0; i < table->extra.inherits.count && depth > 0; i++) {
        const Name *name = &table->extra.inherits.items[i];
        const StructModel *parent = find_table(model, name, table->schema);

        if (parent ? reaches_others(model, parent, depth - 1)
                   : find_others(model, name, table->schema) != NULL)
            return true;
    }
    return false;
}

bool inherits_others(const Model *model, const StructModel *table)
{
    return reaches_others(model, table, INHERITANCE_DEPTH);
}

/* Which columns it has, only the server knows. */
static bool is_open(const Model *model, const StructModel *table)
{
    return table->raw || inherits_others(model, table);
}

ColumnModel *need_column(Model *model, const StructModel *table, const Name *name)
{
    ColumnModel *found = any_column(model, table, name->text);
    Suggestion suggestion = {.wanted = name->text};

    if (found || is_open(model, table))
        return found;
    for (size_t i = 0; i < table->columns.count; i++)
        suggest_offer(&suggestion, table->columns.items[i]->name);

    Finding *finding =
        finding_add(model->findings, FINDING_M303, name->at, "table '%s' has no column '%s'%s",
                    table->name, name->text, suggest_text(model->run, &suggestion));

    finding->fix = suggestion.best;
    if (suggestion.best)
        finding_note(model->findings, finding, table_column(table, suggestion.best)->at,
                     "'%s' is declared here", suggestion.best);
    return NULL;
}

bool need_columns(Model *model, const StructModel *table, const Names *names)
{
    bool fine = true;

    for (size_t i = 0; i < names->count; i++)
        fine = (need_column(model, table, &names->items[i]) || is_open(model, table)) && fine;
    return fine;
}

/* A C string among the elements is a column if there is one, else the SQL it was parsed as. */
static bool check_string(Model *model, const StructModel *table, ElementDef *element)
{
    if (any_column(model, table, element->column.text)) {
        element->expr = (Sql){0};
        element->word = element->column.text;
        return true;
    }
    element->column = (Name){0};
    findings_append(model->findings, &element->later);
    return element->later.error_count == 0;
}

/* The column that the expression is nothing but, as SQL names it; NULL: it is more. */
static const char *plain_name(Arena *run, const char *expr)
{
    size_t length = strlen(expr);

    if (length > 2 && expr[0] == '"' && strchr(expr + 1, '"') == expr + length - 1)
        return arena_strndup(run, expr + 1, length - 2);
    for (const char *p = expr; *p; p++)
        if (!lex_is_word(*p))
            return NULL;
    return text_lower(run, expr);
}

/* "(name)" and "((name))" are the column, as in PostgreSQL. */
static void find_plain_column(Model *model, const StructModel *table, ElementDef *element)
{
    const char *name = plain_name(model->run, element->expr.text);

    if (!name || !any_column(model, table, name))
        return;
    element->column = (Name){.text = name, .at = element->expr.at};
    element->expr = (Sql){0};
    element->word = name;
}

static const char *type_of(const ColumnModel *column)
{
    return column ? column->type : NULL;
}

bool need_elements(Model *model, const StructModel *table, ElementDefs *elements)
{
    bool fine = true;

    for (size_t i = 0; i < elements->count; i++) {
        ElementDef *element = &elements->items[i];

        if (element->column.text && element->expr.text)
            fine = check_string(model, table, element) && fine;
        else if (element->column.text)
            fine = (need_column(model, table, &element->column) || is_open(model, table)) && fine;
        if (element->expr.text && !element->column.text)
            find_plain_column(model, table, element);
        if (element->column.text)
            element->type = type_of(any_column(model, table, element->column.text));
    }
    return fine;
}

/*
 * M208: a key column that says it may be null; else it cannot.  The key of a partition says nothing
 * of other partitions.
 */
static void check_key_column(Model *model, const StructModel *table, const Name *name)
{
    ColumnModel *column = table_column(table, name->text);

    if (!column || !column->type || table->whole)
        return;
    if (!column->not_null) {
        const ColumnDef *def = &column->member->def;

        finding_add(model->findings, FINDING_M208,
                    def->nullness == NULLNESS_NULL ? def->null_at : column->at,
                    "primary key column '%s' cannot be null", column->name);
    }
    column->not_null = true;
}

static void check_primary_key(Model *model, const StructModel *table, ConstraintDef *def,
                              const ConstraintDef **first)
{
    for (size_t i = 0; i < def->columns.count; i++)
        check_key_column(model, table, &def->columns.items[i]);
    if (!*first) {
        *first = def;
        return;
    }

    Finding *finding = finding_add(model->findings, FINDING_M304, def->at,
                                   "table '%s' has two primary keys; for a key of several columns "
                                   "write PG_ALSO(primary key (a, b))",
                                   table->name);

    finding_note(model->findings, finding, (*first)->at, "the first is here");
    def->bad = true;
}

/* Whether one of them is the primary key. */
static bool check_constraints(Model *model, StructModel *table)
{
    const ConstraintDef *primary_key = NULL;

    for (size_t i = 0; i < table->constraints.count; i++) {
        ConstraintDef *def = &table->constraints.items[i]->def;

        check_name(model, def->name.text, def->name.at);
        if (!need_columns(model, table, &def->columns) ||
            !need_columns(model, table, &def->include) ||
            !need_columns(model, table, &def->on_delete.columns) ||
            !need_columns(model, table, &def->on_update.columns) ||
            !need_elements(model, table, &def->elements))
            def->bad = true;
        if (def->type == CONSTRAINT_PRIMARY_KEY)
            check_primary_key(model, table, def, &primary_key);
    }
    return primary_key != NULL;
}

static bool same_element(const ElementDef *a, const ElementDef *b)
{
    return text_same(a->column.text, b->column.text) && text_same(a->expr.text, b->expr.text) &&
           text_same(a->opclass.text, b->opclass.text) &&
           text_same(a->collation.text, b->collation.text) && a->descending == b->descending &&
           a->nulls_given == b->nulls_given && a->nulls_first == b->nulls_first;
}

static bool same_index(const IndexDef *a, const IndexDef *b)
{
    if (a->elements.count != b->elements.count || a->include.count != b->include.count ||
        a->is_unique != b->is_unique || !text_same(a->method.text, b->method.text) ||
        !text_same(a->predicate.text, b->predicate.text))
        return false;
    for (size_t i = 0; i < a->elements.count; i++)
        if (!same_element(&a->elements.items[i], &b->elements.items[i]))
            return false;
    return true;
}

/* M501 */
static void check_repeated(Model *model, const StructModel *table, size_t index)
{
    const IndexDef *def = &table->indexes.items[index]->def;

    for (size_t i = 0; i < index; i++) {
        const IndexDef *other = &table->indexes.items[i]->def;

        if (!same_index(def, other))
            continue;

        Finding *finding =
            finding_add(model->findings, FINDING_M501, def->at, "index repeats index '%s'",
                        other->name.text ? other->name.text : "without a name");

        finding_note(model->findings, finding, other->at, "first given here");
        return;
    }
}

static void check_indexes(Model *model, StructModel *table)
{
    for (size_t i = 0; i < table->indexes.count; i++) {
        IndexDef *def = &table->indexes.items[i]->def;

        check_name(model, def->name.text, def->name.at);
        if (def->name.text && text_same(def->name.text, def->renamed_from.text))
            finding_add(model->findings, FINDING_M401, def->renamed_from.at,
                        "'%s' is renamed from itself", def->name.text);
        if (!need_elements(model, table, &def->elements) ||
            !need_columns(model, table, &def->include))
            def->bad = true;
        else
            check_repeated(model, table, i);
    }
}

/* M402 */
static void check_renames(Model *model, const StructModel *table)
{
    for (size_t i = 0; i < table->columns.count; i++)
        for (size_t k = 0; k < i; k++) {
            const ColumnModel *a = table->columns.items[k], *b = table->columns.items[i];

            if (!b->renamed_from || !text_same(a->renamed_from, b->renamed_from))
                continue;

            Finding *finding = finding_add(
                model->findings, FINDING_M402, b->member->def.renamed_from.at,
                "'%s' and '%s' are both renamed from '%s'", a->name, b->name, b->renamed_from);

            finding_note(model->findings, finding, a->member->def.renamed_from.at,
                         "first given here");
        }
}

/* M404 */
static void check_dropped(Model *model, const StructModel *table)
{
    for (size_t i = 0; i < table->dropped.count; i++) {
        const Name *name = &table->dropped.items[i];
        const ColumnModel *column = table_column(table, name->text);

        if (!column)
            continue;

        Finding *finding =
            finding_add(model->findings, FINDING_M404, name->at,
                        "column '%s' is said to be dropped but is declared", name->text);

        finding_note(model->findings, finding, column->at, "'%s' is declared here", name->text);
    }
}

static void check_dropped_path(Model *model, const Name *name, const char *kind, Range at)
{
    Finding *finding =
        finding_add(model->findings, FINDING_M404, name->at,
                    "%s '%s' is said to be dropped but is declared", kind, name->text);

    finding_note(model->findings, finding, at, "'%s' is declared here", name->text);
}

static void check_dropped_objects(Model *model)
{
    for (size_t i = 0; i < model->database.dropped.count; i++) {
        const Name *name = &model->database.dropped.items[i];
        const char *path = path_of_name(model->run, schema_of_name(name), name->text);
        const StructModel *table = map_get(&model->tables, path);
        const StructModel *view = map_get(&model->views, path);
        const TypeModel *type = map_get(&model->types, path);

        if (table)
            check_dropped_path(model, name, "table", table->fact->at);
        if (view)
            check_dropped_path(model, name, "view", view->fact->at);
        if (type)
            check_dropped_path(model, name, "type", type->at);
    }
}

static void check_table_renames(Model *model)
{
    for (size_t i = 0; i < model->tables.entries.count; i++) {
        const StructModel *b = model->tables.entries.items[i].value;

        for (size_t k = 0; k < i && b->def.renamed_from.text; k++) {
            const StructModel *a = model->tables.entries.items[k].value;

            if (!text_same(a->schema, b->schema) ||
                !text_same(a->def.renamed_from.text, b->def.renamed_from.text))
                continue;

            Finding *finding = finding_add(model->findings, FINDING_M402, b->def.renamed_from.at,
                                           "'%s' and '%s' are both renamed from '%s'", a->name,
                                           b->name, b->def.renamed_from.text);

            finding_note(model->findings, finding, a->def.renamed_from.at, "first given here");
        }
    }
}

static void check_relation(Model *model, StructModel *table)
{
    check_indexes(model, table);
    check_clauses(model, table);
}

void model_check_keys(Model *model)
{
    for (size_t i = 0; i < model->tables.entries.count; i++) {
        StructModel *table = model->tables.entries.items[i].value;

        if (!check_constraints(model, table) && !table->has_errors &&
            table->extra.inherits.count == 0)
            finding_add(model->findings, FINDING_M310, table->fact->at,
                        "table '%s' has no primary key", table->name);
        check_relation(model, table);
        check_renames(model, table);
        check_dropped(model, table);
    }
    for (size_t i = 0; i < model->partitions.entries.count; i++) {
        StructModel *partition = model->partitions.entries.items[i].value;

        check_constraints(model, partition);
        check_relation(model, partition);
    }
    for (size_t i = 0; i < model->views.entries.count; i++)
        check_relation(model, model->views.entries.items[i].value);
    check_table_renames(model);
    check_dropped_objects(model);
}
