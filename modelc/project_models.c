/* Which headers are the models: files, directories and globs to one sorted list. */
#include "base/file.h"
#include "base/pattern.h"
#include "base/text.h"
#include "modelc/project.h"

#include <string.h>

static const char default_models[] = "models";

static void add_file(Arena *run, StrVec *files, const char *path)
{
    vec_push(run, files, path);
}

/* Each once: a file can be named by itself and by its directory. */
static void sort_files(StrVec *files)
{
    size_t kept = 0;

    strvec_sort(files);
    for (size_t i = 0; i < files->count; i++)
        if (kept == 0 || !text_same(files->items[kept - 1], files->items[i]))
            files->items[kept++] = files->items[i];
    files->count = kept;
}

static bool refuse(Session *session, const char *path, const char *reason)
{
    finding_add(session->findings, FINDING_M002, NO_RANGE, "cannot read '%s': %s", path, reason);
    return false;
}

static bool add_directory(Session *session, const char *path, StrVec *files)
{
    StrVec names = {0};
    const char *reason;

    if (!dir_list(session->run, path, &names, &reason))
        return refuse(session, path, reason);
    for (size_t i = 0; i < names.count; i++) {
        const char *file = path_join(session->run, path, names.items[i]);

        if (names.items[i][0] != '.' && text_ends(names.items[i], ".h") && !file_is_dir(file))
            add_file(session->run, files, file);
    }
    return true;
}

/* The directory before the first wildcard. */
static const char *fixed_part(Arena *run, const char *glob)
{
    size_t length = strcspn(glob, "*?[\\");

    while (length > 0 && glob[length - 1] != '/')
        length--;
    return length == 0 ? "." : arena_strndup(run, glob, length == 1 ? 1 : length - 1);
}

/* Hidden names are skipped: .git and .modelc hold no models. */
static bool walk(Session *session, const Pattern *pattern, const char *dir, StrVec *files)
{
    StrVec names = {0};
    const char *reason;

    if (!dir_list(session->run, dir, &names, &reason))
        return refuse(session, dir, reason);
    for (size_t i = 0; i < names.count; i++) {
        const char *path = path_join(session->run, dir, names.items[i]);

        if (names.items[i][0] == '.')
            continue;
        if (file_is_dir(path)) {
            if (!walk(session, pattern, path, files))
                return false;
        } else if (pattern_match(pattern, path)) {
            add_file(session->run, files, path);
        }
    }
    return true;
}

static bool add_glob(Session *session, const char *glob, StrVec *files)
{
    const char *reason;
    const char *dir = fixed_part(session->run, glob);
    Pattern *pattern = pattern_glob(session->run, glob, &reason);

    if (!pattern) {
        finding_add(session->findings, FINDING_MC902, NO_RANGE, "'%s' is not a glob: %s", glob,
                    reason);
        return false;
    }
    return !file_is_dir(dir) || walk(session, pattern, dir, files);
}

static bool add_path(Session *session, const char *path, StrVec *files)
{
    if (file_is_dir(path))
        return add_directory(session, path, files);
    if (file_exists(path)) {
        add_file(session->run, files, path);
        return true;
    }
    if (strpbrk(path, "*?["))
        return add_glob(session, path, files);
    return refuse(session, path, "No such file or directory");
}

/* "./models//" and "models" are one directory and give one spelling of its files. */
static const char *tidy(Arena *run, const char *path)
{
    size_t length = strlen(path);

    while (text_starts(path, "./") && path[2] && path[2] != '/') {
        path += 2;
        length -= 2;
    }
    while (length > 1 && path[length - 1] == '/')
        length--;
    return arena_strndup(run, path, length);
}

bool project_has_models(Session *session)
{
    Findings quiet = {.arena = session->run}, *heard = session->findings;
    StrVec files = {0};
    bool ok;

    session->findings = &quiet;
    ok = project_models(session, &files);
    session->findings = heard;
    return ok || quiet.items.items[0]->id != FINDING_M003;
}

bool project_models(Session *session, StrVec *files)
{
    const StrVec *given = &session->options->models;

    if (given->count == 0 && file_is_dir(default_models) &&
        !add_directory(session, default_models, files))
        return false;
    for (size_t i = 0; i < given->count; i++)
        if (!add_path(session, tidy(session->run, given->items[i]), files))
            return false;
    if (files->count > 0) {
        sort_files(files);
        return true;
    }

    Finding *finding =
        finding_add(session->findings, FINDING_M003, NO_RANGE, "no model headers in '%s'",
                    given->count ? text_join(session->run, given, "', '") : default_models);

    finding->hint = "Write one, or say with --models where they are; \"modelc init\" starts a "
                    "project, \"modelc "
                    "pull\" writes the models of a database.";
    return false;
}
