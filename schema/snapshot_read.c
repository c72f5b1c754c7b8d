#include "schema/snapshot.h"

#include "base/file.h"
#include "base/json.h"
#include "base/text.h"

#include <stdarg.h>
#include <string.h>

typedef struct Reading {
    Arena *run;
    Findings *findings;
    const char *path;
    Snapshot *snapshot;
    Object *object;
    const Kind *kind;
    bool ok;
} Reading;

__attribute__((format(printf, 2, 3))) static void refuse(Reading *reading, const char *format, ...)
{
    va_list args;

    if (!reading->ok)
        return;
    reading->ok = false;
    va_start(args, format);
    finding_add(reading->findings, FINDING_MC815, (Range){.file = reading->path},
                "%s is no schema snapshot: %s", reading->path,
                arena_vprintf(reading->run, format, args))
        ->hint =
        "Restore the file from version control, or write it anew with \"modelc snapshot\".";
    va_end(args);
}

static const char *text_of(Reading *reading, const Json *value)
{
    return arena_strdup(reading->run, json_text(value));
}

static void read_names(Reading *reading, const Json *value, StrVec *names)
{
    for (size_t i = 0; i < json_count(value); i++)
        if (json_is_text(json_item(value, i)))
            vec_push(reading->run, names, text_of(reading, json_item(value, i)));
}

static Element read_element(Reading *reading, const Json *value)
{
    return (Element){
        .column = text_of(reading, json_member(value, "column")),
        .expr = {.text = text_of(reading, json_member(value, "expr"))},
        .collation = text_of(reading, json_member(value, "collation")),
        .opclass = text_of(reading, json_member(value, "opclass")),
        .op = text_of(reading, json_member(value, "op")),
        .descending = json_bool(json_member(value, "descending"), false),
        .nulls_first = json_bool(json_member(value, "nulls_first"), false),
    };
}

static bool all_items(const Json *array, bool (*fits)(const Json *value))
{
    for (size_t i = 0; i < json_count(array); i++)
        if (!fits(json_item(array, i)))
            return false;
    return json_is_array(array);
}

static bool is_element(const Json *value)
{
    return json_is_text(json_member(value, "column")) != json_is_text(json_member(value, "expr"));
}

static bool fits_attr(const Attr *attr, const Json *value)
{
    switch (attr->type) {
    case ATTR_BOOL:
        return json_is_bool(value);
    case ATTR_TEXT:
    case ATTR_TYPE:
    case ATTR_SQL:
        return json_is_text(value);
    case ATTR_NAMES:
        return all_items(value, json_is_text);
    case ATTR_ELEMENTS:
        return all_items(value, is_element);
    }
    return false;
}

static void read_attr(Reading *reading, const Attr *attr, const Json *value)
{
    void *field = attr_field(reading->object, attr);

    switch (attr->type) {
    case ATTR_BOOL:
        *(bool *)field = json_bool(value, false);
        break;
    case ATTR_TEXT:
        *(const char **)field = text_of(reading, value);
        break;
    case ATTR_TYPE:
        ((SqlType *)field)->text = text_of(reading, value);
        break;
    case ATTR_SQL:
        ((Sql *)field)->text = text_of(reading, value);
        break;
    case ATTR_NAMES:
        read_names(reading, value, field);
        break;
    case ATTR_ELEMENTS:
        for (size_t i = 0; i < json_count(value); i++)
            vec_push(reading->run, (Elements *)field, read_element(reading, json_item(value, i)));
        break;
    }
}

static void read_member(void *context, const char *key, const Json *value)
{
    Reading *reading = context;
    const Attr *attr = attr_find(reading->kind, key, strlen(key));

    if (attr && !fits_attr(attr, value))
        refuse(reading, "attribute \"%s\" of %s \"%s\" has a wrong value", key,
               reading->kind->title, reading->object->path);
    else if (attr)
        read_attr(reading, attr, value);
    else if (strcmp(key, "kind") != 0 && strcmp(key, "name") != 0 && kind_find(key) < 0)
        refuse(reading, "a %s has no attribute \"%s\"", reading->kind->title, key);
}

/* Parts belong to what is in a schema or has parts, all else to a schema itself. */
static bool can_hold(const Kind *parent, const Kind *kind)
{
    if (kind->on_any)
        return true;
    if (kind->in_parent)
        return parent->scope == SCOPE_SCHEMA || parent->has_parts;
    return kind->scope != SCOPE_DATABASE && parent->scope == SCOPE_DATABASE;
}

/* The member that names the parent has the parent's kind as its key. */
static Object *find_parent(const Reading *reading, const Json *value)
{
    for (KindId id = 0; id < KIND_COUNT; id++) {
        const char *name = kind_of(id)->name, *path = json_text(json_member(value, name));

        if (path && can_hold(kind_of(id), reading->kind) &&
            !attr_find(reading->kind, name, strlen(name)))
            return schema_find(&reading->snapshot->schema, id, path);
    }
    return NULL;
}

/* Of a part that is in another schema than the whole; else NULL. */
static Object *find_own_schema(const Reading *reading, const Json *value)
{
    const char *path = json_text(json_member(value, kind_of(KIND_SCHEMA)->name));

    return path && reading->kind->in_parent
               ? schema_find(&reading->snapshot->schema, KIND_SCHEMA, path)
               : NULL;
}

/* False when the object has to wait for what it belongs to. */
static bool read_object(Reading *reading, const Json *value)
{
    const char *kind = json_text(json_member(value, "kind"));
    const char *name = json_text(json_member(value, "name"));
    int id = kind ? kind_find(kind) : -1;

    if (id < 0 || !name) {
        refuse(reading, id < 0 ? "unknown kind \"%s\"" : "a %s has no name", kind ? kind : "");
        return true;
    }
    reading->kind = kind_of((KindId)id);

    Object *parent = find_parent(reading, value);

    if (!parent && reading->kind->scope != SCOPE_DATABASE)
        return false;
    reading->object = schema_add_in(reading->run, &reading->snapshot->schema, (KindId)id, parent,
                                    find_own_schema(reading, value), name);
    if (reading->object)
        json_each(value, read_member, reading);
    else
        refuse(reading, "%s \"%s\" stands there twice", reading->kind->title, name);
    return true;
}

/* The objects stand by kind: an index before the view that it belongs to. */
static void read_objects(Reading *reading, const Json *objects)
{
    VEC(const Json *) waiting = {0};
    size_t before;

    for (size_t i = 0; i < json_count(objects); i++)
        vec_push(reading->run, &waiting, json_item(objects, i));
    do {
        size_t kept = 0;

        before = waiting.count;
        for (size_t i = 0; i < before && reading->ok; i++)
            if (!read_object(reading, waiting.items[i]))
                waiting.items[kept++] = waiting.items[i];
        waiting.count = kept;
    } while (reading->ok && waiting.count && waiting.count < before);
    if (reading->ok && waiting.count)
        refuse(reading, "%s \"%s\" belongs to nothing",
               kind_of((KindId)kind_find(json_text(json_member(waiting.items[0], "kind"))))->title,
               json_text(json_member(waiting.items[0], "name")));
}

static void settle(const Schema *schema)
{
    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; kind_of(id)->settle && i < schema->objects[id].entries.count; i++)
            kind_of(id)->settle(schema, schema->objects[id].entries.items[i].value);
}

static void read_revision(void *context, const char *key, const Json *value)
{
    Reading *reading = context;
    SnapshotRevision revision = {arena_strdup(reading->run, key), text_of(reading, value)};

    if (revision.checksum)
        vec_push(reading->run, &reading->snapshot->revisions, revision);
}

static void read_snapshot(Reading *reading, const Json *value)
{
    const Json *objects = json_member(value, "objects");

    if (json_number(json_member(value, "modelc"), 0) != 1) {
        refuse(reading, "it is not of version 1");
        return;
    }
    read_names(reading, json_member(value, "heads"), &reading->snapshot->heads);
    if (json_is_object(json_member(value, "revisions")))
        json_each(json_member(value, "revisions"), read_revision, reading);
    if (!json_is_array(objects))
        refuse(reading, "it has no objects");
    read_objects(reading, objects);
    if (reading->ok)
        settle(&reading->snapshot->schema);
}

/* Whether `"partition": "…"` or its like follows: the part of a part, such as its index. */
static bool names_holder(const char *next)
{
    for (KindId id = 0; id < KIND_COUNT; id++) {
        const char *name = kind_of(id)->name;

        if (kind_of(id)->is_holder && text_starts(next, "\", \"") &&
            text_starts(next + strlen("\", \""), name) &&
            next[strlen("\", \"") + strlen(name)] == '"')
            return true;
    }
    return false;
}

/* Whether the line holds a part of a table that nobody asks an outline for. */
static bool is_left_out(const char *line)
{
    static const char head[] = "  {\"kind\": \"";

    if (!text_starts(line, head))
        return false;
    line += strlen(head);

    size_t length = strcspn(line, "\"");

    for (KindId id = 0; id < KIND_COUNT; id++) {
        const Kind *kind = kind_of(id);

        if (strlen(kind->name) == length && strncmp(kind->name, line, length) == 0)
            return kind->in_parent && !kind->optional && !kind->is_holder &&
                   !names_holder(line + length);
    }
    return false;
}

/* The text without those lines: still JSON when snapshot_write() made it, and else left as it is.
 */
static Text outline(Arena *scratch, Text text)
{
    StrBuf out = {.arena = scratch};
    bool cut = false;

    for (const char *line = text.bytes; line && *line;) {
        size_t length = strcspn(line, "\n") + 1;

        if (line + length > text.bytes + text.length + 1 || strchr("<>=|", *line))
            return text;
        if (is_left_out(line)) {
            cut = true;
        } else {
            /* The comma before the closing bracket belonged to a line that is gone. */
            if (cut && line[0] == ' ' && line[1] == ']' && text_ends(strbuf_text(&out), ",\n")) {
                strbuf_cut(&out, 2);
                strbuf_addc(&out, '\n');
            }
            strbuf_addn(&out, line, length - (line[length - 1] == '\0'));
        }
        line += length - (line[length - 1] == '\0');
    }
    return (Text){strbuf_text(&out), out.length};
}

/* The first line that git wrote where two sides differ, or NULL. */
static const char *conflict_mark(const char *text)
{
    static const char mark[] = "\n<<<<<<< ";
    const char *found;

    if (text_starts(text, mark + 1))
        return text;
    found = strstr(text, mark);
    return found ? found + 1 : NULL;
}

static void refuse_conflict(Reading *reading, Text text, const char *mark)
{
    size_t begin = (size_t)(mark - text.bytes);
    Range at = {reading->path, begin, begin + strcspn(mark, "\r\n"), NULL};

    reading->ok = false;
    finding_add(reading->findings, FINDING_MC821, at, "git could not merge %s", reading->path)
        ->hint = "Merge the models by hand; this file is written anew by \"modelc rebase REV\" or "
                 "\"modelc merge heads\", and by \"modelc snapshot\" when there is one head.";
}

static bool read_file(Reading *reading, bool whole, bool *found)
{
    Arena *scratch = arena_new();
    Text text;
    const char *reason;
    JsonError error;

    *found = file_exists(reading->path);
    if (*found && !file_read(scratch, reading->path, &text, &reason)) {
        refuse(reading, "%s", reason);
    } else if (*found) {
        const char *mark = conflict_mark(text.bytes);

        if (!whole && !mark)
            text = outline(scratch, text);

        const Json *value = json_read(scratch, text.bytes, text.length, &error);

        if (value)
            read_snapshot(reading, value);
        else if (mark)
            refuse_conflict(reading, text, mark);
        else
            refuse(reading, "line %d: %s", error.line, error.reason);
    }
    arena_free(scratch);
    return reading->ok;
}

bool snapshot_read(Arena *run, Findings *findings, const char *path, Snapshot *out, bool *found)
{
    Reading reading = {run, findings, path, out, NULL, NULL, true};

    *out = (Snapshot){0};
    return read_file(&reading, true, found);
}

bool snapshot_outline(Arena *run, Findings *findings, const char *path, Snapshot *out, bool *found)
{
    Reading reading = {run, findings, path, out, NULL, NULL, true};

    *out = (Snapshot){0};
    return read_file(&reading, false, found);
}
