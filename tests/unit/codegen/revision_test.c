/* Revision files: written, read back, cut, damaged. */
#include "codegen/revision.h"

#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

typedef struct World {
    Arena *run;
    Findings findings;
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

static Revision *read_bytes(World *world, const char *bytes, size_t length)
{
    char *copy = arena_strndup(world->run, bytes, length);

    memcpy(copy, bytes, length);
    return revision_read(world->run, &world->findings, "versions/x.sql", (Text){copy, length});
}

static Revision *read_text(World *world, const char *text)
{
    return read_bytes(world, text, strlen(text));
}

/* The one finding of a text that is refused, and the line it points at. */
static void expect_refused(World *world, const char *text, FindingId id, const char *message,
                           size_t line)
{
    size_t before = world->findings.items.count, at = 1;

    assert_null(read_text(world, text));
    assert_int_equal(world->findings.items.count, before + 1);

    const Finding *finding = world->findings.items.items[before];

    assert_int_equal(finding->id, id);
    if (!strstr(finding->message, message))
        fail_msg("\"%s\" does not say \"%s\"", finding->message, message);
    assert_string_equal(finding->at.file, "versions/x.sql");
    for (size_t i = 0; i < finding->at.begin; i++)
        at += text[i] == '\n';
    assert_int_equal(at, line);
}

static const char example[] =
    "-- add is_draft field to blogpost\n"
    "--\n"
    "-- Revision ID: ba76cbd4fd71\n"
    "-- Revises: fb235ae0f99f\n"
    "-- Create Date: 2025-10-01 17:44:00+00:00\n"
    "-- Schema: sha256:6f1c (after this revision)\n"
    "\n"
    "-- migrate:up\n"
    "\n"
    "-- modelc:hazard MC101 server-default public.blog_posts.is_draft\n"
    "ALTER TABLE public.blog_posts ADD COLUMN is_draft boolean NOT NULL;\n"
    "\n"
    "-- migrate:down\n"
    "\n"
    "ALTER TABLE public.blog_posts DROP COLUMN is_draft;\n"
    "\n"
    "-- modelc:end-of-file\n";

static Revision example_revision(World *world)
{
    Revision revision = {
        .id = "ba76cbd4fd71",
        .message = "add is_draft field to blogpost",
        .create_date = revision_date(world->run, 1759340640),
        .schema = "sha256:6f1c",
    };

    vec_push(world->run, &revision.parents, "fb235ae0f99f");
    script_add(world->run, &revision.up,
               "-- modelc:hazard MC101 server-default public.blog_posts.is_draft\n"
               "ALTER TABLE public.blog_posts ADD COLUMN is_draft boolean NOT NULL;\n");
    script_add(world->run, &revision.down, "ALTER TABLE public.blog_posts DROP COLUMN is_draft;");
    return revision;
}

static void test_write(void **state)
{
    World *world = *state;
    Revision revision = example_revision(world);

    assert_string_equal(revision_write(world->run, &revision), example);
}

static void test_read(void **state)
{
    World *world = *state;
    Revision *revision = read_text(world, example);

    assert_non_null(revision);
    assert_string_equal(revision->id, "ba76cbd4fd71");
    assert_int_equal(revision->parents.count, 1);
    assert_string_equal(revision->parents.items[0], "fb235ae0f99f");
    assert_string_equal(revision->message, "add is_draft field to blogpost");
    assert_string_equal(revision->create_date, "2025-10-01 17:44:00+00:00");
    assert_string_equal(revision->schema, "sha256:6f1c");
    assert_true(script_has_sql(&revision->up));
    assert_int_equal(revision->up.steps.count, 1);
    assert_true(text_starts(revision->up.steps.items[0].sql, "-- modelc:hazard"));
    assert_true(revision->up.steps.items[0].transactional);
    assert_string_equal(revision->down.steps.items[0].sql,
                        "ALTER TABLE public.blog_posts DROP COLUMN is_draft;");
    assert_string_equal(revision_write(world->run, revision), example);
}

static Script split_script(World *world)
{
    Script script = {.present = true, .split = true};
    Step index = {.has_sql = true, .sql = "CREATE INDEX CONCURRENTLY i ON t (a);"};

    script_add(world->run, &script, "ALTER TABLE t ADD a int;");
    vec_push(world->run, &script.steps, index);
    vec_push(world->run, &script.steps, index);
    script_add(world->run, &script, "ANALYZE t;");
    return script;
}

static void expect_same_script(const Script *a, const Script *b)
{
    assert_int_equal(a->present, b->present);
    assert_int_equal(a->split, b->split);
    assert_int_equal(a->steps.count, b->steps.count);
    for (size_t i = 0; i < a->steps.count; i++) {
        assert_string_equal(a->steps.items[i].sql, b->steps.items[i].sql);
        assert_int_equal(a->steps.items[i].transactional, b->steps.items[i].transactional);
        assert_int_equal(a->steps.items[i].has_sql, b->steps.items[i].has_sql);
    }
}

static void test_round_trip(void **state)
{
    World *world = *state;
    Revision revision = {.id = "a1",
                         .message = "Revises: nothing\nmigrate:up\n\nsecond  part",
                         .create_date = "2025-01-01 00:00:00+00:00"};

    vec_push(world->run, &revision.parents, "b1");
    vec_push(world->run, &revision.parents, "c1");
    vec_push(world->run, &revision.depends_on, "d1");
    vec_push(world->run, &revision.labels, "billing");
    revision.up = split_script(world);
    script_add(world->run, &revision.down, "SELECT '\n-- migrate:up\n';");
    script_add(world->run, &revision.down, "SELECT 2;");

    const char *text = revision_write(world->run, &revision);
    Revision *again = read_text(world, text);

    assert_non_null(again);
    assert_string_equal(again->message, revision.message);
    assert_true(strvec_same(&again->parents, &revision.parents));
    assert_true(strvec_same(&again->depends_on, &revision.depends_on));
    assert_true(strvec_same(&again->labels, &revision.labels));
    assert_null(again->schema);
    expect_same_script(&again->up, &revision.up);
    expect_same_script(&again->down, &revision.down);
    assert_string_equal(revision_write(world->run, again), text);
}

static void test_hand_written(void **state)
{
    World *world = *state;
    Revision *revision = read_text(world, "--Revision ID: 1\n"
                                          "/* a licence\n-- migrate:down */\n"
                                          "-- Author: me\n"
                                          "-- migrate:up transaction:false\n"
                                          "CREATE INDEX CONCURRENTLY i ON t (a)");

    assert_non_null(revision);
    assert_string_equal(revision->id, "1");
    assert_string_equal(revision->message, "");
    assert_int_equal(revision->parents.count, 0);
    assert_false(revision->down.present);
    assert_int_equal(revision->up.steps.count, 1);
    assert_false(revision->up.steps.items[0].transactional);
}

/* Only blanks are refused before the dashes; what else stands there must not be lost. */
static void test_form_feed(void **state)
{
    World *world = *state;
    Revision *revision = read_text(world, "-- Revision ID: 1\n-- migrate:up\n\n\f-- migrate:up\n"
                                          "SELECT 1;\n-- modelc:end-of-file\n");

    assert_non_null(revision);
    assert_int_equal(revision->up.steps.count, 1);
    assert_string_equal(revision->up.steps.items[0].sql, "\f-- migrate:up\nSELECT 1;");
    assert_non_null(read_text(world, revision_write(world->run, revision)));
}

/* Inside quotes and block comments, a mark is text. */
static void test_marks_in_quotes(void **state)
{
    static const char *const quoted[] = {
        "SELECT 'it''s\n-- migrate:down\n';",
        "SELECT E'it\\'s\n-- migrate:down\n';",
        "SELECT \"a\"\"\n-- migrate:down\n\";",
        "DO $$\n-- migrate:down\n$$;",
        "DO $a$ $$ $b$\n-- migrate:down\n$a$;",
        "/* /* */\n-- migrate:down\n*/ SELECT 1;",
        "SELECT some'\n-- migrate:down\n\\'; --'",
        "SELECT a$b, '$c$\n-- migrate:down\n';",
        "SELECT 1; -- it's\nSELECT ' -- migrate:down\n-- modelc:nonsense\n'",
        "SELECT $\xC3\xA4$\n-- migrate:down\n$\xC3\xA4$;",
    };
    World *world = *state;

    for (size_t i = 0; i < sizeof quoted / sizeof *quoted; i++) {
        const char *text =
            arena_printf(world->run, "-- Revision ID: a\n-- migrate:up\n%s\n", quoted[i]);
        Revision *revision = read_text(world, text);

        assert_non_null(revision);
        assert_false(revision->down.present);
        assert_string_equal(revision->up.steps.items[0].sql, quoted[i]);
        assert_true(revision->up.steps.items[0].has_sql);
    }
}

/* Cut anywhere, the file is refused: it never passes for a shorter one. */
static void test_cut(void **state)
{
    World *world = *state;

    /* Without its last line end, nothing is missing. */
    assert_non_null(read_bytes(world, example, sizeof example - 2));
    for (size_t length = 0; length < sizeof example - 2; length++) {
        size_t before = world->findings.items.count;

        assert_null(read_bytes(world, example, length));
        assert_int_equal(world->findings.items.count, before + 1);
    }
}

static void test_refused(void **state)
{
    static const struct {
        const char *text, *message;
        size_t line;
    } cases[] = {
        {"",                                                                     "no \"-- Revision ID:\"",      1},
        {"-- migrate:up\nSELECT 1;\n",                                           "no \"-- Revision ID:\"",      1},
        {"-- Revision ID:\n-- migrate:up\n",                                     "identifier is missing",       1},
        {"-- Revision ID: a b\n-- migrate:up\n",                                 "one identifier",              1},
        {"-- Revision ID: a-1\n-- migrate:up\n",                                 "\"a-1\" cannot name",         1},
        {"-- Revision ID: head\n-- migrate:up\n",                                "\"head\" cannot name",        1},
        {"-- Revision ID: a\n-- Revision ID: b\n-- migrate:up\n",                "given twice",                 2},
        {"-- Revision ID: a\n-- Revises: b, b\n-- migrate:up\n",                 "\"b\" is given twice",        2},
        {"-- Revision ID: a\n-- Create Date: 1\n-- Create Date: 2\n",            "given twice",                 3},
        {"-- Revision ID: a\n-- Schema: x\n-- Schema: y\n",                      "given twice",                 3},
        {"-- Revision ID: a\n",                                                  "no \"-- migrate:up\"",        2},
        {"-- Revision ID: a\n-- migrate:down\n",                                 "no \"-- migrate:up\"",        3},
        {"-- Revision ID: a\nSELECT 1;\n-- migrate:up\n",                        "before \"-- migrate:up\"",    2},
        {"-- Revision ID: a\n-- migrate:up\n-- migrate:down\n-- migrate:up\n",   "given twice",                 4},
        {"-- Revision ID: a\n-- migrate:up transaction:no\n",                    "option \"transaction:no\"",   2},
        {"-- Revision ID: a\n-- migrate:Up\n",                                   "unknown mark \"migrate:Up\"", 2},
        {"-- Revision ID: a\n-- migrate:up\n  -- migrate:down\nSELECT 1;\n",     "first column",                3},
        {"-- Revision ID: a\n-- migrate:up\n-- modelc:stop\n",                   "did you mean 'modelc:step'",  3},
        {"-- Revision ID: a\n-- modelc:step\n-- migrate:up\n",                   "outside a section",           2},
        {"-- Revision ID: a\n-- migrate:up\n-- modelc:step transaction:false\n", "one transaction",
         3                                                                                                       },
        {"-- Revision ID: a\n-- migrate:up\n-- modelc:begin\nSELECT 1;\n",       "without modelc:end",          3},
        {"-- Revision ID: a\n-- migrate:up\n-- modelc:end\n",                    "without modelc:begin",        3},
        {"-- Revision ID: a\n-- migrate:up\n-- modelc:begin\n-- modelc:begin\n", "inside",                      4},
        {"-- Revision ID: a\n-- migrate:up\n-- modelc:precheck\n",               "needs a query",               3},
        {"-- Revision ID: a\n-- migrate:up\nSELECT 'x;\n",                       "string that starts here",     3},
        {"-- Revision ID: a\n-- migrate:up\nDO $$ x;\n",                         "dollar quote that starts",    3},
        {"-- Revision ID: a\n-- migrate:up\nSELECT 1; /* x\n",                   "comment that starts",         3},
        {"-- Revision ID: a\n-- migrate:up\nSELECT \"x\n",                       "quoted name that starts",     3},
        {"-- Revision ID: a\n-- migrate:up\n-- modelc:end-of-file\nSELECT 1;\n", "text behind",                 4},
    };
    World *world = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_refused(world, cases[i].text, FINDING_MC802, cases[i].message, cases[i].line);
}

static void test_no_text(void **state)
{
    World *world = *state;

    assert_null(read_bytes(world, "-- Revision ID: a\0b\n", 20));
    assert_null(read_text(world, "-- Revision ID: \xC3\x28\n"));
    assert_int_equal(world->findings.items.count, 2);
    assert_non_null(strstr(world->findings.items.items[0]->message, "NUL byte"));
    assert_int_equal(world->findings.items.items[0]->at.begin, 17);
    assert_non_null(strstr(world->findings.items.items[1]->message, "UTF-8"));
    assert_int_equal(world->findings.items.items[1]->id, FINDING_MC801);
}

static void test_unreadable(void **state)
{
    World *world = *state;

    assert_null(revision_load(world->run, &world->findings, "/no/such/file.sql"));
    assert_null(revision_load(world->run, &world->findings, "/tmp"));
    assert_int_equal(world->findings.items.items[0]->id, FINDING_MC801);
    assert_non_null(strstr(world->findings.items.items[0]->message, "No such file"));
    assert_non_null(strstr(world->findings.items.items[1]->message, "is a directory"));
}

/* Line ends and a byte order mark do not matter, and places in the file stay right. */
static void test_line_ends(void **state)
{
    World *world = *state;
    Revision *lf = read_text(world, "-- Revision ID: a\n-- migrate:up\n\nSELECT 1,\n 2;\n\n");
    Revision *crlf = read_text(world, "-- Revision ID: a\r\n-- migrate:up\r\n\r\nSELECT 1,\r\n "
                                      "2;\r\n\r\n");
    Revision *bom = read_text(world, "\xEF\xBB\xBF-- Revision ID: a\n-- migrate:up\n");
    Step *step = &crlf->up.steps.items[0];

    assert_string_equal(lf->checksum, crlf->checksum);
    assert_string_equal(step->sql, "SELECT 1,\n 2;");
    assert_string_equal(crlf->text.bytes + revision_offset(crlf, step, 11), "2;\r\n\r\n");
    assert_int_equal(revision_line(crlf, revision_offset(crlf, step, 11)), 5);
    assert_string_equal(lf->text.bytes + revision_offset(lf, &lf->up.steps.items[0], 11), "2;\n\n");
    assert_string_equal(bom->id, "a");
    assert_string_not_equal(bom->checksum, lf->checksum);
}

static void test_irreversible(void **state)
{
    World *world = *state;
    Revision *revision = read_text(world, "-- Revision ID: a\n-- migrate:up\nDROP TABLE t;\n"
                                          "-- migrate:down\n-- irreversible: the rows are gone\n");

    assert_string_equal(revision->down.irreversible, "the rows are gone");
    assert_false(script_has_sql(&revision->down));
    assert_null(revision->up.irreversible);
}

static void test_prechecks(void **state)
{
    World *world = *state;
    Revision *revision = read_text(world, "-- Revision ID: a\n-- migrate:up\n"
                                          "-- modelc:precheck SELECT 1 FROM t WHERE a IS NULL\n"
                                          "ALTER TABLE t ALTER a SET NOT NULL;\n");

    assert_int_equal(revision->up.steps.items[0].prechecks.count, 1);
    assert_string_equal(revision->up.steps.items[0].prechecks.items[0],
                        "SELECT 1 FROM t WHERE a IS NULL");
}

static void test_file_name(void **state)
{
    static const struct {
        const char *message, *name;
    } cases[] = {
        {"add is_draft field to blogpost",               "20251001174400_a1_add_is_draft_field_to_blogpost.sql"},
        {"tc-23 add profile_picture bio and created_at",
         "20251001174400_a1_tc_23_add_profile_picture_bio_and.sql"                                             },
        {"",                                             "20251001174400_a1.sql"                               },
        {NULL,                                           "20251001174400_a1.sql"                               },
        {"  ../../etc: \xC3\xA4\xC3\xB6 X ",             "20251001174400_a1_etc_x.sql"                         },
        {"0123456789012345678901234567890123456789",
         "20251001174400_a1_"
         "0123456789012345678901234567890123456789.sql"                                                        },
        {"01234567890123456789012345678901234567890",
         "20251001174400_a1_"
         "0123456789012345678901234567890123456789.sql"                                                        },
    };
    World *world = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(revision_file_name(world->run, 1759340640, "a1", cases[i].message),
                            cases[i].name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_write, begin, end),
        cmocka_unit_test_setup_teardown(test_read, begin, end),
        cmocka_unit_test_setup_teardown(test_round_trip, begin, end),
        cmocka_unit_test_setup_teardown(test_hand_written, begin, end),
        cmocka_unit_test_setup_teardown(test_form_feed, begin, end),
        cmocka_unit_test_setup_teardown(test_marks_in_quotes, begin, end),
        cmocka_unit_test_setup_teardown(test_cut, begin, end),
        cmocka_unit_test_setup_teardown(test_refused, begin, end),
        cmocka_unit_test_setup_teardown(test_no_text, begin, end),
        cmocka_unit_test_setup_teardown(test_unreadable, begin, end),
        cmocka_unit_test_setup_teardown(test_line_ends, begin, end),
        cmocka_unit_test_setup_teardown(test_irreversible, begin, end),
        cmocka_unit_test_setup_teardown(test_prechecks, begin, end),
        cmocka_unit_test_setup_teardown(test_file_name, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
