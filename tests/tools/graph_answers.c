/*
 * Answers questions about graphs of revisions, for tests/server/test_alembic.py, which asks Alembic
 * the same: thousands of questions, one process.
 *
 * Lines with tabs on standard input, one answer line each:
 *
 *     graph                            forget all revisions; no answer
 *     rev ID PARENTS DEPENDENCIES LABELS     lists with blanks; no answer
 *     heads | tips | bases | order
 *     before ID | lineage ID           by all edges | by parents
 *     find CURRENT WORD                what the word means to an upgrade
 *     range CURRENT FROM TO
 *     upgrade CURRENT WORD | downgrade CURRENT WORD
 *
 * An answer is "ok ID ID..." or "error CODE MESSAGE".
 */
#include "base/text.h"
#include "migrate/resolve.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIELDS = 5 };

typedef struct Exam {
    Arena *run;
    Findings findings;
    RevisionVec revisions;
    const Graph *graph;
    const char *fields[FIELDS];
} Exam;

static StrVec words_of(Arena *run, const char *text)
{
    StrVec words = {0};

    for (char *rest = arena_strdup(run, text), *word; (word = strtok_r(rest, " ", &rest));)
        vec_push(run, &words, word);
    return words;
}

static void add_revision(Exam *exam)
{
    Revision *revision = ARENA_NEW(exam->run, Revision);

    revision->id = exam->fields[1];
    revision->parents = words_of(exam->run, exam->fields[2]);
    revision->depends_on = words_of(exam->run, exam->fields[3]);
    revision->labels = words_of(exam->run, exam->fields[4]);
    revision->message = revision->path = "";
    revision->create_date = arena_printf(exam->run, "%06zu", exam->revisions.count);
    vec_push(exam->run, &exam->revisions, revision);
    exam->graph = NULL;
}

static bool find_nodes(Exam *exam, const char *ids, NodeVec *nodes)
{
    StrVec words = words_of(exam->run, ids);

    for (size_t i = 0; i < words.count; i++) {
        GraphNode *node = graph_find(exam->graph, words.items[i]);

        if (!node)
            return false;
        vec_push(exam->run, nodes, node);
    }
    return true;
}

static bool answer_heads(Exam *exam, NodeVec *out)
{
    graph_heads(exam->run, exam->graph, out);
    return true;
}

static bool answer_tips(Exam *exam, NodeVec *out)
{
    graph_tips(exam->run, exam->graph, out);
    return true;
}

static bool answer_bases(Exam *exam, NodeVec *out)
{
    graph_bases(exam->run, exam->graph, out);
    return true;
}

static bool answer_order(Exam *exam, NodeVec *out)
{
    *out = exam->graph->nodes;
    return true;
}

static bool answer_before(Exam *exam, NodeVec *out)
{
    NodeVec nodes = {0};

    if (!find_nodes(exam, exam->fields[1], &nodes))
        return false;
    nodeset_list(exam->run, exam->graph,
                 nodeset_ancestors(exam->run, exam->graph, &nodes, EDGES_ALL), out);
    return true;
}

static bool answer_lineage(Exam *exam, NodeVec *out)
{
    NodeVec nodes = {0};

    if (!find_nodes(exam, exam->fields[1], &nodes))
        return false;
    nodeset_list(exam->run, exam->graph, nodeset_lineage(exam->run, exam->graph, nodes.items[0]),
                 out);
    return true;
}

static bool resolve(Exam *exam, Direction way, NodeVec *current, Target *target)
{
    return find_nodes(exam, exam->fields[1], current) &&
           resolve_target(exam->run, &exam->findings, exam->graph, exam->fields[2], current, way,
                          target);
}

static bool answer_find(Exam *exam, NodeVec *out)
{
    NodeVec current = {0};
    Target target;

    if (!resolve(exam, DIRECTION_UP, &current, &target))
        return false;
    *out = target.nodes;
    return true;
}

static bool answer_range(Exam *exam, NodeVec *out)
{
    NodeVec current = {0};

    return find_nodes(exam, exam->fields[1], &current) &&
           resolve_range(exam->run, &exam->findings, exam->graph, exam->fields[2], exam->fields[3],
                         &current, out);
}

static bool answer_upgrade(Exam *exam, NodeVec *out)
{
    NodeVec current = {0};
    Target target;

    if (!resolve(exam, DIRECTION_UP, &current, &target))
        return false;
    plan_upgrade(exam->run, exam->graph,
                 nodeset_ancestors(exam->run, exam->graph, &current, EDGES_ALL), &target, out);
    return true;
}

static bool answer_downgrade(Exam *exam, NodeVec *out)
{
    NodeVec current = {0};
    Target target;

    return resolve(exam, DIRECTION_DOWN, &current, &target) &&
           plan_downgrade(exam->run, &exam->findings, exam->graph,
                          nodeset_ancestors(exam->run, exam->graph, &current, EDGES_ALL), &target,
                          out);
}

static const struct {
    const char *name;
    bool (*answer)(Exam *exam, NodeVec *out);
} questions[] = {
    {"heads",     answer_heads    },
    {"tips",      answer_tips     },
    {"bases",     answer_bases    },
    {"order",     answer_order    },
    {"before",    answer_before   },
    {"lineage",   answer_lineage  },
    {"find",      answer_find     },
    {"range",     answer_range    },
    {"upgrade",   answer_upgrade  },
    {"downgrade", answer_downgrade},
};

static void print_error(const Exam *exam)
{
    const Finding *finding = exam->findings.items.count ? exam->findings.items.items[0] : NULL;

    printf("error %s %s\n", finding ? finding_kind(finding->id)->code : "-",
           finding ? finding->message : "-");
}

static void answer(Exam *exam)
{
    NodeVec nodes = {0};
    bool ok = false;

    exam->findings = (Findings){.arena = exam->run};
    if (!exam->graph)
        exam->graph = graph_build(exam->run, &exam->findings, &exam->revisions);
    for (size_t i = 0; exam->graph && i < sizeof questions / sizeof *questions; i++)
        if (text_same(exam->fields[0], questions[i].name))
            ok = questions[i].answer(exam, &nodes);
    if (!ok) {
        print_error(exam);
        return;
    }
    printf("ok");
    for (size_t i = 0; i < nodes.count; i++)
        printf(" %s", nodes.items[i]->revision->id);
    printf("\n");
}

static void read_fields(Exam *exam, const char *line)
{
    for (size_t i = 0; i < FIELDS; i++) {
        size_t length = strcspn(line, "\t\n");

        exam->fields[i] = arena_strndup(exam->run, line, length);
        line += length + (line[length] == '\t');
    }
}

int main(void)
{
    Exam exam = {.run = arena_new()};
    char line[4096];

    while (fgets(line, sizeof line, stdin)) {
        read_fields(&exam, line);
        if (text_same(exam.fields[0], "graph")) {
            arena_free(exam.run);
            exam = (Exam){.run = arena_new()};
        } else if (text_same(exam.fields[0], "rev")) {
            add_revision(&exam);
        } else {
            answer(&exam);
        }
    }
    arena_free(exam.run);
    return 0;
}
