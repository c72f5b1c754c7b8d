/*
 * What only a whole database spells (attributes that are whole: queries of views, functions, ...),
 * in any schema: which objects have it, whether it is the same, and taking it over.
 */
#ifndef MODELC_SPELL_WHOLE_H
#define MODELC_SPELL_WHOLE_H

#include "schema/kind.h"

/* Whether objects of the kind have texts that only a whole database spells. */
bool whole_is_in(const Kind *kind);

/* Call `fn` for each object that has any, kind after kind. */
void whole_each(const Schema *schema, void (*fn)(void *context, Object *object), void *context);

/* Whether two objects of one kind have the same of them. */
bool whole_same(const Object *a, const Object *b);

/* Give `object` what `spelled`, the same read from a catalog, has; what is proved (spelled) stays.
 */
void whole_take(Object *object, const Object *spelled);

/* What is never compared but known of the text, such as the types of a view's columns. */
void whole_take_known(Object *object, const Object *known);

#endif
