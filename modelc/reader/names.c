/*
 * Stage six: the names that PostgreSQL itself would choose, and names that clash.
 *
 * Source: makeObjectName(), ChooseIndexName(), ChooseIndexColumnNames() and
 * ChooseForeignKeyConstraintNameAddition() in src/backend/commands/indexcmds.c and tablecmds.c.
 * A name is never numbered: a number would depend on the order of lines.
 */
#include "modelc/reader/names.h"

#include "base/text.h"
#include "modelc/reader/words.h"
#include "schema/statement_text.h"

#include <string.h>

enum { NAME_BYTES = 64 };

/* Joined by "_" until a name is full. */
static const char *join_columns(Arena *run, const StrVec *names)
{
    StrBuf out = {.arena = run};

    for (size_t i = 0; i < names->count && out.length < NAME_BYTES; i++) {
        if (out.length > 0)
            strbuf_addc(&out, '_');
        strbuf_addn(&out, names->items[i], text_utf8_prefix(names->items[i], NAME_BYTES - 1));
    }
    return strbuf_text(&out);
}

/* A column name of an index that is taken already gets a number, as in PostgreSQL. */
static void add_index_column(Arena *run, StrVec *names, const char *name)
{
    const char *chosen = name;

    for (unsigned i = 1; strvec_has(names, chosen); i++) {
        const char *number = arena_printf(run, "%u", i);
        size_t room = text_utf8_prefix(name, NAME_BYTES - 1 - strlen(number));

        chosen = arena_printf(run, "%.*s%s", (int)room, name, number);
    }
    vec_push(run, names, chosen);
}

static const char *index_columns(Arena *run, const Names *columns, const ElementDefs *elements,
                                 const Names *include)
{
    StrVec names = {0};

    for (size_t i = 0; i < columns->count; i++)
        add_index_column(run, &names, columns->items[i].text);
    for (size_t i = 0; i < elements->count; i++)
        add_index_column(run, &names, elements->items[i].word);
    for (size_t i = 0; i < include->count; i++)
        add_index_column(run, &names, include->items[i].text);
    return join_columns(run, &names);
}

/* The one column that a check mentions, or NULL. */
static const char *check_column(Arena *run, const StructModel *table, const Sql *expr)
{
    StrVec all = {0}, mentioned = {0};

    for (size_t i = 0; i < table->columns.count; i++)
        vec_push(run, &all, table->columns.items[i]->name);
    words_columns(run, expr->text, &all, &mentioned);
    return mentioned.count == 1 ? mentioned.items[0] : NULL;
}

static const char *foreign_key_columns(Arena *run, const Names *columns)
{
    StrVec names = {0};

    for (size_t i = 0; i < columns->count; i++)
        vec_push(run, &names, columns->items[i].text);
    return join_columns(run, &names);
}

static const char *own_name(Arena *run, const StructModel *table, const ConstraintDef *def)
{
    switch (def->type) {
    case CONSTRAINT_PRIMARY_KEY:
        return name_join(run, table->name, NULL, "pkey");
    case CONSTRAINT_UNIQUE:
        return name_join(run, table->name,
                         index_columns(run, &def->columns, &def->elements, &def->include), "key");
    case CONSTRAINT_CHECK:
        return name_join(run, table->name, check_column(run, table, &def->expr), "check");
    case CONSTRAINT_FOREIGN_KEY:
        return name_join(run, table->name, foreign_key_columns(run, &def->columns), "fkey");
    case CONSTRAINT_EXCLUSION:
        return name_join(run, table->name,
                         index_columns(run, &(Names){0}, &def->elements, &def->include), "excl");
    }
    return NULL;
}

static const char *constraint_name(Model *model, const StructModel *table,
                                   const ConstraintModel *constraint)
{
    const ConstraintDef *def = &constraint->def;
    const char *pattern = pattern_of(&model->naming, def->type);
    const char *columns;

    if (!pattern)
        return own_name(model->run, table, def);
    columns = pattern_columns(model->run, table, def);
    if (columns[0] == '\0' && def->type == CONSTRAINT_CHECK && strstr(pattern, "{columns}")) {
        finding_add(model->findings, FINDING_M508, def->at,
                    "this check needs a name: it mentions no column");
        return NULL;
    }
    return naming_fill(model->run, pattern, table->name, columns,
                       constraint->ref ? constraint->ref->name : def->ref_table.text);
}

static const char *index_name(Model *model, const StructModel *table, const IndexDef *def)
{
    const char *columns;

    if (!model->naming.index)
        return name_join(model->run, table->name,
                         index_columns(model->run, &(Names){0}, &def->elements, &def->include),
                         "idx");
    columns = pattern_elements(model->run, &def->elements);
    if (columns[0] == '\0' && strstr(model->naming.index, "{columns}")) {
        finding_add(model->findings, FINDING_M502, def->at, "this index needs a name");
        return NULL;
    }
    return naming_fill(model->run, model->naming.index, table->name, columns, NULL);
}

/* What has a name already; `at` is where. */
typedef struct Taken {
    Range at;
} Taken;

/* False, with M507, when `key` (a path, or a path within a table) is taken. */
static bool take(Model *model, Map *map, const char *key, const char *name, Range at)
{
    Taken *own = ARENA_NEW(model->run, Taken);
    const Taken *first = map_get(map, key);

    own->at = at;
    if (!first) {
        map_put(model->run, map, key, own);
        return true;
    }

    Finding *finding = finding_add(model->findings, FINDING_M507, at,
                                   "two objects would be named '%s'; give one a name", name);

    finding_note(model->findings, finding, first->at, "the other is here");
    return false;
}

/* Constraints that are indexes too share the names of tables. */
static bool has_index(ConstraintType type)
{
    return type == CONSTRAINT_PRIMARY_KEY || type == CONSTRAINT_UNIQUE ||
           type == CONSTRAINT_EXCLUSION;
}

static void name_constraints(Model *model, StructModel *table, Map *relations)
{
    Map own = {0};

    for (size_t i = 0; i < table->constraints.count; i++) {
        ConstraintModel *constraint = table->constraints.items[i];
        const ConstraintDef *def = &constraint->def;
        Range at = def->name.text ? def->name.at : def->at;

        if (def->bad)
            continue;
        constraint->name =
            def->name.text ? def->name.text : constraint_name(model, table, constraint);
        if (!constraint->name)
            continue;
        if (!has_index(def->type) ||
            take(model, relations, path_of_name(model->run, table->schema, constraint->name),
                 constraint->name, at))
            take(model, &own, constraint->name, constraint->name, at);
    }
    for (size_t i = 0; i < table->extra.triggers.count; i++) {
        const TriggerDef *def = &table->extra.triggers.items[i];

        if (statement_creates(def->create, "CONSTRAINT"))
            take(model, &own, def->name.text, def->name.text, def->name.at);
    }
}

static void name_indexes(Model *model, StructModel *table, Map *relations)
{
    for (size_t i = 0; i < table->indexes.count; i++) {
        IndexModel *index = table->indexes.items[i];
        const IndexDef *def = &index->def;

        if (def->bad)
            continue;
        index->name = def->name.text ? def->name.text : index_name(model, table, def);
        if (!index->name)
            continue;
        take(model, relations, path_of_name(model->run, table->schema, index->name), index->name,
             def->name.text ? def->name.at : def->at);
    }
}

static void name_serials(Model *model, const StructModel *table, Map *relations)
{
    for (size_t i = 0; i < table->columns.count; i++) {
        const ColumnModel *column = table->columns.items[i];

        if (!column->is_serial)
            continue;

        const char *name = name_join(model->run, table->name, column->name, "seq");

        take(model, relations, path_of_name(model->run, table->schema, name), name, column->at);
    }
}

/* M604 when the table has one of that kind and name. */
static void take_part(Model *model, Map *own, const char *kind, const Name *name)
{
    const char *key = arena_printf(model->run, "%s %s", kind, name->text);
    Taken *taken = ARENA_NEW(model->run, Taken);
    const Taken *first = map_get(own, key);

    taken->at = name->at;
    if (!first) {
        map_put(model->run, own, key, taken);
        return;
    }

    Finding *finding = finding_add(model->findings, FINDING_M604, name->at,
                                   "%s '%s' is defined twice", kind, name->text);

    finding_note(model->findings, finding, first->at, "first defined here");
}

/* Of a part that can be in another schema than its table. */
static const char *part_path(Arena *run, const StructModel *table, const Name *name)
{
    return path_of_name(run, name->schema ? name->schema : table->schema, name->text);
}

static void name_parts(Model *model, const StructModel *table, Map *relations, Map *statistics)
{
    const TableClauses *extra = &table->extra;
    Map own = {0};

    for (size_t i = 0; i < extra->policies.count; i++)
        take_part(model, &own, "policy", &extra->policies.items[i].name);
    for (size_t i = 0; i < extra->triggers.count; i++)
        take_part(model, &own, kind_of(extra->triggers.items[i].kind)->title,
                  &extra->triggers.items[i].name);
    for (size_t i = 0; i < extra->statistics.count; i++) {
        Name name = extra->statistics.items[i].name;

        name.text = part_path(model->run, table, &name);
        take_part(model, statistics, "statistics", &name);
    }
    for (size_t i = 0; i < extra->partitions.count; i++) {
        const Name *name = &extra->partitions.items[i].name;

        take(model, relations, part_path(model->run, table, name), name->text, name->at);
    }
}

static void name_database(Model *model)
{
    const DatabaseClauses *database = &model->database;
    Map own = {0};

    for (size_t i = 0; i < database->extensions.count; i++)
        take_part(model, &own, "extension", &database->extensions.items[i].name);
    for (size_t i = 0; i < database->event_triggers.count; i++)
        take_part(model, &own, "event trigger", &database->event_triggers.items[i].name);
    for (size_t i = 0; i < database->publications.count; i++)
        take_part(model, &own, "publication", &database->publications.items[i].name);
    for (size_t i = 0; i < database->defined.count; i++) {
        const DefinedDef *defined = &database->defined.items[i];
        Name name = defined->name;

        if (name.schema)
            name.text = path_under(model->run, name.schema, name.text);
        take_part(model, &own, kind_of(defined->kind)->title, &name);
    }
}

/* A composite type is a relation as well as a type. */
static void take_types(Model *model, Map *relations)
{
    for (size_t i = 0; i < model->types.entries.count; i++) {
        const TypeModel *type = model->types.entries.items[i].value;

        if (type->composite)
            take(model, relations, type->path, type->name, type->at);
    }
}

static void take_relations(Model *model, const Map *map, Map *relations)
{
    for (size_t i = 0; i < map->entries.count; i++) {
        const StructModel *table = map->entries.items[i].value;
        const TypeModel *type = map_get(&model->types, table->path);
        Range at = table->def.name.text ? table->def.name.at : table->fact->at;

        take(model, relations, table->path, table->name, at);
        if (type && !type->composite) { /* a table is a type as well */
            Finding *finding =
                finding_add(model->findings, FINDING_M507, at,
                            "two objects would be named '%s'; give one a name", table->name);

            finding_note(model->findings, finding, type->at, "the other is here");
        }
    }
}

/* Tables and sequences come first: they are named by hand. */
static void take_given(Model *model, Map *relations)
{
    take_types(model, relations);
    take_relations(model, &model->tables, relations);
    take_relations(model, &model->views, relations);
    for (size_t i = 0; i < model->database.sequences.count; i++) {
        const Name *name = &model->database.sequences.items[i].name;

        take(model, relations, path_of_name(model->run, schema_of_name(name), name->text),
             name->text, name->at);
    }
}

void model_name(Model *model)
{
    Map relations = {0}, statistics = {0};

    take_given(model, &relations);
    for (size_t i = 0; i < model->tables.entries.count; i++) {
        StructModel *table = model->tables.entries.items[i].value;

        name_parts(model, table, &relations, &statistics);
        name_constraints(model, table, &relations);
        name_indexes(model, table, &relations);
        name_serials(model, table, &relations);
    }
    for (size_t i = 0; i < model->partitions.entries.count; i++) {
        StructModel *partition = model->partitions.entries.items[i].value;

        name_parts(model, partition, &relations, &statistics);
        name_constraints(model, partition, &relations);
        name_indexes(model, partition, &relations);
    }
    for (size_t i = 0; i < model->views.entries.count; i++) {
        StructModel *view = model->views.entries.items[i].value;

        name_parts(model, view, &relations, &statistics);
        name_indexes(model, view, &relations);
    }
    name_database(model);
}
