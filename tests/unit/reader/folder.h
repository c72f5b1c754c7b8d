/* A project folder for reader tests: the current directory while a test runs. */
#ifndef TESTS_UNIT_READER_FOLDER_H
#define TESTS_UNIT_READER_FOLDER_H

#include "base/file.h"
#include "base/strbuf.h"
#include "modelc/reader/reader.h"
#include "tests/unit/unit.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct Folder {
    Arena *run;
    char path[64];
    ReaderInput input;
    Findings findings;
    Facts facts;
} Folder;

static inline int remove_entry(const char *path, const struct stat *info, int type,
                               struct FTW *where)
{
    (void)info, (void)type, (void)where;
    return remove(path);
}

static inline int folder_begin(void **state)
{
    Arena *run = arena_new();
    Folder *folder = ARENA_NEW(run, Folder);

    folder->run = run;
    folder->findings.arena = run;
    snprintf(folder->path, sizeof folder->path, "/tmp/modelc-reader-test-XXXXXX");
    if (!mkdtemp(folder->path) || chdir(folder->path) != 0)
        return -1;
    *state = folder;
    return 0;
}

static inline int folder_end(void **state)
{
    Folder *folder = *state;
    int failed = chdir("/") != 0 || nftw(folder->path, remove_entry, 8, FTW_DEPTH | FTW_PHYS) != 0;

    arena_free(folder->run);
    return failed;
}

#define FOLDER_TEST(test) cmocka_unit_test_setup_teardown(test, folder_begin, folder_end)

static inline void put_file(Folder *folder, const char *path, const char *text)
{
    const char *reason;

    assert_true(dir_make(folder->run, path_dir(folder->run, path), &reason));
    assert_true(file_write(folder->run, path, text, strlen(text), false, &reason));
}

static inline void add_model(Folder *folder, const char *path, const char *text)
{
    put_file(folder, path, text);
    vec_push(folder->run, &folder->input.paths, path);
}

/* Read the facts anew. */
static inline bool read_facts(Folder *folder)
{
    folder->facts = (Facts){.files = {0}};
    folder->findings = (Findings){.arena = folder->run};
    return reader_facts(folder->run, &folder->findings, &folder->input, &folder->facts);
}

/* Compile one model, a.h, that begins with the include of modelc.h. */
static inline bool read_model(Folder *folder, const char *body)
{
    folder->input.paths.count = 0;
    add_model(folder, "a.h", arena_printf(folder->run, "#include <modelc.h>\n%s", body));
    return read_facts(folder);
}

static inline const FactStruct *find_struct(const Folder *folder, const char *name)
{
    for (size_t i = 0; i < folder->facts.structs.count; i++) {
        const FactStruct *fact = folder->facts.structs.items[i];

        if (fact->name && strcmp(fact->name, name) == 0)
            return fact;
    }
    return NULL;
}

static inline const FactField *find_field(const FactStruct *fact, const char *name)
{
    for (size_t i = 0; fact && i < fact->fields.count; i++)
        if (fact->fields.items[i].name && strcmp(fact->fields.items[i].name, name) == 0)
            return &fact->fields.items[i];
    return NULL;
}

static inline const FactTypedef *find_typedef(const Folder *folder, const char *name)
{
    for (size_t i = 0; i < folder->facts.typedefs.count; i++)
        if (strcmp(folder->facts.typedefs.items[i]->name, name) == 0)
            return folder->facts.typedefs.items[i];
    return NULL;
}

/* The bytes of the file that the range speaks of. */
static inline const char *range_text(Folder *folder, Range at)
{
    const char *reason;
    Text text;

    assert_non_null(at.file);
    assert_true(file_read(folder->run, at.file, &text, &reason));
    assert_true(at.begin <= at.end && at.end <= text.length);
    return arena_strndup(folder->run, text.bytes + at.begin, at.end - at.begin);
}

static inline const Finding *find_finding(const Folder *folder, FindingId id)
{
    for (size_t i = 0; i < folder->findings.items.count; i++)
        if (folder->findings.items.items[i]->id == id)
            return folder->findings.items.items[i];
    return NULL;
}

static inline void write_type(StrBuf *out, const CType *type)
{
    static const char *const kinds[] = {
        "void",    "bool",   "char",  "integer", "float", "double",   "long double", "pointer to ",
        "array[]", "struct", "union", "enum",    "",      "function", "other",
    };

    strbuf_add(out, kinds[type->kind]);
    if (type->kind == CTYPE_INTEGER)
        strbuf_addf(out, " %u%s ", type->bits, type->is_signed ? "" : " unsigned");
    if (type->kind == CTYPE_ARRAY)
        strbuf_addf(out, " %lld of ", (long long)type->count);
    if (type->kind == CTYPE_STRUCT || type->kind == CTYPE_UNION || type->kind == CTYPE_ENUM)
        strbuf_addc(out, ' ');
    strbuf_add(out, type->name ? type->name : "");
    if (type->kind == CTYPE_TYPEDEF)
        strbuf_add(out, " = ");
    if (type->target)
        write_type(out, type->target);
}

static inline const char *type_text(Folder *folder, const CType *type)
{
    StrBuf out = {.arena = folder->run};

    write_type(&out, type);
    return strbuf_text(&out);
}

#endif
