#include "modelc/fix.h"

#include "base/file.h"
#include "base/strbuf.h"
#include "base/text.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Their edit is a name or a type that resembles the one that was written. */
static const FindingId guesses[] = {FINDING_M001, FINDING_M222, FINDING_M301,
                                    FINDING_M302, FINDING_M303, FINDING_M506};

typedef VEC(const Finding *) FindingVec;

/* Torn apart, these can be meant as two: the second stands before its operand, as in `a < @ b`. */
static const char *const pairs[] = {"#-", "~~", "<@", "@@"};

static bool may_be_two(const char *operator)
{
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (text_same(operator, pairs[i]))
            return true;
    return false;
}

/* Whether PostgreSQL's parser stops inside of the place. */
static bool is_refused(const Findings *found, const Range *at)
{
    for (size_t i = 0; i < found->items.count; i++) {
        const Finding *finding = found->items.items[i];

        if (finding->id == FINDING_M601 && text_same(finding->at.file, at->file) &&
            finding->at.begin >= at->begin && finding->at.begin < at->end)
            return true;
    }
    return false;
}

static bool is_certain(const Findings *found, const Finding *finding)
{
    const Range *at = &finding->at;

    if (!finding->fix || !at->file || at->via || at->begin >= at->end)
        return false;
    for (size_t i = 0; i < sizeof guesses / sizeof *guesses; i++)
        if (finding->id == guesses[i])
            return false;
    return finding->id != FINDING_M106 || !may_be_two(finding->fix) || is_refused(found, at);
}

static bool refuse(Findings *findings, const char *path, const char *reason)
{
    finding_add(findings, FINDING_MC903, (Range){.file = path}, "cannot write '%s': %s", path,
                reason);
    return false;
}

/* NULL: not a file of the project. */
static const char *own_path(Arena *run, const StrVec *models, const char *path)
{
    char real[PATH_MAX], here[PATH_MAX];
    size_t length;

    if (!realpath(path, real) || !realpath(".", here))
        return NULL;
    length = strlen(here);
    if (!strvec_has(models, path) &&
        (strncmp(real, here, length) != 0 || (here[length - 1] != '/' && real[length] != '/')))
        return NULL;
    return arena_strdup(run, real);
}

/* In the order of their places, which findings_sort() gave them; none twice, none overlapping. */
static FindingVec edits_of(Arena *run, const Findings *found, const char *file, size_t length)
{
    FindingVec edits = {0};
    size_t end = 0;

    for (size_t i = 0; i < found->items.count; i++) {
        const Finding *finding = found->items.items[i];

        if (!is_certain(found, finding) || !text_same(finding->at.file, file) ||
            finding->at.begin < end || finding->at.end > length)
            continue;
        vec_push(run, &edits, finding);
        end = finding->at.end;
    }
    return edits;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The words beside something that goes must not become one. */
static bool would_join(const Text *text, const Finding *edit)
{
    return !*edit->fix && edit->at.begin > 0 && !is_blank(text->bytes[edit->at.begin - 1]) &&
           edit->at.end < text->length && !is_blank(text->bytes[edit->at.end]);
}

static const StrBuf *edited(Arena *run, const Text *text, const FindingVec *edits)
{
    StrBuf *out = ARENA_NEW(run, StrBuf);
    size_t at = 0;

    out->arena = run;
    for (size_t i = 0; i < edits->count; i++) {
        const Finding *edit = edits->items[i];

        strbuf_addn(out, text->bytes + at, edit->at.begin - at);
        strbuf_add(out, would_join(text, edit) ? " " : edit->fix);
        at = edit->at.end;
    }
    strbuf_addn(out, text->bytes + at, text->length - at);
    return out;
}

/* A rename would replace a file that is meant not to change: ask its permissions. */
static bool may_change(const char *path, struct stat *info, const char **reason)
{
    static const mode_t writable = S_IWUSR | S_IWGRP | S_IWOTH;

    if (stat(path, info) != 0)
        *reason = strerror(errno);
    else if (!(info->st_mode & writable) || access(path, W_OK) != 0)
        *reason = "it is read-only";
    else
        return true;
    return false;
}

static bool fix_file(Arena *run, Findings *findings, const Findings *found, const StrVec *models,
                     const char *file, size_t *fixed)
{
    const char *path = own_path(run, models, file), *reason = NULL;
    struct stat info;
    FindingVec edits;
    Text text;

    if (!path)
        return true;
    if (!file_read(run, path, &text, &reason))
        return refuse(findings, file, reason);
    edits = edits_of(run, found, file, text.length);
    if (edits.count == 0)
        return true;
    if (!may_change(path, &info, &reason))
        return refuse(findings, file, reason);

    const StrBuf *out = edited(run, &text, &edits);

    if (!file_write(run, path, strbuf_text(out), out->length, false, &reason) ||
        chmod(path, info.st_mode & 07777) != 0)
        return refuse(findings, file, reason ? reason : strerror(errno));
    *fixed += edits.count;
    return true;
}

bool fix_files(Arena *run, Findings *findings, const Findings *found, const StrVec *models,
               size_t *fixed)
{
    StrVec files = {0};

    *fixed = 0;
    for (size_t i = 0; i < found->items.count; i++) {
        const Finding *finding = found->items.items[i];

        if (is_certain(found, finding) && !strvec_has(&files, finding->at.file))
            vec_push(run, &files, finding->at.file);
    }
    for (size_t i = 0; i < files.count; i++)
        if (!fix_file(run, findings, found, models, files.items[i], fixed))
            return false;
    return true;
}
