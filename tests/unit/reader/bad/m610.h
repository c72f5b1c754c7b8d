#include <modelc.h>

PG_ALSO(function f(a int default 1 +) returns int return a);
//                                  ^ M610: syntax error at or near ")"
PG_ALSO("create operator @@ (leftarg = int rightarg = int)");
//                                         ^ M610: syntax error at or near "rightarg"
PG_ALSO(comment on table users is people);
//                                ^ M610: syntax error at or near "people"
PG_ALSO(view v as "select (1 where true");
//                           ^ M610: syntax error at or near "where"

struct PG(table) users {
    int64_t  id    PG(primary key identity check ("id > (1"));
//                                                        ^ M610: syntax error at end of input
    char    *name  PG(check ("name <> 'x"));
//                                    ^ M610: unterminated quoted string
    char    *more  PG(check ("more > '') or (more < ''"));
//                                     ^ M610: syntax error at or near ")"
};
PG_ALSO("create function n(a text) returns int language 0x1Fs immediatelect 1';"
        "create function o() returns int language sql as 'select 1'");
//                                                                ^ M108: unterminated string
