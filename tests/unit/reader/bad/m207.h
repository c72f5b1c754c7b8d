#include <modelc.h>

struct PG(table) users {
    int64_t  id    PG(primary key identity);
    int64_t  age   PG(null);
//                    ^~~~ M207: column 'age' may be null but C type 'int64_t' cannot hold a null; declare it 'int64_t *age'
    pg_uuid  key   PG(null);
//                    ^~~~ M207: column 'key' may be null but C type 'pg_uuid' cannot hold a null; declare it 'pg_uuid *key'
    char     code[3] PG(null);
//                      ^~~~ M207: column 'code' may be null but C type 'char[3]' cannot hold a null; declare it 'char[3] *code'
    char    *fine  PG(null);
    int64_t  own   PG(bigint null);
};
