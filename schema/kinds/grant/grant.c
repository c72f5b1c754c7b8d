#include "schema/kinds/grant/grant.h"
#include "schema/kinds/grant/grant.sql.h"

#include "base/text.h"
#include "schema/template.h"

#include <string.h>

static const Grant *as_grant(const Object *object)
{
    return (const Grant *)object;
}

static StrVec without(Arena *arena, const StrVec *list, const StrVec *others)
{
    StrVec rest = {0};

    for (size_t i = 0; i < list->count; i++)
        if (!strvec_has(others, list->items[i]))
            vec_push(arena, &rest, list->items[i]);
    return rest;
}

/* One statement, behind those before it; nothing for an empty list. */
static void add(StrBuf *out, const char *verb, const StrVec *privileges, const char *rest,
                const Object *grant)
{
    if (!privileges->count)
        return;
    strbuf_addf(out, "%s%s%s ON ", out->length ? ";\n" : "", verb,
                text_join(out->arena, privileges, ", "));
    template_add(out, rest, grant);
}

static void write_grants(StrBuf *out, const Object *object)
{
    const Grant *grant = as_grant(object);

    if (!grant->privileges.count) {
        template_add(out, "REVOKE ALL ON {target} FROM {name}", object);
        return;
    }

    StrVec plain = without(out->arena, &grant->privileges, &grant->grantable);

    add(out, "GRANT ", &plain, "{target} TO {name}", object);
    add(out, "GRANT ", &grant->grantable, "{target} TO {name} WITH GRANT OPTION", object);
}

/* Whether it is one of `all`, but for single columns: "UPDATE (a, b)" of "UPDATE". */
static bool is_of_columns(const char *privilege, const StrVec *all)
{
    size_t length = strcspn(privilege, " (");

    for (size_t i = 0; i < all->count && privilege[length]; i++)
        if (strlen(all->items[i]) == length && strncmp(all->items[i], privilege, length) == 0)
            return true;
    return false;
}

/* What of `kept` goes when `gone` is revoked: REVOKE of a table's privilege takes the columns'. */
static StrVec revoked_along(Arena *arena, const StrVec *kept, const StrVec *gone)
{
    StrVec along = {0};

    for (size_t i = 0; i < kept->count; i++)
        if (is_of_columns(kept->items[i], gone) && !strvec_has(gone, kept->items[i]))
            vec_push(arena, &along, kept->items[i]);
    return along;
}

static void write_privileges(StrBuf *out, const Object *from, const Object *to)
{
    StrBuf statements = {.arena = out->arena};
    const Grant *before = as_grant(from), *after = as_grant(to);
    StrVec gone = without(out->arena, &before->privileges, &after->privileges);
    StrVec new = without(out->arena, &after->privileges, &before->privileges);
    StrVec plain = without(out->arena, &new, &after->grantable);
    StrVec kept = without(out->arena, &after->privileges, &new);
    StrVec along = revoked_along(out->arena, &kept, &gone);
    StrVec again = without(out->arena, &along, &after->grantable);
    StrVec with_option = without(out->arena, &along, &again);

    add(&statements, "REVOKE ", &gone, "{target} FROM {name}", to);
    add(&statements, "GRANT ", &plain, "{target} TO {name}", to);
    add(&statements, "GRANT ", &again, "{target} TO {name}", to);
    add(&statements, "GRANT ", &with_option, "{target} TO {name} WITH GRANT OPTION", to);
    strbuf_add(out, strbuf_text(&statements));
}

static void write_grantable(StrBuf *out, const Object *from, const Object *to)
{
    StrBuf statements = {.arena = out->arena};
    const Grant *before = as_grant(from), *after = as_grant(to);
    StrVec gone = without(out->arena, &before->grantable, &after->grantable);
    StrVec lost = without(out->arena, &before->privileges, &after->privileges);
    StrVec kept = without(out->arena, &gone, &lost);
    StrVec new = without(out->arena, &after->grantable, &before->grantable);

    add(&statements, "REVOKE GRANT OPTION FOR ", &kept, "{target} FROM {name}", to);
    add(&statements, "GRANT ", &new, "{target} TO {name} WITH GRANT OPTION", to);
    strbuf_add(out, strbuf_text(&statements));
}

/* Whether `grantable` has a statement of its own to say: what is revoked goes with its option. */
static Change judge_grantable(const Object *from, const Object *to)
{
    const Grant *before = as_grant(from), *after = as_grant(to);

    for (size_t i = 0; i < after->grantable.count; i++)
        if (!strvec_has(&before->grantable, after->grantable.items[i]))
            return CHANGE_ALTER;
    for (size_t i = 0; i < before->grantable.count; i++)
        if (!strvec_has(&after->grantable, before->grantable.items[i]) &&
            strvec_has(&after->privileges, before->grantable.items[i]))
            return CHANGE_ALTER;
    return CHANGE_IGNORE;
}

/* Whether a privilege goes, or comes without the option: the option's statement brings its own. */
static Change judge_privileges(const Object *from, const Object *to)
{
    const Grant *before = as_grant(from), *after = as_grant(to);

    for (size_t i = 0; i < before->privileges.count; i++)
        if (!strvec_has(&after->privileges, before->privileges.items[i]))
            return CHANGE_ALTER;
    for (size_t i = 0; i < after->privileges.count; i++)
        if (!strvec_has(&before->privileges, after->privileges.items[i]) &&
            !strvec_has(&after->grantable, after->privileges.items[i]))
            return CHANGE_ALTER;
    return CHANGE_IGNORE;
}

/* One clause gives all of its privileges with the option or without. */
static bool is_one_clause(const Object *object)
{
    const Grant *grant = as_grant(object);

    return grant->privileges.count &&
           (grant->grantable.count == 0 || grant->grantable.count == grant->privileges.count);
}

static const Attr grant_attrs[] = {
    ATTR_(Grant, privileges, .change = CHANGE_ALTER, .judge = judge_privileges,
          .write = write_privileges),
    ATTR_(Grant, grantable, .change = CHANGE_ALTER, .judge = judge_grantable,
          .write = write_grantable),
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
};
