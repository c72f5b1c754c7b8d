/* Operator classes: what an index access method does with values of a type. */
#include "schema/kinds/operator_class/operator_class.sql.h"

#include "base/text.h"
#include "schema/defined.h"

#include <string.h>

static const Attr operator_class_attrs[] = {
    DEFINED_SIGNATURE(true),
    ATTR_(Defined, definition, .change = CHANGE_RECREATE, .whole = true),
    ATTR_COMMENT("COMMENT ON OPERATOR CLASS {signature} IS {comment!}"),
};

/* The one that its type usually has; "default" can stand in a name as well. */
static bool is_implied(const Object *object, const char *method)
{
    const char *behind = strrchr(object->name, ' ');

    return (!method || !behind || text_same_fold(behind + 1, method)) &&
           strcasestr(((const Defined *)object)->definition.text, "default");
}

static const char *const made_by[] = {"operator class", NULL};
static const char *const named_by[] = {NULL};

const Kind kind_operator_class = {
    .name = "operator_class",
    .title = "operator class",
    .scope = SCOPE_SCHEMA,
    .named_apart = true,
    .size = sizeof(Defined),
    .catalog_query = operator_class_sql,
    ATTRS(operator_class_attrs),
    .made_by = made_by,
    .name_rest = " USING ",
    .named_by = named_by,
    .is_implied = is_implied,
    .create = "{definition}",
    .optional = true,
    .drop = "DROP OPERATOR CLASS {signature}",
    .rename = "ALTER OPERATOR CLASS {signature} RENAME TO",
    .renames_alone = true,
};
