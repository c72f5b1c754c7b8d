/* What ALTER INDEX says: of an index, or of one that a partition has from its table. */
#include "modelc/reader/emit.h"

#include "base/text.h"
#include "schema/index_part.h"
#include "schema/kinds/index/index.h"
#include "schema/kinds/inherited_index/inherited_index.h"
#include "schema/kinds/partition/partition.h"
#include "schema/parameters.h"

#include <string.h>

/* In place of what an earlier statement says of the same. */
static void take_item(Arena *run, StrVec *items, const char *item)
{
    for (size_t i = 0; i < items->count; i++)
        if (parameter_is(items->items[i], item)) {
            items->items[i] = item;
            return;
        }
    vec_push(run, items, item);
    strvec_sort(items);
}

/* ---- Indexes of tables and materialized views ---- */

static Object *find_index(const Emitter *emitter, const IndexSettingDef *def)
{
    const char *schema = def->table.text ? def->table.text : DEFAULT_SCHEMA;

    if (def->schema.text)
        return NULL;
    return schema_find(emitter->schema, KIND_INDEX,
                       path_of_name(emitter->run, schema, def->name.text));
}

static void emit_own(const Emitter *emitter, Object *index, const IndexSettingDef *def)
{
    if (def->item)
        take_item(emitter->run, &((Index *)index)->statistics, def->item);
    else
        finding_add(emitter->model->findings, FINDING_M603, def->at,
                    "what is set of '%s' stands where it is defined", def->name.text);
}

/* ---- Those of partitions ---- */

static Object *partition_of(const Emitter *emitter, const IndexSettingDef *def)
{
    const char *schema = def->schema.text ? def->schema.text : DEFAULT_SCHEMA;

    if (!def->table.text)
        return NULL;
    return schema_find(emitter->schema, KIND_PARTITION,
                       path_of_name(emitter->run, schema, def->table.text));
}

static void take_setting(Arena *run, InheritedIndex *out, const IndexSettingDef *def)
{
    for (size_t i = 0; i < def->options.count; i++)
        take_item(run, &out->options, def->options.items[i]);
    if (def->tablespace.text)
        out->tablespace = def->tablespace.text;
    if (def->item)
        take_item(run, &out->statistics, def->item);
}

/* All that is said of one index. */
typedef struct Said {
    const Object *partition;
    const IndexSettingDef *first;
    InheritedIndex setting;
} Said;

static void note_setting(const Emitter *emitter, Map *said, Object *partition,
                         const IndexSettingDef *def)
{
    const char *path = path_under(emitter->run, partition->path, def->name.text);
    Said *out = map_get(said, path);

    if (!out) {
        out = ARENA_NEW(emitter->run, Said);
        *out = (Said){.partition = partition, .first = def};
        map_put(emitter->run, said, path, out);
    }
    take_setting(emitter->run, &out->setting, def);
}

static void note_one(const Emitter *emitter, Map *said, const IndexSettingDef *def)
{
    Object *index = find_index(emitter, def);
    Object *partition = index ? NULL : partition_of(emitter, def);
    bool has_parts = partition && ((const Partition *)partition)->partition_by;

    if (index)
        emit_own(emitter, index, def);
    else if (!partition || !index_above(partition, def->name.text))
        fail_object(emitter, def->at, "index", def->name.text);
    else if (has_parts && def->options.count)
        fail_object(emitter, def->at, "index of a partition without partitions", def->name.text);
    else
        note_setting(emitter, said, partition, def);
}

/* What is not as above anyway. */
static InheritedIndex difference(const Emitter *emitter, const Object *partition, const Said *said)
{
    const char *name = said->first->name.text;
    const InheritedIndex *all = &said->setting;
    InheritedIndex out = {0};

    for (size_t i = 0; i < all->options.count; i++) {
        const char *item = all->options.items[i];
        const char *above = inherited_option(emitter->run, partition, name, item);

        if (strchr(item, '=') ? !text_same(above, item) : above != NULL)
            vec_push(emitter->run, &out.options, item);
    }
    if (all->tablespace && !text_same(all->tablespace, inherited_tablespace(partition, name)))
        out.tablespace = all->tablespace;
    for (size_t i = 0; i < all->statistics.count; i++) {
        const char *item = all->statistics.items[i];

        if (!text_same(item, inherited_statistics(emitter->run, partition, name, item)))
            vec_push(emitter->run, &out.statistics, item);
    }
    return out;
}

static void emit_said(const Emitter *emitter, Object *partition, const Said *said)
{
    const InheritedIndex own = difference(emitter, partition, said);
    InheritedIndex *out;

    if (!own.options.count && !own.tablespace && !own.statistics.count)
        return;
    out = (InheritedIndex *)emit_object(emitter, KIND_INHERITED_INDEX, partition,
                                        said->first->name.text, said->first->at);
    out->options = own.options;
    out->tablespace = own.tablespace;
    out->statistics = own.statistics;
}

/* A partition before its own ones, which have from it what they do not say. */
void emit_index_settings(const Emitter *emitter)
{
    const Map *partitions = &emitter->schema->objects[KIND_PARTITION];
    const DatabaseClauses *database = &emitter->model->database;
    Map all = {0};

    for (size_t i = 0; i < database->index_settings.count; i++)
        note_one(emitter, &all, &database->index_settings.items[i]);
    for (size_t i = 0; all.entries.count && i < partitions->entries.count; i++) {
        Object *partition = partitions->entries.items[i].value;

        for (size_t k = 0; k < all.entries.count; k++) {
            const Said *said = all.entries.items[k].value;

            if (said->partition == partition)
                emit_said(emitter, partition, said);
        }
    }
}
