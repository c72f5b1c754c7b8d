/* Facts → bytes.  cache_unpack.c reads in the same order. */
#include "modelc/reader/cache_pack.h"

#include "base/map.h"
#include "modelc/reader/cache.h"
#include "modelc/reader/cache_bytes.h"

#include <stdio.h>
#include <string.h>

typedef struct Packer {
    Arena *arena;
    const char *path; /* of the unit */
    StrBuf out, types;
    Map numbers; /* address of a type in digits → its number plus one */
    size_t type_count;
} Packer;

static size_t add_type(Packer *p, const CType *type)
{
    char key[32];

    if (!type)
        return 0;
    snprintf(key, sizeof key, "%p", (const void *)type);

    size_t *known = map_get(&p->numbers, key);

    if (known)
        return *known;

    size_t target = add_type(p, type->target); /* so that a target comes before its users */
    size_t *number = ARENA_NEW(p->arena, size_t);

    bytes_add_number(&p->types, type->kind);
    bytes_add_string(&p->types, type->name);
    bytes_add_string(&p->types, type->spelling);
    bytes_add_number(&p->types, target);
    bytes_add_number(&p->types, (uint64_t)(type->count + 1));
    bytes_add_number(&p->types, type->bits);
    bytes_add_number(&p->types, type->is_signed);
    *number = ++p->type_count;
    map_put(p->arena, &p->numbers, arena_strdup(p->arena, key), number);
    return *number;
}

static void add_range(Packer *p, const Range *at)
{
    bool elsewhere = at->file && strcmp(at->file, p->path) != 0;
    unsigned flags = (at->file ? PACK_HAS_FILE : 0) | (elsewhere ? PACK_ELSEWHERE : 0) |
                     (at->via ? PACK_VIA : 0);

    bytes_add_number(&p->out, flags);
    bytes_add_number(&p->out, at->begin);
    bytes_add_number(&p->out, at->end - at->begin);
    if (elsewhere)
        bytes_add_string(&p->out, at->file);
    if (at->via)
        bytes_add_string(&p->out, at->via);
}

static void add_annotation(Packer *p, const Annotation *annotation)
{
    bytes_add_text(&p->out, annotation->text, annotation->length);
    add_range(p, &annotation->at);
    bytes_add_number(&p->out, annotation->exact);
}

static void add_annotations(Packer *p, const Annotations *annotations)
{
    bytes_add_number(&p->out, annotations->count);
    for (size_t i = 0; i < annotations->count; i++)
        add_annotation(p, &annotations->items[i]);
}

static void add_clauses(Packer *p, const FactClauses *clauses)
{
    bytes_add_number(&p->out, clauses->count);
    for (size_t i = 0; i < clauses->count; i++) {
        add_annotation(p, &clauses->items[i].annotation);
        bytes_add_string(&p->out, clauses->items[i].doc);
    }
}

static void add_struct(Packer *p, const FactStruct *fact)
{
    bytes_add_string(&p->out, fact->name);
    add_range(p, &fact->at);
    bytes_add_number(&p->out, fact->is_union);
    add_annotations(p, &fact->annotations);
    bytes_add_string(&p->out, fact->doc);
    add_clauses(p, &fact->clauses);
    bytes_add_number(&p->out, fact->fields.count);
    for (size_t i = 0; i < fact->fields.count; i++) {
        const FactField *field = &fact->fields.items[i];

        bytes_add_string(&p->out, field->name);
        add_range(p, &field->at);
        bytes_add_number(&p->out, add_type(p, field->type));
        add_annotations(p, &field->annotations);
        bytes_add_string(&p->out, field->doc);
        bytes_add_number(&p->out, (uint64_t)field->bit_width + 1);
        bytes_add_number(&p->out, field->shared);
        bytes_add_number(&p->out, field->anonymous != NULL);
        if (field->anonymous)
            add_struct(p, field->anonymous);
    }
}

static void add_enum(Packer *p, const FactEnum *fact)
{
    bytes_add_string(&p->out, fact->name);
    add_range(p, &fact->at);
    add_annotations(p, &fact->annotations);
    bytes_add_string(&p->out, fact->doc);
    bytes_add_number(&p->out, fact->enumerators.count);
    for (size_t i = 0; i < fact->enumerators.count; i++) {
        const FactEnumerator *enumerator = &fact->enumerators.items[i];

        bytes_add_string(&p->out, enumerator->name);
        add_range(p, &enumerator->at);
        add_annotations(p, &enumerator->annotations);
        bytes_add_string(&p->out, enumerator->doc);
    }
}

static void add_typedef(Packer *p, const FactTypedef *fact)
{
    bytes_add_string(&p->out, fact->name);
    add_range(p, &fact->at);
    bytes_add_number(&p->out, add_type(p, fact->target));
    add_annotations(p, &fact->annotations);
    bytes_add_string(&p->out, fact->doc);
}

Text unit_pack(Arena *arena, const Unit *unit)
{
    const Facts *facts = &unit->facts;
    Packer p = {.arena = arena, .path = unit->path, .out = {.arena = arena}};
    StrBuf whole = {.arena = arena};

    p.types.arena = arena;
    bytes_add_number(&p.out, facts->structs.count);
    for (size_t i = 0; i < facts->structs.count; i++)
        add_struct(&p, facts->structs.items[i]);
    bytes_add_number(&p.out, facts->enums.count);
    for (size_t i = 0; i < facts->enums.count; i++)
        add_enum(&p, facts->enums.items[i]);
    bytes_add_number(&p.out, facts->typedefs.count);
    for (size_t i = 0; i < facts->typedefs.count; i++)
        add_typedef(&p, facts->typedefs.items[i]);
    add_clauses(&p, &facts->clauses);

    bytes_add_number(&whole, p.type_count);
    strbuf_addn(&whole, strbuf_text(&p.types), p.types.length);
    strbuf_addn(&whole, strbuf_text(&p.out), p.out.length);
    return (Text){whole.text, whole.length};
}
