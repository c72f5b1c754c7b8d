/* Text under construction, NUL-terminated at every moment. */
#ifndef BASE_STRBUF_H
#define BASE_STRBUF_H

#include "base/arena.h"

/* Start one with  StrBuf buf = {.arena = run}; */
typedef struct StrBuf {
    Arena *arena;
    char *text; /* NULL until the first append */
    size_t length;
    size_t capacity;
} StrBuf;

void strbuf_addn(StrBuf *buf, const char *text, size_t length);
void strbuf_add(StrBuf *buf, const char *text);
void strbuf_addc(StrBuf *buf, char c);

__attribute__((format(printf, 2, 3))) void strbuf_addf(StrBuf *buf, const char *format, ...);

/* The end of the text, with room for `length` bytes that strbuf_take() then counts. */
char *strbuf_room(StrBuf *buf, size_t length);
void strbuf_take(StrBuf *buf, size_t length);

/* Drop the last `length` bytes. */
void strbuf_cut(StrBuf *buf, size_t length);

/* The text so far; "" when nothing was added. */
const char *strbuf_text(const StrBuf *buf);

#endif
