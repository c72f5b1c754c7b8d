#include <modelc.h>

struct PG(table) users {
    int64_t  id     PG(primary key identity);
    int32_t  karma  PG(bigint default 0);
//                     ^~~~~~ M204: a bigint does not fit in 'int32_t'; use int64_t
    int16_t  age    PG(integer);
//                     ^~~~~~~ M204: an integer does not fit in 'int16_t'; use int32_t
    uint16_t port   PG(integer);
    int32_t  no     PG(bigserial);
//                     ^~~~~~~~~ M204: a bigserial does not fit in 'int32_t'; use int64_t
};
