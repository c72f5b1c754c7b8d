/* A new development database gets the project's history before anything else. */
#ifndef MODELC_REPLAY_H
#define MODELC_REPLAY_H

#include "modelc/session.h"

/* Run every revision of the project on the empty database; false and the runner's finding. */
bool replay_revisions(Session *session, const char *conninfo);

#endif
