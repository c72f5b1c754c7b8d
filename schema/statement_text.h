/* The first words of a CREATE statement that is kept as its author wrote it. */
#ifndef SCHEMA_STATEMENT_TEXT_H
#define SCHEMA_STATEMENT_TEXT_H

#include "base/strbuf.h"

#include <stdbool.h>

/* Add the statement as CREATE OR REPLACE. */
void statement_add_replacing(StrBuf *out, const char *statement);

/* Whether `word` (in capitals) follows CREATE or CREATE OR REPLACE. */
bool statement_creates(const char *statement, const char *word);

#endif
