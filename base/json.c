#include "base/json.h"

#include <jansson.h>
#include <string.h>

static void release(void *value)
{
    json_decref(value);
}

static Json *keep(Arena *arena, Json *value)
{
    if (!value)
        die("out of memory");
    arena_defer(arena, release, value);
    return value;
}

Json *json_read(Arena *arena, const char *text, size_t length, JsonError *error)
{
    json_error_t problem = {.line = 1, .text = "a NUL byte"};
    /* Jansson skips a NUL byte behind a number. */
    json_t *value =
        memchr(text, '\0', length)
            ? NULL
            : json_loadb(text, length, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &problem);

    if (value)
        return keep(arena, value);
    *error = (JsonError){
        .line = problem.line,
        .column = problem.column,
        .offset = problem.position < 0 ? 0 : (size_t)problem.position,
        .reason = arena_strdup(arena, problem.text),
    };
    return NULL;
}

Json *json_make_object(Arena *arena)
{
    return keep(arena, json_object());
}

Json *json_make_array(Arena *arena)
{
    return keep(arena, json_array());
}

static json_t *text_value(const char *text)
{
    json_t *value = text ? json_string(text) : NULL;

    return value ? value : json_null();
}

void json_set_text(Json *object, const char *key, const char *text)
{
    json_object_set_new(object, key, text_value(text));
}

void json_set_number(Json *object, const char *key, long long number)
{
    json_object_set_new(object, key, json_integer(number));
}

void json_set_real(Json *object, const char *key, double number)
{
    json_object_set_new(object, key, json_real(number));
}

void json_set_bool(Json *object, const char *key, bool value)
{
    json_object_set_new(object, key, json_boolean(value));
}

void json_set_value(Json *object, const char *key, Json *value)
{
    json_object_set(object, key, value);
}

void json_add_text(Json *array, const char *text)
{
    json_array_append_new(array, text_value(text));
}

void json_add_value(Json *array, Json *value)
{
    json_array_append(array, value);
}

const Json *json_member(const Json *value, const char *key)
{
    return value ? json_object_get(value, key) : NULL;
}

const char *json_text(const Json *value)
{
    return json_string_value(value);
}

bool json_bool(const Json *value, bool otherwise)
{
    return json_is_boolean(value) ? json_is_true(value) : otherwise;
}

long long json_number(const Json *value, long long otherwise)
{
    return json_is_integer(value) ? json_integer_value(value) : otherwise;
}

bool json_is_text(const Json *value)
{
    return json_is_string(value);
}

bool json_is_bool(const Json *value)
{
    return json_is_boolean(value);
}

/* jansson.h has macros of these two names. */
#undef json_is_number
bool json_is_number(const Json *value)
{
    return json_is_integer(value) || json_is_real(value);
}

#undef json_is_object
bool json_is_object(const Json *value)
{
    return value && json_typeof(value) == JSON_OBJECT;
}

#undef json_is_array
bool json_is_array(const Json *value)
{
    return value && json_typeof(value) == JSON_ARRAY;
}

size_t json_count(const Json *array)
{
    return json_array_size(array);
}

const Json *json_item(const Json *array, size_t index)
{
    return json_array_get(array, index);
}

void json_each(const Json *object, void (*fn)(void *context, const char *key, const Json *value),
               void *context)
{
    /* Jansson iterates through a non-const handle only; nothing is changed. */
    union {
        const json_t *in;
        json_t *out;
    } handle = {.in = object};

    for (void *at = json_object_iter(handle.out); at; at = json_object_iter_next(handle.out, at))
        fn(context, json_object_iter_key(at), json_object_iter_value(at));
}

char *json_write(Arena *arena, const Json *value, unsigned indent)
{
    char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_INDENT(indent));

    if (!text)
        die("out of memory");

    char *copy = arena_strdup(arena, text);

    free(text);
    return copy;
}
