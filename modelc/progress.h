/* What upgrade and downgrade tell while they run: lines for people, or JSON lines for machines. */
#ifndef MODELC_PROGRESS_H
#define MODELC_PROGRESS_H

#include "migrate/runner.h"
#include "modelc/session.h"

/*
 * Have the runner tell what it does: `how` is "text" (or NULL), "json" or "none".  While an index
 * is built, a second connection asks the server how far it is.
 */
void progress_begin(Session *session, Runner *runner, const char *how);

#endif
