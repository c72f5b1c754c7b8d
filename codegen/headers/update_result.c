/* The files as they will be: those without a word left go, and those that are new are named. */
#include "codegen/headers/updater.h"

#include "base/text.h"

#include <string.h>

/* New SQL files are named by the header of the database. */
static void name_sql_files(Updater *updater)
{
    size_t count = updater->files.count;
    bool single = updater->input->headers.layout == LAYOUT_SINGLE;

    for (size_t i = 0; i < count; i++) {
        const EditedFile *file = updater->files.items[i];
        const char *name = path_name(file->path);

        if (!text_ends(name, ".sql") || !file->is_new || !file->added.length ||
            header_of_sql(updater, file))
            continue;

        EditedFile *header = file_in_dir(updater, single ? "models.h" : "database.h");

        if (!header->is_new && !header->added.length)
            strbuf_addc(&header->added, '\n');
        strbuf_addf(&header->added, "PG_ALSO(file \"%s\");\n", name);
    }
}

/* #pragma and #include say nothing by themselves; a macro is a person's. */
static bool is_frame(const EditedFile *file, const SourceItem *item)
{
    const char *text = file->text.bytes + item->text;

    return item->directive && (text_starts(text, "#pragma") || text_starts(text, "#include"));
}

/* Nothing but a frame and comments is left. */
static bool is_empty(const Updater *updater, const EditedFile *file)
{
    if (file->goes)
        return true;
    if (file->added.length || !file->edits.count || !text_ends(file->path, ".h"))
        return false;
    for (size_t i = 0; i < file->items.count; i++)
        if (!is_frame(file, &file->items.items[i]) &&
            !is_gone(updater, file, &file->items.items[i]))
            return false;
    return true;
}

/* What stood last may be gone: no empty lines stay behind it. */
static const char *without_last_lines(Arena *run, const char *text)
{
    size_t length = strlen(text);

    while (length > 0 && text[length - 1] == '\n' && (length == 1 || text[length - 2] == '\n'))
        length--;
    return arena_strndup(run, text, length);
}

const char *edited_text(Updater *updater, EditedFile *file)
{
    StrBuf out = {.arena = updater->run};
    const char *edited =
        source_edit(updater->run, file->text.bytes, file->text.length, &file->edits);

    if (!edited) {
        finding_add(updater->findings, FINDING_M410, (Range){.file = file->path},
                    "%s cannot be edited safely; edit it by hand", file->path);
        return NULL;
    }
    if (file->is_new && text_ends(file->path, ".h"))
        strbuf_add(&out, "#pragma once\n\n#include <modelc.h>\n\n");
    strbuf_add(&out,
               text_ends(file->path, ".sql") ? without_last_lines(updater->run, edited) : edited);
    strbuf_add(&out, file->long_names ? macros_long(updater->run, strbuf_text(&file->added))
                                      : strbuf_text(&file->added));
    return strbuf_text(&out);
}

/* Whether the text names a type that types.h declares. */
static bool needs_types(const Updater *updater, const char *text)
{
    static const KindId kinds[] = {KIND_ENUM, KIND_COMPOSITE, KIND_DOMAIN};

    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        const Map *map = &updater->writer.schema->objects[kinds[k]];

        for (size_t i = 0; i < map->entries.count; i++) {
            const Object *type = map->entries.items[i].value, *model = type->plan.pair;

            if ((!model || (model->at.file && text_same(path_name(model->at.file), "types.h"))) &&
                uses_type(&updater->writer, type, text))
                return true;
        }
    }
    return false;
}

static const char *with_include(Updater *updater, const EditedFile *file, const char *text)
{
    static const char after[] = "#include <modelc.h>\n", include[] = "#include \"types.h\"\n";
    const char *at = strstr(text, after);

    if (updater->input->headers.layout == LAYOUT_SINGLE || !at || strstr(text, "\"types.h\"") ||
        text_same(path_name(file->path), "types.h") || !needs_types(updater, text))
        return text;
    return arena_printf(updater->run, "%.*s\n%s%s", (int)(at - text + (long)strlen(after)), text,
                        include, at + strlen(after));
}

/* A file that goes takes the directives along that include it. */
static void drop_includes(Updater *updater, EditedFile *file)
{
    const char *dir = path_dir(updater->run, file->path);

    for (size_t i = 0; i < file->items.count; i++) {
        const SourceItem *item = &file->items.items[i];
        const char *text = file->text.bytes + item->text, *name = text + strlen("#include \"");

        if (!item->directive || !text_starts(text, "#include \""))
            continue;
        name = arena_strndup(updater->run, name, strcspn(name, "\"\n"));
        for (size_t k = 0; k < updater->files.count; k++)
            if (updater->files.items[k]->goes &&
                text_same(updater->files.items[k]->path, path_join(updater->run, dir, name)))
                delete_item(updater, file, item);
    }
}

static void collect(Updater *updater, EditedFile *file, ModelFiles *files)
{
    const char *text = file->goes ? NULL : edited_text(updater, file);

    if (!file->goes && !text)
        return;
    if (text && text_ends(file->path, ".h")) {
        text = declared_in_order(updater, text);
        text = with_include(updater, file, text);
    }
    vec_push(updater->run, files, ((ModelFile){file->path, text}));
}

void finish_files(Updater *updater, ModelFiles *files)
{
    name_sql_files(updater);
    for (size_t i = 0; i < updater->files.count; i++)
        updater->files.items[i]->goes = is_empty(updater, updater->files.items[i]);
    for (size_t i = 0; i < updater->files.count; i++)
        drop_includes(updater, updater->files.items[i]);
    for (size_t i = 0; i < updater->files.count; i++)
        if (updater->files.items[i]->edits.count || updater->files.items[i]->added.length)
            collect(updater, updater->files.items[i], files);
}
