/*
 * What a statement creates, by libpg_query's tree: a table of its nodes.
 *
 * Source: src/include/nodes/parsenodes.h of PostgreSQL 15.
 */
#include "schema/sql.h"

#include "base/json.h"
#include "base/text.h"

#include <pg_query.h>
#include <string.h>

/* Where a node keeps the name of what it creates. */
typedef enum NameForm {
    FORM_NONE,
    FORM_TEXT,     /* a string */
    FORM_LIST,     /* a list of strings, the last is the name */
    FORM_RELATION, /* a RangeVar */
} NameForm;

typedef struct Node {
    const char *node, *kind;
    NameForm form;
    const char *member;   /* holds the name */
    const char *relation; /* holds the table it belongs to; NULL: none */
} Node;

static const Node nodes[] = {
    {"ViewStmt",                "view",                 FORM_RELATION, "view",            NULL      },
    {"CreateFunctionStmt",      "function",             FORM_LIST,     "funcname",        NULL      },
    {"DefineStmt",              "object",               FORM_LIST,     "defnames",        NULL      },
    {"CreateTrigStmt",          "trigger",              FORM_TEXT,     "trigname",        "relation"},
    {"CreatePolicyStmt",        "policy",               FORM_TEXT,     "policy_name",     "table"   },
    {"CreateExtensionStmt",     "extension",            FORM_TEXT,     "extname",         NULL      },
    {"CreateSchemaStmt",        "schema",               FORM_TEXT,     "schemaname",      NULL      },
    {"CreateSeqStmt",           "sequence",             FORM_RELATION, "sequence",        NULL      },
    {"CreateStatsStmt",         "statistics",           FORM_LIST,     "defnames",        NULL      },
    {"CreateStmt",              "table",                FORM_RELATION, "relation",        NULL      },
    {"CreateDomainStmt",        "domain",               FORM_LIST,     "domainname",      NULL      },
    {"CompositeTypeStmt",       "type",                 FORM_RELATION, "typevar",         NULL      },
    {"CreateEnumStmt",          "type",                 FORM_LIST,     "typeName",        NULL      },
    {"CreateRangeStmt",         "range type",           FORM_LIST,     "typeName",        NULL      },
    {"IndexStmt",               "index",                FORM_TEXT,     "idxname",         "relation"},
    {"RuleStmt",                "rule",                 FORM_TEXT,     "rulename",        "relation"},
    {"CreateEventTrigStmt",     "event trigger",        FORM_TEXT,     "trigname",        NULL      },
    {"CreatePublicationStmt",   "publication",          FORM_TEXT,     "pubname",         NULL      },
    {"CreateSubscriptionStmt",  "subscription",         FORM_TEXT,     "subname",         NULL      },
    {"CreateFdwStmt",           "foreign data wrapper", FORM_TEXT,     "fdwname",         NULL      },
    {"CreateForeignServerStmt", "server",               FORM_TEXT,     "servername",      NULL      },
    {"CreateConversionStmt",    "conversion",           FORM_LIST,     "conversion_name", NULL      },
    {"CreatePLangStmt",         "language",             FORM_TEXT,     "plname",          NULL      },
    {"CreateRoleStmt",          "role",                 FORM_TEXT,     "role",            NULL      },
    {"CreatedbStmt",            "database",             FORM_TEXT,     "dbname",          NULL      },
    {"CreateTableSpaceStmt",    "tablespace",           FORM_TEXT,     "tablespacename",  NULL      },
    {"CreateAmStmt",            "access method",        FORM_TEXT,     "amname",          NULL      },
    {"CreateOpClassStmt",       "operator class",       FORM_LIST,     "opclassname",     NULL      },
    {"CreateOpFamilyStmt",      "operator family",      FORM_LIST,     "opfamilyname",    NULL      },
    {"CreateForeignTableStmt",  "foreign table",        FORM_NONE,     NULL,              NULL      },
    {"CreateUserMappingStmt",   "user mapping",         FORM_NONE,     NULL,              NULL      },
    {"CreateCastStmt",          "cast",                 FORM_NONE,     NULL,              NULL      },
    {"CreateTransformStmt",     "transform",            FORM_NONE,     NULL,              NULL      },
    {"GrantStmt",               "grant",                FORM_NONE,     NULL,              NULL      },
    {"GrantRoleStmt",           "grant",                FORM_NONE,     NULL,              NULL      },
};

/* Statements that say more of what another one creates. */
static const Node extending[] = {
    {"AlterTSConfigurationStmt", "text search configuration", FORM_LIST, "cfgname",      NULL},
    {"AlterOpFamilyStmt",        "operator family",           FORM_LIST, "opfamilyname", NULL},
};

static const SqlSuffix of_function = {"(", ", ", ")", true};
static const SqlSuffix of_method = {" USING ", "", "", false};
static const SqlSuffix of_cast = {"", " AS ", "", true};

/* What DefineStmt defines. */
static const char *const defined[][2] = {
    {"OBJECT_AGGREGATE",       "aggregate"                },
    {"OBJECT_OPERATOR",        "operator"                 },
    {"OBJECT_TYPE",            "type"                     },
    {"OBJECT_COLLATION",       "collation"                },
    {"OBJECT_TSPARSER",        "text search parser"       },
    {"OBJECT_TSDICTIONARY",    "text search dictionary"   },
    {"OBJECT_TSTEMPLATE",      "text search template"     },
    {"OBJECT_TSCONFIGURATION", "text search configuration"},
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *string_at(const Json *list, size_t index)
{
    return json_text(json_member(json_member(json_item(list, index), "String"), "sval"));
}

static void take_relation(Arena *arena, const Json *relation, const char **schema,
                          const char **name)
{
    const char *in = json_text(json_member(relation, "schemaname"));
    const char *own = json_text(json_member(relation, "relname"));

    *schema = in ? arena_strdup(arena, in) : NULL;
    *name = own ? arena_strdup(arena, own) : NULL;
}

static void take_list(Arena *arena, const Json *list, SqlIdentity *out)
{
    size_t count = json_count(list);

    if (count == 0)
        return;
    out->name = arena_strdup(arena, string_at(list, count - 1));
    if (count > 1)
        out->schema = arena_strdup(arena, string_at(list, count - 2));
}

static void take_name(Arena *arena, const Node *node, const Json *tree, SqlIdentity *out)
{
    const Json *member = node->member ? json_member(tree, node->member) : NULL;

    switch (node->form) {
    case FORM_NONE:
        return;
    case FORM_TEXT:
        out->name = json_text(member) ? arena_strdup(arena, json_text(member)) : NULL;
        return;
    case FORM_LIST:
        take_list(arena, member, out);
        return;
    case FORM_RELATION:
        take_relation(arena, member, &out->schema, &out->name);
        return;
    }
}

/* The type of one parameter, as a person writes it. */
static const char *type_text(Arena *arena, const Json *type)
{
    const Json *names = json_member(type, "names");
    bool builtin = json_count(names) == 2 && text_same(string_at(names, 0), "pg_catalog");
    StrBuf out = {.arena = arena};

    if (builtin)
        strbuf_add(&out, string_at(names, 1));
    for (size_t i = 0; !builtin && i < json_count(names); i++) {
        if (i > 0)
            strbuf_addc(&out, '.');
        sql_add_ident(&out, string_at(names, i));
    }
    for (size_t i = 0; i < json_count(json_member(type, "arrayBounds")); i++)
        strbuf_add(&out, "[]");
    return sql_type_unmodified(arena, strbuf_text(&out));
}

/* What belongs to the signature: parameters that only come out do not, of functions. */
static void take_arguments(Arena *arena, const Json *parameters, SqlIdentity *out)
{
    static const char *const outs[] = {"FUNC_PARAM_OUT", "FUNC_PARAM_TABLE"};
    bool all = text_same(out->kind, "procedure");

    out->suffix = &of_function;
    for (size_t i = 0; i < json_count(parameters); i++) {
        const Json *parameter = json_member(json_item(parameters, i), "FunctionParameter");
        const char *mode = json_text(json_member(parameter, "mode"));

        if (!all && (text_same(mode, outs[0]) || text_same(mode, outs[1])))
            continue;
        vec_push(arena, &out->arguments, type_text(arena, json_member(parameter, "argType")));
    }
}

static void take_function(Arena *arena, const Json *tree, SqlIdentity *out)
{
    out->kind = json_bool(json_member(tree, "is_procedure"), false) ? "procedure" : "function";
    take_arguments(arena, json_member(tree, "parameters"), out);
}

/* The types on both sides of an operator. */
static void take_operands(Arena *arena, const Json *options, SqlIdentity *out)
{
    static const char *const sides[] = {"leftarg", "rightarg"};

    for (size_t side = 0; side < COUNT(sides); side++) {
        const char *type = "none";

        for (size_t i = 0; i < json_count(options); i++) {
            const Json *option = json_member(json_item(options, i), "DefElem");

            if (text_same(json_text(json_member(option, "defname")), sides[side]))
                type = type_text(arena, json_member(json_member(option, "arg"), "TypeName"));
        }
        vec_push(arena, &out->arguments, type);
    }
    out->suffix = &of_function;
}

static void take_definition(Arena *arena, const Json *tree, SqlIdentity *out)
{
    const char *kind = json_text(json_member(tree, "kind"));
    const Json *args = json_item(json_member(tree, "args"), 0);

    for (size_t i = 0; i < COUNT(defined); i++)
        if (text_same(defined[i][0], kind))
            out->kind = defined[i][1];
    if (text_same(out->kind, "aggregate"))
        take_arguments(arena, json_member(json_member(args, "List"), "items"), out);
    if (text_same(out->kind, "operator"))
        take_operands(arena, json_member(tree, "definition"), out);
}

static void take_cast(Arena *arena, const Json *tree, SqlIdentity *out)
{
    vec_push(arena, &out->arguments, type_text(arena, json_member(tree, "sourcetype")));
    vec_push(arena, &out->arguments, type_text(arena, json_member(tree, "targettype")));
    out->suffix = &of_cast;
}

/* A class without a family makes one of its own name, unless there is one. */
static void take_method(Arena *arena, const Json *tree, SqlIdentity *out)
{
    const char *method = json_text(json_member(tree, "amname"));

    if (text_same(out->kind, "operator class") && !json_member(tree, "opfamilyname"))
        out->brings = "operator family";

    vec_push(arena, &out->arguments, sql_ident(arena, arena_strdup(arena, method)));
    out->suffix = &of_method;
}

/* The arguments that belong to the name. */
static void take_suffix(Arena *arena, const char *node, const Json *tree, SqlIdentity *out)
{
    static const struct {
        const char *node;
        void (*take)(Arena *arena, const Json *tree, SqlIdentity *out);
    } suffixes[] = {
        {"DefineStmt",         take_definition},
        {"CreateFunctionStmt", take_function  },
        {"CreateCastStmt",     take_cast      },
        {"CreateOpClassStmt",  take_method    },
        {"CreateOpFamilyStmt", take_method    },
        {"AlterOpFamilyStmt",  take_method    },
    };

    for (size_t i = 0; i < COUNT(suffixes); i++)
        if (text_same(suffixes[i].node, node))
            suffixes[i].take(arena, tree, out);
}

static const char *words_of(Arena *arena, const char *statement)
{
    size_t begin = strspn(statement, " \t\r\n");

    return text_lower(
        arena, arena_strndup(arena, statement + begin, strcspn(statement + begin, " \t\r\n(;")));
}

static void identify_named(Arena *arena, const Node *node, const Json *tree, SqlAct act,
                           SqlIdentity *out)
{
    const Json *relation = node->relation ? json_member(tree, node->relation) : NULL;

    out->act = act;
    out->kind = node->kind;
    take_name(arena, node, tree, out);
    take_relation(arena, relation, &out->table_schema, &out->table);
    take_suffix(arena, node->node, tree, out);
    if (text_same(node->kind, "grant") && !json_bool(json_member(tree, "is_grant"), false))
        out->act = SQL_CHANGES;
    if (json_bool(json_member(tree, "isDrop"), false))
        out->act = SQL_CHANGES;
}

/* CREATE TABLE AS and CREATE MATERIALIZED VIEW are one node. */
static bool identify_filled(Arena *arena, const Json *tree, SqlIdentity *out)
{
    const Json *into = json_member(json_member(tree, "into"), "rel");

    if (!into)
        return false;
    out->act = SQL_CREATES;
    out->kind = text_same(json_text(json_member(tree, "objtype")), "OBJECT_MATVIEW")
                    ? "materialized view"
                    : "table";
    take_relation(arena, into, &out->schema, &out->name);
    return true;
}

typedef struct Identifying {
    Arena *arena;
    SqlIdentity *out;
} Identifying;

static void identify_node(void *context, const char *key, const Json *value)
{
    static const char *const changes[] = {"Alter",  "Drop",     "Comment",
                                          "Rename", "Reassign", "SecLabel"};
    const Identifying *identifying = context;

    if (text_same(key, "CreateTableAsStmt") &&
        identify_filled(identifying->arena, value, identifying->out))
        return;
    for (size_t i = 0; i < COUNT(nodes); i++)
        if (text_same(nodes[i].node, key)) {
            identify_named(identifying->arena, &nodes[i], value, SQL_CREATES, identifying->out);
            return;
        }
    for (size_t i = 0; i < COUNT(extending); i++)
        if (text_same(extending[i].node, key)) {
            identify_named(identifying->arena, &extending[i], value, SQL_EXTENDS, identifying->out);
            return;
        }
    for (size_t i = 0; i < COUNT(changes); i++)
        if (text_starts(key, changes[i]))
            identifying->out->act = SQL_CHANGES;
    if (text_same(key, "CommentStmt") && json_text(json_member(value, "comment")))
        identifying->out->comment =
            arena_strdup(identifying->arena, json_text(json_member(value, "comment")));
}

bool sql_identify(Arena *arena, const char *statement, SqlIdentity *out, SqlError *error)
{
    PgQueryParseResult parsed = pg_query_parse(statement);
    bool ok = !parsed.error;
    Identifying identifying = {arena, out};
    JsonError broken;

    *out = (SqlIdentity){.act = SQL_RUNS, .kind = words_of(arena, statement)};
    if (ok) {
        const Json *tree = json_read(arena, parsed.parse_tree, strlen(parsed.parse_tree), &broken);
        const Json *stmts = json_member(tree, "stmts");

        json_each(json_member(json_item(stmts, 0), "stmt"), identify_node, &identifying);
        out->count = json_count(stmts);
    } else {
        *error = (SqlError){arena_strdup(arena, parsed.error->message),
                            text_utf8_offset(statement, (size_t)parsed.error->cursorpos)};
    }
    pg_query_free_parse_result(parsed);
    return ok;
}

const char *sql_identity_name(Arena *arena, const SqlIdentity *identity)
{
    const char *name = identity->name ? identity->name : "";
    const SqlSuffix *suffix = identity->suffix;

    if (!suffix)
        return name;
    return arena_printf(arena, "%s%s%s%s", name, suffix->open,
                        text_join(arena, &identity->arguments, suffix->separator), suffix->close);
}
