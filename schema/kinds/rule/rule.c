#include "schema/kinds/rule/rule.h"
#include "schema/kinds/rule/rule.sql.h"

#include "schema/enabled.h"
#include "schema/statement_text.h"
#include "schema/template.h"

/* What is replaced keeps its comment and when it fires. */
static void write_definition(StrBuf *out, const Object *from, const Object *to)
{
    (void)from;
    statement_add_replacing(out, ((const Rule *)to)->definition.text);
}

static void write_enabled(StrBuf *out, const Object *from, const Object *to)
{
    (void)from;
    template_add(out, "ALTER TABLE {parent} ", to);
    enabled_add(out, ((const Rule *)to)->enabled);
    template_add(out, " RULE {name}", to);
}

static const Attr rule_attrs[] = {
    ATTR_(Rule, definition, .change = CHANGE_ALTER, .query = true, .compiled = true,
          .write = write_definition),
    ATTR_(Rule, enabled, .change = CHANGE_ALTER, .separate = true, .write = write_enabled),
    ATTR_COMMENT("COMMENT ON RULE {name} ON {parent} IS {comment!}"),
};

const Kind kind_rule = {
    .name = "rule",
    .title = "rule",
    .scope = SCOPE_PARENT,
    .size = sizeof(Rule),
    .catalog_query = rule_sql,
    ATTRS(rule_attrs),
    .create = "{definition}",
    .optional = true,
    .drop = "DROP RULE {name} ON {parent}",
    .rename = "ALTER RULE {name} ON {parent} RENAME TO",
    .renames_alone = true,
    .in_parent = true,
};
