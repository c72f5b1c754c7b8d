/* Snapshots: what is written is read again, byte by byte; what is damaged is refused. */
#include "base/file.h"
#include "schema/snapshot.h"
#include "tests/unit/build.h"

#include <stdlib.h>
#include <unistd.h>

/* A file that holds `text`; its path. */
static const char *file_with(Arena *arena, const char *text, size_t length)
{
    char *path = arena_strdup(arena, "/tmp/modelc-snapshot-XXXXXX");
    int fd = mkstemp(path);
    const char *reason;

    assert_true(fd >= 0);
    close(fd);
    assert_true(file_write(arena, path, text, length, false, &reason));
    return path;
}

static bool read_text(Arena *arena, const char *text, size_t length, Snapshot *out,
                      const char **message)
{
    Findings findings = {.arena = arena};
    const char *path = file_with(arena, text, length);
    bool found = false, ok = snapshot_read(arena, &findings, path, out, &found);

    assert_true(found);
    assert_int_equal(findings.error_count, ok ? 0 : 1);
    unlink(path);
    if (ok)
        return true;
    assert_int_equal(findings.items.items[0]->id,
                     strstr(text, "<<<<<<< ") ? FINDING_MC821 : FINDING_MC815);
    assert_string_equal(findings.items.items[0]->at.file, path);
    assert_non_null(findings.items.items[0]->hint);
    *message = findings.items.items[0]->message;
    return false;
}

static void assert_round_trip(Arena *arena, const Schema *schema)
{
    Snapshot before = {.schema = *schema}, after;
    const char *text = snapshot_write(arena, &before), *message = "";

    if (!read_text(arena, text, strlen(text), &after, &message))
        print_error("%s\n%s", message, text);
    assert_string_equal(snapshot_write(arena, &after), text);
    assert_string_equal(snapshot_hash(arena, &after.schema), snapshot_hash(arena, schema));
}

/* Any value that the attribute can have. */
static const char *value_of(const Attr *attr)
{
    switch (attr->type) {
    case ATTR_BOOL:
        return "";
    case ATTR_TEXT:
    case ATTR_TYPE:
    case ATTR_SQL:
        return "\"it's\" \\ größe {x} [y]";
    case ATTR_NAMES:
        return "a,it's,B\"\\,größe";
    case ATTR_ELEMENTS:
        return "a|B desc|c nulls first|d desc nulls last|(lower(\"E\")) collate \"C\" opclass "
               "text_ops with &&";
    }
    return NULL;
}

static Object *add_parents(Arena *arena, Schema *schema, KindId id)
{
    Object *space = make(arena, schema, KIND_SCHEMA, NULL, "my \"App\"");

    if (!kind_of(id)->in_parent)
        return space;
    return make(arena, schema, KIND_TABLE, space, "order's");
}

static void every_attribute_comes_back(void **state)
{
    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; i < kind_of(id)->attr_count; i++) {
            Arena *arena = *state;
            Schema schema = {0};
            const Attr *attr = &kind_of(id)->attrs[i];
            Object *parent =
                kind_of(id)->scope == SCOPE_DATABASE ? NULL : add_parents(arena, &schema, id);
            Object *object = make(arena, &schema, id, parent, "größe \"x\"");

            set(arena, object, arena_printf(arena, "%s=%s", attr->name, value_of(attr)));
            assert_int_equal(strstr(snapshot_objects(arena, &schema),
                                    arena_printf(arena, "\"%s\":", attr->name)) != NULL,
                             attr->change != CHANGE_IGNORE || attr->kept);
            assert_round_trip(arena, &schema);
        }
}

static void an_empty_schema_comes_back(void **state)
{
    Schema schema = {0};

    assert_round_trip(*state, &schema);
}

static void heads_and_revisions_come_back(void **state)
{
    Arena *arena = *state;
    Snapshot before = {0}, after;
    const char *message = "";

    vec_push(arena, &before.heads, "ba76cbd4fd71");
    vec_push(arena, &before.heads, "0197b862d1e3");
    vec_push(arena, &before.revisions, ((SnapshotRevision){"0197b862d1e3", "sha256:aa"}));
    vec_push(arena, &before.revisions, ((SnapshotRevision){"ba76cbd4fd71", "sha256:bb"}));

    const char *text = snapshot_write(arena, &before);

    assert_true(read_text(arena, text, strlen(text), &after, &message));
    assert_int_equal(after.heads.count, 2);
    assert_string_equal(after.heads.items[1], "0197b862d1e3");
    assert_int_equal(after.revisions.count, 2);
    assert_string_equal(after.revisions.items[1].checksum, "sha256:bb");
    assert_string_equal(snapshot_write(arena, &after), text);
}

static void fill(Arena *arena, Schema *schema, bool backwards)
{
    static const char *const tables[] = {"b", "a", "B", "order"};
    Object *spaces[2];

    spaces[backwards] = make(arena, schema, KIND_SCHEMA, NULL, backwards ? "public" : "app");
    spaces[!backwards] = make(arena, schema, KIND_SCHEMA, NULL, backwards ? "app" : "public");
    for (size_t i = 0; i < 4; i++) {
        Object *table = make(arena, schema, KIND_TABLE, spaces[0], tables[backwards ? 3 - i : i]);

        if (backwards)
            make(arena, schema, KIND_CHECK, table, "c", "expr=z > 0");
        make(arena, schema, KIND_COLUMN, table, "z", "type=integer");
        make(arena, schema, KIND_COLUMN, table, "a", "type=text");
        make(arena, schema, KIND_INDEX, table, arena_printf(arena, "%s_index", table->name),
             "elements=z");
        if (!backwards)
            make(arena, schema, KIND_CHECK, table, "c", "expr=z > 0");
    }
    make(arena, schema, KIND_ENUM, spaces[1], "e", "labels=x,y");
}

/* Only the order of columns and labels means something. */
static void the_order_of_making_does_not_show(void **state)
{
    Schema a = {0}, b = {0};

    fill(*state, &a, false);
    fill(*state, &b, true);
    assert_string_equal(snapshot_objects(*state, &a), snapshot_objects(*state, &b));
    assert_string_equal(snapshot_hash(*state, &a), snapshot_hash(*state, &b));
}

static void one_object_is_one_line(void **state)
{
    Schema schema = {0};
    Object *space = make(*state, &schema, KIND_SCHEMA, NULL, "public");
    Object *table = make(*state, &schema, KIND_TABLE, space, "t", "comment=two\nlines");

    make(*state, &schema, KIND_COLUMN, table, "b", "type=integer", "not_null");
    make(*state, &schema, KIND_COLUMN, table, "a", "type=text", "using_expr=x");
    assert_string_equal(
        snapshot_objects(*state, &schema),
        "  {\"kind\": \"schema\", \"name\": \"public\"},\n"
        "  {\"kind\": \"table\", \"schema\": \"public\", \"name\": \"t\", \"comment\": "
        "\"two\\nlines\"},\n"
        "  {\"kind\": \"column\", \"table\": \"public.t\", \"name\": \"b\", \"type\": "
        "\"integer\", \"not_null\": true},\n"
        "  {\"kind\": \"column\", \"table\": \"public.t\", \"name\": \"a\", \"type\": \"text\"}");
}

static void other_schemas_have_other_hashes(void **state)
{
    Schema a = {0}, b = {0};

    make(*state, &a, KIND_SCHEMA, NULL, "a");
    make(*state, &b, KIND_SCHEMA, NULL, "a", "comment=x");
    assert_string_not_equal(snapshot_hash(*state, &a), snapshot_hash(*state, &b));
    assert_int_equal(strncmp(snapshot_hash(*state, &a), "sha256:", 7), 0);
}

#define HEAD "{\"modelc\": 1, \"objects\": ["
#define TAIL "]}"

static void damaged_files(void **state)
{
    static const struct {
        const char *text, *reason;
    } cases[] = {
        {"",                                                                                                 "line 1"                        },
        {"{",                                                                                                "line 1"                        },
        {"{\n<<<<<<< HEAD\n",                                                                                "git could not merge"           },
        {"[]",                                                                                               "version 1"                     },
        {"null",                                                                                             "version 1"                     },
        {"{\"modelc\": 2}",                                                                                  "version 1"                     },
        {"{\"modelc\": \"1\"}",                                                                              "version 1"                     },
        {HEAD "{\"kind\": \"gizmo\", \"name\": \"v\"}" TAIL,                                                 "unknown kind \"gizmo\""        },
        {HEAD "{\"name\": \"v\"}" TAIL,                                                                      "unknown kind \"\""             },
        {HEAD "7" TAIL,                                                                                      "unknown kind \"\""             },
        {HEAD "{\"kind\": \"schema\"}" TAIL,                                                                 "has no name"                   },
        {HEAD "{\"kind\": \"schema\", \"name\": 7}" TAIL,                                                    "has no name"                   },
        {HEAD "{\"kind\": \"schema\", \"name\": \"s\", \"colour\": \"red\"}" TAIL,
         "a schema has no attribute \"colour\""                                                                                              },
        {HEAD "{\"kind\": \"table\", \"name\": \"t\"}" TAIL,                                                 "table \"t\" belongs to nothing"},
        {HEAD "{\"kind\": \"table\", \"schema\": \"s\", \"name\": \"t\"}" TAIL,
         "table \"t\" belongs to nothing"                                                                                                    },
        {HEAD "{\"kind\": \"schema\", \"name\": \"s\"},"
              "{\"kind\": \"schema\", \"name\": \"s\"}" TAIL,
         "schema \"s\" stands there twice"                                                                                                   },
        {HEAD "{\"kind\": \"schema\", \"name\": \"s\"},"
              "{\"kind\": \"column\", \"schema\": \"s\", \"name\": \"c\"}" TAIL,
         "column \"c\" belongs to nothing"                                                                                                   },
        {HEAD "{\"kind\": \"schema\", \"name\": \"s\"},"
              "{\"kind\": \"table\", \"schema\": \"s\", \"name\": \"t\"},"
              "{\"kind\": \"table\", \"table\": \"s.t\", \"name\": \"u\"}" TAIL,
         "table \"u\" belongs to nothing"                                                                                                    },
        {HEAD "{\"kind\": \"schema\", \"name\": \"s\", \"comment\": true}" TAIL,
         "attribute \"comment\""                                                                                                             },
        {HEAD
         "{\"kind\": \"schema\", \"name\": \"s\"},"
         "{\"kind\": \"table\", \"schema\": \"s\", \"name\": \"t\", \"unlogged\": \"yes\"}" TAIL,
         "attribute \"unlogged\""                                                                                                            },
        {HEAD "{\"kind\": \"schema\", \"name\": \"s\"},"
              "{\"kind\": \"enum\", \"schema\": \"s\", \"name\": \"e\", \"labels\": \"a\"}" TAIL,
         "attribute \"labels\""                                                                                                              },
        {HEAD "{\"kind\": \"schema\", \"name\": \"s\"},"
              "{\"kind\": \"enum\", \"schema\": \"s\", \"name\": \"e\", \"labels\": [1]}" TAIL,
         "attribute \"labels\""                                                                                                              },
        {HEAD "{\"kind\": \"schema\", \"name\": \"s\"},"
              "{\"kind\": \"table\", \"schema\": \"s\", \"name\": \"t\"},"
              "{\"kind\": \"index\", \"table\": \"s.t\", \"name\": \"i\", \"elements\": [7]}" TAIL,
         "attribute \"elements\""                                                                                                            },
        {"{\"modelc\": 1, \"objects\": 7}",                                                                  "no objects"                    },
        {"{\"modelc\": 1}",                                                                                  "no objects"                    },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Snapshot out;
        const char *message = "";
        bool ok = read_text(*state, cases[i].text, strlen(cases[i].text), &out, &message);

        if (ok || !strstr(message, cases[i].reason))
            print_error("%s\nshould say %s, says %s\n", cases[i].text, cases[i].reason, message);
        assert_false(ok);
        assert_non_null(strstr(message, cases[i].reason));
    }
}

static void a_nul_byte(void **state)
{
    static const char text[] = "{\"modelc\": 1\0, \"objects\": []}";
    Snapshot out;
    const char *message;

    assert_false(read_text(*state, text, sizeof text - 1, &out, &message));
}

/* Wherever the file is cut, no object is lost without a word. */
static void cut_files(void **state)
{
    Schema schema = {0};

    fill(*state, &schema, false);

    Snapshot before = {.schema = schema};
    const char *text = snapshot_write(*state, &before);

    for (size_t length = 0; length + 1 < strlen(text); length += 7) {
        Snapshot out;
        const char *message;

        assert_false(read_text(*state, text, length, &out, &message));
    }
}

static bool read_outline(Arena *arena, const char *text, Snapshot *out)
{
    Findings findings = {.arena = arena};
    const char *path = file_with(arena, text, strlen(text));
    bool found = false, ok = snapshot_outline(arena, &findings, path, out, &found);

    assert_true(found);
    assert_int_equal(findings.error_count, ok ? 0 : 1);
    unlink(path);
    return ok;
}

static void an_outline_has_no_parts_of_tables(void **state)
{
    Arena *arena = *state;
    Schema schema = {0};
    Object *table =
        schema_add(arena, &schema, KIND_TABLE, schema_namespace(arena, &schema, "public"), "posts");
    Snapshot snapshot = {.schema = schema}, out;

    schema_add(arena, &schema, KIND_COLUMN, table, "id");
    schema_add(arena, &schema, KIND_CHECK, table, "last");
    snapshot.schema = schema;
    vec_push(arena, &snapshot.heads, "abc");
    assert_true(read_outline(arena, snapshot_write(arena, &snapshot), &out));
    assert_string_equal(out.heads.items[0], "abc");
    assert_non_null(schema_find(&out.schema, KIND_SCHEMA, "public"));
    assert_non_null(schema_find(&out.schema, KIND_TABLE, "public.posts"));
    assert_int_equal(out.schema.objects[KIND_COLUMN].entries.count, 0);
    assert_int_equal(out.schema.objects[KIND_CHECK].entries.count, 0);
}

static void an_outline_of_another_layout_is_read_too(void **state)
{
    Snapshot out;

    assert_true(read_outline(*state,
                             "{\"modelc\": 1, \"objects\": [{\"kind\": \"schema\", "
                             "\"name\": \"app\"}]}",
                             &out));
    assert_non_null(schema_find(&out.schema, KIND_SCHEMA, "app"));
}

static void an_outline_with_conflict_marks_is_refused(void **state)
{
    Snapshot out;

    assert_false(read_outline(*state,
                              "{\n \"modelc\": 1,\n \"objects\": [\n<<<<<<< mine\n"
                              "  {\"kind\": \"column\", \"name\": \"a\"}\n=======\n"
                              "  {\"kind\": \"column\", \"name\": \"b\"}\n>>>>>>> theirs\n ]\n}\n",
                              &out));
}

static void no_file_and_no_readable_file(void **state)
{
    Findings findings = {.arena = *state};
    Snapshot out;
    bool found = true;

    assert_true(snapshot_read(*state, &findings, "/tmp/there/is/no/such/file", &out, &found));
    assert_false(found);
    assert_int_equal(findings.items.count, 0);
    assert_false(snapshot_read(*state, &findings, "/tmp", &out, &found));
    assert_int_equal(findings.error_count, 1);
    assert_int_equal(findings.items.items[0]->id, FINDING_MC815);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(every_attribute_comes_back),
        UNIT(an_empty_schema_comes_back),
        UNIT(heads_and_revisions_come_back),
        UNIT(the_order_of_making_does_not_show),
        UNIT(one_object_is_one_line),
        UNIT(other_schemas_have_other_hashes),
        UNIT(damaged_files),
        UNIT(a_nul_byte),
        UNIT(cut_files),
        UNIT(an_outline_has_no_parts_of_tables),
        UNIT(an_outline_of_another_layout_is_read_too),
        UNIT(an_outline_with_conflict_marks_is_refused),
        UNIT(no_file_and_no_readable_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
