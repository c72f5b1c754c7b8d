/* Text without the passwords in it. */
#ifndef MODELC_REDACT_H
#define MODELC_REDACT_H

#include "base/arena.h"

/*
 * `text` with *** for each password of a URL (scheme://user:PASSWORD@host, ?password=PASSWORD) and
 * of a connection string (password=PASSWORD).  Rather too much than too little: a password that is
 * not percent-encoded may hold '@', '/' and '?'.  The result is `text` itself when it holds none.
 */
const char *redact_text(Arena *run, const char *text);

#endif
