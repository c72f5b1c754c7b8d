/*
 * JSON values.  The one door to Jansson.
 *
 * Values that a function returns live as long as the arena they were made in.
 * Objects keep the order of insertion, so that equal input gives equal bytes.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/arena.h"

#include <stdbool.h>

typedef struct json_t Json;

/* Where and why a text is not JSON; lines and columns count from 1. */
typedef struct JsonError {
    int line, column;
    size_t offset;
    const char *reason;
} JsonError;

/* NULL and `*error` filled when `text` is not one JSON value. */
Json *json_read(Arena *arena, const char *text, size_t length, JsonError *error);

Json *json_make_object(Arena *arena);
Json *json_make_array(Arena *arena);

/* Set a member; NULL text gives null.  Text must be UTF-8 (other bytes give null). */
void json_set_text(Json *object, const char *key, const char *text);
void json_set_number(Json *object, const char *key, long long number);
void json_set_real(Json *object, const char *key, double number);
void json_set_bool(Json *object, const char *key, bool value);
void json_set_value(Json *object, const char *key, Json *value);

void json_add_text(Json *array, const char *text);
void json_add_value(Json *array, Json *value);

/* NULL when `value` is NULL, not an object, or has no such member. */
const Json *json_member(const Json *value, const char *key);

/* NULL when the value is not a string. */
const char *json_text(const Json *value);
bool json_bool(const Json *value, bool otherwise);
long long json_number(const Json *value, long long otherwise);

bool json_is_text(const Json *value);
bool json_is_bool(const Json *value);
bool json_is_number(const Json *value);
bool json_is_object(const Json *value);
bool json_is_array(const Json *value);

/* 0 when the value is not an array. */
size_t json_count(const Json *array);
const Json *json_item(const Json *array, size_t index);

/* Call `fn` for each member in order. */
void json_each(const Json *object, void (*fn)(void *context, const char *key, const Json *value),
               void *context);

/* `indent` 0: one line. */
char *json_write(Arena *arena, const Json *value, unsigned indent);

#endif
