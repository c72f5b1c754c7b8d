#include "codegen/headers/update.h"

#include "base/text.h"
#include "codegen/headers/updater.h"
#include "diff/compare.h"
#include "schema/kinds/enum/enum.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* ---- Files and places ---- */

/* No header has short names, and one has long ones. */
static bool all_are_long(const Updater *updater)
{
    bool any = false;

    for (size_t i = 0; i < updater->files.count; i++) {
        const EditedFile *file = updater->files.items[i];

        if (!text_ends(file->path, ".h"))
            continue;
        if (!file->long_names)
            return false;
        any = true;
    }
    return any;
}

static EditedFile *new_file(Updater *updater, const char *path)
{
    EditedFile *file = ARENA_NEW(updater->run, EditedFile);

    file->path = path;
    file->added.arena = updater->run;
    file->is_new = true;
    file->text.bytes = "";
    file->long_names = text_ends(path, ".h") && all_are_long(updater);
    vec_push(updater->run, &updater->files, file);
    map_put(updater->run, &updater->paths, path, file);
    return file;
}

EditedFile *file_at(Updater *updater, const char *path)
{
    const char *reason;
    EditedFile *file;

    file = map_get(&updater->paths, path);
    if (file)
        return file;
    file = new_file(updater, path);
    if (!file_exists(path))
        return file;
    file->is_new = false;
    if (!file_read(updater->run, path, &file->text, &reason))
        finding_add(updater->findings, FINDING_MC903, (Range){.file = path}, "cannot read %s: %s",
                    path, reason);
    if (text_ends(path, ".h")) {
        file->items = source_items(updater->run, file->text.bytes, file->text.length);
        file->long_names = macros_are_long(file->text.bytes, file->text.length);
    }
    return file;
}

EditedFile *file_in_dir(Updater *updater, const char *name)
{
    return file_at(updater, path_join(updater->run, updater->input->dir, name));
}

bool find_place(Updater *updater, const Object *model, Place *out)
{
    Range at = model->at;

    if (!at.file || at.via || !(map_get(&updater->paths, at.file) || file_exists(at.file)))
        return false;
    *out = (Place){.file = file_at(updater, at.file), .offset = at.begin};
    out->item = source_find(&out->file->items, at.begin);
    out->outer = source_find_outer(&out->file->items, at.begin);
    return true;
}

void edit(Updater *updater, EditedFile *file, size_t begin, size_t end, const char *text)
{
    vec_push(updater->run, &file->edits,
             ((SourceEdit){.begin = begin,
                           .end = end,
                           .text = file->long_names ? macros_long(updater->run, text) : text}));
}

static const char *item_key(Arena *run, const EditedFile *file, const SourceItem *item)
{
    return arena_printf(run, "%s %zu", file->path, item->begin);
}

bool is_gone(const Updater *updater, const EditedFile *file, const SourceItem *item)
{
    return map_get(&updater->gone, item_key(updater->run, file, item));
}

void cut_item(Updater *updater, EditedFile *file, const SourceItem *item)
{
    const char *text = file->text.bytes;
    size_t begin = item->begin, end = item->tail;

    if (begin > 1 && text[begin - 1] == '\n' && text[begin - 2] == '\n' &&
        (end >= file->text.length || text[end] == '\n' || text[end] == '}'))
        begin--;
    edit(updater, file, begin, end, "");
}

void delete_item(Updater *updater, EditedFile *file, const SourceItem *item)
{
    if (is_gone(updater, file, item))
        return;
    map_put(updater->run, &updater->gone, item_key(updater->run, file, item), file);
    cut_item(updater, file, item);
}

/* What C sees in a body: not what goes, nor clauses. */
static bool has_items(const Updater *updater, const Place *place)
{
    for (size_t i = 0; i < place->item->items.count; i++) {
        const SourceItem *item = &place->item->items.items[i];

        if (!item->directive && !is_clause(place->file, item) &&
            !is_gone(updater, place->file, item))
            return true;
    }
    return false;
}

void update_placeholder(Updater *updater, const Place *place, const char *text, bool is_filled)
{
    size_t at = place->item->body + (place->file->text.bytes[place->item->body] == '\n');
    size_t blanks = strspn(text, " "), length;

    text = place->file->long_names ? macros_long(updater->run, text) : text;
    length = strcspn(text + blanks, ";,") + 1;
    for (size_t i = 0; is_filled && i < place->item->items.count; i++) {
        const SourceItem *item = &place->item->items.items[i];

        if (strncmp(place->file->text.bytes + item->text, text + blanks, length) == 0)
            delete_item(updater, place->file, item);
    }
    if (!is_filled && !has_items(updater, place))
        edit(updater, place->file, at, at, text);
}

bool is_ignored(const EditedFile *file, const SourceItem *item)
{
    const char *text = file->text.bytes;
    size_t at = annotation_find(text, item->text, item->end);

    return at < item->end && text_starts(text + macro_inside(text, at), "ignore)");
}

bool is_clause(const EditedFile *file, const SourceItem *item)
{
    return macro_is_clause(file->text.bytes + item->text);
}

void cannot_edit(Updater *updater, const Object *object, const char *reason)
{
    const Object *model = object->plan.pair && !object->at.file ? object->plan.pair : object;

    finding_add(updater->findings, FINDING_M410, model->at,
                "%s '%s' is otherwise in the database, but %s; edit it by hand",
                kind_of(object->kind_id)->title, object_label(object), reason);
}

/* ---- What differs ---- */

static bool is_comment(const Attr *attr)
{
    return attr->offset == offsetof(Object, comment);
}

bool differs(const Object *model, const Object *live)
{
    const Kind *kind = kind_of(live->kind_id);

    if (kind->by_definition && model->name_given && !text_same(model->name, live->name))
        return true;
    for (size_t i = 0; i < kind->attr_count; i++) {
        const Attr *attr = &kind->attrs[i];

        if (!is_comment(attr) &&
            (change_of(attr, model, live) != CHANGE_IGNORE ||
             ((attr->with_owner || attr->modelled) && !attr_same(model, live, attr))))
            return true;
    }
    return false;
}

bool comment_differs(const Object *model, const Object *live)
{
    const Kind *kind = kind_of(live->kind_id);

    for (size_t i = 0; i < kind->attr_count; i++)
        if (is_comment(&kind->attrs[i]) && change_of(&kind->attrs[i], model, live) != CHANGE_IGNORE)
            return true;
    return false;
}

/* ---- Names that the models have given ---- */

/* The word that ends at `end`, blanks aside. */
static const char *word_before(Arena *run, const char *text, size_t begin, size_t end)
{
    size_t start;

    while (end > begin && isspace((unsigned char)text[end - 1]))
        end--;
    start = end;
    while (start > begin && (isalnum((unsigned char)text[start - 1]) || text[start - 1] == '_'))
        start--;
    return arena_strndup(run, text + start, end - start);
}

const char *declared_name(Updater *updater, const EditedFile *file, const SourceItem *item)
{
    const char *text = file->text.bytes;
    size_t end = item->body ? item->body - 1 : item->end - 1;

    if (!item->body && annotation_find(text, item->text, item->end) < item->end)
        end = annotation_find(text, item->text, item->end);
    return word_before(updater->run, text, item->text, end);
}

static void take_labels(Updater *updater, const Object *model, const Place *place)
{
    const Enum *type = (const Enum *)model;
    size_t index = 0;

    for (size_t i = 0; i < place->item->items.count; i++) {
        const SourceItem *item = &place->item->items.items[i];
        const char *text = place->file->text.bytes + item->text;
        size_t length = strcspn(text, " \t\n,(=}");

        if (is_ignored(place->file, item) || index >= type->labels.count)
            continue;
        take_enumerator(&updater->writer, model, type->labels.items[index++],
                        arena_strndup(updater->run, text, length));
    }
}

static void take_names(Updater *updater)
{
    static const KindId kinds[] = {KIND_TABLE, KIND_ENUM, KIND_COMPOSITE, KIND_DOMAIN};

    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        const Map *map = &updater->input->models->objects[kinds[k]];

        for (size_t i = 0; i < map->entries.count; i++) {
            const Object *model = map->entries.items[i].value;
            Place place;
            const char *name;

            if (!model->plan.pair || !find_place(updater, model, &place) || !place.item)
                continue;
            name = declared_name(updater, place.file, place.item);
            if (*name)
                take_name(&updater->writer, model, name);
            if (kinds[k] == KIND_ENUM)
                take_labels(updater, model, &place);
        }
    }
}

/* ---- New declarations ---- */

static void begin_declaration(StrBuf *out)
{
    if (out->length)
        strbuf_addc(out, '\n');
}

/* To the end of the header; the file of a new table is its own in that layout. */
static void add_declaration(EditedFile *file, const char *text)
{
    if (!file->is_new || file->added.length)
        strbuf_addc(&file->added, '\n');
    strbuf_add(&file->added, text);
}

/* A file that is there and no model is nobody's to write to. */
static bool may_take(Updater *updater, const EditedFile *file, const Object *live)
{
    if (file->is_new || strvec_has(&updater->input->paths, file->path))
        return true;
    cannot_edit(updater, live, arena_printf(updater->run, "%s exists and is no model", file->path));
    return false;
}

static void add_new(Updater *updater, const Object *live)
{
    static const struct {
        KindId kind;
        void (*add)(Writer *writer, StrBuf *out, const Object *object);
    } writers[] = {
        {KIND_TABLE,     add_table    },
        {KIND_ENUM,      add_enum     },
        {KIND_COMPOSITE, add_composite},
        {KIND_DOMAIN,    add_domain   },
    };
    EditedFile *file =
        file_in_dir(updater, header_name(&updater->writer, updater->input->headers.layout, live));

    for (size_t i = 0; may_take(updater, file, live) && i < sizeof writers / sizeof *writers; i++) {
        StrBuf text = {.arena = updater->run};

        if (writers[i].kind != live->kind_id)
            continue;
        writers[i].add(&updater->writer, &text, live);
        add_declaration(file, strbuf_text(&text));
    }
}

/* PG_ALSO(…) of a file, behind the others. */
static void add_clause(Updater *updater, const Object *live)
{
    StrBuf text = {.arena = updater->run};
    EditedFile *file =
        file_in_dir(updater, header_name(&updater->writer, updater->input->headers.layout, live));

    if ((live->kind_id == KIND_SCHEMA && text_same(live->name, "public") && !live->comment) ||
        !may_take(updater, file, live))
        return;
    add_also(&updater->writer, &text, live, model_text(updater->run, live), "");
    if (!file->is_new && !file->added.length)
        begin_declaration(&text);
    strbuf_add(&file->added, strbuf_text(&text));
}

static void update_clause(Updater *updater, const Object *live)
{
    const Object *model = live->plan.pair;
    Place place = {0};
    bool found = find_place(updater, model, &place) && place.item;

    /* A field that was serial said it. */
    if (found && place.outer->body && !is_clause(place.file, place.item)) {
        add_clause(updater, live);
        return;
    }
    if (!differs(model, live) && !comment_differs(model, live))
        return;
    if (!found || !is_clause(place.file, place.item)) {
        cannot_edit(updater, live, "its clause is not found");
        return;
    }
    if (differs(model, live))
        edit(updater, place.file, place.item->text, place.item->end,
             arena_printf(updater->run, "PG_ALSO(%s);", model_text(updater->run, live)));
    update_doc(updater, &place, model, live);
}

/* ---- The walk ---- */

/* A part of something new is said by that. */
static bool is_of_new(const Object *live)
{
    for (const Object *whole = live->parent; whole; whole = whole->parent)
        if (!whole->plan.pair && whole->kind_id != KIND_SCHEMA)
            return true;
    return false;
}

static bool is_declared(KindId id)
{
    return id == KIND_TABLE || id == KIND_ENUM || id == KIND_COMPOSITE || id == KIND_DOMAIN;
}

static void update_declared(Updater *updater, const Object *live)
{
    if (!live->plan.pair)
        add_new(updater, live);
    else if (live->kind_id == KIND_ENUM)
        update_enum(updater, live);
    else if (live->kind_id == KIND_DOMAIN)
        update_domain(updater, live);
    else
        update_struct(updater, live);
}

static bool is_in_clause(Form form)
{
    return form == FORM_CLAUSE || form == FORM_STATEMENT;
}

/* Parts of a struct, update_struct() walks through them; a typedef is one with its checks. */
static bool is_in_struct(const Object *object)
{
    return object->kind_id == KIND_DOMAIN_CHECK ||
           (object->parent &&
            (object->parent->kind_id == KIND_TABLE || object->parent->kind_id == KIND_COMPOSITE));
}

/* A view can be a struct of its own, with all that belongs to it. */
static void delete_sql(Updater *updater, const Object *model)
{
    Place place;
    bool in_header = find_place(updater, model, &place) && place.item;

    if (in_header && place.outer->body && !is_clause(place.file, place.outer)) {
        if (model->parent && model->parent->kind_id == KIND_SCHEMA)
            delete_item(updater, place.file, place.outer);
        else if (model->parent && model->parent->plan.pair)
            delete_item(updater, place.file, place.item);
    } else {
        delete_statement(updater, model);
    }
}

static void update_one(Updater *updater, const Object *live)
{
    Form form = form_of(&updater->writer, live);
    if (is_declared(live->kind_id))
        update_declared(updater, live);
    else if (form == FORM_IMPLIED && live->plan.pair &&
             form_of(&updater->writer, live->plan.pair) == FORM_SQL)
        delete_sql(updater, live->plan.pair); /* REVOKE of what is usual */
    else if (form == FORM_STATEMENT && live->plan.pair)
        update_clause(updater, live);
    else if (form == FORM_STATEMENT)
        add_clause(updater, live);
    else if (form == FORM_SQL && (!is_in_struct(live) || is_of_new(live)))
        update_statement(updater, live);
    if (is_in_clause(form))
        update_rest(updater, live->plan.pair, live);
}

/* What neither the database has nor something that goes takes along. */
static void delete_one(Updater *updater, const Object *model)
{
    Place place;

    if (model->plan.pair || (is_in_struct(model) && model->parent->plan.pair))
        return;
    if (form_of(&updater->writer, model) == FORM_SQL) {
        delete_sql(updater, model);
        return;
    }
    if ((model->kind_id == KIND_SCHEMA && !model->at.file) ||
        form_of(&updater->writer, model) == FORM_IMPLIED)
        return;
    if (!find_place(updater, model, &place) || !place.outer) {
        if (!model->parent || model->parent->plan.pair || model->parent->kind_id == KIND_SCHEMA)
            cannot_edit(updater, model, "its declaration is not found");
        return;
    }
    if (is_declared(model->kind_id) ||
        (form_of(&updater->writer, model) == FORM_STATEMENT && is_clause(place.file, place.outer)))
        delete_item(updater, place.file, place.outer);
}

static void walk(Updater *updater)
{
    const Schema *live = updater->writer.schema, *models = updater->input->models;

    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; i < models->objects[id].entries.count; i++) {
            const Object *model = models->objects[id].entries.items[i].value;

            delete_one(updater, model);
            if (!model->plan.pair && is_in_clause(form_of(&updater->writer, model)))
                update_rest(updater, model, NULL);
            if (!model->plan.pair && form_of(&updater->writer, model) != FORM_SQL)
                delete_sql_doc(updater, model);
        }
    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; i < live->objects[id].entries.count; i++)
            update_one(updater, live->objects[id].entries.items[i].value);
    for (size_t i = 0; i < updater->writer.comments.count; i++)
        append_sql(updater, "comments.sql",
                   arena_printf(updater->run, "%s;\n", updater->writer.comments.items[i]));
}

bool headers_update(Arena *run, Findings *findings, const UpdateInput *input, ModelFiles *files)
{
    Updater updater = {
        .run = run,
        .findings = findings,
        .input = input,
        .writer = {.run = run, .schema = input->headers.schema, .naming = input->headers.naming}
    };
    size_t errors = findings->error_count;

    for (size_t i = 0; i < input->paths.count; i++)
        file_at(&updater, input->paths.items[i]);
    take_names(&updater);
    find_given_names(&updater.writer);
    find_serials(&updater.writer);
    name_objects(&updater.writer);
    walk(&updater);
    drop_empty_sql(&updater);
    finish_files(&updater, files);
    return findings->error_count == errors;
}
