#include "schema/kinds/policy/policy.h"
#include "schema/kinds/policy/policy.sql.h"

static bool has_gone(const Sql *from, const Sql *to)
{
    return from->text && !to->text;
}

/* ALTER can give an expression and change it, but not take it away. */
static Change judge_expr(const Object *from, const Object *to)
{
    const Policy *a = (const Policy *)from, *b = (const Policy *)to;

    return has_gone(&a->using_expr, &b->using_expr) || has_gone(&a->check_expr, &b->check_expr)
               ? CHANGE_RECREATE
               : CHANGE_ALTER;
}

static const Attr policy_attrs[] = {
    ATTR_RECREATE(Policy, restrictive),
    ATTR_RECREATE(Policy, command),
    ATTR_ALTER(Policy, roles, "ALTER POLICY {name} ON {parent} TO {roles?|PUBLIC}{roles}"),
    ATTR_(Policy, using_expr, .change = CHANGE_ALTER, .judge = judge_expr, .compiled = true,
          .whole = true, .alter = "ALTER POLICY {name} ON {parent} USING ({using_expr})"),
    ATTR_(Policy, check_expr, .change = CHANGE_ALTER, .judge = judge_expr, .compiled = true,
          .whole = true, .alter = "ALTER POLICY {name} ON {parent} WITH CHECK ({check_expr})"),
    ATTR_COMMENT("COMMENT ON POLICY {name} ON {parent} IS {comment!}"),
};

const Kind kind_policy = {
    .name = "policy",
    .title = "policy",
    .scope = SCOPE_PARENT,
    .size = sizeof(Policy),
    .catalog_query = policy_sql,
    ATTRS(policy_attrs),
    .create = "CREATE POLICY {name} ON {parent}{restrictive? AS RESTRICTIVE|}[ FOR {command}]"
              "[ TO {roles}][ USING ({using_expr})][ WITH CHECK ({check_expr})]",
    .model = "policy {name}{restrictive? as restrictive|}[ for {command}][ to {roles}]"
             "[ using ({using_expr})][ with check ({check_expr})]",
    .drop = "DROP POLICY {name} ON {parent}",
    .rename = "ALTER POLICY {name} ON {parent} RENAME TO",
    .renames_alone = true,
    .optional = true,
    .in_parent = true,
};
