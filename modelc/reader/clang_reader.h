/*
 * One translation unit while it is read; shared by the clang_*.c files only.
 */
#ifndef MODELC_READER_CLANG_READER_H
#define MODELC_READER_CLANG_READER_H

#include "base/map.h"
#include "modelc/reader/clang.h"
#include "modelc/reader/clang_api.h"

/* The folder, in memory only, of the headers that modelc brings. */
#define CLANG_HEADERS "/modelc-include"

typedef struct ClangFile {
    CXFile handle;
    const char *path; /* as findings show it */
    const char *text;
    size_t length;
    const Source *source; /* NULL: not a model */
    bool ours;            /* in CLANG_HEADERS */
    bool checked;         /* its text is known to be UTF-8 */
    StrVec includes;      /* scan_header() */
    Unit *unit;
} ClangFile;

typedef struct Clang {
    const ClangApi *api;
    Arena *run, *work;
    Findings *findings;
    const ReaderInput *input;
    const Sources *models;
    const char *directory; /* the current one, with a slash behind */
    CXTranslationUnit tu;
    VEC(ClangFile *) files;
    Map file_of_handle; /* the handle in digits → ClangFile */
    Map file_of_path;   /* Unit.path → ClangFile */
    ClangFile *last;    /* the file that was asked for last */
    Map types;          /* see clang_type.c */
} Clang;

/* A key for maps over libclang's handles; `buffer` holds it. */
enum { HANDLE_DIGITS = 2 * sizeof(void *) + 1 };
const char *handle_key(const void *handle, char buffer[HANDLE_DIGITS]);

/* Take over a CXString: a copy in `arena`, "" for none. */
const char *clang_text(const Clang *clang, Arena *arena, CXString string);

/* clang_file.c: the files of the translation unit */

/* Register every file that took part. */
void clang_list_files(Clang *clang);

/* The file of a libclang handle; NULL for none (a builtin, the umbrella). */
ClangFile *clang_file(Clang *clang, CXFile handle);

/* Compute Unit.needs of all files from their #include lines. */
void clang_link_files(Clang *clang);

/* Let the facts of `file` depend on those of `other`. */
void clang_need(Clang *clang, ClangFile *file, const ClangFile *other);

/* Whether the file includes <modelc.h>, itself or through others. */
bool clang_sees_modelc(const Clang *clang, const ClangFile *file);

/* clang_place.c: places and annotations */

typedef struct Place {
    ClangFile *file; /* NULL: none of ours */
    size_t begin, end;
} Place;

/* Where the range, or the macro invocation it comes from, stands in its file. */
Place clang_place(Clang *clang, CXSourceRange range);

/*
 * The bytes of the declared name `name`, or the macro invocation it comes from.  What has no name
 * (NULL, or one that a typedef gives) stands where its keyword stands.
 */
Range clang_name_range(Clang *clang, CXCursor cursor, const char *name);

/*
 * The annotation of a macro invocation.  `spelled` is the stringified text for when the bytes of
 * the file are not the annotation's own.
 */
Annotation clang_annotation(Clang *clang, Place place, const char *spelled);

/* The word at `offset`, as a length; 0 when there is none. */
size_t clang_word(const ClangFile *file, size_t offset);

/* The offset behind the parenthesis that closes the one at `open`; `open` when none does. */
size_t clang_close(const ClangFile *file, size_t open);

/* PG, PG_ALSO, MODELC or MODELC_ALSO. */
bool clang_is_macro(const char *word, size_t length);

/* clang_type.c */

/* `file` is the one whose facts will hold the type; its unit comes to need those of the type. */
const CType *clang_type(Clang *clang, ClangFile *file, CXType type);

/* The name of a struct, union or enum: its tag, else its typedef's name, else NULL. */
const char *clang_tag(Clang *clang, CXCursor cursor);

/* clang_visit.c: walk the declarations into the units of their files. */
void clang_visit(Clang *clang);

/* clang_struct.c */
FactStruct *clang_struct(Clang *clang, ClangFile *file, CXCursor cursor);
void clang_nested_struct(Clang *clang, ClangFile *file, CXCursor cursor);
void clang_nested_enum(Clang *clang, ClangFile *file, CXCursor cursor);

/*
 * What the children of a declaration say about it: its annotations; and whose facts its
 * expressions (array sizes, say) use is added to what `file` needs.
 */
Annotations clang_annotations(Clang *clang, ClangFile *file, CXCursor cursor);

/* The comment before the declaration or behind it. */
const char *clang_doc(Clang *clang, CXCursor cursor, const Annotations *annotations);

/* PG_ALSO(...); false when the assertion is not one.  `floor`: end of the declaration before. */
bool clang_clause(Clang *clang, CXCursor cursor, size_t floor, FactClause *clause);

/* clang_errors.c: what clang itself says becomes findings; false when an error was among it. */
bool clang_report(Clang *clang);

#endif
