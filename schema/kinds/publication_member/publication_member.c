#include "schema/kinds/publication_member/publication_member.h"
#include "schema/kinds/publication_member/publication_member.sql.h"

#include "base/text.h"
#include "schema/kinds/table/table.h"
#include "schema/sql.h"

/* Of the table and of those that it inherits; no hierarchy is deeper than that. */
enum { INHERITANCE_DEPTH = 32 };

typedef struct Named {
    const Schema *schema;
    StrVec columns; /* quoted */
    RefFn *fn;
    void *context;
} Named;

static void refer_columns(const Named *named, Arena *scratch, const char *path, unsigned depth)
{
    const Object *table = schema_find(named->schema, KIND_TABLE, path);
    const StrVec *inherits = table ? &((const Table *)table)->inherits : NULL;

    for (size_t i = 0; table && i < table->children.count; i++) {
        const Object *child = table->children.items[i];

        if (child->kind_id == KIND_COLUMN &&
            strvec_has(&named->columns, sql_ident(scratch, child->name)))
            named->fn(named->context, KIND_COLUMN, child->path);
    }
    for (size_t i = 0; inherits && i < inherits->count && depth > 0; i++)
        refer_columns(named, scratch, inherits->items[i], depth - 1);
}

/* The columns that the list or the filter names: while the member stands none can go. */
static void refer(const Schema *schema, const Object *object, RefFn *fn, void *context)
{
    const PublicationMember *member = (const PublicationMember *)object;
    Named named = {.schema = schema, .fn = fn, .context = context};
    Arena *scratch;
    StrVec literals = {0};

    if (!member->of_table)
        return;
    scratch = arena_new();
    if (member->filter.text)
        sql_names(scratch, member->filter.text, &named.columns, &literals);
    for (size_t i = 0; i < member->columns.count; i++)
        vec_push(scratch, &named.columns, sql_ident(scratch, member->columns.items[i]));
    refer_columns(&named, scratch, member->of_table, INHERITANCE_DEPTH);
    arena_free(scratch);
}

static const Attr publication_member_attrs[] = {
    ATTR_(PublicationMember, in_schema, .change = CHANGE_RECREATE, .ref = KIND_SCHEMA + 1,
          .owner = true),
    ATTR_(PublicationMember, of_table, .change = CHANGE_RECREATE, .ref = KIND_TABLE + 1,
          .owner = true),
    ATTR_(PublicationMember, columns, .change = CHANGE_RECREATE, .foreign = true, .unordered = true,
          .since = 15),
    ATTR_(PublicationMember, filter, .change = CHANGE_RECREATE, .whole = true, .since = 15),
};

/* Without ONLY the heirs that a table has would come and go with it. */
#define MEMBER "{in_schema?TABLES IN SCHEMA |TABLE ONLY }{in_schema}{of_table}"

const Kind kind_publication_member = {
    .name = "publication_member",
    .title = "member of the publication",
    .scope = SCOPE_PARENT,
    .size = sizeof(PublicationMember),
    .catalog_query = publication_member_sql,
    ATTRS(publication_member_attrs),
    .clause = MEMBER "[ ({columns})][ WHERE ({filter})]",
    .add = "ALTER PUBLICATION {parent} ADD ",
    .drop = "ALTER PUBLICATION {parent} DROP " MEMBER,
    .in_parent = true,
    .refs = refer,
};
