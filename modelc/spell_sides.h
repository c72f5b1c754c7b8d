/*
 * Two schemas that servers printed, and one meaning in two spellings: servers of different versions
 * print differently (PostgreSQL 16 leaves out the table's name where a query has one table), and so
 * does one server before and after a dump was restored, see introspect/spell_again.h.
 *
 * Where texts differ, both schemas are made in scratch databases of the newer server and read back:
 * what is then the same is no difference.  Nothing is executed.
 */
#ifndef MODELC_SPELL_SIDES_H
#define MODELC_SPELL_SIDES_H

#include "introspect/db.h"
#include "modelc/session.h"
#include "schema/kind.h"

/*
 * Give each text of `to` that means what that of `from` means the same words.  `live` is on the
 * server that is asked; NULL: any.  Without a scratch database texts stay, and MC710 (a note) says
 * so.
 */
void spell_sides(Session *session, Db *live, const Schema *from, Schema *to);

#endif
