/* A column of a table.  Identity options are NULL where they are the default for the type. */
#ifndef SCHEMA_KINDS_COLUMN_H
#define SCHEMA_KINDS_COLUMN_H

#include "schema/kind.h"

typedef struct Column {
    Object object;
    SqlType type;
    const char *collation; /* quoted, qualified unless in pg_catalog; NULL: the type's */
    bool not_null;
    const char *not_null_name;   /* of its constraint, quoted; NULL: the usual one, or not known */
    const char *not_null_called; /* its name where that is another and counts as usual, quoted */
    bool not_null_inherited;     /* alone: its name is the parent's to say */
    bool not_null_differs;       /* an heir's has another name: so none of them can be renamed */
    bool not_null_no_inherit;
    bool not_null_not_valid;
    Sql default_expr;          /* what Alembic calls server_default */
    Sql generated;             /* GENERATED ALWAYS AS (…) */
    bool is_virtual;           /* computed when it is read; false: STORED */
    const char *identity;      /* "ALWAYS", "BY DEFAULT" or NULL */
    const char *identity_name; /* of its sequence, quoted; NULL: the usual one, or not known */
    const char *identity_start;
    const char *identity_increment;
    const char *identity_min;
    const char *identity_max;
    const char *identity_cache;
    bool identity_cycle;
    const char *identity_logging; /* "LOGGED", "UNLOGGED"; NULL: as its table */
    const char *storage;          /* "EXTERNAL"; NULL: the type's */
    const char *compression;      /* "lz4"; NULL: the server's */
    const char *statistics;       /* a number; NULL: the server's */
    const char *options;          /* "n_distinct=100", sorted; NULL: none */
    Sql using_expr;               /* the model's USING for a change of type; never compared */
    bool no_cast;                 /* set by probes: no cast leads from the old type to this one */
} Column;

/* The word for the storage that columns of the type have unless they say otherwise. */
const char *column_usual_storage(const char *type);

/* The name that PostgreSQL gives the sequence of an identity column, quoted, where it is free. */
const char *column_usual_sequence(Arena *run, const Object *column);

/* The name that it has; of one that is not known the one above. */
const char *column_sequence(Arena *run, const Object *column);

#endif
