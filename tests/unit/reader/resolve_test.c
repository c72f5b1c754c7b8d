/* Good models: the objects that come out of them. */
#include "tests/unit/unit.h"

#include "base/file.h"
#include "base/text.h"
#include "modelc/reader/reader.h"
#include "schema/kinds/column/column.h"
#include "schema/kinds/index/index.h"
#include "schema/snapshot.h"

#include <string.h>

#define FOLDER "tests/unit/reader/good"

/* The file that a text stands for. */
#define TEXT_PATH FOLDER "/names.h"

static Schema *compile(Arena *arena, const ReaderInput *input)
{
    Schema *schema = ARENA_NEW(arena, Schema);
    Findings findings = {.arena = arena};
    bool ok = reader_compile(arena, &findings, input, schema);

    for (size_t i = 0; i < findings.items.count; i++)
        print_message("%s: %s\n", finding_kind(findings.items.items[i]->id)->code,
                      findings.items.items[i]->message);
    assert_true(ok);
    return schema;
}

/* The schema of a header whose text is given, without the include. */
static Schema *compile_text(Arena *arena, const char *text)
{
    const char *whole = arena_printf(arena, "#include <modelc.h>\n%s", text);
    ReaderBuffer buffer = {TEXT_PATH, whole, strlen(whole)};
    ReaderInput input = {0};

    vec_push(arena, &input.paths, TEXT_PATH);
    vec_push(arena, &input.buffers, buffer);
    return compile(arena, &input);
}

static void add_lines(StrBuf *out, const char *head, const StrVec *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        strbuf_addf(out, "%s %s\n", head, lines->items[i]);
}

static void check_golden(Arena *arena, const char *name)
{
    StrBuf out = {.arena = arena};
    ReaderInput input = {0};
    const char *reason = NULL;
    Text golden;

    vec_push(arena, &input.paths, arena_printf(arena, FOLDER "/%s.h", name));

    const Schema *schema = compile(arena, &input);

    strbuf_addf(&out, "%s\n", snapshot_objects(arena, schema));
    add_lines(&out, "managed", &schema->managed);
    for (size_t i = 0; i < schema->dropped.count; i++)
        strbuf_addf(&out, "dropped %s\n", schema->dropped.items[i].path);
    if (!file_read(arena, arena_printf(arena, FOLDER "/%s.txt", name), &golden, &reason))
        fail_msg("%s.txt: %s", name, reason);
    assert_string_equal(strbuf_text(&out), golden.bytes);
}

static void hard_model(void **state)
{
    check_golden(*state, "hard");
}

static void names(void **state)
{
    check_golden(*state, "names");
}

static void mixins(void **state)
{
    check_golden(*state, "mixins");
}

static void clauses(void **state)
{
    check_golden(*state, "clauses");
}

static void naming(void **state)
{
    check_golden(*state, "naming");
}

/* What the header says comes before what the project says. */
static void project_naming(void **state)
{
    static const char text[] = "#include <modelc.h>\n"
                               "PG_ALSO(naming uq \"unique_{columns}\");\n"
                               "struct PG(table) t {\n"
                               "    int64_t a PG(primary key);\n"
                               "    int64_t b PG(unique);\n"
                               "};\n";
    ReaderBuffer buffer = {TEXT_PATH, text, strlen(text)};
    ReaderInput input = {
        .naming = {.primary_key = "{table}_is_key", .unique = "nobody_sees_{columns}"}
    };
    Arena *arena = *state;
    const Schema *schema;

    vec_push(arena, &input.paths, TEXT_PATH);
    vec_push(arena, &input.buffers, buffer);
    schema = compile(arena, &input);
    assert_non_null(schema_find(schema, KIND_PRIMARY_KEY, "public.t.t_is_key"));
    assert_non_null(schema_find(schema, KIND_UNIQUE, "public.t.unique_b"));
    assert_false(schema_find(schema, KIND_UNIQUE, "public.t.unique_b")->name_given);
}

static const Object *find(const Schema *schema, KindId kind, const char *path)
{
    const Object *object = schema_find(schema, kind, path);

    if (!object)
        fail_msg("no %s %s", kind_of(kind)->title, path);
    return object;
}

static void knows_who_gave_the_name(void **state)
{
    const Schema *schema = compile_text(*state, "struct PG(table) t {\n"
                                                "    int64_t a PG(primary key);\n"
                                                "    int64_t b PG(constraint one unique);\n"
                                                "    PG_ALSO(index (b));\n"
                                                "    PG_ALSO(index two (b, a));\n"
                                                "    PG_ALSO(constraint three check (a > b));\n"
                                                "};\n");

    assert_true(find(schema, KIND_TABLE, "public.t")->name_given);
    assert_false(find(schema, KIND_PRIMARY_KEY, "public.t.t_pkey")->name_given);
    assert_true(find(schema, KIND_UNIQUE, "public.t.one")->name_given);
    assert_false(find(schema, KIND_INDEX, "public.t_b_idx")->name_given);
    assert_true(find(schema, KIND_INDEX, "public.two")->name_given);
    assert_true(find(schema, KIND_CHECK, "public.t.three")->name_given);
}

static void keeps_old_names(void **state)
{
    const Schema *schema =
        compile_text(*state, "struct PG(table renamed from s) t {\n"
                             "    int64_t a PG(renamed from b primary key);\n"
                             "    PG_ALSO(index i renamed from j (a));\n"
                             "};\n"
                             "enum PG(type renamed from f) e { E_A };\n"
                             "struct PG(mixin) m { int64_t x PG(renamed from y); };\n"
                             "struct PG(table) u { int64_t id PG(primary key);\n"
                             "                     struct m m PG(prefix p_); };\n");

    assert_string_equal(find(schema, KIND_TABLE, "public.t")->renamed_from, "s");
    assert_string_equal(find(schema, KIND_COLUMN, "public.t.a")->renamed_from, "b");
    assert_string_equal(find(schema, KIND_INDEX, "public.i")->renamed_from, "j");
    assert_string_equal(find(schema, KIND_ENUM, "public.e")->renamed_from, "f");
    assert_string_equal(find(schema, KIND_COLUMN, "public.u.p_x")->renamed_from, "p_y");
}

/* In the order of the source, whatever the names are; references to other tables come last. */
static void keeps_the_order(void **state)
{
    static const char *const expected[] = {"id",        "z",       "a",       "t_pkey",
                                           "t_a_check", "t_z_idx", "t_z_fkey"};
    const Schema *schema = compile_text(*state, "struct PG(table) t {\n"
                                                "    int64_t id PG(primary key);\n"
                                                "    int64_t z PG(references t);\n"
                                                "    int64_t a PG(check (a > 0));\n"
                                                "    PG_ALSO(index (z));\n"
                                                "};\n");
    const Object *table = find(schema, KIND_TABLE, "public.t");

    assert_int_equal(table->children.count, 7);
    for (size_t i = 0; i < table->children.count; i++)
        assert_string_equal(table->children.items[i]->name, expected[i]);
}

static void points_at_the_model(void **state)
{
    Arena *arena = *state;
    const char *text = "struct PG(table) t {\n"
                       "    int64_t a PG(primary key);\n"
                       "    int64_t bb PG(default 1 + 2 constraint ccc unique);\n"
                       "};\n";
    const char *whole = arena_printf(arena, "#include <modelc.h>\n%s", text);
    const Schema *schema = compile_text(arena, text);
    const Object *column = find(schema, KIND_COLUMN, "public.t.bb");
    const Object *unique = find(schema, KIND_UNIQUE, "public.t.ccc");
    const Sql *sql = &((const Column *)column)->default_expr;

    assert_string_equal(column->at.file, TEXT_PATH);
    assert_int_equal(column->at.begin, strstr(whole, "bb PG") - whole);
    assert_int_equal(unique->at.begin, strstr(whole, "ccc") - whole);
    assert_int_equal(sql->at.begin, strstr(whole, "1 + 2") - whole);
    assert_int_equal(sql->at.end - sql->at.begin, 5);
}

/* Section 7 of the language: what each C type is, and whether it may be null. */
static const struct {
    const char *field, *type;
    bool not_null;
} fields[] = {
    {"bool c",                                      "boolean",                       true },
    {"bool c : 1",                                  "boolean",                       true },
    {"bool *c",                                     "boolean",                       false},
    {"int8_t c",                                    "smallint",                      true },
    {"short c",                                     "smallint",                      true },
    {"int c",                                       "integer",                       true },
    {"long long c",                                 "bigint",                        true },
    {"int64_t *c",                                  "bigint",                        false},
    {"int64_t *c PG(not null)",                     "bigint",                        true },
    {"uint8_t c",                                   "smallint",                      true },
    {"uint16_t c",                                  "integer",                       true },
    {"unsigned short c",                            "integer",                       true },
    {"unsigned c",                                  "bigint",                        true },
    {"uint32_t c",                                  "bigint",                        true },
    {"float c",                                     "real",                          true },
    {"const double *c",                             "double precision",              false},
    {"char *c",                                     "text",                          true },
    {"const char *c PG(null)",                      "text",                          false},
    {"char c[81]",                                  "character varying(80)",         true },
    {"char c[4][81]",                               "character varying(80)[]",       true },
    {"char *c[4]",                                  "text[]",                        true },
    {"uint8_t c[32]",                               "bytea",                         true },
    {"int32_t c[3][3]",                             "integer[]",                     true },
    {"pg_uuid c[3]",                                "uuid[]",                        true },
    {"enum e c",                                    "public.e",                      true },
    {"enum e *c",                                   "public.e",                      false},
    {"enum e c[2]",                                 "public.e[]",                    true },
    {"pg_timestamptz *c",                           "timestamp with time zone",      false},
    {"pg_jsonb c",                                  "jsonb",                         true },
    {"pg_jsonb c PG(null)",                         "jsonb",                         false},
    {"pg_text_array c",                             "text[]",                        true },
    {"pg_text_array *c",                            "text[]",                        false},
    {"own c",                                       "bigint",                        true },
    {"own *c",                                      "bigint",                        false},
    {"note c",                                      "text",                          true },
    {"maybe c",                                     "bigint",                        false},
    {"maybe c PG(not null)",                        "bigint",                        true },
    {"maybe c PG(null)",                            "bigint",                        false},
    {"german c",                                    "text",                          true },
    {"long c PG(bigint)",                           "bigint",                        true },
    {"void *c PG(jsonb)",                           "jsonb",                         false},
    {"int64_t c PG(numeric(12, 2) null)",           "numeric(12,2)",                 false},
    {"char *c PG(VARCHAR(5))",                      "character varying(5)",          true },
    {"char *c PG(citext)",                          "citext",                        true },
    {"char *c PG(app.\"Odd\"(3)[])",                "app.\"Odd\"(3)[]",              true },
    {"char *c PG(e)",                               "public.e",                      true },
    {"char *c PG(e[])",                             "public.e[]",                    true },
    {"char *c PG(public.e[3][])",                   "public.e[]",                    true },
    {"pg_interval c PG(interval day to second(3))", NULL,                            true },
    {"char *c PG(time(3) with time zone)",          "time(3) with time zone",        true },
    {"char *c PG(timestamp without time zone [])",  "timestamp without time zone[]", true },
    {"char *c PG(double precision)",                "double precision",              true },
    {"char *c PG(bit varying(3))",                  "bit varying(3)",                true },
    {"int16_t c PG(smallserial)",                   "smallint",                      true },
};

static void maps_c_types(void **state)
{
    Arena *arena = *state;

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const char *text =
            arena_printf(arena,
                         "enum PG(type) e { E_ONE };\n"
                         "typedef int64_t own;\n"
                         "typedef char *note;\n"
                         "typedef struct { bool is; int64_t value; } maybe PG(bigint null);\n"
                         "typedef char *german PG(text collate \"de-x-icu\");\n"
                         "struct PG(table) t { int64_t id PG(primary key); %s; };\n",
                         fields[i].field);
        const Column *column =
            (const Column *)find(compile_text(arena, text), KIND_COLUMN, "public.t.c");

        if (fields[i].type && strcmp(column->type.text, fields[i].type) != 0)
            fail_msg("%s is %s", fields[i].field, column->type.text);
        if (column->not_null != fields[i].not_null)
            fail_msg("%s is %s", fields[i].field, column->not_null ? "not null" : "null");
    }
}

/* Where a bare default ends, and what stands behind it (section 5.2 of the language). */
static void ends_bare_defaults(void **state)
{
    static const char *const cases[][2] = {
        {"default 1 unique",                                      "1"                           },
        {"default case when true then 'a' else 'b' end unique",
         "case when true then 'a' else 'b' end"                                                 },
        {"default (1 is distinct from 2)::text check (c <> 'x')", "(1 is distinct from 2)::text"},
        {"default 'now'::text::char::text unique",                "'now'::text::char::text"     },
        {"default 'x' collate \"C\"",                             "'x'"                         },
        {"default now()::text not null",                          "now()::text"                 },
        {"default -1 * +2 check (c > 0)",                         "-1 * +2"                     },
        {"default \"'it''s'\" not null",                          "'it''s'"                     },
        {"default array['a', 'b'] not null",                      "array['a', 'b']"             },
        {"default cast(null as text) unique",                     "cast(null as text)"          },
        {"default null",                                          NULL                          },
        {"default current_user unique",                           "current_user"                },
        {"default E'a\\'b' unique",                               "E'a\\'b'"                    },
        {"default timestamp with time zone '2020-01-01' unique",
         "timestamp with time zone '2020-01-01'"                                                },
        {"default not true is not null unique",                   "not true is not null"        },
        {"default 1 /* one */ +\n 2 unique",                      "1 + 2"                       },
    };
    Arena *arena = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *text = arena_printf(
            arena, "struct PG(table) t { int64_t id PG(primary key); char *c PG(text %s); };",
            cases[i][0]);
        const Column *column =
            (const Column *)find(compile_text(arena, text), KIND_COLUMN, "public.t.c");

        if (!text_same(column->default_expr.text, cases[i][1]))
            fail_msg("%s: %s", cases[i][0], column->default_expr.text);
    }
}

/* A mixin that contains itself cannot be written in C, but facts may say so. */
static void refuses_a_mixin_in_itself(void **state)
{
    Arena *arena = *state;
    Findings findings = {.arena = arena};
    Facts facts = {0};
    Schema schema = {0};
    FactStruct mixin = {.name = "m"}, table = {.name = "t"};
    CType type = {.kind = CTYPE_STRUCT, .name = "m", .spelling = "struct m"};
    Annotation is_mixin = {.text = "mixin", .length = 5}, is_table = {.text = "table", .length = 5};
    FactField field = {
        .name = "x", .at = {.file = "x.h", .begin = 7},
             .type = &type, .bit_width = -1
    };

    vec_push(arena, &mixin.annotations, is_mixin);
    vec_push(arena, &mixin.fields, field);
    vec_push(arena, &table.annotations, is_table);
    vec_push(arena, &table.fields, field);
    vec_push(arena, &facts.structs, &mixin);
    vec_push(arena, &facts.structs, &table);
    assert_false(reader_resolve(arena, &findings, &facts, NULL, NULL, &schema));
    assert_int_equal(findings.items.items[0]->id, FINDING_M231);
    assert_int_equal(findings.items.items[0]->at.begin, 7);
}

static void is_empty_without_models(void **state)
{
    Arena *arena = *state;
    Findings findings = {.arena = arena};
    Facts facts = {0};
    Schema schema = {0};

    assert_true(reader_resolve(arena, &findings, &facts, NULL, NULL, &schema));
    assert_int_equal(schema.managed.count, 1);
    assert_string_equal(schema.managed.items[0], "public");
    assert_non_null(schema_find(&schema, KIND_SCHEMA, "public"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(hard_model),
        UNIT(names),
        UNIT(mixins),
        UNIT(clauses),
        UNIT(naming),
        UNIT(project_naming),
        UNIT(knows_who_gave_the_name),
        UNIT(keeps_old_names),
        UNIT(keeps_the_order),
        UNIT(points_at_the_model),
        UNIT(maps_c_types),
        UNIT(ends_bare_defaults),
        UNIT(refuses_a_mixin_in_itself),
        UNIT(is_empty_without_models),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
