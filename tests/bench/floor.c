/*
 * The floor that the benchmark compares with.
 *
 * Without an argument: a program that is linked with libpq and does nothing.  With a conninfo: read
 * the columns of every table from the catalog, and do nothing with them.  With a conninfo and a
 * second argument: the columns, constraints and indexes as the catalog has them, expressions only
 * where there are some.
 */
#include <libpq-fe.h>
#include <stdio.h>

static const char columns[] =
    "select n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,"
    " pg_get_expr(d.adbin, d.adrelid), a.attidentity, a.attgenerated"
    " from pg_attribute a join pg_class c on c.oid = a.attrelid"
    " join pg_namespace n on n.oid = c.relnamespace"
    " left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum"
    " where c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and n.nspname = 'public'"
    " order by 1, 2, a.attnum";

/* The cheapest that can be asked: no joins but one, no order, no text where a number does. */
static const char *const raw[] = {
    "select oid, relname, relnamespace, relkind, relpersistence, relam, reloptions, reltablespace,"
    " relispartition, relreplident, relrowsecurity, relforcerowsecurity from pg_class"
    " where oid >= 16384 and relkind in ('r', 'p', 'S', 'i', 'I')",
    "select a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod, a.attnotnull, a.attidentity,"
    " a.attgenerated, a.attcollation, a.attislocal, a.attstorage, a.attcompression,"
    " a.attstattarget from pg_attribute a join pg_class c on c.oid = a.attrelid"
    " where c.relkind in ('r', 'p') and a.attrelid >= 16384 and a.attnum > 0"
    " and not a.attisdropped",
    "select adrelid, adnum, pg_get_expr(adbin, adrelid) from pg_attrdef",
    "select oid, conrelid, conname, contype, condeferrable, condeferred, convalidated, conindid,"
    " confrelid, confupdtype, confdeltype, confmatchtype, conkey, confkey, connoinherit,"
    " conislocal, pg_get_expr(conbin, conrelid) from pg_constraint where conrelid >= 16384",
    "select indexrelid, indrelid, indisunique, indisprimary, indnatts, indnkeyatts, indkey,"
    " indclass, indcollation, indoption, indisvalid, pg_get_expr(indexprs, indrelid),"
    " pg_get_expr(indpred, indrelid) from pg_index where indrelid >= 16384",
};

static int ask(PGconn *connection, const char *query)
{
    PGresult *rows = PQexec(connection, query);
    int count = PQresultStatus(rows) == PGRES_TUPLES_OK ? PQntuples(rows) : -1;

    if (count < 0)
        fputs(PQerrorMessage(connection), stderr);
    PQclear(rows);
    return count;
}

int main(int argc, char **argv)
{
    if (argc < 2)
        return PQlibVersion() > 0 ? 0 : 1;

    PGconn *connection = PQconnectdb(argv[1]);
    int status = 0;

    if (argc == 2)
        status = ask(connection, columns) < 0;
    for (size_t i = 0; argc > 2 && i < sizeof raw / sizeof *raw; i++)
        status |= ask(connection, raw[i]) < 0;
    PQfinish(connection);
    return status;
}
