#include "schema/defined.h"

#include "base/text.h"
#include "schema/sql.h"
#include "schema/sql_scan.h"

#include <string.h>

/* Where the list of arguments begins that the name ends with; its length: it has none. */
static size_t arguments_at(const char *name)
{
    size_t length = strlen(name), at = length, depth = 0;
    bool quoted = false;

    if (length == 0 || name[length - 1] != ')')
        return length;
    while (at-- > 0) {
        quoted ^= name[at] == '"';
        depth += !quoted && name[at] == ')';
        depth -= !quoted && name[at] == '(';
        if (depth == 0)
            return at;
    }
    return length;
}

static size_t last_at(const char *name, const char *word)
{
    size_t found = strlen(name);

    for (const char *at = name; (at = strstr(at, word)); at++)
        found = (size_t)(at - name);
    return found;
}

size_t kind_bare_length(const Kind *kind, const char *name)
{
    if (!kind->name_rest)
        return strlen(name);
    return *kind->name_rest == '(' ? arguments_at(name) : last_at(name, kind->name_rest);
}

const char *object_bare_name(Arena *run, const Object *object)
{
    return arena_strndup(run, object->name,
                         kind_bare_length(kind_of(object->kind_id), object->name));
}

const char *defined_behind_name(const Object *object, const char *text)
{
    const Kind *kind = kind_of(object->kind_id);
    const char *at;

    if (!text || !kind->made_by)
        return text;
    if (kind->is_called) {
        for (SqlToken token = {0}; sql_token_next(text, &token);)
            if (sql_token_marks(text, &token, '('))
                return text + token.begin;
        return text;
    }
    if (kind_bare_length(kind, object->name) < strlen(object->name))
        return text;
    at = strstr(text, object->path);
    return at ? at + strlen(object->path) : text;
}

void defined_sign(Arena *run, Object *object)
{
    static const char name[] = "signature";
    const Kind *kind = kind_of(object->kind_id);
    Defined *defined = (Defined *)object;

    if (!kind->made_by || !attr_find(kind, name, strlen(name)) || !object->parent ||
        kind->is_symbol || !defined->signature)
        return;

    defined->signature = arena_printf(
        run, "%s.%s%s", object->parent->path, sql_ident(run, object_bare_name(run, object)),
        defined->signature + kind_bare_length(kind, defined->signature));
}

Change no_change(const Object *from, const Object *to)
{
    (void)from;
    (void)to;
    return CHANGE_IGNORE;
}

static Change judge_shape(const Object *from, const Object *to, bool last)
{
    const StrVec *before = &((const Defined *)from)->shape, *after = &((const Defined *)to)->shape;
    bool known = before->count > 0 && after->count > 0;

    return known && text_same(before->items[last ? before->count - 1 : 0],
                              after->items[last ? after->count - 1 : 0])
               ? CHANGE_ALTER
               : CHANGE_RECREATE;
}

Change judge_shape_first(const Object *from, const Object *to)
{
    return judge_shape(from, to, false);
}

Change judge_shape_last(const Object *from, const Object *to)
{
    return judge_shape(from, to, true);
}

const char *statement_renamed(Arena *run, const char *statement, const char *old, const char *name)
{
    const char *head = arena_printf(run, " %s ", sql_ident(run, old));
    const char *at = text_starts(statement, "CREATE ") ? strstr(statement, head) : NULL;

    if (!at)
        return statement;
    return arena_printf(run, "%.*s %s %s", (int)(at - statement), statement, sql_ident(run, name),
                        at + strlen(head));
}

bool defined_has_string(const Object *object)
{
    const Kind *kind = kind_of(object->kind_id);

    for (size_t i = 0; i < kind->attr_count; i++) {
        const Attr *attr = &kind->attrs[i];
        const char *text = attr->body ? attr_sql(object, attr)->text : NULL;

        if (text)
            return !sql_says(text, "begin atomic") && !sql_says(text, "return");
    }
    return false;
}
