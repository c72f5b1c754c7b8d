#include "modelc/report/report.h"
#include "modelc/report/source.h"
#include "tests/unit/modelc/folder.h"

static Findings *make(Arena *arena)
{
    Findings *findings = ARENA_NEW(arena, Findings);

    folder_enter(arena);
    findings->arena = arena;
    return findings;
}

/* The first place of `words` in the file's text. */
static Range range_of(const char *file, const char *text, const char *words)
{
    const char *found = strstr(text, words);

    assert_non_null(found);

    size_t begin = (size_t)(found - text);

    return (Range){.file = file, .begin = begin, .end = begin + strlen(words)};
}

static const char *render(Findings *findings, Format format)
{
    StrBuf out = {.arena = findings->arena};
    Report report = {.findings = findings, .summary = true};

    report_write(&out, format, &report);
    return strbuf_text(&out);
}

static const char post_text[] = "#include <modelc.h>\n"
                                "struct PG(table) posts {\n"
                                "    int64_t author PG(references userz(id));\n"
                                "    bool is_draft;\n"
                                "};\n";

/* An error with a fix and a warning with notes and a hint, in models/posts.h. */
static Findings *make_two(Arena *arena)
{
    Findings *findings = make(arena);
    Finding *finding;

    folder_write(arena, "models/posts.h", post_text);
    folder_write(arena, "migrations/1.sql", "-- one\nALTER TABLE posts;\n");
    finding = finding_add(findings, FINDING_M301, range_of("models/posts.h", post_text, "userz"),
                          "there is no table '%s'; did you mean '%s'?", "userz", "users");
    finding->fix = "users";
    finding =
        finding_add(findings, FINDING_MC101, range_of("models/posts.h", post_text, "is_draft"),
                    "new column \"%s\" has no server default", "public.posts.is_draft");
    finding->object = "public.posts.is_draft";
    finding->hint = "Give it one, e.g. 'true', or | allow null.";
    finding_note(findings, finding, NO_RANGE, "about 12 rows");
    finding_note(findings, finding, (Range){.file = "migrations/1.sql", .begin = 7, .end = 18},
                 "the statement is here");
    return findings;
}

static void text_as_gcc_writes_it(void **state)
{
    assert_string_equal(
        render(make_two(*state), FORMAT_TEXT),
        "models/posts.h:3:34: error: there is no table 'userz'; did you mean 'users'? [M301]\n"
        "    3 |     int64_t author PG(references userz(id));\n"
        "      |                                  ^~~~~\n"
        "      |                                  users\n"
        "models/posts.h:4:10: warning: new column \"public.posts.is_draft\" has no server default "
        "[MC101 -Wserver-default]\n"
        "    4 |     bool is_draft;\n"
        "      |          ^~~~~~~~\n"
        "   = note: about 12 rows\n"
        "migrations/1.sql:2:1: note: the statement is here\n"
        "    2 | ALTER TABLE posts;\n"
        "      | ^~~~~~~~~~~\n"
        "   = help: Give it one, e.g. 'true', or | allow null.\n"
        "1 error and 1 warning generated.\n");
}

static void text_without_a_place(void **state)
{
    Findings *findings = make(*state);
    Finding *finding = finding_add(findings, FINDING_MC701, NO_RANGE, "cannot connect");

    finding->hint = "Start it.\nOr not.";
    finding_add(findings, FINDING_MC708, (Range){.file = "gone.h", .begin = 3, .end = 4},
                "2 views are not managed");
    assert_string_equal(render(findings, FORMAT_TEXT),
                        "modelc: error: cannot connect [MC701]\n"
                        "   = help: Start it.\n"
                        "           Or not.\n"
                        "gone.h: note: 2 views are not managed [MC708]\n"
                        "1 error generated.\n");
}

static void a_macro_is_named(void **state)
{
    Findings *findings = make(*state);
    Range at = {.file = "a.h", .begin = 0, .end = 1, .via = "COLUMNS"};

    folder_write(*state, "a.h", "x\n");
    finding_add(findings, FINDING_M310, at, "m");
    assert_non_null(
        strstr(render(findings, FORMAT_TEXT), "= note: in expansion of macro 'COLUMNS'"));
}

static void tabs_and_wide_characters_keep_the_caret_straight(void **state)
{
    static const char text[] = "\tint\tx; /* \xE6\xBC\xA2 e\xCC\x81 */ bad\r\nnext\r\n";
    Findings *findings = make(*state);

    folder_write(*state, "a.h", text);
    finding_add(findings, FINDING_M101, range_of("a.h", text, "bad"), "m");
    finding_add(findings, FINDING_M101, range_of("a.h", text, "x"), "m");
    finding_add(findings, FINDING_M101, range_of("a.h", text, "\xE6\xBC\xA2"), "m");
    finding_add(findings, FINDING_M101, range_of("a.h", text, "next"), "m");
    assert_string_equal(render(findings, FORMAT_TEXT),
                        "a.h:1:23: error: m [M101]\n"
                        "    1 |         int     x; /* \xE6\xBC\xA2 e\xCC\x81 */ bad\n"
                        "      |                               ^~~\n"
                        "a.h:1:6: error: m [M101]\n"
                        "    1 |         int     x; /* \xE6\xBC\xA2 e\xCC\x81 */ bad\n"
                        "      |                 ^\n"
                        "a.h:1:12: error: m [M101]\n"
                        "    1 |         int     x; /* \xE6\xBC\xA2 e\xCC\x81 */ bad\n"
                        "      |                       ^~\n"
                        "a.h:2:1: error: m [M101]\n"
                        "    2 | next\n"
                        "      | ^~~~\n"
                        "4 errors generated.\n");
}

static void places_at_the_edges(void **state)
{
    static const char text[] = "ab\ncd";
    Findings *findings = make(*state);

    folder_write(*state, "a.h", text);
    folder_write(*state, "empty.h", "");
    finding_add(findings, FINDING_M101, (Range){.file = "a.h", .begin = 2, .end = 2}, "m");
    finding_add(findings, FINDING_M101, (Range){.file = "a.h", .begin = 1, .end = 4}, "m");
    finding_add(findings, FINDING_M101, (Range){.file = "a.h", .begin = 99, .end = 100}, "m");
    finding_add(findings, FINDING_M101, (Range){.file = "empty.h", .begin = 0, .end = 1}, "m");
    assert_string_equal(render(findings, FORMAT_TEXT), "a.h:1:3: error: m [M101]\n"
                                                       "    1 | ab\n"
                                                       "      |   ^\n"
                                                       "a.h:1:2: error: m [M101]\n"
                                                       "    1 | ab\n"
                                                       "      |  ^\n"
                                                       "a.h:2:3: error: m [M101]\n"
                                                       "    2 | cd\n"
                                                       "      |   ^\n"
                                                       "empty.h:1:1: error: m [M101]\n"
                                                       "    1 | \n"
                                                       "      | ^\n"
                                                       "4 errors generated.\n");
}

static void a_terminal_is_safe_from_the_source(void **state)
{
    static const char text[] = "a\x1B[31mb \xFF c\xE2\x80\xAE d\x7F\xC2\x9B";
    Findings *findings = make(*state);

    folder_write(*state, "a.h", text);
    finding_add(findings, FINDING_M101, range_of("a.h", text, " d"), "m\x1B[0m");
    assert_string_equal(render(findings, FORMAT_TEXT),
                        "a.h:1:15: error: m\xE2\x90\x9B[0m [M101]\n"
                        "    1 | a\xE2\x90\x9B[31mb \xEF\xBF\xBD c<U+202E> d\xE2\x90\xA1<U+009B>\n"
                        "      |                    ^~\n"
                        "1 error generated.\n");
}

static void a_long_line_is_cut_around_the_place(void **state)
{
    Findings *findings = make(*state);
    char text[3001];

    memset(text, 'x', 3000);
    text[3000] = '\0';
    memcpy(text + 1500, "HERE", 4);
    folder_write(*state, "a.h", text);
    finding_add(findings, FINDING_M101, range_of("a.h", text, "HERE"), "m");

    const char *shown = render(findings, FORMAT_TEXT);
    const char *line = strstr(shown, "    1 | ...");
    const char *caret = strstr(shown, "^~~~\n");

    assert_true(strlen(shown) < 500);
    assert_non_null(line);
    assert_non_null(caret);
    assert_int_equal(strstr(line, "HERE") - line, caret - strstr(shown, "\n      | ") - 1);
    assert_non_null(strstr(line, "xxx...\n"));
}

static void errors_are_counted_beyond_the_shown(void **state)
{
    Findings *findings = make(*state);

    folder_write(*state, "a.h", "x");
    for (int i = 0; i < 25; i++)
        finding_add(findings, FINDING_M101, (Range){.file = "a.h", .end = 1}, "number %d", i);
    finding_add(findings, FINDING_M310, (Range){.file = "a.h", .end = 1}, "a warning");

    const char *shown = render(findings, FORMAT_TEXT);

    assert_non_null(strstr(shown, "number 19 "));
    assert_null(strstr(shown, "number 20 "));
    assert_non_null(strstr(shown, "a warning"));
    assert_non_null(
        strstr(shown, "5 more errors are not shown.\n25 errors and 1 warning generated.\n"));
}

static void colour_is_gccs(void **state)
{
    Findings *findings = make(*state);
    StrBuf out = {.arena = *state};
    Report report = {.findings = findings, .colour = true};

    finding_add(findings, FINDING_M003, NO_RANGE, "m");
    report_write(&out, FORMAT_TEXT, &report);
    assert_string_equal(out.text, "\033[1mmodelc:\033[0m \033[1;31merror:\033[0m \033[1mm\033[0m "
                                  "[M003]\n");
}

static void only_what_is_new_is_written(void **state)
{
    Findings *findings = make(*state);
    StrBuf out = {.arena = *state};
    Report report = {.findings = findings, .first = 1, .summary = true};

    finding_add(findings, FINDING_M003, NO_RANGE, "old");
    finding_add(findings, FINDING_M003, NO_RANGE, "new");
    report_write(&out, FORMAT_TEXT, &report);
    assert_string_equal(out.text, "modelc: error: new [M003]\n");
    report.first = 2;
    for (int format = FORMAT_TEXT; format <= FORMAT_MARKDOWN; format++) {
        StrBuf again = {.arena = *state};

        report_write(&again, (Format)format, &report);
        assert_null(strstr(strbuf_text(&again), "new"));
    }
}

static void a_password_in_the_configuration_is_not_shown(void **state)
{
    static const char text[] = "{\"database\": \"postgresql://u:secret@h/d\" 1}";
    Findings *findings = make(*state);

    folder_write(*state, "modelc.json", text);
    finding_add(findings, FINDING_MC902, range_of("modelc.json", text, "1}"), "not JSON");
    assert_string_equal(render(findings, FORMAT_TEXT),
                        "modelc.json:1:42: error: not JSON [MC902]\n1 error generated.\n");
}

static void json_has_stable_keys(void **state)
{
    Findings *findings = make_two(*state);
    StrBuf out = {.arena = *state};
    Report report = {.findings = findings, .first = 1, .result = json_make_object(*state)};

    json_set_text(report.result, "revision", "ba76cbd4fd71");
    report_write(&out, FORMAT_JSON, &report);
    assert_string_equal(
        out.text,
        "{\n"
        "  \"version\": 1,\n"
        "  \"tool\": \"modelc\",\n"
        "  \"revision\": \"ba76cbd4fd71\",\n"
        "  \"findings\": [\n"
        "    {\n"
        "      \"rule\": \"MC101\",\n"
        "      \"name\": \"server-default\",\n"
        "      \"severity\": \"warning\",\n"
        "      \"message\": \"new column \\\"public.posts.is_draft\\\" has no server default\",\n"
        "      \"object\": \"public.posts.is_draft\",\n"
        "      \"model\": {\n"
        "        \"file\": \"models/posts.h\",\n"
        "        \"line\": 4,\n"
        "        \"column\": 10,\n"
        "        \"endLine\": 4,\n"
        "        \"endColumn\": 18\n"
        "      },\n"
        "      \"revision\": {\n"
        "        \"file\": \"migrations/1.sql\",\n"
        "        \"line\": 2,\n"
        "        \"column\": 1,\n"
        "        \"endLine\": 2,\n"
        "        \"endColumn\": 12\n"
        "      },\n"
        "      \"config\": null,\n"
        "      \"hint\": \"Give it one, e.g. 'true', or | allow null.\",\n"
        "      \"fixes\": [],\n"
        "      \"notes\": [\n"
        "        {\n"
        "          \"message\": \"about 12 rows\"\n"
        "        },\n"
        "        {\n"
        "          \"message\": \"the statement is here\",\n"
        "          \"at\": {\n"
        "            \"file\": \"migrations/1.sql\",\n"
        "            \"line\": 2,\n"
        "            \"column\": 1,\n"
        "            \"endLine\": 2,\n"
        "            \"endColumn\": 12\n"
        "          }\n"
        "        }\n"
        "      ]\n"
        "    }\n"
        "  ],\n"
        "  \"summary\": {\n"
        "    \"error\": 0,\n"
        "    \"warning\": 1,\n"
        "    \"note\": 0\n"
        "  }\n"
        "}\n");
}

static const Json *member(const Json *value, const char *a, size_t index, const char *b)
{
    return json_member(json_item(json_member(value, a), index), b);
}

static void sarif_counts_utf16(void **state)
{
    static const char text[] = "/* \xF0\x9F\x90\x98 \xC3\xA4 */ bad\n";
    Findings *findings = make(*state);
    JsonError error;

    folder_write(*state, "a.h", text);
    finding_add(findings, FINDING_M101, range_of("a.h", text, "bad"), "m")->object = "public.t";
    finding_add(findings, FINDING_MC701, NO_RANGE, "n")->hint = "Do.";
    finding_add(findings, FINDING_M101, range_of("a.h", text, "bad"), "o");

    const char *shown = render(findings, FORMAT_SARIF);
    const Json *top = json_read(*state, shown, strlen(shown), &error);
    const Json *results = member(top, "runs", 0, "results");
    const Json *physical = json_member(
        json_item(json_member(json_item(results, 0), "locations"), 0), "physicalLocation");
    const Json *region = json_member(physical, "region");

    assert_non_null(top);
    assert_string_equal(json_text(json_member(top, "version")), "2.1.0");
    assert_int_equal(json_count(results), 3);
    assert_string_equal(json_text(json_member(json_member(physical, "artifactLocation"), "uri")),
                        "a.h");
    assert_int_equal(json_number(json_member(region, "startLine"), 0), 1);
    assert_int_equal(json_number(json_member(region, "startColumn"), 0), 12);
    assert_int_equal(json_number(json_member(region, "endColumn"), 0), 15);
    assert_int_equal(json_number(json_member(json_item(results, 1), "ruleIndex"), -1), 1);
    assert_int_equal(json_number(json_member(json_item(results, 2), "ruleIndex"), -1), 0);
    assert_int_equal(json_count(json_member(json_item(results, 1), "locations")), 0);
    assert_non_null(strstr(shown, "\"modelcObject/v1\": \"M101:public.t\""));
    assert_non_null(strstr(shown, "\"text\": \"n. Do.\""));
    assert_non_null(strstr(shown, "\"name\": \"Expected\""));
}

static void github_escapes_and_sorts(void **state)
{
    Findings *findings = make_two(*state);

    finding_add(findings, FINDING_MC708, (Range){.file = "a,b:c.h"}, "100%%\nsure");
    finding_add(findings, FINDING_M101, (Range){.file = "models/posts.h", .begin = 0, .end = 30},
                "late error");
    assert_string_equal(
        render(findings, FORMAT_GITHUB),
        "::error file=models/posts.h,line=3,endLine=3,col=34,endColumn=38,title=M301 "
        "unknown-table::there is no table 'userz'; did you mean 'users'?%0AFix: users\n"
        "::error file=models/posts.h,line=1,endLine=2,title=M101 expected::late error\n"
        "::warning file=models/posts.h,line=4,endLine=4,col=10,endColumn=17,title=MC101 "
        "server-default::new column \"public.posts.is_draft\" has no server default%0Aabout 12 "
        "rows%0Athe statement is here: migrations/1.sql:2%0AGive it one, e.g. 'true', or | allow "
        "null.\n"
        "::notice file=a%2Cb%3Ac.h,title=MC708 unmanaged::100%25%0Asure\n"
        "::notice title=modelc::2 errors and 1 warning\n");
}

static void markdown_is_a_table(void **state)
{
    assert_string_equal(
        render(make_two(*state), FORMAT_MARKDOWN),
        "### modelc: 1 error and 1 warning\n\n"
        "| | where | what | rule |\n"
        "|---|---|---|---|\n"
        "| error | models/posts.h:3:34 | there is no table 'userz'; did you mean 'users'? | M301 "
        "unknown-table |\n"
        "| warning | models/posts.h:4:10 | new column \"public.posts.is\\_draft\" has no server "
        "default<br>about 12 rows<br>the statement is here<br>Give it one, e.g. 'true', or \\| "
        "allow null. | MC101 server-default |\n");
}

static void formats_have_names(void **state)
{
    (void)state;
    assert_int_equal(format_find("sarif"), FORMAT_SARIF);
    assert_int_equal(format_find("markdown"), FORMAT_MARKDOWN);
    assert_int_equal(format_find(NULL), FORMAT_TEXT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(text_as_gcc_writes_it),
        UNIT(text_without_a_place),
        UNIT(a_macro_is_named),
        UNIT(tabs_and_wide_characters_keep_the_caret_straight),
        UNIT(places_at_the_edges),
        UNIT(a_terminal_is_safe_from_the_source),
        UNIT(a_long_line_is_cut_around_the_place),
        UNIT(errors_are_counted_beyond_the_shown),
        UNIT(colour_is_gccs),
        UNIT(only_what_is_new_is_written),
        UNIT(a_password_in_the_configuration_is_not_shown),
        UNIT(json_has_stable_keys),
        UNIT(sarif_counts_utf16),
        UNIT(github_escapes_and_sorts),
        UNIT(markdown_is_a_table),
        UNIT(formats_have_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
