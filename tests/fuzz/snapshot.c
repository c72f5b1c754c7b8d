/* Snapshots of the schema: reading, and writing what was read. */
#include "tests/fuzz/fuzz.h"

#include "schema/snapshot.h"

#include <sys/mman.h>
#include <unistd.h>

/* A file without a name in any folder. */
static int memory_file(const void *bytes, size_t length)
{
    int fd = memfd_create("fuzz", 0);

    must(fd >= 0 && write(fd, bytes, length) == (ssize_t)length, "memory holds a file");
    return fd;
}

static bool read_bytes(Arena *run, const void *bytes, size_t length, Snapshot *out)
{
    int fd = memory_file(bytes, length);
    Findings findings = {.arena = run};
    bool found = false;
    bool ok = snapshot_read(run, &findings, arena_printf(run, "/proc/self/fd/%d", fd), out, &found);

    close(fd);
    check_findings(&findings, ok, length);
    must(!ok || found, "the file is found");
    return ok;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *run = arena_new();
    Snapshot snapshot = {0}, again = {0};

    if (read_bytes(run, data, size, &snapshot)) {
        const char *first = snapshot_write(run, &snapshot);

        must(read_bytes(run, first, strlen(first), &again), "what was written can be read");
        must(strcmp(snapshot_write(run, &again), first) == 0, "it is written the same again");
    }
    arena_free(run);
    return 0;
}
