/* Objects whose definition stays the text of a statement. */
#include "modelc/reader/emit.h"

#include "base/text.h"
#include "schema/defined.h"
#include "schema/sql.h"
#include "schema/sql_scan.h"

#include <string.h>

/* Whether it is PostgreSQL's own, which comes before any other of that name. */
static bool is_own(const char *type)
{
    static const char *const pseudo[] = {
        "\"any\"",     "anyarray",           "anycompatible", "anycompatiblearray",
        "anyelement",  "anycompatiblerange", "anyenum",       "anycompatiblenonarray",
        "anynonarray", "anymultirange",      "anyrange",      "anycompatiblemultirange",
        "cstring",     "internal",           "record",
    };

    for (size_t i = 0; i < sizeof pseudo / sizeof *pseudo; i++)
        if (text_same(type, pseudo[i]))
            return true;
    return sql_type_is_builtin(type);
}

/* One type, as emit_signature() has it. */
static const char *argument_text(const Emitter *emitter, const char *schema, const char *type)
{
    size_t length = sql_name_length(type);
    const char *name = arena_strndup(emitter->run, type, length);
    const char *const schemas[] = {schema, DEFAULT_SCHEMA};

    if ((type[length] && type[length] != '[') || is_own(type))
        return type;
    for (size_t i = 0; i < 2; i++) {
        const char *path =
            path_of_name(emitter->run, schemas[i], sql_bare_name(emitter->run, name));

        if (map_get(&emitter->model->types, path) || map_get(&emitter->model->tables, path) ||
            map_get(&emitter->model->views, path))
            return arena_printf(emitter->run, "%s%s", path, type + length);
    }
    return type;
}

const char *emit_signature(const Emitter *emitter, const char *schema, const char *types)
{
    StrBuf out = {.arena = emitter->run};
    size_t begin = 0;

    for (SqlToken token = {0}; sql_token_next(types, &token);) {
        const char *type;

        if (!strchr("(,)", types[token.begin]))
            continue;
        begin += strspn(types + begin, " ");
        type = arena_strndup(emitter->run, types + begin, token.begin - begin);
        strbuf_addf(&out, "%s%c%s", argument_text(emitter, schema, type), types[token.begin],
                    types[token.begin] == ',' ? " " : "");
        begin = token.end;
    }
    return strbuf_text(&out);
}

/* The identity with the types in it as the catalog spells them. */
static SqlIdentity spelled(const Emitter *emitter, const DefinedDef *def)
{
    SqlIdentity identity = def->identity;

    if (!identity.suffix || !identity.suffix->of_types)
        return identity;
    identity.arguments = (StrVec){0};
    for (size_t i = 0; i < def->identity.arguments.count; i++)
        vec_push(
            emitter->run, &identity.arguments,
            argument_text(emitter, schema_of_name(&def->name), def->identity.arguments.items[i]));
    return identity;
}

/* "app.touch(integer)", "app.+(integer, integer)", "integer AS app.mood". */
static const char *signature_text(const Emitter *emitter, const DefinedDef *def,
                                  SqlIdentity identity)
{
    static const SqlSuffix none = {"(", "", "*)", true};
    const Kind *kind = kind_of(def->kind);
    const char *schema = sql_ident(emitter->run, schema_of_name(&def->name));

    if (kind->scope == SCOPE_DATABASE)
        return sql_identity_name(emitter->run, &identity);
    if (!kind->is_symbol)
        identity.name = sql_ident(emitter->run, identity.name);
    if (text_same(identity.kind, "aggregate") && identity.arguments.count == 0)
        identity.suffix = &none;
    return arena_printf(emitter->run, "%s.%s", schema, sql_identity_name(emitter->run, &identity));
}

/* The old name with the same arguments, if it had another. */
static void emit_old_defined(const Emitter *emitter, const DefinedDef *def, Object *out)
{
    const DatabaseClauses *database = &emitter->model->database;
    Name old = {0};

    for (size_t i = 0; i < database->renamed.count; i++) {
        const RenamedDef *renamed = &database->renamed.items[i];

        if (renamed->kind != def->kind || !text_same(renamed->name.text, def->identity.name) ||
            !text_same(schema_of_renamed(renamed), schema_of_name(&def->name)))
            continue;
        old = renamed->old;
        old.schema = schema_of_name(&renamed->old);
        old.text = arena_printf(emitter->run, "%s%s", renamed->old.text,
                                out->name + strlen(def->identity.name));
    }
    if (old.text && out->parent)
        emit_old_name(out, &old);
    else
        out->renamed_from = old.text;
}

static void emit_one(const Emitter *emitter, const DefinedDef *def)
{
    bool in_schema = kind_of(def->kind)->scope != SCOPE_DATABASE;
    Object *parent = in_schema ? emit_namespace(emitter, schema_of_name(&def->name)) : NULL;
    SqlIdentity identity = spelled(emitter, def);
    Defined *out = (Defined *)emit_object(emitter, def->kind, parent,
                                          sql_identity_name(emitter->run, &identity), def->name.at);

    out->object.comment = def->doc;
    emit_old_defined(emitter, def, &out->object);
    out->keyword = text_upper(emitter->run, identity.kind);
    out->signature = signature_text(emitter, def, identity);
    out->definition = def->definition;
}

/* What comes along with another object, unless a statement makes it. */
static void emit_brought(const Emitter *emitter, const DefinedDef *def)
{
    const char *words = def->identity.brings;
    DefinedDef brought = *def;
    StrBuf text = {.arena = emitter->run};
    SqlIdentity identity = spelled(emitter, def);

    brought.kind = (KindId)kind_made_by(words);
    if (schema_find(emitter->schema, brought.kind,
                    path_of_name(emitter->run, schema_of_name(&def->name),
                                 sql_identity_name(emitter->run, &identity))))
        return;
    brought.identity.kind = words;
    brought.identity.brings = NULL;
    brought.doc = NULL;
    strbuf_addf(&text, "CREATE %s %s", text_upper(emitter->run, words),
                signature_text(emitter, &brought, identity));
    brought.definition.text = strbuf_text(&text);
    emit_one(emitter, &brought);
}

void emit_defined(const Emitter *emitter)
{
    const DatabaseClauses *database = &emitter->model->database;

    for (size_t i = 0; i < database->defined.count; i++)
        emit_one(emitter, &database->defined.items[i]);
    for (size_t i = 0; i < database->defined.count; i++)
        if (database->defined.items[i].identity.brings)
            emit_brought(emitter, &database->defined.items[i]);
}
