/* Tables as structs. */
#include "codegen/headers/writer.h"

#include "base/text.h"
#include "schema/kinds/partition/partition.h"
#include "schema/kinds/table/table.h"
#include "schema/template.h"

#include <string.h>

enum { LINE_WIDTH = 100, COLUMN_WIDTH = 32 };

static const char indent[] = "    ";

/* ---- Fields ---- */

/* A star hangs out to the left, where a name has a space. */
static size_t rest_width(const FieldLine *line)
{
    return strlen(line->rest) + (*line->rest == '*' ? 0 : 1);
}

/* What stands in line: a very long name stands out by itself. */
static Widths measure(const FieldLines *lines)
{
    Widths widths = {0};

    for (size_t i = 0; i < lines->count; i++) {
        const FieldLine *line = &lines->items[i];
        size_t type = strlen(line->declarator), rest = rest_width(line);

        if (type > widths.type && type <= COLUMN_WIDTH)
            widths.type = type;
        if (rest > widths.rest && rest <= COLUMN_WIDTH)
            widths.rest = rest;
    }
    return widths;
}

static void pad(StrBuf *out, size_t from, size_t to)
{
    for (; from < to; from++)
        strbuf_addc(out, ' ');
}

/* The end of what fits into `room` bytes and stops at a space outside of quotes. */
static size_t fitting(const char *text, size_t room)
{
    size_t best = 0;
    char quote = '\0';

    for (size_t i = 0; text[i]; i++) {
        if (i > room && best)
            return best;
        if (quote && text[i] == '\\' && quote == '"' && text[i + 1])
            i++;
        else if (quote)
            quote = text[i] == quote ? '\0' : quote;
        else if (text[i] == '"' || text[i] == '\'')
            quote = text[i];
        else if (text[i] == ' ')
            best = i;
    }
    return strlen(text) <= room || !best ? strlen(text) : best;
}

/* `text` from column `at` on, going on at `margin` of the next line; the column behind it. */
static size_t add_wrapped(StrBuf *out, const char *text, size_t at, size_t margin)
{
    for (;;) {
        size_t length = fitting(text, at + strlen(");") < LINE_WIDTH ? LINE_WIDTH - at - 2 : 0);

        strbuf_addn(out, text, length);
        text += length;
        if (!*text)
            return at + length;
        text++;
        strbuf_addc(out, '\n');
        pad(out, 0, margin);
        at = margin;
    }
}

/* PG(…), over several lines when it is long. */
void add_annotation(StrBuf *out, const StrVec *clauses, size_t column)
{
    size_t margin = column + strlen("PG("), at = margin;

    strbuf_add(out, "PG(");
    for (size_t i = 0; i < clauses->count; i++) {
        size_t length = strlen(clauses->items[i]);

        if (i > 0 && at + length + strlen(" );") > LINE_WIDTH) {
            strbuf_addc(out, '\n');
            pad(out, 0, margin);
            at = margin;
        } else if (i > 0) {
            strbuf_addc(out, ' ');
            at++;
        }
        at = add_wrapped(out, clauses->items[i], at, margin);
    }
    strbuf_addc(out, ')');
}

/* "    int64_t  *id     PG(…)"; the star is part of `rest` and hangs out to the left. */
const char *field_text(Arena *run, const FieldLine *line, Widths widths)
{
    StrBuf out = {.arena = run};
    size_t column;

    strbuf_addf(&out, "%s%s", indent, line->declarator);
    pad(&out, strlen(line->declarator), widths.type);
    strbuf_addf(&out, " %s%s", *line->rest == '*' ? "" : " ", line->rest);
    if (line->clauses.count == 0)
        return strbuf_text(&out);
    column = out.length + 2;
    if (rest_width(line) < widths.rest)
        column += widths.rest - rest_width(line);
    if (column > LINE_WIDTH / 2 + COLUMN_WIDTH / 2) {
        column = 3 * strlen(indent);
        strbuf_addc(&out, '\n');
        pad(&out, 0, column);
    } else {
        pad(&out, out.length, column);
    }
    add_annotation(&out, &line->clauses, column);
    return strbuf_text(&out);
}

static bool fits(const char *text, const char *doc)
{
    const char *last = strrchr(text, '\n');

    return strlen(last ? last + 1 : text) + strlen(doc) + strlen(";  ") <= LINE_WIDTH;
}

void add_field(Writer *writer, StrBuf *out, const FieldLine *line, Widths widths)
{
    const char *text = field_text(writer->run, line, widths);
    const char *doc = short_doc(writer, line->object);

    if (doc && fits(text, doc)) {
        strbuf_addf(out, "%s;  %s\n", text, doc);
        return;
    }
    add_doc(writer, out, line->object, indent);
    strbuf_addf(out, "%s;\n", text);
}

void add_fields(Writer *writer, StrBuf *out, const FieldLines *lines)
{
    Widths widths = measure(lines);

    for (size_t i = 0; i < lines->count; i++)
        add_field(writer, out, &lines->items[i], widths);
}

FieldLine column_line(Writer *writer, const Object *object, const char *name)
{
    const Column *column = (const Column *)object;
    CField type = c_field_type(writer, column->type.text, !column->not_null);

    return (FieldLine){
        .declarator = type.type,
        .rest = arena_printf(writer->run, "%s%s", type.pointer ? "*" : "", name),
        .clauses = field_clauses(writer, column, &type, name),
        .object = object,
    };
}

/* ---- Clauses ---- */

/* A long clause goes on in the next line, where it may be cut. */
void add_also(Writer *writer, StrBuf *out, const Object *object, const char *text,
              const char *margin)
{
    if (object)
        add_doc(writer, out, object, margin);
    strbuf_addf(out, "%sPG_ALSO(", margin);
    add_wrapped(out, text, strlen(margin) + strlen("PG_ALSO("),
                strlen(margin) + strlen("PG_ALSO("));
    strbuf_add(out, ");\n");
}

static const TemplateDialect in_annotation = {
    .name = add_name, .expr = add_expr, .key = add_expr, .sql = add_sql};

StrVec table_options(Arena *run, const Object *table)
{
    static const char *const clauses[] = {
        "[inherits ({inherits,})]",
        "[partition by {partition_by}]",
        "[using {method}]",
        "[with ({options})]",
        "[tablespace {tablespace}]",
        "{row_security?row level security|}",
        "{force_row_security?force row level security|}",
        "[cluster on {cluster}]",
        "[replica identity {replica_identity}]",
    };
    StrVec out = {0};

    for (size_t i = 0; i < sizeof clauses / sizeof *clauses; i++) {
        StrBuf text = {.arena = run};

        template_add_in(&text, clauses[i], table, &in_annotation);
        if (text.length)
            vec_push(run, &out, lower_words(run, text.text));
    }
    return out;
}

/* With its schema where that is another than the table's. */
static void add_part_name(StrBuf *out, const Object *part)
{
    const Object *table = object_table(part);

    if (object_namespace(part) != object_namespace(table)) {
        add_name(out, object_namespace(part)->name);
        strbuf_addc(out, '.');
    }
    add_name(out, part->name);
}

/* Partitions of partitions say of which. */
const char *partition_text(Arena *run, const Object *part)
{
    const Partition *partition = (const Partition *)part;
    StrBuf text = {.arena = run};

    strbuf_add(&text, partition->unlogged ? "unlogged partition " : "partition ");
    add_part_name(&text, part);
    if (part->parent->kind_id == KIND_PARTITION) {
        strbuf_add(&text, " of ");
        add_part_name(&text, part->parent);
    }
    strbuf_addc(&text, ' ');
    add_sql(&text, partition->bound);
    if (partition->partition_by) {
        strbuf_add(&text, " partition by ");
        add_sql(&text, partition->partition_by);
    }
    template_add_in(&text,
                    "[ using {method}][ with ({options})][ tablespace {tablespace}]"
                    "{row_security? row level security|}"
                    "{force_row_security? force row level security|}[ cluster on {cluster}]"
                    "[ replica identity {replica_identity}]",
                    part, &in_annotation);
    return lower_words(run, text.text);
}

static void add_partitions(Writer *writer, StrBuf *out, const Object *whole)
{
    for (size_t i = 0; i < whole->children.count; i++) {
        const Object *part = whole->children.items[i];

        if (part->kind_id != KIND_PARTITION)
            continue;
        add_also(writer, out, part, partition_text(writer->run, part), indent);
        add_partitions(writer, out, part);
    }
}

static void add_clauses(Writer *writer, StrBuf *out, const Object *table)
{
    StrVec options = table_options(writer->run, table);

    for (size_t i = 0; i < options.count; i++)
        add_also(writer, out, NULL, options.items[i], indent);
    add_partitions(writer, out, table);
    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; i < table->children.count; i++) {
            const Object *part = table->children.items[i];

            if (part->kind_id == id && form_of(writer, part) == FORM_CLAUSE &&
                !column_of_part(writer, part))
                add_also(writer, out, part, model_text(writer->run, part), indent);
        }
}

/* PG(table), with the name where the tag is not it. */
static void add_head(const Writer *writer, StrBuf *out, const Object *table, const char *tag)
{
    bool unlogged = ((const Table *)table)->unlogged;

    (void)writer;
    strbuf_add(out, "struct PG(table");
    if (!text_same(table->parent->name, "public") || !text_same(table->name, tag)) {
        strbuf_addc(out, ' ');
        add_path(out, table);
    }
    strbuf_addf(out, "%s) %s {\n", unlogged ? " unlogged" : "", tag);
}

void add_table(Writer *writer, StrBuf *out, const Object *table)
{
    FieldLines lines = {0};
    StrBuf clauses = {.arena = writer->run};
    Map taken = {0};

    for (size_t i = 0; i < table->children.count; i++)
        if (table->children.items[i]->kind_id == KIND_COLUMN)
            vec_push(writer->run, &lines,
                     column_line(writer, table->children.items[i],
                                 c_field(writer->run, &taken, table->children.items[i]->name)));
    add_doc(writer, out, table, "");
    add_head(writer, out, table, c_name(writer, KIND_TABLE, table->path));
    add_fields(writer, out, &lines);
    if (lines.count == 0)
        strbuf_add(out, NO_FIELD);
    add_clauses(writer, &clauses, table);
    if (clauses.length)
        strbuf_addf(out, "\n%s", clauses.text);
    strbuf_add(out, "};\n");
}
