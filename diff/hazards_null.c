/*
 * Columns that reject NULL and rows that have nothing else.
 *
 * The predicate of MC101 was verified on PostgreSQL 15: the column rejects NULL through NOT NULL,
 * its primary key, or a NOT NULL domain; and old rows get no value: no default but NULL, no
 * identity, no generation expression, no default of the domain.
 */
#include "diff/hazards.h"

#include "base/text.h"
#include "schema/kinds/column/column.h"
#include "schema/kinds/domain/domain.h"
#include "schema/kinds/primary_key/primary_key.h"
#include "schema/kinds/table/table.h"

#include <string.h>
#include <strings.h>

static const TypeFacts *type_facts(const HazardContext *context, const Column *column)
{
    static const TypeFacts plain = {false, false};
    const TypeFacts *facts = map_get(&context->live->types, column->type.text);

    return facts ? facts : &plain;
}

static bool in_primary_key(const Column *column)
{
    const Object *table = column->object.parent;

    for (size_t i = 0; i < table->children.count; i++) {
        const Object *child = table->children.items[i];

        if (child->kind_id == KIND_PRIMARY_KEY &&
            strvec_has(&((const PrimaryKey *)child)->columns, column->object.name))
            return true;
    }
    return false;
}

/* NULL itself, also in parentheses or with a cast: (NULL::text). */
static bool is_null_literal(const char *expr)
{
    expr += strspn(expr, " (");
    if (strncasecmp(expr, "null", 4) != 0)
        return false;
    expr += 4;
    expr += strspn(expr, " )");
    return *expr == '\0' || strncmp(expr, "::", 2) == 0;
}

static bool rejects_null(const HazardContext *context, const Column *column)
{
    return column->not_null || in_primary_key(column) || type_facts(context, column)->rejects_null;
}

static bool has_value(const HazardContext *context, const Column *column)
{
    if (column->identity || column->generated.text)
        return true;
    if (column->default_expr.text)
        return !is_null_literal(column->default_expr.text);
    return type_facts(context, column)->has_default;
}

const char *hazard_sample(const char *type)
{
    static const struct {
        const char *prefix, *value;
    } samples[] = {
        {"boolean",           "false"            },
        {"smallint",          "0"                },
        {"integer",           "0"                },
        {"bigint",            "0"                },
        {"numeric",           "0"                },
        {"real",              "0"                },
        {"double precision",  "0"                },
        {"character varying", "''"               },
        {"text",              "''"               },
        {"timestamp",         "now()"            },
        {"date",              "current_date"     },
        {"jsonb",             "'{}'"             },
        {"json",              "'{}'"             },
        {"uuid",              "gen_random_uuid()"},
    };

    if (text_ends(type, "[]"))
        return "'{}'";
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
        if (text_starts(type, samples[i].prefix) && strchr(" (", type[strlen(samples[i].prefix)]))
            return samples[i].value;
    return NULL;
}

/* A column that is to be an identity column takes no default. */
static bool takes_default(const HazardContext *context, const Column *column)
{
    const Object *wanted = schema_find(context->plan->to, KIND_COLUMN, column->object.path);

    return !wanted || !((const Column *)wanted)->identity;
}

static void add_advice(const HazardContext *context, Hazard *hazard, const Column *column)
{
    const char *sample = hazard_sample(column->type.text);
    const char *value = sample ? sample : "EXPRESSION";
    const char *path = column->object.path;
    const char *keep =
        arena_printf(context->findings->arena, "%s PG(default %s)", column->object.name, value);
    bool kept = takes_default(context, column);

    if (text_starts(path, "public."))
        path += strlen("public.");

    const char *fill =
        arena_printf(context->findings->arena, "--fill %s=%s", path,
                     strchr(value, '\'') ? arena_printf(context->run, "\"%s\"", value) : value);

    hazard->finding->hint =
        kept ? arena_printf(context->findings->arena,
                            "Keep a server default, %s, or fill old rows once with %s.", keep, fill)
             : arena_printf(context->findings->arena, "Fill old rows once with %s.", fill);
    if (kept)
        hazard_line(context, hazard, "Fix: give the model a server default:  %s", keep);
    hazard_line(context, hazard, "%s fill old rows once:  modelc autogen %s",
                kept ? "     or" : "Fix:", fill);
}

static void added_column(const HazardContext *context, const Column *column)
{
    const Object *table = column->object.parent;

    /* A table made here has no rows yet. */
    if (is_made_anew(table) || !rejects_null(context, column) || has_value(context, column))
        return;

    Finding *finding = finding_add(
        context->findings, FINDING_MC101, column->object.at,
        context->is_down ? "the downgrade brings back column \"%s\", which is NOT NULL and has no "
                           "server default; it fails on existing rows"
                         : "new column \"%s\" is NOT NULL and has no server default; the revision "
                           "fails on existing rows",
        column->object.path);
    Hazard *hazard = hazard_add(context, finding, NULL);

    finding->object = column->object.path;
    hazard_note_rows(context, finding, table);
    hazard_line(
        context, hazard,
        "WARNING: new column \"%s\" is NOT NULL and has no server default (server_default):",
        column->object.name);
    hazard_line(context, hazard, "this statement fails wherever %s has rows.", table->path);
    if (!context->is_down)
        add_advice(context, hazard, column);
}

/* Those that inherit from the table and whose column, which is changed as well, may hold NULL. */
static void add_heirs(const HazardContext *context, const Object *table, const Column *column,
                      StrVec *heirs)
{
    const Map *tables = &context->plan->to->objects[KIND_TABLE];

    for (size_t i = 0; i < tables->entries.count; i++) {
        const Table *heir = tables->entries.items[i].value;
        const char *path = heir->object.path;
        const char *own = path_under(context->run, path, column->object.name);
        const Object *old = schema_find(context->plan->from, KIND_COLUMN, own);

        if (!strvec_has(&heir->inherits, table->path) || strvec_has(heirs, path) ||
            (old && ((const Column *)old)->not_null))
            continue;
        vec_push(context->run, heirs, path);
        add_heirs(context, &heir->object, column, heirs);
    }
}

static void set_not_null(const HazardContext *context, const Column *column, const StrVec *tables,
                         const char *where)
{
    const Object *table = column->object.parent;
    Finding *finding =
        finding_add(context->findings, FINDING_MC102, column->object.at,
                    "column \"%s\" becomes NOT NULL%s; the revision fails on rows that hold NULL",
                    column->object.path, where);
    Hazard *hazard = hazard_add(context, finding, NULL);

    finding->object = column->object.path;
    if (!*where)
        hazard_note_rows(context, finding, table);
    hazard_line(context, hazard, "WARNING: column \"%s\" becomes NOT NULL%s:", column->object.name,
                where);
    hazard_line(context, hazard, "this statement fails wherever a row of %s holds NULL there.",
                text_join(context->run, tables, " or "));
}

/* Every column of the domain is looked at. */
static void domain_not_null(const HazardContext *context, const Domain *domain)
{
    const char *path = domain->object.path;
    Finding *finding = finding_add(
        context->findings, FINDING_MC102, domain->object.at,
        "domain \"%s\" becomes NOT NULL; the revision fails on rows that hold NULL", path);
    Hazard *hazard = hazard_add(context, finding, NULL);

    finding->object = path;
    hazard_line(context, hazard, "WARNING: domain %s becomes NOT NULL:", path);
    hazard_line(context, hazard, "this statement fails wherever a column of it holds NULL.");
}

static bool may_become_not_null(const HazardContext *context, const Op *op)
{
    return op->verb == VERB_ALTER && op->from && !context->is_down && op->attr->type == ATTR_BOOL;
}

static bool changes(const Op *op, const char *attr, bool value)
{
    return strcmp(op->attr->name, attr) == 0 && attr_bool(op->to, op->attr) == value;
}

/* Also where what was only said of new rows is proved; not where it is said again. */
static void altered_column(const HazardContext *context, const Op *op)
{
    const Column *new = (const Column *)op->to, *old = (const Column *)op->to->plan.pair;
    bool proved = !old || !old->not_null || old->not_null_not_valid;
    bool reaches = old && old->not_null_no_inherit && !new->not_null_no_inherit;
    bool is_said = changes(op, "not_null", true),
         is_handed = changes(op, "not_null_no_inherit", false);
    StrVec tables = {0};

    if (!new->not_null || new->not_null_not_valid ||
        !(is_said || is_handed || changes(op, "not_null_not_valid", false)))
        return;
    if (proved && !is_handed)
        vec_push(context->run, &tables, new->object.parent->path);
    if (!new->not_null_no_inherit && (is_said ? proved || reaches : is_handed == reaches))
        add_heirs(context, new->object.parent, new, &tables);
    if (tables.count)
        set_not_null(context, new, &tables, proved && !is_handed ? "" : " where it is inherited");
}

void hazard_null(const HazardContext *context, const Op *op)
{
    if (!op->to)
        return;
    if (op->to->kind_id == KIND_DOMAIN && may_become_not_null(context, op) &&
        changes(op, "not_null", true) &&
        !(op->to->plan.pair && attr_bool(op->to->plan.pair, op->attr)))
        domain_not_null(context, (const Domain *)op->to);
    if (op->to->kind_id != KIND_COLUMN)
        return;
    if (op->verb == VERB_CREATE)
        added_column(context, (const Column *)op->to);
    if (may_become_not_null(context, op))
        altered_column(context, op);
}
