/*
 * What is left for the server to spell: the first half of spell.h, without a server.
 */
#ifndef INTROSPECT_SPELL_WORK_H
#define INTROSPECT_SPELL_WORK_H

#include "introspect/spell_role.h"

typedef struct SpellItem SpellItem;

typedef VEC(SpellItem) SpellItems;

/* One text to spell: an expression, or the type of a column. */
struct SpellItem {
    const Object *object; /* of the model, in a table */
    SqlRole role;         /* ROLE_NONE for a type */
    Element *key;         /* whose expression it is, of whatever type; NULL: of none */
    bool is_predicate;    /* of an index */
    Sql *sql;             /* NULL: the type */
    SqlType *type;        /* NULL: the expression */
    SpellItems *same;     /* others with the same answer; NULL: none */
    StrVec *rivals;       /* the catalog's texts that it may be; NULL: none */
    bool *calls;          /* set when it calls what is not PostgreSQL's own; NULL: nobody asks */
};

/* An operator class or a collation whose name is not the catalog's. */
typedef struct SpellName {
    const char **name;  /* the field to change */
    const char *method; /* of the index; NULL: a collation */
    const char *usual;  /* the collation that goes without saying, or NULL */
    const char *type;   /* of the column that the class is for; NULL: not known */
} SpellName;

typedef struct SpellWork {
    const Schema *model; /* with the tables that others inherit columns from */
    SpellItems items;
    VEC(SpellName) names;
} SpellWork;

/* Spell what needs no server and list the rest; `all`: texts without a counterpart too. */
void spell_collect(Arena *run, const Schema *catalog, Schema *model, bool all, SpellWork *work);

/* Whether what has a type has the same in the catalog, as far as names tell; also when it is new.
 */
bool spell_keeps_type(const Schema *catalog, const Object *object);

/* The relation whose columns the object's expressions name; NULL: none. */
const Object *spell_relation(const Object *object);

/* Whether the server alone knows its columns: a materialized view. */
bool spell_is_like(const Object *relation);

/* The value of the object's text attribute of that name; NULL when it has none. */
const char *spell_text(const Object *object, const char *attr);

#endif
