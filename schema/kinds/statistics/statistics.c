#include "schema/kinds/statistics/statistics.h"
#include "schema/kinds/statistics/statistics.sql.h"

#include "base/text.h"

static const char *element_text(const Element *element)
{
    if (element->column)
        return element->column;
    return element->expr.spelled ? element->expr.spelled : element->expr.text;
}

static bool has_element(const Elements *elements, const Element *element)
{
    for (size_t i = 0; i < elements->count; i++)
        if (!elements->items[i].column == !element->column &&
            text_same(element_text(&elements->items[i]), element_text(element)))
            return true;
    return false;
}

/* PostgreSQL sorts the columns by number and puts the expressions behind them. */
static Change judge_elements(const Object *from, const Object *to)
{
    const Elements *a = &((const Statistics *)from)->elements;
    const Elements *b = &((const Statistics *)to)->elements;

    for (size_t i = 0; i < a->count; i++)
        if (!has_element(b, &a->items[i]))
            return CHANGE_RECREATE;
    return a->count == b->count ? CHANGE_IGNORE : CHANGE_RECREATE;
}

/* The clause in the struct says no schema. */
static bool in_model(const Object *object)
{
    return !object->in;
}

static const Attr statistics_attrs[] = {
    ATTR_RECREATE(Statistics, kinds),
    ATTR_(Statistics, elements, .change = CHANGE_RECREATE, .judge = judge_elements),
    ATTR_(Statistics, statistics, .change = CHANGE_ALTER, .separate = true, .lost = true,
          .alter = "ALTER STATISTICS {path} SET STATISTICS {statistics?|-1}{statistics}"),
    ATTR_COMMENT("COMMENT ON STATISTICS {path} IS {comment!}"),
};

const Kind kind_statistics = {
    .name = "statistics",
    .title = "statistics",
    .scope = SCOPE_SCHEMA,
    .named_apart = true,
    .unnamed = true,
    .size = sizeof(Statistics),
    .catalog_query = statistics_sql,
    ATTRS(statistics_attrs),
    .create = "CREATE STATISTICS {path}[ ({kinds})] ON {elements} FROM {parent}",
    .model = "statistics {name}[ ({kinds})] on {elements}",
    .in_model = in_model,
    .drop = "DROP STATISTICS {path}",
    .rename = "ALTER STATISTICS {path} RENAME TO",
    .renames_alone = true,
    .optional = true,
    .in_parent = true,
    .is_holder = true,
};
