#include "schema/kinds/trigger/trigger.h"
#include "schema/kinds/trigger/trigger.sql.h"

#include "schema/enabled.h"
#include "schema/sql_scan.h"
#include "schema/statement_text.h"
#include "schema/template.h"

static const Trigger *as_trigger(const Object *object)
{
    return (const Trigger *)object;
}

static bool fires_for_rows(const char *definition)
{
    return sql_says(definition, "for each row") || sql_says(definition, "for row");
}

static bool has_constraint(const Object *object)
{
    return statement_creates(as_trigger(object)->definition.text, "CONSTRAINT");
}

/*
 * There is no CREATE OR REPLACE CONSTRAINT TRIGGER.  Partitions would keep what they have of one
 * for rows when one for statements takes its place.
 */
static Change judge_definition(const Object *from, const Object *to)
{
    const char *old = as_trigger(from)->definition.text, *new = as_trigger(to)->definition.text;

    return has_constraint(from) || has_constraint(to) || fires_for_rows(old) != fires_for_rows(new)
               ? CHANGE_RECREATE
               : CHANGE_ALTER;
}

static void add_enabled(StrBuf *out, const Object *object)
{
    template_add(out, "ALTER TABLE {parent} ", object);
    enabled_add(out, as_trigger(object)->enabled);
    template_add(out, " TRIGGER {name}", object);
}

/* What is replaced fires as usual again. */
static void write_definition(StrBuf *out, const Object *from, const Object *to)
{
    (void)from;
    statement_add_replacing(out, as_trigger(to)->definition.text);
    if (as_trigger(to)->enabled) {
        strbuf_add(out, ";\n");
        add_enabled(out, to);
    }
}

static void write_enabled(StrBuf *out, const Object *from, const Object *to)
{
    (void)from;
    add_enabled(out, to);
}

static const Attr trigger_attrs[] = {
    ATTR_(Trigger, definition, .change = CHANGE_ALTER, .query = true, .compiled = true,
          .resets = true, .judge = judge_definition, .write = write_definition),
    ATTR_(Trigger, enabled, .change = CHANGE_ALTER, .separate = true, .write = write_enabled),
    ATTR_COMMENT("COMMENT ON TRIGGER {name} ON {parent} IS {comment!}"),
};

const Kind kind_trigger = {
    .name = "trigger",
    .title = "trigger",
    .scope = SCOPE_PARENT,
    .size = sizeof(Trigger),
    .catalog_query = trigger_sql,
    ATTRS(trigger_attrs),
    .create = "{definition}",
    .model = "{definition}",
    .optional = true,
    .drop = "DROP TRIGGER {name} ON {parent}",
    .rename = "ALTER TRIGGER {name} ON {parent} RENAME TO",
    .renames_alone = true,
    .has_constraint = has_constraint,
    .in_parent = true,
};
