#include "schema/kinds/event_trigger/event_trigger.h"
#include "schema/kinds/event_trigger/event_trigger.sql.h"

#include "schema/enabled.h"
#include "schema/template.h"

static void write_enabled(StrBuf *out, const Object *from, const Object *to)
{
    (void)from;
    template_add(out, "ALTER EVENT TRIGGER {name} ", to);
    enabled_add(out, ((const EventTrigger *)to)->enabled);
}

static const Attr event_trigger_attrs[] = {
    ATTR_RECREATE(EventTrigger, event),
    ATTR_RECREATE(EventTrigger, tags),
    ATTR_(EventTrigger, function, .change = CHANGE_RECREATE, .ref = KIND_FUNCTION + 1),
    ATTR_(EventTrigger, enabled, .change = CHANGE_ALTER, .separate = true, .write = write_enabled),
    ATTR_COMMENT("COMMENT ON EVENT TRIGGER {name} IS {comment!}"),
};

const Kind kind_event_trigger = {
    .name = "event_trigger",
    .title = "event trigger",
    .scope = SCOPE_DATABASE,
    .unnamed = true,
    .size = sizeof(EventTrigger),
    .catalog_query = event_trigger_sql,
    ATTRS(event_trigger_attrs),
    .create = "CREATE EVENT TRIGGER {name} ON {event}[ WHEN TAG IN ({tags!})]"
              " EXECUTE FUNCTION {function}()",
    .optional = true,
    .drop = "DROP EVENT TRIGGER {name}",
    .rename = "ALTER EVENT TRIGGER {name} RENAME TO",
    .renames_alone = true,
};
