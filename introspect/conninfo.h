/*
 * Connection strings as text: how one is built, and what of one may be shown.
 *
 * Does not connect and knows no libpq; db.c does.
 */
#ifndef INTROSPECT_CONNINFO_H
#define INTROSPECT_CONNINFO_H

#include "base/strbuf.h"

#include <stdbool.h>

/* Whether it is a URL: postgresql:// or postgres://. */
bool conninfo_is_url(const char *conninfo);

/* Whether libpq would read it as a connection string, not as the bare name of a database. */
bool conninfo_is_string(const char *conninfo);

/*
 * Why the string must not be given to libpq, or NULL: an unescaped @ / or ? in a password moves
 * a part of the password into the host, port or database name, from where messages would show it.
 */
const char *conninfo_fault(const char *conninfo);

/* Append ` keyword='value'`, quoted as libpq reads it. */
void conninfo_add(StrBuf *buf, const char *keyword, const char *value);

/* What libpq says about a string it cannot parse, without what it quotes of that string. */
const char *conninfo_parse_reason(Arena *arena, const char *message);

/*
 * The heart of libpq's message about a failed connection: the reason of the last attempt, on one
 * line, without address and severity.
 */
const char *conninfo_failure_reason(Arena *arena, const char *message);

#endif
