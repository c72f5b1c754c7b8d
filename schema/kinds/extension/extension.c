#include "schema/kinds/extension/extension.h"
#include "schema/kinds/extension/extension.sql.h"

static Change judge_schema(const Object *from, const Object *to)
{
    return ((const Extension *)from)->schema && ((const Extension *)to)->schema ? CHANGE_ALTER
                                                                                : CHANGE_IGNORE;
}

static Change judge_version(const Object *from, const Object *to)
{
    return ((const Extension *)from)->version && ((const Extension *)to)->version ? CHANGE_ALTER
                                                                                  : CHANGE_IGNORE;
}

/*
 * Every extension brings a comment: it is the author's where both sides have one, or where it is
 * another than the one it brought.
 */
static Change judge_comment(const Object *from, const Object *to)
{
    bool own = ((const Extension *)from)->own_comment || ((const Extension *)to)->own_comment;

    return own || (from->comment && to->comment) ? CHANGE_ALTER : CHANGE_IGNORE;
}

static const Attr extension_attrs[] = {
    ATTR_(Extension, schema, .change = CHANGE_ALTER, .judge = judge_schema, .ref = KIND_SCHEMA + 1,
          .alter = "ALTER EXTENSION {name} SET SCHEMA {schema}"),
    ATTR_JUDGE(Extension, version, judge_version, "ALTER EXTENSION {name} UPDATE TO {version!}"),
    ATTR_(Extension, tables, .change = CHANGE_IGNORE, .modelled = true),
    ATTR_IGNORE(Extension, other_version),
    ATTR_IGNORE(Extension, own_comment),
    ATTR_IGNORE(Extension, brought),
    ATTR_COMMENT_("COMMENT ON EXTENSION {name} IS {comment!}", .judge = judge_comment),
};

const Kind kind_extension = {
    .name = "extension",
    .title = "extension",
    .scope = SCOPE_DATABASE,
    .size = sizeof(Extension),
    .catalog_query = extension_sql,
    ATTRS(extension_attrs),
    .create = "CREATE EXTENSION IF NOT EXISTS {name}[ SCHEMA {schema}][ VERSION {version!}]",
    .model = "extension {name}[ schema {schema}][ version {other_version!}]"
             "[ tables ({tables,})]",
    .drop = "DROP EXTENSION {name}",
    .serves_all = true,
};
