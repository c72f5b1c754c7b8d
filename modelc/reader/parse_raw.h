/*
 * Statements that stand as SQL text: in C strings and in files beside the header.
 *
 * Each is identified by PostgreSQL's grammar and then read as PG_ALSO(create …) is.
 */
#ifndef MODELC_READER_PARSE_RAW_H
#define MODELC_READER_PARSE_RAW_H

#include "modelc/reader/parse.h"

/* The clause of a file, at the parser; M121 for what no table of clauses holds. */
bool parse_clause(Parser *parser, const FactClause *clause, DatabaseClauses *out);

/* The whole annotation is C strings: M603, M605, M610. */
bool raw_string(Parser *parser, const FactClause *clause, DatabaseClauses *out);

/* The statements of the file whose name is `token`, beside the header: M602 besides. */
bool raw_file(Parser *parser, const Token *token, DatabaseClauses *out);

/* Whether the statement at the parser may stand in a model: M603, M605. */
bool raw_check(Parser *parser, const SqlIdentity *identity);

#endif
