/*
 * One side of `modelc diff`: models, a database, a revision or a snapshot file, as a schema in the
 * server's own words.
 *
 * What is only text (models, a snapshot) is made in a scratch database and read back; a revision is
 * run in one.  So any two sides can be compared.
 */
#ifndef MODELC_SIDE_H
#define MODELC_SIDE_H

#include "introspect/db.h"
#include "migrate/resolve.h"
#include "modelc/managed.h"
#include "modelc/session.h"

typedef enum SideKind {
    SIDE_MODELS,
    SIDE_DATABASE,
    SIDE_REVISION,
    SIDE_SNAPSHOT,
} SideKind;

typedef struct Side {
    const char *word;
    SideKind kind;
    const char *conninfo; /* SIDE_DATABASE: NULL for the configured one */
    Target target;        /* SIDE_REVISION */
    const Graph *graph;   /* that it is in */
    Db *db;               /* SIDE_DATABASE, when it was read: the connection */
    int version;          /* of the server that printed `schema` */
    Schema said;          /* SIDE_MODELS, SIDE_SNAPSHOT: as written */
    Schema schema;        /* filled by reading */
    const Schema *others; /* SIDE_MODELS, SIDE_SNAPSHOT: what is there besides; NULL: nothing */
} Side;

/* Whether it is read from a text, and made in a database to be compared. */
bool side_is_text(const Side *side);

/*
 * What `word` means: "models"; "db"; a URL or conninfo string; the path of a snapshot file (one
 * that ends in ".json"); else a revision.
 *
 * False after MC806 to MC808, or MC815 when the file is none.
 */
bool side_resolve(Session *session, const Graph *graph, const char *word, Side *side);

/*
 * Read what the side says into `schema`.  Of a database, only what `managed` names.
 *
 * False after the findings of models, connection or runner; MC815.
 */
bool side_read(Session *session, const Managed *managed, Side *side);

/*
 * Let what means the same on both sides be spelled the same, see spell_sides.h and spell_order.h;
 * `db` is on the newer server, NULL: on any.  False as side_read() is.
 */
bool side_meet(Session *session, Db *db, Side *from, Side *to);

#endif
