/*
 * Which objects are managed, by the patterns of --include and --exclude.
 *
 * A pattern is a PCRE2 expression for a whole path, `public\.audit_.*`, or for a kind and a path,
 * `table:public\.audit_.*`.  With patterns to include, what none of them matches is left out; what
 * one to exclude matches is left out in any case.  The parts of an object go with it.
 */
#ifndef MODELC_FILTER_H
#define MODELC_FILTER_H

#include "modelc/session.h"
#include "schema/kind.h"

typedef struct Filter Filter;

/*
 * The patterns of the options, and whether owners are managed: Session.filter, which is read once.
 *
 * False after MC901 (MC902 for modelc.json) for what is no expression.
 */
bool filter_read(Session *session);

/* Whether it leaves out a table of that path. */
bool filter_has_no_table(const Filter *filter, const char *path);

/*
 * Take out of `schema` what is not managed, and count it in Schema.unmanaged; of a catalog it is
 * kept in Schema.left_out.  False as filter_read().
 */
bool filter_apply(Session *session, Arena *run, Schema *schema);

#endif
