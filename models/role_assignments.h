/* Which user holds which role. */
#pragma once

#include <modelc.h>

struct PG(table) role_assignments {
    int32_t        user_id      PG(references users(id));
    int32_t        role_id      PG(references roles(id));
    pg_timestamp  *assigned_at;

    PG_ALSO(primary key (user_id, role_id));
};
