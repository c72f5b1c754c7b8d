#include "modelc/reader/clang_reader.h"

#include "modelc/reader/clang_doc.h"

#include <string.h>

static const char mark[] = "modelc:";

typedef struct AnnotationWalk {
    Clang *clang;
    ClangFile *file;
    Annotations annotations;
} AnnotationWalk;

static void add_annotation(AnnotationWalk *walk, CXCursor cursor)
{
    Clang *clang = walk->clang;
    const char *spelled = clang_text(clang, clang->work, clang->api->getCursorSpelling(cursor));
    Place place = clang_place(clang, clang->api->getCursorExtent(cursor));

    if (strncmp(spelled, mark, strlen(mark)) != 0 || !place.file)
        return;

    Annotation annotation = clang_annotation(clang, place, spelled);

    if (!walk->annotations.items) { /* one is the rule, and there are many of them */
        walk->annotations.items = ARENA_NEW(clang->run, Annotation);
        walk->annotations.capacity = 1;
    }
    vec_push(clang->run, &walk->annotations, annotation);
}

static void add_reference(AnnotationWalk *walk, CXCursor cursor)
{
    Clang *clang = walk->clang;
    CXCursor referenced = clang->api->getCursorReferenced(cursor);
    CXFile handle = NULL;

    clang->api->getExpansionLocation(clang->api->getCursorLocation(referenced), &handle, NULL, NULL,
                                     NULL);
    clang_need(clang, walk->file, clang_file(clang, handle));
}

static enum CXChildVisitResult walk_annotations(CXCursor cursor, CXCursor parent, CXClientData data)
{
    AnnotationWalk *walk = data;

    (void)parent;
    switch ((int)walk->clang->api->getCursorKind(cursor)) {
    case CXCursor_AnnotateAttr:
        add_annotation(walk, cursor);
        return CXChildVisit_Continue;
    case CXCursor_StructDecl:
    case CXCursor_UnionDecl:
    case CXCursor_EnumDecl:
    case CXCursor_FieldDecl:
    case CXCursor_EnumConstantDecl:
    case CXCursor_StaticAssert:
        return CXChildVisit_Continue; /* their annotations are their own */
    case CXCursor_DeclRefExpr:
    case CXCursor_TypeRef:
        add_reference(walk, cursor);
        return CXChildVisit_Recurse;
    default:
        return CXChildVisit_Recurse;
    }
}

Annotations clang_annotations(Clang *clang, ClangFile *file, CXCursor cursor)
{
    AnnotationWalk walk = {.clang = clang, .file = file};

    clang->api->visitChildren(cursor, walk_annotations, &walk);
    return walk.annotations;
}

const char *clang_doc(Clang *clang, CXCursor cursor, const Annotations *annotations)
{
    const char *raw = clang_text(clang, clang->work, clang->api->Cursor_getRawCommentText(cursor));

    if (annotations && annotations->count > 0) {
        const Annotation *last = &annotations->items[annotations->count - 1];
        const ClangFile *file = last->exact ? map_get(&clang->file_of_path, last->at.file) : NULL;

        if (file) {
            const char *doc = doc_behind(clang->run, file->text, file->length, last->at.end + 1);

            if (doc)
                return doc;
        }
    }
    return *raw ? doc_clean(clang->run, raw, strlen(raw)) : NULL;
}

/* The literal's text, from the form in which libclang spells it. */
static const char *literal_text(Arena *arena, const char *spelled)
{
    char *text = arena_strdup(arena, spelled + (*spelled == '"')), *out = text;

    for (const char *p = text; *p && *p != '"'; p++) {
        if (*p == '\\' && p[1])
            p++;
        *out++ = *p;
    }
    *out = '\0';
    return text;
}

static enum CXChildVisitResult find_literal(CXCursor cursor, CXCursor parent, CXClientData data)
{
    AnnotationWalk *walk = data;
    Clang *clang = walk->clang;

    (void)parent;
    if (clang->api->getCursorKind(cursor) != CXCursor_StringLiteral)
        return CXChildVisit_Recurse;

    const char *spelled = clang_text(clang, clang->work, clang->api->getCursorSpelling(cursor));
    const char *text = literal_text(clang->work, spelled);

    if (strncmp(text, mark, strlen(mark)) == 0)
        vec_push(clang->work, &walk->annotations, ((Annotation){.text = text}));
    return CXChildVisit_Break;
}

bool clang_clause(Clang *clang, CXCursor cursor, size_t floor, FactClause *clause)
{
    AnnotationWalk walk = {.clang = clang};
    Place place = clang_place(clang, clang->api->getCursorExtent(cursor));

    clang->api->visitChildren(cursor, find_literal, &walk);
    if (walk.annotations.count == 0 || !place.file)
        return false;

    const ClangFile *file = place.file;
    size_t word = clang_word(file, place.begin);
    bool ours = clang_is_macro(file->text + place.begin, word);

    clause->annotation = clang_annotation(clang, place, walk.annotations.items[0].text);
    clause->doc = NULL;
    if (!ours)
        return true;
    clause->doc = doc_behind(clang->run, file->text, file->length, place.end);
    if (!clause->doc && floor <= place.begin)
        clause->doc = doc_before(clang->run, file->text, floor, place.begin);
    return true;
}

typedef struct StructWalk {
    Clang *clang;
    ClangFile *file;
    FactStruct *out;
    size_t declaration; /* where the previous field's declaration begins */
    size_t behind;      /* the end of the previous member */
} StructWalk;

static void add_field(StructWalk *walk, CXCursor cursor, size_t begin)
{
    Clang *clang = walk->clang;
    const char *name = clang_text(clang, clang->run, clang->api->getCursorSpelling(cursor));
    FactField field = {.name = *name ? name : NULL,
                       .at = clang_name_range(clang, cursor, *name ? name : NULL)};

    field.type = clang_type(clang, walk->file, clang->api->getCursorType(cursor));
    field.annotations = clang_annotations(clang, walk->file, cursor);
    field.doc = clang_doc(clang, cursor, &field.annotations);
    field.bit_width = clang->api->getFieldDeclBitWidth(cursor);
    /* Two fields of one macro begin at one place too, but are not one declaration. */
    if (walk->out->fields.count > 0 && begin == walk->declaration && !field.at.via) {
        walk->out->fields.items[walk->out->fields.count - 1].shared = true;
        field.shared = true;
    }
    walk->declaration = field.at.via ? SIZE_MAX : begin;
    vec_push(clang->work, &walk->out->fields, field);
}

static void add_clause(StructWalk *walk, CXCursor cursor)
{
    FactClause clause;

    if (clang_clause(walk->clang, cursor, walk->behind, &clause))
        vec_push(walk->clang->work, &walk->out->clauses, clause);
}

static void add_struct(StructWalk *walk, CXCursor cursor)
{
    Clang *clang = walk->clang;

    if (!clang->api->isCursorDefinition(cursor))
        return;
    if (!clang->api->Cursor_isAnonymousRecordDecl(cursor)) {
        clang_nested_struct(clang, walk->file, cursor);
        return;
    }

    FactField field = {.bit_width = -1, .anonymous = clang_struct(clang, walk->file, cursor)};

    field.at = field.anonymous->at;
    field.type = clang_type(clang, walk->file, clang->api->getCursorType(cursor));
    vec_push(clang->work, &walk->out->fields, field);
}

static enum CXChildVisitResult walk_members(CXCursor cursor, CXCursor parent, CXClientData data)
{
    StructWalk *walk = data;
    Place place = clang_place(walk->clang, walk->clang->api->getCursorExtent(cursor));

    (void)parent;
    switch ((int)walk->clang->api->getCursorKind(cursor)) {
    case CXCursor_FieldDecl:
        add_field(walk, cursor, place.begin);
        break;
    case CXCursor_StaticAssert:
        add_clause(walk, cursor);
        break;
    case CXCursor_StructDecl:
    case CXCursor_UnionDecl:
        add_struct(walk, cursor);
        break;
    case CXCursor_EnumDecl:
        clang_nested_enum(walk->clang, walk->file, cursor);
        break;
    default:
        return CXChildVisit_Continue;
    }
    if (place.file == walk->file && place.end > walk->behind)
        walk->behind = place.end;
    return CXChildVisit_Continue;
}

/* What grew in the work arena, at its final size. */
static void *keep(const Clang *clang, const void *items, size_t size)
{
    return size > 0 ? memcpy(arena_alloc(clang->run, size), items, size) : NULL;
}

FactStruct *clang_struct(Clang *clang, ClangFile *file, CXCursor cursor)
{
    FactStruct *out = ARENA_NEW(clang->run, FactStruct);
    Place place = clang_place(clang, clang->api->getCursorExtent(cursor));
    StructWalk walk = {clang, file, out, SIZE_MAX, place.begin};

    out->name = clang_tag(clang, cursor);
    out->is_union = clang->api->getCursorKind(cursor) == CXCursor_UnionDecl;
    out->at = clang_name_range(clang, cursor, out->name);
    out->annotations = clang_annotations(clang, file, cursor);
    out->doc = clang_doc(clang, cursor, NULL);
    clang->api->visitChildren(cursor, walk_members, &walk);
    out->fields.items = keep(clang, out->fields.items, out->fields.count * sizeof(FactField));
    out->fields.capacity = out->fields.count;
    out->clauses.items = keep(clang, out->clauses.items, out->clauses.count * sizeof(FactClause));
    out->clauses.capacity = out->clauses.count;
    return out;
}
