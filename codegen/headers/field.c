/* A column as a field: what stands in its PG(…). */
#include "codegen/headers/writer.h"

#include "base/text.h"
#include "schema/kinds/check/check.h"
#include "schema/kinds/enum/enum.h"
#include "schema/kinds/foreign_key/foreign_key.h"
#include "schema/kinds/primary_key/primary_key.h"
#include "schema/kinds/unique/unique.h"
#include "schema/sql.h"
#include "schema/template.h"

#include <string.h>

__attribute__((format(printf, 3, 4))) static void push(Arena *run, StrVec *out, const char *format,
                                                       ...)
{
    va_list args;

    va_start(args, format);
    vec_push(run, out, arena_vprintf(run, format, args));
    va_end(args);
}

static const char *name_text(Arena *run, const char *name)
{
    StrBuf out = {.arena = run};

    add_name(&out, name);
    return strbuf_text(&out);
}

/* A name that is quoted as in SQL; NULL stays so. */
static const char *ident_text(Arena *run, const char *ident)
{
    StrBuf out = {.arena = run};

    if (!ident)
        return NULL;
    add_sql(&out, ident);
    return strbuf_text(&out);
}

/* ---- Values ---- */

/* The end of the literal that `text` begins with; 0 when it begins with something else. */
static size_t literal_end(const char *text)
{
    size_t i = 1;

    if (*text != '\'')
        return 0;
    while (text[i] && (text[i] != '\'' || text[i + 1] == '\''))
        i += text[i] == '\'' ? 2 : 1;
    return text[i] ? i + 1 : 0;
}

static size_t base_length(const char *type)
{
    return strcspn(type, "(");
}

/*
 * A cast of a literal to the column's own type says nothing that the column does not say.  One with
 * a length does: it cuts, and the column refuses.
 */
static const char *without_cast(Arena *run, const char *expr, const char *type)
{
    size_t end = literal_end(expr);
    const char *cast;

    if (!end || strncmp(expr + end, "::", 2) != 0)
        return expr;
    cast = expr + end + 2;
    if (strchr(cast, '(') || strlen(cast) != base_length(type) ||
        strncmp(cast, type, base_length(type)) != 0)
        return expr;
    return arena_strndup(run, expr, end);
}

/* The enumerator that an enum's literal stands for; NULL for anything else. */
static const char *enumerator(const Writer *writer, const Column *column, const char *literal)
{
    const Enum *type = (const Enum *)schema_find(writer->schema, KIND_ENUM, column->type.text);

    for (size_t i = 0; type && i < type->labels.count; i++) {
        StrBuf text = {.arena = writer->run};

        sql_add_constant(&text, type->labels.items[i]);
        if (text_same(text.text, literal))
            return c_enumerator(writer, type->object.path, type->labels.items[i]);
    }
    return NULL;
}

static const char *default_text(const Writer *writer, const Column *column)
{
    const char *expr = without_cast(writer->run, column->default_expr.text, column->type.text);
    const char *name = enumerator(writer, column, expr);
    StrBuf out = {.arena = writer->run};

    if (name)
        return name;
    add_default(&out, expr);
    return lower_words(writer->run, strbuf_text(&out));
}

static const char *identity_options(Arena *run, const Column *column)
{
    bool usual = text_same(column->identity_name, column_usual_sequence(run, &column->object));
    const char *name = usual ? NULL : ident_text(run, column->identity_name);
    const char *logging =
        column->identity_logging ? lower_words(run, column->identity_logging) : NULL;
    const struct {
        const char *words, *value;
    } options[] = {
        {"sequence name ", name                              },
        {"start ",         column->identity_start            },
        {"increment ",     column->identity_increment        },
        {"minvalue ",      column->identity_min              },
        {"maxvalue ",      column->identity_max              },
        {"cache ",         column->identity_cache            },
        {"cycle",          column->identity_cycle ? "" : NULL},
        {"",               logging                           },
    };
    StrBuf out = {.arena = run};

    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (options[i].value)
            strbuf_addf(&out, "%s%s%s", out.length ? " " : " (", options[i].words,
                        options[i].value);
    strbuf_add(&out, out.length ? ")" : "");
    return strbuf_text(&out);
}

static void push_value(const Writer *writer, const Column *column, StrVec *out)
{
    Arena *run = writer->run;

    if (column->identity)
        push(run, out, "%sidentity%s",
             text_same(column->identity, "ALWAYS") ? "generated always as " : "",
             identity_options(run, column));
    else if (column->default_expr.text && !map_get(&writer->serials, column->object.path))
        push(run, out, "default %s", default_text(writer, column));
}

/* ---- Constraints of one column ---- */

static const StrVec *columns_of(const Object *part)
{
    const Attr *attr = attr_find(kind_of(part->kind_id), "columns", strlen("columns"));

    return attr ? attr_names(part, attr) : NULL;
}

/* The one column that a check mentions says it. */
static bool is_check_of(const Writer *writer, const Object *part, const char *column)
{
    const char *name = arena_printf(writer->run, "%s_%s_check", part->parent->name, column);

    return !part->name_given && text_same(part->name, name);
}

/* One kind may have the name of another. */
static const char *part_key(Arena *run, const Object *part)
{
    return arena_printf(run, "%u %s", (unsigned)part->kind_id, part->path);
}

void place_part(Writer *writer, const Object *part, const Object *column)
{
    /* the map keeps it, nobody writes to it */
    union {
        const Object *object;
        void *value;
    } kept = {.object = column ? column : part};

    map_put(writer->run, &writer->placed, part_key(writer->run, part), kept.value);
}

bool column_can_say(const Object *part, const Object *column)
{
    static const char *const longer[] = {"include", "set_columns"};
    const StrVec *columns = columns_of(part);
    const Kind *kind = kind_of(part->kind_id);

    for (size_t i = 0; i < sizeof longer / sizeof *longer; i++) {
        const Attr *attr = attr_find(kind, longer[i], strlen(longer[i]));

        if (attr && attr_is_set(part, attr))
            return false;
    }
    return part->kind_id == KIND_CHECK ||
           (columns && columns->count == 1 && text_same(columns->items[0], column->name));
}

/* Whether the part is a constraint of that column alone with the name that it has anyway. */
static bool belongs_to(const Writer *writer, const Object *part, const Object *column)
{
    const Kind *kind = kind_of(part->kind_id);
    const void *placed = map_get(&writer->placed, part_key(writer->run, part));

    if (placed)
        return placed == column;
    if (part->name_given || part->comment || part->children.count > 0)
        return false;
    if (part->kind_id == KIND_CHECK)
        return is_check_of(writer, part, column->name);
    return kind->by_definition && kind->clause && column_can_say(part, column);
}

const Object *column_of_part(const Writer *writer, const Object *part)
{
    const Object *table = part->parent;

    for (size_t i = 0; i < table->children.count; i++)
        if (table->children.items[i]->kind_id == KIND_COLUMN &&
            belongs_to(writer, part, table->children.items[i]))
            return table->children.items[i];
    return NULL;
}

/* Past the C string that begins at `text`, or past one other byte. */
static const char *past_cstring(const char *text)
{
    if (*text != '"')
        return text + 1;
    for (text++; *text && *text != '"'; text++)
        text += *text == '\\' && text[1];
    return *text ? text + 1 : text;
}

/*
 * "primary key (id) deferrable" -> "primary key deferrable", and with `from` "constraint k foreign
 * key (a) references t" -> "constraint k references t".
 */
static const char *without_columns(Arena *run, const char *text, const char *from)
{
    const char *start = strstr(text, from), *open = start ? strchr(start, '(') : NULL;
    const char *close = open;

    while (close && *close && *close != ')')
        close = past_cstring(close);
    if (!close || !*close)
        return text;
    if (*from)
        return arena_printf(run, "%.*s%s", (int)(start - text), text, close + 2);
    return arena_printf(run, "%.*s%s", (int)(open - text - 1), text, close + 1);
}

static const char *column_clause(Arena *run, const Object *part)
{
    const char *text = model_text(run, part);

    if (part->kind_id == KIND_CHECK)
        return text;
    return without_columns(run, text, part->kind_id == KIND_FOREIGN_KEY ? "foreign key" : "");
}

static void push_constraints(const Writer *writer, const Column *column, StrVec *out)
{
    const Object *table = column->object.parent;

    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; i < table->children.count; i++) {
            const Object *part = table->children.items[i];

            if (part->kind_id == id && belongs_to(writer, part, &column->object))
                vec_push(writer->run, out, column_clause(writer->run, part));
        }
}

/* ---- The whole ---- */

static const char *serial_word(const char *type)
{
    return text_same(type, "integer")  ? "serial"
           : text_same(type, "bigint") ? "bigserial"
                                       : "smallserial";
}

/* Whether NULL and NOT NULL need no word: a key says it. */
static void push_type(const Writer *writer, const Column *column, const CField *type, StrVec *out)
{
    if (map_get(&writer->serials, column->object.path))
        push(writer->run, out, "%s", serial_word(column->type.text));
    else if (type->sql)
        push(writer->run, out, "%s", type->sql);
    if (type->say_null)
        push(writer->run, out, "null");
}

StrVec field_clauses(Writer *writer, const Column *column, const CField *type, const char *name)
{
    StrVec out = {0};
    Arena *run = writer->run;
    const char *rest = model_text(run, &column->object);

    if (!text_same(name, column->object.name))
        push(run, &out, "column %s", name_text(run, column->object.name));
    push_type(writer, column, type, &out);
    push_value(writer, column, &out);
    push_constraints(writer, column, &out);
    if (*rest)
        push(run, &out, "%s", rest + 1);
    return out;
}
