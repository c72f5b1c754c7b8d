/* The graph of revisions: building, loading, what words mean, what is to run. */
#include "migrate/graph.h"
#include "migrate/resolve.h"

#include "base/strbuf.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <string.h>
#include <time.h>
#include <unistd.h>

typedef struct World {
    Arena *run;
    Findings findings;
    RevisionVec revisions;
} World;

static int begin(void **state)
{
    Arena *run = arena_new();
    World *world = ARENA_NEW(run, World);

    world->run = run;
    world->findings.arena = run;
    *state = world;
    return 0;
}

static int end(void **state)
{
    arena_free(((World *)*state)->run);
    return 0;
}

static StrVec words_of(World *world, const char *text)
{
    StrVec words = {0};

    for (const char *p = text + strspn(text, " "); *p; p += strspn(p, " ")) {
        size_t length = strcspn(p, " ");

        vec_push(world->run, &words, arena_strndup(world->run, p, length));
        p += length;
    }
    return words;
}

/* One line per revision: "ID: PARENT PARENT > DEPENDENCY # LABEL", dates by order of the lines. */
static void add_line(World *world, const char *line)
{
    static const char marks[] = ":>#";
    const char *parts[4] = {"", "", "", ""};
    Revision *revision = ARENA_NEW(world->run, Revision);
    char *copy = arena_strdup(world->run, line);
    size_t part = 0;

    parts[0] = copy;
    for (char *p = copy; *p; p++) {
        const char *mark = strchr(marks, *p);

        if (!mark)
            continue;
        *p = '\0';
        part = (size_t)(mark - marks) + 1;
        parts[part] = p + 1;
    }
    revision->id = words_of(world, parts[0]).items[0];
    revision->parents = words_of(world, parts[1]);
    revision->depends_on = words_of(world, parts[2]);
    revision->labels = words_of(world, parts[3]);
    revision->message = "";
    revision->path = arena_printf(world->run, "%s.sql", revision->id);
    revision->create_date = arena_printf(world->run, "2025-%04zu", world->revisions.count);
    vec_push(world->run, &world->revisions, revision);
}

static Graph *build(World *world, const char *const *lines)
{
    world->revisions.count = 0;
    for (; *lines; lines++)
        add_line(world, *lines);
    return graph_build(world->run, &world->findings, &world->revisions);
}

static Graph *build_good(World *world, const char *const *lines)
{
    Graph *graph = build(world, lines);

    if (!graph)
        fail_msg("%s", world->findings.items.items[0]->message);
    return graph;
}

static const char *names_of(World *world, const NodeVec *nodes)
{
    StrVec names = {0};

    for (size_t i = 0; i < nodes->count; i++)
        vec_push(world->run, &names, nodes->items[i]->revision->id);
    return text_join(world->run, &names, " ");
}

static void expect_finding(World *world, FindingId id, const char *message)
{
    const Finding *finding;

    assert_true(world->findings.items.count > 0);
    finding = world->findings.items.items[--world->findings.items.count];
    assert_string_equal(finding_kind(finding->id)->code, finding_kind(id)->code);
    if (!strstr(finding->message, message))
        fail_msg("\"%s\" does not say \"%s\"", finding->message, message);
}

/*
 *   a1 - b1 - c1 ------- m1 - z1
 *          \ c2 - d2 - /
 *   x1 - x2 (needs c1)
 */
static const char *const sample[] = {
    "a111:",           "b111: a111", "c111: b111 # left", "c222: b111 # right", "d222: c222",
    "m111: c111 d222", "z111: m111", "x111: # extra",     "x222: x111 > c111",  NULL,
};

static void test_order(void **state)
{
    static const char *const shuffled[] = {"c: b", "z:", "b: a", "a:", "d: a > z", NULL};
    World *world = *state;
    Graph *graph = build_good(world, shuffled);

    assert_string_equal(names_of(world, &graph->nodes), "z a b c d");
    graph = build_good(world, sample);
    assert_string_equal(names_of(world, &graph->nodes),
                        "a111 b111 c111 c222 d222 m111 z111 x111 x222");
}

static void test_ends(void **state)
{
    World *world = *state;
    Graph *graph = build_good(world, sample);
    NodeVec heads = {0}, bases = {0}, tips = {0};

    graph_heads(world->run, graph, &heads);
    graph_bases(world->run, graph, &bases);
    assert_string_equal(names_of(world, &heads), "z111 x222");
    assert_string_equal(names_of(world, &bases), "a111 x111");

    static const char *const needed[] = {"a:", "b: > a", NULL};

    graph = build_good(world, needed);
    heads.count = 0;
    graph_heads(world->run, graph, &heads);
    graph_tips(world->run, graph, &tips);
    assert_string_equal(names_of(world, &heads), "a b");
    assert_string_equal(names_of(world, &tips), "b");
}

static void test_empty(void **state)
{
    static const char *const nothing[] = {NULL};
    World *world = *state;
    Graph *graph = build_good(world, nothing);
    NodeVec none = {0};
    Target target;

    assert_non_null(graph);
    assert_true(
        resolve_target(world->run, &world->findings, graph, "head", &none, DIRECTION_UP, &target));
    assert_int_equal(target.nodes.count, 0);
    assert_false(
        resolve_target(world->run, &world->findings, graph, "+1", &none, DIRECTION_UP, &target));
    expect_finding(world, FINDING_MC806, "relative revision +1 didn't produce 1 migrations");
}

static void test_refused(void **state)
{
    static const struct {
        const char *lines[5];
        FindingId id;
        const char *message;
    } cases[] = {
        {{"a:", "a:"},                             FINDING_MC803, "\"a.sql\" and \"a.sql\" have one identifier, \"a\""                    },
        {{"a: # x", "b: a # x"},                   FINDING_MC803, "branch name \"x\" in revision \"b\""                                   },
        {{"a: # b", "b: a"},                       FINDING_MC803, "branch name \"b\""                                                     },
        {{"aaaa11:", "b: aaaa12"},
         FINDING_MC804,                                           "\"b\" revises \"aaaa12\", which does not exist; did you mean 'aaaa11'?"},
        {{"a: > q"},                               FINDING_MC804, "\"a\" depends on \"q\", which does not exist"                          },
        {{"a: a"},                                 FINDING_MC805, "loop: a -> a"                                                          },
        {{"r:", "a: r c", "b: a", "c: b", "d: c"}, FINDING_MC805, "loop: a -> c -> b -> a"                                                },
        {{"a: > b", "b: a"},                       FINDING_MC805, "loop: a -> b -> a"                                                     },
    };
    World *world = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *lines[6] = {0};

        memcpy(lines, cases[i].lines, sizeof cases[i].lines);
        assert_null(build(world, lines));
        assert_int_equal(world->findings.items.count, 1);
        expect_finding(world, cases[i].id, cases[i].message);
    }
}

typedef struct WordCase {
    const char *word, *current, *result; /* result NULL: an error with the code and message */
    Direction direction;
    FindingId id;
    const char *message;
} WordCase;

static const WordCase word_cases[] = {
    {"heads",        "",          "z111 x222", DIRECTION_UP,   0,             NULL                         },
    {"head",         "",          NULL,        DIRECTION_UP,   FINDING_MC808,
     "Multiple head revisions are present for given argument 'head'"                                       },
    {"left@head",    "",          "z111",      DIRECTION_UP,   0,             NULL                         },
    {"extra@head",   "",          "x222",      DIRECTION_UP,   0,             NULL                         },
    {"x111@heads",   "",          "x222",      DIRECTION_UP,   0,             NULL                         },
    {"x1@head",      "",          "x222",      DIRECTION_UP,   0,             NULL                         },
    {"nowhere@head", "",          NULL,        DIRECTION_UP,   FINDING_MC806, "no such branch: 'nowhere'"  },
    {"base",         "z111",      "",          DIRECTION_DOWN, 0,             NULL                         },
    {"left@base",    "z111",      "",          DIRECTION_DOWN, 0,             NULL                         },
    {"current",      "c111 x111", "c111 x111", DIRECTION_ANY,  0,             NULL                         },
    {"left@current", "c111 x111", "c111",      DIRECTION_ANY,  0,             NULL                         },
    {"c222",         "",          "c222",      DIRECTION_UP,   0,             NULL                         },
    {"left",         "",          "c111",      DIRECTION_UP,   0,             NULL                         },
    {"z",            "",          "z111",      DIRECTION_UP,   0,             NULL                         },
    {"c",            "",          NULL,        DIRECTION_UP,   FINDING_MC807,
     "multiple revisions start with 'c': 'c111', 'c222'"                                                   },
    {"c112",         "",          NULL,        DIRECTION_UP,   FINDING_MC806,
     "can't locate revision identified by 'c112'; did you mean 'c111'?"                                    },
    {"",             "",          NULL,        DIRECTION_UP,   FINDING_MC806, "can't locate"               },
    {"left@x222",    "",          NULL,        DIRECTION_UP,   FINDING_MC806,
     "revision \"x222\" is not a member of branch 'left'"                                                  },
    {"+1",           "a111",      "b111",      DIRECTION_UP,   0,             NULL                         },
    {"+2",           "a111",      NULL,        DIRECTION_UP,   FINDING_MC807, "'+2' is ambiguous"          },
    {"c111@+2",      "a111",      "c111",      DIRECTION_UP,   0,             NULL                         },
    {"right@+3",     "a111",      "d222",      DIRECTION_UP,   0,             NULL                         },
    {"extra@+1",     "a111",      "x111",      DIRECTION_UP,   0,             NULL                         },
    {"left@+1",      "x222",      "m111",      DIRECTION_UP,   0,             NULL                         },
    {"+1",           "a111 x111", NULL,        DIRECTION_UP,   FINDING_MC807, "'+1' is ambiguous"          },
    {"+1",           "z111",      NULL,        DIRECTION_UP,   FINDING_MC806,
     "relative revision +1 didn't produce 1 migrations"                                                    },
    {"-1",           "z111",      NULL,        DIRECTION_UP,   FINDING_MC806,
     "relative revision -1 didn't produce 1 migrations"                                                    },
    {"-1",           "z111",      "m111",      DIRECTION_DOWN, 0,             NULL                         },
    {"-2",           "z111",      NULL,        DIRECTION_DOWN, FINDING_MC807, "'-2' is ambiguous"          },
    {"-2",           "b111",      "",          DIRECTION_DOWN, 0,             NULL                         },
    {"-3",           "b111",      NULL,        DIRECTION_DOWN, FINDING_MC806,
     "relative revision -3 didn't produce 3 migrations"                                                    },
    {"-1",           "",          NULL,        DIRECTION_DOWN, FINDING_MC806, "didn't produce 1 migrations"},
    {"+1",           "a111",      NULL,        DIRECTION_DOWN, FINDING_MC806, "relative revision +1 didn't"},
    {"c222+1",       "",          "d222",      DIRECTION_UP,   0,             NULL                         },
    {"d2-1",         "",          "c222",      DIRECTION_UP,   0,             NULL                         },
    {"base+1",       "",          NULL,        DIRECTION_UP,   FINDING_MC807, "is ambiguous"               },
    {"left@head-1",  "",          "m111",      DIRECTION_DOWN, 0,             NULL                         },
    {"extra@-1",     "z111 x222", "x111",      DIRECTION_DOWN, 0,             NULL                         },
};

static NodeVec nodes_of(World *world, const Graph *graph, const char *ids)
{
    StrVec words = words_of(world, ids);
    NodeVec nodes = {0};

    for (size_t i = 0; i < words.count; i++)
        vec_push(world->run, &nodes, graph_find(graph, words.items[i]));
    return nodes;
}

static void test_words(void **state)
{
    World *world = *state;
    Graph *graph = build_good(world, sample);

    for (size_t i = 0; i < sizeof word_cases / sizeof *word_cases; i++) {
        const WordCase *word = &word_cases[i];
        NodeVec current = nodes_of(world, graph, word->current);
        Target target;
        bool ok = resolve_target(world->run, &world->findings, graph, word->word, &current,
                                 word->direction, &target);

        if (ok != (word->result != NULL))
            fail_msg("'%s' from '%s'", word->word, word->current);
        if (ok)
            assert_string_equal(names_of(world, &target.nodes), word->result);
        else
            expect_finding(world, word->id, word->message);
        assert_int_equal(world->findings.items.count, 0);
    }
}

static void test_ranges(void **state)
{
    static const struct {
        const char *range, *current, *result;
    } cases[] = {
        {":",                 "",     "a111 b111 c111 c222 d222 m111 z111 x111 x222"},
        {"a111:c111",         "",     "a111 b111 c111"                              },
        {"c222:z111",         "",     "c222 d222 m111 z111"                         },
        {":c111",             "",     "a111 b111 c111"                              },
        {"m111:left@head",    "",     "m111 z111"                                   },
        {"-1:c222",           "",     "b111 c222"                                   },
        {"c222:+1",           "",     "c222 d222"                                   },
        {"current:left@head", "m111", "m111 z111"                                   },
        {"base:current",      "b111", "a111 b111"                                   },
        {":x222",             "",     "a111 b111 c111 x111 x222"                    },
    };
    World *world = *state;
    Graph *graph = build_good(world, sample);

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        NodeVec current = nodes_of(world, graph, cases[i].current), nodes = {0};
        const char *from, *to;

        assert_true(range_split(world->run, cases[i].range, &from, &to));
        assert_true(resolve_range(world->run, &world->findings, graph, from, to, &current, &nodes));
        assert_string_equal(names_of(world, &nodes), cases[i].result);
    }

    NodeVec none = {0}, nodes = {0};

    assert_false(resolve_range(world->run, &world->findings, graph, "c111", "d222", &none, &nodes));
    expect_finding(world, FINDING_MC806, "'c111' is not an ancestor of 'd222'");
    assert_false(range_split(world->run, "c111", &(const char *){0}, &(const char *){0}));
}

static const char *plan_of(World *world, const Graph *graph, const char *applied, const char *word)
{
    NodeVec nodes = nodes_of(world, graph, applied), current = {0}, plan = {0};
    NodeSet set = nodeset_ancestors(world->run, graph, &nodes, EDGES_ALL);
    Target target;
    bool up = word[0] == '>';

    nodeset_heads(world->run, graph, set, &current);
    if (!resolve_target(world->run, &world->findings, graph, word + 1, &current,
                        up ? DIRECTION_UP : DIRECTION_DOWN, &target))
        return "refused";
    if (up)
        plan_upgrade(world->run, graph, set, &target, &plan);
    else if (!plan_downgrade(world->run, &world->findings, graph, set, &target, &plan))
        return "refused";
    return names_of(world, &plan);
}

static void test_plans(void **state)
{
    static const struct {
        const char *applied, *word, *plan;
    } cases[] = {
        {"",          ">left@head",  "a111 b111 c111 c222 d222 m111 z111"},
        {"",          ">x222",       "a111 b111 c111 x111 x222"          },
        {"c111",      ">heads",      "c222 d222 m111 z111 x111 x222"     },
        {"z111",      ">c111",       ""                                  },
        {"z111",      "<-1",         "z111"                              },
        {"z111",      "<base",       "z111 m111 d222 c222 c111 b111 a111"},
        {"z111 x222", "<extra@base", "x222 x111"                         },
        {"z111 x222", "<b111",       "x222 z111 m111 d222 c222 c111"     },
        {"d222 c111", "<right@-1",   "d222"                              },
        {"c222 c111", "<left@-1",    "c111"                              },
        {"c222 c111", "<-1",         "refused"                           },
        {"c111",      "<c111",       ""                                  },
        {"c111",      "<d222",       "refused"                           },
    };
    World *world = *state;
    Graph *graph = build_good(world, sample);

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(plan_of(world, graph, cases[i].applied, cases[i].word), cases[i].plan);
}

/* Files */

static const char *make_dir(World *world)
{
    char *dir = arena_strdup(world->run, "/tmp/modelc-graph-XXXXXX");

    assert_non_null(mkdtemp(dir));
    return dir;
}

static void write_file(World *world, const char *dir, const char *name, const char *text)
{
    const char *reason;

    assert_true(file_write(world->run, path_join(world->run, dir, name), text, strlen(text), false,
                           &reason));
}

static void remove_dir(World *world, const char *dir)
{
    StrVec names = {0};
    const char *reason;

    assert_true(dir_list(world->run, dir, &names, &reason));
    for (size_t i = 0; i < names.count; i++)
        unlink(path_join(world->run, dir, names.items[i]));
    assert_int_equal(rmdir(dir), 0);
}

static void test_load(void **state)
{
    World *world = *state;
    const char *dir = make_dir(world);
    Graph *graph;

    write_file(world, dir, "2_b.sql", "-- Revision ID: b\n-- Revises: a\n-- migrate:up\n");
    write_file(world, dir, "1_a.sql", "-- Revision ID: a\n-- migrate:up\n");
    write_file(world, dir, ".1_a.sql", "junk");
    write_file(world, dir, "README", "junk");
    graph = graph_load(world->run, &world->findings, dir);
    assert_non_null(graph);
    assert_string_equal(names_of(world, &graph->nodes), "a b");

    write_file(world, dir, "3_a.sql", "-- Revision ID: a\n-- migrate:up\n");
    assert_null(graph_load(world->run, &world->findings, dir));
    expect_finding(world, FINDING_MC803, "1_a.sql\" and \"");
    write_file(world, dir, "3_a.sql", "junk");
    write_file(world, dir, "4_a.sql", "-- Revision ID: c\n");
    assert_null(graph_load(world->run, &world->findings, dir));
    assert_int_equal(world->findings.items.count, 2);
    remove_dir(world, dir);
    assert_int_equal(graph_load(world->run, &world->findings, dir)->nodes.count, 0);
    assert_null(graph_load(world->run, &world->findings, "/etc/passwd"));
}

/* Reading a thousand files takes milliseconds; the bound only catches a wrong order of growth. */
static void test_many(void **state)
{
    World *world = *state;
    const char *dir = make_dir(world);
    clock_t start;

    for (int i = 0; i < 1000; i++)
        write_file(world, dir, arena_printf(world->run, "%04d.sql", i),
                   arena_printf(world->run,
                                "-- step %d\n-- Revision ID: r%04d\n-- Revises: %s\n"
                                "-- Create Date: %d\n-- migrate:up\n"
                                "ALTER TABLE t ADD c%d integer;\n-- migrate:down\n"
                                "ALTER TABLE t DROP c%d;\n",
                                i, i, i ? arena_printf(world->run, "r%04d", i - 1) : "", 9999 - i,
                                i, i));
    start = clock();
    assert_int_equal(graph_load(world->run, &world->findings, dir)->nodes.count, 1000);
    assert_true(clock() - start < 2 * CLOCKS_PER_SEC);
    remove_dir(world, dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_order, begin, end),
        cmocka_unit_test_setup_teardown(test_ends, begin, end),
        cmocka_unit_test_setup_teardown(test_empty, begin, end),
        cmocka_unit_test_setup_teardown(test_refused, begin, end),
        cmocka_unit_test_setup_teardown(test_words, begin, end),
        cmocka_unit_test_setup_teardown(test_ranges, begin, end),
        cmocka_unit_test_setup_teardown(test_plans, begin, end),
        cmocka_unit_test_setup_teardown(test_load, begin, end),
        cmocka_unit_test_setup_teardown(test_many, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
