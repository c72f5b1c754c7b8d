/* Comments as documentation comments, where those give the very same text back. */
#include "codegen/headers/writer.h"

#include "base/text.h"
#include "modelc/reader/clang_doc.h"
#include "schema/template.h"

#include <string.h>

enum { LINE_WIDTH = 96, SHORT_WIDTH = 60 };

static const Attr *comment_attr(const Object *object)
{
    return attr_find(kind_of(object->kind_id), "comment", strlen("comment"));
}

/* What nobody would miss need not be said: the comment that an extension brings. */
static bool is_missed(Arena *run, const Object *object)
{
    const Attr *attr = comment_attr(object);
    Object *silent;

    if (!object->comment || !attr || !attr->judge)
        return object->comment && attr;
    silent = object_copy(run, object);
    silent->comment = NULL;
    return attr->judge(object, silent) != CHANGE_IGNORE;
}

/* One paragraph in lines, each behind `indent` and " * ". */
static void add_paragraph(StrBuf *out, const char *text, size_t length, const char *indent)
{
    const char *end = text + length;

    while (text < end) {
        size_t room = LINE_WIDTH - strlen(indent), size = (size_t)(end - text);

        if (size > room) {
            size = room;
            while (size > 0 && text[size] != ' ')
                size--;
            if (size == 0)
                size = strcspn(text, " \n");
        }
        if (size > (size_t)(end - text))
            size = (size_t)(end - text);
        strbuf_addf(out, "%s * %.*s\n", indent, (int)size, text);
        text += size;
        text += text < end && *text == ' ';
    }
}

static const char *block(Arena *run, const char *text, const char *indent)
{
    StrBuf out = {.arena = run};

    if (!strchr(text, '\n') && strlen(text) + strlen(indent) + strlen("/**  */") <= LINE_WIDTH) {
        strbuf_addf(&out, "%s/** %s */\n", indent, text);
        return strbuf_text(&out);
    }
    strbuf_addf(&out, "%s/**\n", indent);
    for (;;) {
        const char *next = strstr(text, "\n\n");

        add_paragraph(&out, text, next ? (size_t)(next - text) : strlen(text), indent);
        if (!next)
            break;
        strbuf_addf(&out, "%s *\n", indent);
        text = next + 2;
    }
    strbuf_addf(&out, "%s */\n", indent);
    return strbuf_text(&out);
}

/* Whether C readers and compilers see one comment that says just this. */
static bool gives_back(Arena *run, const char *comment, const char *text)
{
    const char *start = strstr(comment, "/*");

    if (strstr(text, "/*") || strstr(text, "*/") || strchr(text, '\\') || strstr(text, "??"))
        return false;
    for (const char *p = text; *p; p++)
        if ((unsigned char)*p < ' ' && *p != '\n')
            return false;
    return text_same(doc_clean(run, start, strlen(start)), text);
}

const char *comment_statement(Arena *run, const Object *object)
{
    const Attr *attr = comment_attr(object);
    StrBuf out = {.arena = run};

    if (!object->comment || !attr)
        return NULL;
    template_add(&out, attr->alter, object);
    return strbuf_text(&out);
}

void say_in_sql(Writer *writer, const Object *object)
{
    if (is_missed(writer->run, object))
        vec_push(writer->run, &writer->comments, comment_statement(writer->run, object));
}

/* Clang takes a comment for another's when one of these stands between it and the tag. */
static bool hides_comment(const Object *object)
{
    static const char marks[] = ";{}#@";

    return strpbrk(object->name, marks) || (object->parent && strpbrk(object->parent->name, marks));
}

void add_doc(Writer *writer, StrBuf *out, const Object *object, const char *indent)
{
    const char *text;

    if (!is_missed(writer->run, object))
        return;
    text = block(writer->run, object->comment, indent);
    if (gives_back(writer->run, text, object->comment) && !hides_comment(object))
        strbuf_add(out, text);
    else
        say_in_sql(writer, object);
}

const char *short_doc(Writer *writer, const Object *object)
{
    const char *text;

    if (!object->comment || strlen(object->comment) > SHORT_WIDTH || strchr(object->comment, '\n'))
        return NULL;
    text = arena_printf(writer->run, "/**< %s */", object->comment);
    return gives_back(writer->run, text, object->comment) ? text : NULL;
}
