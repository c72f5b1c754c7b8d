/*
 * modelc.json and .env as sources of option values.
 *
 * The keys of modelc.json are the names of the options marked `config`; what is wrong in the file
 * is found with its line and column.
 */
#ifndef MODELC_CONFIG_H
#define MODELC_CONFIG_H

#include "base/file.h"
#include "base/json.h"
#include "modelc/options.h"
#include "modelc/session.h"

typedef struct Config {
    const char *path;
    Text text;
    const Json *values; /* an object */
} Config;

/* False and MC902 when the file cannot be read or is not one JSON object. */
bool config_read(Arena *run, Findings *findings, const char *path, Config *out);

/*
 * Every key must be the name of a `config` option in one of the `tables` (ended by NULL), or
 * "$schema"; false and one MC902 per other key.
 */
bool config_check(Arena *run, Findings *findings, const Config *config,
                  const Option *const *tables);

/* Give options that have no value yet theirs from the file; false and MC902 for a wrong value. */
bool config_fill(Arena *run, Findings *findings, const Config *config, OptionSet *set);

/*
 * Add `text` to the list `key` of the project's modelc.json, unless it is there; a project without
 * that file gets one.  False and MC902 or MC903.
 */
bool config_add(Session *session, const char *key, const char *text, bool *added);

/* The key `key` of the outermost object, quotes included; no place when there is none. */
Range config_key(const Config *config, const char *key);

/*
 * The value of `key` in the .env file at `path` (KEY=VALUE lines, `export`, quotes, comments);
 * the last one counts.  `*value` is NULL when there is no such file or key.
 *
 * False and MC902 when the file cannot be read or the value's quote is not closed.
 */
bool dotenv_read(Arena *run, Findings *findings, const char *path, const char *key,
                 const char **value);

#endif
