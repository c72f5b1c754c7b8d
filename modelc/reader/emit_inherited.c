/* What statements say of triggers that partitions have from their tables. */
#include "modelc/reader/emit.h"

#include "base/text.h"
#include "schema/enabled.h"
#include "schema/kinds/inherited_trigger/inherited_trigger.h"

bool is_inherited_setting(const Emitter *emitter, const Object *parent, const SettingDef *def)
{
    return parent->kind_id == KIND_PARTITION && def->kind == KIND_TRIGGER &&
           !schema_find(emitter->schema, KIND_TRIGGER,
                        path_under(emitter->run, parent->path, def->name.text));
}

static bool is_of(const SettingDef *def, const char *trigger)
{
    return def->kind == KIND_TRIGGER && text_same(def->name.text, trigger);
}

static void emit_state(const Emitter *emitter, Object *partition, const SettingDef *def)
{
    const char *above =
        inherited_trigger_state(emitter->run, emitter->schema, partition, def->name.text);
    StrBuf words = {.arena = emitter->run};
    InheritedTrigger *out;

    enabled_add(&words, def->value);
    if (!above)
        fail_object(emitter, def->name.at, "trigger for each row", def->name.text);
    if (!above || text_same(above, strbuf_text(&words)))
        return;
    out = (InheritedTrigger *)emit_object(emitter, KIND_INHERITED_TRIGGER, partition,
                                          def->name.text, def->name.at);
    out->enabled = strbuf_text(&words);
    out->inherited_enabled = above;
}

/* The last statement counts. */
static void emit_states(const Emitter *emitter, Object *partition, const StructModel *model)
{
    for (size_t i = 0; i < model->extra.settings.count; i++) {
        const SettingDef *def = &model->extra.settings.items[i];
        bool counts = is_inherited_setting(emitter, partition, def);

        for (size_t k = i + 1; k < model->extra.settings.count; k++)
            counts = counts && !is_of(&model->extra.settings.items[k], def->name.text);
        if (counts)
            emit_state(emitter, partition, def);
    }
}

void emit_inherited_triggers(const Emitter *emitter)
{
    const Map *partitions = &emitter->schema->objects[KIND_PARTITION];

    for (size_t i = 0; i < partitions->entries.count; i++) {
        Object *partition = partitions->entries.items[i].value;
        const StructModel *model = map_get(&emitter->model->partitions, partition->path);

        if (model)
            emit_states(emitter, partition, model);
    }
}
