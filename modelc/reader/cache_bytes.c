#include "modelc/reader/cache_bytes.h"

#include "base/file.h"

#include <string.h>

enum { NUMBER_SIZE_MAX = 10 };

static char *write_number(char *p, uint64_t number)
{
    for (; number >= 128; number >>= 7)
        *p++ = (char)(number | 128);
    *p++ = (char)number;
    return p;
}

void bytes_add_number(StrBuf *out, uint64_t number)
{
    char *p = strbuf_room(out, NUMBER_SIZE_MAX);

    strbuf_take(out, (size_t)(write_number(p, number) - p));
}

void bytes_add_text(StrBuf *out, const char *text, size_t length)
{
    if (!text) {
        bytes_add_number(out, 0);
        return;
    }
    char *begin = strbuf_room(out, NUMBER_SIZE_MAX + length + 1);
    char *p = write_number(begin, length + 1);

    memcpy(p, text, length);
    p[length] = '\0';
    strbuf_take(out, (size_t)(p - begin) + length + 1);
}

void bytes_add_string(StrBuf *out, const char *text)
{
    bytes_add_text(out, text, text ? strlen(text) : 0);
}

static uint64_t fail(Bytes *in)
{
    in->bad = true;
    in->p = in->end;
    return 0;
}

uint64_t bytes_number(Bytes *in)
{
    uint64_t number = 0;

    for (unsigned shift = 0; in->p < in->end && shift < 64; shift += 7) {
        uint64_t byte = (unsigned char)*in->p++;

        number |= (byte & 127) << shift;
        if (byte < 128)
            return number;
    }
    return fail(in);
}

size_t bytes_count(Bytes *in, size_t size)
{
    uint64_t count = bytes_number(in);

    return count <= (size_t)(in->end - in->p) / size ? (size_t)count : (size_t)fail(in);
}

const char *bytes_text(Bytes *in, size_t *length)
{
    uint64_t size = bytes_number(in);
    const char *text = in->p;

    *length = 0;
    if (size == 0)
        return NULL;
    if (size > (size_t)(in->end - in->p) || text[size - 1] != '\0') {
        fail(in);
        return "";
    }
    in->p += size;
    *length = (size_t)size - 1;
    return text;
}

const char *bytes_string(Bytes *in)
{
    size_t length;

    return bytes_text(in, &length);
}

/* A checksum against accidents, not against enemies. */
static uint64_t checksum(const char *bytes, size_t length)
{
    uint64_t sum = length, word;

    for (; length >= sizeof word; bytes += sizeof word, length -= sizeof word) {
        memcpy(&word, bytes, sizeof word);
        sum = (sum ^ word) * 0x9e3779b97f4a7c15u;
        sum ^= sum >> 32;
    }
    for (; length > 0; bytes++, length--)
        sum = (sum ^ (unsigned char)*bytes) * 0x9e3779b97f4a7c15u;
    return sum ^ (sum >> 29);
}

enum { SUM_SIZE = 8 };

bool bytes_read_file(Arena *run, const char *path, const char *magic, Bytes *in)
{
    size_t head = strlen(magic) + SUM_SIZE;
    const char *reason;
    uint64_t sum;
    Text file;

    if (!file_read(run, path, &file, &reason) || file.length < head ||
        memcmp(file.bytes, magic, strlen(magic)) != 0)
        return false;
    memcpy(&sum, file.bytes + strlen(magic), sizeof sum);
    *in = (Bytes){file.bytes + head, file.bytes + file.length, false};
    return checksum(in->p, file.length - head) == sum;
}

StrBuf bytes_begin_file(Arena *work, const char *magic)
{
    StrBuf file = {.arena = work};

    strbuf_add(&file, magic);
    strbuf_addn(&file, "12345678", SUM_SIZE); /* the sum is not known yet */
    return file;
}

void bytes_write_file(Arena *work, const char *path, const char *magic, StrBuf *file)
{
    size_t head = strlen(magic) + SUM_SIZE;
    uint64_t sum = checksum(file->text + head, file->length - head);
    const char *reason;

    memcpy(file->text + head - SUM_SIZE, &sum, SUM_SIZE);
    /* A cache that cannot be written is only missed. */
    if (dir_make(work, path_dir(work, path), &reason))
        (void)file_write_quick(work, path, file->text, file->length, &reason);
}
