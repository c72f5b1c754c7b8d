#include "schema/kinds/inherited_trigger/inherited_trigger.h"
#include "schema/kinds/inherited_trigger/inherited_trigger.sql.h"

#include "base/text.h"
#include "schema/enabled.h"
#include "schema/kinds/trigger/trigger.h"
#include "schema/sql.h"

/* What `relation` has of that kind and name. */
static const Object *part_of(const Schema *schema, const Object *relation, KindId kind,
                             const char *name)
{
    Arena *scratch = arena_new();
    const Object *found = schema_find(schema, kind, path_under(scratch, relation->path, name));

    arena_free(scratch);
    return found;
}

/* Those of statements fire for the table alone. */
static bool is_inherited(const Object *trigger)
{
    Arena *scratch = arena_new();
    StrVec words = {0}, literals = {0};
    bool of_rows;

    sql_names(scratch, ((const Trigger *)trigger)->definition.text, &words, &literals);
    of_rows = strvec_has(&words, sql_ident(scratch, "row"));
    arena_free(scratch);
    return of_rows;
}

/* What a partition's trigger does as: the state of the partition above, or the trigger itself. */
static const Object *origin(const Schema *schema, const Object *partition, const char *name)
{
    const Object *above = partition->parent;
    const Object *found = part_of(schema, above, KIND_INHERITED_TRIGGER, name);
    const Object *trigger = part_of(schema, above, KIND_TRIGGER, name);

    if (!found && trigger && is_inherited(trigger))
        found = trigger;
    return found || above->kind_id != KIND_PARTITION ? found : origin(schema, above, name);
}

const char *inherited_trigger_state(Arena *run, const Schema *schema, const Object *partition,
                                    const char *name)
{
    const Object *from = origin(schema, partition, name);
    StrBuf out = {.arena = run};

    if (from && from->kind_id == KIND_INHERITED_TRIGGER)
        return ((const InheritedTrigger *)from)->enabled;
    if (!from)
        return NULL;
    enabled_add(&out, ((const Trigger *)from)->enabled);
    return strbuf_text(&out);
}

/*
 * While it stands they do; a change of theirs would go on to it.  It comes anew where the
 * partition, or one above, takes another place.
 */
static void refer(const Schema *schema, const Object *object, RefFn *fn, void *context)
{
    const Object *from = origin(schema, object->parent, object->name);

    if (!from)
        return;
    for (const Object *in = object->parent; !text_same(in->path, from->parent->path);
         in = in->parent)
        fn(context, in->kind_id, in->path);
    fn(context, from->kind_id, from->path);
    if (from->kind_id == KIND_INHERITED_TRIGGER)
        refer(schema, from, fn, context);
}

#define ALTER_TRIGGER "ALTER TABLE {parent} {enabled} TRIGGER {name}"

static const Attr inherited_trigger_attrs[] = {
    ATTR_ALTER(InheritedTrigger, enabled, ALTER_TRIGGER),
    ATTR_IGNORE(InheritedTrigger, inherited_enabled),
};

const Kind kind_inherited_trigger = {
    .name = "inherited_trigger",
    .title = "inherited trigger",
    .scope = SCOPE_PARENT,
    .size = sizeof(InheritedTrigger),
    .catalog_query = inherited_trigger_sql,
    ATTRS(inherited_trigger_attrs),
    .create = ALTER_TRIGGER,
    .drop = "ALTER TABLE {parent} {inherited_enabled} TRIGGER {name}",
    .optional = true,
    .in_parent = true,
    .named_as = KIND_TRIGGER + 1,
    .overrides = true,
    .refs = refer,
};
