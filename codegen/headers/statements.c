/* What has no form in C: the statements that create it, as its kind writes them. */
#include "codegen/headers/writer.h"

#include "base/text.h"
#include "schema/template.h"

#include <string.h>

/* Whether PG_ALSO(…) says the attribute: a comment stands before it. */
static bool is_in_model(Arena *run, const Kind *kind, const Attr *attr)
{
    return kind->model && (text_same(attr->name, "comment") ||
                           strstr(kind->model, arena_printf(run, "{%s", attr->name)));
}

/* What neither CREATE nor, of an object in a clause, the clause can say. */
static void add_separate(StrBuf *out, const Object *object, bool in_clause)
{
    const Kind *kind = kind_of(object->kind_id);

    for (size_t i = 0; i < kind->attr_count; i++) {
        const Attr *attr = &kind->attrs[i];

        if (!attr->separate || !attr_is_set(object, attr) ||
            (in_clause && is_in_model(out->arena, kind, attr)))
            continue;

        StrBuf text = {.arena = out->arena};

        if (attr->write)
            attr->write(&text, NULL, object);
        else
            template_add(&text, attr->alter, object);
        strbuf_addf(out, "%s;\n", strbuf_text(&text));
    }
}

void add_statements(Writer *writer, StrBuf *out, const Object *object)
{
    StrBuf text = {.arena = writer->run};
    const Kind *kind = kind_of(object->kind_id);

    if (kind->write_statement)
        kind->write_statement(&text, object);
    else
        object_add_create_whole(&text, object);
    strbuf_addf(out, "%s%s;\n", out->length ? "\n" : "", strbuf_text(&text));
    add_separate(out, object, false);
}

const char *rest_of_clause(Arena *run, const Object *object)
{
    StrBuf out = {.arena = run};

    add_separate(&out, object, true);
    return strbuf_text(&out);
}

const char *sql_file_name(Arena *run, const Kind *kind)
{
    size_t length = strlen(kind->name);

    if (text_ends(kind->name, "s") && !text_ends(kind->name, "ss"))
        return arena_printf(run, "%s.sql", kind->name);
    if (text_ends(kind->name, "y") && !text_ends(kind->name, "ey"))
        return arena_printf(run, "%.*sies.sql", (int)length - 1, kind->name);
    if (text_ends(kind->name, "x") || text_ends(kind->name, "ch") || text_ends(kind->name, "ss"))
        return arena_printf(run, "%ses.sql", kind->name);
    return arena_printf(run, "%ss.sql", kind->name);
}
