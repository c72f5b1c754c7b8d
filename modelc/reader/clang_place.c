#include "modelc/reader/clang_reader.h"

#include "base/text.h"

#include <ctype.h>
#include <string.h>

static const char *const macros[] = {"PG", "PG_ALSO", "MODELC", "MODELC_ALSO"};

/* What modelc.h puts before the stringified text. */
static const char mark[] = "modelc:";

bool clang_is_macro(const char *word, size_t length)
{
    for (size_t i = 0; i < sizeof macros / sizeof *macros; i++)
        if (strlen(macros[i]) == length && memcmp(macros[i], word, length) == 0)
            return true;
    return false;
}

size_t clang_word(const ClangFile *file, size_t offset)
{
    size_t end = offset;

    while (end < file->length && (isalnum((unsigned char)file->text[end]) ||
                                  file->text[end] == '_' || (file->text[end] & 0x80)))
        end++;
    return end - offset;
}

/* Behind the comment or the literal at `i`, or `i` itself. */
static size_t skip_opaque(const ClangFile *file, size_t i)
{
    const char *text = file->text;
    char first = text[i], second = i + 1 < file->length ? text[i + 1] : '\0';

    if (first == '"' || first == '\'') {
        for (i++; i < file->length && text[i] != first && text[i] != '\n'; i++)
            i += text[i] == '\\' && first == '"';
        return i < file->length ? i + 1 : file->length;
    }
    if (first != '/' || (second != '*' && second != '/'))
        return i;
    for (i += 2; i < file->length; i++) {
        if (second == '/' && text[i] == '\n')
            return i;
        if (second == '*' && text[i] == '/' && text[i - 1] == '*')
            return i + 1;
    }
    return file->length;
}

size_t clang_close(const ClangFile *file, size_t open)
{
    size_t depth = 0;

    for (size_t i = open; i < file->length; i++) {
        size_t behind = skip_opaque(file, i);

        if (behind > i) {
            i = behind - 1;
            continue;
        }
        depth += file->text[i] == '(';
        if (file->text[i] == ')' && --depth == 0)
            return i + 1;
    }
    return open;
}

Place clang_place(Clang *clang, CXSourceRange range)
{
    CXFile file = NULL;
    unsigned begin = 0, end = 0;

    clang->api->getExpansionLocation(clang->api->getRangeStart(range), &file, NULL, NULL, &begin);
    clang->api->getExpansionLocation(clang->api->getRangeEnd(range), NULL, NULL, NULL, &end);

    Place place = {clang_file(clang, file), begin, end > begin ? end : begin};

    if (place.file && place.end > place.file->length)
        place.file = NULL;
    return place;
}

/* The macro invocation that begins at `begin`, or its name only. */
static Range expansion_range(const Clang *clang, const ClangFile *file, size_t begin, size_t end)
{
    size_t word = clang_word(file, begin);

    return (Range){.file = file->path,
                   .begin = begin,
                   .end = end > begin ? end : begin + (word ? word : 1),
                   .via = arena_strndup(clang->run, file->text + begin, word)};
}

static bool is_word(const ClangFile *file, size_t offset, const char *word)
{
    size_t length = strlen(word);

    return clang_word(file, offset) == length && memcmp(file->text + offset, word, length) == 0;
}

Range clang_name_range(Clang *clang, CXCursor cursor, const char *name)
{
    CXFile handle = NULL;
    unsigned offset = 0;

    clang->api->getExpansionLocation(clang->api->getCursorLocation(cursor), &handle, NULL, NULL,
                                     &offset);

    ClangFile *file = clang_file(clang, handle);

    if (!file || offset >= file->length)
        return NO_RANGE;

    size_t word = clang_word(file, offset);

    if (!name || is_word(file, offset, "struct") || is_word(file, offset, "union") ||
        is_word(file, offset, "enum") || is_word(file, offset, name))
        return (Range){file->path, offset, offset + (word ? word : 1), NULL};
    return expansion_range(clang, file, offset, 0);
}

/* Annotations and names are kept as text; a model was checked when it was read. */
static void check_text(Clang *clang, ClangFile *file)
{
    if (!file->checked && !text_is_utf8(file->text, file->length)) {
        Range at = {.file = file->path};

        finding_add(clang->findings, FINDING_M002, at, "cannot read '%s': it is not UTF-8 text",
                    file->path);
    }
    file->checked = true;
}

Annotation clang_annotation(Clang *clang, Place place, const char *spelled)
{
    ClangFile *file = place.file;
    size_t word = clang_word(file, place.begin), open = place.begin + word;
    const char *text = spelled + strlen(mark);

    check_text(clang, file);
    if (clang_is_macro(file->text + place.begin, word)) {
        while (open < place.end && file->text[open] != '(') {
            size_t behind = skip_opaque(file, open);

            open = behind > open ? behind : open + 1;
        }
        if (open < place.end && file->text[place.end - 1] == ')' && place.end - 1 > open) {
            Range at = {file->path, open + 1, place.end - 1, NULL};

            return (Annotation){
                .text = arena_strndup(clang->run, file->text + at.begin, at.end - at.begin),
                .length = at.end - at.begin,
                .at = at,
                .exact = true};
        }
    }
    return (Annotation){.text = arena_strdup(clang->run, text),
                        .length = strlen(text),
                        .at = expansion_range(clang, file, place.begin, place.end)};
}
