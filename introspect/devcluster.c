#include "introspect/devcluster.h"

#include "base/file.h"
#include "base/text.h"
#include "introspect/pgbin.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LOG_LINES = 5 };

void devcluster_note_lines(Findings *findings, Finding *finding, const char *text, size_t length)
{
    while (length > 0 && text[length - 1] == '\n')
        length--;

    size_t begin = length;

    for (int lines = 0; begin > 0; begin--)
        if (text[begin - 1] == '\n' && ++lines == LOG_LINES)
            break;
    while (begin < length) {
        size_t size = strcspn(text + begin, "\n");

        size = size < length - begin ? size : length - begin;
        finding_note(findings, finding, NO_RANGE, "%.*s", (int)size, text + begin);
        begin += size + 1;
    }
}

static const char *read_small(Arena *run, const DevHome *home, const char *name)
{
    Text text;
    const char *reason;

    if (!file_read(run, path_join(run, home->path, name), &text, &reason))
        return NULL;
    return arena_strndup(run, text.bytes, strcspn(text.bytes, "\n"));
}

const char *devcluster_version(Arena *run, const DevHome *home)
{
    return read_small(run, home, "data/PG_VERSION");
}

const char *devcluster_programs(Arena *run, Findings *findings, const DevHome *home,
                                const char *chosen)
{
    const char *version = devcluster_version(run, home);
    const char *recorded = version ? read_small(run, home, "bindir") : NULL;
    unsigned major = version ? (unsigned)strtoul(version, NULL, 10) : 0;

    if (!chosen && recorded && pgbin_is_whole(run, recorded))
        return recorded;

    const char *found = pgbin_find(run, findings, chosen, major);

    if (!found || !chosen || !major || text_same(found, recorded) ||
        pgbin_major(run, found) == major)
        return found;
    devhome_fail(findings,
                 "the development database was made by PostgreSQL %u, which \"%s\" is not", major,
                 chosen)
        ->hint = "Start afresh with modelc dev reset, or name the other version's directory.";
    return NULL;
}

typedef struct Cluster {
    const char *data, *unfinished, *bindir_file, *bindir;
} Cluster;

static bool remove_unfinished(const void *context)
{
    const Cluster *cluster = context;

    return process_remove_tree(cluster->unfinished);
}

/* The rename comes last: a cluster under its final name is whole. */
static bool finish_cluster(const void *context)
{
    const Cluster *cluster = context;
    int fd = open(cluster->bindir_file, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0600);

    return fd >= 0 && dprintf(fd, "%s\n", cluster->bindir) > 0 &&
           rename(cluster->unfinished, cluster->data) == 0;
}

bool devcluster_make(Arena *run, Findings *findings, const DevHome *home, const char *bindir,
                     int lock_fd)
{
    const Cluster cluster = {home->data, path_join(run, home->path, "data.new"),
                             path_join(run, home->path, "bindir"), bindir};
    const char *const argv[] = {path_join(run, bindir, "initdb"),
                                "-D",
                                cluster.unfinished,
                                "-U",
                                "modelc",
                                "-A",
                                "trust",
                                "-E",
                                "UTF8",
                                "--locale=C",
                                "--no-sync",
                                "--no-instructions",
                                NULL};
    const char *output = "";
    int status = -1;

    if (file_exists(path_join(run, home->data, "PG_VERSION")))
        return true;
    /* initdb keeps the lock: should modelc be killed, nobody else starts in its directory */
    if (process_call(&home->user, remove_unfinished, &cluster))
        status = process_run(run, &home->user, argv, lock_fd, &output);
    if (status == 0 && process_call(&home->user, finish_cluster, &cluster))
        return true;
    devcluster_note_lines(
        findings, devhome_fail(findings, "cannot make a database cluster in \"%s\"", home->path),
        output, strlen(output));
    return false;
}
