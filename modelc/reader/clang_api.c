#include "modelc/reader/clang_api.h"

#include <dlfcn.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char install_hint[] =
    "Install libclang (on Debian and Ubuntu the package libclang1-14, or a newer one), or set "
    "MODELC_LIBCLANG to the path of libclang.so.";

/* All behaviour was measured with it. */
static const char preferred[] = "libclang-14.so.13";

/* Without it the newest; no harm if it is newer than all that is known today. */
enum { VERSION_MIN = 13, VERSION_MAX = 40 };

/* What distributions call a version; some say the number twice. */
static const struct {
    const char *head, *tail;
    bool twice;
} forms[] = {
    {"libclang-",    ".so.",  true },
    {"libclang-",    ".so.1", false},
    {"libclang.so.", ".1",    false},
    {"libclang.so.", "",      false},
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

static void *open_version(int version)
{
    void *library = NULL;
    char name[64], again[16];

    for (size_t i = 0; i < sizeof forms / sizeof *forms && !library; i++) {
        snprintf(again, sizeof again, "%d", version);
        snprintf(name, sizeof name, "%s%d%s%s", forms[i].head, version, forms[i].tail,
                 forms[i].twice ? again : "");
        library = open_one(name);
    }
    return library;
}

static void *open_any(void)
{
    void *library = open_one(preferred);

    for (int version = VERSION_MAX; version >= VERSION_MIN && !library; version--)
        library = open_version(version);
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns && !library; i++)
        library = open_pattern(patterns[i]);
    return library ? library : open_one("libclang.so");
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
