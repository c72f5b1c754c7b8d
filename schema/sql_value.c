/* Constants that need no server to be judged. */
#include "base/text.h"
#include "schema/sql.h"

#include <string.h>
#include <strings.h>

static bool is_boolean(const char *text)
{
    return text_same_fold(text, "true") || text_same_fold(text, "false");
}

/* At most `most` digits, with a sign: the most that fit in any case. */
static bool is_integer(const char *text, size_t most)
{
    const char *digits = text + (*text == '-');
    size_t count = strspn(digits, "0123456789");

    return count > 0 && count <= most && digits[count] == '\0';
}

static bool is_smallint(const char *text)
{
    return is_integer(text, 4);
}

static bool is_int(const char *text)
{
    return is_integer(text, 9);
}

static bool is_bigint(const char *text)
{
    return is_integer(text, 18);
}

/* A plain literal; one with a backslash can be read in two ways. */
static bool is_string(const char *text)
{
    if (*text != '\'')
        return false;
    for (const char *p = text + 1; *p && *p != '\\'; p++)
        if (*p == '\'' && *++p != '\'')
            return *p == '\0';
    return false;
}

static bool is_now(const char *text)
{
    return text_same_fold(text, "now()") || text_same_fold(text, "current_timestamp");
}

static const struct {
    const char *type; /* without modifiers, which an assignment checks, not a definition */
    bool (*takes)(const char *text);
} constants[] = {
    {"boolean",                     is_boolean },
    {"smallint",                    is_smallint},
    {"integer",                     is_int     },
    {"bigint",                      is_bigint  },
    {"numeric",                     is_bigint  },
    {"text",                        is_string  },
    {"character varying",           is_string  },
    {"date",                        is_now     },
    {"timestamp without time zone", is_now     },
    {"timestamp with time zone",    is_now     },
};

bool sql_type_takes(const char *canonical, const char *text)
{
    size_t length = strcspn(canonical, "([");

    for (size_t i = 0; i < sizeof constants / sizeof *constants; i++)
        if (strncmp(canonical, constants[i].type, length) == 0 &&
            constants[i].type[length] == '\0' && !strchr(canonical, '['))
            return constants[i].takes(text);
    return false;
}

static bool is_of_time(const char *type)
{
    return text_starts(type, "date") || text_starts(type, "time");
}

bool sql_type_is_moment(const char *canonical, const char *text, const char **instead)
{
    static const struct {
        const char *literal, *instead;
    } words[] = {
        {"'now'",       "now()"           },
        {"'today'",     "current_date"    },
        {"'tomorrow'",  "current_date + 1"},
        {"'yesterday'", "current_date - 1"},
    };

    if (strchr(canonical, '[') || !is_of_time(canonical))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t length = strlen(words[i].literal);
        const char *rest = text + length;

        *instead = words[i].instead;
        if (strncasecmp(text, words[i].literal, length) == 0 &&
            (*rest == '\0' || (text_starts(rest, "::") && is_of_time(rest + 2))))
            return true;
    }
    return false;
}
