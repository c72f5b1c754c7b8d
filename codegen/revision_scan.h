/*
 * The lines of an SQL file, told apart into code, comments and the insides of quotes.
 *
 * This is PostgreSQL's lexical structure with standard_conforming_strings on, as far as finding
 * comment lines needs it; it checks no syntax.
 */
#ifndef CODEGEN_REVISION_SCAN_H
#define CODEGEN_REVISION_SCAN_H

#include <stdbool.h>
#include <stddef.h>

typedef enum ScanPlace {
    SCAN_CODE,
    SCAN_STRING,        /* '...' */
    SCAN_ESCAPE_STRING, /* E'...' */
    SCAN_NAME,          /* "..." */
    SCAN_DOLLAR,        /* $tag$...$tag$ */
    SCAN_COMMENT,       /* block comment, which nests */
} ScanPlace;

/* Start one with  Scan scan = {.text = text, .length = length}; */
typedef struct Scan {
    const char *text;
    size_t length;
    size_t at;         /* the next byte */
    ScanPlace place;   /* what `at` is inside of */
    size_t opened;     /* where that began */
    size_t tag_length; /* of the dollar quote, both dollar signs included */
    size_t depth;      /* of the block comment */
} Scan;

typedef struct ScanLine {
    size_t begin, end; /* without the line end */
    bool comment;      /* nothing but a "--" comment */
    bool code;         /* holds more than blanks and comments */
    size_t dashes;     /* where that comment begins */
} ScanLine;

/* Take the next line; false at the end of the text. */
bool scan_line(Scan *scan, ScanLine *line);

/* "string", "quoted name", ... : what a text that ends there left open. */
const char *scan_place_name(ScanPlace place);

#endif
