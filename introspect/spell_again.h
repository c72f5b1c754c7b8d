/*
 * PostgreSQL does not always print what it reads of its own spelling: of an IN list of varchar it
 * prints ANY ((ARRAY['a'::varchar])::text[]), and when it reads that, ANY
 * (ARRAY[('a'::varchar)::text]). So a database that was dumped and restored says the same in other
 * words, and the words of the two are equal: they meet when the server reads them again.
 */
#ifndef INTROSPECT_SPELL_AGAIN_H
#define INTROSPECT_SPELL_AGAIN_H

#include "introspect/db.h"
#include "introspect/spell_work.h"

/*
 * Whether two texts that the server printed are one: as they are, or read and printed again, which
 * is NULL where the server refused that.
 */
bool spell_meets(const char *own, const char *own_again, const char *theirs,
                 const char *theirs_again);

/*
 * Give items that the server spelled otherwise than the catalog does the catalog's text, where both
 * are the same to a server that reads them again, and the columns that they name keep their types;
 * within trial_begin(), whose search_path changes.
 *
 * False and `*error` when the connection is lost.
 */
bool spell_again(Arena *run, Db *db, const Schema *catalog, const SpellWork *work, DbError *error);

#endif
