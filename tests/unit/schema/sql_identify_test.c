#include "tests/unit/unit.h"

#include "base/text.h"
#include "schema/sql.h"

static void what_is_created(void **state)
{
    static const struct {
        const char *statement, *kind, *schema, *name, *table;
    } cases[] = {
        {"create view a.b as select 1",                                   "view",                      "a",   "b",      NULL},
        {"create materialized view \"B\" as select 1",                    "materialized view",         NULL,  "B",      NULL},
        {"create table t as select 1",                                    "table",                     NULL,  "t",      NULL},
        {"create table s.t (a int)",                                      "table",                     "s",   "t",      NULL},
        {"create trigger x after insert on s.t execute function f()",     "trigger",                   NULL,  "x",      "t" },
        {"create policy p on t using (true)",                             "policy",                    NULL,  "p",      "t" },
        {"create extension if not exists citext",                         "extension",                 NULL,  "citext", NULL},
        {"create schema app",                                             "schema",                    NULL,  "app",    NULL},
        {"create sequence app.q",                                         "sequence",                  "app", "q",      NULL},
        {"create statistics app.z on a, b from t",                        "statistics",                "app", "z",      NULL},
        {"create domain d as text",                                       "domain",                    NULL,  "d",      NULL},
        {"create type app.e as enum ('a')",                               "type",                      "app", "e",      NULL},
        {"create type app.c as (a int)",                                  "type",                      "app", "c",      NULL},
        {"create type r as range (subtype = int)",                        "range type",                NULL,  "r",      NULL},
        {"create index i on t (a)",                                       "index",                     NULL,  "i",      "t" },
        {"create index on t (a)",                                         "index",                     NULL,  NULL,     "t" },
        {"create operator s.+ (leftarg = a, rightarg = b, function = f)", "operator",                  "s",   "+",
         NULL                                                                                                               },
        {"create collation c from \"C\"",                                 "collation",                 NULL,  "c",      NULL},
        {"create text search configuration c (parser = p)",               "text search configuration", NULL,  "c",
         NULL                                                                                                               },
        {"create event trigger e on sql_drop execute function f()",       "event trigger",             NULL,  "e",
         NULL                                                                                                               },
        {"create publication p",                                          "publication",               NULL,  "p",      NULL},
        {"create rule r as on insert to t do nothing",                    "rule",                      NULL,  "r",      "t" },
        {"create cast (a as b) without function",                         "cast",                      NULL,  NULL,     NULL},
        {"grant select on t to public",                                   "grant",                     NULL,  NULL,     NULL},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        SqlIdentity identity;
        SqlError error;

        assert_true(sql_identify(*state, cases[i].statement, &identity, &error));
        assert_int_equal(identity.act, SQL_CREATES);
        assert_int_equal(identity.count, 1);
        assert_string_equal(identity.kind, cases[i].kind);
        assert_true(text_same(identity.schema, cases[i].schema));
        assert_true(text_same(identity.name, cases[i].name));
        assert_true(text_same(identity.table, cases[i].table));
    }
}

/* Of these only the head parses. */
static void what_is_known_of_a_head(void **state)
{
    static const struct {
        const char *statement, *kind, *schema, *name, *table;
    } cases[] = {
        {"create view app.v as selct 1",                      "view",              "app", "v",  NULL},
        {"create materialized view if not exists m as selct", "materialized view", NULL,  "m",  NULL},
        {"create function app.f(a int, b text) retruns int",  "function",          "app", "f",  NULL},
        {"create procedure p() langauge sql",                 "procedure",         NULL,  "p",  NULL},
        {"create unique index i on a.t (id) where = 1",       "index",             NULL,  "i",  "t" },
        {"create trigger g before update on a.t for each x",  "trigger",           NULL,  "g",  "t" },
        {"create rule r as on insert to a.t do nothin",       "rule",              NULL,  "r",  "t" },
        {"create policy p on a.t usign (true)",               "policy",            NULL,  "p",  "t" },
        {"create statistics a.s on (a +), b from t",          "statistics",        "a",   "s",  NULL},
        {"create cast (a as b) with functon f(a)",            "cast",              NULL,  NULL, NULL},
        {"create schema if not exists s autorization joe",    "schema",            NULL,  "s",  NULL},
    };
    static const char *const nothing[] = {
        "create function f(a int default 1 +) returns int",
        "create operator @@ (leftarg)",
        "creat",
        "create view",
        "comment on table t is people",
        "",
        "vew v as select 1",
    };
    SqlIdentity identity;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(sql_identify_head(*state, cases[i].statement, &identity));
        assert_string_equal(identity.kind, cases[i].kind);
        assert_true(text_same(identity.schema, cases[i].schema));
        assert_true(text_same(identity.name, cases[i].name));
        assert_true(text_same(identity.table, cases[i].table));
    }
    for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++)
        assert_false(sql_identify_head(*state, nothing[i], &identity));
}

static void what_creates_nothing(void **state)
{
    static const struct {
        const char *statement;
        SqlAct act;
        const char *word;
    } cases[] = {
        {"  SELECT(1)",                 SQL_RUNS,    "select" },
        {"insert into t values (1)",    SQL_RUNS,    "insert" },
        {"set a = 1",                   SQL_RUNS,    "set"    },
        {"do $$begin end$$",            SQL_RUNS,    "do"     },
        {"begin;",                      SQL_RUNS,    "begin"  },
        {"",                            SQL_RUNS,    ""       },
        {"alter table t add a int",     SQL_CHANGES, "alter"  },
        {"alter table t rename to u",   SQL_CHANGES, "alter"  },
        {"drop table t",                SQL_CHANGES, "drop"   },
        {"comment on table t is 'x'",   SQL_CHANGES, "comment"},
        {"revoke select on t from joe", SQL_CHANGES, NULL     },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        SqlIdentity identity;
        SqlError error;

        assert_true(sql_identify(*state, cases[i].statement, &identity, &error));
        assert_int_equal(identity.act, cases[i].act);
        if (cases[i].word)
            assert_string_equal(identity.kind, cases[i].word);
    }
}

static void signatures(void **state)
{
    static const struct {
        const char *statement, *kind, *arguments;
    } cases[] = {
        {"create function f() returns int language sql as 'x'",                    "function",       ""                                   },
        {"create function f(a int, b app.t[], variadic c varchar(3)[]) returns int language sql as "
         "'x'",                                                           "function",       "integer|app.t[]|character varying[]"},
        {"create function f(a int, out b int, inout c \"T\") language sql as 'x'", "function",
         "integer|\"T\""                                                                                                                  },
        {"create function f(a int8) returns table (b int) language sql as 'x'",    "function",
         "bigint"                                                                                                                         },
        {"create procedure p(a int, out b text) language sql as 'x'",              "procedure",      "integer|text"                       },
        {"create aggregate g(*) (sfunc = f, stype = int)",                         "aggregate",      ""                                   },
        {"create operator s.+ (leftarg = int8, rightarg = app.t[], function = f)", "operator",
         "bigint|app.t[]"                                                                                                                 },
        {"create operator - (rightarg = int, function = f)",                       "operator",       "none|integer"                       },
        {"create cast (int as app.mood) with inout",                               "cast",           "integer|app.mood"                   },
        {"create operator class c for type t using btree as storage t",            "operator class", "btree"                              },
        {"create aggregate g(double precision, text) (sfunc = f, stype = int)",    "aggregate",
         "double precision|text"                                                                                                          },
    };
    Arena *arena = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        SqlIdentity identity;
        SqlError error;

        assert_true(sql_identify(arena, cases[i].statement, &identity, &error));
        assert_string_equal(identity.kind, cases[i].kind);
        assert_string_equal(text_join(arena, &identity.arguments, "|"), cases[i].arguments);
    }
}

static void names_hold_their_arguments(void **state)
{
    static const struct {
        const char *statement, *name;
        SqlAct act;
    } cases[] = {
        {"create function a.f(int, text) returns int language sql as 'x'",       "f(integer, text)",
         SQL_CREATES                                                                                               },
        {"create operator - (rightarg = int, function = f)",                     "-(none, integer)",    SQL_CREATES},
        {"create cast (int as app.mood) without function",                       "integer AS app.mood", SQL_CREATES},
        {"create operator family a.\"F\" using btree",                           "F USING btree",       SQL_CREATES},
        {"create collation c from \"C\"",                                        "c",                   SQL_CREATES},
        {"alter operator family f using hash add operator 1 = (int, int)",       "f USING hash",
         SQL_EXTENDS                                                                                               },
        {"alter operator family f using hash drop operator 1 (int, int)",        "f USING hash",
         SQL_CHANGES                                                                                               },
        {"alter text search configuration a.c add mapping for word with simple", "c",                   SQL_EXTENDS},
    };
    Arena *arena = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        SqlIdentity identity;
        SqlError error;

        assert_true(sql_identify(arena, cases[i].statement, &identity, &error));
        assert_string_equal(sql_identity_name(arena, &identity), cases[i].name);
        assert_int_equal(identity.act, cases[i].act);
    }
}

static void errors_have_a_byte(void **state)
{
    SqlIdentity identity;
    SqlError error;

    assert_false(sql_identify(*state, "create view \"ä\" as select form x y", &identity, &error));
    assert_string_equal(error.message, "syntax error at or near \"y\"");
    assert_int_equal(error.offset, 34);
    assert_true(sql_identify(*state, "select 1; select 2", &identity, &error));
    assert_int_equal(identity.count, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(what_is_created), UNIT(what_is_known_of_a_head),    UNIT(what_creates_nothing),
        UNIT(signatures),      UNIT(names_hold_their_arguments), UNIT(errors_have_a_byte),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
