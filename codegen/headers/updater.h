/* What the files share that edit models in place. */
#ifndef CODEGEN_HEADERS_UPDATER_H
#define CODEGEN_HEADERS_UPDATER_H

#include "codegen/headers/macros.h"
#include "codegen/headers/source.h"
#include "codegen/headers/update.h"
#include "codegen/headers/writer.h"

#include "base/file.h"

typedef struct EditedFile {
    const char *path;
    Text text;
    SourceItems items; /* of a header */
    SourceEdits edits;
    StrBuf added; /* goes to its end */
    bool is_new;
    bool long_names; /* MODELC(…), no PG(…) */
    bool goes;       /* nothing is left in it */
} EditedFile;

typedef struct Updater {
    Arena *run;
    Findings *findings;
    const UpdateInput *input;
    Writer writer;
    VEC(EditedFile *) files;
    Map paths; /* of `files` */
    Map gone;  /* "path offset" of items that are deleted */
} Updater;

/* Where the model says something. */
typedef struct Place {
    EditedFile *file;
    const SourceItem *item;  /* the innermost declaration; NULL in an SQL file */
    const SourceItem *outer; /* the one at the top level */
    size_t offset;
} Place;

/* False when no byte of a file can be named: it comes out of a macro. */
bool find_place(Updater *updater, const Object *model, Place *out);

/* The file, read or new. */
EditedFile *file_at(Updater *updater, const char *path);
EditedFile *file_in_dir(Updater *updater, const char *name);

void edit(Updater *updater, EditedFile *file, size_t begin, size_t end, const char *text);

/* Cut the item out; one of two empty lines around it goes along. */
void cut_item(Updater *updater, EditedFile *file, const SourceItem *item);

/* Take the declaration away with its comments, once. */
void delete_item(Updater *updater, EditedFile *file, const SourceItem *item);
bool is_gone(const Updater *updater, const EditedFile *file, const SourceItem *item);

/* The placeholder of a body that holds nothing goes when something comes, and the other way round.
 */
void update_placeholder(Updater *updater, const Place *place, const char *text, bool is_filled);

/* Whether the annotation of a field or an enumerator says that it is none of the database's. */
bool is_ignored(const EditedFile *file, const SourceItem *item);

/* Whether it is PG_ALSO(…). */
bool is_clause(const EditedFile *file, const SourceItem *item);

/* M410 */
void cannot_edit(Updater *updater, const Object *object, const char *reason);

/* The tag of a struct or an enum, the name of a typedef; "" for what has none. */
const char *declared_name(Updater *updater, const EditedFile *file, const SourceItem *item);

/* Whether the database says of the object what the model says, comments apart. */
bool differs(const Object *model, const Object *live);
bool comment_differs(const Object *model, const Object *live);

/* Edit the documentation comment of the declaration (update_doc.c). */
void update_doc(Updater *updater, const Place *place, const Object *model, const Object *live);

/* The same of what has no place for one: a statement. */
void update_sql_doc(Updater *updater, const Object *model, const Object *live);

/* Take away the statement that says the comment of something that goes, if there is one. */
void delete_sql_doc(Updater *updater, const Object *model);

/* A table or a composite type that both sides have (update_struct.c). */
void update_struct(Updater *updater, const Object *live);

/* The same of types (update_types.c). */
void update_enum(Updater *updater, const Object *live);
void update_domain(Updater *updater, const Object *live);

/* What stands in SQL files (update_sql.c). */
void update_statement(Updater *updater, const Object *live);
void delete_statement(Updater *updater, const Object *model);

/* What a clause cannot say of its object; either side can be NULL. */
void update_rest(Updater *updater, const Object *model, const Object *live);

/* The text of a header in which each declaration stands behind those it is made of
 * (update_order.c). */
const char *declared_in_order(Updater *updater, const char *text);

/* The files as they will be (update_result.c). */
void finish_files(Updater *updater, ModelFiles *files);

/* The text with what was edited in it; NULL and M410 when that cannot be done. */
const char *edited_text(Updater *updater, EditedFile *file);

/* SQL files in which nothing is left go, and so do the clauses that name them. */
void drop_empty_sql(Updater *updater);

/* The header that names that SQL file; NULL: none does. */
EditedFile *header_of_sql(const Updater *updater, const EditedFile *sql);

/* Append the statement to the SQL file of its kind. */
void append_sql(Updater *updater, const char *file, const char *text);

/* Exchange one statement for another; NULL: add or delete it.  False when it is not found. */
bool exchange_statement(Updater *updater, const char *old, const char *text, const char *file);

#endif
