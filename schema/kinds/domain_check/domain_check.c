#include "schema/kinds/domain_check/domain_check.h"
#include "schema/kinds/domain_check/domain_check.sql.h"

/* VALIDATE is a one-way street. */
static Change judge_not_valid(const Object *from, const Object *to)
{
    (void)from;
    return ((const DomainCheck *)to)->not_valid ? CHANGE_RECREATE : CHANGE_ALTER;
}

static const Attr domain_check_attrs[] = {
    ATTR_RECREATE(DomainCheck, expr),
    ATTR_(DomainCheck, not_valid, .validates = true, .change = CHANGE_ALTER, .alone = true,
          .judge = judge_not_valid, .alter = "ALTER DOMAIN {parent} VALIDATE CONSTRAINT {name}"),
    ATTR_COMMENT("COMMENT ON CONSTRAINT {name} ON DOMAIN {parent} IS {comment!}"),
};

const Kind kind_domain_check = {
    .name = "domain_check",
    .title = "check constraint",
    .scope = SCOPE_PARENT,
    .size = sizeof(DomainCheck),
    .catalog_query = domain_check_sql,
    ATTRS(domain_check_attrs),
    .clause = "CONSTRAINT {name} CHECK ({expr}){not_valid? NOT VALID|}",
    .add = "ALTER DOMAIN {parent} ADD ",
    .model = "[constraint {given} ]check ({expr}){not_valid? not valid|}",
    .drop = "ALTER DOMAIN {parent} DROP CONSTRAINT {name}",
    .rename = "ALTER DOMAIN {parent} RENAME CONSTRAINT {name} TO",
    .validates = true,
    .by_definition = true,
    .is_constraint = true,
    .in_parent = true,
};
