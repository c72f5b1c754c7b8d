#include "modelc/sample.h"

const char sample_path[] = "models/notes.h";

const char sample_table[] = "public.notes";

const char sample_text[] = "#pragma once\n"
                           "#include <modelc.h>\n"
                           "\n"
                           "/** A first table; change it to what you need. */\n"
                           "struct PG(table) notes {\n"
                           "    int64_t         id          PG(primary key identity);\n"
                           "    char           *title       PG(varchar(200));\n"
                           "    char           *body        PG(null);\n"
                           "    pg_timestamptz  created_at  PG(default now());\n"
                           "};\n";
