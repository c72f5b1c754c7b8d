/* What refers to a renamed object, by its path, its name or in a text, follows. */
#include "schema/rename_follow.h"

#include "base/text.h"
#include "schema/defined.h"
#include "schema/denote.h"
#include "schema/sql.h"

#include <string.h>

bool renames_column(const Rename *rename)
{
    return rename->object->kind_id == KIND_COLUMN || rename->object->kind_id == KIND_ATTRIBUTE;
}

/* `path`, or what it has become when it is the old path, a part below it, or an array of it. */
static const char *follow_path(const Rename *rename, const char *path)
{
    size_t length = strlen(rename->old_path);

    if (!path || strncmp(path, rename->old_path, length) != 0 || !strchr(".[", path[length]))
        return path;
    return arena_printf(rename->run, "%s%s", rename->object->path, path + length);
}

/* Whether the name of a type can be the renamed one's, or that of what is in it. */
static bool may_be_type(const Rename *rename)
{
    KindId id = rename->object->kind_id;

    return id == KIND_SCHEMA || kind_of(id)->has_type;
}

/*
 * Whether a path of an object of the kind can be that of the renamed one or of what is below it:
 * relations and types have no name in common, others have names of their own.
 */
static bool may_be_path(const Rename *rename, KindId kind)
{
    return rename->object->kind_id == kind || may_be_type(rename);
}

static const char *follow_name(const Rename *rename, const char *name)
{
    return text_same(name, rename->old_name) ? rename->object->name : name;
}

static const char *bare_path_in(const Rename *rename, const char *home, const char *name)
{
    size_t length = kind_bare_length(kind_of(rename->object->kind_id), name);

    return path_under(rename->run, home, arena_strndup(rename->run, name, length));
}

static const char *bare_path(const Rename *rename)
{
    return bare_path_in(rename, rename->object->parent->path, rename->object->name);
}

static const char *old_bare_path(const Rename *rename)
{
    return bare_path_in(rename, rename->old_home, rename->old_name);
}

/* Expressions call a function without its arguments: which one, if there are more, nobody says. */
static const char *follow_call(const Rename *rename, const char *word)
{
    if (!rename->is_only || !text_same(word, old_bare_path(rename)))
        return follow_path(rename, word);
    return bare_path(rename);
}

/* The path of another object; a function without arguments is called by its name alone. */
static const char *follow_ref(const Rename *rename, const char *path)
{
    const Kind *kind = kind_of(rename->object->kind_id);
    bool is_call = rename->old_home &&
                   text_same(rename->old_name + kind_bare_length(kind, rename->old_name), "()");

    if (is_call && text_same(path, old_bare_path(rename)))
        return bare_path(rename);
    return follow_path(rename, path);
}

bool rename_inherits(const Rename *rename, const Object *relation)
{
    static const char name[] = "inherits";
    const Attr *attr =
        relation->kind_id == KIND_TABLE ? attr_find(kind_of(KIND_TABLE), name, strlen(name)) : NULL;

    if (relation == rename->object->parent)
        return true;
    if (!attr)
        return kind_of(relation->kind_id)->is_holder && rename_inherits(rename, relation->parent);
    for (size_t i = 0; i < attr_names(relation, attr)->count; i++) {
        const Object *from =
            schema_find(rename->schema, KIND_TABLE, attr_names(relation, attr)->items[i]);

        if (from && rename_inherits(rename, from))
            return true;
    }
    return false;
}

/* Whether the column is one of the object's own table, as it is where that inherits it. */
static bool has_column(const Rename *rename, const Object *user)
{
    const Object *table = object_table(user);

    return renames_column(rename) &&
           (table == object_table(rename->object) ||
            (table && rename->object->parent && rename_inherits(rename, table)));
}

/* A word of an expression with its dots, or the content of a literal. */
static const char *follow_word(const Rename *rename, const Object *user, const char *word)
{
    if (renames_column(rename)) {
        return has_column(rename, user) && text_same(word, sql_ident(rename->run, rename->old_name))
                   ? sql_ident(rename->run, rename->object->name)
                   : word;
    }
    return follow_call(rename, word);
}

typedef struct Words {
    const Rename *rename;
    const Object *user;
    bool spelled; /* the text is the server's */
    bool keyed;   /* the text is a key, where a class needs no word before it */
} Words;

/* Whether it is a type, a function, another name for something, or a string. */
static bool is_no_column(SqlPlace place)
{
    return place.text[place.end] == '(' || place.text[place.end - 1] == '\'' ||
           sql_follows(place, "::") || sql_follows(place, "as");
}

/* Whether it is another object of that name; what is below a renamed one follows in any case. */
static bool is_other(const Words *words, const char *word, SqlPlace place)
{
    const Rename *rename = words->rename;

    if (renames_column(rename))
        return is_no_column(place);
    if (!rename->old_home) /* of a schema texts name only what is in it */
        return text_same(word, rename->old_path);
    if (words->keyed || !text_same(word, old_bare_path(rename)))
        return false;
    return !place_denotes(place, kind_of(rename->object->kind_id), words->spelled);
}

static const char *replace_word(void *context, const char *word, SqlPlace place)
{
    const Words *words = context;

    if (place_is_reserved(words->rename->run, word, place))
        return word;
    return is_other(words, word, place) ? word : follow_word(words->rename, words->user, word);
}

static void follow_sql(const Rename *rename, const Object *user, Sql *sql)
{
    Words words = {rename, user, sql->spelled != NULL, false};

    if (sql->text)
        sql->text = sql_replace_names(rename->run, sql->text, replace_word, &words);
    if (sql->spelled)
        sql->spelled = sql_replace_names(rename->run, sql->spelled, replace_word, &words);
}

const char *follow_types(const Rename *rename, const Object *user, const char *types)
{
    Words words = {rename, user, true, false};

    if (!may_be_type(rename))
        return types;
    return sql_replace_names(rename->run, types, replace_word, &words);
}

static void follow_columns(const Rename *rename, StrVec *names)
{
    StrVec followed = {0};

    for (size_t i = 0; i < names->count; i++)
        vec_push(rename->run, &followed, follow_name(rename, names->items[i]));
    *names = followed;
}

/* "SELECT (a, b)", the columns sorted */
static const char *follow_worded(const Rename *rename, const Object *user, const char *text)
{
    StrVec words = {0}, literals = {0}, columns = {0};
    size_t head = strcspn(text, "(");

    if (!text[head])
        return text;
    sql_names(rename->run, text + head, &words, &literals);
    for (size_t i = 0; i < words.count; i++)
        vec_push(rename->run, &columns, follow_word(rename, user, words.items[i]));
    strvec_sort(&columns);
    return arena_printf(rename->run, "%.*s(%s)", (int)head, text,
                        text_join(rename->run, &columns, ", "));
}

static void follow_all_worded(const Rename *rename, const Object *user, StrVec *texts)
{
    StrVec followed = {0};

    for (size_t i = 0; i < texts->count; i++)
        vec_push(rename->run, &followed, follow_worded(rename, user, texts->items[i]));
    strvec_sort(&followed);
    *texts = followed;
}

static void follow_paths(const Rename *rename, StrVec *paths)
{
    StrVec followed = {0};

    for (size_t i = 0; i < paths->count; i++)
        vec_push(rename->run, &followed, follow_path(rename, paths->items[i]));
    *paths = followed;
}

/* An operator class, perhaps with parameters, which is called without its method. */
static const char *follow_called(const Rename *rename, const char *called)
{
    const char *old;
    size_t length;

    if (!called || !kind_of(rename->object->kind_id)->made_by || !rename->object->parent)
        return called;
    old = old_bare_path(rename);
    length = strlen(old);
    if (strncmp(called, old, length) != 0 || !strchr("(", called[length]))
        return called;
    return arena_printf(rename->run, "%s%s", bare_path(rename), called + length);
}

static void follow_elements(const Rename *rename, const Object *user, Elements *elements)
{
    bool own = has_column(rename, user);
    Elements followed = {0};

    for (size_t i = 0; i < elements->count; i++) {
        Element element = elements->items[i];

        if (own)
            element.column = follow_name(rename, element.column);
        if (may_be_path(rename, KIND_OPERATOR_CLASS))
            element.opclass = follow_called(rename, element.opclass);
        if (may_be_path(rename, KIND_COLLATION))
            element.collation = follow_path(rename, element.collation);
        follow_sql(rename, user, &element.expr);
        vec_push(rename->run, &followed, element);
    }
    *elements = followed;
}

/* Columns of another table that a key refers to: the attribute beside the one that names it. */
static bool refers_to_table(const Rename *rename, const Object *user)
{
    const Kind *kind = kind_of(user->kind_id);
    const Object *table;

    for (size_t i = 0; rename->object->parent && i < kind->attr_count; i++) {
        if (kind->attrs[i].ref != KIND_TABLE + 1)
            continue;
        if (!attr_is_set(user, &kind->attrs[i]))
            return false;
        table = schema_find(rename->schema, KIND_TABLE, attr_text(user, &kind->attrs[i]));
        return table && rename_inherits(rename, table);
    }
    return false;
}

/* Its own, or, of a partition, one of what it is a part of. */
static bool is_marked_by(const Object *user, const Object *index)
{
    while (user != index->parent && kind_of(user->kind_id)->is_holder)
        user = user->parent;
    return user == index->parent;
}

/* "old", "USING INDEX old" */
static const char *follow_mark(const Rename *rename, const Object *user, const char *mark)
{
    const char *old = mark && is_marked_by(user, rename->object)
                          ? mark_of(rename->run, mark, rename->old_name)
                          : NULL;

    if (!old)
        return mark;
    return arena_printf(rename->run, "%.*s%s", (int)(old - mark), mark,
                        sql_ident(rename->run, rename->object->name));
}

/* "HASH (a, f(b))" */
static const char *follow_keyed(const Rename *rename, const Object *user, const char *key)
{
    size_t head = key ? strcspn(key, "(") : 0;
    Words words = {rename, user, true, true};

    return key ? arena_printf(rename->run, "%.*s%s", (int)head, key,
                              sql_replace_names(rename->run, key + head, replace_word, &words))
               : NULL;
}

/* A type without a schema is PostgreSQL's own, whatever the name of the schema is. */
static void follow_type(const Rename *rename, SqlType *type)
{
    if (!may_be_type(rename))
        return;
    if (rename->old_home || (type->text && strchr(type->text, '.')))
        type->text = follow_path(rename, type->text);
}

void follow_attr(const Rename *rename, Object *user, const Attr *attr)
{
    bool own = has_column(rename, user);
    void *field = attr_field(user, attr);

    if (kind_of(rename->object->kind_id)->unnamed)
        return;
    switch (attr->type) {
    case ATTR_BOOL:
        break;
    case ATTR_TEXT:
        if (attr->ref && may_be_path(rename, (KindId)(attr->ref - 1)))
            *(const char **)field = follow_ref(rename, *(const char **)field);
        if (attr->marks && !renames_column(rename))
            *(const char **)field = follow_mark(rename, user, *(const char **)field);
        if (attr->keyed)
            *(const char **)field = follow_keyed(rename, user, *(const char **)field);
        break;
    case ATTR_TYPE:
        follow_type(rename, field);
        break;
    case ATTR_SQL:
        follow_sql(rename, user, field);
        break;
    case ATTR_NAMES:
        if (attr->ref && may_be_path(rename, (KindId)(attr->ref - 1)))
            follow_paths(rename, field);
        if (attr->worded && own)
            follow_all_worded(rename, user, field);
        if ((attr->columns && own) ||
            (attr->foreign && renames_column(rename) && refers_to_table(rename, user)))
            follow_columns(rename, field);
        break;
    case ATTR_ELEMENTS:
        follow_elements(rename, user, field);
        break;
    }
}
