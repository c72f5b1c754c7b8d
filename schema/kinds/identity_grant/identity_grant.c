#include "schema/kinds/identity_grant/identity_grant.h"
#include "schema/kinds/identity_grant/identity_grant.sql.h"

#include "base/text.h"
#include "schema/kinds/column/column.h"
#include "schema/kinds/grant/given.h"
#include "schema/privileges.h"
#include "schema/sql.h"

static const IdentityGrant *as_grant(const Object *object)
{
    return (const IdentityGrant *)object;
}

const char *identity_grant_name(Arena *run, const char *sequence, const char *role)
{
    return arena_printf(run, "SEQUENCE %s TO %s", sequence, role);
}

/* ---- Statements ---- */

static const PrivilegeWords words = {"", "SEQUENCE {sequence}", "{role}"};

/* The same with the path of the sequence, as statements say it. */
static const Object *with_path(Arena *run, const Object *object)
{
    IdentityGrant *out = ARENA_NEW(run, IdentityGrant);

    *out = *as_grant(object);
    out->sequence =
        arena_printf(run, "%s.%s", object_namespace(object->parent)->path, out->sequence);
    return &out->object;
}

static void write_grants(StrBuf *out, const Object *object)
{
    privileges_create(out, with_path(out->arena, object), &words);
}

static void write_privileges(StrBuf *out, const Object *from, const Object *to)
{
    privileges_change(out, from, with_path(out->arena, to), &words);
}

static void write_grantable(StrBuf *out, const Object *from, const Object *to)
{
    privileges_change_grantable(out, from, with_path(out->arena, to), &words);
}

static void write_drop(StrBuf *out, const Object *object)
{
    IdentityGrant none = *as_grant(object);

    none.privileges = none.grantable = (StrVec){0};
    privileges_change(out, object, with_path(out->arena, &none.object), &words);
}

/* ---- What it stands on ---- */

static void refer(const Schema *schema, const Object *object, RefFn *fn, void *context)
{
    const Object *table = object->parent;
    Arena *scratch = arena_new();

    (void)schema;
    for (size_t i = 0; i < table->children.count; i++) {
        const Object *column = table->children.items[i];

        if (column->kind_id == KIND_COLUMN && ((const Column *)column)->identity &&
            text_same(column_sequence(scratch, column), as_grant(object)->sequence))
            fn(context, KIND_COLUMN, column->path);
    }
    arena_free(scratch);
}

/* ---- What default privileges give ---- */

static IdentityGrant *given_as(Arena *run, const Object *column, const Grant *given)
{
    IdentityGrant *out = ARENA_NEW(run, IdentityGrant);

    out->sequence = column_sequence(run, column);
    out->role = sql_ident(run, given->object.name);
    out->privileges = given->privileges;
    out->grantable = given->grantable;
    out->object.kind_id = KIND_IDENTITY_GRANT;
    out->object.parent = column->parent;
    out->object.name = identity_grant_name(run, out->sequence, out->role);
    out->object.path = object_path(run, &out->object);
    return out;
}

static bool has_grants(const Object *table)
{
    for (size_t i = 0; i < table->children.count; i++)
        if (table->children.items[i]->kind_id == KIND_IDENTITY_GRANT)
            return true;
    return false;
}

static void tell_surplus(Arena *run, const Schema *from, const Schema *to, Object *made,
                         ObjectFn *fn, void *context)
{
    bool whole = from->whole || to->whole;
    Grants given = {0};

    if (made->kind_id == KIND_COLUMN && ((const Column *)made)->identity)
        given = grants_by_default(run, from, made);
    for (size_t i = 0; i < given.count; i++) {
        IdentityGrant *grant = given_as(run, made, given.items[i]);
        const Object *wanted = schema_find(to, KIND_IDENTITY_GRANT, grant->object.path);
        const Grant held = {.privileges = wanted ? as_grant(wanted)->privileges : (StrVec){0},
                            .grantable = wanted ? as_grant(wanted)->grantable : (StrVec){0}};

        if (grant_is_surplus(given.items[i], wanted ? &held : NULL, whole,
                             has_grants(made->parent)))
            fn(context, &grant->object);
    }
}

static const Attr identity_grant_attrs[] = {
    ATTR_KEPT(IdentityGrant, sequence),
    ATTR_KEPT(IdentityGrant, role),
    ATTR_(IdentityGrant, privileges, .change = CHANGE_ALTER, .judge = privileges_judge,
          .write = write_privileges),
    ATTR_(IdentityGrant, grantable, .change = CHANGE_ALTER, .judge = privileges_judge_grantable,
          .write = write_grantable),
};

const Kind kind_identity_grant = {
    .name = "identity_grant",
    .title = "grant",
    .scope = SCOPE_PARENT,
    .size = sizeof(IdentityGrant),
    .catalog_query = identity_grant_sql,
    ATTRS(identity_grant_attrs),
    .write_clause = write_grants,
    .add = "",
    .write_drop = write_drop,
    .optional = true,
    .on_any = true,
    .in_parent = true,
    .is_remark = true,
    .surplus = tell_surplus,
    .refs = refer,
};
