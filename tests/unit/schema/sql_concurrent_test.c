#include "tests/unit/unit.h"

#include "base/text.h"
#include "schema/sql.h"

static void tells_what_it_works_on(void **state)
{
    static const struct {
        const char *statement;
        SqlConcurrentKind kind;
        const char *index, *table, *partition;
    } cases[] = {
        {"create index concurrently i on s.t (a)",                            SQL_CREATE_INDEX,   "i",   "s.t",   NULL },
        {"create unique index concurrently if not exists \"I\" on \"T\" (a)", SQL_CREATE_INDEX,
         "\"I\"",                                                                                        "\"T\"", NULL },
        {"create index concurrently on t (a)",                                SQL_CREATE_INDEX,   NULL,  "t",     NULL },
        {"create index i on t (a)",                                           SQL_NOT_CONCURRENT, NULL,  NULL,    NULL },
        {"drop index concurrently if exists s.i",                             SQL_DROP_INDEX,     "s.i", NULL,    NULL },
        {"drop index i",                                                      SQL_NOT_CONCURRENT, NULL,  NULL,    NULL },
        {"reindex index concurrently s.i",                                    SQL_REINDEX,        "s.i", NULL,    NULL },
        {"reindex table concurrently t",                                      SQL_REINDEX,        NULL,  "t",     NULL },
        {"reindex table t",                                                   SQL_NOT_CONCURRENT, NULL,  NULL,    NULL },
        {"alter table s.t detach partition s.p concurrently",                 SQL_DETACH,         NULL,  "s.t",   "s.p"},
        {"alter table t detach partition p",                                  SQL_NOT_CONCURRENT, NULL,  NULL,    NULL },
        {"select 'create index concurrently'",                                SQL_NOT_CONCURRENT, NULL,  NULL,    NULL },
        {"this is no statement",                                              SQL_NOT_CONCURRENT, NULL,  NULL,    NULL },
    };
    Arena *arena = arena_new();

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        SqlConcurrent found = sql_concurrent(arena, cases[i].statement);

        assert_int_equal(found.kind, cases[i].kind);
        assert_true(text_same(found.index, cases[i].index));
        assert_true(text_same(found.table, cases[i].table));
        assert_true(text_same(found.partition, cases[i].partition));
    }
    arena_free(arena);
}

static void an_index_can_be_tried_elsewhere(void **state)
{
    static const struct {
        const char *statement, *trial;
    } cases[] = {
        {"create index concurrently on t (a)",              "CREATE INDEX ON pg_temp.modelc_trial (a)"                            },
        {"create unique  index concurrently i on only \"a \"\"(b\" . \"T.\" using gin(a) where b > "
         "1",                                      "CREATE UNIQUE INDEX ON pg_temp.modelc_trial using gin(a) where b > 1"},
        {"create index concurrently on s.t(lower(s.f(a)))",
         "CREATE INDEX ON pg_temp.modelc_trial(lower(s.f(a)))"                                                                    },
    };
    Arena *arena = arena_new();

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(sql_concurrent(arena, cases[i].statement).trial, cases[i].trial);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_what_it_works_on),
        cmocka_unit_test(an_index_can_be_tried_elsewhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
