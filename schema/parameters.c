#include "schema/parameters.h"

#include "base/text.h"
#include "base/vec.h"

#include <string.h>

static void split_list(Arena *arena, const char *list, StrVec *items)
{
    for (const char *p = list ? list : ""; *p;) {
        size_t length = strcspn(p, ",");

        vec_push(arena, items, arena_strndup(arena, p, length));
        p += length;
        p += strspn(p, ", ");
    }
}

bool parameter_is(const char *item, const char *other)
{
    size_t length = strcspn(item, "=");

    return strcspn(other, "=") == length && strncmp(item, other, length) == 0;
}

static bool has_name(const StrVec *items, const char *item)
{
    for (size_t i = 0; i < items->count; i++)
        if (parameter_is(items->items[i], item))
            return true;
    return false;
}

const char *parameters_find(Arena *arena, const char *list, const char *item)
{
    StrVec items = {0};

    split_list(arena, list, &items);
    for (size_t i = 0; i < items.count; i++)
        if (parameter_is(items.items[i], item))
            return items.items[i];
    return NULL;
}

static void add_list(StrBuf *out, const char *head, const char *verb, const StrVec *items)
{
    if (items->count > 0)
        strbuf_addf(out, "%s %s (%s)", head, verb, text_join(out->arena, items, ", "));
}

void parameters_write(StrBuf *out, const char *head, const char *from, const char *to)
{
    StrVec old = {0}, new = {0}, gone = {0}, set = {0};

    split_list(out->arena, from, &old);
    split_list(out->arena, to, &new);
    for (size_t i = 0; i < old.count; i++)
        if (!has_name(&new, old.items[i]))
            vec_push(out->arena, &gone,
                     arena_strndup(out->arena, old.items[i], strcspn(old.items[i], "=")));
    for (size_t i = 0; i < new.count; i++)
        if (!strvec_has(&old, new.items[i]))
            vec_push(out->arena, &set, new.items[i]);
    add_list(out, head, "RESET", &gone);
    if (gone.count > 0 && set.count > 0)
        strbuf_add(out, ";\n");
    add_list(out, head, "SET", &set);
}

static const char *without_toast(Arena *arena, const char *list)
{
    StrVec items = {0}, kept = {0};

    split_list(arena, list, &items);
    for (size_t i = 0; i < items.count; i++)
        if (!text_starts(items.items[i], "toast."))
            vec_push(arena, &kept, items.items[i]);
    return text_join(arena, &kept, ", ");
}

Change parameters_judge(const Object *from, const Object *to, const char *old, const char *new,
                        bool toastless)
{
    Arena *scratch = arena_new();
    bool same = toastless && !from->plan.reshaped && !to->plan.reshaped &&
                text_same(without_toast(scratch, old), without_toast(scratch, new));

    arena_free(scratch);
    return same ? CHANGE_IGNORE : CHANGE_ALTER;
}

static bool is_retyped(const Object *column)
{
    const Kind *kind = kind_of(column->kind_id);

    for (size_t i = 0; i < kind->attr_count; i++)
        if (kind->attrs[i].retypes && !attr_same(column, column->plan.pair, &kind->attrs[i]))
            return true;
    return false;
}

bool parameters_forgotten(const Object *to, const char *options)
{
    const Object *table = object_table(to);

    for (size_t i = 0; i < table->children.count && options && strstr(options, "toast."); i++) {
        const Object *column = table->children.items[i];

        if (column->kind_id == KIND_COLUMN && column->plan.pair && is_retyped(column))
            return true;
    }
    return false;
}
