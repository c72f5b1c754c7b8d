#include "schema/kinds/grant/grant.h"
#include "schema/kinds/grant/grant.sql.h"

#include "schema/kinds/grant/given.h"
#include "schema/privileges.h"

static const PrivilegeWords words = {"", "{target}", "{name}"};

static void write_grants(StrBuf *out, const Object *object)
{
    privileges_create(out, object, &words);
}

static void write_privileges(StrBuf *out, const Object *from, const Object *to)
{
    privileges_change(out, from, to, &words);
}

static void write_grantable(StrBuf *out, const Object *from, const Object *to)
{
    privileges_change_grantable(out, from, to, &words);
}

/* One clause gives all of its privileges with the option or without. */
static bool is_one_clause(const Object *object)
{
    const Grant *grant = (const Grant *)object;

    return grant->privileges.count &&
           (grant->grantable.count == 0 || grant->grantable.count == grant->privileges.count);
}

static const Attr grant_attrs[] = {
    ATTR_(Grant, privileges, .change = CHANGE_ALTER, .judge = privileges_judge, .worded = true,
          .write = write_privileges),
    ATTR_(Grant, grantable, .change = CHANGE_ALTER, .judge = privileges_judge_grantable,
          .worded = true, .write = write_grantable),
};

const Kind kind_grant = {
    .name = "grant",
    .title = "grant",
    .scope = SCOPE_PARENT,
    .size = sizeof(Grant),
    .catalog_query = grant_sql,
    ATTRS(grant_attrs),
    .write_clause = write_grants,
    .add = "",
    .model = "grant {privileges,} to {name}{grantable? with grant option|}",
    .in_model = is_one_clause,
    .drop = "{privileges?REVOKE |GRANT ALL}{privileges,} ON {target} {privileges?FROM|TO} {name}",
    .optional = true,
    .on_any = true,
    .in_parent = true,
    .surplus = grants_surplus,
};
