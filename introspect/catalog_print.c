#include "introspect/catalog_print.h"

#include "base/map.h"
#include "base/strbuf.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static const char print_mark[] = "-- print: ", tree_suffix[] = "_tree";

static const size_t nowhere = SIZE_MAX;

bool catalog_print_is_for(const char *query)
{
    return strstr(query, print_mark) != NULL;
}

/* The columns ATTR_tree */

typedef VEC(int) Columns;

static Columns tree_columns(Arena *run, const Rows *rows)
{
    Columns trees = {0};
    const char *name;

    for (int i = 0; (name = rows_name(rows, i)); i++)
        if (text_ends(name, tree_suffix))
            vec_push(run, &trees, i);
    return trees;
}

/*
 * What tells trees apart.  Where it stood in the statement does not count.  A column counts with
 * its name, since that is what gets printed; the length in front of it keeps names from looking
 * like more.
 */

static const char location_field[] = ":location ", column_field[] = ":varattno ";

/* Where the number of the next such field begins; NULL: there is none. */
static const char *next_number(const char *tree, bool *is_column)
{
    for (const char *at = tree; (at = strchr(at, ':')); at++) {
        *is_column = text_starts(at, column_field);
        if (*is_column)
            return at + strlen(column_field);
        if (text_starts(at, location_field))
            return at + strlen(location_field);
    }
    return NULL;
}

/* False when the tree has to be printed by itself: it means the whole row, or an unknown column. */
static bool add_tree(StrBuf *key, const char *tree, const CatalogEntry *table)
{
    bool is_column;

    for (const char *number; (number = next_number(tree, &is_column));) {
        char *end;
        long attnum = strtol(number, &end, 10);
        const CatalogColumn *column = table ? catalog_column(table, attnum) : NULL;

        strbuf_addn(key, tree, (size_t)(number - tree));
        tree = end;
        if (!is_column)
            continue;
        if (attnum >= 0 && (!column || !column->name))
            return false;
        if (attnum >= 0)
            strbuf_addf(key, "%zu %s", strlen(column->name), column->name);
        else
            strbuf_addf(key, "%ld", attnum); /* tableoid and its like */
    }
    strbuf_add(key, tree);
    return true;
}

/* The key of a row's trees; NULL: it has none.  Not `*shared`: see add_tree(). */
static const char *key_of(StrBuf *key, const Rows *rows, size_t row, const Columns *trees,
                          const CatalogEntry *table, bool *shared)
{
    bool any = false;

    strbuf_cut(key, key->length);
    *shared = true;
    for (size_t i = 0; i < trees->count; i++) {
        const char *tree = rows_text(rows, row, trees->items[i]);

        strbuf_addc(key, tree ? '+' : '-');
        if (tree)
            *shared = add_tree(key, tree, table) && *shared;
        any = any || tree;
    }
    return any ? strbuf_text(key) : NULL;
}

/* For each row an earlier one with the same trees, or itself. */
static void find_equal(Arena *run, const Rows *rows, const CatalogMap *tables, CatalogPrint *print)
{
    Arena *scratch = arena_new();
    StrBuf buf = {.arena = scratch};
    Columns trees = tree_columns(scratch, rows);
    int table = rows_column(rows, "table_oid");
    Map seen = {0};

    *print = (CatalogPrint){.rows = arena_alloc(run, rows_count(rows) * sizeof *print->rows)};
    for (size_t i = 0; i < rows_count(rows); i++) {
        bool shared;
        const char *key = key_of(&buf, rows, i, &trees,
                                 catalog_map_get(tables, rows_oid(rows, i, table)), &shared);
        const size_t *same = key && shared ? map_get(&seen, key) : NULL;

        print->rows[i] = !key ? nowhere : same ? *same : i;
        if (key && shared && !same)
            map_put(scratch, &seen, arena_strdup(scratch, key), &print->rows[i]);
        print->count += print->rows[i] == i;
    }
    arena_free(scratch);
}

/* The lines behind the mark. */
static void add_lines(StrBuf *buf, const char *query)
{
    for (const char *line; (line = strstr(query, print_mark)); query = line) {
        line += strlen(print_mark);
        strbuf_addn(buf, line, strcspn(line, "\n"));
        strbuf_addc(buf, ' ');
    }
}

const char *catalog_print_query(Arena *run, const char *query, const Rows *rows,
                                const CatalogMap *tables, CatalogPrint *print)
{
    StrBuf buf = {.arena = run};
    int oid = rows_column(rows, "oid");
    const char *before = "";

    find_equal(run, rows, tables, print);
    if (print->count == 0)
        return NULL;
    add_lines(&buf, query);
    strbuf_add(&buf, "= ANY ('{");
    for (size_t i = 0; i < rows_count(rows); i++) {
        if (print->rows[i] != i)
            continue;
        strbuf_addf(&buf, "%s%s", before, rows_text(rows, i, oid));
        before = ",";
    }
    strbuf_add(&buf, "}')");
    return strbuf_text(&buf);
}

/* Which row of `printed` is whose. */
static Map by_oid(Arena *scratch, const Rows *printed)
{
    Map map = {0};
    size_t count = printed ? rows_count(printed) : 0;
    size_t *numbers = arena_alloc(scratch, count * sizeof *numbers);

    for (size_t i = 0; i < count; i++) {
        numbers[i] = i;
        map_put(scratch, &map, rows_text(printed, i, rows_column(printed, "oid")), &numbers[i]);
    }
    return map;
}

static void fill_column(Arena *run, Rows *rows, const char *name, const CatalogPrint *print,
                        const Rows *printed, const Map *numbers)
{
    size_t count = rows_count(rows);
    const char **texts = arena_alloc(run, count * sizeof *texts);
    int oid = rows_column(rows, "oid"), column = printed ? rows_column(printed, name) : -1;

    for (size_t i = 0; i < count; i++) {
        size_t shown = print->rows[i];
        const size_t *number =
            shown == nowhere ? NULL : map_get(numbers, rows_text(rows, shown, oid));

        if (shown != nowhere && shown < i)
            texts[i] = texts[shown];
        else
            texts[i] = number ? rows_text(printed, *number, column) : NULL;
    }
    rows_add(run, rows, name, texts);
}

void catalog_print_fill(Arena *run, Rows *rows, const CatalogPrint *print, const Rows *printed)
{
    Arena *scratch = arena_new();
    Columns trees = tree_columns(scratch, rows);
    Map numbers = by_oid(scratch, printed);

    for (size_t i = 0; i < trees.count; i++) {
        const char *tree = rows_name(rows, trees.items[i]);
        const char *name = arena_strndup(run, tree, strlen(tree) - strlen(tree_suffix));

        fill_column(run, rows, name, print, printed, &numbers);
    }
    arena_free(scratch);
}
