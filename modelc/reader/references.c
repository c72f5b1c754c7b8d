/* Stage five: foreign keys, over the whole set of models. */
#include "modelc/reader/model.h"

#include "base/text.h"
#include "schema/sql.h"

#include <string.h>

static StructModel *find_in(const Model *model, const Map *map, const Name *name,
                            const char *schema)
{
    const char *first = name->schema ? name->schema : schema;
    StructModel *found = map_get(map, path_of_name(model->run, first, name->text));

    if (found || name->schema)
        return found;
    return map_get(map, path_of_name(model->run, DEFAULT_SCHEMA, name->text));
}

StructModel *find_table(const Model *model, const Name *name, const char *schema)
{
    return find_in(model, &model->tables, name, schema);
}

StructModel *find_view(const Model *model, const Name *name, const char *schema)
{
    return find_in(model, &model->views, name, schema);
}

/* Whether an extension brings it, or a filter leaves it out. */
static bool is_others(const Model *model, const char *path)
{
    for (size_t i = 0; i < model->database.extensions.count; i++) {
        const Names *tables = &model->database.extensions.items[i].tables;

        for (size_t k = 0; k < tables->count; k++) {
            const Name *table = &tables->items[k];

            if (text_same(path_of_name(model->run, schema_of_name(table), table->text), path))
                return true;
        }
    }
    return model->others.has && model->others.has(model->others.context, path);
}

const char *find_others(const Model *model, const Name *name, const char *schema)
{
    const char *const schemas[] = {name->schema ? name->schema : schema, DEFAULT_SCHEMA};

    for (size_t i = 0; i < (name->schema ? 1 : 2); i++) {
        const char *path = path_of_name(model->run, schemas[i], name->text);

        if (is_others(model, path))
            return path;
    }
    return NULL;
}

/* A table whose own declaration is in error is not missing too. */
static bool is_reported(const Model *model, const Name *name)
{
    for (size_t i = 0; i < model->structs.entries.count; i++) {
        const StructModel *other = model->structs.entries.items[i].value;

        if (other->def.kind == STRUCT_BAD && (text_same(other->fact->name, name->text) ||
                                              text_same(other->def.name.text, name->text)))
            return true;
    }
    return false;
}

/* The name by which a table of `schema` refers to `table`. */
static const char *reference_name(const Model *model, const StructModel *table, const char *schema)
{
    if (text_same(table->schema, DEFAULT_SCHEMA) || text_same(table->schema, schema))
        return table->name;
    return arena_printf(model->run, "%s.%s", table->schema, table->name);
}

/* Nearest by name; the tag of a table, or its name without the schema, is a direct hit. */
static const char *suggest_table(const Model *model, const Name *name, const char *schema)
{
    Suggestion suggestion = {.wanted = name->text};

    for (size_t i = 0; i < model->tables.entries.count; i++) {
        const StructModel *table = model->tables.entries.items[i].value;
        const char *reference = reference_name(model, table, schema);

        if (text_same(table->fact->name, name->text) || text_same(table->name, name->text))
            return reference;
        suggest_offer(&suggestion, reference);
        suggest_offer(&suggestion, table->name);
        if (suggestion.best == table->name)
            suggestion.best = reference;
    }
    return suggestion.best;
}

void fail_table(Model *model, const Name *name, const char *schema)
{
    if (is_reported(model, name))
        return;

    const char *best = suggest_table(model, name, schema);
    const char *written =
        name->schema ? arena_printf(model->run, "%s.%s", name->schema, name->text) : name->text;

    finding_add(model->findings, FINDING_M301, name->at, "there is no table '%s'%s", written,
                best ? arena_printf(model->run, "; did you mean '%s'?", best) : "")
        ->fix = best;
}

static const ConstraintDef *primary_key_of(const StructModel *table)
{
    for (size_t i = 0; i < table->constraints.count; i++)
        if (table->constraints.items[i]->def.type == CONSTRAINT_PRIMARY_KEY)
            return &table->constraints.items[i]->def;
    return table->whole ? primary_key_of(table->whole) : NULL;
}

/* The columns of the primary key where none are named: M305. */
static bool fill_columns(Model *model, ConstraintDef *def, const StructModel *ref)
{
    const ConstraintDef *key = primary_key_of(ref);

    if (def->ref_columns.count > 0)
        return true;
    if (!key) {
        if (!ref->has_errors)
            finding_add(model->findings, FINDING_M305, def->ref_table.at,
                        "table '%s' has no primary key to refer to; name the columns", ref->name);
        return false;
    }
    for (size_t i = 0; i < key->columns.count; i++) {
        Name column = {.text = key->columns.items[i].text, .at = def->ref_table.at};

        vec_push(model->run, &def->ref_columns, column);
    }
    return true;
}

/* M302, unless only the server knows. */
static ColumnModel *need_ref_column(Model *model, const StructModel *ref, const Name *name)
{
    ColumnModel *found = any_column(model, ref, name->text);
    Suggestion suggestion = {.wanted = name->text};

    if (found || inherits_others(model, ref))
        return found;
    for (size_t i = 0; i < ref->columns.count; i++)
        suggest_offer(&suggestion, ref->columns.items[i]->name);

    Finding *finding =
        finding_add(model->findings, FINDING_M302, name->at, "table '%s' has no column '%s'%s",
                    ref->name, name->text, suggest_text(model->run, &suggestion));

    finding->fix = suggestion.best;
    if (suggestion.best)
        finding_note(model->findings, finding, table_column(ref, suggestion.best)->at,
                     "'%s' is declared here", suggestion.best);
    return NULL;
}

/* The type without modifiers; texts of any kind are one. */
static const char *comparable_type(Arena *run, const char *type)
{
    const char *open = strchr(type, '(');
    const char *close = open ? strchr(open, ')') : NULL;

    if (close)
        type = arena_printf(run, "%.*s%s", (int)(open - type), type, close + 1);
    return strcmp(type, "character varying") == 0 ? "text" : type;
}

/* Types that only the server knows are its to judge. */
static bool is_comparable(const ColumnModel *column)
{
    return sql_type_is_builtin(column->type) || column->member->type.enumeration;
}

/* Types of one family can be compared, so one can refer to the other; the server knows exactly. */
enum {
    NUMBERS = 1 << 0,
    OBJECTS = 1 << 1, /* identifiers of what the catalog holds */
    TEXTS = 1 << 2,
    BITS = 1 << 3,
    ADDRESSES = 1 << 4,
    CARDS = 1 << 5, /* addresses of these */
    TIMES = 1 << 6,
    DATES = 1 << 7,
};

static unsigned families_of(const char *type)
{
    static const struct {
        const char *type;
        unsigned families;
    } known[] = {
        {"smallint",                    NUMBERS | OBJECTS},
        {"integer",                     NUMBERS | OBJECTS},
        {"bigint",                      NUMBERS | OBJECTS},
        {"numeric",                     NUMBERS          },
        {"real",                        NUMBERS          },
        {"double precision",            NUMBERS          },
        {"oid",                         OBJECTS          },
        {"regclass",                    OBJECTS          },
        {"regcollation",                OBJECTS          },
        {"regconfig",                   OBJECTS          },
        {"regdictionary",               OBJECTS          },
        {"regnamespace",                OBJECTS          },
        {"regoper",                     OBJECTS          },
        {"regoperator",                 OBJECTS          },
        {"regproc",                     OBJECTS          },
        {"regprocedure",                OBJECTS          },
        {"regrole",                     OBJECTS          },
        {"regtype",                     OBJECTS          },
        {"text",                        TEXTS            },
        {"character",                   TEXTS            },
        {"bpchar",                      TEXTS            },
        {"name",                        TEXTS            },
        {"\"char\"",                    TEXTS            },
        {"bit",                         BITS             },
        {"bit varying",                 BITS             },
        {"cidr",                        ADDRESSES        },
        {"inet",                        ADDRESSES        },
        {"macaddr",                     CARDS            },
        {"macaddr8",                    CARDS            },
        {"time without time zone",      TIMES            },
        {"time with time zone",         TIMES            },
        {"interval",                    TIMES            },
        {"date",                        DATES            },
        {"timestamp without time zone", DATES            },
        {"timestamp with time zone",    DATES            },
    };

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (text_same(known[i].type, type))
            return known[i].families;
    return 0;
}

static bool are_related(const char *a, const char *b)
{
    return (families_of(a) & families_of(b)) != 0;
}

/* M307 and, where the server allows it, M313. */
static void check_types(Model *model, const ColumnModel *own, const StructModel *ref,
                        const ColumnModel *other)
{
    if (!own->type || !other->type || !is_comparable(own) || !is_comparable(other))
        return;

    const char *a = comparable_type(model->run, own->type);
    const char *b = comparable_type(model->run, other->type);

    if (text_same(a, b))
        return;

    Finding *finding = finding_add(model->findings, are_related(a, b) ? FINDING_M313 : FINDING_M307,
                                   own->at, "column '%s' is %s but refers to '%s.%s', which is %s",
                                   own->name, sql_type_short(model->run, own->type), ref->name,
                                   other->name, sql_type_short(model->run, other->type));

    finding_note(model->findings, finding, other->at, "the referred column is declared here");
}

static bool has_name(const Names *names, const char *name)
{
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->items[i].text, name) == 0)
            return true;
    return false;
}

static bool same_columns(const Names *a, const Names *b)
{
    for (size_t i = 0; i < a->count; i++)
        if (!has_name(b, a->items[i].text))
            return false;
    return a->count == b->count;
}

/* A unique index over plain columns serves as well as a constraint does. */
static bool is_unique_index(Model *model, const IndexDef *def, const Names *columns)
{
    Names own = {0};

    if (!def->is_unique || def->predicate.text)
        return false;
    for (size_t i = 0; i < def->elements.count; i++) {
        if (def->elements.items[i].expr.text)
            return false;
        vec_push(model->run, &own, def->elements.items[i].column);
    }
    return same_columns(&own, columns);
}

static bool is_key(Model *model, const StructModel *ref, const Names *columns)
{
    for (size_t i = 0; i < ref->constraints.count; i++) {
        const ConstraintDef *def = &ref->constraints.items[i]->def;

        if ((def->type == CONSTRAINT_PRIMARY_KEY || def->type == CONSTRAINT_UNIQUE) &&
            same_columns(&def->columns, columns))
            return true;
    }
    for (size_t i = 0; i < ref->indexes.count; i++)
        if (is_unique_index(model, &ref->indexes.items[i]->def, columns))
            return true;
    return false;
}

/* M308 */
static void check_key(Model *model, const ConstraintDef *def, const StructModel *ref)
{
    StrVec names = {0};

    /* A partition of a partition has its keys too. */
    if (ref->has_errors || ref->whole || is_key(model, ref, &def->ref_columns))
        return;
    for (size_t i = 0; i < def->ref_columns.count; i++)
        vec_push(model->run, &names, def->ref_columns.items[i].text);
    finding_add(model->findings, FINDING_M308, def->ref_columns.items[0].at,
                "'%s.%s' is neither a primary key nor unique, so nothing can refer to it",
                ref->name, text_join(model->run, &names, ", "));
}

/* M309 and M311, for the columns that the action sets. */
static void check_action(Model *model, const StructModel *table, const ConstraintDef *def,
                         const ActionDef *action, const char *event)
{
    const Names *columns = action->columns.count > 0 ? &action->columns : &def->columns;

    for (size_t i = 0; action->action && i < columns->count; i++) {
        const ColumnModel *column = table_column(table, columns->items[i].text);

        if (!column || !column->type)
            continue;
        if (strcmp(action->action, "SET NULL") == 0 && column->not_null) {
            Finding *finding =
                finding_add(model->findings, FINDING_M309, action->at,
                            "'on %s set null' needs a nullable column, but '%s' is not null", event,
                            column->name);

            if (!column->member->type.holds_null)
                finding_note(model->findings, finding, column->at, "declare it '%s *%s'",
                             column->member->field->type->spelling, column->member->field->name);
        }
        if (strcmp(action->action, "SET DEFAULT") == 0 && !column->default_expr.text)
            finding_add(model->findings, FINDING_M311, action->at,
                        "'on %s set default' needs a default, but '%s' has none", event,
                        column->name);
    }
}

static bool check_count(Model *model, const ConstraintDef *def)
{
    if (def->ref_columns.count == def->columns.count)
        return true;
    finding_add(model->findings, FINDING_M306, def->ref_table.at, "%zu column%s refer to %zu",
                def->columns.count, def->columns.count == 1 ? "" : "s", def->ref_columns.count);
    return false;
}

/* The models do not know its columns. */
static void resolve_others(Model *model, const ConstraintModel *constraint)
{
    const ConstraintDef *def = &constraint->def;

    if (def->ref_columns.count > 0)
        check_count(model, def);
    else
        finding_add(model->findings, FINDING_M305, def->ref_table.at,
                    "no model declares table '%s'; name the columns", constraint->others);
}

static void resolve_columns(Model *model, StructModel *table, ConstraintModel *constraint,
                            StructModel *ref)
{
    ConstraintDef *def = &constraint->def;
    bool fine = true;

    if (!fill_columns(model, def, ref) || !check_count(model, def))
        return;
    for (size_t i = 0; i < def->columns.count; i++) {
        const ColumnModel *own = table_column(table, def->columns.items[i].text);
        const ColumnModel *other = need_ref_column(model, ref, &def->ref_columns.items[i]);

        if (own && other)
            check_types(model, own, ref, other);
        fine = fine && own && other;
    }
    if (fine)
        check_key(model, def, ref);
    constraint->ref = ref;
}

/* Whether the columns are the first of `names`, in any order. */
static bool begins_with(const Names *names, const Names *columns)
{
    if (names->count < columns->count)
        return false;
    for (size_t i = 0; i < columns->count; i++)
        if (!has_name(columns, names->items[i].text))
            return false;
    return true;
}

static bool has_index(Model *model, const StructModel *table, const Names *columns)
{
    for (size_t i = 0; i < table->constraints.count; i++) {
        const ConstraintDef *def = &table->constraints.items[i]->def;

        if ((def->type == CONSTRAINT_PRIMARY_KEY || def->type == CONSTRAINT_UNIQUE) &&
            begins_with(&def->columns, columns))
            return true;
    }
    for (size_t i = 0; i < table->indexes.count; i++) {
        const IndexDef *def = &table->indexes.items[i]->def;
        Names names = {0};

        for (size_t k = 0; k < def->elements.count && def->elements.items[k].column.text; k++)
            vec_push(model->run, &names, def->elements.items[k].column);
        if (!def->predicate.text && begins_with(&names, columns))
            return true;
    }
    return false;
}

/* M312; the name is not known yet where it is not given. */
static void check_index(Model *model, const StructModel *table, const ConstraintDef *def)
{
    StrVec names = {0};

    if (!model->warn_unindexed || has_index(model, table, &def->columns))
        return;
    for (size_t i = 0; i < def->columns.count; i++)
        vec_push(model->run, &names, def->columns.items[i].text);
    finding_add(model->findings, FINDING_M312, def->at, "foreign key '%s' has no index",
                def->name.text ? def->name.text : text_join(model->run, &names, ", "));
}

/* The table or partition that a foreign key of the schema refers to. */
static StructModel *find_referred(Model *model, const Name *name, const char *schema)
{
    StructModel *found = find_table(model, name, schema);
    Name here = *name;

    if (!name->schema)
        here.schema = schema;
    if (!found)
        found = find_partition(model, &here);
    return found ? found : find_partition(model, name);
}

static void resolve(Model *model, StructModel *table, ConstraintModel *constraint)
{
    ConstraintDef *def = &constraint->def;
    StructModel *ref = find_referred(model, &def->ref_table, table->schema);

    check_action(model, table, def, &def->on_delete, "delete");
    check_action(model, table, def, &def->on_update, "update");
    constraint->others = ref ? NULL : find_others(model, &def->ref_table, table->schema);
    if (ref)
        resolve_columns(model, table, constraint, ref);
    else if (constraint->others)
        resolve_others(model, constraint);
    else
        fail_table(model, &def->ref_table, table->schema);
    check_index(model, table, def);
}

/* The table and the column behind OWNED BY; PostgreSQL wants them in the sequence's own schema. */
static void resolve_owner(Model *model, const SequenceDef *sequence)
{
    const Names *owner = &sequence->options.owned_by;
    const char *schema = schema_of_name(&sequence->name);

    if (owner->count < 2)
        return;

    Name table = owner->items[owner->count - 2];

    table.schema = owner->count > 2 ? owner->items[0].text : schema;

    const StructModel *found =
        map_get(&model->tables, path_of_name(model->run, table.schema, table.text));

    if (!found)
        fail_table(model, &table, schema);
    else if (!found->has_errors)
        need_column(model, found, &owner->items[owner->count - 1]);
}

static void resolve_all(Model *model, const Map *tables)
{
    for (size_t i = 0; i < tables->entries.count; i++) {
        StructModel *table = tables->entries.items[i].value;

        for (size_t k = 0; k < table->constraints.count; k++)
            if (table->constraints.items[k]->def.type == CONSTRAINT_FOREIGN_KEY &&
                !table->constraints.items[k]->def.bad)
                resolve(model, table, table->constraints.items[k]);
    }
}

void model_resolve_references(Model *model)
{
    for (size_t i = 0; i < model->database.sequences.count; i++)
        resolve_owner(model, &model->database.sequences.items[i]);
    resolve_all(model, &model->tables);
    resolve_all(model, &model->partitions);
}
