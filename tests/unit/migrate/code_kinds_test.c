/* Views, materialized views, functions and triggers: every change, there and back on a server. */
#include "tests/unit/migrate/loop.h"

static Project shared;

static int begin_all(void **state)
{
    Arena *arena = arena_new();

    shared = project_begin(arena, "code kinds", 0700);
    project_start(&shared);
    *state = arena;
    return 0;
}

static int end_all(void **state)
{
    project_end(&shared);
    arena_free(*state);
    return 0;
}

static void check_all(const LoopCase *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        Arena *arena = arena_new();

        loop_check(arena, &shared, &cases[i]);
        arena_free(arena);
    }
}

#define CHECK(...)                                                                                 \
    do {                                                                                           \
        static const LoopCase cases_[] = {__VA_ARGS__};                                            \
        check_all(cases_, sizeof cases_ / sizeof *cases_);                                         \
    } while (0)

#define USERS "CREATE TABLE users (id integer PRIMARY KEY, name text, age integer);"
#define TOUCH                                                                                      \
    "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$;"

static void views(void **state)
{
    (void)state;
    CHECK({"create", USERS, "", "CREATE VIEW v AS SELECT id, name FROM users WHERE age > 3;",
           "CREATE VIEW public.v AS\nSELECT users.id,\n    users.name\n   FROM public.users\n"
           "  WHERE (users.age > 3);\n"},
          {"comment", USERS "CREATE VIEW v AS SELECT id FROM users;", "",
           "COMMENT ON VIEW v IS 'it''s';", "COMMENT ON VIEW public.v IS 'it''s';\n"},
          {"a column at the end", USERS, "CREATE VIEW v AS SELECT id FROM users;",
           "CREATE VIEW v AS SELECT id, name FROM users;", NULL},
          {"another type", USERS, "CREATE VIEW v AS SELECT id FROM users;",
           "CREATE VIEW v AS SELECT id::bigint FROM users; COMMENT ON VIEW v IS 'x';", NULL},
          {"another collation", USERS, "CREATE VIEW v AS SELECT name FROM users;",
           "CREATE VIEW v AS SELECT name COLLATE \"C\" AS name FROM users;", NULL},
          {"options", USERS, "CREATE VIEW v WITH (security_barrier) AS SELECT id FROM users;",
           "CREATE VIEW v AS SELECT id FROM users WITH LOCAL CHECK OPTION;", NULL},
          {"options and query", USERS,
           "CREATE VIEW v WITH (security_barrier) AS SELECT id FROM users;",
           "CREATE VIEW v WITH (check_option=cascaded) AS SELECT id, name FROM users;", NULL},
          {"view on view", USERS,
           "CREATE VIEW v AS SELECT id FROM users; CREATE VIEW a AS SELECT id FROM v;"
           "CREATE VIEW z AS SELECT a.id, v.id AS two FROM v, a; COMMENT ON VIEW z IS 'z';",
           "CREATE VIEW v AS SELECT id::text FROM users; CREATE VIEW a AS SELECT id FROM v;"
           "CREATE VIEW z AS SELECT a.id, v.id AS two FROM v, a; COMMENT ON VIEW z IS 'z';",
           NULL},
          {"trigger of a view", USERS TOUCH,
           "CREATE VIEW v AS SELECT id FROM users; CREATE TRIGGER t INSTEAD OF INSERT ON v"
           " FOR EACH ROW EXECUTE FUNCTION touch(); COMMENT ON TRIGGER t ON v IS 'c';",
           "CREATE VIEW v AS SELECT id::text FROM users; CREATE TRIGGER t INSTEAD OF INSERT ON v"
           " FOR EACH ROW EXECUTE FUNCTION touch(); COMMENT ON TRIGGER t ON v IS 'c';",
           NULL},
          {"recursive", NULL, "",
           "CREATE RECURSIVE VIEW r (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM r WHERE n < 9;",
           NULL},
          {"awkward names", "CREATE SCHEMA \"A b\"; CREATE TABLE \"A b\".\"T\" (\"x y\" integer);",
           "CREATE VIEW \"A b\".\"V\" AS SELECT \"x y\" FROM \"A b\".\"T\";",
           "CREATE VIEW \"A b\".\"V\" AS SELECT \"x y\"::text FROM \"A b\".\"T\";", NULL});
}

static void views_on_tables(void **state)
{
    (void)state;
    CHECK({"a type changes", NULL,
           "CREATE TABLE t (a integer, b integer); CREATE VIEW v AS SELECT a FROM t;"
           "COMMENT ON VIEW v IS 'c'; CREATE VIEW w AS SELECT * FROM v;",
           "CREATE TABLE t (a bigint, b integer); CREATE VIEW v AS SELECT a FROM t;"
           "COMMENT ON VIEW v IS 'c'; CREATE VIEW w AS SELECT * FROM v;",
           NULL},
          {"a type changes that no view shows", NULL,
           "CREATE TABLE t (a integer, b integer); CREATE VIEW v AS SELECT a FROM t;",
           "CREATE TABLE t (a integer, b bigint); CREATE VIEW v AS SELECT a FROM t;",
           "ALTER TABLE public.t ALTER COLUMN b TYPE bigint;\n"},
          {"a column goes", NULL,
           "CREATE TABLE t (a integer, b integer); CREATE VIEW v AS SELECT a, b FROM t;",
           "CREATE TABLE t (a integer); CREATE VIEW v AS SELECT a FROM t;", NULL},
          {"a column that the query no longer uses", NULL,
           "CREATE TABLE t (a integer, b integer); CREATE VIEW v AS SELECT a FROM t WHERE b > 1;",
           "CREATE TABLE t (a integer); CREATE VIEW v AS SELECT a FROM t;", NULL},
          {"a column comes", NULL, "CREATE TABLE t (a integer); CREATE VIEW v AS SELECT a FROM t;",
           "CREATE TABLE t (a integer, b text); CREATE VIEW v AS SELECT a, b FROM t;", NULL},
          {"all goes", NULL, "",
           "CREATE TABLE t (a integer); CREATE VIEW v AS SELECT a FROM t;"
           "CREATE VIEW a AS SELECT v.a FROM v;",
           NULL},
          {"a generated column is made anew", NULL,
           "CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a * 2) STORED);"
           "CREATE VIEW v AS SELECT b FROM t;",
           "CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a * 3) STORED);"
           "CREATE VIEW v AS SELECT b FROM t;",
           NULL},
          {"an alias hides the table", NULL,
           "CREATE TABLE t (a integer); CREATE VIEW v AS SELECT x.a AS b FROM t x;",
           "CREATE TABLE t (a numeric); CREATE VIEW v AS SELECT x.a AS b FROM t x;", NULL},
          {"an enum changes", NULL,
           "CREATE TYPE e AS ENUM ('a', 'b'); CREATE TABLE t (a e);"
           "CREATE VIEW v AS SELECT a FROM t WHERE a = 'a';",
           "CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (a e);"
           "CREATE VIEW v AS SELECT a FROM t WHERE a = 'a';",
           NULL},
          {"a rule of a query over a sequence", "CREATE SEQUENCE s;", "",
           "CREATE VIEW v AS SELECT nextval('s') AS n;", NULL});
}

static void materialized_views(void **state)
{
    (void)state;
    CHECK({"create", USERS, "",
           "CREATE MATERIALIZED VIEW m AS SELECT id, lower(name) AS low FROM users;"
           "CREATE UNIQUE INDEX i ON m (id); CREATE INDEX j ON m (low DESC) WHERE id > 1;"
           "CREATE INDEX k ON m ((id + 1)); COMMENT ON INDEX i IS 'ic';"
           "COMMENT ON MATERIALIZED VIEW m IS 'mc';",
           NULL},
          {"another query", USERS,
           "CREATE MATERIALIZED VIEW m AS SELECT id FROM users; CREATE UNIQUE INDEX i ON m (id);"
           "COMMENT ON INDEX i IS 'ic'; CREATE VIEW v AS SELECT id FROM m;",
           "CREATE MATERIALIZED VIEW m AS SELECT id FROM users WHERE age > 1;"
           "CREATE UNIQUE INDEX i ON m (id); COMMENT ON INDEX i IS 'ic';"
           "CREATE VIEW v AS SELECT id FROM m;",
           NULL},
          {"options", USERS,
           "CREATE MATERIALIZED VIEW m WITH (fillfactor=70) AS SELECT id FROM users;",
           "CREATE MATERIALIZED VIEW m WITH (autovacuum_enabled=off, fillfactor=80) AS"
           " SELECT id FROM users;",
           NULL},
          {"an index", USERS "CREATE MATERIALIZED VIEW m AS SELECT id, name FROM users;",
           "CREATE INDEX i ON m (id);", "CREATE INDEX i ON m (name); CREATE INDEX j ON m (id);",
           NULL},
          {"a type changes", NULL,
           "CREATE TABLE t (a integer); CREATE MATERIALIZED VIEW m AS SELECT a FROM t;"
           "CREATE INDEX i ON m (a); COMMENT ON MATERIALIZED VIEW m IS 'mc';",
           "CREATE TABLE t (a bigint); CREATE MATERIALIZED VIEW m AS SELECT a FROM t;"
           "CREATE INDEX i ON m (a); COMMENT ON MATERIALIZED VIEW m IS 'mc';",
           NULL});
}

static void functions(void **state)
{
    (void)state;
    CHECK({"create", NULL, "",
           "CREATE FUNCTION f(a integer, b text DEFAULT 'x') RETURNS text LANGUAGE sql"
           " AS $$SELECT b || a$$; COMMENT ON FUNCTION f(integer, text) IS 'fc';"
           "CREATE PROCEDURE p(a integer, OUT b integer) LANGUAGE plpgsql AS $$BEGIN b := a;"
           " END$$; COMMENT ON PROCEDURE p IS 'pc';",
           NULL},
          {"body", NULL, "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';",
           "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 2';", NULL},
          {"result", NULL, "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';",
           "CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS 'SELECT 2';", NULL},
          {"names and defaults of arguments", NULL,
           "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';"
           "CREATE FUNCTION g(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';",
           "CREATE FUNCTION f(b int) RETURNS int LANGUAGE sql AS 'SELECT 1';"
           "CREATE FUNCTION g(a int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT 1';",
           NULL},
          {"overloads", NULL,
           "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';"
           "CREATE FUNCTION f(a text) RETURNS int LANGUAGE sql AS 'SELECT 1';",
           "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';"
           "CREATE FUNCTION f(a text, b int[]) RETURNS int LANGUAGE sql AS 'SELECT 3';",
           NULL},
          {"kind", NULL, "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS '';",
           "CREATE PROCEDURE f() LANGUAGE sql AS '';", NULL},
          {"a default calls it", NULL,
           "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';"
           "CREATE TABLE t (a integer DEFAULT f(), b integer CHECK (b > f()));",
           "CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS 'SELECT 1';"
           "CREATE TABLE t (a integer DEFAULT f(), b integer CHECK (b > f()));",
           NULL},
          {"a default begins to call it", NULL, "CREATE TABLE t (a integer DEFAULT 4);",
           "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';"
           "CREATE TABLE t (a integer DEFAULT f());",
           NULL},
          {"it reads a table", NULL, "",
           "CREATE TABLE t (a integer);"
           "CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM t';"
           "CREATE FUNCTION b() RETURNS SETOF t LANGUAGE sql AS $$SELECT * FROM t$$;"
           "CREATE FUNCTION a() RETURNS bigint LANGUAGE sql AS 'SELECT f()';"
           "CREATE TABLE u (a integer DEFAULT a());",
           NULL},
          {"atomic", USERS, "",
           "CREATE FUNCTION f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(id) FROM"
           " users; SELECT 2; END;",
           NULL},
          {"aggregates", NULL,
           "CREATE AGGREGATE s(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0');"
           "CREATE AGGREGATE n(*) (SFUNC = int8inc, STYPE = bigint, INITCOND = '0',"
           " PARALLEL = safe);",
           "CREATE FUNCTION add(integer, integer) RETURNS integer LANGUAGE sql STRICT"
           " AS 'SELECT $1 + $2';"
           "CREATE AGGREGATE s(integer) (SFUNC = add, STYPE = integer, INITCOND = '1',"
           " FINALFUNC = abs, COMBINEFUNC = add, SORTOP = <); COMMENT ON AGGREGATE s(integer) IS "
           "'ac';",
           NULL},
          {"an enum in its arguments", NULL,
           "CREATE TYPE e AS ENUM ('a', 'b'); CREATE TABLE t (a e);"
           "CREATE FUNCTION f(x e) RETURNS integer LANGUAGE sql AS 'SELECT 1';",
           "CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (a e);"
           "CREATE FUNCTION f(x e) RETURNS integer LANGUAGE sql AS 'SELECT 1';",
           NULL},
          {"a view calls it", NULL,
           "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';"
           "CREATE VIEW v AS SELECT f() AS x;",
           "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$SELECT '1'$$;"
           "CREATE VIEW v AS SELECT f() AS x;",
           NULL});
}

static void triggers(void **state)
{
    (void)state;
    CHECK({"create", USERS TOUCH, "",
           "CREATE TRIGGER t BEFORE UPDATE OF name, age ON users FOR EACH ROW"
           " WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION touch('a', 'b');"
           "COMMENT ON TRIGGER t ON users IS 'tc'; ALTER TABLE users ENABLE ALWAYS TRIGGER t;"
           "CREATE CONSTRAINT TRIGGER c AFTER INSERT ON users DEFERRABLE INITIALLY DEFERRED"
           " FOR EACH ROW EXECUTE FUNCTION touch();",
           NULL},
          {"definition", USERS TOUCH,
           "CREATE TRIGGER t BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION touch();"
           "ALTER TABLE users DISABLE TRIGGER t; COMMENT ON TRIGGER t ON users IS 'tc';",
           "CREATE TRIGGER t BEFORE INSERT OR DELETE ON users FOR EACH ROW EXECUTE FUNCTION"
           " touch(); ALTER TABLE users DISABLE TRIGGER t; COMMENT ON TRIGGER t ON users IS 'tc';",
           NULL},
          {"constraint", USERS TOUCH,
           "CREATE CONSTRAINT TRIGGER t AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION "
           "touch();",
           "CREATE CONSTRAINT TRIGGER t AFTER DELETE ON users FOR EACH ROW EXECUTE FUNCTION "
           "touch(); COMMENT ON TRIGGER t ON users IS 'c'; ALTER TABLE users ENABLE REPLICA"
           " TRIGGER t;",
           NULL},
          {"enabled",
           USERS TOUCH "CREATE TRIGGER t AFTER INSERT ON users EXECUTE FUNCTION touch();",
           "ALTER TABLE users DISABLE TRIGGER t;", "ALTER TABLE users ENABLE REPLICA TRIGGER t;",
           NULL},
          {"another function", USERS TOUCH,
           "CREATE TRIGGER t BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION touch();",
           "CREATE FUNCTION other() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN OLD; END$$;"
           "CREATE TRIGGER t BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION other();",
           NULL},
          {"with its table and function", NULL, "",
           USERS TOUCH
           "CREATE TRIGGER t BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION touch();",
           NULL},
          {"the type of its column changes", TOUCH,
           "CREATE TABLE t (a integer); CREATE TRIGGER g BEFORE UPDATE OF a ON t FOR EACH ROW"
           " WHEN (NEW.a > 1) EXECUTE FUNCTION touch(); COMMENT ON TRIGGER g ON t IS 'c';",
           "CREATE TABLE t (a bigint); CREATE TRIGGER g BEFORE UPDATE OF a ON t FOR EACH ROW"
           " WHEN (NEW.a > 1) EXECUTE FUNCTION touch(); COMMENT ON TRIGGER g ON t IS 'c';",
           NULL});
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(views),
        cmocka_unit_test(views_on_tables),
        cmocka_unit_test(materialized_views),
        cmocka_unit_test(functions),
        cmocka_unit_test(triggers),
    };

    return cmocka_run_group_tests(tests, begin_all, end_all);
}
