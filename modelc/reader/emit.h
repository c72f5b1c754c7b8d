/* What the files share that turn the model into objects of a schema. */
#ifndef MODELC_READER_EMIT_H
#define MODELC_READER_EMIT_H

#include "modelc/reader/model.h"
#include "schema/kinds/table/table.h"

typedef struct Emitter {
    const Model *model;
    Arena *run;
    Schema *schema;
} Emitter;

/* Whether the model means the name: it gives it, or says that those left out are PostgreSQL's. */
bool emit_is_given(const Emitter *emitter, const Name *name);

/* The schema of that name, which modelc manages from now on. */
Object *emit_namespace(const Emitter *emitter, const char *name);

Object *emit_object(const Emitter *emitter, KindId kind, Object *parent, const char *name,
                    Range at);

/* The schema that it is in now. */
const char *schema_of_renamed(const RenamedDef *def);

/* Its old name, perhaps in another schema. */
void emit_old_name(Object *object, const Name *old);

/* The same for a part that can be in another schema than the whole, if the name says so. */
Object *emit_part(const Emitter *emitter, KindId kind, Object *parent, const Name *name);

/* "autovacuum_enabled=false, fillfactor=70"; NULL when there are none. */
const char *options_text(Arena *run, const StrVec *options);

StrVec emit_texts(Arena *run, const Names *names);

/* `method` is that of the index, NULL for btree. */
Elements emit_elements(Arena *run, const ElementDefs *defs, const char *method);

/* Extensions, enums, composite types, domains and what statements define (emit_types.c). */
void emit_types(const Emitter *emitter);

/* What statements make that stay text (emit_defined.c). */
void emit_defined(const Emitter *emitter);

/* A view without what belongs to it (emit_clauses.c). */
Object *emit_view(const Emitter *emitter, const StructModel *model);

/* What PG_ALSO says of the table itself. */
void emit_table_clauses(const Emitter *emitter, const StructModel *model, Table *out);

/* Partitions, triggers, policies, statistics and grants of a table or view. */
void emit_clauses(const Emitter *emitter, const StructModel *model, Object *object);

/* What a statement of its own says of a part of `parent`, or of what has none: M620. */
/* NULL for the one that goes without saying. */
const char *tablespace_text(const Name *name);

/* M125 where owners are not managed. */
void emit_owner(const Emitter *emitter, Object *object, const Name *role);

void emit_setting(const Emitter *emitter, const Object *parent, const SettingDef *def);

/*
 * When triggers fire in partitions that have them from their tables (emit_inherited.c): M620.
 * Everything that the model says of the tables is there.
 */
void emit_inherited_triggers(const Emitter *emitter);

/* ALTER INDEX, when all indexes are there (emit_index.c): M603, M620. */
void emit_index_settings(const Emitter *emitter);

/* What marks an index, when all indexes are there (emit_marks.c): M620. */
void emit_marks(const Emitter *emitter);

/* Whether it is said of such a trigger. */
bool is_inherited_setting(const Emitter *emitter, const Object *parent, const SettingDef *def);

/* The relation of that path that has columns which no struct has: of a table those it inherits. */
Object *emit_relation(const Emitter *emitter, const char *path);

/* ALTER COLUMN of those columns (emit_columns.c): M620. */
void emit_column_settings(const Emitter *emitter);

/* "(mood, integer)" as the catalog spells it: the types of the models with their schema. */
const char *emit_signature(const Emitter *emitter, const char *schema, const char *types);

/* M620 */
void fail_object(const Emitter *emitter, Range at, const char *what, const char *name);

/* Event triggers, and what statements say of objects that stand elsewhere (emit_later.c). */
void emit_later(const Emitter *emitter);

/* Grants of what is neither table nor view (emit_grant.c). */
void emit_database_grants(const Emitter *emitter);
void emit_grants(const Emitter *emitter, const StructModel *model, Object *object);
void emit_all_default_privileges(const Emitter *emitter);

/* As Column has it: NULL for what the type has anyway (storage.c). */
const char *storage_text(Arena *run, const Name *storage, const Member *member);

#endif
