#include "schema/defined.h"

Change no_change(const Object *from, const Object *to)
{
    (void)from;
    (void)to;
    return CHANGE_IGNORE;
}
