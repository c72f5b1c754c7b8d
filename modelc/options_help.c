#include "modelc/options_help.h"

#include <string.h>

enum { INDENT = 2, LEFT_WIDTH = 26, LINE_WIDTH = 96 };

/* Length of the longest piece of `text` that fits `width` and ends at a space or the end. */
static size_t fold(const char *text, size_t width)
{
    size_t length = strlen(text);

    if (length <= width)
        return length;
    for (size_t i = width; i > 0; i--)
        if (text[i] == ' ')
            return i;
    return length;
}

void help_line(StrBuf *out, const char *left, const char *right)
{
    size_t width = LINE_WIDTH - LEFT_WIDTH;

    strbuf_addf(out, "%*s%-*s", INDENT, "", LEFT_WIDTH - INDENT, left);
    if (strlen(left) + INDENT >= LEFT_WIDTH)
        strbuf_addf(out, "\n%*s", LEFT_WIDTH, "");
    for (;;) {
        size_t length = fold(right, width);

        strbuf_addn(out, right, length);
        strbuf_addc(out, '\n');
        right += length;
        if (*right == '\0')
            return;
        right++;
        strbuf_addf(out, "%*s", LEFT_WIDTH, "");
    }
}

static void write_sources(StrBuf *out, const Option *option)
{
    if (option->env && option->config)
        strbuf_addf(out, " [%s, modelc.json]", option->env);
    else if (option->env)
        strbuf_addf(out, " [%s]", option->env);
    else if (option->config)
        strbuf_add(out, " [modelc.json]");
}

void options_help(StrBuf *out, const Option *options)
{
    for (const Option *option = options; option && option->name; option++) {
        if (option->config_only)
            continue;

        StrBuf left = {.arena = out->arena};
        StrBuf right = {.arena = out->arena};

        if (option->letter)
            strbuf_addf(&left, "-%c, ", option->letter);
        else
            strbuf_add(&left, "    ");
        strbuf_addf(&left, "--%s", option->name);
        if (option->value)
            strbuf_addf(&left, " %s", option->value);
        strbuf_add(&right, option->help);
        strbuf_add(&right, option->required ? " (required)" : "");
        write_sources(&right, option);
        help_line(out, strbuf_text(&left), strbuf_text(&right));
    }
}
