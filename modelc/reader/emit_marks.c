/* The indexes that CLUSTER and the replica identity name. */
#include "modelc/reader/emit.h"

#include "schema/index_part.h"

static void check_mark(const Emitter *emitter, const Object *object, const Name *index)
{
    if (object && index->text && !index_of(object, index->text) &&
        !index_above(object, index->text))
        fail_object(emitter, index->at, "index", index->text);
}

static void check_partition(const Emitter *emitter, const StructModel *model,
                            const PartitionDef *def)
{
    const char *schema = def->name.schema ? def->name.schema : model->schema;
    const Object *partition = schema_find(emitter->schema, KIND_PARTITION,
                                          path_of_name(emitter->run, schema, def->name.text));

    check_mark(emitter, partition, &def->cluster);
    check_mark(emitter, partition, &def->replica_index);
}

static void check_marks(const Emitter *emitter, KindId kind, const Map *models)
{
    for (size_t i = 0; i < models->entries.count; i++) {
        const StructModel *model = models->entries.items[i].value;
        const Object *object = schema_find(emitter->schema, kind, model->path);

        check_mark(emitter, object, &model->extra.cluster);
        check_mark(emitter, object, &model->extra.replica_index);
        for (size_t k = 0; k < model->extra.partitions.count; k++)
            check_partition(emitter, model, &model->extra.partitions.items[k]);
    }
}

void emit_marks(const Emitter *emitter)
{
    check_marks(emitter, KIND_TABLE, &emitter->model->tables);
    check_marks(emitter, KIND_MATERIALIZED_VIEW, &emitter->model->views);
}
