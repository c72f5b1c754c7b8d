/* An enum or a domain that both sides have. */
#include "codegen/headers/updater.h"

#include "base/text.h"
#include "schema/kinds/enum/enum.h"

#include <ctype.h>
#include <string.h>

/* The enumerators that have labels, in order. */
static const SourceItem *label_item(const Place *place, size_t index)
{
    for (size_t i = 0; i < place->item->items.count; i++) {
        const SourceItem *item = &place->item->items.items[i];

        if (is_ignored(place->file, item))
            continue;
        if (index-- == 0)
            return item;
    }
    return NULL;
}

static size_t index_of(const StrVec *list, const char *text)
{
    size_t i = 0;

    while (i < list->count && !text_same(list->items[i], text))
        i++;
    return i;
}

/* The enumerators of the labels that the database has and that need not move; NULL for the rest. */
static const SourceItem **items_that_stay(Updater *updater, const Place *place, const Enum *old,
                                          const Enum *new)
{
    const SourceItem **items =
        arena_alloc(updater->run, (new->labels.count + 1) * sizeof(const SourceItem *));
    size_t next = 0;

    for (size_t i = 0; i < new->labels.count; i++) {
        size_t index = index_of(&old->labels, new->labels.items[i]);

        if (index < next || index >= old->labels.count)
            continue;
        items[i] = label_item(place, index);
        next = index + 1;
    }
    return items;
}

static bool has_comma(const Place *place, const SourceItem *item)
{
    return place->file->text.bytes[item->end - 1] == ',';
}

static void add_comma(Updater *updater, const Place *place, const SourceItem *item)
{
    const char *text = place->file->text.bytes;
    size_t end = item->text, next;

    if (has_comma(place, item))
        return;
    for (size_t i = item->text; i < item->end; i = next) {
        next = source_token_end(text, item->end, i);
        if (!isspace((unsigned char)text[i]) && text[i] != '/')
            end = next;
    }
    edit(updater, place->file, end, end, ",");
}

/* As its author wrote it, if it only moves. */
static const char *label_text(Updater *updater, const Place *place, const Object *live,
                              const char *label)
{
    const Enum *old = (const Enum *)live->plan.pair;
    size_t index = index_of(&old->labels, label);
    const SourceItem *item = index < old->labels.count ? label_item(place, index) : NULL;
    StrBuf out = {.arena = updater->run};

    if (item && has_comma(place, item))
        return arena_strndup(updater->run, place->file->text.bytes + item->begin,
                             item->tail - item->begin);
    add_enumerator(&updater->writer, &out, live, label);
    return strbuf_text(&out);
}

/* Behind the one before it that stays, or before all others. */
static void insert_label(Updater *updater, const Place *place, const Object *live, size_t index,
                         const SourceItem *const *stays)
{
    size_t at = place->item->body + (place->file->text.bytes[place->item->body] == '\n');
    const char *label = ((const Enum *)live)->labels.items[index];

    for (size_t i = index; i-- > 0;)
        if (stays[i]) {
            at = stays[i]->tail;
            break;
        }
    edit(updater, place->file, at, at, label_text(updater, place, live, label));
}

static bool is_among(const SourceItem *const *items, size_t count, const SourceItem *item)
{
    for (size_t i = 0; i < count; i++)
        if (items[i] == item)
            return true;
    return false;
}

void update_enum(Updater *updater, const Object *live)
{
    const Enum *new = (const Enum *)live, *old = (const Enum *)live->plan.pair;
    const SourceItem **stays;
    StrBuf none = {.arena = updater->run};
    Place place;

    if (!find_place(updater, live->plan.pair, &place) || !place.item || !place.item->body) {
        cannot_edit(updater, live, "its enum is not found");
        return;
    }
    update_doc(updater, &place, live->plan.pair, live);
    stays = items_that_stay(updater, &place, old, new);
    for (size_t i = 0; i < old->labels.count; i++) {
        const SourceItem *item = label_item(&place, i);

        if (item && !is_among(stays, new->labels.count, item))
            delete_item(updater, place.file, item);
    }
    for (size_t i = 0; i < new->labels.count; i++)
        if (!stays[i])
            insert_label(updater, &place, live, i, stays);
        else if (i + 1 < new->labels.count && !stays[i + 1])
            add_comma(updater, &place, stays[i]);
    add_no_label(&updater->writer, &none, c_name(&updater->writer, KIND_ENUM, live->path));
    update_placeholder(updater, &place, strbuf_text(&none), new->labels.count > 0);
}

static bool has_new_check(const Object *domain)
{
    for (size_t i = 0; i < domain->children.count; i++) {
        const Object *check = domain->children.items[i];

        if (check->kind_id == KIND_DOMAIN_CHECK &&
            (!check->plan.pair || differs(check->plan.pair, check)))
            return true;
    }
    return false;
}

/* Its checks are a part of it. */
static bool domain_differs(const Object *live)
{
    return differs(live->plan.pair, live) || has_new_check(live) || has_new_check(live->plan.pair);
}

void update_domain(Updater *updater, const Object *live)
{
    StrBuf out = {.arena = updater->run};
    Place place;

    if (!find_place(updater, live->plan.pair, &place) || !place.item) {
        cannot_edit(updater, live, "its typedef is not found");
        return;
    }
    update_doc(updater, &place, live->plan.pair, live);
    for (size_t i = 0; i < live->children.count; i++)
        if (live->children.items[i]->kind_id == KIND_DOMAIN_CHECK)
            update_sql_doc(updater, live->children.items[i]->plan.pair, live->children.items[i]);
    if (!domain_differs(live))
        return;
    add_domain_declaration(&updater->writer, &out, live);
    edit(updater, place.file, place.item->text, place.item->end, strbuf_text(&out));
}
