#include <modelc.h>

struct PG(table) users {
    int64_t  id     PG(primary key identity);
    char    *name   PG(check name <> 'x');
//                           ^~~~ M101: expected '(', found 'name'
    char    *email  PG(constraint unique_email);
//                                            ^ M101: expected a constraint, found the end
    char    *other  PG(default);
//                            ^ M101: expected an expression after 'default', found the end
    char    *phone  PG(constraint 5 unique);
//                                ^ M101: expected a constraint name, found '5'
    char    *site   PG(generated sometimes);
//                               ^~~~~~~~~ M101: expected 'always' or 'by default', found 'sometimes'
    char    *slug   PG(generated always as (lower(name)));
//                                                      ^ M101: expected 'stored' or 'virtual', found the end
    char    *nick   PG(check ());
//                            ^ M101: expected an expression, found ')'
    char    *bio    PG(references users(id,) on delete cascade);
//                                         ^ M101: expected a column, found ')'
    int64_t  boss   PG(references users match partial);
//                                            ^~~~~~~ M101: expected 'full' or 'simple', found 'partial'
    char    *tag    PG(unique initially now);
//                                      ^~~ M101: expected 'deferred' or 'immediate', found 'now'
    int64_t  born   PG(ignore null);
//                            ^~~~ M101: expected nothing after 'ignore', found 'null'
    int64_t  died   PG(references);
//                               ^ M101: expected a table, found the end

    PG_ALSO(index (name desc nulls middle));
//                                 ^~~~~~ M101: expected 'first' or 'last', found 'middle'
    PG_ALSO(index (name) having);
//                       ^~~~~~ M101: expected 'include', 'with', 'where' or the end, found 'having'
    PG_ALSO(unique (name,));
//                       ^ M101: expected a column, found ')'
    PG_ALSO(foreign key (id) refers users);
//                           ^~~~~~ M101: expected 'references', found 'refers'
    PG_ALSO(check (id > 0) now);
//                         ^~~ M101: expected the end of the constraint, found 'now'
    PG_ALSO(exclude using gist (name =));
//                                   ^ M101: expected 'with', found '='
    PG_ALSO(exclude using gist (name with 5));
//                                        ^ M101: expected an operator, found '5'
    PG_ALSO(index (name) where);
//                            ^ M101: expected a condition after 'where', found the end
    PG_ALSO(index (name) indclude (id));
//                       ^~~~~~~~ M101: expected 'include', 'with', 'where' or the end, found 'indclude'; did you mean 'include'? [fix: include]
    PG_ALSO(dropped colum fax);
//                  ^~~~~ M101: expected 'column', 'index' or 'constraint', found 'colum'; did you mean 'column'? [fix: column]
    PG_ALSO(index (name) with (fillfactor = ,));
//                                          ^ M101: expected a value, found ','
};

struct PG(table people plain) people {
//                     ^~~~~ M101: expected 'unlogged', 'renamed from' or the end (everything else goes into PG_ALSO), found 'plain'
    int64_t id PG(primary key);
};

enum PG(typ) mood { MOOD_GOOD };
//      ^~~ M101: expected 'type', found 'typ'; did you mean 'type'? [fix: type]
enum PG(type) color {
    COLOR_RED PG(lable 'red'),
//               ^~~~~ M101: expected 'label', 'renamed from' or 'ignore', found 'lable'; did you mean 'label'? [fix: label]
    COLOR_BLUE PG(label blue),
//                      ^~~~ M101: expected a quoted label, found 'blue'
};
typedef int64_t cents PG(bigint unique);
//                              ^~~~~~ M101: expected 'null', 'not null', 'collate' or the end, found 'unique'
PG_ALSO(sequence);
//              ^ M101: expected a sequence, found the end
PG_ALSO(schema app owner me);
//                 ^~~~~ M101: expected the end, found 'owner'
