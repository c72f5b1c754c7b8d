/* People who can sign in. */
#pragma once

#include <modelc.h>

struct PG(table) users {
    int32_t       id               PG(primary key identity);
    char         *username         PG(varchar(50) unique);
    char         *email            PG(varchar(120) unique);
    char         *password_hash;
    char         *profile_picture  PG(null);
    char         *bio              PG(null);
    pg_timestamp  created_at       PG(default now());
};
