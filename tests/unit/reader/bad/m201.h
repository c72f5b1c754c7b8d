#include <modelc.h>

struct other {
    int x;
};
enum plain { PLAIN_ONE };
struct PG(mixin) stamps {
    int64_t at;
};
struct PG(table) users {
    int64_t         id     PG(primary key identity);
    long            visits;
//                  ^~~~~~ M201: field 'visits': C type 'long' has 32 or 64 bits depending on the platform; use int64_t or int32_t
    unsigned long   hits;
//                  ^~~~ M201: field 'hits': C type 'unsigned long' has 32 or 64 bits depending on the platform; use int64_t or int32_t
    uint64_t        bytes;
//                  ^~~~~ M201: field 'bytes': C type 'uint64_t' is unsigned and 64 bits wide; say which SQL type holds it, for example PG(numeric(20))
    size_t          size;
//                  ^~~~ M201: field 'size': C type 'size_t' is unsigned and 64 bits wide; say which SQL type holds it, for example PG(numeric(20))
    unsigned long long wide;
//                     ^~~~ M201: field 'wide': C type 'unsigned long long' is unsigned and 64 bits wide; say which SQL type holds it, for example PG(numeric(20))
    char            letter;
//                  ^~~~~~ M201: field 'letter': C type 'char' is a single byte; use char[N], char *, int8_t or say the SQL type
    signed char     tiny;
//                  ^~~~ M201: field 'tiny': C type 'signed char' is a single byte; use char[N], char *, int8_t or say the SQL type
    char          **names;
//                  ^~~~~ M201: field 'names': C type 'char **' is a pointer to a pointer; use an array type such as pg_text_array
    void           *data;
//                  ^~~~ M201: field 'data': C type 'void *' has no SQL type; say it, or mark the field PG(ignore)
    int           (*call)(void);
//                  ^~~~ M201: field 'call': C type 'int (*)(void)' is a function pointer; mark the field PG(ignore)
    union {
        int a;
    } either;
//    ^~~~~~ M201: field 'either': C type 'an anonymous type' is a union; mark the field PG(ignore)
    long double     big;
//                  ^~~ M201: field 'big': C type 'long double' has no SQL type of its width; use double, or say PG(numeric)
    struct users   *boss;
//                  ^~~~ M201: field 'boss': C type 'struct users *' is a table; name its key with references, or mark the field PG(ignore)
    struct other    rest;
//                  ^~~~ M201: field 'rest': C type 'struct other' is a struct that is neither PG(mixin) nor PG(type); mark it, say the SQL type, or mark the field PG(ignore)
    enum plain      state;
//                  ^~~~~ M201: field 'state': C type 'enum plain' is an enum that is not PG(type); mark the enum, or say the SQL type
    struct stamps  *stamps;
//                  ^~~~~~ M201: field 'stamps': C type 'struct stamps *' is a mixin; only a field of exactly that type can stand for its columns
    char            flag[1];
//                  ^~~~ M201: field 'flag': C type 'char[1]' is too small to hold a string
};
