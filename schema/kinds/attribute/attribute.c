#include "schema/kinds/attribute/attribute.h"
#include "base/text.h"
#include "schema/kinds/attribute/attribute.sql.h"

/* The change of the type says the collation too. */
static Change judge_collation(const Object *from, const Object *to)
{
    return text_same(((const Attribute *)from)->type.text, ((const Attribute *)to)->type.text)
               ? CHANGE_ALTER
               : CHANGE_IGNORE;
}

static const Attr attribute_attrs[] = {
    ATTR_(Attribute, type, .change = CHANGE_ALTER, .replaces = true,
          .alter = "ALTER TYPE {parent} ALTER ATTRIBUTE {name} TYPE {type}[ COLLATE {collation}]"),
    ATTR_(Attribute, collation, .change = CHANGE_ALTER, .replaces = true, .judge = judge_collation,
          .ref = KIND_COLLATION + 1,
          .alter = "ALTER TYPE {parent} ALTER ATTRIBUTE {name} TYPE {type}[ COLLATE {collation}]"),
    ATTR_COMMENT("COMMENT ON COLUMN {path} IS {comment!}"),
};

const Kind kind_attribute = {
    .name = "attribute",
    .title = "attribute",
    .scope = SCOPE_PARENT,
    .size = sizeof(Attribute),
    .catalog_query = attribute_sql,
    ATTRS(attribute_attrs),
    .clause = "{name} {type}[ COLLATE {collation}]",
    .add = "ALTER TYPE {parent} ADD ATTRIBUTE ",
    .model = "[ collate {collation}]",
    .drop = "ALTER TYPE {parent} DROP ATTRIBUTE {name}",
    .rename = "ALTER TYPE {parent} RENAME ATTRIBUTE {name} TO",
    .in_parent = true,
};
