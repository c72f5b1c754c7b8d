/*
 * One run of the program: what every command is given.
 *
 * Results go to standard output, all else to standard error.  Where findings are reported as JSON,
 * a command's result becomes members of the one object that is printed at the end.
 */
#ifndef MODELC_SESSION_H
#define MODELC_SESSION_H

#include "base/finding.h"
#include "base/json.h"
#include "modelc/options.h"
#include "modelc/report/report.h"
#include "modelc/warnings.h"

#include <stdio.h>

/* The exit statuses, in --help too; see exit_statuses. */
typedef enum Status {
    STATUS_DONE = 0,
    STATUS_ERROR = 1,
    STATUS_DIFFERENT = 2,
    STATUS_BLOCKED = 3,
    STATUS_USAGE = 64,
    STATUS_INTERRUPTED = 130,
} Status;

/* The options of every command; see global_options. */
typedef struct GlobalOptions {
    const char *directory;
    const char *config;
    const char *database;
    const char *dev_url;
    StrVec models, cflags;
    StrVec include, exclude;
    bool owners;
    StrVec warn;
    const char *migrations;
    const char *ledger_schema;
    const char *pg_bindir;
    const char *format;
    const char *color;
    bool quiet, verbose, no_input, help, version;

    /* Of modelc.json alone: patterns for default names. */
    const char *naming_pk, *naming_uq, *naming_fk, *naming_ck, *naming_ex, *naming_ix;
} GlobalOptions;

extern const Option global_options[];

typedef struct Session {
    Arena *run;
    Findings *findings;
    const GlobalOptions *options;
    OptionSet *option_set; /* of `options`, for the origin of a value */
    StrVec operands;       /* of the command, options taken out */
    const char *config;    /* the modelc.json that was read, or NULL */
    Format format;
    Json *result; /* see session_result() */
    Warnings warnings;
    struct Filter *filter;       /* once filter_read() has read it */
    VEC(const Finding *) doubts; /* what a server has to judge of the models, see verdict.h */
    struct Interrupt *interrupt;
    FILE *out, *err;
    size_t reported; /* findings already written */
    bool colour_out, colour_err;
} Session;

/* Results, to standard output; to standard error where that holds a JSON or SARIF document. */
__attribute__((format(printf, 2, 3))) void session_print(Session *session, const char *format, ...);

/* What is being done, to standard error; nothing with --quiet. */
__attribute__((format(printf, 2, 3))) void session_say(Session *session, const char *format, ...);

/* More of it, only with --verbose. */
__attribute__((format(printf, 2, 3))) void session_detail(Session *session, const char *format,
                                                          ...);

/*
 * The object that a JSON run prints when it ends; commands add members of their own.  NULL unless
 * the format is JSON, so that a command says  if (result) … else session_print(…).
 */
Json *session_result(Session *session);

/*
 * Write the findings that were added since the last call, in the chosen format, sorted by place.
 * The program does it at the end; JSON and SARIF are written whole, so a command must not.
 */
void session_report(Session *session);

/* Do what -W says with the findings so far; false when it made an error of one. */
bool session_warnings(Session *session);

/* Whether a question may be asked: a terminal, no CI, no --no-input. */
bool session_is_interactive(const Session *session);

/* Add MC901 and return STATUS_USAGE. */
__attribute__((format(printf, 2, 3))) Status session_misuse(Session *session, const char *format,
                                                            ...);

#endif
