#include "modelc/replay.h"

bool replay_revisions(Session *session, const char *conninfo)
{
    (void)session;
    (void)conninfo;
    return true;
}
