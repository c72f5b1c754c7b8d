/*
 * The grammar of annotations: recursive descent over tables of clauses.
 *
 * Every parse_… function that returns bool returns false after it has added one error (M101 unless
 * it says otherwise); the annotation is then given up.
 */
#ifndef MODELC_READER_PARSE_H
#define MODELC_READER_PARSE_H

#include "modelc/reader/fold.h"
#include "modelc/reader/lex.h"
#include "modelc/reader/syntax.h"

#include "base/text.h"
#include "schema/sql.h"

/* ---- What every annotation is parsed with (parse.c) ---- */

typedef struct Parser {
    Arena *run;
    Findings *findings;
    const Annotation *annotation;
    Tokens tokens;
    size_t next;
} Parser;

/* Lex the annotation; false after M105 or M108. */
bool parser_begin(Parser *parser, Arena *run, Findings *findings, const Annotation *annotation);

/* A semicolon at the end of a statement is a habit that does no harm. */
void parser_drop_semicolon(Parser *parser);

/* The token `ahead` of the next one; TOKEN_END for ever at the end. */
const Token *parser_peek(const Parser *parser, size_t ahead);

bool parser_at(const Parser *parser, TokenKind kind);
bool parser_at_end(const Parser *parser);

/* At a word that may be one of the language: one that a dot follows is a schema. */
bool parser_at_word(const Parser *parser);

/* Whether the next tokens are these words ("primary key"), in any case. */
bool parser_sees(const Parser *parser, const char *words);

/* The same, and step over them. */
bool parser_accept(Parser *parser, const char *words);
bool parser_accept_kind(Parser *parser, TokenKind kind);

/* The same; M101 when they are not there. */
bool parser_expect(Parser *parser, const char *words);
bool parser_expect_kind(Parser *parser, TokenKind kind, const char *what);

/* M101 at the next token; always false. */
bool parser_fail(Parser *parser, const char *what);

/* The same with a suggestion out of `words`, those that are possible there. */
bool parser_fail_word(Parser *parser, const char *what, const char *const words[], size_t count);

/* An error at the next token; always false. */
__attribute__((format(printf, 4, 5))) bool parser_error(Parser *parser, FindingId id,
                                                        const char *fix, const char *format, ...);

/* M121 for the words that stand next; always false. */
bool parser_unmanaged(Parser *parser, const char *words);

/* "'uniqe'" or "the end". */
const char *parser_found(const Parser *parser);

/* From token `first` to the one before the next. */
Range parser_range(const Parser *parser, size_t first);
Range parser_token_range(const Parser *parser, const Token *token);

/* Source text of the tokens [first, end) on one line. */
const char *parser_text(const Parser *parser, size_t first, size_t end);

/* Index of the token that closes the parenthesis or bracket at `open`; 0: never. */
size_t parser_closing(const Parser *parser, size_t open);

/* Bytes [begin, end) of the annotation on one line, by the rules of the language they are in. */
Folded parser_fold(const Parser *parser, size_t begin, size_t end);

/* The same with its layout, see fold_layout(). */
Folded parser_fold_layout(const Parser *parser, size_t begin, size_t end);

/* "; did you mean 'BEST'?" or "". */
const char *parser_hint(const Parser *parser, const char *best);

/* A number, perhaps signed, as text. */
bool parse_number(Parser *parser, const char *what, const char **out);

bool parse_name(Parser *parser, const char *what, Name *out);
bool parse_qname(Parser *parser, const char *what, Name *out);

/* The old name of what never leaves its table or type: M407 when it says which. */
bool parse_old_part(Parser *parser, Name *out);
bool parse_names(Parser *parser, Names *out); /* in parentheses */

/* The same of a key, with PERIOD before or WITHOUT OVERLAPS behind the last; NULL: neither. */
bool parse_key_names(Parser *parser, Names *out, bool *period, bool *without_overlaps);

/* The tokens [first, end) as an expression: M105, M610; warns with M601 or M607. */
bool parse_expr(Parser *parser, size_t first, size_t end, Sql *out);

bool parse_paren_expr(Parser *parser, Sql *out);

/* The end of the bare expression that starts at token `first` (section 5.2 of the language). */
size_t parser_expr_end(const Parser *parser, size_t first);

/* A part of a statement: text of our own, or the tokens [first, end). */
typedef struct Piece {
    const char *text; /* NULL: tokens */
    size_t first, end;
} Piece;

/*
 * Put a statement together and let PostgreSQL's grammar judge it: M610, when it has no end or it is
 * not known what it makes; warns with M601 or M607.
 */
bool parser_statement(Parser *parser, const Piece pieces[], size_t count, const char **text,
                      SqlIdentity *identity);

/* Up to `end`, the query of a view. */
bool parse_query(Parser *parser, size_t end, Sql *out);

/* name = value, … in parentheses, each "name=value", sorted. */
bool parse_params(Parser *parser, StrVec *out);

/* ---- Clauses ---- */

/* M203 for a modifier that is no number. */
bool parse_type(Parser *parser, TypeName *out);

/* Whether `word` is the name of a type that PostgreSQL or a common extension has. */
bool type_is_known(const char *word);
bool type_is_builtin(const char *word);

/* Offer the type names that a misspelt word may stand for. */
void type_suggest(Suggestion *suggestion);

/* PG(...) of a field, or what is behind `domain`: M102, M103, M104, M112, M113, M121, M202. */
bool parse_column(Parser *parser, ColumnDef *out);

/* Offer the first words of column clauses. */
void column_suggest(Arena *run, Suggestion *suggestion);

/* What people write by habit for a clause; NULL: nothing known. */
const char *column_habit(const char *word);

/* CONSTRAINT name and what follows; `column` says whether it stands behind a field. */
bool parse_constraint(Parser *parser, bool column, ConstraintDef *out);

/* [unique] index …; warns with M506. */
bool parse_index(Parser *parser, bool in_file, IndexDef *out);
bool parse_elements(Parser *parser, bool operators, ElementDefs *out);

/* The same without parentheses and operators. */
bool parse_element_list(Parser *parser, ElementDefs *out);
bool parse_method(Parser *parser, Name *out);

/* Of a sequence, up to the end; of an identity, in parentheses.  M113. */
bool parse_sequence_options(Parser *parser, bool identity, SequenceOptions *out);

/* Clauses of tables: what stands behind their first words (parse_table.c, parse_access.c). */
bool parse_partition_key(Parser *parser, PartitionKey *out);
bool parse_partition(Parser *parser, PartitionDef *out);
bool parse_replica_identity(Parser *parser, const char **identity, Name *index);
bool parse_qnames(Parser *parser, Names *out); /* in parentheses */

/* `in_file`: the table is named. */
bool parse_policy(Parser *parser, bool in_file, PolicyDef *out);
bool parse_trigger(Parser *parser, bool in_file, TriggerDef *out);
bool parse_rule(Parser *parser, bool in_file, TriggerDef *out);

/* Behind `event trigger`. */
bool parse_event_trigger(Parser *parser, EventTriggerDef *out);

/* Behind `publication` (parse_publication.c). */
bool parse_publication(Parser *parser, PublicationDef *out);

/* [enable [replica | always] | disable] (trigger | rule) name, of the struct's table. */
bool parse_enabled(Parser *parser, SettingDef *out);

/* Behind `alter default privileges`. */
bool parse_default_privileges(Parser *parser, DefaultPrivilegeDef *out);

/* At `comment on`. */
bool parse_comment(Parser *parser, CommentDef *out);

/* Whether ALTER TABLE … ADD CONSTRAINT stands there. */
bool sees_added(const Parser *parser);

/* That statement, at `alter`. */
bool parse_added(Parser *parser, AddedDef *out);

/* Whether ALTER … ALTER COLUMN stands there. */
bool sees_column_setting(const Parser *parser);

/* That statement, at `alter`: M603 for what such a column cannot have. */
bool parse_column_setting(Parser *parser, ColumnSettingDef *out);

/* A whole ALTER INDEX: M603 for what models cannot say so. */
bool parse_index_setting(Parser *parser, IndexSettingDef *out);

/* Whether a whole statement stands there: ALTER … OWNER TO role. */
bool sees_owner(const Parser *parser);

/* That statement, at `alter`. */
bool parse_owner(Parser *parser, OwnerDef *out);

/* At `alter`: M603 for what changes more than CREATE cannot say. */
bool parse_alter(Parser *parser, SettingDef *out);
bool parse_statistics(Parser *parser, bool in_file, StatisticsDef *out);
bool parse_grant(Parser *parser, bool in_file, GrantDef *out);

/* Behind `revoke`: from PUBLIC, what everybody has of functions, types and the schema public. */
bool parse_revoke(Parser *parser, GrantDef *out);

/* The types of the arguments of function `name`, in parentheses, into `out->signatures`. */
bool parse_signature(Parser *parser, const Name *name, GrantDef *out);

/* Behind `view` or `materialized view` in a file. */
bool parse_view(Parser *parser, bool materialized, ViewDef *out);

/* Behind `create`, up to the end: M121 when no kind is made by such a statement. */
bool parse_defined(Parser *parser, DefinedDef *out);

/* Behind `renamed`: what statements make, by its kind, the old name and the new one. */
bool parse_renamed_object(Parser *parser, RenamedDef *out);

/* An ALTER that says more of what `out` has: M603 for any other. */
bool parse_extending(Parser *parser, DatabaseClauses *out);

/* A word of `words`, as it stands there; M101 with a suggestion. */
bool parse_word(Parser *parser, const char *what, const char *const words[], size_t count,
                const char **out);

/* M101 unless nothing follows. */
bool parse_end(Parser *parser);

/* "no-NAME, ...", behind "warn" (parse_warn.c). */
bool parse_quiet(Parser *parser, QuietDefs *out);

/* ---- Whole annotations; each lexes its own ---- */

/* PG(...) of a struct: M110, M123. */
bool parse_struct(Arena *run, Findings *findings, const Annotation *annotation, StructDef *out);

/* PG(...) of an enum and of an enumerator. */
bool parse_enum(Arena *run, Findings *findings, const Annotation *annotation, EnumDef *out);
bool parse_label(Arena *run, Findings *findings, const Annotation *annotation, LabelDef *out);

/* PG(...) of a field. */
bool parse_field(Arena *run, Findings *findings, const Annotation *annotation, ColumnDef *out);

/* PG(...) of a typedef: a type, nullness, a collation; or a domain. */
bool parse_typedef(Arena *run, Findings *findings, const Annotation *annotation, TypedefDef *out);

/* PG_ALSO(...) in a struct of that kind: M120, M121, M123, M124. */
bool parse_also(Arena *run, Findings *findings, const FactClause *clause, StructKind kind,
                TableClauses *out);

/* "table", "materialized view", "composite type", … */
const char *struct_kind_text(StructKind kind);

/* PG_ALSO(...) in a file: M121, M602, M603, M605. */
bool parse_database(Arena *run, Findings *findings, const FactClause *clause, DatabaseClauses *out);

#endif
