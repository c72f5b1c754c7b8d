#include "schema/index_part.h"

#include "base/text.h"
#include "schema/sql.h"

#include <string.h>

bool is_index_key(KindId id)
{
    return id == KIND_PRIMARY_KEY || id == KIND_UNIQUE || id == KIND_EXCLUSION;
}

const Object *index_of(const Object *table, const char *name)
{
    for (size_t i = 0; i < table->children.count; i++) {
        const Object *part = table->children.items[i];

        if ((is_index_key(part->kind_id) || part->kind_id == KIND_INDEX) &&
            text_same(part->name, name))
            return part;
    }
    return NULL;
}

const Object *index_above(const Object *partition, const char *name)
{
    const Object *above = NULL;

    for (const Object *in = partition; !above && in->kind_id == KIND_PARTITION; in = in->parent)
        above = index_of(in->parent, name);
    return above;
}

/* An index is in the schema of its table, whatever the schema of a partition is. */
static const char *path_above(Arena *run, const Object *partition, const char *name)
{
    const Object *above = index_above(partition, name), *table = above ? above->parent : partition;

    while (!above && table->kind_id == KIND_PARTITION)
        table = table->parent;
    return path_under(run, object_namespace(table)->path, name);
}

void index_part_add_source(StrBuf *out, const Object *partition, const char *name, bool of_key)
{
    strbuf_add(out, "        FROM pg_partition_tree(");
    sql_add_literal(out, path_above(out->arena, partition, name));
    strbuf_addf(out, ") t JOIN %s = t.relid\n        WHERE %s = ",
                of_key ? "pg_constraint k ON k.conindid" : "pg_index i ON i.indexrelid",
                of_key ? "k.contype IN ('p', 'u', 'x') AND k.conrelid" : "i.indrelid");
    sql_add_literal(out, partition->path);
    strbuf_add(out, "::regclass");
}
