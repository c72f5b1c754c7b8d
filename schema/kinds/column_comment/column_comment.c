#include "schema/kinds/column_comment/column_comment.h"
#include "schema/kinds/column_comment/column_comment.sql.h"

#include "schema/kinds/column_setting/column_setting.h"

#define COMMENT_ON "COMMENT ON COLUMN {parent}.{name} IS "

static const Attr column_comment_attrs[] = {
    ATTR_ALTER(ColumnComment, text, COMMENT_ON "{text!}"),
};

const Kind kind_column_comment = {
    .name = "column_comment",
    .title = "column comment",
    .scope = SCOPE_PARENT,
    .size = sizeof(ColumnComment),
    .catalog_query = column_comment_sql,
    ATTRS(column_comment_attrs),
    .clause = "{text!}",
    .add = COMMENT_ON,
    .drop = COMMENT_ON "NULL",
    .on_any = true,
    .in_parent = true,
    .named_as = KIND_COLUMN + 1,
    .refs = column_refer_to_origin,
};
