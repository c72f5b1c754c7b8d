/*
 * Objects that a statement defines and whose definition stays that text: functions, operators,
 * collations and the like.  The server spells it, and only its spelling is compared.
 */
#ifndef SCHEMA_DEFINED_H
#define SCHEMA_DEFINED_H

#include "schema/kind.h"

typedef struct Defined {
    Object object;         /* its name holds its arguments: "touch(integer, text)" */
    const char *keyword;   /* what it is a kind of: "FUNCTION", "PROCEDURE", "AGGREGATE" */
    const char *signature; /* "app.touch(integer, text)", as DROP and COMMENT need it */
    /*
     * The CREATE statement without semicolon; statements that say more of it follow behind ";\n".
     */
    Sql definition;
    /* What decides whether a change can be made in place, in the kind's own terms; empty: unknown.
     */
    StrVec shape;
} Defined;

/* The attribute, which says what the path says; `by_texts`: texts call the object by it. */
#define DEFINED_SIGNATURE(by_texts)                                                                \
    ATTR_(Defined, signature, .change = CHANGE_RECREATE, .called = by_texts, .judge = no_change)

/* How many bytes of such a name, or of a signature, precede Kind.name_rest: mostly all. */
size_t kind_bare_length(const Kind *kind, const char *name);

/* The object's name without that rest. */
const char *object_bare_name(Arena *run, const Object *object);

/*
 * Behind the name that the statement `text` (or NULL) gives its object: others of that name are
 * none that it needs.  Of a function from its arguments on; all of it where the name is not all: an
 * operator class is in the family of its name.
 */
const char *defined_behind_name(const Object *object, const char *text);

/* Whether it is a function whose body is a string, which PostgreSQL only reads. */
bool defined_has_string(const Object *object);

/* Bring the signature, where the kind has one, to the object's name. */
void defined_sign(Arena *run, Object *object);

/* The judge of what cannot differ by itself. */
Change no_change(const Object *from, const Object *to);

/* CHANGE_ALTER when both shapes are known and agree in their first item, else CHANGE_RECREATE. */
Change judge_shape_first(const Object *from, const Object *to);

/* The same by their last item. */
Change judge_shape_last(const Object *from, const Object *to);

/*
 * The statement that makes a trigger or a rule, which names it without its schema, with `name` in
 * the place of `old`; itself when it is none that CREATE begins.
 */
const char *statement_renamed(Arena *run, const char *statement, const char *old, const char *name);

#endif
