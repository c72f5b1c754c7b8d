#include <modelc.h>

struct PG(table) users {
    int64_t  id    PG(primary key identity);
    char    *name  PG(check (name || 'x' < > 'x'));
//                                       ^~~ M106: operator '<>' is split by a space (clang-format? add WhitespaceSensitiveMacros: [PG, PG_ALSO], or write the expression as a string) [fix: <>]
//                                         ^ M601: syntax error at or near ">"; the server decides
    int32_t  age   PG(check (age > = 0));
//                               ^~~ M106: operator '>=' is split by a space (clang-format? add WhitespaceSensitiveMacros: [PG, PG_ALSO], or write the expression as a string) [fix: >=]
//                                 ^ M601: syntax error at or near "="; the server decides
};
