#include <modelc.h>

struct PG(table) users {
    int64_t  id         PG(primary key identity);
    char    *title      PG(varchar(80) uniqe);
//                                     ^~~~~ M102: unknown column clause 'uniqe'; did you mean 'unique'? [fix: unique]
    char    *website    PG(varchar(80) not_null);
//                                     ^~~~~~~~ M102: unknown column clause 'not_null'; did you mean 'not null'? [fix: not null]
    char    *email      PG(text server_default 'x');
//                              ^~~~~~~~~~~~~~ M102: unknown column clause 'server_default'; did you mean 'default'? [fix: default]
    char    *name       PG(unique nul);
//                                ^~~ M102: unknown column clause 'nul'; did you mean 'null'? [fix: null]
    char    *nick       PG(default now() uniqe);
//                                       ^~~~~ M102: unknown column clause 'uniqe'; did you mean 'unique'? [fix: unique]
    char    *bio        PG(unique primry key);
//                                ^~~~~~ M102: unknown column clause 'primry'; did you mean 'primary key'? [fix: primary]
    char    *mail       PG(unique primary ky);
//                                ^~~~~~~ M102: unknown column clause 'primary'; did you mean 'primary key'?
    char    *city       PG(null frobnicate);
//                              ^~~~~~~~~~ M102: unknown column clause 'frobnicate'
    char    *country    PG(unique 5);
//                                ^ M102: unknown column clause '5'
    char    *region
        PG(null /* a comment */
           uniqe);
//         ^~~~~ M102: unknown column clause 'uniqe'; did you mean 'unique'? [fix: unique]
};
