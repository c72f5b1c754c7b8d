#include "base/strbuf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Make room for `length` bytes more and the NUL. */
static void reserve(StrBuf *buf, size_t length)
{
    size_t need = buf->length + length + 1;

    if (need > buf->capacity) {
        size_t grown = buf->capacity * 2 > need ? buf->capacity * 2 : need + 64;

        buf->text = arena_grow(buf->arena, buf->text, buf->length, grown);
        buf->capacity = grown;
    }
}

void strbuf_addn(StrBuf *buf, const char *text, size_t length)
{
    reserve(buf, length);
    memcpy(buf->text + buf->length, text, length);
    buf->length += length;
    buf->text[buf->length] = '\0';
}

void strbuf_add(StrBuf *buf, const char *text)
{
    strbuf_addn(buf, text, strlen(text));
}

void strbuf_addc(StrBuf *buf, char c)
{
    reserve(buf, 1);
    buf->text[buf->length++] = c;
    buf->text[buf->length] = '\0';
}

void strbuf_addf(StrBuf *buf, const char *format, ...)
{
    va_list args, again;
    char small[256];

    va_start(args, format);
    va_copy(again, args);

    int length = vsnprintf(small, sizeof small, format, args);

    va_end(args);
    if (length < 0)
        die("cannot format a message");
    if ((size_t)length < sizeof small)
        strbuf_addn(buf, small, (size_t)length);
    else
        strbuf_add(buf, arena_vprintf(buf->arena, format, again));
    va_end(again);
}

char *strbuf_room(StrBuf *buf, size_t length)
{
    reserve(buf, length);
    return buf->text + buf->length;
}

void strbuf_take(StrBuf *buf, size_t length)
{
    buf->length += length;
    buf->text[buf->length] = '\0';
}

void strbuf_cut(StrBuf *buf, size_t length)
{
    buf->length -= length;
    if (buf->text)
        buf->text[buf->length] = '\0';
}

const char *strbuf_text(const StrBuf *buf)
{
    return buf->text ? buf->text : "";
}
