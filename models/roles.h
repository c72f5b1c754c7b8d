/* What a user may do. */
#pragma once

#include <modelc.h>

struct PG(table) roles {
    int32_t        id           PG(primary key identity);
    char          *name         PG(varchar(50) unique);  /* its index also finds a role by name */
    char          *description  PG(varchar(200) null);
    pg_timestamp  *created_at;
};
