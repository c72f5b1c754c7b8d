/* Names that C, C++ and the other declarations of the models leave free. */
#include "codegen/headers/writer.h"

#include "base/text.h"
#include "schema/kinds/enum/enum.h"

#include <ctype.h>
#include <string.h>

/* Key words of C and C++, macros of both, and what modelc.h declares. */
static const char *const reserved[] = {
    "alignas",
    "alignof",
    "and",
    "and_eq",
    "asm",
    "auto",
    "bitand",
    "bitor",
    "bool",
    "break",
    "case",
    "catch",
    "char",
    "char16_t",
    "char32_t",
    "char8_t",
    "class",
    "co_await",
    "co_return",
    "co_yield",
    "compl",
    "concept",
    "const",
    "const_cast",
    "consteval",
    "constexpr",
    "constinit",
    "continue",
    "decltype",
    "default",
    "delete",
    "do",
    "double",
    "dynamic_cast",
    "else",
    "enum",
    "errno",
    "explicit",
    "export",
    "extern",
    "false",
    "float",
    "for",
    "friend",
    "goto",
    "i386",
    "if",
    "inline",
    "int",
    "linux",
    "long",
    "mutable",
    "namespace",
    "new",
    "noexcept",
    "not",
    "not_eq",
    "nullptr",
    "offsetof",
    "operator",
    "or",
    "or_eq",
    "private",
    "protected",
    "public",
    "register",
    "reinterpret_cast",
    "requires",
    "restrict",
    "return",
    "short",
    "signed",
    "sizeof",
    "static",
    "static_assert",
    "static_cast",
    "stderr",
    "stdin",
    "stdout",
    "struct",
    "switch",
    "template",
    "this",
    "thread_local",
    "throw",
    "true",
    "try",
    "typedef",
    "typeid",
    "typename",
    "typeof",
    "typeof_unqual",
    "union",
    "unix",
    "unsigned",
    "using",
    "virtual",
    "void",
    "volatile",
    "wchar_t",
    "while",
    "xor",
    "xor_eq",
    "EOF",
    "MODELC",
    "MODELC_ALSO",
    "MODELC_H",
    "NULL",
    "PG",
    "PG_ALSO",
};

/* Typedefs of <stddef.h> and <stdint.h>, macros such as INT8_MAX, and what is the compiler's own.
 */
static bool is_of_headers(const char *name)
{
    static const char *const macros[] = {"INT",  "UINT",  "SIZE_", "PTRDIFF_",
                                         "SIG_", "WCHAR", "WINT_"};

    if (text_starts(name, "pg_") || text_starts(name, "__") ||
        (*name == '_' && isupper((unsigned char)name[1])))
        return true;
    if (text_ends(name, "_t") && (text_starts(name, "int") || text_starts(name, "uint") ||
                                  text_starts(name, "size") || text_starts(name, "ptrdiff") ||
                                  text_starts(name, "max_align") || text_starts(name, "nullptr")))
        return true;
    for (size_t i = 0; i < sizeof macros / sizeof *macros; i++)
        if (text_starts(name, macros[i]) &&
            (text_ends(name, "_MAX") || text_ends(name, "_MIN") || text_ends(name, "_C")))
            return true;
    return false;
}

static bool is_reserved(const char *name)
{
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (strcmp(reserved[i], name) == 0)
            return true;
    return is_of_headers(name);
}

const char *c_identifier(Arena *run, const char *name)
{
    StrBuf out = {.arena = run};
    bool has_letter = false;

    for (const char *p = name; *p; p++) {
        bool plain = isalnum((unsigned char)*p) && !(*p & 0x80);

        if ((*p & 0xC0) == 0x80) /* the rest of a character */
            continue;
        if (isdigit((unsigned char)*p) && p == name)
            strbuf_addc(&out, '_');
        strbuf_addc(&out, plain ? *p : '_');
        has_letter = has_letter || plain;
    }
    return has_letter ? strbuf_text(&out) : "";
}

/* `wanted`, or with an underscore or a number behind it. */
static const char *free_name(Arena *run, Map *taken, const char *wanted)
{
    const char *name = wanted;

    if (is_reserved(name) && !is_reserved(arena_printf(run, "%s_", name)))
        name = arena_printf(run, "%s_", name);
    else if (is_reserved(name))
        name = arena_printf(run, "x%s", name);
    for (unsigned i = 2; map_get(taken, name); i++)
        name = arena_printf(run, "%s_%u", wanted, i);
    map_put(run, taken, name, taken);
    return name;
}

const char *c_field(Arena *run, Map *taken, const char *name)
{
    const char *wanted = c_identifier(run, name);

    return free_name(run, taken, *wanted ? wanted : "column");
}

static const char *key_of(Arena *run, KindId kind, const char *path)
{
    return arena_printf(run, "%u %s", (unsigned)kind, path);
}

const char *c_name(const Writer *writer, KindId kind, const char *path)
{
    return map_get(&writer->names, key_of(writer->run, kind, path));
}

static const char *label_key(Arena *run, const char *path, const char *label)
{
    return arena_printf(run, "label %s %s", path, label);
}

const char *c_enumerator(const Writer *writer, const char *path, const char *label)
{
    return map_get(&writer->names, label_key(writer->run, path, label));
}

static void put_name(Writer *writer, const char *key, const char *name)
{
    map_put(writer->run, &writer->names, key, arena_strdup(writer->run, name));
}

/* ORDER_STATUS_IN_TRANSIT */
static void name_labels(Writer *writer, const Enum *object, const char *tag)
{
    for (size_t i = 0; i < object->labels.count; i++) {
        const char *label = object->labels.items[i];
        const char *words = c_identifier(writer->run, label);
        if (c_enumerator(writer, object->object.path, label))
            continue;

        const char *wanted = text_upper(
            writer->run, arena_printf(writer->run, "%s_%s", tag, *words ? words : "VALUE"));

        put_name(writer, label_key(writer->run, object->object.path, label),
                 free_name(writer->run, &writer->used, wanted));
    }
}

/* Whether a field has the name: C++ wants none to be a typedef's as well. */
static bool is_field(const Writer *writer, const char *name)
{
    static const KindId kinds[] = {KIND_COLUMN, KIND_ATTRIBUTE};

    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        const Map *map = &writer->schema->objects[kinds[k]];

        for (size_t i = 0; i < map->entries.count; i++)
            if (text_same(((const Object *)map->entries.items[i].value)->name, name))
                return true;
    }
    return false;
}

void take_name(Writer *writer, const Object *object, const char *name)
{
    put_name(writer, key_of(writer->run, object->kind_id, object->path), name);
    map_put(writer->run, &writer->used, arena_strdup(writer->run, name), writer);
}

void take_enumerator(Writer *writer, const Object *object, const char *label, const char *name)
{
    put_name(writer, label_key(writer->run, object->path, label), name);
    map_put(writer->run, &writer->used, arena_strdup(writer->run, name), writer);
}

static void name_object(Writer *writer, const Object *object)
{
    Arena *run = writer->run;
    const char *own = c_identifier(run, object->name);
    const char *wanted = *own ? own : kind_of(object->kind_id)->name;

    if (object->kind_id == KIND_DOMAIN && is_field(writer, wanted))
        wanted = arena_printf(run, "%s_type", wanted);
    if (map_get(&writer->used, wanted) && !text_same(object->parent->name, "public"))
        wanted = arena_printf(run, "%s_%s", c_identifier(run, object->parent->name), wanted);

    const char *name = c_name(writer, object->kind_id, object->path);

    if (!name) {
        name = free_name(run, &writer->used, wanted);
        put_name(writer, key_of(run, object->kind_id, object->path), name);
    }
    if (object->kind_id == KIND_ENUM)
        name_labels(writer, (const Enum *)object, name);
}

/* Tables first: they are what an application speaks of most. */
void name_objects(Writer *writer)
{
    static const KindId kinds[] = {KIND_TABLE, KIND_ENUM, KIND_COMPOSITE, KIND_DOMAIN};

    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        const Map *map = &writer->schema->objects[kinds[k]];

        for (size_t i = 0; i < map->entries.count; i++)
            name_object(writer, map->entries.items[i].value);
    }
}
