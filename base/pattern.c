#include "base/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <string.h>

struct Pattern {
    pcre2_code *code;
    pcre2_match_data *match;
};

static void release(void *arg)
{
    Pattern *pattern = arg;

    pcre2_match_data_free(pattern->match);
    pcre2_code_free(pattern->code);
}

static const char *explain(Arena *arena, int code, size_t offset)
{
    PCRE2_UCHAR text[256];

    pcre2_get_error_message(code, text, sizeof text);
    return arena_printf(arena, "%s at offset %zu", (const char *)text, offset);
}

Pattern *pattern_new(Arena *arena, const char *regex, const char **reason)
{
    int code;
    PCRE2_SIZE offset;
    pcre2_code *compiled = pcre2_compile((PCRE2_SPTR)regex, PCRE2_ZERO_TERMINATED,
                                         PCRE2_UTF | PCRE2_UCP, &code, &offset, NULL);

    if (!compiled) {
        *reason = explain(arena, code, offset);
        return NULL;
    }

    Pattern *pattern = ARENA_NEW(arena, Pattern);

    *pattern = (Pattern){compiled, pcre2_match_data_create_from_pattern(compiled, NULL)};
    if (!pattern->match)
        die("out of memory");
    arena_defer(arena, release, pattern);
    return pattern;
}

Pattern *pattern_glob(Arena *arena, const char *glob, const char **reason)
{
    PCRE2_UCHAR *regex = NULL;
    PCRE2_SIZE length = 0;
    int code = pcre2_pattern_convert((PCRE2_SPTR)glob, strlen(glob),
                                     PCRE2_CONVERT_GLOB | PCRE2_CONVERT_UTF, &regex, &length, NULL);

    if (code != 0) {
        *reason = explain(arena, code, length);
        return NULL;
    }

    Pattern *pattern = pattern_new(arena, (const char *)regex, reason);

    pcre2_converted_pattern_free(regex);
    return pattern;
}

bool pattern_match(const Pattern *pattern, const char *text)
{
    return pcre2_match(pattern->code, (PCRE2_SPTR)text, PCRE2_ZERO_TERMINATED, 0, 0, pattern->match,
                       NULL) >= 0;
}
