/*
 * SQL as text: names, literals, types, statements, expressions.
 *
 * The one door to libpg_query, whose grammar is that of PostgreSQL 15: what it cannot parse may
 * still be right on a newer server.
 */
#ifndef SCHEMA_SQL_H
#define SCHEMA_SQL_H

#include "base/finding.h"
#include "base/strbuf.h"

#include <stdbool.h>

/* What operators are made of. */
#define SQL_OPERATOR_CHARACTERS "+-*/<>=~!@#%^&|`?"

/*
 * "{name1}_{name2}_{label}" (`name2` may be NULL) in at most 63 bytes: the longer of the two names
 * is shortened first, never within a character.
 *
 * Source: makeObjectName() in src/backend/commands/indexcmds.c.
 */
const char *name_join(Arena *run, const char *name1, const char *name2, const char *label);

/* The name in at most 63 bytes, cut as PostgreSQL does, never within a character. */
const char *name_cut(Arena *run, const char *name);

/* The identifier, in double quotes where PostgreSQL needs them (as quote_ident() does). */
const char *sql_ident(Arena *arena, const char *name);

/* Whether nothing can have the word, in lower case, as its name without quotes. */
bool sql_is_reserved(const char *word);

/*
 * "public.f(app.mood)", the names with their schemas spelled as sql_ident() does: what the server
 * quotes depends on its version.  Bare words and literals stay as they are.
 */
const char *sql_respell(Arena *arena, const char *text);

/* Bytes of the name, with its dots, that the text begins with. */
size_t sql_name_length(const char *text);

/* The name behind the last dot of a path: dots within quotes are no such. */
const char *sql_last_name(const char *path);

/* The name that sql_ident() spelled so. */
const char *sql_bare_name(Arena *arena, const char *ident);
void sql_add_ident(StrBuf *out, const char *name);

/* A single-quoted literal (E'' when it has a backslash); NULL gives the keyword NULL. */
void sql_add_literal(StrBuf *out, const char *value);

/* The literal as the server spells one in an expression: '' even when it has a backslash. */
void sql_add_constant(StrBuf *out, const char *value);

/* Add DO with the body between two "$word$", which get longer where the body holds one. */
void sql_add_block(StrBuf *out, const char *word, const char *body);

/*
 * The type as format_type() prints it: "varchar(50)" -> "character varying(50)", "int8" ->
 * "bigint", "timestamptz(3)[]" -> "timestamp(3) with time zone[]", "decimal(5)" -> "numeric(5,0)".
 * Array bounds go.  Case of built-in names folds; other names are kept, as written.
 */
const char *sql_type_canonical(Arena *arena, const char *type);

/* The type alone, as signatures carry it: "varchar(50)" -> "character varying", "char" and "bpchar"
 * -> "character", "bit(3)" and pg_catalog's bit -> "bit". */
const char *sql_type_unmodified(Arena *arena, const char *type);

/* The name alone: "varchar(50)[]" -> "varchar", "public."[a]"[]" -> "public."[a]"". */
const char *sql_type_name(Arena *arena, const char *canonical);

/* The type as a person writes it: "varchar(50)", "timestamptz". */
const char *sql_type_short(Arena *arena, const char *canonical);

/* Whether the base name of a canonical type is one of pg_catalog's. */
bool sql_type_is_builtin(const char *canonical);

/*
 * Whether `text` is a constant that a column of that canonical type takes for sure, as no server
 * needs to be asked: true for a boolean, 0 for an integer, 'x' for a text, now() for a timestamp.
 */
bool sql_type_takes(const char *canonical, const char *text);

/*
 * Whether `text`, as the default of a column of that canonical type, is a word that the server
 * replaces by the moment at which it reads it: 'now', 'today'.  `*instead`: what is the moment of
 * each row.
 */
bool sql_type_is_moment(const char *canonical, const char *text, const char **instead);

/* One statement of a script: bytes [begin, end), without the semicolon and surrounding space. */
typedef struct SqlSpan {
    size_t begin, end;
} SqlSpan;

typedef VEC(SqlSpan) SqlSpans;

/* Why a text does not parse. */
typedef struct SqlError {
    const char *message; /* PostgreSQL's own words */
    size_t offset;       /* bytes into the text */
} SqlError;

/* Split at the semicolons that end statements; false when the scanner itself fails. */
bool sql_split(Arena *arena, const char *script, SqlSpans *spans, SqlError *error);

/* Whether `text` parses as one expression. */
bool sql_check_expr(Arena *arena, const char *text, SqlError *error);

/* Whether every quote, comment and parenthesis of the text has its end there. */
bool sql_is_whole(const char *text);

/* Something that is newer than the grammar of sql_check_expr() and sql_identify(). */
typedef struct SqlNewer {
    const char *what;
    unsigned since;    /* the version of PostgreSQL */
    size_t begin, end; /* where the text says it */
} SqlNewer;

/*
 * Whether a text that does not parse, with `error`, says something that a newer server may know;
 * then the server has to decide.
 */
bool sql_find_newer(Arena *arena, const char *text, const SqlError *error, SqlNewer *out);

typedef enum SqlAct {
    SQL_CREATES,
    SQL_EXTENDS, /* ALTER that says more of a definition: mappings, members of a family */
    SQL_CHANGES, /* other ALTER, DROP, COMMENT, REVOKE: needs something that is there */
    SQL_RUNS,    /* SELECT, INSERT, SET, DO, … */
} SqlAct;

/*
 * How the name of an object goes on that has more than a name: `open`, the arguments with
 * `separator` between them, `close`.  "(integer, text)", " USING btree".
 */
typedef struct SqlSuffix {
    const char *open, *separator, *close;
    bool of_types; /* and not of another name */
} SqlSuffix;

/* What a statement does to which object. */
typedef struct SqlIdentity {
    SqlAct act;
    const char *kind;   /* "view", "event trigger"; when it runs or changes: its first word */
    const char *schema; /* NULL: not said */
    const char *name;   /* unquoted; NULL: none (a cast, an index without a name) */
    const char *table_schema, *table; /* that the object belongs to; NULL: none */
    /*
     * Canonical types in the signature of a function, an operator or a cast; the method of an
     * operator class; "none" where an operator has no operand.
     */
    StrVec arguments;
    const SqlSuffix *suffix; /* NULL: the name is all */
    const char *brings;      /* the kind of another object of that name that comes along, or NULL */
    const char *comment;     /* of COMMENT ON; NULL also for none */
    size_t count;            /* of statements in the text; all else is of the first */
} SqlIdentity;

/* The name with what belongs to it: "touch(integer)", "integer AS app.mood". */
const char *sql_identity_name(Arena *arena, const SqlIdentity *identity);

/* Identify the statement; false when it does not parse. */
bool sql_identify(Arena *arena, const char *statement, SqlIdentity *out, SqlError *error);

/*
 * The same, as well as can be, for a statement that does not parse; false when not even its head
 * does.
 */
bool sql_identify_head(Arena *arena, const char *statement, SqlIdentity *out);

/* A statement that works beside others, in several transactions of its own. */
typedef enum SqlConcurrentKind {
    SQL_NOT_CONCURRENT,
    SQL_CREATE_INDEX, /* CREATE INDEX CONCURRENTLY */
    SQL_DROP_INDEX,   /* DROP INDEX CONCURRENTLY */
    SQL_REINDEX,      /* REINDEX … CONCURRENTLY */
    SQL_DETACH,       /* ALTER TABLE … DETACH PARTITION … CONCURRENTLY */
} SqlConcurrentKind;

#define SQL_TRIAL_TABLE "pg_temp.modelc_trial"

typedef struct SqlConcurrent {
    SqlConcurrentKind kind;
    const char *index; /* path as written; without a schema for SQL_CREATE_INDEX; NULL: no name */
    const char *table; /* path as written, or NULL */
    const char *partition; /* SQL_DETACH */
    /* SQL_CREATE_INDEX: the same index, not concurrently and without a name, on SQL_TRIAL_TABLE. */
    const char *trial;
} SqlConcurrent;

/* What such a statement works on; SQL_NOT_CONCURRENT for all others and for what does not parse. */
SqlConcurrent sql_concurrent(Arena *arena, const char *statement);

/*
 * Whether two expressions are *proved* to mean the same for a value of type `type` (canonical, or
 * NULL when there is none).  false means only that there is no proof.
 */
bool sql_same_expr(Arena *scratch, const char *a, const char *b, const char *type);

/* The same of two statements: whether they are one, but for spaces and comments. */
bool sql_same_statement(const char *a, const char *b);

/*
 * Whether two texts (or NULLs) are one but for their layout: any white space outside of quotes is
 * as good as one space, and so is a comment.
 */
bool sql_same_text(const char *a, const char *b);

/* The text on one line: what all texts that are the same have in common. */
const char *sql_squeeze(Arena *arena, const char *text);

/*
 * The names in an expression, each once and sorted.  `words`: names with their dots, parts spelled
 * as sql_ident() does ("app.touch").  `literals`: whole string literals, which can name a sequence.
 * Over-approximates what the expression depends on.
 */
void sql_names(Arena *arena, const char *text, StrVec *words, StrVec *literals);

/*
 * The operators in an expression, each once and sorted: "app.+" of OPERATOR(app.+), and unless
 * `qualified` also the bare ones.
 */
void sql_operators(Arena *arena, const char *text, bool qualified, StrVec *out);

/*
 * Names of what PostgreSQL itself has and another schema has too, for operands that it fits better:
 * bare they mean the other one where its schema is on the search path.
 */
typedef struct SqlContested {
    StrVec operators, functions;
} SqlContested;

/*
 * The server's text, in which bare names mean what PostgreSQL itself has, so that it means the same
 * on any search path: OPERATOR(pg_catalog.@>), pg_catalog.format(…).  `text` itself, which can be
 * NULL, when it has none of the names.  What compares without naming its operator (IS DISTINCT
 * FROM, NULLIF, CASE … WHEN, USING) has no such form.
 */
const char *sql_qualify(Arena *arena, const char *text, const SqlContested *contested);

/* Where a text names something: bytes [begin, end). */
typedef struct SqlPlace {
    const char *text;
    size_t begin, end;
} SqlPlace;

/* Gives what should stand in the place of `name`, or `name` itself to keep it. */
typedef const char *SqlReplace(void *context, const char *name, SqlPlace place);

/* The expression with other names: `replace` is asked for every word (as above) and every literal.
 */
const char *sql_replace_names(Arena *arena, const char *text, SqlReplace *replace, void *context);

/* The same, and literals stay as they are. */
const char *sql_replace_words(Arena *arena, const char *text, SqlReplace *replace, void *context);

/* Whether `words`, with one space between them, stand right before the place, in any case. */
bool sql_follows(SqlPlace place, const char *words);

/* Give back what the parser keeps for the calling thread, which parses no more; others do it as
 * they end. */
void sql_end(void);

#endif
