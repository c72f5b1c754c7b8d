/*
 * PostgreSQL does not always print what it reads of its own spelling, see introspect/spell_again.h:
 * the second column of SELECT (SELECT 'x') is called "text" once the database was dumped and
 * restored.  The same for what only a whole database spells.
 */
#ifndef MODELC_SPELL_RESTORED_H
#define MODELC_SPELL_RESTORED_H

#include "introspect/db.h"
#include "modelc/session.h"
#include "schema/kind.h"

/* A text of the models, spelled, that is not the catalog's. */
typedef struct Respelling {
    Object *object;
    const Object *live;
    const Attr *attr;
} Respelling;

typedef VEC(Respelling) Respellings;

/*
 * Let the scratch database, which holds the models, read both texts of each; where it prints the
 * same of them, the object takes the catalog's.
 */
void spell_restored(Session *session, Arena *arena, Db *scratch, const StrVec *managed,
                    const Respellings *texts);

#endif
