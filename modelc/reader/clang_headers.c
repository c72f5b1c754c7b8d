#include "modelc/reader/clang_headers.h"

#include "base/hash.h"
#include "modelc/reader/clang_reader.h"

#include "modelc/include/modelc.h.h"
#include "modelc/include/virtual/stdbool.h.h"
#include "modelc/include/virtual/stddef.h.h"
#include "modelc/include/virtual/stdint.h.h"

const ClangHeader clang_headers[CLANG_HEADER_COUNT] = {
    {CLANG_HEADERS "/modelc.h",  modelc_header },
    {CLANG_HEADERS "/stdbool.h", stdbool_header},
    {CLANG_HEADERS "/stddef.h",  stddef_header },
    {CLANG_HEADERS "/stdint.h",  stdint_header },
};

const char *clang_headers_hash(Arena *arena)
{
    StrVec texts = {0};

    for (size_t i = 0; i < CLANG_HEADER_COUNT; i++)
        vec_push(arena, &texts, clang_headers[i].text);
    return hash_list(arena, &texts);
}
