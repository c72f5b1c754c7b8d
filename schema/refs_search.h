/* The search for what an object needs; shared by schema/refs*.c. */
#ifndef SCHEMA_REFS_SEARCH_H
#define SCHEMA_REFS_SEARCH_H

#include "schema/refs.h"
#include "schema/sql.h"

typedef struct Search {
    Arena *scratch;
    const Schema *schema;
    const Object *object;
    RefVisit *visit;
    void *context;
    bool spelled; /* the text is the server's: a name without a schema is none of the schema's */
} Search;

/* Tell of it, unless it is NULL or the object itself. */
void found(const Search *search, Object *needed, RefStrength strength);

/* The object of that kind and path; with find_whole(), of a kind that can stand for it as well. */
void find_exactly(const Search *search, KindId kind, const char *path, RefStrength strength);
void find_whole(const Search *search, KindId kind, const char *path, RefStrength strength);

/* A column, its name spelled as sql_ident() does, that the object's table has or has from above. */
void find_column(const Search *search, const char *quoted, RefStrength strength);

/* Objects that texts call by `path`, which is less than theirs, as `attr` says: functions. */
void find_called(const Search *search, const Map *objects, const Attr *attr, const char *path,
                 RefStrength strength);

/*
 * The same by a name, which may be qualified; if not it can live in the object's own schema or in
 * public.  Of one kind; of those that have types; of any kind.
 */
void find_of_kind(const Search *search, KindId id, const char *name, RefStrength strength);
void find_type(const Search *search, const char *name, RefStrength strength);
void find_in_schemas(const Search *search, const char *name, RefStrength strength);

/*
 * A name in a text, which is a type, a function or a keyword of PostgreSQL's own if so spelled; or
 * a type that something is cast to, in a text of the server.
 */
void find_word(const Search *search, const char *word, RefStrength strength);
void find_cast(const Search *search, const char *word, RefStrength strength);

/* The server names the schema of every operator that is not PostgreSQL's own. */
void find_operators(const Search *search, const Sql *sql, RefStrength strength);

/* What a list of expressions names. */
void find_text(const Search *search, const char *text, RefStrength strength);

/* An expression; one that asks other tables, as policies do, names their columns as well. */
void find_names(const Search *search, const Sql *sql);

/* A statement, as the attribute of the object has it: a query, a function with its body. */
void find_statement(const Search *search, const Attr *attr);

#endif
