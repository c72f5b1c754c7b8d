/*
 * modelc.h - describe PostgreSQL tables as C structs.
 *
 *   PG(...)       behind a name, or between struct/enum and the tag: what PostgreSQL should know
 *                 about this declaration
 *   PG_ALSO(...)  as a statement: what else the table (in a struct) or the database (in a file) has
 *
 * Both expand to nothing of consequence except when modelc itself reads the header.  A program
 * whose PG is something else defines MODELC_NO_SHORT_NAMES before the include and writes
 * MODELC(...) and MODELC_ALSO(...).
 *
 * C11 or later, C++11 or later.
 */
#ifndef MODELC_H
#define MODELC_H

#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Each macro turns its argument into text itself: an argument that is handed on to another macro
 * would be expanded on the way, and `default true` would become `default 1`.
 */
#if defined(MODELC_PARSE)
#define MODELC(...)      __attribute__((annotate("modelc:" #__VA_ARGS__)))
#define MODELC_ALSO(...) _Static_assert(1, "modelc:" #__VA_ARGS__)
#elif defined(__cplusplus) && defined(__clang__)
#define MODELC(...)
#define MODELC_ALSO(...)                                                                           \
    _Pragma("clang diagnostic push")                                                               \
        _Pragma("clang diagnostic ignored \"-Wc++98-compat\"") static_assert(true, "")             \
            _Pragma("clang diagnostic pop")
#elif defined(__cplusplus)
#define MODELC(...)
#define MODELC_ALSO(...) static_assert(true, "")
#else
#define MODELC(...)
#define MODELC_ALSO(...) _Static_assert(1, "")
#endif

#ifndef MODELC_NO_SHORT_NAMES
#if defined(PG) || defined(PG_ALSO)
#error                                                                                             \
    "modelc.h: PG is already a macro here; define MODELC_NO_SHORT_NAMES and write MODELC(...) and MODELC_ALSO(...)"
#endif
#if defined(MODELC_PARSE)
#define PG(...)      __attribute__((annotate("modelc:" #__VA_ARGS__)))
#define PG_ALSO(...) _Static_assert(1, "modelc:" #__VA_ARGS__)
#else
#define PG(...)
#define PG_ALSO(...) MODELC_ALSO()
#endif
#endif

/*
 * Types: PostgreSQL's binary representation where it is fixed, text where it is not.  This list is
 * the compiler's own table of them; an application adds its own types in the same way.
 */

typedef int64_t pg_timestamptz MODELC(timestamptz); /**< microseconds since 2000-01-01 00:00 UTC */
typedef int64_t pg_timestamp MODELC(timestamp);     /**< microseconds since 2000-01-01 00:00 */
typedef int32_t pg_date MODELC(date);               /**< days since 2000-01-01 */
typedef int64_t pg_time MODELC(time);               /**< microseconds since midnight */

typedef struct {
    int64_t microseconds;
    int32_t days;
    int32_t months;
} pg_interval MODELC(interval);

typedef struct {
    uint8_t bytes[16];
} pg_uuid MODELC(uuid);

typedef struct {
    size_t size;
    uint8_t *data;
} pg_bytea MODELC(bytea);

typedef char *pg_numeric MODELC(numeric);
typedef char *pg_json MODELC(json);
typedef char *pg_jsonb MODELC(jsonb);
typedef char *pg_xml MODELC(xml);
typedef char *pg_inet MODELC(inet);
typedef char *pg_cidr MODELC(cidr);
typedef char *pg_macaddr MODELC(macaddr);
typedef char *pg_tsvector MODELC(tsvector);
typedef char *pg_int4range MODELC(int4range);
typedef char *pg_int8range MODELC(int8range);
typedef char *pg_numrange MODELC(numrange);
typedef char *pg_daterange MODELC(daterange);
typedef char *pg_tsrange MODELC(tsrange);
typedef char *pg_tstzrange MODELC(tstzrange);

/* Arrays of one dimension. */

typedef struct {
    size_t count;
    char **items;
} pg_text_array MODELC(text[]);

typedef struct {
    size_t count;
    int64_t *items;
} pg_bigint_array MODELC(bigint[]);

typedef struct {
    size_t count;
    int32_t *items;
} pg_integer_array MODELC(integer[]);

typedef struct {
    size_t count;
    double *items;
} pg_double_array MODELC(double precision[]);

typedef struct {
    size_t count;
    bool *items;
} pg_boolean_array MODELC(boolean[]);

typedef struct {
    size_t count;
    pg_uuid *items;
} pg_uuid_array MODELC(uuid[]);

#endif
