/* From C types, and from types in PG(...), to SQL types. */
#include "modelc/reader/model.h"

#include "base/text.h"
#include "modelc/reader/parse.h"
#include "schema/sql.h"

#include <inttypes.h>
#include <string.h>

/* Typedefs whose name means more than what they stand for on this machine. */
static const struct {
    const char *name, *sql, *refusal;
} named[] = {
    {"int8_t",    "smallint", NULL                                                                    },
    {"int16_t",   "smallint", NULL                                                                    },
    {"int32_t",   "integer",  NULL                                                                    },
    {"int64_t",   "bigint",   NULL                                                                    },
    {"uint8_t",   "smallint", NULL                                                                    },
    {"uint16_t",  "integer",  NULL                                                                    },
    {"uint32_t",  "bigint",   NULL                                                                    },
    {"uint64_t",  NULL,
     "is unsigned and 64 bits wide; say which SQL type holds it, for example PG(numeric(20))"         },
    {"size_t",    NULL,
     "is unsigned and 64 bits wide; say which SQL type holds it, for example PG(numeric(20))"         },
    {"uintptr_t", NULL,       "holds an address; mark the field PG(ignore)"                           },
    {"intptr_t",  NULL,       "holds an address; mark the field PG(ignore)"                           },
    {"time_t",    NULL,       "is a count of unknown unit; use pg_timestamptz, or say PG(timestamptz)"},
};

static const struct {
    const char *name, *sql;
} integers[] = {
    {"short",          "smallint"},
    {"int",            "integer" },
    {"long long",      "bigint"  },
    {"unsigned short", "integer" },
    {"unsigned int",   "bigint"  },
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const byte_refusal =
    "is a single byte; use char[N], char *, int8_t or say the SQL type";

static TypeUse refuse(const char *refusal)
{
    return (TypeUse){.refusal = refusal};
}

static TypeUse simple(const char *sql)
{
    return (TypeUse){.sql = sql};
}

/* The type behind all typedefs. */
static const CType *bare(const CType *type)
{
    while (type->kind == CTYPE_TYPEDEF && type->target)
        type = type->target;
    return type;
}

static bool is_char(const CType *type)
{
    return bare(type)->kind == CTYPE_CHAR;
}

static bool is_byte(const CType *type)
{
    return bare(type)->kind == CTYPE_INTEGER && text_same(bare(type)->name, "unsigned char");
}

static TypeUse of_c(Model *model, const CType *type, unsigned depth);

static const TypedefModel *annotated(const Model *model, const CType *type)
{
    const TypedefModel *found = map_get(&model->typedefs, type->name);

    return found && found->has_type ? found : NULL;
}

static TypeUse of_annotated(Model *model, const TypedefModel *typedef_model, const CType *type)
{
    const ColumnDef *def = &typedef_model->def.column;

    if (def->bad)
        return (TypeUse){.holds_null = true};
    if (typedef_model->def.column.is_domain)
        return (TypeUse){.sql = typedef_model->path,
                         .holds_null = bare(type)->kind == CTYPE_POINTER,
                         .domain = typedef_model};

    TypeUse use = type_of_name(model, &def->type, DEFAULT_SCHEMA);

    use.is_nullable = def->nullness == NULLNESS_NULL;
    use.is_not_null = def->nullness == NULLNESS_NOT_NULL;
    use.holds_null = use.is_nullable || bare(type)->kind == CTYPE_POINTER;
    use.collation = def->collation;
    return use;
}

static TypeUse of_typedef(Model *model, const CType *type, unsigned depth)
{
    const TypedefModel *own = annotated(model, type);

    if (own)
        return of_annotated(model, own, type);
    for (size_t i = 0; i < COUNT(named); i++)
        if (text_same(named[i].name, type->name))
            return named[i].sql ? simple(named[i].sql) : refuse(named[i].refusal);
    return of_c(model, type->target, depth);
}

static TypeUse of_integer(const CType *type)
{
    for (size_t i = 0; i < COUNT(integers); i++)
        if (text_same(integers[i].name, type->name))
            return simple(integers[i].sql);
    if (text_same(type->name, "long") || text_same(type->name, "unsigned long"))
        return refuse("has 32 or 64 bits depending on the platform; use int64_t or int32_t");
    if (type->bits == 8)
        return refuse(byte_refusal);
    return refuse(
        "is unsigned and 64 bits wide; say which SQL type holds it, for example PG(numeric(20))");
}

static TypeUse of_enum(const Model *model, const CType *type)
{
    const EnumModel *found = type->name ? map_get(&model->enums, type->name) : NULL;

    if (!found || !found->is_type)
        return refuse("is an enum that is not PG(type); mark the enum, or say the SQL type");
    if (found->def.bad)
        return (TypeUse){0};
    return (TypeUse){.sql = found->path, .enumeration = found};
}

static TypeUse of_struct(const Model *model, const CType *type)
{
    const StructModel *found = type_struct(model, type);
    StructKind kind = found ? found->def.kind : STRUCT_PLAIN;

    if (kind == STRUCT_BAD)
        return (TypeUse){.holds_null = true};
    if (kind == STRUCT_COMPOSITE)
        return simple(found->path);
    if (kind == STRUCT_VIEW || kind == STRUCT_MATERIALIZED_VIEW)
        return refuse("is a view; mark the field PG(ignore)");
    if (kind == STRUCT_TABLE)
        return refuse("is a table; name its key with references, or mark the field PG(ignore)");
    if (kind == STRUCT_MIXIN)
        return refuse("is a mixin; only a field of exactly that type can stand for its columns");
    return refuse("is a struct that is neither PG(mixin) nor PG(type); mark it, say the SQL type, "
                  "or mark the field PG(ignore)");
}

static TypeUse of_pointer(Model *model, const CType *target, unsigned depth)
{
    const CType *behind = bare(target);

    if (target->kind == CTYPE_CHAR)
        return (TypeUse){.sql = "text", .holds_null = true};
    if (behind->kind == CTYPE_VOID)
        return refuse("has no SQL type; say it, or mark the field PG(ignore)");
    if (behind->kind == CTYPE_FUNCTION)
        return refuse("is a function pointer; mark the field PG(ignore)");
    if (depth > 0 || target->kind == CTYPE_POINTER)
        return refuse("is a pointer to a pointer; use an array type such as pg_text_array");

    TypeUse use = of_c(model, target, depth + 1);

    use.is_nullable = true;
    use.is_not_null = false;
    use.holds_null = true;
    return use;
}

static TypeUse of_array(Model *model, const CType *type, unsigned depth)
{
    if (is_char(type->target) &&
        !(type->target->kind == CTYPE_TYPEDEF && annotated(model, type->target))) {
        if (type->count < 2)
            return refuse("is too small to hold a string");
        return simple(arena_printf(model->run, "character varying(%" PRId64 ")", type->count - 1));
    }
    if (is_byte(type->target) &&
        !(type->target->kind == CTYPE_TYPEDEF && annotated(model, type->target)))
        return simple("bytea");

    TypeUse use = of_c(model, type->target, depth);

    if (use.sql && !text_ends(use.sql, "[]"))
        use.sql = arena_printf(model->run, "%s[]", use.sql);
    use.enumeration = NULL;
    use.is_nullable = false;
    use.holds_null = false;
    return use;
}

/* `depth` counts pointers. */
static TypeUse of_c(Model *model, const CType *type, unsigned depth)
{
    switch (type->kind) {
    case CTYPE_TYPEDEF:
        return of_typedef(model, type, depth);
    case CTYPE_BOOL:
        return simple("boolean");
    case CTYPE_CHAR:
        return refuse(byte_refusal);
    case CTYPE_INTEGER:
        return of_integer(type);
    case CTYPE_FLOAT:
        return simple("real");
    case CTYPE_DOUBLE:
        return simple("double precision");
    case CTYPE_POINTER:
        return of_pointer(model, type->target, depth);
    case CTYPE_ARRAY:
        return of_array(model, type, depth);
    case CTYPE_ENUM:
        return of_enum(model, type);
    case CTYPE_STRUCT:
        return of_struct(model, type);
    case CTYPE_LONG_DOUBLE:
        return refuse("has no SQL type of its width; use double, or say PG(numeric)");
    case CTYPE_UNION:
        return refuse("is a union; mark the field PG(ignore)");
    case CTYPE_VOID:
    case CTYPE_FUNCTION:
    case CTYPE_OTHER:
        break;
    }
    return refuse("has no SQL type; say it, or mark the field PG(ignore)");
}

TypeUse type_of_c(Model *model, const CType *type)
{
    return of_c(model, type, 0);
}

StructModel *type_struct(const Model *model, const CType *type)
{
    while (type->kind == CTYPE_TYPEDEF && !annotated(model, type))
        type = type->target;
    if (type->kind != CTYPE_STRUCT || !type->name)
        return NULL;
    return map_get(&model->structs, type->name);
}

static const TypeModel *find_type(const Model *model, const Name *name, const char *schema)
{
    const char *first = name->schema ? name->schema : schema;
    const TypeModel *found = map_get(&model->types, path_of_name(model->run, first, name->text));

    if (found || name->schema)
        return found;
    return map_get(&model->types, path_of_name(model->run, DEFAULT_SCHEMA, name->text));
}

/* A type that nobody knows may come from an extension, unless it looks like a misspelt word. */
static bool check_type_word(Model *model, const TypeName *type)
{
    Suggestion suggestion = {.wanted = type->name.text};

    if (type->name.schema || type_is_known(type->name.text))
        return true;
    for (size_t i = 0; i < model->types.entries.count; i++) {
        const TypeModel *other = model->types.entries.items[i].value;

        suggest_offer(&suggestion, text_same(other->schema, DEFAULT_SCHEMA)
                                       ? other->name
                                       : model->types.entries.items[i].key);
    }
    type_suggest(&suggestion);
    column_suggest(model->run, &suggestion);
    if (!suggestion.best)
        return true;
    finding_add(model->findings, FINDING_M202, type->name.at,
                "'%s' is neither a type nor a column clause%s", type->name.text,
                suggest_text(model->run, &suggestion))
        ->fix = suggestion.best;
    return false;
}

TypeUse type_of_name(Model *model, const TypeName *type, const char *schema)
{
    const TypeModel *found = NULL;

    if (type->is_builtin)
        return simple(sql_type_canonical(model->run, type->text));
    found = find_type(model, &type->name, schema);
    if (found && type->is_array)
        return simple(arena_printf(model->run, "%s[]", found->path));
    if (found)
        return (TypeUse){
            .sql = found->path, .enumeration = found->enumeration, .domain = found->domain};
    if (!check_type_word(model, type))
        return (TypeUse){0};
    return simple(sql_type_canonical(model->run, type->text));
}

bool type_is_collatable(const char *type)
{
    static const char *const types[] = {"text",  "character varying", "character", "name", "bpchar",
                                        "citext"};

    for (size_t i = 0; i < COUNT(types); i++)
        if (text_starts(type, types[i]))
            return true;
    return !sql_type_is_builtin(type);
}

const char *collation_text(Arena *run, const Name *collation)
{
    if (!collation->text || (!collation->schema && text_same(collation->text, "default")))
        return NULL;
    if (!collation->schema || text_same(collation->schema, "pg_catalog"))
        return sql_ident(run, collation->text);
    return path_of_name(run, collation->schema, collation->text);
}

bool type_is_pointer(const CType *type)
{
    const CType *behind = bare(type);

    return type->kind == CTYPE_POINTER && !is_char(behind->target);
}
