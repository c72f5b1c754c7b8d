/*
 * The parts of reading a revision file: what revision_read.c, revision_header.c and revision_mark.c
 * share.  Not for others.
 */
#ifndef CODEGEN_REVISION_READER_H
#define CODEGEN_REVISION_READER_H

#include "codegen/revision.h"
#include "codegen/revision_scan.h"

#define REVISION_END_MARK "modelc:end-of-file"

typedef struct Reader {
    Arena *run;
    Findings *findings;
    Revision *revision;
    Scan scan;
    ScanLine line;
    Script *script;  /* NULL: in the header */
    Step step;       /* under way in `script` */
    StrVec title;    /* lines of the message */
    bool has_key;    /* the header's message is over */
    bool has_schema; /* modelc wrote the file */
    bool has_end;
    bool in_generated;
    Range generated_at;
} Reader;

/* Bytes of the file under way. */
Range reader_range(const Reader *reader, size_t begin, size_t end);

/* The line under way. */
Range reader_line(const Reader *reader);

/* Add MC802 at the line under way; the caller returns false. */
Finding *reader_refuse(Reader *reader, const char *message);

/* The bytes [begin, end) of the file without the blanks around them. */
char *reader_trimmed(const Reader *reader, size_t begin, size_t end);

/* A comment line of the header; `body` is behind the dashes.  False after MC802. */
bool reader_header_line(Reader *reader, const char *body);

/* The message, from the header's first lines. */
const char *reader_message(const Reader *reader);

/* A line "migrate:..." or "modelc:...".  False after MC802. */
bool reader_mark(Reader *reader, const char *body);

/* Close the step under way before byte `end`; blank ones vanish. */
void reader_step_end(Reader *reader, size_t end);

bool reader_is_blank(char c);

#endif
