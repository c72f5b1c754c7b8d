#include "base/finding.h"
#include "tests/unit/unit.h"

#include <string.h>

static void the_table_is_whole(void **state)
{
    (void)state;
    assert_string_equal(finding_kind(FINDING_M301)->code, "M301");
    assert_string_equal(finding_kind(FINDING_M301)->name, "unknown-table");
    assert_int_equal(finding_kind(FINDING_MC101)->severity, SEVERITY_WARNING);
    for (FindingId id = 0; id < FINDING_COUNT; id++) {
        const FindingKind *kind = finding_kind(id);

        assert_int_equal(kind->code[0], 'M');
        assert_true(strlen(kind->name) > 0);
        assert_true(strlen(kind->title) > 0);
        for (FindingId other = 0; other < id; other++)
            assert_string_not_equal(kind->name, finding_kind(other)->name);
    }
}

static void a_finding_has_the_severity_of_its_kind(void **state)
{
    Findings findings = {.arena = *state};
    const Finding *error = finding_add(&findings, FINDING_M301, NO_RANGE, "no table '%s'", "x");
    const Finding *warning = finding_add(&findings, FINDING_MC101, NO_RANGE, "careful");

    finding_add(&findings, FINDING_MC708, NO_RANGE, "by the way");
    assert_string_equal(error->message, "no table 'x'");
    assert_int_equal(error->severity, SEVERITY_ERROR);
    assert_int_equal(warning->severity, SEVERITY_WARNING);
    assert_int_equal(findings.items.count, 3);
    assert_int_equal(findings.error_count, 1);
    assert_int_equal(findings.warning_count, 1);
    assert_null(error->fix);
    assert_null(error->hint);
    assert_int_equal(error->notes.count, 0);
}

static void notes_belong_to_their_finding(void **state)
{
    Findings findings = {.arena = *state};
    Finding *finding = finding_add(&findings, FINDING_M210, NO_RANGE, "twice");

    finding_note(&findings, finding, (Range){.file = "a.h", .begin = 4, .end = 5}, "first %s",
                 "here");
    finding_note(&findings, finding, NO_RANGE, "again");
    assert_int_equal(finding->notes.count, 2);
    assert_string_equal(finding->notes.items[0].text, "first here");
    assert_string_equal(finding->notes.items[0].at.file, "a.h");
    assert_null(finding->notes.items[1].at.file);
}

static void sorting_goes_by_place_and_keeps_the_order_of_the_rest(void **state)
{
    Findings findings = {.arena = *state};
    static const Range places[] = {
        {0          },
        {             .file = "b.h", .begin = 1},
        {             .file = "a.h", .begin = 9},
        {             0          },
        { .file = "a.h",           .begin = 2},
        {           .file = "a.h",           .begin = 9},
    };
    static const char *const expected[] = {"4", "2", "5", "1", "0", "3"};

    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        finding_add(&findings, FINDING_M101, places[i], "%zu", i);
    findings_sort(&findings);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        assert_string_equal(findings.items.items[i]->message, expected[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(the_table_is_whole),
        UNIT(a_finding_has_the_severity_of_its_kind),
        UNIT(notes_belong_to_their_finding),
        UNIT(sorting_goes_by_place_and_keeps_the_order_of_the_rest),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
