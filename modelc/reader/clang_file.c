#include "modelc/reader/clang_reader.h"

#include "base/hash.h"
#include "base/text.h"

#include <stdint.h>
#include <string.h>

const char *handle_key(const void *handle, char buffer[HANDLE_DIGITS])
{
    uintptr_t bits = (uintptr_t)handle;
    size_t i = HANDLE_DIGITS - 1;

    buffer[i] = '\0';
    do {
        buffer[--i] = "0123456789abcdef"[bits & 15];
        bits >>= 4;
    } while (bits);
    return buffer + i;
}

const char *clang_text(const Clang *clang, Arena *arena, CXString string)
{
    const char *text = clang->api->getCString(string);
    const char *copy = arena_strdup(arena, text ? text : "");

    clang->api->disposeString(string);
    return copy;
}

static const char *shown_path(const Clang *clang, const char *name)
{
    if (text_starts(name, CLANG_HEADERS "/"))
        return arena_printf(clang->run, "<%s>", path_name(name));
    if (text_starts(name, clang->directory))
        name += strlen(clang->directory);
    while (text_starts(name, "./"))
        name += 2;
    return arena_strdup(clang->run, name);
}

static ClangFile *add_file(Clang *clang, CXFile handle, const char *name, const Source *source)
{
    ClangFile *file = ARENA_NEW(clang->work, ClangFile);
    const char *text = source ? source->bytes : NULL;

    file->length = source ? source->length : 0;
    if (!source) /* what is known is not asked for: it would be looked for among all files */
        text = clang->api->getFileContents(clang->tu, handle, &file->length);
    file->handle = handle;
    file->source = source;
    file->ours = !source && text_starts(name, CLANG_HEADERS "/");
    file->checked = source || file->ours;
    file->path = source ? source->path : shown_path(clang, name);
    file->text = text ? text : "";
    file->unit = ARENA_NEW(clang->run, Unit);
    file->unit->path = file->path;
    if (source) {
        file->unit->hash = source->hash;
        file->unit->leaks = source->scan.leaks;
        file->includes = source->scan.includes;
    } else if (file->ours) {
        file->unit->hash = "";
    } else {
        Scan scan = scan_header(clang->work, file->text, file->length);

        file->unit->hash = hash_text(clang->run, file->text, file->length);
        file->unit->leaks = scan.leaks;
        file->includes = scan.includes;
    }
    vec_push(clang->work, &clang->files, file);
    map_put(clang->work, &clang->file_of_path, file->path, file);
    return file;
}

static void know_handle(Clang *clang, CXFile handle, ClangFile *file)
{
    char buffer[HANDLE_DIGITS];
    const char *key = handle_key(handle, buffer);

    map_put(clang->work, &clang->file_of_handle, arena_strdup(clang->work, key), file);
}

/* Newer libclangs give one file a handle for each spelling. */
static ClangFile *find_equal(Clang *clang, CXFile handle)
{
    for (size_t i = 0; i < clang->files.count; i++)
        if (clang->api->File_isEqual(clang->files.items[i]->handle, handle))
            return clang->files.items[i];
    return NULL;
}

ClangFile *clang_file(Clang *clang, CXFile handle)
{
    char buffer[HANDLE_DIGITS];

    if (!handle)
        return NULL;
    if (clang->last && clang->last->handle == handle)
        return clang->last;

    ClangFile *file = map_get(&clang->file_of_handle, handle_key(handle, buffer));

    if (!file) {
        file = find_equal(clang, handle);
        if (!file)
            return NULL;
        know_handle(clang, handle, file);
    }
    clang->last = file;
    return file;
}

static void add_included(CXFile handle, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
    Clang *clang = data;
    char buffer[HANDLE_DIGITS];

    (void)stack;
    if (depth == 0 || map_get(&clang->file_of_handle, handle_key(handle, buffer)))
        return; /* the umbrella, or a file without a guard that came twice */

    ClangFile *file = find_equal(clang, handle);

    if (!file) {
        const char *name = clang_text(clang, clang->work, clang->api->getFileName(handle));

        file = add_file(clang, handle, name, NULL);
    }
    know_handle(clang, handle, file);
}

void clang_list_files(Clang *clang)
{
    for (size_t i = 0; i < clang->models->count; i++) {
        const Source *source = clang->models->items[i];
        CXFile handle = clang->api->getFile(clang->tu, source->absolute);

        if (handle)
            know_handle(clang, handle, add_file(clang, handle, source->absolute, source));
    }
    clang->api->getInclusions(clang->tu, add_included, clang);
}

void clang_need(Clang *clang, ClangFile *file, const ClangFile *other)
{
    if (!other || other == file || strvec_has(&file->unit->needs, other->path))
        return;
    vec_push(clang->run, &file->unit->needs, other->path);
}

/* Whether `path` may be what #include "name" or <name> means. */
static bool may_mean(const char *path, const char *name)
{
    size_t length = strlen(path), tail;

    while (text_starts(name, "./") || text_starts(name, "../"))
        name += name[1] == '/' ? 2 : 3;
    tail = strlen(name);
    if (tail > length || strcmp(path + length - tail, name) != 0)
        return path[0] == '<' && tail + 2 == length && strncmp(path + 1, name, tail) == 0;
    return tail == length || path[length - tail - 1] == '/';
}

static void link_includes(Clang *clang, ClangFile *file, const Map *by_name)
{
    for (size_t i = 0; i < file->includes.count; i++) {
        const char *name = file->includes.items[i];
        const StrVec *paths = map_get(by_name, path_name(name));

        for (size_t k = 0; paths && k < paths->count; k++)
            if (may_mean(paths->items[k], name))
                clang_need(clang, file, map_get(&clang->file_of_path, paths->items[k]));
    }
}

/* Last component → the paths that end so. */
static Map index_names(Clang *clang)
{
    Map by_name = {.slots = NULL};

    for (size_t i = 0; i < clang->files.count; i++) {
        const ClangFile *file = clang->files.items[i];
        const char *name = path_name(file->path);

        if (file->ours)
            name = arena_strndup(clang->work, file->path + 1, strlen(file->path) - 2);

        StrVec *paths = map_get(&by_name, name);

        if (!paths) {
            paths = ARENA_NEW(clang->work, StrVec);
            map_put(clang->work, &by_name, name, paths);
        }
        vec_push(clang->work, paths, file->path);
    }
    return by_name;
}

static void reach(const Clang *clang, const char *path, Map *reached)
{
    ClangFile *file = map_get(&clang->file_of_path, path);

    if (map_put(clang->work, reached, path, file))
        return;
    for (size_t i = 0; i < file->unit->needs.count; i++)
        reach(clang, file->unit->needs.items[i], reached);
}

/* What no #include line explains (a macro as its name, -include) may belong to any model. */
static void link_unexplained(Clang *clang)
{
    Map reached = {.slots = NULL};

    for (size_t i = 0; i < clang->files.count; i++)
        if (clang->files.items[i]->source)
            reach(clang, clang->files.items[i]->path, &reached);
    for (size_t i = 0; i < clang->files.count; i++) {
        const ClangFile *file = clang->files.items[i];

        if (map_get(&reached, file->path))
            continue;
        for (size_t k = 0; k < clang->files.count; k++)
            if (clang->files.items[k]->source)
                clang_need(clang, clang->files.items[k], file);
    }
}

void clang_link_files(Clang *clang)
{
    Map by_name = index_names(clang);

    for (size_t i = 0; i < clang->files.count; i++)
        link_includes(clang, clang->files.items[i], &by_name);
    link_unexplained(clang);
}

bool clang_sees_modelc(const Clang *clang, const ClangFile *file)
{
    Map reached = {.slots = NULL};

    reach(clang, file->path, &reached);
    for (size_t i = 0; i < reached.entries.count; i++)
        if (strcmp(path_name(reached.entries.items[i].key), "modelc.h") == 0 ||
            strcmp(reached.entries.items[i].key, "<modelc.h>") == 0)
            return true;
    return false;
}
