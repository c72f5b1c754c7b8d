/*
 * From a schema to the models that describe it: headers that a person would have written.
 *
 * What C has a form for becomes structs, enums and typedefs; what a kind can say in PG_ALSO(…)
 * stands in the struct of its parent or in the file for the database; all the rest are the
 * statements that create it, in SQL files beside the headers.  No kind of the latter two is known
 * here: they are told apart by Kind.model.
 */
#ifndef CODEGEN_HEADERS_HEADERS_H
#define CODEGEN_HEADERS_HEADERS_H

#include "base/finding.h"
#include "modelc/reader/naming.h"
#include "schema/kind.h"

typedef enum HeadersLayout {
    LAYOUT_TABLE,  /* one header per table */
    LAYOUT_SCHEMA, /* one per schema */
    LAYOUT_SINGLE, /* one in all */
} HeadersLayout;

typedef struct HeadersInput {
    Schema *schema; /* of a catalog; Object.name_given is set by the way */
    HeadersLayout layout;
    NamingPatterns naming; /* of the project: what needs no name */
} HeadersInput;

typedef struct ModelFile {
    const char *name; /* "users.h", "functions.sql" */
    const char *text;
} ModelFile;

typedef VEC(ModelFile) ModelFiles;

/* The files, sorted by name. */
ModelFiles headers_make(Arena *run, const HeadersInput *input);

#endif
