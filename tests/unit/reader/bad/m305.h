#include <modelc.h>

struct PG(table) logs {
//               ^~~~ M310: table 'logs' has no primary key
    int64_t at  PG(unique);
};
struct PG(table) lines {
    int64_t id   PG(primary key identity);
    int64_t log  PG(references logs);
//                             ^~~~ M305: table 'logs' has no primary key to refer to; name the columns
};
PG_ALSO(extension gis tables (systems, app.layers));
struct PG(table) places {
    int64_t id      PG(primary key identity);
    int64_t system  PG(references systems (id));
    int64_t of      PG(references systems);
//                                ^~~~~~~ M305: no model declares table 'public.systems'; name the columns
    int64_t layer   PG(references layers (id));
//                                ^~~~~~ M301: there is no table 'layers'
};
