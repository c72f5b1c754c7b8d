/* The option table as text for --help. */
#ifndef MODELC_OPTIONS_HELP_H
#define MODELC_OPTIONS_HELP_H

#include "base/strbuf.h"
#include "modelc/options.h"

/* One indented line per option: letter, name, value, what it does, where else it can be set. */
void options_help(StrBuf *out, const Option *options);

/* "  left     right", with `right` folded under itself so that lines stay below 100 columns. */
void help_line(StrBuf *out, const char *left, const char *right);

#endif
