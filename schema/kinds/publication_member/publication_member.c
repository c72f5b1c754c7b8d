#include "schema/kinds/publication_member/publication_member.h"
#include "schema/kinds/publication_member/publication_member.sql.h"

#include "base/text.h"
#include "schema/inherited.h"
#include "schema/sql.h"

/* The columns that the list or the filter names: while the member stands none can go. */
static void refer(const Schema *schema, const Object *object, RefFn *fn, void *context)
{
    const PublicationMember *member = (const PublicationMember *)object;
    Arena *scratch;
    StrVec words = {0}, literals = {0};

    if (!member->of_table)
        return;
    scratch = arena_new();
    if (member->filter.text)
        sql_names(scratch, member->filter.text, &words, &literals);
    for (size_t i = 0; i < member->columns.count; i++)
        vec_push(scratch, &words, sql_ident(scratch, member->columns.items[i]));
    for (size_t i = 0; i < words.count; i++) {
        const Object *column = inherited_column(scratch, schema, member->of_table, words.items[i]);

        if (column)
            fn(context, KIND_COLUMN, column->path);
    }
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
    .overrides = true,
    .refs = refer,
};
