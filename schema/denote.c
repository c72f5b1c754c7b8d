#include "schema/denote.h"

static bool follows_one_of(SqlPlace place, const char *const *words)
{
    for (; words && *words; words++)
        if (sql_follows(place, *words))
            return true;
    return false;
}

static bool is_call(SqlPlace place)
{
    return place.text[place.end] == '(';
}

/* "parser = f(a)" compares with a column. */
bool place_is_announced(SqlPlace place, const Kind *kind)
{
    return follows_one_of(place, kind->made_by) ||
           (!is_call(place) && follows_one_of(place, kind->named_by));
}

static bool is_announced_as_other(SqlPlace place, const Kind *kind)
{
    for (KindId id = 0; id < KIND_COUNT; id++)
        if (kind_of(id) != kind && place_is_announced(place, kind_of(id)))
            return true;
    return false;
}

bool place_is_reserved(Arena *scratch, const char *name, SqlPlace place)
{
    return *name == '"' && place.text[place.begin] != '"' && place.text[place.begin] != '\'' &&
           sql_is_reserved(sql_bare_name(scratch, name));
}

bool place_denotes(SqlPlace place, const Kind *kind, bool spelled)
{
    if (sql_follows(place, "::"))
        return kind->has_type;
    if (place_is_announced(place, kind))
        return true;
    if (kind->named_by || (spelled && is_call(place) && !kind->is_called))
        return false;
    return !is_announced_as_other(place, kind);
}
