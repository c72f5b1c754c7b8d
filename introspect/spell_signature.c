#include "introspect/spell_signature.h"

#include "base/text.h"
#include "schema/defined.h"
#include "schema/rename.h"

#include <string.h>

/* Length of the next part of a name: a type, or what stands between types. */
static size_t part_length(const char *name)
{
    static const char *const separators[] = {"(", ")", ", ", " AS "};
    bool quoted = false;

    for (size_t length = 0; name[length]; length++) {
        quoted = quoted != (name[length] == '"');
        for (size_t i = 0; !quoted && i < sizeof separators / sizeof *separators; i++)
            if (text_starts(name + length, separators[i]))
                return length ? length : strlen(separators[i]);
    }
    return strlen(name);
}

/* Whether the second is the first, perhaps with a schema before it. */
static bool same_part(const char *part, size_t length, const char *whole, size_t whole_length)
{
    size_t head = whole_length - length;

    if (whole_length < length || strncmp(part, whole + head, length) != 0)
        return false;
    return head == 0 || whole[head - 1] == '.';
}

static bool same_name(const char *name, const char *catalog)
{
    while (*name && *catalog) {
        size_t length = part_length(name), other = part_length(catalog);

        if (!same_part(name, length, catalog, other))
            return false;
        name += length;
        catalog += other;
    }
    return *name == *catalog;
}

static bool is_beside(const Object *object, const Object *other)
{
    return !object->parent || text_same(object->parent->path, other->parent->path);
}

/* NULL when there is none, or more than one. */
static const Object *find_spelled(const Map *catalog, const Object *object)
{
    const Object *found = NULL;

    for (size_t i = 0; i < catalog->entries.count; i++) {
        const Object *other = catalog->entries.items[i].value;

        if (!is_beside(object, other) || !same_name(object->name, other->name))
            continue;
        if (found)
            return NULL;
        found = other;
    }
    return found;
}

static void spell_object(Arena *run, const Map *catalog, Schema *model, Object *object)
{
    const Object *found = find_spelled(catalog, object);

    if (!found || !schema_rename(run, model, object, found->name))
        return;
    ((Defined *)object)->signature = ((const Defined *)found)->signature;
}

/* Only such names are made of more than one word. */
static bool has_signature(const Kind *kind)
{
    static const char name[] = "signature";

    return kind->made_by && attr_find(kind, name, strlen(name));
}

void spell_signatures(Arena *run, const Schema *catalog, Schema *model)
{
    for (KindId id = 0; id < KIND_COUNT; id++) {
        Map objects = model->objects[id]; /* a rename fills the map anew */

        for (size_t i = 0; has_signature(kind_of(id)) && i < objects.entries.count; i++) {
            Object *object = objects.entries.items[i].value;

            if (!schema_find(catalog, id, object->path))
                spell_object(run, &catalog->objects[id], model, object);
        }
    }
}
