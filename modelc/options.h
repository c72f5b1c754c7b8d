/*
 * Options as data.  One table per command, and one for the options of every command, feed the
 * command line, the environment, modelc.json and --help; nothing else knows an option's name.
 *
 *     static const Option options[] = {
 *         OPTION(UpgradeArgs, sql, .name = "sql", .help = "print the script, run nothing"),
 *         {.name = NULL},
 *     };
 */
#ifndef MODELC_OPTIONS_H
#define MODELC_OPTIONS_H

#include "base/finding.h"

#include <stddef.h>

typedef enum OptionType {
    OPTION_FLAG,   /* bool */
    OPTION_TEXT,   /* const char *, NULL when not given */
    OPTION_LIST,   /* StrVec: the option may be repeated */
    OPTION_NUMBER, /* unsigned */
} OptionType;

/* Where an option's value came from; a lower one wins. */
typedef enum Origin {
    ORIGIN_NONE,
    ORIGIN_COMMAND_LINE,
    ORIGIN_ENVIRONMENT,
    ORIGIN_DOTENV,
    ORIGIN_CONFIG,
} Origin;

/* One option; a table ends with one whose name is NULL. */
typedef struct Option {
    const char *name;           /* without dashes */
    const char *value;          /* what --help calls the value; NULL for a flag */
    const char *help;           /* one line */
    const char *env;            /* environment variable, or NULL; a list is split at colons */
    const char *const *choices; /* the only values, NULL-terminated, or NULL: any */
    char letter;                /* 0: none */
    bool required;              /* the command line must give it */
    bool config;                /* also a key of modelc.json, of the same name */
    bool config_only;           /* a key of modelc.json and nothing else */
    bool merges;                /* a list: every source adds to it, the weakest first */
    bool path;                  /* a path: relative to where modelc was called from */
    OptionType type;
    size_t offset; /* of the field in the arguments' struct */
} Option;

/* The row for field `f` of struct `S`; the type of the field decides how the value is read. */
#define OPTION(S, f, ...)                                                                               \
    {                                                                                                   \
        .offset = offsetof(S, f),                                                                     \
     .type = _Generic(((S *)0)->f,                                                                 \
         bool: OPTION_FLAG,                                                                        \
         const char *: OPTION_TEXT,                                                                \
         StrVec: OPTION_LIST,                                                                      \
         unsigned: OPTION_NUMBER),                                                                 \
     __VA_ARGS__ \
    }

enum { OPTION_MAX = 48 };

/* A table together with the struct it fills. */
typedef struct OptionSet {
    const Option *options;
    void *args;
    Origin origins[OPTION_MAX]; /* by index in `options` */
} OptionSet;

/* Start with the arguments and the sets; `operands` receives what is not an option. */
typedef struct OptionParser {
    Arena *run;
    Findings *findings;
    OptionSet *sets[2]; /* searched in this order; NULL: none */
    StrVec arguments;
    size_t next; /* index of the argument to read */
    StrVec operands;
    bool only_operands; /* "--" was seen */
} OptionParser;

/*
 * Read options and operands from the command line; with `one_operand`, stop behind the first one.
 *
 * Understands --name=value, --name value, -nVALUE, -n VALUE, bundled flags, --no-name for flags
 * that the environment or modelc.json can set, and --.  A dash before a digit starts an operand
 * (downgrade -1).  False and MC901 for an unknown option or a wrong value.
 */
bool options_parse(OptionParser *parser, bool one_operand);

/* False and MC901 when an option that must be given is not; call it behind options_parse(). */
bool options_check_required(Findings *findings, const OptionSet *set);

/*
 * Give options that have no value yet the one of their environment variable.  An empty variable
 * counts as not set.  False and MC902 for a wrong value.
 */
bool options_fill_environment(Arena *run, Findings *findings, OptionSet *set);

/*
 * Whether a source behind those that were read may still give the option a value.
 */
bool option_is_open(const OptionSet *set, const Option *option);

/*
 * Give one option that is open the value `text` (an item of it, for a list).  `what` names
 * the source in messages and `at` is its place.  False and a finding `id` for a wrong value.
 */
typedef struct OptionSource {
    FindingId id;
    Range at;
    Origin origin;
    const char *what;
} OptionSource;

bool option_store(Arena *run, Findings *findings, OptionSet *set, const Option *option,
                  const char *text, const OptionSource *source);

Origin option_origin(const OptionSet *set, const void *field);

/* Put `prefix` before relative paths from the command line and the environment. */
void options_rebase(Arena *run, OptionSet *set, const char *prefix);

/* NULL when the table has no such option. */
const Option *option_find(const Option *options, const char *name);

#endif
