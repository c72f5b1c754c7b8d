/*
 * Each finding of the model language, at its place: tests/unit/reader/bad/ holds one header per
 * code.  Below a line in error stands what is expected there, the place drawn below it:
 *
 *     char *title PG(uniqe);
 *     //             ^~~~~ M202: message [fix: unique]
 */
#include "tests/unit/unit.h"

#include "base/file.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "modelc/reader/reader.h"

#include <string.h>

#define FOLDER "tests/unit/reader/bad"

/* Every code that reading a model can end with; the C compiler's and the file system's are not. */
static const char *const codes[] = {
    "M101", "M102", "M103", "M104", "M105", "M106", "M107", "M108", "M109", "M110", "M111", "M112",
    "M113", "M114", "M115", "M120", "M121", "M122", "M123", "M124", "M201", "M202", "M203", "M204",
    "M205", "M206", "M207", "M208", "M209", "M210", "M211", "M212", "M213", "M221", "M222", "M223",
    "M230", "M301", "M302", "M303", "M304", "M305", "M306", "M307", "M308", "M309", "M310", "M311",
    "M312", "M314", "M401", "M402", "M404", "M407", "M411", "M501", "M502", "M503", "M506", "M507",
    "M508", "M601", "M602", "M603", "M604", "M605", "M607", "M608", "M610", "M620",
};

static const char *file_text(Arena *arena, const char *path)
{
    const char *reason = NULL;
    Text text;

    if (!file_read(arena, path, &text, &reason))
        fail_msg("%s: %s", path, reason);
    return text.bytes;
}

/* "LINE:COLUMN-END CODE: message [fix: text]\n" for each comment of that form. */
static const char *expected(Arena *arena, const char *text)
{
    StrBuf out = {.arena = arena};
    size_t number = 0, code_line = 0;

    for (const char *line = text; *line;) {
        size_t length = strcspn(line, "\n"), caret = strspn(line + 2 * (length > 2), " ") + 2;

        number++;
        if (length > caret && strncmp(line, "//", 2) == 0 && line[caret] == '^') {
            size_t wide = 1 + strspn(line + caret + 1, "~");

            strbuf_addf(&out, "%zu:%zu-%zu%.*s\n", code_line, caret + 1, caret + 1 + wide,
                        (int)(length - caret - wide), line + caret + wide);
        } else {
            code_line = number;
        }
        line += length + (line[length] == '\n');
    }
    return strbuf_text(&out);
}

static void add_finding(StrBuf *out, const char *text, const Finding *finding)
{
    size_t line = 1, begin = 0;

    for (size_t i = 0; i < finding->at.begin; i++)
        if (text[i] == '\n') {
            line++;
            begin = i + 1;
        }
    strbuf_addf(out, "%zu:%zu-%zu %s: %s", line, finding->at.begin - begin + 1,
                finding->at.end - begin + 1, finding_kind(finding->id)->code, finding->message);
    if (finding->fix)
        strbuf_addf(out, " [fix: %s]", finding->fix);
    strbuf_addc(out, '\n');
}

static const char *found(Arena *arena, const char *path, const char *text, StrVec *seen)
{
    Findings findings = {.arena = arena};
    ReaderInput input = {0};
    Schema schema = {0};
    StrBuf out = {.arena = arena};

    vec_push(arena, &input.paths, path);
    input.warn_unindexed = text_ends(path, "/m312.h");

    bool ok = reader_compile(arena, &findings, &input, &schema);

    assert_int_equal(ok, findings.error_count == 0);
    findings_sort(&findings);
    for (size_t i = 0; i < findings.items.count; i++) {
        const Finding *finding = findings.items.items[i];

        assert_string_equal(finding->at.file, path);
        add_finding(&out, text, finding);
        vec_push(arena, seen, finding_kind(finding->id)->code);
    }
    return strbuf_text(&out);
}

static void each_finding_stands_at_its_place(void **state)
{
    Arena *arena = *state;
    StrVec names = {0}, seen = {0};
    const char *reason;

    assert_true(dir_list(arena, FOLDER, &names, &reason));
    for (size_t i = 0; i < names.count; i++) {
        const char *path = path_join(arena, FOLDER, names.items[i]);
        const char *text = file_text(arena, path);

        const char *is = found(arena, path, text, &seen), *should = expected(arena, text);

        if (strcmp(is, should) != 0)
            fail_msg("%s says\n%s\ninstead of\n%s", path, is, should);
    }
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (!strvec_has(&seen, codes[i]))
            fail_msg("no header below " FOLDER " has %s", codes[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {UNIT(each_finding_stands_at_its_place)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
