#include "schema/kinds/grant/given.h"

#include "base/text.h"
#include "schema/kinds/default_privilege/default_privilege.h"
#include "schema/kinds/grant/grant.h"
#include "schema/privileges.h"
#include "schema/sql.h"

#include <string.h>

const char *grant_group(KindId kind)
{
    static const struct {
        KindId kind;
        const char *group;
    } groups[] = {
        {KIND_TABLE,             "TABLES"   },
        {KIND_PARTITION,         "TABLES"   },
        {KIND_VIEW,              "TABLES"   },
        {KIND_MATERIALIZED_VIEW, "TABLES"   },
        {KIND_SEQUENCE,          "SEQUENCES"},
        {KIND_COLUMN,            "SEQUENCES"},
        {KIND_FUNCTION,          "FUNCTIONS"},
        {KIND_ENUM,              "TYPES"    },
        {KIND_RANGE,             "TYPES"    },
        {KIND_COMPOSITE,         "TYPES"    },
        {KIND_DOMAIN,            "TYPES"    },
        {KIND_SCHEMA,            "SCHEMAS"  },
    };

    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        if (groups[i].kind == kind)
            return groups[i].group;
    return NULL;
}

/* Those that go do so before anything is made, and those that come or change after that. */
static bool applies(const DefaultPrivilege *one, const Object *made)
{
    if (!object_stays(&one->object) || one->role ||
        !text_same(one->on_objects, grant_group(made->kind_id)))
        return false;
    return !one->in_schema || (made->kind_id != KIND_SCHEMA &&
                               text_same(one->in_schema, object_namespace(made)->path));
}

static Grant *grant_to(Arena *run, Grants *grants, Object *made, const char *grantee)
{
    const char *path = arena_printf(run, "%s.%s", made->path, grantee);
    Grant *grant;

    for (size_t i = 0; i < grants->count; i++)
        if (text_same(grants->items[i]->object.path, path))
            return grants->items[i];
    grant = ARENA_NEW(run, Grant);
    grant->object.kind_id = KIND_GRANT;
    grant->object.name = sql_bare_name(run, grantee);
    grant->object.name_given = true;
    grant->object.parent = made;
    grant->object.path = path;
    vec_push(run, grants, grant);
    return grant;
}

/* Those of a schema add to those of the whole database. */
Grants grants_by_default(Arena *run, const Schema *schema, Object *made)
{
    const Map *all = &schema->objects[KIND_DEFAULT_PRIVILEGE];
    Grants grants = {0};

    for (size_t i = 0; i < all->entries.count; i++) {
        const DefaultPrivilege *one = all->entries.items[i].value;
        Grant *grant;

        if (!applies(one, made))
            continue;
        grant = grant_to(run, &grants, made, one->grantee);
        for (size_t k = 0; k < one->privileges.count; k++)
            privileges_add(run, &grant->privileges, one->privileges.items[k]);
        for (size_t k = 0; k < one->grantable.count; k++)
            privileges_add(run, &grant->grantable, one->grantable.items[k]);
    }
    return grants;
}

static bool has_all(const StrVec *list, const StrVec *wanted)
{
    for (size_t i = 0; i < wanted->count; i++)
        if (!strvec_has(list, wanted->items[i]))
            return false;
    return true;
}

static bool has_grants(const Object *made)
{
    for (size_t i = 0; i < made->children.count; i++)
        if (made->children.items[i]->kind_id == KIND_GRANT)
            return true;
    return false;
}

bool grant_is_surplus(const Grant *given, const Grant *wanted, bool whole, bool any)
{
    if (!wanted)
        return !grant_is_usual(&given->object) &&
               (whole || (!grant_is_public(&given->object) && any));
    return wanted->privileges.count && !(has_all(&wanted->privileges, &given->privileges) &&
                                         has_all(&wanted->grantable, &given->grantable));
}

void grants_surplus(Arena *run, const Schema *from, const Schema *to, Object *made, ObjectFn *fn,
                    void *context)
{
    Grants given = {0};

    if (made->kind_id != KIND_COLUMN && grant_group(made->kind_id))
        given = grants_by_default(run, from, made);
    for (size_t i = 0; i < given.count; i++) {
        Grant *grant = given.items[i];
        const Grant *wanted = (const Grant *)schema_find(to, KIND_GRANT, grant->object.path);

        if (grant_is_surplus(grant, wanted, from->whole || to->whole, has_grants(made)))
            fn(context, &grant->object);
    }
}
