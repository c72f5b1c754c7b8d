#include "modelc/pull_begun.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"

#include <string.h>

/* Lines of HASH NAME, names below the directory. */
static const char note_name[] = ".modelc-pull";

bool pull_begun_fail(Session *session, const char *doing, const char *path, const char *reason)
{
    finding_add(session->findings, FINDING_MC903, (Range){.file = path}, "cannot %s %s: %s", doing,
                path, reason);
    return false;
}

static const char *below(const char *dir, const char *path)
{
    size_t length = strlen(dir);

    return text_starts(path, dir) && path[length] == '/' ? path + length + 1 : path;
}

static bool remove_file(Session *session, const char *path)
{
    const char *reason;

    return file_remove(path, &reason) || pull_begun_fail(session, "remove", path, reason);
}

bool pull_begun_note(Session *session, const char *dir, const ModelFiles *files, const StrVec *kept)
{
    const char *path = path_join(session->run, dir, note_name), *reason;
    StrBuf note = {.arena = session->run};

    for (size_t i = 0; i < files->count; i++) {
        const ModelFile *file = &files->items[i];

        if (file->text && !file_exists(file->name))
            strbuf_addf(&note, "%s %s\n", hash_text(session->run, file->text, strlen(file->text)),
                        below(dir, file->name));
    }
    for (size_t i = 0; i < kept->count; i++) /* no text has that hash */
        strbuf_addf(&note, "%0*d %s\n", HASH_DIGITS, 0, below(dir, kept->items[i]));
    if (!note.length)
        return true;
    return (dir_make(session->run, dir, &reason) &&
            file_write(session->run, path, note.text, note.length, false, &reason)) ||
           pull_begun_fail(session, "write", path, reason);
}

bool pull_begun_end(Session *session, const char *dir)
{
    return remove_file(session, path_join(session->run, dir, note_name));
}

/* Nobody has touched it since. */
static bool is_as_written(Session *session, const char *path, const char *hash)
{
    const char *reason;
    Text text;

    return file_read(session->run, path, &text, &reason) &&
           memcmp(hash_text(session->run, text.bytes, text.length), hash, HASH_DIGITS) == 0;
}

bool pull_begun_undo(Session *session, const char *dir, StrVec *kept)
{
    const char *path = path_join(session->run, dir, note_name), *reason;
    Text note;

    if (!file_exists(path))
        return true;
    if (!file_read(session->run, path, &note, &reason))
        return pull_begun_fail(session, "read", path, reason);
    for (const char *line = note.bytes; strcspn(line, "\n") > HASH_DIGITS + 1;) {
        size_t length = strcspn(line, "\n");
        const char *name =
            arena_strndup(session->run, line + HASH_DIGITS + 1, length - HASH_DIGITS - 1);
        const char *made = path_join(session->run, dir, name);

        if (is_as_written(session, made, line) && !remove_file(session, made))
            return false;
        if (file_exists(made))
            vec_push(session->run, kept, made);
        line += length + (line[length] == '\n');
    }
    return true;
}
