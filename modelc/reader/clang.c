#include "modelc/reader/clang.h"

#include "base/strbuf.h"
#include "modelc/reader/clang_headers.h"
#include "modelc/reader/clang_reader.h"

#include <string.h>

static const char umbrella_name[] = "modelc-umbrella.h";

/*
 * libclang switches spell checking off by default; -std=c17 hides POSIX from headers.  The headers
 * that modelc brings come before the user's folders: a project may hold an older modelc.h.
 */
static const char *const fixed_flags[] = {
    "-xc",
    "-std=c17",
    "-DMODELC_PARSE",
    "-D_DEFAULT_SOURCE",
    "-fspell-checking",
    "-ferror-limit=0",
    "-Wno-everything",
    "-Wignored-attributes",
    ("-I" CLANG_HEADERS),
};

typedef VEC(struct CXUnsavedFile) UnsavedFiles;

static void add_unsaved(Arena *work, UnsavedFiles *files, const char *path, const char *bytes,
                        size_t length)
{
    struct CXUnsavedFile file = {path, bytes, (unsigned long)length};

    vec_push(work, files, file);
}

/* One #include per model. */
static const char *umbrella_text(Arena *work, const Sources *models)
{
    StrBuf text = {.arena = work};

    for (size_t i = 0; i < models->count; i++)
        strbuf_addf(&text, "#include \"%s\"\n", models->items[i]->absolute);
    return strbuf_text(&text);
}

static UnsavedFiles unsaved_files(const Clang *clang)
{
    const char *umbrella = umbrella_text(clang->work, clang->models);
    UnsavedFiles files = {0};

    add_unsaved(clang->work, &files, umbrella_name, umbrella, strlen(umbrella));
    for (size_t i = 0; i < CLANG_HEADER_COUNT; i++)
        add_unsaved(clang->work, &files, clang_headers[i].path, clang_headers[i].text,
                    strlen(clang_headers[i].text));
    for (size_t i = 0; i < clang->models->count; i++) {
        const Source *model = clang->models->items[i];

        add_unsaved(clang->work, &files, model->absolute, model->bytes, model->length);
    }
    for (size_t i = 0; i < clang->input->buffers.count; i++) {
        const ReaderBuffer *buffer = &clang->input->buffers.items[i];

        add_unsaved(clang->work, &files, path_absolute(clang->work, buffer->path), buffer->bytes,
                    buffer->length);
    }
    return files;
}

/* How `arena_defer` sees a translation unit and its index. */
typedef struct Handles {
    const ClangApi *api;
    CXIndex index;
    CXTranslationUnit tu;
} Handles;

static void release(void *arg)
{
    Handles *handles = arg;

    if (handles->tu)
        handles->api->disposeTranslationUnit(handles->tu);
    handles->api->disposeIndex(handles->index);
}

static bool parse(Clang *clang)
{
    Handles *handles = ARENA_NEW(clang->work, Handles);
    UnsavedFiles files = unsaved_files(clang);
    StrVec flags = {0};
    unsigned options = CXTranslationUnit_SkipFunctionBodies | CXTranslationUnit_KeepGoing;

    for (size_t i = 0; i < sizeof fixed_flags / sizeof *fixed_flags; i++)
        vec_push(clang->work, &flags, fixed_flags[i]);
    for (size_t i = 0; i < clang->input->flags.count; i++)
        vec_push(clang->work, &flags, clang->input->flags.items[i]);

    *handles = (Handles){.api = clang->api, .index = clang->api->createIndex(0, 0)};
    arena_defer(clang->work, release, handles);

    enum CXErrorCode error = clang->api->parseTranslationUnit2(
        handles->index, umbrella_name, flags.items, (int)flags.count, files.items,
        (unsigned)files.count, options, &handles->tu);

    clang->tu = handles->tu;
    if (error == CXError_Success)
        return true;
    finding_add(clang->findings, FINDING_M001, NO_RANGE,
                "libclang cannot compile the models (error %d); are the compiler flags right?",
                (int)error);
    return false;
}

bool clang_read(Arena *run, Arena *work, Findings *findings, const ReaderInput *input,
                const Sources *models, Units *units)
{
    size_t errors = findings->error_count;
    Clang clang = {
        .run = run, .work = work, .findings = findings, .input = input, .models = models};

    clang.api = clang_load(run, findings);
    clang.directory = path_absolute(work, "");
    if (clang.api && parse(&clang)) {
        clang_list_files(&clang);
        clang_link_files(&clang);
        if (clang_report(&clang))
            clang_visit(&clang);
        for (size_t i = 0; i < clang.files.count; i++)
            vec_push(run, units, clang.files.items[i]->unit);
    }
    return findings->error_count == errors;
}
