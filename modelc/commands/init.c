/* init: the files of a new project.  Whatever exists is kept. */
#include "base/file.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "modelc/command.h"
#include "modelc/include/modelc.h.h"
#include "modelc/sample.h"

#include <string.h>

static const char config_text[] = "{\n"
                                  "  \"models\": \"models\",\n"
                                  "  \"migrations\": \"migrations\"\n"
                                  "}\n";

static const char format_line[] = "WhitespaceSensitiveMacros: [PG, PG_ALSO]";
/* A file of our own must not hide one of a directory above. */
static const char format_text[] = "BasedOnStyle: InheritParentConfig\n"
                                  "WhitespaceSensitiveMacros: [PG, PG_ALSO]\n";

/* For clangd: a header alone does not say that it is C, nor where modelc.h is. */
static const char flags_text[] = "-xc-header\n-std=c17\n-Iinclude\n";

static const char ignore_line[] = ".modelc/";

typedef struct Init {
    Session *session;
    const char *dir;
    Json *created, *changed, *kept; /* paths, for JSON */
} Init;

static void tell(Init *init, Json *list, const char *verb, const char *path, const char *remark)
{
    json_add_text(list, path);
    if (!session_result(init->session))
        session_print(init->session, "%-8s %s%s\n", verb, path, remark);
}

static bool fail(Init *init, const char *path, const char *reason)
{
    finding_add(init->session->findings, FINDING_MC903, NO_RANGE, "cannot write '%s': %s", path,
                reason);
    return false;
}

static bool create(Init *init, const char *name, const char *text, size_t length)
{
    Arena *run = init->session->run;
    const char *path = path_join(run, init->dir, name);
    const char *reason;

    if (file_exists(path)) {
        tell(init, init->kept, "kept", path, " (it exists)");
        return true;
    }
    if (!dir_make(run, path_dir(run, path), &reason) ||
        !file_write(run, path, text, length, true, &reason))
        return fail(init, path, reason);
    tell(init, init->created, "created", path, "");
    return true;
}

/* Whether the directory holds a name that ends with `suffix`; one that does not exist holds none.
 */
static bool holds(Init *init, const char *name, const char *suffix)
{
    StrVec names = {0};
    const char *reason;

    dir_list(init->session->run, path_join(init->session->run, init->dir, name), &names, &reason);
    for (size_t i = 0; i < names.count; i++)
        if (text_ends(names.items[i], suffix))
            return true;
    return false;
}

static bool append_line(Init *init, const char *path, const Text *text, const char *line)
{
    StrBuf buf = {.arena = init->session->run};
    const char *reason;

    strbuf_addn(&buf, text->bytes, text->length);
    if (text->length > 0 && text->bytes[text->length - 1] != '\n')
        strbuf_addc(&buf, '\n');
    strbuf_addf(&buf, "%s\n", line);
    if (!file_write(buf.arena, path, buf.text, buf.length, false, &reason))
        return fail(init, path, reason);
    tell(init, init->changed, "changed", path, arena_printf(buf.arena, " (added %s)", line));
    return true;
}

static bool has_line(const Text *text, const char *line)
{
    size_t length = strlen(line);

    for (const char *p = text->bytes; *p;) {
        size_t size = strcspn(p, "\r\n");

        if (size == length && strncmp(p, line, length) == 0)
            return true;
        p += size + strspn(p + size, "\r\n");
    }
    return false;
}

static bool ignore_private_server(Init *init)
{
    Arena *run = init->session->run;
    const char *path = path_join(run, init->dir, ".gitignore");
    const char *reason;
    Text text;

    if (!file_exists(path))
        return create(init, ".gitignore", ".modelc/\n", strlen(".modelc/\n"));
    if (!file_read(run, path, &text, &reason))
        return fail(init, path, reason);
    if (!has_line(&text, ignore_line) && !has_line(&text, ".modelc"))
        return append_line(init, path, &text, ignore_line);
    tell(init, init->kept, "kept", path, " (it ignores .modelc/)");
    return true;
}

/* Without this line clang-format puts spaces into the operators inside PG(...). */
static bool protect_annotations(Init *init)
{
    Arena *run = init->session->run;
    const char *path = path_join(run, init->dir, ".clang-format");
    const char *reason;
    Text text;

    if (!file_exists(path))
        return create(init, ".clang-format", format_text, strlen(format_text));
    if (!file_read(run, path, &text, &reason))
        return fail(init, path, reason);
    if (!strstr(text.bytes, "WhitespaceSensitiveMacros") && !text_ends(text.bytes, "...\n"))
        return append_line(init, path, &text, format_line);
    tell(init, init->kept, "kept", path,
         strstr(text.bytes, "PG_ALSO") ? " (it knows PG_ALSO)"
                                       : " (add PG and PG_ALSO to its WhitespaceSensitiveMacros)");
    return true;
}

static bool write_project(Init *init)
{
    bool has_models = holds(init, "models", ".h");
    bool has_revisions = holds(init, "migrations/versions", ".sql");

    return create(init, "modelc.json", config_text, strlen(config_text)) &&
           (has_models || create(init, sample_path, sample_text, strlen(sample_text))) &&
           (has_revisions || create(init, "migrations/versions/.gitkeep", "", 0)) &&
           create(init, "include/modelc.h", modelc_header, strlen(modelc_header)) &&
           (file_exists(path_join(init->session->run, init->dir, "compile_commands.json")) ||
            create(init, "compile_flags.txt", flags_text, strlen(flags_text))) &&
           ignore_private_server(init) && protect_annotations(init);
}

static Status run(Session *session, const void *args)
{
    Init init = {
        .session = session,
        .dir = session->operands.count ? session->operands.items[0] : ".",
        .created = json_make_array(session->run),
        .changed = json_make_array(session->run),
        .kept = json_make_array(session->run),
    };
    Json *result = session_result(session);

    (void)args;
    if (result) {
        json_set_value(result, "created", init.created);
        json_set_value(result, "changed", init.changed);
        json_set_value(result, "kept", init.kept);
    }
    if (!write_project(&init))
        return STATUS_ERROR;
    session_say(session, "Describe your tables in %s, then: modelc autogen -m \"first tables\"\n",
                path_join(session->run, init.dir, "models"));
    return STATUS_DONE;
}

const CommandBody init_command = {
    .bare = true,
    .about =
        "Writes modelc.json, a first model in models/, migrations/versions/, a copy of the\n"
        "public header in include/ (compile with -Iinclude), compile_flags.txt for clangd, and\n"
        "the lines that .gitignore and .clang-format need.  Other files that exist are kept as\n"
        "they are.",
    .run = run,
};
