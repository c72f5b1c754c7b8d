/*
 * DDL templates: SQL with the object's own words filled in.
 *
 *     {name}         the object's name, quoted where needed
 *     {given}        the name where it has to be said, see Object.name_given
 *     {path}         its qualified name
 *     {parent}       the qualified name of what it belongs to
 *     {target}       what it belongs to as GRANT names it: "SEQUENCE app.s"
 *     {subject}      the same as COMMENT ON and ALTER name it: "TABLE app.t"
 *     {attr}         an attribute's value: names quoted and joined by commas, types in short form
 *     {attr!}        as a string literal, or several joined by commas; NULL when not set
 *     {attr,}        several as they are, joined by commas
 *     {attr;flag}    names, the last one behind the word PERIOD when the attribute `flag` is set
 *     {attr?a|b}     `a` when the attribute is set, else `b`
 *     [ … {attr} …]  all of it only when every attribute named inside is set
 */
#ifndef SCHEMA_TEMPLATE_H
#define SCHEMA_TEMPLATE_H

#include "schema/kind.h"

void template_add(StrBuf *out, const char *template, const Object *object);

typedef void TemplateText(StrBuf *out, const char *text);

/* How what is filled in is written, where that is not plain SQL. */
typedef struct TemplateDialect {
    TemplateText *name; /* an identifier, unquoted */
    TemplateText *expr; /* a whole expression */
    TemplateText *key;  /* an expression that is a key of an index */
    TemplateText *sql;  /* words of SQL that may hold quoted identifiers and literals */
} TemplateDialect;

void template_add_in(StrBuf *out, const char *template, const Object *object,
                     const TemplateDialect *dialect);

/* The statement that creates the object, without separate attributes and semicolon. */
void object_add_create(StrBuf *out, const Object *object);

/* The statement with the clauses of these parts in it. */
void object_add_create_with(StrBuf *out, const Object *object, const Object *const *parts,
                            size_t count);

/* The statement that gives the object, which looks as before, the name or the schema of `after`. */
void object_add_rename(StrBuf *out, const Object *before, const Object *after);

/* Whether the object can never be a line of its parent's CREATE. */
bool object_stands_alone(const Object *object);

/* The same with all of its parts, in creation order: for tests of what the server makes of it. */
void object_add_create_whole(StrBuf *out, const Object *object);

/* The same as a line of its parent's CREATE TABLE. */
void object_add_clause(StrBuf *out, const Object *object);

#endif
