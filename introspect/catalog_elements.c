#include "introspect/catalog_elements.h"

#include "base/text.h"
#include "introspect/catalog_text.h"

#include <string.h>

enum { OPTION_DESCENDING = 1, OPTION_NULLS_FIRST = 2 };

static int column_of(Arena *scratch, const Rows *rows, const char *attr, const char *suffix)
{
    return rows_column(rows, arena_printf(scratch, "%s_%s", attr, suffix));
}

ElementColumns element_columns(Arena *scratch, const Rows *rows, const char *attr)
{
    return (ElementColumns){
        .count = column_of(scratch, rows, attr, "count"),
        .attnums = column_of(scratch, rows, attr, "attnums"),
        .exprs = column_of(scratch, rows, attr, "exprs"),
        .opclasses = column_of(scratch, rows, attr, "opclasses"),
        .collations = column_of(scratch, rows, attr, "collations"),
        .options = column_of(scratch, rows, attr, "options"),
        .def = column_of(scratch, rows, attr, "def"),
        .params = column_of(scratch, rows, attr, "params"),
        .ops = column_of(scratch, rows, attr, "ops"),
    };
}

/* One index under decoding: its parts, each in the order of the keys. */
typedef struct Parts {
    NumVec count, attnums, opclasses, collations, options;
    StrVec exprs, params, ops;
    size_t next_expr;
    const char *def; /* what of the definition is not looked at yet */
} Parts;

static Parts read_parts(Arena *run, const Rows *rows, size_t row, const ElementColumns *columns)
{
    Parts parts = {.def = rows_text(rows, row, columns->def)};

    catalog_numbers(run, rows_text(rows, row, columns->count), &parts.count);
    catalog_numbers(run, rows_text(rows, row, columns->attnums), &parts.attnums);
    catalog_numbers(run, rows_text(rows, row, columns->opclasses), &parts.opclasses);
    catalog_numbers(run, rows_text(rows, row, columns->collations), &parts.collations);
    catalog_numbers(run, rows_text(rows, row, columns->options), &parts.options);
    catalog_split(run, rows_text(rows, row, columns->exprs), &parts.exprs);
    catalog_array(run, rows_text(rows, row, columns->params), &parts.params);
    catalog_array(run, rows_text(rows, row, columns->ops), &parts.ops);
    return parts;
}

static long number_at(const NumVec *numbers, size_t i)
{
    return i < numbers->count ? numbers->items[i] : 0;
}

static const char *text_at(const StrVec *items, size_t i)
{
    return i < items->count ? items->items[i] : NULL;
}

/* Whether the definition says COLLATE behind this expression; moves past it. */
static bool says_collate(Parts *parts, const char *expr)
{
    const char *found = parts->def ? strstr(parts->def, expr) : NULL;

    if (!found)
        return false;
    parts->def = found + strlen(expr);
    parts->def += strspn(parts->def, ")");
    return text_starts(parts->def, " COLLATE ");
}

static const char *name_of(const CatalogMap *map, long oid)
{
    const CatalogEntry *entry = catalog_map_get(map, (uint32_t)oid);

    return entry ? entry->name : NULL;
}

static void read_key(Arena *run, Parts *parts, size_t i, const CatalogEntry *table,
                     const ElementNames *names, Element *element)
{
    const CatalogColumn *column = catalog_column(table, number_at(&parts->attnums, i));
    long collation = number_at(&parts->collations, i);

    if (column) {
        element->column = column->name;
        if (collation != column->collation)
            element->collation = name_of(&names->collations, collation);
        return;
    }

    const char *expr = text_at(&parts->exprs, parts->next_expr++);

    element->expr.text = element->expr.spelled = catalog_unwrap(run, expr);
    if (expr && collation != 0 && says_collate(parts, expr))
        element->collation = name_of(&names->collations, collation);
}

/* As pg_type.dat has them. */
enum { TYPE_TEXT = 25, TYPE_BPCHAR = 1042, TYPE_VARCHAR = 1043 };

static bool has_own_default(const CatalogMap *opclasses, uint32_t method, uint32_t type)
{
    for (size_t i = 0; i < opclasses->slot_count; i++) {
        const CatalogEntry *opclass = opclasses->slots[i];

        if (opclass && opclass->is_default && opclass->method == method && opclass->type == type)
            return true;
    }
    return false;
}

/* Whether a column of the type, 0 for any other key, has the class unless it says another. */
static bool is_usual(const CatalogMap *opclasses, const CatalogEntry *opclass, uint32_t type)
{
    if (!opclass->is_default || type == 0 || opclass->type == type)
        return opclass->is_default;
    if (opclass->type == TYPE_TEXT && type == TYPE_VARCHAR)
        return true;
    return opclass->type != TYPE_BPCHAR && !has_own_default(opclasses, opclass->method, type);
}

/* "gist_trgm_ops(siglen=32)"; NULL for a usual class without parameters. */
static const char *opclass_text(Arena *run, const CatalogEntry *opclass, bool usual,
                                const char *params)
{
    StrVec items = {0};

    if (!opclass)
        return NULL;
    catalog_array(run, params, &items);
    if (items.count == 0)
        return usual ? NULL : opclass->name;
    return arena_printf(run, "%s(%s)", opclass->name, text_join(run, &items, ", "));
}

void catalog_elements(Arena *run, const Rows *rows, size_t row, const ElementColumns *columns,
                      const CatalogEntry *table, const ElementNames *names, Elements *elements)
{
    Parts parts = read_parts(run, rows, row, columns);
    size_t count = (size_t)number_at(&parts.count, 0);

    for (size_t i = 0; i < count; i++) {
        const CatalogColumn *column = catalog_column(table, number_at(&parts.attnums, i));
        const CatalogEntry *opclass =
            catalog_map_get(&names->opclasses, (uint32_t)number_at(&parts.opclasses, i));
        bool usual = opclass && is_usual(&names->opclasses, opclass, column ? column->type : 0);
        long options = number_at(&parts.options, i);
        Element element = {
            .op = text_at(&parts.ops, i),
            .opclass = opclass_text(run, opclass, usual, text_at(&parts.params, i)),
            .descending = options & OPTION_DESCENDING,
            .nulls_first = options & OPTION_NULLS_FIRST,
        };

        read_key(run, &parts, i, table, names, &element);
        vec_push(run, elements, element);
    }
}
