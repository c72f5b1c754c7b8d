/* What stands in the fields of naming patterns. */
#include "modelc/reader/names.h"

#include "base/text.h"
#include "modelc/reader/lex.h"
#include "modelc/reader/words.h"

const char *pattern_of(const NamingPatterns *patterns, ConstraintType type)
{
    switch (type) {
    case CONSTRAINT_PRIMARY_KEY:
        return patterns->primary_key;
    case CONSTRAINT_UNIQUE:
        return patterns->unique;
    case CONSTRAINT_CHECK:
        return patterns->check;
    case CONSTRAINT_FOREIGN_KEY:
        return patterns->foreign_key;
    case CONSTRAINT_EXCLUSION:
        return patterns->exclusion;
    }
    return NULL;
}

/* Letters and digits of an expression; what is between its words becomes one "_". */
static void add_words(StrBuf *out, const char *expr)
{
    for (const char *p = expr; *p; p++) {
        bool word = lex_is_word(*p) && *p != '$';

        if (word && p > expr && !lex_is_word(p[-1]) && out->length > 0 &&
            out->text[out->length - 1] != '_')
            strbuf_addc(out, '_');
        if (word)
            strbuf_addc(out, *p >= 'A' && *p <= 'Z' ? (char)(*p - 'A' + 'a') : *p);
    }
}

const char *pattern_elements(Arena *run, const ElementDefs *elements)
{
    StrBuf out = {.arena = run};

    for (size_t i = 0; i < elements->count; i++) {
        const ElementDef *element = &elements->items[i];

        if (out.length > 0)
            strbuf_addc(&out, '_');
        if (element->column.text)
            strbuf_add(&out, element->column.text);
        else
            add_words(&out, element->expr.text);
    }
    return strbuf_text(&out);
}

/* The columns that a check mentions, in the order of the table. */
static const char *check_columns(Arena *run, const StructModel *table, const ConstraintDef *def)
{
    StrVec all = {0}, mentioned = {0};

    if (def->columns.count > 0)
        return def->columns.items[0].text;
    for (size_t i = 0; i < table->columns.count; i++)
        vec_push(run, &all, table->columns.items[i]->name);
    words_columns(run, def->expr.text, &all, &mentioned);
    return text_join(run, &mentioned, "_");
}

const char *pattern_columns(Arena *run, const StructModel *table, const ConstraintDef *def)
{
    StrVec names = {0};

    if (def->type == CONSTRAINT_CHECK)
        return check_columns(run, table, def);
    if (def->type == CONSTRAINT_EXCLUSION)
        return pattern_elements(run, &def->elements);
    for (size_t i = 0; i < def->columns.count; i++)
        vec_push(run, &names, def->columns.items[i].text);
    return text_join(run, &names, "_");
}
