#include "introspect/catalog_kind.h"

#include "base/text.h"
#include "introspect/catalog_text.h"
#include "introspect/spell_role.h"
#include "schema/defined.h"
#include "schema/sql.h"

#include <stdlib.h>
#include <string.h>

static void bind_attr(Arena *scratch, const Rows *rows, const Attr *attr, CatalogColumns *columns)
{
    CatalogBinding binding = {
        .attr = attr,
        .value = rows_column(rows, attr->name),
        .attnums = rows_column(rows, arena_printf(scratch, "%s_attnums", attr->name)),
        .attnum = rows_column(rows, arena_printf(scratch, "%s_attnum", attr->name)),
        .table = rows_column(rows, arena_printf(scratch, "%s_table", attr->name)),
    };

    if (attr->type == ATTR_ELEMENTS)
        binding.elements = element_columns(scratch, rows, attr->name);
    vec_push(scratch, &columns->bindings, binding);
}

static CatalogColumns bind_columns(Arena *scratch, const Rows *rows, const Kind *kind)
{
    CatalogColumns columns = {
        .oid = rows_column(rows, "oid"),
        .position = rows_column(rows, "position"),
        .turn = rows_column(rows, "turn"),
        .name = rows_column(rows, "name"),
        .collation = rows_column(rows, "index_collation"),
        .type = rows_column(rows, "index_type"),
        .columns = rows_column(rows, "column_names"),
        .column_collations = rows_column(rows, "column_collations"),
        .unmanaged = rows_column(rows, "unmanaged"),
        .remark = rows_column(rows, "remark"),
        .title = rows_column(rows, "title"),
        .with_table = rows_column(rows, "with_table"),
        .with_schema = rows_column(rows, "with_schema"),
        .in_schema = rows_column(rows, "in_schema_oid"),
    };

    for (KindId id = 0; id < KIND_COUNT; id++) {
        CatalogParent parent = {
            id, rows_column(rows, arena_printf(scratch, "%s_oid", kind_of(id)->name))};

        if (parent.column >= 0)
            vec_push(scratch, &columns.parents, parent);
    }
    for (size_t i = 0; i < kind->attr_count; i++)
        bind_attr(scratch, rows, &kind->attrs[i], &columns);
    return columns;
}

/* Sorting: by the parents' order, then by position, then by name in byte order */

static size_t rank_of(const CatalogRow *row)
{
    return row->parent ? row->parent->rank : 0;
}

static int compare_siblings(const void *a, const void *b)
{
    const CatalogRow *x = a;
    const CatalogRow *y = b;

    if (x->position != y->position)
        return x->position < y->position ? -1 : 1;
    return strcmp(x->name, y->name);
}

static CatalogEntry *find_parent(const CatalogReader *reader, const CatalogRows *rows, size_t row)
{
    CatalogEntry *found = NULL;

    for (size_t i = 0; i < rows->columns.parents.count; i++) {
        const CatalogParent *parent = &rows->columns.parents.items[i];
        CatalogEntry *fits =
            catalog_map_get(&reader->maps[parent->kind], rows_oid(rows->rows, row, parent->column));

        found = fits && (!found || fits->is_managed) ? fits : found;
    }
    return found;
}

/* A database has many small families: deal the rows out to the parents, then sort each family. */
static void sort_families(Arena *scratch, CatalogRow *rows, size_t count)
{
    CatalogRow *dealt = arena_alloc(scratch, count * sizeof *dealt);
    size_t ranks = 0, *ends;

    for (size_t i = 0; i < count; i++)
        ranks = rank_of(&rows[i]) >= ranks ? rank_of(&rows[i]) + 1 : ranks;
    ends = arena_alloc(scratch, (ranks + 1) * sizeof *ends);
    for (size_t i = 0; i < count; i++)
        ends[rank_of(&rows[i]) + 1]++;
    for (size_t rank = 1; rank <= ranks; rank++)
        ends[rank] += ends[rank - 1];
    for (size_t i = 0; i < count; i++)
        dealt[ends[rank_of(&rows[i])]++] = rows[i];
    for (size_t rank = 0, begin = 0; rank < ranks; begin = ends[rank++])
        if (ends[rank] - begin > 1)
            qsort(dealt + begin, ends[rank] - begin, sizeof *dealt, compare_siblings);
    memcpy(rows, dealt, count * sizeof *dealt);
}

/* What the server quotes depends on its version; most texts have nothing to quote. */
static const char *respelled(Arena *run, const char *text)
{
    return text && strpbrk(text, ".\"") ? sql_respell(run, text) : text;
}

/* The types in the name of a function, and all of the name of a cast, are spelled already. */
static const char *name_at(const CatalogReader *reader, KindId id, const CatalogRows *rows,
                           size_t row)
{
    const char *name = rows_text(rows->rows, row, rows->columns.name);
    const Kind *kind = kind_of(id);
    size_t head = kind->scope == SCOPE_DATABASE ? 0 : kind_bare_length(kind, name);

    if (!kind->made_by || !name[head] || !strpbrk(name + head, ".\""))
        return name;
    return arena_printf(reader->run, "%.*s%s", (int)head, name,
                        sql_respell(reader->run, name + head));
}

/* The rows whose parent is known, sorted: the others belong to PostgreSQL or to a session. */
static void sort_rows(const CatalogReader *reader, KindId id, CatalogRows *rows)
{
    const CatalogColumns *columns = &rows->columns;
    size_t count = rows_count(rows->rows);

    rows->sorted.items = arena_alloc(reader->scratch, count * sizeof *rows->sorted.items);
    rows->sorted.capacity = count;
    for (size_t i = 0; i < count; i++) {
        const char *position =
            rows_text(rows->rows, i, columns->position >= 0 ? columns->position : columns->turn);
        CatalogRow row = {.index = i,
                          .position = position ? strtol(position, NULL, 10) : 0,
                          .name = name_at(reader, id, rows, i)};

        row.parent = find_parent(reader, rows, i);
        if (row.parent || columns->parents.count == 0)
            vec_push(reader->scratch, &rows->sorted, row);
    }
    if (rows->sorted.count > 0)
        sort_families(reader->scratch, rows->sorted.items, rows->sorted.count);
}

/* Values */

static const CatalogEntry *table_at(const CatalogReader *reader, const Rows *rows, size_t row,
                                    int column)
{
    return catalog_map_get(&reader->maps[KIND_TABLE], rows_oid(rows, row, column));
}

static const char *read_text(const CatalogReader *reader, const Rows *rows, size_t row,
                             const CatalogBinding *binding)
{
    const CatalogEntry *table = table_at(reader, rows, row, binding->table);
    const char *attnum = rows_text(rows, row, binding->attnum);

    if (binding->table < 0)
        return rows_text(rows, row, binding->value);
    if (!table || !attnum)
        return table ? table->path : NULL;

    const CatalogColumn *column = catalog_column(table, strtol(attnum, NULL, 10));

    return column ? path_under(reader->run, table->path, column->name) : NULL;
}

static void read_names(const CatalogReader *reader, const Rows *rows, size_t row,
                       const CatalogBinding *binding, const CatalogEntry *parent, StrVec *names)
{
    NumVec numbers = {0};

    if (binding->attnums < 0) {
        catalog_array(reader->run, rows_text(rows, row, binding->value), names);
        for (size_t i = 0; binding->attr->ref && i < names->count; i++)
            names->items[i] = respelled(reader->run, names->items[i]);
        return;
    }
    if (binding->table >= 0)
        parent = table_at(reader, rows, row, binding->table);
    catalog_numbers(reader->scratch, rows_text(rows, row, binding->attnums), &numbers);
    for (size_t i = 0; parent && i < numbers.count; i++) {
        const CatalogColumn *column = catalog_column(parent, numbers.items[i]);

        if (column)
            vec_push(reader->run, names, column->name);
    }
}

static Sql read_sql(Arena *run, const char *text, const Attr *attr)
{
    if (sql_role(attr) != ROLE_DEFAULT)
        text = catalog_unwrap(run, text);
    return (Sql){.text = text, .spelled = text};
}

/* Whether the text is a path. */
static bool is_path(const Attr *attr)
{
    return attr->ref || attr->called;
}

/* The one place that turns a catalog value into a field. */
static void read_attr(CatalogReader *reader, const Rows *rows, size_t row,
                      const CatalogBinding *binding, const CatalogEntry *parent, Object *object)
{
    const char *value = rows_text(rows, row, binding->value);
    void *field = attr_field(object, binding->attr);

    switch (binding->attr->type) {
    case ATTR_BOOL:
        *(bool *)field = value && *value == 't';
        break;
    case ATTR_TEXT:
        *(const char **)field = read_text(reader, rows, row, binding);
        if (is_path(binding->attr))
            *(const char **)field = respelled(reader->run, *(const char **)field);
        break;
    case ATTR_TYPE:
        *(SqlType *)field = (SqlType){.text = respelled(reader->run, value)};
        break;
    case ATTR_SQL:
        *(Sql *)field = read_sql(reader->run, value, binding->attr);
        break;
    case ATTR_NAMES:
        read_names(reader, rows, row, binding, parent, field);
        break;
    case ATTR_ELEMENTS:
        catalog_elements(reader->run, rows, row, &binding->elements, parent, &reader->names, field);
        break;
    }
}

/* Objects */

/* A schema, or something directly in one: what others are parts of or refer to. */
static bool is_container(const CatalogColumns *columns, KindId id)
{
    return columns->oid >= 0 && (columns->parents.count == 0 || kind_of(id)->is_holder ||
                                 kind_of(columns->parents.items[0].kind)->scope == SCOPE_DATABASE);
}

static bool is_listed(const CatalogOptions *options, KindId id, const char *name)
{
    if (id == KIND_EXTENSION)
        return !options->extensions || strvec_has(options->extensions, name);
    if (id != KIND_SCHEMA)
        return true;
    return !options->managed || options->managed->count == 0 || strvec_has(options->managed, name);
}

/* Whether the kind is managed in the schema of `parent`, or without one. */
static bool is_wanted(const CatalogReader *reader, KindId id, const CatalogEntry *parent)
{
    const CatalogOptions *options = reader->options;
    const char *schema = parent ? parent->schema : "";

    return !options->filter || !schema || options->filter(options->filter_context, id, schema);
}

/* Columns that no kind of their own tells of. */
static void add_columns(CatalogReader *reader, const CatalogRows *rows, const CatalogRow *row,
                        CatalogEntry *entry)
{
    const CatalogColumns *columns = &rows->columns;
    StrVec names = {0};
    NumVec collations = {0};

    catalog_array(reader->run, rows_text(rows->rows, row->index, columns->columns), &names);
    catalog_numbers(reader->scratch, rows_text(rows->rows, row->index, columns->column_collations),
                    &collations);
    for (size_t i = 0; i < names.count && i < collations.count; i++)
        catalog_column_add(reader->run, entry, (long)i + 1,
                           (CatalogColumn){names.items[i], (uint32_t)collations.items[i], 0});
}

/* The schema that a part says it is in; NULL: that of the whole. */
static const CatalogEntry *own_schema(const CatalogReader *reader, const CatalogRows *rows,
                                      size_t row)
{
    return rows->columns.in_schema < 0
               ? NULL
               : catalog_map_get(&reader->maps[KIND_SCHEMA],
                                 rows_oid(rows->rows, row, rows->columns.in_schema));
}

static CatalogEntry *add_entry(CatalogReader *reader, KindId id, const CatalogRows *rows,
                               const CatalogRow *row)
{
    CatalogEntry *entry = catalog_map_add(reader->run, &reader->maps[id],
                                          rows_oid(rows->rows, row->index, rows->columns.oid));
    const CatalogEntry *parent = row->parent, *in = own_schema(reader, rows, row->index);

    in = in ? in : parent;
    entry->path = path_under(reader->run, in ? in->schema : NULL, row->name);
    entry->schema = in ? in->schema : entry->path;
    entry->in_managed = parent ? parent->in_managed : is_listed(reader->options, id, row->name);
    entry->is_managed =
        entry->in_managed && (!parent || parent->is_managed) && (!in || in->is_managed) &&
        !rows_text(rows->rows, row->index, rows->columns.unmanaged) && is_wanted(reader, id, in) &&
        !text_same(entry->path, reader->options->ledger) &&
        !text_same(entry->path, reader->options->without);
    add_columns(reader, rows, row, entry);
    return entry;
}

/* Objects that can be parts of each other: those that come first in the answer hold later ones. */
static bool is_nested(const CatalogColumns *columns, KindId id)
{
    for (size_t i = 0; i < columns->parents.count; i++)
        if (columns->parents.items[i].kind == id)
            return true;
    return false;
}

static void add_nested(CatalogReader *reader, KindId id, CatalogRows *rows)
{
    for (size_t i = 0; i < rows_count(rows->rows); i++) {
        CatalogRow row = {.index = i,
                          .parent = find_parent(reader, rows, i),
                          .name = rows_text(rows->rows, i, rows->columns.name)};

        if (!row.parent)
            continue;
        row.entry = add_entry(reader, id, rows, &row);
        vec_push(reader->scratch, &rows->sorted, row);
    }
}

bool catalog_kind_is_ready(const CatalogReader *reader, KindId id, const Rows *rows)
{
    CatalogColumns columns = bind_columns(reader->scratch, rows, kind_of(id));
    bool needs_table = columns.with_table >= 0, needs_columns = false;

    for (size_t i = 0; i < columns.parents.count; i++)
        if (columns.parents.items[i].kind != id && !reader->settled[columns.parents.items[i].kind])
            return false;
    if (columns.in_schema >= 0 && !reader->settled[KIND_SCHEMA])
        return false;
    for (size_t i = 0; i < columns.bindings.count; i++)
        if (columns.bindings.items[i].table >= 0)
            needs_table = needs_columns = true;
    return (!needs_table || reader->settled[KIND_TABLE]) &&
           (!needs_columns || reader->settled[KIND_COLUMN]);
}

CatalogRows catalog_kind_index(CatalogReader *reader, KindId id, const Rows *rows)
{
    CatalogRows result = {.rows = rows,
                          .columns = bind_columns(reader->scratch, rows, kind_of(id))};
    const CatalogColumns *columns = &result.columns;

    if (is_nested(columns, id)) {
        add_nested(reader, id, &result);
        return result;
    }
    sort_rows(reader, id, &result);
    for (size_t i = 0; i < result.sorted.count; i++) {
        CatalogRow *row = &result.sorted.items[i];

        if (is_container(columns, id))
            row->entry = add_entry(reader, id, &result, row);
        if (columns->position >= 0)
            catalog_column_add(reader->run, row->parent, row->position,
                               (CatalogColumn){row->name,
                                               rows_oid(rows, row->index, columns->collation),
                                               rows_oid(rows, row->index, columns->type)});
    }
    return result;
}

/* Whether an object of that kind that the row says it cannot do without, if any, is managed. */
static bool has_needed(const CatalogReader *reader, KindId id, const Rows *rows, size_t row,
                       int column)
{
    const CatalogEntry *needed = catalog_map_get(&reader->maps[id], rows_oid(rows, row, column));

    return !rows_text(rows, row, column) || (needed && needed->is_managed);
}

/* In a schema that is not managed a part goes with its table without a word. */
static bool counts_elsewhere(KindId id, const CatalogRows *rows, const CatalogRow *row)
{
    return row->parent && (!kind_of(id)->in_parent || is_nested(&rows->columns, id)) &&
           !rows_text(rows->rows, row->index, rows->columns.unmanaged) &&
           !rows_text(rows->rows, row->index, rows->columns.with_table);
}

/* Whether what it stands in and what it needs is part of the result. */
static bool has_surroundings(const CatalogReader *reader, const CatalogRows *rows,
                             const CatalogRow *row)
{
    return (!row->parent || row->parent->is_managed) &&
           has_needed(reader, KIND_TABLE, rows->rows, row->index, rows->columns.with_table) &&
           has_needed(reader, KIND_SCHEMA, rows->rows, row->index, rows->columns.with_schema);
}

/* Whether the row is part of the result; counts it where that is due. */
static bool is_managed(CatalogReader *reader, KindId id, const CatalogRows *rows,
                       const CatalogRow *row)
{
    const char *title = rows_text(rows->rows, row->index, rows->columns.unmanaged);
    const char *remark = rows_text(rows->rows, row->index, rows->columns.remark);
    const CatalogEntry *entry = row->entry, *in = own_schema(reader, rows, row->index);
    const char *usual = rows_text(rows->rows, row->index, rows->columns.title);

    usual = usual ? usual : kind_of(id)->title;
    if (entry && !entry->in_managed) {
        if (counts_elsewhere(id, rows, row))
            catalog_count(reader, usual, true, 1);
        if (id == KIND_EXTENSION)
            catalog_count(reader, kind_of(id)->title, false, 1);
        return false;
    }
    if (!has_surroundings(reader, rows, row))
        return false;
    if (!title && (!is_wanted(reader, id, in ? in : row->parent) || (in && !in->is_managed)))
        title = usual;
    if (title || remark)
        catalog_count(reader, title ? title : remark, false, 1);
    return !title && (!entry || entry->is_managed);
}

/* Whose columns a row means: those of a partition are known of the table that it is as well. */
static const CatalogEntry *columns_for(const CatalogReader *reader, const CatalogEntry *parent)
{
    const CatalogEntry *table = NULL;

    if (parent && parent->columns.count == 0)
        table = catalog_map_get(&reader->maps[KIND_TABLE], parent->oid);
    return table && table->columns.count ? table : parent;
}

/* The server stops when nobody takes what it sends. */
enum { rows_between_looks = 128 };

/* It is called as another is. */
static void leave_out(CatalogReader *reader, KindId id, CatalogEntry *entry)
{
    catalog_count(reader, kind_of(id)->title, false, 1);
    if (entry)
        entry->is_managed = false;
}

void catalog_kind_read(CatalogReader *reader, KindId id, const CatalogRows *rows)
{
    for (size_t i = 0; i < rows->sorted.count; i++) {
        const CatalogRow *row = &rows->sorted.items[i];
        Object *parent = row->parent ? row->parent->object : NULL;

        if (i % rows_between_looks == 0)
            db_pipe_listen(reader->db);
        if (!is_managed(reader, id, rows, row))
            continue;

        const CatalogEntry *in = own_schema(reader, rows, row->index);
        Object *object = schema_add_in(reader->run, reader->schema, id, parent,
                                       in ? in->object : NULL, row->name);

        if (row->entry)
            row->entry->object = object;
        if (!object) {
            leave_out(reader, id, row->entry);
            continue;
        }
        for (size_t j = 0; j < rows->columns.bindings.count; j++)
            read_attr(reader, rows->rows, row->index, &rows->columns.bindings.items[j],
                      columns_for(reader, row->parent), object);
    }
}

/* What kinds do not say */

void catalog_names_read(Arena *arena, const Rows *rows, CatalogMap *map)
{
    int oid = rows_column(rows, "oid");
    int name = rows_column(rows, "name");
    int is_default = rows_column(rows, "is_default");
    int method = rows_column(rows, "method");
    int type = rows_column(rows, "type");

    for (size_t i = 0; i < rows_count(rows); i++) {
        CatalogEntry *entry = catalog_map_add(arena, map, rows_oid(rows, i, oid));

        entry->name = respelled(arena, rows_text(rows, i, name));
        entry->is_default = text_same(rows_text(rows, i, is_default), "t");
        entry->method = rows_oid(rows, i, method);
        entry->type = rows_oid(rows, i, type);
    }
}

void catalog_count(CatalogReader *reader, const char *title, bool elsewhere, size_t count)
{
    if (!*title)
        return;
    for (size_t i = 0; i < reader->unmanaged.count; i++) {
        CatalogCount *item = &reader->unmanaged.items[i];

        if (item->elsewhere == elsewhere && text_same(item->title, title)) {
            item->count += count;
            return;
        }
    }
    vec_push(reader->run, &reader->unmanaged, ((CatalogCount){title, elsewhere, count}));
}
