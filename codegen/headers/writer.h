/* What the files share that write models. */
#ifndef CODEGEN_HEADERS_WRITER_H
#define CODEGEN_HEADERS_WRITER_H

#include "codegen/headers/headers.h"

#include "base/map.h"
#include "schema/kinds/column/column.h"

typedef struct Writer {
    Arena *run;
    Schema *schema;
    NamingPatterns naming;
    Map names;       /* "KIND path" of an object -> its name in C */
    Map used;        /* every tag, typedef and enumerator */
    Map serials;     /* paths of serial columns and of the sequences that they stand for */
    Map placed;      /* parts that stand somewhere already: the column that says it, or itself */
    StrVec comments; /* COMMENT ON … for texts that no documentation comment can hold */
} Writer;

/* How an object stands in models. */
typedef enum Form {
    FORM_C,         /* a struct, a field, an enum, a typedef */
    FORM_CLAUSE,    /* PG_ALSO(…) in the struct of its table */
    FORM_STATEMENT, /* PG_ALSO(…) in a file */
    FORM_SQL,       /* a statement in an SQL file */
    FORM_IMPLIED,   /* said by another one: the sequence of a serial column */
} Form;

Form form_of(const Writer *writer, const Object *object);

/* Give every object of a C form its name, unless it has one (c_names.c). */
void name_objects(Writer *writer);

/* What existing models call it. */
void take_name(Writer *writer, const Object *object, const char *name);
void take_enumerator(Writer *writer, const Object *object, const char *label, const char *name);

/* NULL when the object has none. */
const char *c_name(const Writer *writer, KindId kind, const char *path);

/* The enumerator that stands for a label of the enum. */
const char *c_enumerator(const Writer *writer, const char *path, const char *label);

/* A name for a field of a struct, unlike those in `taken`. */
const char *c_field(Arena *run, Map *taken, const char *name);

/* `name` where C allows it, or something like it; "" when nothing is left of it. */
const char *c_identifier(Arena *run, const char *name);

/* Set Object.name_given of what has a name that its definition does not imply (implied.c). */
void find_given_names(Writer *writer);

/* Find the sequences that serial types stand for. */
void find_serials(Writer *writer);

/* ---- Text (annotate.c) ---- */

/* A name as annotations hold it: a word or a C string. */
void add_name(StrBuf *out, const char *name);

/* schema.name; the schema only where it is not "public". */
void add_path(StrBuf *out, const Object *object);

void add_cstring(StrBuf *out, const char *text);

/* Words of SQL: quoted identifiers become C strings. */
void add_sql(StrBuf *out, const char *sql);

/* An expression inside parentheses, and one that stands behind `default`. */
void add_expr(StrBuf *out, const char *expr);
void add_default(StrBuf *out, const char *expr);

/* Kind.model filled in, key words in lower case; NULL: it needs quotes that only SQL has. */
const char *model_text(Arena *run, const Object *object);

/* `text` in lower case, but for what is quoted. */
const char *lower_words(Arena *run, const char *text);

/* ---- Comments (doc.c) ---- */

/* A block comment before a declaration; nothing when the object has none or it has to go into SQL.
 */
void add_doc(Writer *writer, StrBuf *out, const Object *object, const char *indent);

/* The statement that says the comment of the object; NULL: it has none. */
const char *comment_statement(Arena *run, const Object *object);

/* Leave the comment, if there is one, to an SQL file. */
void say_in_sql(Writer *writer, const Object *object);

/* The text of a comment that fits on one line, for a place behind a declaration; else NULL. */
const char *short_doc(Writer *writer, const Object *object);

/* ---- Declarations ---- */

/* What a column's type is in C (c_type.c). */
typedef struct CField {
    const char *type; /* "int64_t", "enum status" */
    bool pointer;
    const char *sql; /* type to say in PG(…); NULL: the C type says it */
    bool say_null;   /* PG(null) */
} CField;

/* `canonical`: the SQL type. */
CField c_field_type(const Writer *writer, const char *canonical, bool nullable);

/* The clauses of PG(…), each one text; `name` is the field's (field.c). */
StrVec field_clauses(Writer *writer, const Column *column, const CField *type, const char *name);

/* Note that a part is said by the field of `column`, or by a clause of its own (NULL). */
void place_part(Writer *writer, const Object *part, const Object *column);

/* Whether the PG(…) of that column can say the part: a key of others it cannot. */
bool column_can_say(const Object *part, const Object *column);

/* The column whose PG(…) says the part; NULL: it stands by itself. */
const Object *column_of_part(const Writer *writer, const Object *part);

/* Fields in columns, with comments; each line ends in a line break. */
typedef struct FieldLine {
    const char *declarator; /* "char|*name": the type and the rest apart */
    const char *rest;
    StrVec clauses;
    const Object *object;
} FieldLine;

typedef VEC(FieldLine) FieldLines;

/* Where names and annotations stand, behind the indentation. */
typedef struct Widths {
    size_t type, rest;
} Widths;

void add_fields(Writer *writer, StrBuf *out, const FieldLines *lines);
void add_field(Writer *writer, StrBuf *out, const FieldLine *line, Widths widths);

/* The declaration alone, without its semicolon. */
const char *field_text(Arena *run, const FieldLine *line, Widths widths);

/* PG(…) at that column of the line, over several lines when it is long. */
void add_annotation(StrBuf *out, const StrVec *clauses, size_t column);

FieldLine column_line(Writer *writer, const Object *object, const char *name);
FieldLine attribute_line(Writer *writer, const Object *object, const char *name);

/* Clauses of the table itself: "row level security". */
StrVec table_options(Arena *run, const Object *table);

/* "partition p for values …" */
const char *partition_text(Arena *run, const Object *part);

/* What stands in a struct and in an enum that hold nothing. */
#define NO_FIELD "    char none PG(ignore);  /* C wants a field */\n"
void add_no_label(Writer *writer, StrBuf *out, const char *tag);

void add_table(Writer *writer, StrBuf *out, const Object *table);
void add_enum(Writer *writer, StrBuf *out, const Object *object);
void add_enumerator(Writer *writer, StrBuf *out, const Object *object, const char *label);
void add_domain(Writer *writer, StrBuf *out, const Object *object);
void add_domain_declaration(Writer *writer, StrBuf *out, const Object *object);
void add_composite(Writer *writer, StrBuf *out, const Object *object);

/* The header that a new object goes to. */
const char *header_name(const Writer *writer, HeadersLayout layout, const Object *object);

/* Whether the text of a header names the enum, the domain or the composite type. */
bool uses_type(const Writer *writer, const Object *type, const char *text);

/* PG_ALSO(…); with its comment, in a struct when `indent` is not "". */
void add_also(Writer *writer, StrBuf *out, const Object *object, const char *text,
              const char *indent);

/* The statement that creates the object and those that finish it (statements.c). */
void add_statements(Writer *writer, StrBuf *out, const Object *object);

/* What PG_ALSO(…) cannot say of an object; "" for nothing. */
const char *rest_of_clause(Arena *run, const Object *object);

/* The SQL file of a kind: "functions.sql". */
const char *sql_file_name(Arena *run, const Kind *kind);

#endif
