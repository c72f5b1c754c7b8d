/*
 * The floor that the benchmark compares with.
 *
 * Without an argument: a program that is linked with libpq and does nothing.  With a conninfo: read
 * the columns of every table from the catalog, and do nothing with them.
 */
#include <libpq-fe.h>
#include <stdio.h>

static const char query[] =
    "select n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,"
    " pg_get_expr(d.adbin, d.adrelid), a.attidentity, a.attgenerated"
    " from pg_attribute a join pg_class c on c.oid = a.attrelid"
    " join pg_namespace n on n.oid = c.relnamespace"
    " left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum"
    " where c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and n.nspname = 'public'"
    " order by 1, 2, a.attnum";

int main(int argc, char **argv)
{
    if (argc < 2)
        return PQlibVersion() > 0 ? 0 : 1;

    PGconn *connection = PQconnectdb(argv[1]);
    PGresult *rows = PQexec(connection, query);
    int status = PQresultStatus(rows) == PGRES_TUPLES_OK ? 0 : 1;

    if (status == 0)
        printf("%d\n", PQntuples(rows));
    PQclear(rows);
    PQfinish(connection);
    return status;
}
