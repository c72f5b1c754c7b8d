/*
 * The top level of the translation unit: each declaration goes into the unit of its file.  From
 * files that are no models only what is annotated is taken; the rest is the C library and the
 * like, and types already say all that is wanted of it.
 */
#include "modelc/reader/clang_reader.h"

#include "base/text.h"

typedef struct TopWalk {
    Clang *clang;
    const ClangFile *file; /* of the declaration before */
    size_t behind;         /* its end */
} TopWalk;

static bool has_annotation(const FactStruct *fact)
{
    if (fact->annotations.count > 0 || fact->clauses.count > 0)
        return true;
    for (size_t i = 0; i < fact->fields.count; i++) {
        const FactField *field = &fact->fields.items[i];

        if (field->annotations.count > 0 || (field->anonymous && has_annotation(field->anonymous)))
            return true;
    }
    return false;
}

void clang_nested_struct(Clang *clang, ClangFile *file, CXCursor cursor)
{
    FactStruct *fact = clang_struct(clang, file, cursor);

    if (file->source || has_annotation(fact))
        vec_push(clang->run, &file->unit->facts.structs, fact);
}

typedef struct EnumWalk {
    Clang *clang;
    ClangFile *file;
    FactEnum *out;
    bool annotated;
} EnumWalk;

static enum CXChildVisitResult walk_enumerators(CXCursor cursor, CXCursor parent, CXClientData data)
{
    EnumWalk *walk = data;
    Clang *clang = walk->clang;

    (void)parent;
    if (clang->api->getCursorKind(cursor) != CXCursor_EnumConstantDecl)
        return CXChildVisit_Continue;

    FactEnumerator fact = {
        .name = clang_text(clang, clang->run, clang->api->getCursorSpelling(cursor))};

    fact.at = clang_name_range(clang, cursor, fact.name);
    fact.annotations = clang_annotations(clang, walk->file, cursor);
    fact.doc = clang_doc(clang, cursor, &fact.annotations);
    walk->annotated |= fact.annotations.count > 0;
    vec_push(clang->run, &walk->out->enumerators, fact);
    return CXChildVisit_Continue;
}

void clang_nested_enum(Clang *clang, ClangFile *file, CXCursor cursor)
{
    FactEnum *fact = ARENA_NEW(clang->run, FactEnum);
    EnumWalk walk = {clang, file, fact, false};

    if (!clang->api->isCursorDefinition(cursor))
        return;
    fact->name = clang_tag(clang, cursor);
    fact->at = clang_name_range(clang, cursor, fact->name);
    fact->annotations = clang_annotations(clang, file, cursor);
    fact->doc = clang_doc(clang, cursor, NULL);
    clang->api->visitChildren(cursor, walk_enumerators, &walk);
    if (file->source || walk.annotated || fact->annotations.count > 0)
        vec_push(clang->run, &file->unit->facts.enums, fact);
}

/* An anonymous struct or enum is known by its typedef: its place and its comment are there. */
static void adopt_anonymous(ClangFile *file, const FactTypedef *fact)
{
    Facts *facts = &file->unit->facts;

    if (!fact->target || !fact->target->name || !text_same(fact->target->name, fact->name))
        return;
    for (size_t i = facts->structs.count; i > 0; i--)
        if (text_same(facts->structs.items[i - 1]->name, fact->name)) {
            facts->structs.items[i - 1]->at = fact->at;
            return;
        }
    for (size_t i = facts->enums.count; i > 0; i--)
        if (text_same(facts->enums.items[i - 1]->name, fact->name)) {
            facts->enums.items[i - 1]->at = fact->at;
            return;
        }
}

static void add_typedef(Clang *clang, ClangFile *file, CXCursor cursor)
{
    const ClangApi *api = clang->api;
    FactTypedef *fact = ARENA_NEW(clang->run, FactTypedef);

    fact->annotations = clang_annotations(clang, file, cursor);
    if (!file->source && fact->annotations.count == 0)
        return;
    fact->name = clang_text(clang, clang->run, api->getCursorSpelling(cursor));
    fact->at = clang_name_range(clang, cursor, fact->name);
    fact->target = clang_type(clang, file, api->getTypedefDeclUnderlyingType(cursor));
    fact->doc = clang_doc(clang, cursor, &fact->annotations);
    adopt_anonymous(file, fact);
    vec_push(clang->run, &file->unit->facts.typedefs, fact);
}

static void add_clause(TopWalk *walk, ClangFile *file, CXCursor cursor)
{
    FactClause clause;

    if (clang_clause(walk->clang, cursor, walk->file == file ? walk->behind : 0, &clause))
        vec_push(walk->clang->run, &file->unit->facts.clauses, clause);
}

static enum CXChildVisitResult walk_top(CXCursor cursor, CXCursor parent, CXClientData data)
{
    TopWalk *walk = data;
    Clang *clang = walk->clang;
    Place place = clang_place(clang, clang->api->getCursorExtent(cursor));

    (void)parent;
    if (!place.file)
        return CXChildVisit_Continue;
    switch ((int)clang->api->getCursorKind(cursor)) {
    case CXCursor_StructDecl:
    case CXCursor_UnionDecl:
        if (clang->api->isCursorDefinition(cursor))
            clang_nested_struct(clang, place.file, cursor);
        break;
    case CXCursor_EnumDecl:
        clang_nested_enum(clang, place.file, cursor);
        break;
    case CXCursor_TypedefDecl:
        add_typedef(clang, place.file, cursor);
        break;
    case CXCursor_StaticAssert:
        add_clause(walk, place.file, cursor);
        break;
    default:
        break;
    }
    walk->file = place.file;
    walk->behind = place.end;
    return CXChildVisit_Continue;
}

void clang_visit(Clang *clang)
{
    TopWalk walk = {.clang = clang};

    clang->api->visitChildren(clang->api->getTranslationUnitCursor(clang->tu), walk_top, &walk);
}
