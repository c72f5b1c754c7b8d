/*
 * The server as judge of spelling: gives the model's expressions, types, operator classes and
 * collations the text that the catalog would show for them.
 *
 * What is proved equal to the catalog's text in the process takes that text.  The rest goes to the
 * server: temporary tables with the model's columns hold the expressions in a transaction that is
 * rolled back.  Nothing is executed, nothing is left.
 */
#ifndef INTROSPECT_SPELL_H
#define INTROSPECT_SPELL_H

#include "introspect/db.h"
#include "schema/kind.h"

/* A text of the model that the server did not accept. */
typedef struct SpellRefusal {
    const Object *object;
    const Sql *sql;      /* the expression; NULL: the type */
    const SqlType *type; /* NULL: the expression */
    DbError error;
    size_t at; /* byte of the expression that the server means; SIZE_MAX: all of it */
} SpellRefusal;

typedef VEC(SpellRefusal) SpellRefusals;

typedef struct SpellRequest {
    const Schema *catalog;
    Schema *model;
    bool all;              /* try what has no counterpart too, for what the server refuses */
    SpellRefusals refused; /* the answer: these keep their text */
} SpellRequest;

/*
 * Fill Sql.spelled in the model, and bring names of types, operator classes and collations to the
 * catalog's form, for every object that has a counterpart in the catalog.  The connection must not
 * be in a transaction; names resolve along its own search_path, as they will when a revision runs.
 *
 * On a connection that may not write, or not make temporary tables, texts stay as they are and
 * MC710 (a note) says so.
 *
 * False and MC702 when the connection is lost.
 */
bool spell_schema(Arena *run, Db *db, Findings *findings, SpellRequest *request);

#endif
