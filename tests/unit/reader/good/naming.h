#include <modelc.h>

PG_ALSO(naming pk "pk_{table}", uq "uq_{table}_{columns}", fk "fk_{table}_{columns}_{ref}");
PG_ALSO(naming ck "ck_{table}_{columns}", ex "ex_{table}_{columns}", ix "ix_{table}_{columns}");

typedef char *email PG(domain text check (value <> ' '));

struct PG(table) users {
    int64_t  id     PG(primary key identity);
    char    *email  PG(unique check (email <> ' '));
    char    *name;
    int64_t *boss   PG(references users);

    PG_ALSO(index (lower(name), id desc));
    PG_ALSO(index ((name || 'A'), (coalesce(email, 'x'))));
    PG_ALSO(check (name <> email and id > 0));
    PG_ALSO(exclude using gist (name with =, (id + 1) with =));
    PG_ALSO(unique (email, name));
};
struct PG(table) a_table_with_quite_a_long_name_indeed_of_äöü {
    int64_t  a_column_with_a_long_name  PG(primary key);

    PG_ALSO(index (a_column_with_a_long_name));
};
