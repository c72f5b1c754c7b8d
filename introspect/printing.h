/* How the server prints what it has stored, whatever the session, the role and the database say. */
#ifndef INTROSPECT_PRINTING_H
#define INTROSPECT_PRINTING_H

/* Items of a SELECT; they hold until the transaction ends. */
#define PRINTING_SETTINGS                                                                          \
    "set_config('search_path', 'pg_catalog', true), set_config('timezone', 'UTC', true), "         \
    "set_config('datestyle', 'ISO', true), set_config('intervalstyle', 'postgres', true), "        \
    "set_config('bytea_output', 'hex', true), set_config('extra_float_digits', '1', true), "       \
    "set_config('quote_all_identifiers', 'off', true)"

/* Names of what decides how the server reads a text, as a list of literals. */
#define READING_SETTINGS                                                                           \
    "'TimeZone', 'DateStyle', 'IntervalStyle', 'xmloption', 'transform_null_equals',"              \
    " 'array_nulls', 'backslash_quote', 'standard_conforming_strings',"                            \
    " 'default_text_search_config'"

#endif
