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
        const char *text = place->file->text.bytes + item->text;
        const char *ignore = strstr(text, "PG(ignore)");

        if (ignore && ignore < place->file->text.bytes + item->end)
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

/* Behind an enumerator that is the last one and has no comma. */
static const char *comma(const Place *place, const SourceItem *item)
{
    return place->file->text.bytes[item->end - 1] == ',' ? "" : ",";
}

static void insert_label(Updater *updater, const Place *place, const Object *live, size_t index)
{
    const Enum *new = (const Enum *)live, *old = (const Enum *)live->plan.pair;
    size_t at = place->item->body + (place->file->text.bytes[place->item->body] == '\n');
    StrBuf out = {.arena = updater->run};

    for (size_t i = index; i-- > 0;) {
        size_t before = index_of(&old->labels, new->labels.items[i]);
        const SourceItem *item = before < old->labels.count ? label_item(place, before) : NULL;

        if (!item)
            continue;
        at = item->tail;
        if (*comma(place, item)) {
            size_t end = item->end;

            while (isspace((unsigned char)place->file->text.bytes[end - 1]))
                end--;
            edit(updater, place->file, end, end, ",");
        }
        break;
    }
    add_enumerator(&updater->writer, &out, live, new->labels.items[index]);
    edit(updater, place->file, at, at, strbuf_text(&out));
}

void update_enum(Updater *updater, const Object *live)
{
    const Enum *new = (const Enum *)live, *old = (const Enum *)live->plan.pair;
    Place place;

    if (!find_place(updater, live->plan.pair, &place) || !place.item || !place.item->body) {
        cannot_edit(updater, live, "its enum is not found");
        return;
    }
    update_doc(updater, &place, live->plan.pair, live);
    for (size_t i = 0; i < old->labels.count; i++) {
        const SourceItem *item = label_item(&place, i);

        if (item && !strvec_has(&new->labels, old->labels.items[i]))
            delete_item(updater, place.file, item);
    }
    for (size_t i = 0; i < new->labels.count; i++)
        if (!strvec_has(&old->labels, new->labels.items[i]))
            insert_label(updater, &place, live, i);
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
