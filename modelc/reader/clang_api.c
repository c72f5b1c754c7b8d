#include "modelc/reader/clang_api.h"

#include <dlfcn.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>

static const char install_hint[] =
    "Install libclang (on Debian and Ubuntu the package libclang1-14, or a newer one), or set "
    "MODELC_LIBCLANG to the path of libclang.so.";

/* Version 14 comes first because all behaviour was measured with it; then newest to oldest. */
static const char *const names[] = {
    "libclang-14.so.13", "libclang-21.so.21", "libclang-20.so.20", "libclang-19.so.19",
    "libclang-18.so.18", "libclang-17.so.17", "libclang-16.so.16", "libclang-15.so.15",
    "libclang-13.so.13", "libclang.so.21.1",  "libclang.so.20.1",  "libclang.so.19.1",
    "libclang.so.18.1",  "libclang.so.18",    "libclang.so.17",    "libclang.so.16",
    "libclang.so.15",    "libclang.so.14",    "libclang.so.13",    "libclang.so.1",
    "libclang.so",
};

/* Where LLVM's own packages put it, outside of the loader's path. */
static const char *const patterns[] = {
    "/usr/lib/llvm-*/lib/libclang.so*",
    "/usr/lib/llvm-*/lib/libclang-[0-9]*.so*",
    "/usr/lib64/llvm*/lib*/libclang.so*",
    "/usr/local/lib/libclang.so*",
    "/opt/*/lib/libclang.so*",
};

static const struct {
    const char *name;
    size_t offset; /* of the member in ClangApi */
} symbols[] = {
#define SYMBOL(name) {"clang_" #name, offsetof(ClangApi, name)},
    CLANG_FUNCTIONS(SYMBOL)
#undef SYMBOL
};

static void *open_one(const char *name)
{
    return dlopen(name, RTLD_LAZY | RTLD_LOCAL);
}

/* The last match is the newest version. */
static void *open_pattern(const char *pattern)
{
    glob_t found;
    void *library = NULL;

    if (glob(pattern, 0, NULL, &found) == 0)
        for (size_t i = found.gl_pathc; i > 0 && !library; i--)
            library = open_one(found.gl_pathv[i - 1]);
    globfree(&found);
    return library;
}

static void *open_any(void)
{
    void *library = NULL;

    for (size_t i = 0; i < sizeof names / sizeof *names && !library; i++)
        library = open_one(names[i]);
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns && !library; i++)
        library = open_pattern(patterns[i]);
    return library;
}

static const ClangApi *refuse(Findings *findings, const char *reason)
{
    Finding *finding =
        finding_add(findings, FINDING_M005, NO_RANGE, "cannot load libclang: %s", reason);

    finding->hint = install_hint;
    return NULL;
}

const ClangApi *clang_load(Arena *arena, Findings *findings)
{
    const char *chosen = getenv("MODELC_LIBCLANG");
    bool any = !chosen || !*chosen;
    void *library = any ? open_any() : open_one(chosen);
    ClangApi *api = ARENA_NEW(arena, ClangApi);

    if (!library)
        return refuse(findings, any ? "the library is not found" : dlerror());
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
        void *address = dlsym(library, symbols[i].name);

        if (!address)
            return refuse(findings, arena_printf(arena, "it has no %s", symbols[i].name));
        /* ISO C has no conversion from an object's address to a function's. */
        memcpy((char *)api + symbols[i].offset, &address, sizeof address);
    }
    return api;
}
