#include "modelc/live.h"

bool live_casts(Session *session, Comparison *comparison)
{
    (void)session;
    (void)comparison;
    return true;
}

bool live_facts(Session *session, Comparison *comparison, const StrVec *tables)
{
    (void)session;
    (void)tables;
    comparison->live.server = db_address(comparison->db);
    return true;
}
