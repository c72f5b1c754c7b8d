/*
 * What clang says about the models, in our words where it cannot know better: an annotation that
 * is none is a missing semicolon to it.
 */
#include "modelc/reader/clang_reader.h"

#include "base/text.h"

#include <ctype.h>
#include <string.h>

/* More than a person reads at once; the rest is counted. */
enum { ERROR_LIMIT = 20 };

/* What people coming from elsewhere write. */
static const char *const habits[] = {"SQL", "COLUMN", "DB", "TABLE", "PGSQL", "POSTGRES", "COL"};

typedef struct Report {
    Clang *clang;
    size_t error_count;
    StrVec silenced;    /* paths whose one error says it all */
    VEC(Place) unknown; /* unknown annotations that were reported, with their parentheses */
    Finding *last;
    size_t dropped;
} Report;

/* The token at `offset`, as far as a caret wants to know it. */
static size_t token_length(const ClangFile *file, size_t offset)
{
    size_t word = clang_word(file, offset), end = offset + 1;
    char first = offset < file->length ? file->text[offset] : '\0';

    if (word > 0 || first == '\0')
        return word;
    if (first != '"' && first != '<')
        return 1;

    char close = first == '<' ? '>' : '"';

    while (end < file->length && file->text[end] != close && file->text[end] != '\n')
        end++;
    return end < file->length && file->text[end] == close ? end + 1 - offset : 1;
}

static Place diagnostic_place(Clang *clang, CXDiagnostic diagnostic)
{
    CXFile handle = NULL;
    unsigned offset = 0;

    clang->api->getFileLocation(clang->api->getDiagnosticLocation(diagnostic), &handle, NULL, NULL,
                                &offset);

    ClangFile *file = clang_file(clang, handle);

    if (!file)
        return (Place){0};
    if (offset > file->length)
        offset = (unsigned)file->length;

    return (Place){file, offset, offset + token_length(file, offset)};
}

static Range place_range(Place place)
{
    if (!place.file)
        return NO_RANGE;
    return (Range){place.file->path, place.begin, place.end, NULL};
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static size_t skip_space(const ClangFile *file, size_t i)
{
    while (i < file->length && is_space(file->text[i]))
        i++;
    return i;
}

static bool is_word_byte(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* The word that ends before `end`, spaces between allowed. */
static Place word_before(ClangFile *file, size_t end)
{
    while (end > 0 && is_space(file->text[end - 1]))
        end--;

    size_t begin = end;

    while (begin > 0 && is_word_byte(file->text[begin - 1]))
        begin--;
    return (Place){begin < end ? file : NULL, begin, end};
}

/* The parenthesis that is open at `offset` in the same declaration; SIZE_MAX when none is. */
static size_t open_before(const ClangFile *file, size_t offset, size_t depth)
{
    for (size_t i = offset; i > 0; i--) {
        char c = file->text[i - 1];

        if (c == ';' || c == '{' || c == '}')
            return SIZE_MAX;
        if (c == '(' && depth-- == 0)
            return i - 1;
        depth += c == ')';
    }
    return SIZE_MAX;
}

/* WORD ( … ), where `at` holds the word; extended over the parentheses. */
static bool is_call(Place *at)
{
    if (!at->file)
        return false;

    size_t open = skip_space(at->file, at->end);

    if (open >= at->file->length || at->file->text[open] != '(')
        return false;
    at->end = clang_close(at->file, open);
    return true;
}

/* The call at, around or before the place where clang stumbled. */
static bool find_call(Place stumbled, bool semicolon, Place *call)
{
    ClangFile *file = stumbled.file;
    size_t next = skip_space(file, stumbled.begin), open = SIZE_MAX;

    *call = (Place){file, next, next + clang_word(file, next)};
    if (call->end > call->begin && is_call(call))
        return true;
    if (stumbled.begin < file->length && file->text[stumbled.begin] == '(')
        open = stumbled.begin;
    else if (semicolon && stumbled.begin > 0 && file->text[stumbled.begin - 1] == ')')
        open = open_before(file, stumbled.begin - 1, 0);
    else
        open = open_before(file, stumbled.begin, 0);
    if (open == SIZE_MAX)
        return false;
    *call = word_before(file, open);
    return is_call(call);
}

/* PG or PG_ALSO when the word is meant to be one, else NULL. */
static const char *meant(const char *word, bool statement)
{
    Suggestion suggestion = {.wanted = word};

    suggest_offer(&suggestion, "PG");
    suggest_offer(&suggestion, "PG_ALSO");
    suggest_offer(&suggestion, "MODELC");
    suggest_offer(&suggestion, "MODELC_ALSO");
    for (size_t i = 0; i < sizeof habits / sizeof *habits; i++)
        if (text_same_fold(word, habits[i]))
            return statement ? "PG_ALSO" : "PG";
    return suggestion.best;
}

static bool is_known(const Report *report, Place place)
{
    for (size_t i = 0; i < report->unknown.count; i++) {
        const Place *known = &report->unknown.items[i];

        if (known->file == place.file && place.begin >= known->begin && place.begin <= known->end)
            return true;
    }
    return false;
}

static Finding *add_error(Report *report, FindingId id, Range at, const char *message)
{
    if (report->error_count++ >= ERROR_LIMIT) {
        report->dropped++;
        return NULL;
    }
    report->last = finding_add(report->clang->findings, id, at, "%s", message);
    return report->last;
}

static void add_unknown(Report *report, Place call, const char *word, const char *best)
{
    Clang *clang = report->clang;
    Range at = {call.file->path, call.begin, call.begin + strlen(word), NULL};
    const char *advice = best ? arena_printf(clang->run, "; did you mean '%s'?", best) : "";
    Finding *finding =
        add_error(report, FINDING_M001, at,
                  arena_printf(clang->run, "unknown annotation '%s'%s", word, advice));

    vec_push(clang->work, &report->unknown, call);
    if (finding)
        finding->fix = best;
}

static void add_missing_include(Report *report, Place call, const char *word)
{
    Clang *clang = report->clang;
    Range at = {call.file->path, call.begin, call.begin + strlen(word), NULL};

    vec_push(clang->work, &report->silenced, call.file->path);
    add_error(report, FINDING_M004, at,
              arena_printf(clang->run, "'%s' is not declared here; add #include <modelc.h>", word));
}

/* Whether the error is about a word that should have been an annotation. */
static bool report_annotation(Report *report, Place stumbled, const char *message)
{
    Clang *clang = report->clang;
    bool semicolon = strstr(message, "expected ';'") != NULL;
    bool statement = strstr(message, "type name requires") != NULL;
    Place call;

    if (!find_call(stumbled, semicolon, &call))
        return false;

    size_t length = clang_word(call.file, call.begin);
    const char *word = arena_strndup(clang->run, call.file->text + call.begin, length);

    if (is_known(report, call))
        return true;
    if (clang_is_macro(word, length)) {
        if (clang_sees_modelc(clang, call.file))
            return false;
        add_missing_include(report, call, word);
        return true;
    }

    const char *best = meant(word, statement);

    if (!best && !(semicolon && call.begin >= stumbled.begin))
        return false;
    add_unknown(report, call, word, best);
    return true;
}

static void add_notes(Report *report, Finding *finding, CXDiagnostic diagnostic)
{
    Clang *clang = report->clang;
    CXDiagnosticSet notes = clang->api->getChildDiagnostics(diagnostic); /* not ours to dispose */

    for (unsigned i = 0; i < clang->api->getNumDiagnosticsInSet(notes); i++) {
        CXDiagnostic note = clang->api->getDiagnosticInSet(notes, i);
        Place place = diagnostic_place(clang, note);
        const char *text = clang_text(clang, clang->work, clang->api->getDiagnosticSpelling(note));

        if (place.file && !place.file->ours)
            finding_note(clang->findings, finding, place_range(place), "%s", text);
        clang->api->disposeDiagnostic(note);
    }
}

/* A fix-it stands at its own place, which is also the better one to point at. */
static void add_fix(Report *report, Finding *finding, CXDiagnostic diagnostic)
{
    Clang *clang = report->clang;
    CXSourceRange range;

    if (clang->api->getDiagnosticNumFixIts(diagnostic) != 1)
        return;

    const char *fix =
        clang_text(clang, clang->run, clang->api->getDiagnosticFixIt(diagnostic, 0, &range));
    Place place = clang_place(clang, range);

    if (!place.file || place.file->ours)
        return;
    finding->at = place_range(place);
    finding->fix = fix;
}

/* A type of <modelc.h>: clang is silent when two are equally near. */
static void suggest_type(Report *report, Finding *finding, Place place)
{
    Clang *clang = report->clang;
    const ClangFile *header = map_get(&clang->file_of_path, "<modelc.h>");
    const char *word =
        arena_strndup(clang->work, place.file->text + place.begin, place.end - place.begin);
    const char *prefixed = arena_printf(clang->work, "pg_%s", word);
    Suggestion suggestion = {.wanted = word};

    if (!header || !strstr(finding->message, "unknown type name"))
        return;
    for (const char *p = strstr(header->text, "pg_"); p; p = strstr(p + 1, "pg_")) {
        size_t length = clang_word(header, (size_t)(p - header->text));
        const char *name = arena_strndup(clang->run, p, length);

        suggest_offer(&suggestion, name);
        if (strcmp(name, prefixed) == 0)
            suggestion.best = name;
    }
    if (!suggestion.best)
        return;
    finding->fix = suggestion.best;
    finding->message =
        arena_printf(clang->run, "%s%s", finding->message, suggest_text(clang->run, &suggestion));
}

static void report_error(Report *report, CXDiagnostic diagnostic)
{
    Clang *clang = report->clang;
    Place place = diagnostic_place(clang, diagnostic);
    const char *message =
        clang_text(clang, clang->run, clang->api->getDiagnosticSpelling(diagnostic));

    if (place.file && place.file->ours) {
        if (report->error_count > 0)
            return; /* it follows from one in a model that ends too early */
        place.file = NULL;
    }
    if (!place.file && report->silenced.count > 0)
        return; /* the same, as newer versions say it */
    if (place.file && (strvec_has(&report->silenced, place.file->path) || is_known(report, place)))
        return;
    if (place.file && report_annotation(report, place, message))
        return;

    Finding *finding = add_error(report, FINDING_M001, place_range(place), message);

    if (!finding)
        return;
    add_fix(report, finding, diagnostic);
    add_notes(report, finding, diagnostic);
    if (place.file && !finding->fix)
        suggest_type(report, finding, place);
    if (strstr(message, "file not found"))
        finding->hint = "Say where it is: --cflag=-IDIR, or \"cflag\": [\"-IDIR\"] in modelc.json.";
    if (place.file && strstr(message, "unterminated function-like macro")) {
        finding->hint = "A parenthesis or a quote is not closed.";
        vec_push(clang->work, &report->silenced, place.file->path); /* the rest was swallowed */
    }
}

static void report_ignored(Report *report, CXDiagnostic diagnostic)
{
    Clang *clang = report->clang;
    Place place = diagnostic_place(clang, diagnostic);
    const char *message =
        clang_text(clang, clang->work, clang->api->getDiagnosticSpelling(diagnostic));

    if (!place.file || !strstr(message, "'annotate'"))
        return;

    size_t word = place.end - place.begin;
    const char *name = place.file->text + place.begin;

    if (!clang_is_macro(name, word))
        return;
    add_error(report, FINDING_M109, place_range(place),
              arena_printf(clang->run,
                           "this %.*s(...) belongs to nothing; place it after 'struct' or behind "
                           "the name",
                           (int)word, name));
}

bool clang_report(Clang *clang)
{
    Report report = {.clang = clang};
    unsigned count = clang->api->getNumDiagnostics(clang->tu);

    for (unsigned i = 0; i < count; i++) {
        CXDiagnostic diagnostic = clang->api->getDiagnostic(clang->tu, i);
        enum CXDiagnosticSeverity severity = clang->api->getDiagnosticSeverity(diagnostic);

        if (severity >= CXDiagnostic_Error)
            report_error(&report, diagnostic);
        else if (severity == CXDiagnostic_Warning)
            report_ignored(&report, diagnostic);
        clang->api->disposeDiagnostic(diagnostic);
    }
    if (report.dropped > 0)
        report.last->hint =
            arena_printf(clang->run, "%zu more errors of C follow.", report.dropped);
    return report.error_count == 0;
}
