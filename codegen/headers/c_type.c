/* From SQL types to the C types that stand for them. */
#include "codegen/headers/writer.h"

#include "base/text.h"
#include "schema/kinds/domain/domain.h"
#include "schema/sql.h"

#include <string.h>

/* The other way round from the reader's table and the typedefs of modelc.h. */
static const struct {
    const char *sql, *c;
    bool holds_null; /* a pointer behind the typedef */
} types[] = {
    {"boolean",                     "bool",             false},
    {"smallint",                    "int16_t",          false},
    {"integer",                     "int32_t",          false},
    {"bigint",                      "int64_t",          false},
    {"real",                        "float",            false},
    {"double precision",            "double",           false},
    {"timestamp with time zone",    "pg_timestamptz",   false},
    {"timestamp without time zone", "pg_timestamp",     false},
    {"date",                        "pg_date",          false},
    {"time without time zone",      "pg_time",          false},
    {"interval",                    "pg_interval",      false},
    {"uuid",                        "pg_uuid",          false},
    {"bytea",                       "pg_bytea",         false},
    {"numeric",                     "pg_numeric",       true },
    {"json",                        "pg_json",          true },
    {"jsonb",                       "pg_jsonb",         true },
    {"xml",                         "pg_xml",           true },
    {"inet",                        "pg_inet",          true },
    {"cidr",                        "pg_cidr",          true },
    {"macaddr",                     "pg_macaddr",       true },
    {"tsvector",                    "pg_tsvector",      true },
    {"int4range",                   "pg_int4range",     true },
    {"int8range",                   "pg_int8range",     true },
    {"numrange",                    "pg_numrange",      true },
    {"daterange",                   "pg_daterange",     true },
    {"tsrange",                     "pg_tsrange",       true },
    {"tstzrange",                   "pg_tstzrange",     true },
    {"text[]",                      "pg_text_array",    false},
    {"bigint[]",                    "pg_bigint_array",  false},
    {"integer[]",                   "pg_integer_array", false},
    {"double precision[]",          "pg_double_array",  false},
    {"boolean[]",                   "pg_boolean_array", false},
    {"uuid[]",                      "pg_uuid_array",    false},
};

/* "numeric(12,2)" -> "numeric", "timestamp(3) with time zone" -> "timestamp with time zone". */
static const char *without_modifiers(Arena *run, const char *type)
{
    const char *open = strchr(type, '('), *close = open ? strchr(open, ')') : NULL;

    if (!close || strchr(type, '"'))
        return type;
    return arena_printf(run, "%.*s%s", (int)(open - type), type, close + 1);
}

/* As PG(…) says it. */
static const char *sql_words(Arena *run, const char *canonical)
{
    StrBuf out = {.arena = run};

    add_sql(&out, sql_type_short(run, canonical));
    return strbuf_text(&out);
}

static const char *named_type(const Writer *writer, const char *canonical)
{
    static const struct {
        KindId kind;
        const char *word;
    } words[] = {
        {KIND_ENUM,      "enum "  },
        {KIND_COMPOSITE, "struct "}
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const char *name = c_name(writer, words[i].kind, canonical);

        if (name)
            return arena_printf(writer->run, "%s%s", words[i].word, name);
    }
    return NULL;
}

static const Domain *find_domain(const Writer *writer, const char *canonical)
{
    return (const Domain *)schema_find(writer->schema, KIND_DOMAIN, canonical);
}

/* Whether the C type for a value of that type is a pointer. */
static bool holds_null(const Writer *writer, const char *canonical)
{
    const Domain *domain = find_domain(writer, canonical);
    const char *base = without_modifiers(writer->run, canonical);

    if (domain)
        return holds_null(writer, domain->type.text);
    if (named_type(writer, canonical) || text_ends(canonical, "[]"))
        return false;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (text_same(types[i].sql, base))
            return types[i].holds_null;
    return true;
}

/* What the C type is, and the SQL type where that does not say it. */
static CField plain_type(const Writer *writer, const char *canonical)
{
    const char *base = without_modifiers(writer->run, canonical);
    const char *words = sql_words(writer->run, canonical);
    const char *name = c_name(writer, KIND_DOMAIN, canonical);

    name = name ? name : named_type(writer, canonical);
    if (name)
        return (CField){.type = name};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (text_same(types[i].sql, base))
            return (CField){.type = types[i].c, .sql = base == canonical ? NULL : words};
    if (text_ends(canonical, "[]"))
        return (CField){.type = "pg_text_array", .sql = words};
    return (CField){
        .type = "char", .pointer = true, .sql = text_same(canonical, "text") ? NULL : words};
}

CField c_field_type(const Writer *writer, const char *canonical, bool nullable)
{
    CField out = plain_type(writer, canonical);

    out.say_null = nullable && holds_null(writer, canonical);
    out.pointer = out.pointer || (nullable && !out.say_null);
    return out;
}
