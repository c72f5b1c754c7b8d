#include "modelc/reader/clang_reader.h"

#include <string.h>

/* A type once built, and the file whose declaration it names. */
typedef struct TypeEntry {
    CType type;
    const ClangFile *declared_in; /* NULL: a builtin */
    const struct TypeEntry *target;
} TypeEntry;

static const struct {
    enum CXTypeKind kind;
    CTypeKind fact;
    const char *name;
    bool is_signed;
} simple[] = {
    {CXType_Void,       CTYPE_VOID,        NULL,                 false},
    {CXType_Bool,       CTYPE_BOOL,        NULL,                 false},
    {CXType_Char_S,     CTYPE_CHAR,        NULL,                 true },
    {CXType_Char_U,     CTYPE_CHAR,        NULL,                 false},
    {CXType_SChar,      CTYPE_INTEGER,     "signed char",        true },
    {CXType_UChar,      CTYPE_INTEGER,     "unsigned char",      false},
    {CXType_Short,      CTYPE_INTEGER,     "short",              true },
    {CXType_UShort,     CTYPE_INTEGER,     "unsigned short",     false},
    {CXType_Int,        CTYPE_INTEGER,     "int",                true },
    {CXType_UInt,       CTYPE_INTEGER,     "unsigned int",       false},
    {CXType_Long,       CTYPE_INTEGER,     "long",               true },
    {CXType_ULong,      CTYPE_INTEGER,     "unsigned long",      false},
    {CXType_LongLong,   CTYPE_INTEGER,     "long long",          true },
    {CXType_ULongLong,  CTYPE_INTEGER,     "unsigned long long", false},
    {CXType_Int128,     CTYPE_INTEGER,     "__int128",           true },
    {CXType_UInt128,    CTYPE_INTEGER,     "unsigned __int128",  false},
    {CXType_Float,      CTYPE_FLOAT,       NULL,                 true },
    {CXType_Double,     CTYPE_DOUBLE,      NULL,                 true },
    {CXType_LongDouble, CTYPE_LONG_DOUBLE, NULL,                 true },
};

static TypeEntry *build(Clang *clang, CXType type);

const char *clang_tag(Clang *clang, CXCursor cursor)
{
    const ClangApi *api = clang->api;
    const char *name = clang_text(clang, clang->run, api->getCursorSpelling(cursor));

    /* Without a tag the type is spelled as its typedef, or with the place in parentheses. */
    if (!*name || strchr(name, '('))
        name = clang_text(clang, clang->run, api->getTypeSpelling(api->getCursorType(cursor)));
    return *name && !strpbrk(name, "( ") ? name : NULL;
}

static const ClangFile *declaring_file(Clang *clang, CXCursor declaration)
{
    CXFile handle = NULL;

    clang->api->getExpansionLocation(clang->api->getCursorLocation(declaration), &handle, NULL,
                                     NULL, NULL);
    return clang_file(clang, handle);
}

static void fill_simple(Clang *clang, CXType type, TypeEntry *entry)
{
    for (size_t i = 0; i < sizeof simple / sizeof *simple; i++) {
        if (simple[i].kind != type.kind)
            continue;

        long long size = clang->api->Type_getSizeOf(type);

        entry->type.kind = simple[i].fact;
        entry->type.name = simple[i].name;
        entry->type.is_signed = simple[i].is_signed;
        entry->type.bits = size > 0 ? (unsigned)size * 8 : 0;
        return;
    }
    entry->type.kind = CTYPE_OTHER;
}

static void fill_tagged(Clang *clang, CXType type, TypeEntry *entry)
{
    CXCursor declaration = clang->api->getTypeDeclaration(type);
    enum CXCursorKind kind = clang->api->getCursorKind(declaration);

    entry->type.kind = type.kind == CXType_Enum     ? CTYPE_ENUM
                       : kind == CXCursor_UnionDecl ? CTYPE_UNION
                                                    : CTYPE_STRUCT;
    entry->type.name = clang_tag(clang, declaration);
    entry->declared_in = declaring_file(clang, declaration);
    if (strchr(entry->type.spelling, '(')) /* it would show a path */
        entry->type.spelling = entry->type.name ? entry->type.name : "an anonymous type";
}

static void fill_typedef(Clang *clang, CXType type, TypeEntry *entry)
{
    const ClangApi *api = clang->api;
    CXCursor declaration = api->getTypeDeclaration(type);

    entry->type.kind = CTYPE_TYPEDEF;
    entry->type.name = clang_text(clang, clang->run, api->getTypedefName(type));
    entry->declared_in = declaring_file(clang, declaration);
    entry->target = build(clang, api->getTypedefDeclUnderlyingType(declaration));
}

static void fill(Clang *clang, CXType type, TypeEntry *entry)
{
    const ClangApi *api = clang->api;

    switch ((int)type.kind) {
    case CXType_Pointer:
        entry->type.kind = CTYPE_POINTER;
        entry->target = build(clang, api->getPointeeType(type));
        break;
    case CXType_ConstantArray:
    case CXType_IncompleteArray:
        entry->type.kind = CTYPE_ARRAY;
        entry->type.count = type.kind == CXType_ConstantArray ? api->getArraySize(type) : -1;
        entry->target = build(clang, api->getArrayElementType(type));
        break;
    case CXType_Typedef:
        fill_typedef(clang, type, entry);
        break;
    case CXType_Record:
    case CXType_Enum:
        fill_tagged(clang, type, entry);
        break;
    case CXType_FunctionProto:
    case CXType_FunctionNoProto:
        entry->type.kind = CTYPE_FUNCTION;
        break;
    default:
        fill_simple(clang, type, entry);
    }
    entry->type.target = entry->target ? &entry->target->type : NULL;
}

/* Off with what stands around a type without changing it. */
static CXType peel(const Clang *clang, CXType type)
{
    if (type.kind == CXType_Elaborated)
        type = clang->api->Type_getNamedType(type);
    if (type.kind == CXType_Unexposed || type.kind == CXType_Attributed)
        type = clang->api->getCanonicalType(type);
    return type;
}

/* <stdbool.h> makes "bool" another word before the compiler sees it. */
static const char *spelling(const Clang *clang, CXType type)
{
    const char *text = clang_text(clang, clang->run, clang->api->getTypeSpelling(type));
    const char *found = strstr(text, "_Bool");

    if (!found)
        return text;
    return arena_printf(clang->run, "%.*sbool%s", (int)(found - text), text, found + 5);
}

static TypeEntry *build(Clang *clang, CXType type)
{
    char buffer[HANDLE_DIGITS];
    const char *key = handle_key(type.data[0], buffer);
    TypeEntry *entry = map_get(&clang->types, key);

    if (entry)
        return entry;
    entry = ARENA_NEW(clang->run, TypeEntry);
    entry->type.spelling = spelling(clang, type);
    map_put(clang->work, &clang->types, arena_strdup(clang->work, key), entry);
    fill(clang, peel(clang, type), entry);
    return entry;
}

const CType *clang_type(Clang *clang, ClangFile *file, CXType type)
{
    const TypeEntry *entry = build(clang, type);

    for (const TypeEntry *e = entry; e; e = e->target)
        clang_need(clang, file, e->declared_in);
    return &entry->type;
}
