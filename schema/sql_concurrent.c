/*
 * What a statement with CONCURRENTLY works on, by libpg_query's tree.
 *
 * Source: src/include/nodes/parsenodes.h of PostgreSQL 15.
 */
#include "schema/sql.h"

#include "base/json.h"
#include "base/text.h"

#include <pg_query.h>
#include <string.h>

typedef struct Reading {
    Arena *arena;
    const char *statement;
    SqlConcurrent out;
} Reading;

static const char *joined(Arena *arena, const char *schema, const char *name)
{
    StrBuf out = {.arena = arena};

    if (!name)
        return NULL;
    if (schema) {
        sql_add_ident(&out, schema);
        strbuf_addc(&out, '.');
    }
    sql_add_ident(&out, name);
    return strbuf_text(&out);
}

static const char *relation_path(Arena *arena, const Json *relation)
{
    return joined(arena, json_text(json_member(relation, "schemaname")),
                  json_text(json_member(relation, "relname")));
}

static bool is_concurrent(const Json *tree)
{
    return json_bool(json_member(tree, "concurrent"), false);
}

/* Behind the name, be it qualified. */
static const char *skip_name(const char *text)
{
    for (;;) {
        if (*text == '"')
            for (text++; *text && (*text != '"' || text[1] == '"'); text++)
                text += *text == '"';
        else
            text += strcspn(text, " \t\r\n(.;");
        text += *text == '"';

        const char *dot = text + strspn(text, " \t\r\n");

        if (*dot != '.')
            return text;
        text = dot + 1 + strspn(dot + 1, " \t\r\n");
    }
}

static const char *trial(Arena *arena, const char *statement, const Json *tree)
{
    const Json *relation = json_member(tree, "relation");
    long long at = json_number(json_member(relation, "location"), 0);

    return arena_printf(arena, "CREATE %sINDEX ON " SQL_TRIAL_TABLE "%s",
                        json_bool(json_member(tree, "unique"), false) ? "UNIQUE " : "",
                        skip_name(statement + at));
}

static void read_create(Reading *reading, const Json *tree)
{
    Arena *arena = reading->arena;

    if (!is_concurrent(tree))
        return;
    reading->out = (SqlConcurrent){
        .kind = SQL_CREATE_INDEX,
        .index = joined(arena, NULL, json_text(json_member(tree, "idxname"))),
        .table = relation_path(arena, json_member(tree, "relation")),
        .trial = trial(arena, reading->statement, tree),
    };
}

/* CONCURRENTLY takes one index only. */
static void read_drop(Reading *reading, const Json *tree)
{
    Arena *arena = reading->arena;
    const Json *first = json_item(json_member(tree, "objects"), 0);
    const Json *names = json_member(json_member(first, "List"), "items");
    StrBuf path = {.arena = arena};

    if (!is_concurrent(tree))
        return;
    for (size_t i = 0; i < json_count(names); i++) {
        strbuf_add(&path, i ? "." : "");
        sql_add_ident(&path,
                      json_text(json_member(json_member(json_item(names, i), "String"), "sval")));
    }
    reading->out = (SqlConcurrent){.kind = SQL_DROP_INDEX, .index = strbuf_text(&path)};
}

static void read_reindex(Reading *reading, const Json *tree)
{
    const Json *params = json_member(tree, "params");
    const char *path = relation_path(reading->arena, json_member(tree, "relation"));
    bool index = text_same(json_text(json_member(tree, "kind")), "REINDEX_OBJECT_INDEX");

    for (size_t i = 0; i < json_count(params); i++) {
        const Json *param = json_member(json_item(params, i), "DefElem");

        if (text_same(json_text(json_member(param, "defname")), "concurrently"))
            reading->out = (SqlConcurrent){
                .kind = SQL_REINDEX, .index = index ? path : NULL, .table = index ? NULL : path};
    }
}

static void read_alter(Reading *reading, const Json *tree)
{
    Arena *arena = reading->arena;
    const Json *command = json_member(json_item(json_member(tree, "cmds"), 0), "AlterTableCmd");
    const Json *partition = json_member(json_member(command, "def"), "PartitionCmd");

    if (!is_concurrent(partition))
        return;
    reading->out = (SqlConcurrent){
        .kind = SQL_DETACH,
        .table = relation_path(arena, json_member(tree, "relation")),
        .partition = relation_path(arena, json_member(partition, "name")),
    };
}

static void read_node(void *context, const char *key, const Json *tree)
{
    static const struct {
        const char *node;
        void (*read)(Reading *reading, const Json *tree);
    } nodes[] = {
        {"IndexStmt",      read_create },
        {"DropStmt",       read_drop   },
        {"ReindexStmt",    read_reindex},
        {"AlterTableStmt", read_alter  },
    };
    Reading *reading = context;

    for (size_t i = 0; i < sizeof nodes / sizeof *nodes; i++)
        if (text_same(nodes[i].node, key))
            nodes[i].read(reading, tree);
}

SqlConcurrent sql_concurrent(Arena *arena, const char *statement)
{
    PgQueryParseResult parsed = pg_query_parse(statement);
    Reading reading = {.arena = arena, .statement = statement};
    JsonError broken;

    if (!parsed.error) {
        const Json *tree = json_read(arena, parsed.parse_tree, strlen(parsed.parse_tree), &broken);
        const Json *first = json_item(json_member(tree, "stmts"), 0);

        json_each(json_member(first, "stmt"), read_node, &reading);
    }
    pg_query_free_parse_result(parsed);
    return reading.out;
}
