#include "schema/privileges.h"

#include "base/text.h"
#include "schema/template.h"

#include <string.h>

static const StrVec *names_of(const Object *object, const char *attr)
{
    return attr_names(object, attr_find(kind_of(object->kind_id), attr, strlen(attr)));
}

static const StrVec *held_by(const Object *object)
{
    return names_of(object, "privileges");
}

static const StrVec *grantable_by(const Object *object)
{
    return names_of(object, "grantable");
}

void privileges_add(Arena *arena, StrVec *list, const char *privilege)
{
    if (!strvec_has(list, privilege))
        vec_push(arena, list, privilege);
    strvec_sort(list);
}

static StrVec without(Arena *arena, const StrVec *list, const StrVec *others)
{
    StrVec rest = {0};

    for (size_t i = 0; i < list->count; i++)
        if (!strvec_has(others, list->items[i]))
            vec_push(arena, &rest, list->items[i]);
    return rest;
}

/* What is said of one object, one statement behind the other. */
typedef struct Saying {
    StrBuf text;
    const Object *object;
    const PrivilegeWords *words;
} Saying;

/* Nothing for an empty list; `tail` stands behind the role. */
static void say(Saying *saying, const char *verb, const StrVec *privileges, const char *to_or_from,
                const char *tail)
{
    StrBuf *out = &saying->text;

    if (!privileges->count)
        return;
    strbuf_add(out, out->length ? ";\n" : "");
    template_add(out, saying->words->head, saying->object);
    strbuf_addf(out, "%s %s ON ", verb, text_join(out->arena, privileges, ", "));
    template_add(out, saying->words->target, saying->object);
    strbuf_addf(out, " %s ", to_or_from);
    template_add(out, saying->words->role, saying->object);
    strbuf_add(out, tail);
}

static const char with_option[] = " WITH GRANT OPTION";

void privileges_create(StrBuf *out, const Object *object, const PrivilegeWords *words)
{
    Saying saying = {{.arena = out->arena}, object, words};
    StrVec plain = without(out->arena, held_by(object), grantable_by(object)), all = {0};

    vec_push(out->arena, &all, "ALL");
    if (!held_by(object)->count)
        say(&saying, "REVOKE", &all, "FROM", "");
    say(&saying, "GRANT", &plain, "TO", "");
    say(&saying, "GRANT", grantable_by(object), "TO", with_option);
    strbuf_add(out, strbuf_text(&saying.text));
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

void privileges_change(StrBuf *out, const Object *from, const Object *to,
                       const PrivilegeWords *words)
{
    Saying saying = {{.arena = out->arena}, to, words};
    StrVec gone = without(out->arena, held_by(from), held_by(to));
    StrVec new = without(out->arena, held_by(to), held_by(from));
    StrVec plain = without(out->arena, &new, grantable_by(to));
    StrVec kept = without(out->arena, held_by(to), &new);
    StrVec along = revoked_along(out->arena, &kept, &gone);
    StrVec again = without(out->arena, &along, grantable_by(to));
    StrVec with_it = without(out->arena, &along, &again);

    say(&saying, "REVOKE", &gone, "FROM", "");
    say(&saying, "GRANT", &plain, "TO", "");
    say(&saying, "GRANT", &again, "TO", "");
    say(&saying, "GRANT", &with_it, "TO", with_option);
    strbuf_add(out, strbuf_text(&saying.text));
}

void privileges_change_grantable(StrBuf *out, const Object *from, const Object *to,
                                 const PrivilegeWords *words)
{
    Saying saying = {{.arena = out->arena}, to, words};
    StrVec gone = without(out->arena, grantable_by(from), grantable_by(to));
    StrVec lost = without(out->arena, held_by(from), held_by(to));
    StrVec kept = without(out->arena, &gone, &lost);
    StrVec new = without(out->arena, grantable_by(to), grantable_by(from));

    say(&saying, "REVOKE GRANT OPTION FOR", &kept, "FROM", "");
    say(&saying, "GRANT", &new, "TO", with_option);
    strbuf_add(out, strbuf_text(&saying.text));
}

/* Whether `grantable` has a statement of its own to say: what is revoked goes with its option. */
Change privileges_judge_grantable(const Object *from, const Object *to)
{
    const StrVec *before = grantable_by(from), *after = grantable_by(to);

    for (size_t i = 0; i < after->count; i++)
        if (!strvec_has(before, after->items[i]))
            return CHANGE_ALTER;
    for (size_t i = 0; i < before->count; i++)
        if (!strvec_has(after, before->items[i]) && strvec_has(held_by(to), before->items[i]))
            return CHANGE_ALTER;
    return CHANGE_IGNORE;
}

/* Whether one of the privileges that `others` lacks is for single columns. */
static bool has_of_columns(const StrVec *list, const StrVec *others)
{
    for (size_t i = 0; i < list->count; i++)
        if (strchr(list->items[i], '(') && !strvec_has(others, list->items[i]))
            return true;
    return false;
}

/*
 * Whether a privilege goes, or comes without the option: the option's statement brings its own.
 * One for columns that go and one for columns that come cannot change at once.
 */
Change privileges_judge(const Object *from, const Object *to)
{
    const StrVec *before = held_by(from), *after = held_by(to);

    if (has_of_columns(before, after) && has_of_columns(after, before))
        return CHANGE_RECREATE;
    for (size_t i = 0; i < before->count; i++)
        if (!strvec_has(after, before->items[i]))
            return CHANGE_ALTER;
    for (size_t i = 0; i < after->count; i++)
        if (!strvec_has(before, after->items[i]) && !strvec_has(grantable_by(to), after->items[i]))
            return CHANGE_ALTER;
    return CHANGE_IGNORE;
}
