/*
 * What a column that is not its relation's own has otherwise than where it comes from: one of a
 * partition or an heir otherwise than its table's, one of a view otherwise than a new view's.
 */
#ifndef SCHEMA_KINDS_COLUMN_SETTING_H
#define SCHEMA_KINDS_COLUMN_SETTING_H

#include "schema/kind.h"

typedef struct ColumnSetting {
    Object object;           /* named as the column */
    SqlType type;            /* NULL: not known */
    Sql default_expr;        /* "NULL": none, where there would be one */
    bool not_null;           /* where it could be null */
    const char *storage;     /* "EXTERNAL" */
    const char *compression; /* "lz4", "default" */
    const char *statistics;  /* a number */
    const char *options;     /* "n_distinct=100", sorted */
    /* What it goes back to without them; NULL: none, or the type's. */
    Sql inherited_default;
    const char *inherited_storage, *inherited_compression;
} ColumnSetting;

/* ColumnSetting.default_expr where there is none. */
#define COLUMN_NO_DEFAULT "NULL"

/*
 * Behind a statement that gives a column of `relation` the method, NULL for the server's: the same
 * for what inherits the column and says none of its own.  ALTER TABLE does not go on to it.
 * `to_new`: also to what the plan makes, which is there already and not yet to come.
 */
void column_spread_compression(StrBuf *out, const Object *relation, const char *name,
                               const char *method, bool to_new);

/*
 * The column that one of that name comes from: a table's own, of which `relation` is a partition or
 * from which it inherits.  NULL: there is none, as in a view.
 */
Object *column_origin(const Schema *schema, const Object *relation, const char *name);

/* Whether `relation` itself says that a column which it only inherits is NOT NULL. */
bool column_says_not_null(const Object *relation, const char *name);

/* Whether such a column is NOT NULL by what it inherits. */
bool column_comes_not_null(const Schema *schema, const Object *relation, const char *name);

/* Kind.refs of what is said of such a column. */
void column_refer_to_origin(const Schema *schema, const Object *object, RefFn *fn, void *context);

#endif
