/*
 * The floor of reading models: what libclang alone takes to parse them, as modelc has it parse
 * them.
 *
 * usage: parse LIBCLANG INCLUDE MODEL...
 *
 * INCLUDE is the folder of modelc.h.  All models are in one translation unit, the cheapest way.
 * The flags and the headers in memory are those of modelc/reader/clang.c.
 */
#include <clang-c/Index.h>
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const flags[] = {
    "-xc",
    "-std=c17",
    "-DMODELC_PARSE",
    "-D_DEFAULT_SOURCE",
    "-fspell-checking",
    "-ferror-limit=0",
    "-Wno-everything",
    "-Wignored-attributes",
    "-I/modelc-include",
};

static const char *const headers[] = {"modelc.h", "virtual/stdbool.h", "virtual/stddef.h",
                                      "virtual/stdint.h"};

enum { FLAG_COUNT = sizeof flags / sizeof *flags, HEADER_COUNT = sizeof headers / sizeof *headers };

/* Functions are taken by name; ISO C has no conversion from an object's address to a function's. */
#define TAKE(library, name)                                                                        \
    __typeof__(&clang_##name) name;                                                                \
    do {                                                                                           \
        void *address = dlsym(library, "clang_" #name);                                            \
        memcpy(&name, &address, sizeof address);                                                   \
    } while (0)

static void add_file(struct CXUnsavedFile *file, const char *name, const char *path)
{
    static char bytes[1 << 16];
    FILE *stream = fopen(path, "rb");

    if (!stream)
        exit(2);
    file->Length = fread(bytes, 1, sizeof bytes, stream);
    file->Contents = strndup(bytes, file->Length);
    file->Filename = strdup(name);
    fclose(stream);
}

int main(int argc, char **argv)
{
    void *library = argc > 3 ? dlopen(argv[1], RTLD_LAZY | RTLD_LOCAL) : NULL;
    struct CXUnsavedFile *files = calloc((size_t)argc + HEADER_COUNT, sizeof *files);
    char name[4096], *umbrella;
    size_t length, count = 1;
    FILE *lines = open_memstream(&umbrella, &length);

    if (!library || !files || !lines)
        return 2;
    for (int i = 0; i < HEADER_COUNT; i++) {
        const char *slash = strrchr(headers[i], '/');

        snprintf(name, sizeof name, "%s/%s", argv[2], headers[i]);
        char *path = strdup(name);
        snprintf(name, sizeof name, "/modelc-include/%s", slash ? slash + 1 : headers[i]);
        add_file(&files[count++], name, path);
    }
    for (int i = 3; i < argc; i++) {
        fprintf(lines, "#include \"%s\"\n", argv[i]);
        add_file(&files[count++], argv[i], argv[i]);
    }
    fclose(lines);
    files[0] = (struct CXUnsavedFile){"modelc-umbrella.h", umbrella, length};

    TAKE(library, createIndex);
    TAKE(library, parseTranslationUnit2);
    TAKE(library, disposeTranslationUnit);
    TAKE(library, disposeIndex);
    TAKE(library, getNumDiagnostics);

    CXIndex index = createIndex(0, 0);
    CXTranslationUnit unit = NULL;
    enum CXErrorCode error = parseTranslationUnit2(
        index, "modelc-umbrella.h", flags, FLAG_COUNT, files, (unsigned)count,
        CXTranslationUnit_SkipFunctionBodies | CXTranslationUnit_KeepGoing, &unit);

    if (error != CXError_Success || getNumDiagnostics(unit) > 0)
        return 1;
    disposeTranslationUnit(unit);
    disposeIndex(index);
    return 0;
}
