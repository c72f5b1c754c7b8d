#include "schema/kinds/grant/grant.h"
#include "schema/kinds/grant/grant.sql.h"

#include "base/text.h"
#include "schema/kinds/grant/given.h"
#include "schema/privileges.h"

static const PrivilegeWords words = {"", "{target}", "{name}"};

bool grant_is_public(const Object *object)
{
    return object->kind_id == KIND_GRANT && text_same(object->name, "public");
}

/*
 * What everybody may do with `holder` without being told; NULL: nothing.  Of the schema public: as
 * initdb leaves it since PostgreSQL 15.
 */
static const char *usual_of(const Object *holder)
{
    const char *group = grant_group(holder->kind_id);

    if (text_same(group, "FUNCTIONS"))
        return "EXECUTE";
    return text_same(group, "TYPES") ||
                   (holder->kind_id == KIND_SCHEMA && text_same(holder->name, "public"))
               ? "USAGE"
               : NULL;
}

bool grant_is_usual(const Object *object)
{
    const Grant *grant = (const Grant *)object;

    return grant_is_public(object) && grant->privileges.count == 1 && grant->grantable.count == 0 &&
           text_same(grant->privileges.items[0], usual_of(object->parent));
}

/* The role as it is where nobody says anything of it. */
static Grant untold(Arena *arena, const Object *object)
{
    const char *usual = grant_is_public(object) ? usual_of(object->parent) : NULL;
    Grant out = {.object = *object};

    if (usual)
        vec_push(arena, &out.privileges, usual);
    return out;
}

static void write_grants(StrBuf *out, const Object *object)
{
    const Grant *grant = (const Grant *)object;
    Grant before = untold(out->arena, object);

    /* What is usual is given nevertheless: default privileges can have taken it away. */
    if (before.privileges.count && grant->privileges.count &&
        !strvec_has(&grant->privileges, before.privileges.items[0]))
        privileges_change(out, &before.object, object, &words);
    else
        privileges_create(out, object, &words);
}

static void write_drop(StrBuf *out, const Object *object)
{
    Grant after = untold(out->arena, object);

    privileges_change(out, object, &after.object, &words);
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
    .write_drop = write_drop,
    .optional = true,
    .on_any = true,
    .in_parent = true,
    .surplus = grants_surplus,
};
