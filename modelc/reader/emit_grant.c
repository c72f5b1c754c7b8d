/* Grants: one object for each role, whatever the clauses that name it. */
#include "modelc/reader/emit.h"

#include "base/text.h"
#include "schema/kinds/column/column.h"
#include "schema/kinds/default_privilege/default_privilege.h"
#include "schema/kinds/grant/grant.h"
#include "schema/kinds/identity_grant/identity_grant.h"
#include "schema/privileges.h"
#include "schema/sql.h"

#include <string.h>

/* What ALL stands for, of each kind of object.  MAINTAIN is newer than PostgreSQL 15. */
static const struct {
    KindId kind;
    const char *privileges[8];
} all[] = {
    {KIND_TABLE,             {"DELETE", "INSERT", "REFERENCES", "SELECT", "TRIGGER", "TRUNCATE", "UPDATE"}},
    {KIND_PARTITION,         {"DELETE", "INSERT", "REFERENCES", "SELECT", "TRIGGER", "TRUNCATE", "UPDATE"}},
    {KIND_VIEW,              {"DELETE", "INSERT", "REFERENCES", "SELECT", "TRIGGER", "TRUNCATE", "UPDATE"}},
    {KIND_MATERIALIZED_VIEW,
     {"DELETE", "INSERT", "REFERENCES", "SELECT", "TRIGGER", "TRUNCATE", "UPDATE"}                        },
    {KIND_SEQUENCE,          {"SELECT", "UPDATE", "USAGE"}                                                },
    {KIND_SCHEMA,            {"CREATE", "USAGE"}                                                          },
    {KIND_FUNCTION,          {"EXECUTE"}                                                                  },
    {KIND_ENUM,              {"USAGE"}                                                                    },
    {KIND_RANGE,             {"USAGE"}                                                                    },
    {KIND_DOMAIN,            {"USAGE"}                                                                    },
    {KIND_COMPOSITE,         {"USAGE"}                                                                    },
};

/* What ALL (a, b) stands for. */
static const char *const column_privileges[] = {"INSERT", "REFERENCES", "SELECT", "UPDATE"};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* What a role holds, of an object of that kind. */
typedef struct Held {
    const char *role;
    KindId on;
    StrVec *privileges, *grantable;
} Held;

static void add_privilege(const Emitter *emitter, const Held *out, const char *text, bool grantable)
{
    privileges_add(emitter->run, out->privileges, text);
    if (grantable)
        privileges_add(emitter->run, out->grantable, text);
}

static bool covers(const Privilege *privilege, const char *name)
{
    return text_same(privilege->name, name) || text_same(privilege->name, "ALL");
}

/* The columns on which all clauses together grant the privilege to a role. */
static StrVec granted_columns(Arena *run, const StructModel *table, const char *role,
                              const char *name, bool grantable)
{
    StrVec out = {0};

    for (size_t i = 0; i < table->extra.grants.count; i++) {
        const GrantDef *def = &table->extra.grants.items[i];

        for (size_t k = 0; def->grantable == grantable && k < def->privileges.count; k++) {
            const Privilege *privilege = &def->privileges.items[k];

            for (size_t c = 0; covers(privilege, name) && c < privilege->columns.count; c++)
                if (strvec_has(&def->roles, role) &&
                    !strvec_has(&out, privilege->columns.items[c].text))
                    vec_push(run, &out, privilege->columns.items[c].text);
        }
    }
    return out;
}

/* "(a, b)", sorted; no others than those of the table, as far as they are known. */
static const char *column_list(Arena *run, const StructModel *table, const StrVec *columns)
{
    StrVec names = {0};

    /* Those that it inherits come first. */
    for (size_t i = 0; i < columns->count; i++)
        if (!table_column(table, columns->items[i]))
            vec_push(run, &names, sql_ident(run, columns->items[i]));
    for (size_t i = 0; i < table->columns.count; i++)
        if (strvec_has(columns, table->columns.items[i]->name))
            vec_push(run, &names, sql_ident(run, table->columns.items[i]->name));
    strvec_sort(&names);
    return arena_printf(run, "(%s)", text_join(run, &names, ", "));
}

static void add_of_columns(const Emitter *emitter, const StructModel *table, const Held *out,
                           const Privilege *privilege, bool grantable)
{
    for (size_t i = 0; i < COUNT(column_privileges); i++) {
        const char *name = column_privileges[i];
        StrVec columns;

        if (!covers(privilege, name))
            continue;
        columns = granted_columns(emitter->run, table, out->role, name, grantable);
        add_privilege(
            emitter, out,
            arena_printf(emitter->run, "%s %s", name, column_list(emitter->run, table, &columns)),
            grantable);
    }
}

static void add_all(const Emitter *emitter, const Held *out, bool grantable)
{
    for (size_t i = 0; i < COUNT(all); i++)
        for (size_t k = 0; all[i].kind == out->on && all[i].privileges[k]; k++)
            add_privilege(emitter, out, all[i].privileges[k], grantable);
}

static Object *find_or_add(const Emitter *emitter, KindId kind, Object *parent, const char *name,
                           Range at)
{
    Object *found =
        schema_find(emitter->schema, kind, path_under(emitter->run, parent->path, name));

    return found ? found : emit_object(emitter, kind, parent, name, at);
}

/* Of a column: of its identity's sequence. */
static Held held_by(const Emitter *emitter, Object *object, const char *role, Range at)
{
    if (object->kind_id == KIND_COLUMN) {
        const char *sequence = column_sequence(emitter->run, object);
        const char *quoted = sql_ident(emitter->run, role);
        IdentityGrant *out =
            (IdentityGrant *)find_or_add(emitter, KIND_IDENTITY_GRANT, object->parent,
                                         identity_grant_name(emitter->run, sequence, quoted), at);

        out->sequence = sequence;
        out->role = quoted;
        return (Held){role, KIND_SEQUENCE, &out->privileges, &out->grantable};
    }

    Grant *out = (Grant *)find_or_add(emitter, KIND_GRANT, object, role, at);

    return (Held){role, object->kind_id, &out->privileges, &out->grantable};
}

/* `table` NULL: of something without columns. */
static void emit_grant(const Emitter *emitter, const StructModel *table, Object *object,
                       const GrantDef *def)
{
    for (size_t i = 0; i < def->roles.count; i++) {
        Held out = held_by(emitter, object, def->roles.items[i], def->at);

        for (size_t k = 0; !def->revoked && k < def->privileges.count; k++) {
            const Privilege *privilege = &def->privileges.items[k];

            if (privilege->columns.count > 0 && table)
                add_of_columns(emitter, table, &out, privilege, def->grantable);
            else if (text_same(privilege->name, "ALL"))
                add_all(emitter, &out, def->grantable);
            else
                add_privilege(emitter, &out, privilege->name, def->grantable);
        }
    }
}

void emit_grants(const Emitter *emitter, const StructModel *model, Object *object)
{
    for (size_t i = 0; i < model->extra.grants.count; i++)
        emit_grant(emitter, model, object, &model->extra.grants.items[i]);
}

/* The identity column that brings the sequence of that path; NULL: none. */
static Object *find_identity(const Emitter *emitter, const char *path)
{
    const Map *columns = &emitter->schema->objects[KIND_COLUMN];

    for (size_t i = 0; i < columns->entries.count; i++) {
        Object *column = columns->entries.items[i].value;

        if (text_same(kind_of(KIND_COLUMN)->sequence(emitter->run, column), path))
            return column;
    }
    return NULL;
}

static Object *find_object(const Emitter *emitter, const GrantDef *def, size_t index)
{
    static const struct {
        const char *on;
        KindId kind;
    } kinds[] = {
        {"sequence",  KIND_SEQUENCE },
        {"schema",    KIND_SCHEMA   },
        {"function",  KIND_FUNCTION },
        {"procedure", KIND_FUNCTION },
        {"routine",   KIND_FUNCTION },
        {"type",      KIND_ENUM     },
        {"type",      KIND_COMPOSITE},
        {"type",      KIND_RANGE    },
        {"domain",    KIND_DOMAIN   },
        {"type",      KIND_DOMAIN   },
    };
    const Name *name = &def->objects.items[index];
    const char *text = name->text;
    Object *found = NULL;

    if (def->signatures.count > index)
        text = arena_printf(emitter->run, "%s%s", name->text,
                            emit_signature(emitter, schema_of_name(name),
                                           def->signatures.items[index] + strlen(name->text)));
    for (size_t i = 0; i < COUNT(kinds) && !found; i++)
        if (text_same(kinds[i].on, def->on))
            found = schema_find(emitter->schema, kinds[i].kind,
                                kinds[i].kind == KIND_SCHEMA
                                    ? sql_ident(emitter->run, text)
                                    : path_of_name(emitter->run, schema_of_name(name), text));
    if (!found && text_same(def->on, "sequence"))
        found = find_identity(emitter, path_of_name(emitter->run, schema_of_name(name), text));
    return found;
}

void emit_database_grants(const Emitter *emitter)
{
    const DatabaseClauses *database = &emitter->model->database;

    for (size_t i = 0; i < database->grants.count; i++) {
        const GrantDef *def = &database->grants.items[i];

        for (size_t k = 0; k < def->objects.count; k++) {
            Object *object = find_object(emitter, def, k);

            if (object)
                emit_grant(emitter, NULL, object, def);
            else if (!text_same(def->on, "table") && !text_same(def->on, "view"))
                finding_add(emitter->model->findings, FINDING_M121, def->objects.items[k].at,
                            "modelc does not manage '%s %s'", def->on, def->objects.items[k].text);
        }
    }
}

/* ---- Default privileges ---- */

/* The kind whose privileges those of what is made are; -1 for large objects. */
static int kind_of_made(const char *on)
{
    static const struct {
        const char *on;
        KindId kind;
    } kinds[] = {
        {"TABLES",    KIND_TABLE   },
        {"SEQUENCES", KIND_SEQUENCE},
        {"FUNCTIONS", KIND_FUNCTION},
        {"TYPES",     KIND_ENUM    },
        {"SCHEMAS",   KIND_SCHEMA  },
    };

    for (size_t i = 0; i < COUNT(kinds); i++)
        if (text_same(kinds[i].on, on))
            return (int)kinds[i].kind;
    return -1;
}

static StrVec privileges_of(const Emitter *emitter, const GrantDef *def)
{
    int kind = kind_of_made(def->on);
    StrVec out = {0};

    for (size_t i = 0; i < def->privileges.count; i++) {
        if (!text_same(def->privileges.items[i].name, "ALL"))
            privileges_add(emitter->run, &out, def->privileges.items[i].name);
        else if (kind < 0)
            vec_push(emitter->run, &out, "SELECT"), vec_push(emitter->run, &out, "UPDATE");
        for (size_t k = 0; text_same(def->privileges.items[i].name, "ALL") && k < COUNT(all); k++)
            for (size_t p = 0; (int)all[k].kind == kind && all[k].privileges[p]; p++)
                privileges_add(emitter->run, &out, all[k].privileges[p]);
    }
    return out;
}

/* What everybody has anyway says nothing. */
static bool is_usual(const DefaultPrivilege *privilege, const GrantDef *def)
{
    return !def->revoked && !def->grantable && !privilege->in_schema &&
           text_same(privilege->grantee, "public") &&
           (text_same(def->on, "FUNCTIONS") || text_same(def->on, "TYPES"));
}

static void emit_default_privilege(const Emitter *emitter, const char *maker, const char *schema,
                                   const char *role, const GrantDef *def)
{
    Arena *run = emitter->run;
    DefaultPrivilege said = {.role = maker ? sql_ident(run, maker) : NULL,
                             .in_schema = schema ? sql_ident(run, schema) : NULL,
                             .on_objects = def->on,
                             .grantee = sql_ident(run, role)};
    const char *name = default_privilege_name(run, &said);
    StrVec privileges = privileges_of(emitter, def);
    DefaultPrivilege *out;

    if (is_usual(&said, def))
        return;
    out = (DefaultPrivilege *)schema_find(emitter->schema, KIND_DEFAULT_PRIVILEGE,
                                          sql_ident(run, name));
    if (!out) {
        out = (DefaultPrivilege *)emit_object(emitter, KIND_DEFAULT_PRIVILEGE, NULL, name, def->at);
        said.object = out->object;
        *out = said;
    }
    for (size_t i = 0; !def->revoked && i < privileges.count; i++) {
        privileges_add(run, &out->privileges, privileges.items[i]);
        if (def->grantable)
            privileges_add(run, &out->grantable, privileges.items[i]);
    }
}

static void emit_default_privileges(const Emitter *emitter, const DefaultPrivilegeDef *def)
{
    size_t makers = def->makers.count, schemas = def->schemas.count;

    for (size_t m = 0; m < (makers ? makers : 1); m++)
        for (size_t s = 0; s < (schemas ? schemas : 1); s++)
            for (size_t r = 0; r < def->grant.roles.count; r++)
                emit_default_privilege(emitter, makers ? def->makers.items[m] : NULL,
                                       schemas ? def->schemas.items[s].text : NULL,
                                       def->grant.roles.items[r], &def->grant);
}

void emit_all_default_privileges(const Emitter *emitter)
{
    const DatabaseClauses *database = &emitter->model->database;

    for (size_t i = 0; i < database->default_privileges.count; i++)
        emit_default_privileges(emitter, &database->default_privileges.items[i]);
}
