#include "introspect/spell_role.h"

#include <string.h>

static const struct {
    const char *name;
    SqlRole role;
} roles[] = {
    {"default_expr", ROLE_DEFAULT  },
    {"generated",    ROLE_GENERATED},
    {"expr",         ROLE_CONDITION},
    {"predicate",    ROLE_CONDITION},
};

SqlRole sql_role(const Attr *attr)
{
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (strcmp(attr->name, roles[i].name) == 0)
            return roles[i].role;
    return ROLE_NONE;
}
