#include <modelc.h>

PG_ALSO(warn no-duplicate-index);
//           ^~~~~~~~~~~~~~~~~~ M411: nothing here is warned of by 'duplicate-index'; the clause can go

struct PG(table) logs {
    int64_t at;

    PG_ALSO(warn no-missing-primary-key, no-m313);
//                                       ^~~~~~~ M411: nothing here is warned of by 'key-type-differs'; the clause can go
};

struct PG(table) lines {
//               ^~~~~ M310: table 'lines' has no primary key
    int64_t at;
};
