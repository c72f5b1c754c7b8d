#include "modelc/reader/job.h"

#include "modelc/reader/cache_bytes.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

/* The fewest bytes of each. */
enum { PART_SIZE_MIN = 1, SOURCE_SIZE_MIN = 6 };

/* ---- Sending ---- */

static void add_source(StrBuf *out, const Source *source)
{
    bytes_add_string(out, source->path);
    bytes_add_string(out, source->absolute);
    bytes_add_string(out, source->hash);
    bytes_add_text(out, source->bytes, source->length);
    bytes_add_number(out, source->scan.leaks);
    bytes_add_number(out, source->scan.includes.count);
    for (size_t i = 0; i < source->scan.includes.count; i++)
        bytes_add_string(out, source->scan.includes.items[i]);
}

static void add_part(StrBuf *out, const Sources *part)
{
    bytes_add_number(out, part->count);
    for (size_t i = 0; i < part->count; i++)
        add_source(out, part->items[i]);
}

/* As fd_write(), without a signal when nobody listens. */
static bool send_all(int fd, const void *bytes, size_t length)
{
    for (const char *p = bytes; length > 0;) {
        ssize_t sent = send(fd, p, length, MSG_NOSIGNAL);

        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return false;
        p += sent;
        length -= (size_t)sent;
    }
    return true;
}

bool job_send(Arena *scratch, int fd, const Job *job)
{
    StrBuf out = {.arena = scratch};

    bytes_add_number(&out, job->whole);
    bytes_add_number(&out, job->parts.count);
    for (size_t i = 0; i < job->parts.count; i++)
        add_part(&out, &job->parts.items[i]);
    return send_all(fd, &out.length, sizeof out.length) && send_all(fd, out.text, out.length);
}

/* ---- Receiving ---- */

static Source *take_source(Arena *run, Bytes *in)
{
    Source *source = ARENA_NEW(run, Source);
    size_t count;

    source->path = bytes_string(in);
    source->absolute = bytes_string(in);
    source->hash = bytes_string(in);
    source->bytes = bytes_text(in, &source->length);
    source->scan.leaks = bytes_number(in) != 0;
    count = bytes_count(in, 1);
    for (size_t i = 0; i < count; i++)
        vec_push(run, &source->scan.includes, bytes_string(in));
    return source;
}

static Sources take_part(Arena *run, Bytes *in)
{
    size_t count = bytes_count(in, SOURCE_SIZE_MIN);
    Sources part = {0};

    for (size_t i = 0; i < count && !in->bad; i++)
        vec_push(run, &part, take_source(run, in));
    return part;
}

bool job_receive(Arena *run, int fd, Job *job)
{
    size_t length, count;
    char *bytes;
    Bytes in;

    *job = (Job){0};
    if (!fd_read(fd, &length, sizeof length))
        return false;
    bytes = arena_alloc(run, length + 1);
    if (!fd_read(fd, bytes, length))
        return false;
    in = (Bytes){bytes, bytes + length, false};
    job->whole = bytes_number(&in) != 0;
    count = bytes_count(&in, PART_SIZE_MIN);
    for (size_t i = 0; i < count && !in.bad; i++)
        vec_push(run, &job->parts, take_part(run, &in));
    return !in.bad;
}
