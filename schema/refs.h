/*
 * What an object needs: the edges of the dependency graph.
 */
#ifndef SCHEMA_REFS_H
#define SCHEMA_REFS_H

#include "schema/kind.h"

/* How sure a dependency is. */
typedef enum RefStrength {
    REF_HARD,  /* the statement fails without it */
    REF_SOFT,  /* a name in an expression that may mean it */
    REF_STALE, /* what an old statement stands on, a name that can be a column: hardly */
    REF_LOOSE, /* a name in the body of a function: PostgreSQL keeps no note of it */
    REF_FAINT, /* the same of a body that is not even looked at before it runs */
} RefStrength;

typedef void RefVisit(void *context, Object *needed, RefStrength strength);

/*
 * Call `visit` for each object of `schema` that `object`, which is one of its own, needs: its
 * parent, the columns and types it names, what its expressions seem to name, and what its kind
 * adds. An object may come more than once; `object` itself never does.
 */
void object_refs(Arena *scratch, const Schema *schema, const Object *object, RefVisit *visit,
                 void *context);

/* What must not go while it stands: not what attributes name that can step aside. */
void standing_refs(Arena *scratch, const Schema *schema, const Object *object, RefVisit *visit,
                   void *context);

/* What CREATE needs: not what is said by statements of their own behind it. */
void creation_refs(Arena *scratch, const Schema *schema, const Object *object, RefVisit *visit,
                   void *context);

/* The same for one attribute alone. */
void attr_refs(Arena *scratch, const Schema *schema, const Object *object, const Attr *attr,
               RefVisit *visit, void *context);

/* What it has parts from: the table of a partition, and those that it inherits from. */
void parts_refs(Arena *scratch, const Schema *schema, const Object *object, RefVisit *visit,
                void *context);

/* Tell of the object, and of the columns that it names, whose new types make it anew. */
void columns_refs(const Schema *schema, const Object *object, RefFn *fn, void *context);

/*
 * What the server notes that the object stands on (Object.uses, or those of its pair), one by one;
 * `*compiled` as in Footing, unless it is NULL.  Of its pair's, their pairs or namesakes; NULL when
 * there is none.
 */
size_t noted_count(const Object *object);
Object *noted_need(const Object *object, size_t i, bool *compiled);

#endif
