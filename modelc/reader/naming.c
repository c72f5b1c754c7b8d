#include "modelc/reader/naming.h"

#include "base/strbuf.h"
#include "base/text.h"
#include "modelc/reader/names.h"

#include <inttypes.h>
#include <string.h>

enum { NAME_MAX_BYTES = 63, NAME_KEPT_BYTES = 54 };

void naming_take(const NamingDef *def, NamingPatterns *out)
{
    const NamingPatterns own = {def->primary_key, def->unique,    def->foreign_key,
                                def->check,       def->exclusion, def->index};

    if (def->postgresql)
        *out = (NamingPatterns){0};
    if (own.primary_key)
        out->primary_key = own.primary_key;
    if (own.unique)
        out->unique = own.unique;
    if (own.foreign_key)
        out->foreign_key = own.foreign_key;
    if (own.check)
        out->check = own.check;
    if (own.exclusion)
        out->exclusion = own.exclusion;
    if (own.index)
        out->index = own.index;
}

/* Source: http://www.isthe.com/chongo/tech/comp/fnv/ (FNV-1a, 32 bits). */
static uint32_t hash_of(const char *text)
{
    uint32_t hash = 2166136261U;

    for (const char *p = text; *p; p++)
        hash = (hash ^ (unsigned char)*p) * 16777619U;
    return hash;
}

static const char *shorten(Arena *run, const char *name)
{
    if (strlen(name) <= NAME_MAX_BYTES)
        return name;
    return arena_printf(run, "%.*s_%08" PRIx32, (int)text_utf8_prefix(name, NAME_KEPT_BYTES), name,
                        hash_of(name));
}

const char *naming_fill(Arena *run, const char *pattern, const char *table, const char *columns,
                        const char *ref)
{
    const struct {
        const char *field, *value;
    } fields[] = {
        {"{table}",   table  },
        {"{columns}", columns},
        {"{ref}",     ref    },
    };
    StrBuf out = {.arena = run};

    for (const char *p = pattern; *p;) {
        size_t i = 0;

        while (i < sizeof fields / sizeof *fields && !text_starts(p, fields[i].field))
            i++;
        if (i == sizeof fields / sizeof *fields) {
            strbuf_addc(&out, *p++);
            continue;
        }
        p += strlen(fields[i].field);
        if (fields[i].value && fields[i].value[0])
            strbuf_add(&out, fields[i].value);
        else if (out.length > 0 && out.text[out.length - 1] == '_')
            out.text[--out.length] = '\0';
    }
    return shorten(run, strbuf_text(&out));
}

const char *naming_domain_check(Arena *run, const NamingPatterns *patterns, const char *domain)
{
    if (!patterns->check)
        return name_join(run, domain, NULL, "check");
    return naming_fill(run, patterns->check, domain, NULL, NULL);
}
