/* Declarations stand behind what they are made of, as C wants it. */
#include "codegen/headers/updater.h"

#include "base/text.h"

#include <string.h>

typedef enum State { WAITING, UNDER_WAY, PLACED } State;

typedef struct Order {
    Updater *updater;
    EditedFile file;
    Map declared; /* "enum status", "struct address", "email" -> its item */
    State *states;
    const SourceItem *root; /* the one before which all that it needs is put */
} Order;

/* What texts call the type; NULL for what declares none. */
static const char *type_name(Order *order, const SourceItem *item)
{
    const char *text = order->file.text.bytes + item->text;
    const char *name = declared_name(order->updater, &order->file, item);

    if (!*name || item->directive)
        return NULL;
    if (text_starts(text, "typedef ") && !item->body)
        return name;
    if (item->body && (text_starts(text, "enum ") || text_starts(text, "struct ")))
        return arena_printf(order->updater->run, "%s %s", *text == 'e' ? "enum" : "struct", name);
    return NULL;
}

static void place(Order *order, size_t index);

/* The type that the word names; a pointer to a struct needs no more than its tag. */
static const SourceItem *named(Order *order, const char *before, const char *word, const char *next)
{
    bool is_tag = text_same(before, "enum") || text_same(before, "struct");

    if (text_same(before, "struct") && next[strspn(next, " \t\n")] == '*')
        return NULL;
    return map_get(&order->declared,
                   is_tag ? arena_printf(order->updater->run, "%s %s", before, word) : word);
}

static void place_needed(Order *order, const SourceItem *item)
{
    const char *text = order->file.text.bytes, *before = "";

    for (size_t i = item->text; i < item->end;) {
        size_t end = macro_end(text, item->end, i); /* its words are no C */
        const SourceItem *needed;
        const char *word;

        if (end > i) {
            i = end;
            continue;
        }
        end = source_token_end(text, item->end, i);
        if (source_is_word(text[i])) {
            while (end < item->end && source_is_word(text[end]))
                end++;
            word = arena_strndup(order->updater->run, text + i, end - i);
            needed = named(order, before, word, text + end);
            if (needed && needed != item)
                place(order, (size_t)(needed - order->file.items.items));
            before = word;
        }
        i = end;
    }
}

static void move(Order *order, const SourceItem *item)
{
    Updater *updater = order->updater;
    const char *text =
        arena_strndup(updater->run, order->file.text.bytes + item->begin, item->tail - item->begin);

    cut_item(updater, &order->file, item);
    edit(updater, &order->file, order->root->begin, order->root->begin,
         arena_printf(updater->run, "%s\n", text));
}

static void place(Order *order, size_t index)
{
    const SourceItem *item = &order->file.items.items[index];

    if (order->states[index] != WAITING)
        return;
    order->states[index] = UNDER_WAY;
    place_needed(order, item);
    if (item != order->root)
        move(order, item);
    order->states[index] = PLACED;
}

/* What may be compiled or not is a person's to order. */
static bool has_conditions(const Order *order)
{
    for (size_t i = 0; i < order->file.items.count; i++)
        if (order->file.items.items[i].directive &&
            text_starts(order->file.text.bytes + order->file.items.items[i].text, "#if"))
            return true;
    return false;
}

const char *declared_in_order(Updater *updater, const char *text)
{
    Order order = {
        .updater = updater, .file.text = {.bytes = text, .length = strlen(text)}
    };
    SourceItems *items = &order.file.items;
    const char *ordered;

    *items = source_items(updater->run, text, strlen(text));
    order.states = arena_alloc(updater->run, (items->count + 1) * sizeof *order.states);
    for (size_t i = 0; i < items->count; i++) {
        const char *name = type_name(&order, &items->items[i]);

        if (name)
            map_put(updater->run, &order.declared, name, &items->items[i]);
    }
    for (size_t i = 0; i < items->count; i++) {
        order.root = &items->items[i];
        place(&order, i);
    }
    if (order.file.edits.count == 0 || has_conditions(&order))
        return text;
    ordered = source_edit(updater->run, text, strlen(text), &order.file.edits);
    return ordered ? ordered : text;
}
