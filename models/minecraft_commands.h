/* Commands that the game server understands. */
#pragma once

#include <modelc.h>

struct PG(table) minecraft_commands {
    int32_t         command_id    PG(primary key identity);
    char           *command_name  PG(varchar(20) null);
    pg_text_array  *options       PG(varchar(40)[]);  /* the strings that may follow it */
};
