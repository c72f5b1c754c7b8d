/* Source: typstorage in src/include/catalog/pg_type.dat of PostgreSQL 15. */
#include "modelc/reader/emit.h"

#include "base/text.h"
#include "schema/sql.h"

#include <string.h>

static const char *const main_types[] = {"numeric", "inet", "cidr"};

static const char *const extended_types[] = {
    "text",
    "character varying",
    "character",
    "bytea",
    "json",
    "jsonb",
    "xml",
    "bit",
    "bit varying",
    "path",
    "polygon",
    "tsvector",
    "jsonpath",
    "int4range",
    "int8range",
    "numrange",
    "tsrange",
    "tstzrange",
    "daterange",
    "int4multirange",
    "int8multirange",
    "nummultirange",
    "tsmultirange",
    "tstzmultirange",
    "datemultirange",
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool has(const char *const types[], size_t count, const char *type)
{
    size_t length = strcspn(type, "(");

    for (size_t i = 0; i < count; i++)
        if (strlen(types[i]) == length && strncmp(types[i], type, length) == 0)
            return true;
    return false;
}

static const char *of_type(const char *type)
{
    if (has(main_types, COUNT(main_types), type))
        return "main";
    if (has(extended_types, COUNT(extended_types), type) || text_ends(type, "[]") ||
        !sql_type_is_builtin(type))
        return "extended";
    return "plain";
}

const char *storage_text(Arena *run, const Name *storage, const Member *member)
{
    const TypedefModel *domain = member->type.domain;
    const char *type = domain ? domain->type : member->type.sql;

    if (!storage->text || text_same(storage->text, "default") ||
        text_same(storage->text, member->type.enumeration ? "plain" : of_type(type)))
        return NULL;
    return text_upper(run, storage->text);
}
