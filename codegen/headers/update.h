/*
 * Models that exist, brought up to a database that has changed since: only what differs is written,
 * a declaration or a clause at a time; all else stays as its author left it.
 */
#ifndef CODEGEN_HEADERS_UPDATE_H
#define CODEGEN_HEADERS_UPDATE_H

#include "codegen/headers/headers.h"

typedef struct UpdateInput {
    const Schema *models; /* compiled and spelled, paired with the catalog by match_schemas() */
    HeadersInput headers; /* of the catalog */
    const char *dir;      /* for new files */
    StrVec paths;         /* of the headers that are the models */
} UpdateInput;

/*
 * The files that have to change: `name` is the path, `text` NULL for one that is left with nothing.
 * What cannot be edited safely gets M410 and stays.
 *
 * False and MC903 when a file cannot be read.
 */
bool headers_update(Arena *run, Findings *findings, const UpdateInput *input, ModelFiles *files);

/*
 * The files in which PG_ALSO(warn no-…) has to come for what the compiler has `told` of the headers
 * `paths`, or to go because it hides nothing (M411).  What is told of macros stays as it is.
 *
 * False and MC903 or M410 when a file cannot be read or edited.
 */
bool headers_quiet(Arena *run, Findings *findings, const Findings *told, const StrVec *paths,
                   ModelFiles *files);

#endif
