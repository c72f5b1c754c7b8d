#include "schema/kinds/publication_member/publication_member.h"
#include "schema/kinds/publication_member/publication_member.sql.h"

#include "base/text.h"
#include "schema/sql.h"

/* The columns that the list or the filter names: while the member stands none can go. */
static void refer(const Schema *schema, const Object *object, RefFn *fn, void *context)
{
    const PublicationMember *member = (const PublicationMember *)object;
    const Object *table =
        member->of_table ? schema_find(schema, KIND_TABLE, member->of_table) : NULL;
    Arena *scratch = arena_new();
    StrVec words = {0}, literals = {0};

    if (member->filter.text)
        sql_names(scratch, member->filter.text, &words, &literals);
    for (size_t i = 0; table && i < table->children.count; i++) {
        const Object *child = table->children.items[i];

        if (child->kind_id == KIND_COLUMN && (strvec_has(&member->columns, child->name) ||
                                              strvec_has(&words, sql_ident(scratch, child->name))))
            fn(context, KIND_COLUMN, child->path);
    }
    arena_free(scratch);
}

static const Attr publication_member_attrs[] = {
    ATTR_(PublicationMember, in_schema, .change = CHANGE_RECREATE, .ref = KIND_SCHEMA + 1,
          .owner = true),
    ATTR_(PublicationMember, of_table, .change = CHANGE_RECREATE, .ref = KIND_TABLE + 1,
          .owner = true),
    ATTR_(PublicationMember, columns, .change = CHANGE_RECREATE, .foreign = true, .since = 15),
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
