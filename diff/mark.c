#include "diff/mark.h"

#include "base/text.h"
#include "diff/compare.h"
#include "schema/sql.h"

#include <ctype.h>
#include <string.h>

/* Whether an index comes with objects of the kind. */
static bool brings_index(const Kind *kind)
{
    for (size_t i = 0; i < kind->attr_count; i++)
        if (kind->attrs[i].type == ATTR_ELEMENTS)
            return true;
    return kind->is_key;
}

/* The part of the object whose index is marked; NULL: none is, or one from elsewhere. */
static const Object *marked_part(Arena *scratch, const Object *object, const char *mark)
{
    for (size_t i = 0; i < object->children.count; i++) {
        const Object *part = object->children.items[i];

        if (brings_index(kind_of(part->kind_id)) && mark_of(scratch, mark, part->name))
            return part;
    }
    return NULL;
}

static bool remakes_index(const Object *object)
{
    for (size_t i = 0; i < object->children.count; i++)
        if (object->children.items[i]->plan.recreate &&
            brings_index(kind_of(object->children.items[i]->kind_id)))
            return true;
    return false;
}

/* Names in capitals are quoted. */
static bool is_keyword(const char *mark)
{
    return isupper((unsigned char)*mark) && !strchr(mark, ' ');
}

bool mark_is_lost(Arena *scratch, const Object *to, const Attr *attr)
{
    const char *mark = attr->marks ? attr_text(to, attr) : NULL;
    const Object *part = mark ? marked_part(scratch, to, mark) : NULL;

    if (!mark || part)
        return part && goes(part);
    while (kind_of(to->kind_id)->is_holder && !is_keyword(mark)) {
        to = to->parent;
        if (remakes_index(to))
            return true;
    }
    return false;
}
