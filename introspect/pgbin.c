#include "introspect/pgbin.h"

#include "base/file.h"
#include "base/text.h"
#include "introspect/process.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char debian_root[] = "/usr/lib/postgresql";

bool pgbin_is_whole(Arena *arena, const char *dir)
{
    return access(path_join(arena, dir, "initdb"), X_OK) == 0 &&
           access(path_join(arena, dir, "postgres"), X_OK) == 0;
}

static ProcessUser caller(void)
{
    return (ProcessUser){.uid = geteuid(), .gid = getegid(), .name = "caller"};
}

static const char *first_line(Arena *arena, const char *text)
{
    return arena_strndup(arena, text, strcspn(text, "\r\n"));
}

unsigned pgbin_major(Arena *arena, const char *dir)
{
    const char *const argv[] = {path_join(arena, dir, "postgres"), "--version", NULL};
    const ProcessUser user = caller();
    const char *output;

    if (process_run(arena, &user, argv, -1, &output) != 0)
        return 0;

    /* "postgres (PostgreSQL) 15.20 (Debian 15.20-0+deb12u1)" */
    const char *version = strstr(output, ") ");

    return version ? (unsigned)strtoul(version + 2, NULL, 10) : 0;
}

static void add_path(Arena *arena, StrVec *dirs)
{
    for (const char *path = getenv("PATH"); path && *path;) {
        size_t length = strcspn(path, ":");

        if (length > 0 && *path == '/')
            vec_push(arena, dirs, arena_strndup(arena, path, length));
        path += length + (path[length] == ':');
    }
}

static void add_pg_config(Arena *arena, const StrVec *path, StrVec *dirs)
{
    const ProcessUser user = caller();

    for (size_t i = 0; i < path->count; i++) {
        const char *const argv[] = {path_join(arena, path->items[i], "pg_config"), "--bindir",
                                    NULL};
        const char *output;

        if (access(argv[0], X_OK) != 0)
            continue;
        if (process_run(arena, &user, argv, -1, &output) == 0 && *output == '/')
            vec_push(arena, dirs, first_line(arena, output));
        return;
    }
}

/* Newest first. */
static void add_debian(Arena *arena, StrVec *dirs)
{
    StrVec names = {0};
    const char *reason;

    if (!dir_list(arena, debian_root, &names, &reason))
        return;
    for (size_t first = dirs->count, i = 0; i < names.count; i++) {
        const char *dir = arena_printf(arena, "%s/%s/bin", debian_root, names.items[i]);
        size_t at = first;

        while (at < dirs->count && strtoul(dirs->items[at] + sizeof debian_root, NULL, 10) >
                                       strtoul(names.items[i], NULL, 10))
            at++;
        vec_insert(arena, dirs, at, dir);
    }
}

static const char *pick(Arena *run, const StrVec *dirs, unsigned major)
{
    for (size_t i = 0; i < dirs->count; i++)
        if (pgbin_is_whole(run, dirs->items[i]) &&
            (major == 0 || pgbin_major(run, dirs->items[i]) == major))
            return dirs->items[i];
    return NULL;
}

static const char *find_chosen(Arena *run, Findings *findings, const char *chosen)
{
    char absolute[PATH_MAX];

    if (realpath(chosen, absolute) && pgbin_is_whole(run, absolute))
        return arena_strdup(run, absolute);
    finding_add(findings, FINDING_MC704, NO_RANGE, "no \"initdb\" and \"postgres\" in \"%s\"",
                chosen)
        ->hint = "Name the directory of PostgreSQL's server programs with --pg-bindir.";
    return NULL;
}

static const char *find_by_itself(Arena *run, unsigned major)
{
    StrVec path = {0}, configured = {0}, debian = {0};

    add_path(run, &path);
    add_pg_config(run, &path, &configured);

    const char *found = pick(run, &configured, major);

    found = found ? found : pick(run, &path, major);
    add_debian(run, &debian);
    return found ? found : pick(run, &debian, major);
}

const char *pgbin_find(Arena *run, Findings *findings, const char *chosen, unsigned major)
{
    static const char hint[] = "Install PostgreSQL's server (Debian: apt install postgresql), or "
                               "name the directory of its "
                               "programs with --pg-bindir, or a database with --database.";

    if (chosen)
        return find_chosen(run, findings, chosen);

    const char *found = find_by_itself(run, major);

    if (found)
        return found;
    if (major)
        finding_add(
            findings, FINDING_MC704, NO_RANGE,
            "the server programs of PostgreSQL %u, which made the development database, are "
            "not found",
            major)
            ->hint = "Install that version, or start afresh with modelc dev reset.";
    else
        finding_add(findings, FINDING_MC704, NO_RANGE, "PostgreSQL's server programs are not found")
            ->hint = hint;
    return NULL;
}
