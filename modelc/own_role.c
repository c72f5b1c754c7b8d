#include "modelc/own_role.h"

#include "base/text.h"
#include "schema/kinds/default_privilege/default_privilege.h"
#include "schema/twins.h"

static bool names_any(const Map *all)
{
    for (size_t i = 0; i < all->entries.count; i++)
        if (((const DefaultPrivilege *)all->entries.items[i].value)->role)
            return true;
    return false;
}

static void forget(Arena *run, DefaultPrivilege *privilege)
{
    twins_part(&privilege->object);
    privilege->role = NULL;
    privilege->object.name = default_privilege_name(run, privilege);
    privilege->object.path = object_path(run, &privilege->object);
}

void own_role_forget(Arena *run, Db *db, Schema *schema)
{
    Map *all = &schema->objects[KIND_DEFAULT_PRIVILEGE], renamed = {0};
    DbError ignored;
    const Rows *rows = names_any(all)
                           ? db_query(run, db, "SELECT quote_ident(current_user)", NULL, &ignored)
                           : NULL;

    if (!rows)
        return;
    for (size_t i = 0; i < all->entries.count; i++) {
        DefaultPrivilege *privilege = all->entries.items[i].value;

        if (text_same(privilege->role, rows_text(rows, 0, 0)))
            forget(run, privilege);
        map_put(run, &renamed, privilege->object.path, privilege);
    }
    *all = renamed;
}
