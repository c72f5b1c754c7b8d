#include "modelc/options.h"

#include "base/file.h"
#include "base/strbuf.h"
#include "base/text.h"

#include <assert.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

const Option *option_find(const Option *options, const char *name)
{
    for (const Option *option = options; option && option->name; option++)
        if (strcmp(option->name, name) == 0)
            return option;
    return NULL;
}

Origin option_origin(const OptionSet *set, const void *field)
{
    size_t offset = (size_t)((const char *)field - (const char *)set->args);

    for (size_t i = 0; set->options[i].name; i++)
        if (set->options[i].offset == offset)
            return set->origins[i];
    return ORIGIN_NONE;
}

static void *field_of(const OptionSet *set, const Option *option)
{
    return (char *)set->args + option->offset;
}

bool option_is_open(const OptionSet *set, const Option *option)
{
    return option->merges || set->origins[option - set->options] == ORIGIN_NONE;
}

static Origin *origin_of(OptionSet *set, const Option *option)
{
    size_t index = (size_t)(option - set->options);

    assert(index < OPTION_MAX);
    return &set->origins[index];
}

/* "a, b or c" */
static const char *list_choices(Arena *run, const char *const *choices)
{
    StrBuf buf = {.arena = run};

    for (size_t i = 0; choices[i]; i++)
        strbuf_addf(&buf, "%s%s", i == 0 ? "" : choices[i + 1] ? ", " : " or ", choices[i]);
    return strbuf_text(&buf);
}

static bool is_choice(const char *const *choices, const char *text, Suggestion *suggestion)
{
    for (size_t i = 0; choices[i]; i++) {
        if (strcmp(choices[i], text) == 0)
            return true;
        suggest_offer(suggestion, choices[i]);
    }
    return false;
}

static bool read_flag(const char *text, bool *value)
{
    static const struct {
        const char *word;
        bool value;
    } words[] = {
        {"1",     true },
        {"true",  true },
        {"yes",   true },
        {"on",    true },
        {"0",     false},
        {"false", false},
        {"no",    false},
        {"off",   false},
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_same_fold(text, words[i].word)) {
            *value = words[i].value;
            return true;
        }
    return false;
}

static bool read_number(const char *text, unsigned *value)
{
    char *end;
    unsigned long number = strtoul(text, &end, 10);

    if (!isdigit((unsigned char)text[0]) || *end || number > 0x7FFFFFFF)
        return false;
    *value = (unsigned)number;
    return true;
}

static bool store_value(Arena *run, void *field, OptionType type, const char *text)
{
    switch (type) {
    case OPTION_FLAG:
        return read_flag(text, field);
    case OPTION_NUMBER:
        return read_number(text, field);
    case OPTION_TEXT:
        *(const char **)field = text;
        return true;
    case OPTION_LIST:
        vec_push(run, (StrVec *)field, text);
        return true;
    }
    return false;
}

/* What was added last goes to the front: it comes from a weaker source. */
static void put_first(StrVec *list)
{
    const char *last = list->items[list->count - 1];

    memmove(&list->items[1], list->items, (list->count - 1) * sizeof *list->items);
    list->items[0] = last;
}

bool option_store(Arena *run, Findings *findings, OptionSet *set, const Option *option,
                  const char *text, const OptionSource *source)
{
    Suggestion suggestion = {.wanted = text};

    if (option->choices && !is_choice(option->choices, text, &suggestion)) {
        finding_add(findings, source->id, source->at, "%s takes %s, not '%s'%s", source->what,
                    list_choices(run, option->choices), text, suggest_text(run, &suggestion));
        return false;
    }
    if (!store_value(run, field_of(set, option), option->type, text)) {
        finding_add(findings, source->id, source->at, "%s takes %s, not '%s'", source->what,
                    option->type == OPTION_FLAG ? "true or false" : "a number", text);
        return false;
    }
    if (*origin_of(set, option) == ORIGIN_NONE)
        *origin_of(set, option) = source->origin;
    else if (option->merges && source->origin != ORIGIN_COMMAND_LINE)
        put_first(field_of(set, option));
    return true;
}

/* What the command line calls an option: its long name, or one letter. */
typedef struct Match {
    OptionSet *set;
    const Option *option;
    bool negated;
} Match;

static Match find_named(const OptionParser *parser, const char *name)
{
    for (size_t i = 0; i < 2; i++) {
        OptionSet *set = parser->sets[i];
        const Option *option = set ? option_find(set->options, name) : NULL;

        if (option && option->config_only)
            option = NULL;

        if (option)
            return (Match){set, option, false};
    }
    if (!text_starts(name, "no-"))
        return (Match){NULL, NULL, false};

    Match match = find_named(parser, name + 3);

    if (match.option && match.option->type == OPTION_FLAG &&
        (match.option->config || match.option->env))
        return (Match){match.set, match.option, true};
    return (Match){NULL, NULL, false};
}

static Match find_letter(const OptionParser *parser, char letter)
{
    for (size_t i = 0; i < 2; i++) {
        OptionSet *set = parser->sets[i];

        for (const Option *option = set ? set->options : NULL; option && option->name; option++)
            if (option->letter == letter)
                return (Match){set, option, false};
    }
    return (Match){NULL, NULL, false};
}

static bool refuse_unknown(OptionParser *parser, const char *name)
{
    Suggestion suggestion = {.wanted = name};

    for (size_t i = 0; i < 2; i++)
        for (const Option *option = parser->sets[i] ? parser->sets[i]->options : NULL;
             option && option->name; option++)
            if (!option->config_only)
                suggest_offer(&suggestion, option->name);
    finding_add(parser->findings, FINDING_MC901, NO_RANGE, "unknown option '--%s'%s%s%s", name,
                suggestion.best ? "; did you mean '--" : "", suggestion.best ? suggestion.best : "",
                suggestion.best ? "'?" : "");
    return false;
}

/* Store for `spelled` ("--name" or "-n"); `value` NULL: it is the next argument. */
static bool take(OptionParser *parser, const Match *match, const char *spelled, const char *value)
{
    bool flag = match->option->type == OPTION_FLAG;

    if (flag && value) {
        finding_add(parser->findings, FINDING_MC901, NO_RANGE, "option '%s' takes no value",
                    spelled);
        return false;
    }
    if (flag)
        value = match->negated ? "false" : "true";
    if (!value && parser->next < parser->arguments.count)
        value = parser->arguments.items[parser->next++];
    if (!value) {
        finding_add(parser->findings, FINDING_MC901, NO_RANGE, "option '%s' needs a value (%s)",
                    spelled, match->option->value ? match->option->value : "VALUE");
        return false;
    }

    OptionSource source = {FINDING_MC901, NO_RANGE, ORIGIN_COMMAND_LINE,
                           arena_printf(parser->run, "option '%s'", spelled)};

    return option_store(parser->run, parser->findings, match->set, match->option, value, &source);
}

static bool parse_long(OptionParser *parser, const char *argument)
{
    const char *equals = strchr(argument, '=');
    size_t length = equals ? (size_t)(equals - argument) : strlen(argument);
    const char *name = arena_strndup(parser->run, argument, length);
    Match match = find_named(parser, name);

    if (!match.option)
        return refuse_unknown(parser, name);
    return take(parser, &match, arena_printf(parser->run, "--%s", name),
                equals ? equals + 1 : NULL);
}

/* Bytes of the first character, so that a message cuts none. */
static int first_character(const char *text)
{
    int size = 1;

    while (((unsigned char)text[size] & 0xC0) == 0x80)
        size++;
    return size;
}

static bool parse_letters(OptionParser *parser, const char *letters)
{
    for (const char *p = letters; *p; p++) {
        Match match = find_letter(parser, *p);
        const char *spelled = arena_printf(parser->run, "-%c", *p);

        if (!match.option) {
            finding_add(parser->findings, FINDING_MC901, NO_RANGE, "unknown option '-%.*s'",
                        first_character(p), p);
            return false;
        }
        if (match.option->type != OPTION_FLAG)
            return take(parser, &match, spelled, p[1] ? p + 1 : NULL);
        if (!take(parser, &match, spelled, NULL))
            return false;
    }
    return true;
}

/* "-" alone and "-1" are operands. */
static bool is_operand(const OptionParser *parser, const char *argument)
{
    return parser->only_operands || argument[0] != '-' || argument[1] == '\0' ||
           isdigit((unsigned char)argument[1]);
}

bool options_parse(OptionParser *parser, bool one_operand)
{
    while (parser->next < parser->arguments.count) {
        const char *argument = parser->arguments.items[parser->next++];
        bool ok = true;

        if (is_operand(parser, argument)) {
            vec_push(parser->run, &parser->operands, argument);
            if (one_operand)
                return true;
        } else if (strcmp(argument, "--") == 0) {
            parser->only_operands = true;
        } else if (argument[1] == '-') {
            ok = parse_long(parser, argument + 2);
        } else {
            ok = parse_letters(parser, argument + 1);
        }
        if (!ok)
            return false;
    }
    return true;
}

bool options_check_required(Findings *findings, const OptionSet *set)
{
    for (size_t i = 0; set->options[i].name; i++) {
        const Option *option = &set->options[i];

        if (!option->required || set->origins[i] != ORIGIN_NONE)
            continue;
        finding_add(findings, FINDING_MC901, NO_RANGE, "option '--%s %s' is needed", option->name,
                    option->value);
        return false;
    }
    return true;
}

static bool fill_list(Arena *run, Findings *findings, OptionSet *set, const Option *option,
                      const char *text, const OptionSource *source)
{
    while (*text) {
        size_t length = strcspn(text, ":");

        if (length > 0 &&
            !option_store(run, findings, set, option, arena_strndup(run, text, length), source))
            return false;
        text += length + (text[length] == ':');
    }
    return true;
}

bool options_fill_environment(Arena *run, Findings *findings, OptionSet *set)
{
    for (const Option *option = set->options; option->name; option++) {
        const char *text = option->env ? getenv(option->env) : NULL;

        if (!text || !*text || !option_is_open(set, option))
            continue;

        OptionSource source = {FINDING_MC902, NO_RANGE, ORIGIN_ENVIRONMENT,
                               arena_printf(run, "environment variable %s", option->env)};
        bool ok = option->type == OPTION_LIST
                      ? fill_list(run, findings, set, option, text, &source)
                      : option_store(run, findings, set, option, text, &source);

        if (!ok)
            return false;
    }
    return true;
}

void options_rebase(Arena *run, OptionSet *set, const char *prefix)
{
    for (const Option *option = set->options; option->name; option++) {
        Origin origin = *origin_of(set, option);

        if (!option->path || (origin != ORIGIN_COMMAND_LINE && origin != ORIGIN_ENVIRONMENT))
            continue;
        if (option->type == OPTION_TEXT) {
            const char **text = field_of(set, option);

            *text = path_join(run, prefix, *text);
        }
        if (option->type == OPTION_LIST) {
            StrVec *list = field_of(set, option);

            for (size_t i = 0; i < list->count; i++)
                list->items[i] = path_join(run, prefix, list->items[i]);
        }
    }
}
