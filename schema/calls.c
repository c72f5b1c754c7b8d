#include "schema/calls.h"

#include "base/text.h"
#include "schema/defined.h"
#include "schema/sql.h"
#include "schema/sql_scan.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

/* How many arguments a function can be called with. */
typedef struct Arity {
    size_t least, most;
} Arity;

/* The items of the list in parentheses that begins at `token`. */
static size_t count_items(const char *text, SqlToken token)
{
    size_t commas = 0, tokens = 0, depth = token.depth;

    while (sql_token_next(text, &token) && token.depth > depth) {
        tokens++;
        commas += token.depth == depth + 1 && sql_token_marks(text, &token, ',');
    }
    return tokens ? commas + 1 : 0;
}

/* Those in the object's name; its statement says which of them a call can leave out or repeat. */
static Arity arity_of(const Object *object)
{
    const Kind *kind = kind_of(object->kind_id);
    const char *list = object->name + kind_bare_length(kind, object->name);
    SqlToken token = {0};
    Arity arity = {0, 0};

    if (sql_token_next(list, &token))
        arity.least = arity.most = count_items(list, token);
    for (size_t i = 0; i < kind->attr_count; i++) {
        const Sql *sql = kind->attrs[i].body ? attr_sql(object, &kind->attrs[i]) : NULL;

        token = (SqlToken){0};
        while (sql && sql->text && sql_token_next(sql->text, &token)) {
            if (sql_token_is(sql->text, token, "default") ||
                sql_token_marks(sql->text, &token, '='))
                arity.least = 0;
            if (sql_token_is(sql->text, token, "variadic"))
                arity.most = SIZE_MAX;
        }
    }
    return arity;
}

static bool is_name(const char *text, const SqlToken *token, const char *ident)
{
    size_t length = token->end - token->begin;

    return length == strlen(ident) && strncasecmp(text + token->begin, ident, length) == 0;
}

bool calls_fit(Arena *scratch, const char *text, const Object *object)
{
    if (!kind_of(object->kind_id)->is_called)
        return true;

    const char *ident = sql_ident(scratch, object_bare_name(scratch, object));
    Arity arity = arity_of(object);
    bool named = false;

    for (SqlToken token = {0}; sql_token_next(text, &token); named = is_name(text, &token, ident)) {
        if (!named || !sql_token_marks(text, &token, '('))
            continue;

        size_t count = count_items(text, token);

        if (count >= arity.least && count <= arity.most)
            return true;
    }
    return false;
}
