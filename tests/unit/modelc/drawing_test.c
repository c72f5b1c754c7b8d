/* The drawing of a history, lane by lane. */
#include "modelc/drawing.h"
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <string.h>

/* "ID PARENT PARENT", oldest first. */
static Graph *graph_of(Arena *run, const char *const *lines)
{
    Findings findings = {.arena = run};
    RevisionVec revisions = {0};

    for (; *lines; lines++) {
        Revision *revision = ARENA_NEW(run, Revision);

        revision->message = "";
        revision->create_date = arena_printf(run, "%03zu", revisions.count);
        for (char *rest = arena_strdup(run, *lines), *word; (word = strtok_r(rest, " ", &rest));)
            if (!revision->id)
                revision->id = word;
            else
                vec_push(run, &revision->parents, word);
        vec_push(run, &revisions, revision);
    }
    return graph_build(run, &findings, &revisions);
}

typedef struct Beside {
    Arena *run;
    const char *more;
} Beside;

static const char *describe(void *context, const GraphNode *node)
{
    const Beside *beside = context;

    return arena_printf(beside->run, "%s%s", node->revision->id, beside->more);
}

static const char *draw(Arena *run, bool unicode, const char *const *lines, const char *more)
{
    const Graph *graph = graph_of(run, lines);
    NodeVec newest_first = {0};
    Beside beside = {run, more};
    Drawing drawing = {run, &newest_first, unicode, describe, &beside};

    assert_non_null(graph);
    for (size_t i = graph->nodes.count; i-- > 0;)
        vec_push(run, &newest_first, graph->nodes.items[i]);
    return drawing_text(&drawing);
}

static void draws_a_chain(void **state)
{
    assert_string_equal(draw(*state, true, (const char *const[]){"a", "b a", "c b", NULL}, ""),
                        "● c\n● b\n● a\n");
    assert_string_equal(draw(*state, true, (const char *const[]){NULL}, ""), "");
}

static void draws_forks_and_merges(void **state)
{
    static const char *const diamond[] = {"a", "b a", "c a", "m b c", NULL};

    assert_string_equal(draw(*state, true, diamond, ""), "● m\n├─╮\n│ ● c\n● │ b\n├─╯\n● a\n");
    assert_string_equal(draw(*state, false, diamond, ""), "* m\n+-+\n| * c\n* | b\n+-+\n* a\n");
}

static void draws_three_lines_at_once(void **state)
{
    static const char *const lines[] = {"a", "b a", "c a", "d a", "m b c d", NULL};

    assert_string_equal(draw(*state, true, lines, ""),
                        "● m\n├─┬─╮\n│ │ ● d\n│ ● │ c\n● │ │ b\n├─┴─╯\n● a\n");
}

static void a_merge_meets_a_line_that_is_there(void **state)
{
    static const char *const lines[] = {"a", "b", "m a b", "n b a", NULL};

    assert_string_equal(draw(*state, true, lines, ""),
                        "● n\n├─╮\n│ │ ● m\n├─│─┤\n● │ │ b\n  ├─╯\n  ● a\n");
}

static void a_line_crosses_others(void **state)
{
    static const char *const lines[] = {"a", "b", "x b", "c a", "d a", NULL};

    assert_string_equal(draw(*state, true, lines, ""), "● d\n│ ● c\n│ │ ● x\n│ │ ● b\n├─╯\n● a\n");
}

/* Behind a line that it has nothing to do with, and beside a revision that nothing goes on from. */
static void what_is_not_connected_does_not_look_so(void **state)
{
    static const char *const behind[] = {"a", "b", "c a", "d b", "e c d a", NULL};
    static const char *const alone[] = {"a", "b", "c", "d a", NULL};

    assert_string_equal(
        draw(*state, true, (const char *const[]){"a", "x", "b a", "y x", "c a", NULL}, ""),
        "● c\n│ ● y\n│ │ ● b\n│ ● │ x\n├───╯\n● a\n");
    assert_string_equal(
        draw(*state, true, (const char *const[]){"x", "a", "b a", "y x", "c a", NULL}, ""),
        "● c\n│ ● y\n│ │ ● b\n├─│─╯\n● │ a\n  ● x\n");
    assert_string_equal(
        draw(*state, false, (const char *const[]){"x", "a", "b a", "y x", "c a", NULL}, ""),
        "* c\n| * y\n| | * b\n+-|-+\n* | a\n  * x\n");
    assert_string_equal(draw(*state, true, behind, ""),
                        "● e\n├─┬─╮\n│ ● │ d\n● │ │ c\n│ ● │ b\n├───╯\n● a\n");
    assert_string_equal(draw(*state, true, alone, ""), "● d\n│ ● c\n│   ● b\n● a\n");
}

static void more_lines_stand_beside_the_lanes(void **state)
{
    static const char *const lines[] = {"a", "b a", "x", NULL};

    assert_string_equal(draw(*state, true, lines, "\n  more\n"),
                        "● x\n    more\n  ● b\n  │   more\n  ● a\n      more\n");
}

static void the_locale_decides(void **state)
{
    (void)state;
    setenv("LC_ALL", "", 1);
    setenv("LC_CTYPE", "de_DE.utf8@euro", 1);
    assert_true(drawing_locale_is_utf8());
    setenv("LC_ALL", "C", 1);
    assert_false(drawing_locale_is_utf8());
    setenv("LC_ALL", "C.UTF-8", 1);
    assert_true(drawing_locale_is_utf8());
    setenv("LC_ALL", "de_DE.ISO-8859-1", 1);
    assert_false(drawing_locale_is_utf8());
    unsetenv("LC_ALL");
    unsetenv("LC_CTYPE");
    unsetenv("LANG");
    assert_false(drawing_locale_is_utf8());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(draws_a_chain),
        UNIT(draws_forks_and_merges),
        UNIT(draws_three_lines_at_once),
        UNIT(a_merge_meets_a_line_that_is_there),
        UNIT(a_line_crosses_others),
        UNIT(what_is_not_connected_does_not_look_so),
        UNIT(more_lines_stand_beside_the_lanes),
        UNIT(the_locale_decides),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
