#include "modelc/reader/opclass.h"

#include "base/text.h"
#include "schema/sql.h"

#include <string.h>

/* Types that the classes take as well, but that have a default of their own, or take another's. */
static const struct {
    const char *type, *names;
} others[] = {
    {"integer",           " oid_ops oid_minmax_ops "      },
    {"text",              " bpchar_ops bpchar_minmax_ops "},
    {"character varying", " bpchar_ops bpchar_minmax_ops "},
    {"bit",               " varbit_ops varbit_minmax_ops "},
    {"bit varying",       " bit_ops bit_minmax_ops "      },
};

/* Of PostgreSQL 15; no name is a default for one type of a method and none for another. */
static const struct {
    const char *method, *names;
} defaults[] = {
    {"btree",
     " array_ops bit_ops bool_ops bpchar_ops bytea_ops char_ops date_ops enum_ops float4_ops "
     "float8_ops inet_ops int2_ops int4_ops int8_ops interval_ops jsonb_ops macaddr8_ops "
     "macaddr_ops money_ops multirange_ops name_ops numeric_ops oid_ops oidvector_ops pg_lsn_ops "
     "range_ops record_ops text_ops tid_ops time_ops timestamp_ops timestamptz_ops timetz_ops "
     "tsquery_ops tsvector_ops uuid_ops varbit_ops xid8_ops "                                   },
    {"hash",
     " aclitem_ops array_ops bool_ops bpchar_ops bytea_ops char_ops cid_ops date_ops enum_ops "
     "float4_ops float8_ops inet_ops int2_ops int4_ops int8_ops interval_ops jsonb_ops "
     "macaddr8_ops macaddr_ops multirange_ops name_ops numeric_ops oid_ops oidvector_ops "
     "pg_lsn_ops range_ops record_ops text_ops tid_ops time_ops timestamp_ops timestamptz_ops "
     "timetz_ops uuid_ops xid8_ops xid_ops "                                                    },
    {"gin",    " array_ops jsonb_ops tsvector_ops "                                             },
    {"gist",
     " box_ops circle_ops multirange_ops point_ops poly_ops range_ops tsquery_ops tsvector_ops "},
    {"spgist", " box_ops inet_ops poly_ops quad_point_ops range_ops text_ops "                  },
    {"brin",
     " bit_minmax_ops box_inclusion_ops bpchar_minmax_ops bytea_minmax_ops char_minmax_ops "
     "date_minmax_ops float4_minmax_ops float8_minmax_ops inet_inclusion_ops int2_minmax_ops "
     "int4_minmax_ops int8_minmax_ops interval_minmax_ops macaddr8_minmax_ops macaddr_minmax_ops "
     "name_minmax_ops numeric_minmax_ops oid_minmax_ops pg_lsn_minmax_ops range_inclusion_ops "
     "text_minmax_ops tid_minmax_ops time_minmax_ops timestamp_minmax_ops timestamptz_minmax_ops "
     "timetz_minmax_ops uuid_minmax_ops varbit_minmax_ops "                                     },
};

static bool has_word(const char *words, const char *word)
{
    size_t length = strlen(word);

    for (const char *at = strstr(words, word); at; at = strstr(at + 1, word))
        if (at[-1] == ' ' && at[length] == ' ')
            return true;
    return false;
}

static bool is_of_another(const char *method, const char *name, const char *type)
{
    size_t length = strcspn(type, "(");

    if (!sql_type_is_builtin(type) && !strchr(type, '['))
        return text_starts(name, "text_");
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strlen(others[i].type) == length && strncmp(others[i].type, type, length) == 0)
            return !text_same(method, "spgist") && has_word(others[i].names, name);
    return false;
}

bool opclass_is_default(const char *method, const char *name, const char *type)
{
    if (type && is_of_another(method, name, type))
        return false;
    for (size_t i = 0; i < sizeof defaults / sizeof *defaults; i++)
        if (text_same(defaults[i].method, method ? method : "btree"))
            return name[0] != '\0' && has_word(defaults[i].names, name);
    return false;
}
