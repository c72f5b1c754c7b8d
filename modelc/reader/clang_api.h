/*
 * libclang, loaded while the program runs: linked, it would cost every command 30 ms and 57 MiB.
 */
#ifndef MODELC_READER_CLANG_API_H
#define MODELC_READER_CLANG_API_H

#include "base/finding.h"

#include <clang-c/Index.h>

/* Every function of libclang that is used, without its "clang_". */
#define CLANG_FUNCTIONS(X)                                                                         \
    X(createIndex)                                                                                 \
    X(disposeIndex)                                                                                \
    X(parseTranslationUnit2)                                                                       \
    X(disposeTranslationUnit)                                                                      \
    X(getTranslationUnitCursor)                                                                    \
    X(getInclusions)                                                                               \
    X(getFileName)                                                                                 \
    X(getFileContents)                                                                             \
    X(getFile)                                                                                     \
    X(File_isEqual)                                                                                \
    X(getCString)                                                                                  \
    X(disposeString)                                                                               \
    X(visitChildren)                                                                               \
    X(getCursorKind)                                                                               \
    X(getCursorSpelling)                                                                           \
    X(getCursorLocation)                                                                           \
    X(getCursorExtent)                                                                             \
    X(getCursorReferenced)                                                                         \
    X(getCursorType)                                                                               \
    X(isCursorDefinition)                                                                          \
    X(Cursor_isAnonymousRecordDecl)                                                                \
    X(Cursor_getRawCommentText)                                                                    \
    X(getFieldDeclBitWidth)                                                                        \
    X(getRangeStart)                                                                               \
    X(getRangeEnd)                                                                                 \
    X(getExpansionLocation)                                                                        \
    X(getFileLocation)                                                                             \
    X(getTypeSpelling)                                                                             \
    X(getTypeDeclaration)                                                                          \
    X(getTypedefDeclUnderlyingType)                                                                \
    X(getTypedefName)                                                                              \
    X(getCanonicalType)                                                                            \
    X(getPointeeType)                                                                              \
    X(getArrayElementType)                                                                         \
    X(getArraySize)                                                                                \
    X(Type_getNamedType)                                                                           \
    X(Type_getSizeOf)                                                                              \
    X(getNumDiagnostics)                                                                           \
    X(getDiagnostic)                                                                               \
    X(getDiagnosticSeverity)                                                                       \
    X(getDiagnosticLocation)                                                                       \
    X(getDiagnosticSpelling)                                                                       \
    X(getDiagnosticNumFixIts)                                                                      \
    X(getDiagnosticFixIt)                                                                          \
    X(getChildDiagnostics)                                                                         \
    X(getNumDiagnosticsInSet)                                                                      \
    X(getDiagnosticInSet)                                                                          \
    X(disposeDiagnostic)

typedef struct ClangApi {
#define MEMBER(name) __typeof__(&clang_##name) name;
    CLANG_FUNCTIONS(MEMBER)
#undef MEMBER
} ClangApi;

/*
 * Load libclang: the file that MODELC_LIBCLANG names, or the system's.  It stays loaded.
 *
 * Returns NULL and adds M005 when there is none, or none that will do.
 */
const ClangApi *clang_load(Arena *arena, Findings *findings);

#endif
