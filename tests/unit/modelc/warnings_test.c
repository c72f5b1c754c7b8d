/* -W: which findings are told, and which warnings are errors. */
#include "base/text.h"
#include "modelc/warnings.h"
#include "tests/unit/unit.h"

#include <string.h>

static Warnings read(Arena *run, const char *const *options)
{
    Warnings warnings;
    StrVec given = {0};

    for (; *options; options++)
        vec_push(run, &given, *options);
    assert_null(warnings_read(run, &given, &warnings));
    return warnings;
}

#define READ(...) read(*state, (const char *const[]){__VA_ARGS__, NULL})

static const char *refusal(Arena *run, const char *option)
{
    Warnings warnings;
    StrVec given = {0};

    vec_push(run, &given, option);
    return warnings_read(run, &given, &warnings);
}

/* Codes of what is left, with "!" behind an error: "M310 M313!". */
static const char *applied(Arena *run, const Warnings *warnings)
{
    static const FindingId ids[] = {FINDING_M310, FINDING_M313, FINDING_M403, FINDING_M101,
                                    FINDING_MC201};
    Findings findings = {.arena = run};
    StrVec left = {0};
    size_t errors = 0, warned = 0;

    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        finding_add(&findings, ids[i], NO_RANGE, "said");

    /* allowed by somebody */
    findings.items.items[4]->severity = SEVERITY_WARNING;
    findings.error_count--;
    findings.warning_count++;
    warnings_apply(warnings, &findings, 0);
    for (size_t i = 0; i < findings.items.count; i++) {
        const Finding *finding = findings.items.items[i];
        bool error = finding->severity == SEVERITY_ERROR;

        errors += error;
        warned += finding->severity == SEVERITY_WARNING;
        vec_push(run, &left,
                 arena_printf(run, "%s%s", finding_kind(finding->id)->code, error ? "!" : ""));
    }
    assert_int_equal(findings.error_count, errors);
    assert_int_equal(findings.warning_count, warned);
    return text_join(run, &left, " ");
}

static void told_and_not(void **state)
{
    Warnings none = {0}, off = READ("no-missing-primary-key", "no-m403"), on = READ("M312");
    Warnings again = READ("no-M310", "M310");

    assert_string_equal(applied(*state, &none), "M310 M313 M403 M101! MC201");
    assert_string_equal(applied(*state, &off), "M313 M101! MC201");
    assert_string_equal(applied(*state, &again), "M310 M313 M403 M101! MC201");
    assert_true(warnings_wanted(&on, FINDING_M312));
    assert_false(warnings_wanted(&none, FINDING_M312));
}

static void errors(void **state)
{
    Warnings all = READ("error"), one = READ("error=key-type-differs");
    Warnings but = READ("no-error=M310", "error"), off = READ("error", "no-error");
    Warnings silent = READ("error", "no-M310", "no-M313");

    assert_string_equal(applied(*state, &all), "M310! M313! M403 M101! MC201");
    assert_string_equal(applied(*state, &one), "M310 M313! M403 M101! MC201");
    assert_string_equal(applied(*state, &but), "M310 M313! M403 M101! MC201");
    assert_string_equal(applied(*state, &off), "M310 M313 M403 M101! MC201");
    assert_string_equal(applied(*state, &silent), "M403 M101! MC201");
}

static void from_some_on(void **state)
{
    Warnings off = READ("no-M310");
    Findings findings = {.arena = *state};

    finding_add(&findings, FINDING_M310, NO_RANGE, "reported");
    finding_add(&findings, FINDING_M310, NO_RANGE, "new");
    warnings_apply(&off, &findings, 1);
    assert_int_equal(findings.items.count, 1);
    assert_string_equal(findings.items.items[0]->message, "reported");
}

static void not_understood(void **state)
{
    assert_string_equal(refusal(*state, "no-mising-primary-key"),
                        "-Wno-mising-primary-key: there is no warning 'mising-primary-key'; did "
                        "you mean 'missing-primary-key'?");
    assert_string_equal(refusal(*state, "no-drop-table"),
                        "-Wno-drop-table: 'drop-table' is an error and cannot be turned off");
    assert_non_null(refusal(*state, ""));
    assert_non_null(refusal(*state, "no-"));
    assert_non_null(refusal(*state, "error="));
    assert_null(refusal(*state, "error=drop-table"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(told_and_not),
        UNIT(errors),
        UNIT(from_some_on),
        UNIT(not_understood),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
