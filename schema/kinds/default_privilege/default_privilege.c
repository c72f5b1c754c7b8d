#include "schema/kinds/default_privilege/default_privilege.h"
#include "schema/kinds/default_privilege/default_privilege.sql.h"

#include "schema/privileges.h"

#define HEAD "ALTER DEFAULT PRIVILEGES[ FOR ROLE {role}][ IN SCHEMA {in_schema}] "

static const PrivilegeWords words = {HEAD, "{on_objects}", "{grantee}"};

static void write_clause(StrBuf *out, const Object *object)
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

const char *default_privilege_name(Arena *arena, const DefaultPrivilege *privilege)
{
    StrBuf out = {.arena = arena};

    if (privilege->role)
        strbuf_addf(&out, "FOR ROLE %s ", privilege->role);
    if (privilege->in_schema)
        strbuf_addf(&out, "IN SCHEMA %s ", privilege->in_schema);
    strbuf_addf(&out, "ON %s TO %s", privilege->on_objects, privilege->grantee);
    return strbuf_text(&out);
}

static const Attr default_privilege_attrs[] = {
    ATTR_RECREATE(DefaultPrivilege, role),
    ATTR_(DefaultPrivilege, in_schema, .change = CHANGE_RECREATE, .ref = KIND_SCHEMA + 1,
          .owner = true),
    ATTR_RECREATE(DefaultPrivilege, on_objects),
    ATTR_RECREATE(DefaultPrivilege, grantee),
    ATTR_(DefaultPrivilege, privileges, .change = CHANGE_ALTER, .judge = privileges_judge,
          .write = write_privileges),
    ATTR_(DefaultPrivilege, grantable, .change = CHANGE_ALTER, .judge = privileges_judge_grantable,
          .write = write_grantable),
};

const Kind kind_default_privilege = {
    .name = "default_privilege",
    .title = "default privilege",
    .scope = SCOPE_DATABASE,
    .size = sizeof(DefaultPrivilege),
    .catalog_query = default_privilege_sql,
    ATTRS(default_privilege_attrs),
    .write_clause = write_clause,
    .add = "",
    .drop = HEAD "{privileges?REVOKE |GRANT ALL}{privileges,} ON {on_objects} "
                 "{privileges?FROM|TO} {grantee}",
    .optional = true,
    .hereafter = true,
};
