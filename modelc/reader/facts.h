/*
 * What the C compiler says about the model headers: declarations with their annotations, before
 * anyone has understood the annotations.
 *
 * This is the border inside the reader.  clang*.c makes facts and knows no SQL; the rest turns
 * facts into a Schema and knows no libclang.  Facts are plain data, so that they can be cached.
 */
#ifndef MODELC_READER_FACTS_H
#define MODELC_READER_FACTS_H

#include "base/finding.h"

#include <stdbool.h>
#include <stdint.h>

/* The text between the parentheses of PG(...) or PG_ALSO(...). */
typedef struct Annotation {
    const char *text; /* NUL-terminated */
    size_t length;
    Range at;   /* of exactly that text; when not `exact`, of the macro invocation (via set) */
    bool exact; /* false: text is the stringified form, without places of its own */
    const size_t *origin; /* not `exact`: the byte of the file that each byte is; or NULL */
    bool sql;             /* a statement as SQL has it: "…" is a quoted name, not a C string */
    size_t indent;        /* of a statement as SQL has it: the blanks before it on its line */
} Annotation;

typedef enum CTypeKind {
    CTYPE_VOID,
    CTYPE_BOOL,
    CTYPE_CHAR,    /* plain char only */
    CTYPE_INTEGER, /* `name` says which: "int", "unsigned long", "signed char", … */
    CTYPE_FLOAT,
    CTYPE_DOUBLE,
    CTYPE_LONG_DOUBLE,
    CTYPE_POINTER,  /* to `target` */
    CTYPE_ARRAY,    /* of `count` times `target` */
    CTYPE_STRUCT,   /* `name` is its tag (for an anonymous one, see FactStruct.name) */
    CTYPE_UNION,    /* `name` likewise */
    CTYPE_ENUM,     /* `name` likewise */
    CTYPE_TYPEDEF,  /* `name`, for `target` */
    CTYPE_FUNCTION, /* only behind a pointer */
    CTYPE_OTHER,
} CTypeKind;

typedef struct CType CType;

struct CType {
    CTypeKind kind;
    const char *name;     /* see above; NULL for the others */
    const char *spelling; /* the type as the source says it, for messages */
    const CType *target;
    int64_t count; /* CTYPE_ARRAY: -1 when it has no size */
    unsigned bits; /* CTYPE_INTEGER: width */
    bool is_signed;
};

typedef VEC(Annotation) Annotations;

/* PG_ALSO(...) in a struct or in a file. */
typedef struct FactClause {
    Annotation annotation;
    const char *doc; /* documentation comment, decoration removed (section 9); NULL: none */
} FactClause;

typedef VEC(FactClause) FactClauses;

typedef struct FactStruct FactStruct;

typedef struct FactField {
    const char *name; /* NULL for an anonymous struct member */
    Range at;         /* of the name */
    const CType *type;
    Annotations annotations;
    const char *doc;
    int bit_width;         /* -1: not a bit-field */
    bool shared;           /* `int a, b PG(...)`: another declarator shares the declaration */
    FactStruct *anonymous; /* transparent member: its fields; NULL otherwise */
} FactField;

struct FactStruct {
    const char *name; /* tag; else the typedef name; NULL when it has neither */
    Range at;         /* of the name */
    bool is_union;
    Annotations annotations;
    const char *doc;
    VEC(FactField) fields;
    FactClauses clauses; /* each after the field it follows, in order */
};

typedef struct FactEnumerator {
    const char *name;
    Range at;
    Annotations annotations;
    const char *doc;
} FactEnumerator;

typedef struct FactEnum {
    const char *name;
    Range at;
    Annotations annotations;
    const char *doc;
    VEC(FactEnumerator) enumerators;
} FactEnum;

typedef struct FactTypedef {
    const char *name;
    Range at;
    const CType *target;
    Annotations annotations;
    const char *doc;
} FactTypedef;

/*
 * In the order of the source, files sorted by path; definitions only.  From files that are no
 * models: what is annotated.  The types of modelc.h itself say "<modelc.h>" as their file.
 */
typedef struct Facts {
    VEC(FactStruct *) structs;
    VEC(FactEnum *) enums;
    VEC(FactTypedef *) typedefs;
    FactClauses clauses; /* PG_ALSO at file level */
    StrVec files;        /* every file that took part, models and what they include */
} Facts;

#endif
