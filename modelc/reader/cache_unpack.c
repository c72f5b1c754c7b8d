/* Bytes → facts.  Nothing of what is read is trusted. */
#include "modelc/reader/cache_pack.h"

#include "modelc/reader/cache.h"
#include "modelc/reader/cache_bytes.h"

#include <limits.h>

typedef struct Unpacker {
    Arena *run;
    const char *path; /* of the unit */
    Bytes in;
    CType *types;
    size_t type_count;
    unsigned depth;
} Unpacker;

/* Storage for exactly `n` items. */
#define RESERVE(u, vec, n)                                                                         \
    ((vec)->capacity = (vec)->count = (n),                                                         \
     (vec)->items = (n) ? arena_alloc((u)->run, (n) * sizeof *(vec)->items) : NULL)

static const CType *take_type(Unpacker *u, size_t below)
{
    uint64_t number = bytes_number(&u->in);

    if (number > below)
        u->in.bad = true;
    return number == 0 || number > below ? NULL : &u->types[number - 1];
}

static void take_types(Unpacker *u)
{
    u->type_count = bytes_count(&u->in, PACK_TYPE_SIZE);
    u->types = arena_alloc(u->run, u->type_count * sizeof *u->types + 1);
    for (size_t i = 0; i < u->type_count; i++) {
        CType *type = &u->types[i];
        uint64_t kind = bytes_number(&u->in);

        u->in.bad |= kind > CTYPE_OTHER;
        type->kind = (CTypeKind)(kind > CTYPE_OTHER ? CTYPE_OTHER : kind);
        type->name = bytes_string(&u->in);
        type->spelling = bytes_string(&u->in);
        type->target = take_type(u, i);
        type->count = (int64_t)bytes_number(&u->in) - 1;
        type->bits = (unsigned)bytes_number(&u->in);
        type->is_signed = bytes_number(&u->in) != 0;
    }
}

static Range take_range(Unpacker *u)
{
    uint64_t flags = bytes_number(&u->in);
    Range at = {.file = flags & PACK_HAS_FILE ? u->path : NULL};

    at.begin = (size_t)bytes_number(&u->in);
    at.end = at.begin + (size_t)bytes_number(&u->in);
    if (flags & PACK_ELSEWHERE)
        at.file = bytes_string(&u->in);
    if (flags & PACK_VIA)
        at.via = bytes_string(&u->in);
    return at;
}

static Annotation take_annotation(Unpacker *u)
{
    Annotation annotation = {.text = NULL};

    annotation.text = bytes_text(&u->in, &annotation.length);
    annotation.at = take_range(u);
    annotation.exact = bytes_number(&u->in) != 0;
    u->in.bad |= !annotation.text;
    return annotation;
}

static void take_annotations(Unpacker *u, Annotations *annotations)
{
    size_t count = bytes_count(&u->in, PACK_ANNOTATION_SIZE);

    RESERVE(u, annotations, count);
    for (size_t i = 0; i < count; i++)
        annotations->items[i] = take_annotation(u);
}

static void take_clauses(Unpacker *u, FactClauses *clauses)
{
    size_t count = bytes_count(&u->in, PACK_CLAUSE_SIZE);

    RESERVE(u, clauses, count);
    for (size_t i = 0; i < count; i++) {
        clauses->items[i].annotation = take_annotation(u);
        clauses->items[i].doc = bytes_string(&u->in);
    }
}

static FactStruct *take_struct(Unpacker *u);

static void take_field(Unpacker *u, FactField *field)
{
    field->name = bytes_string(&u->in);
    field->at = take_range(u);
    field->type = take_type(u, u->type_count);
    take_annotations(u, &field->annotations);
    field->doc = bytes_string(&u->in);
    field->bit_width = (int)(bytes_number(&u->in) & INT_MAX) - 1;
    field->shared = bytes_number(&u->in) != 0;
    u->in.bad |= !field->type;
    if (bytes_number(&u->in) != 0)
        field->anonymous = take_struct(u);
}

static FactStruct *take_struct(Unpacker *u)
{
    FactStruct *fact = ARENA_NEW(u->run, FactStruct);

    if (++u->depth > PACK_DEPTH_MAX)
        u->in = (Bytes){.bad = true};
    fact->name = bytes_string(&u->in);
    fact->at = take_range(u);
    fact->is_union = bytes_number(&u->in) != 0;
    take_annotations(u, &fact->annotations);
    fact->doc = bytes_string(&u->in);
    take_clauses(u, &fact->clauses);

    size_t count = bytes_count(&u->in, PACK_FIELD_SIZE);

    RESERVE(u, &fact->fields, count);
    for (size_t i = 0; i < count; i++)
        take_field(u, &fact->fields.items[i]);
    u->depth--;
    return fact;
}

static FactEnum *take_enum(Unpacker *u)
{
    FactEnum *fact = ARENA_NEW(u->run, FactEnum);

    fact->name = bytes_string(&u->in);
    fact->at = take_range(u);
    take_annotations(u, &fact->annotations);
    fact->doc = bytes_string(&u->in);

    size_t count = bytes_count(&u->in, PACK_ENUMERATOR_SIZE);

    RESERVE(u, &fact->enumerators, count);
    for (size_t i = 0; i < count; i++) {
        FactEnumerator *enumerator = &fact->enumerators.items[i];

        enumerator->name = bytes_string(&u->in);
        enumerator->at = take_range(u);
        take_annotations(u, &enumerator->annotations);
        enumerator->doc = bytes_string(&u->in);
        u->in.bad |= !enumerator->name;
    }
    return fact;
}

static FactTypedef *take_typedef(Unpacker *u)
{
    FactTypedef *fact = ARENA_NEW(u->run, FactTypedef);

    fact->name = bytes_string(&u->in);
    fact->at = take_range(u);
    fact->target = take_type(u, u->type_count);
    take_annotations(u, &fact->annotations);
    fact->doc = bytes_string(&u->in);
    u->in.bad |= !fact->name || !fact->target;
    return fact;
}

bool unit_unpack(Arena *run, Unit *unit)
{
    Unpacker u = {.run = run, .path = unit->path};
    Facts facts = {.files = {0}};
    size_t count;

    u.in = (Bytes){unit->packed.bytes, unit->packed.bytes + unit->packed.length, false};
    take_types(&u);
    count = bytes_count(&u.in, PACK_STRUCT_SIZE);
    RESERVE(&u, &facts.structs, count);
    for (size_t i = 0; i < facts.structs.count; i++)
        facts.structs.items[i] = take_struct(&u);
    count = bytes_count(&u.in, PACK_ENUM_SIZE);
    RESERVE(&u, &facts.enums, count);
    for (size_t i = 0; i < facts.enums.count; i++)
        facts.enums.items[i] = take_enum(&u);
    count = bytes_count(&u.in, PACK_TYPEDEF_SIZE);
    RESERVE(&u, &facts.typedefs, count);
    for (size_t i = 0; i < facts.typedefs.count; i++)
        facts.typedefs.items[i] = take_typedef(&u);
    take_clauses(&u, &facts.clauses);
    if (u.in.bad || u.in.p != u.in.end)
        return false;
    unit->facts = facts;
    return true;
}
