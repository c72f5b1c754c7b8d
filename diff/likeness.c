#include "diff/likeness.h"

#include "base/text.h"
#include "diff/compare.h"
#include "schema/defined.h"
#include "schema/denote.h"
#include "schema/sql.h"

typedef struct Twins {
    Arena *run;
    const Object *gone, *come;
} Twins;

/* Without what only tells functions of one name apart. */
static const char *bare_path(Arena *run, const Object *object)
{
    return path_under(run, object->parent->path, object_bare_name(run, object));
}

static const char *new_name(void *context, const char *word, SqlPlace place)
{
    const Twins *twins = context;

    return text_same(word, bare_path(twins->run, twins->gone)) &&
                   place_denotes(place, kind_of(twins->gone->kind_id), true)
               ? bare_path(twins->run, twins->come)
               : word;
}

/* The text as it is once its object has the other name. */
static const char *renamed_text(Twins *twins, const char *text)
{
    if (!twins->gone->parent)
        return text;
    if (kind_of(twins->gone->kind_id)->scope == SCOPE_PARENT)
        return statement_renamed(twins->run, text, twins->gone->name, twins->come->name);
    return sql_replace_names(twins->run, text, new_name, twins);
}

static bool same_sql(Twins *twins, const Sql *gone, const Sql *come)
{
    const char *before = sql_shown(gone), *after = sql_shown(come);

    if (!before || !after)
        return before == after;
    return sql_same_statement(renamed_text(twins, before), after);
}

static bool same_attributes(Twins *twins, const Object *gone, const Object *come)
{
    const Kind *kind = kind_of(gone->kind_id);

    for (size_t i = 0; i < kind->attr_count; i++) {
        const Attr *attr = &kind->attrs[i];

        if (attr->change == CHANGE_IGNORE || attr->separate)
            continue;
        if (attr->type == ATTR_SQL
                ? !same_sql(twins, attr_sql(gone, attr), attr_sql(come, attr))
                : !attr_same(gone, come, attr) && change_of(attr, gone, come) != CHANGE_IGNORE)
            return false;
    }
    return true;
}

static size_t count_parts(const Object *object)
{
    size_t count = 0;

    for (size_t i = 0; i < object->children.count; i++)
        count += !kind_of(object->children.items[i]->kind_id)->on_any;
    return count;
}

static bool has_part(Twins *twins, const Object *part)
{
    for (size_t i = 0; i < twins->come->children.count; i++)
        if (twins->come->children.items[i]->kind_id == part->kind_id &&
            same_attributes(twins, part, twins->come->children.items[i]))
            return true;
    return kind_of(part->kind_id)->on_any;
}

bool is_same_but_name(Arena *run, const Object *gone, const Object *come)
{
    Twins twins = {run, gone, come};
    bool same = same_attributes(&twins, gone, come) && count_parts(gone) == count_parts(come);

    for (size_t i = 0; same && i < gone->children.count; i++)
        same = has_part(&twins, gone->children.items[i]);
    return same;
}

/* One that comes in its place, or under its name in another schema. */
static bool takes_place(const Object *gone, const Object *come)
{
    bool is_whole = gone->parent && !gone->parent->parent;

    if (come->parent == (gone->parent ? gone->parent->plan.pair : NULL))
        return true;
    return is_whole && text_same(gone->name, come->name);
}

const Object *find_renamed(Arena *run, const Plan *plan, const Object *gone)
{
    const Kind *kind = kind_of(gone->kind_id);
    const Map *all = &plan->to->objects[gone->kind_id];

    if (!object_can_be_renamed(gone) || !kind->renames_alone || gone->plan.pair)
        return NULL;
    for (size_t i = 0; i < all->entries.count; i++) {
        const Object *come = all->entries.items[i].value;

        if (!come->plan.pair && takes_place(gone, come) && is_same_but_name(run, gone, come))
            return come;
    }
    return NULL;
}
