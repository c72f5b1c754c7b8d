#include "schema/kinds/check/check.h"
#include "schema/kinds/check/check.sql.h"

/* VALIDATE is a one-way street. */
static Change judge_not_valid(const Object *from, const Object *to)
{
    (void)from;
    return ((const Check *)to)->not_valid ? CHANGE_RECREATE : CHANGE_ALTER;
}

static const Attr check_attrs[] = {
    ATTR_RECREATE(Check, expr),
    ATTR_RECREATE(Check, no_inherit),
    ATTR_(Check, not_enforced, .change = CHANGE_RECREATE, .since = 18),
    ATTR_(Check, not_valid, .change = CHANGE_ALTER, .alone = true, .judge = judge_not_valid,
          .alter = "ALTER TABLE {parent} VALIDATE CONSTRAINT {name}"),
    ATTR_COMMENT("COMMENT ON CONSTRAINT {name} ON {parent} IS {comment!}"),
};

const Kind kind_check = {
    .name = "check",
    .title = "check constraint",
    .scope = SCOPE_PARENT,
    .size = sizeof(Check),
    .catalog_query = check_sql,
    ATTRS(check_attrs),
    .clause = "CONSTRAINT {name} CHECK ({expr}){no_inherit? NO INHERIT|}"
              "{not_enforced? NOT ENFORCED|}{not_valid? NOT VALID|}",
    .model = "[constraint {given} ]check ({expr}){no_inherit? no inherit|}"
             "{not_enforced? not enforced|}{not_valid? not valid|}",
    .drop = "ALTER TABLE {parent} DROP CONSTRAINT {name}",
    .rename = "ALTER TABLE {parent} RENAME CONSTRAINT {name} TO",
    .by_definition = true,
    .is_constraint = true,
    .in_parent = true,
};
