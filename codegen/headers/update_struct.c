/* A struct that both sides have: fields and clauses one by one. */
#include "codegen/headers/updater.h"

#include "base/text.h"
#include "schema/kinds/table/table.h"

#include <ctype.h>
#include <string.h>

/* One struct under the pen. */
typedef struct Struct {
    Updater *updater;
    const Object *live, *model;
    KindId field_kind;
    EditedFile *file;
    const SourceItem *item;
    Widths widths; /* of its fields as they stand */
    Map taken;     /* names of its fields */
    Map dirty;     /* paths of columns that have to be written anew */
} Struct;

static const char text_of_clause[] = "    ";

/* ---- Where things stand ---- */

static size_t line_start(const EditedFile *file, size_t at)
{
    while (at > 0 && file->text.bytes[at - 1] != '\n')
        at--;
    return at;
}

/* The declaration inside of this struct that says the object; NULL: it comes from elsewhere. */
static const SourceItem *own_item(const Struct *s, const Object *model)
{
    Place place;

    if (!find_place(s->updater, model, &place) || place.file != s->file)
        return NULL;
    for (size_t i = 0; i < s->item->items.count; i++)
        if (place.offset >= s->item->items.items[i].text &&
            place.offset < s->item->items.items[i].end)
            return &s->item->items.items[i];
    return NULL;
}

static const char *name_at(const Struct *s, const Object *model)
{
    Range at = model->at;

    return arena_strndup(s->updater->run, s->file->text.bytes + at.begin, at.end - at.begin);
}

/* Where the annotation of the field begins; 0: it has none. */
static size_t annotation_of(const Struct *s, const SourceItem *item)
{
    size_t at = annotation_find(s->file->text.bytes, item->text, item->end);

    return at < item->end ? at : 0;
}

/* From the first fields with a name, and with an annotation on the same line. */
static void measure(Struct *s)
{
    for (size_t i = 0; i < s->live->children.count; i++) {
        const Object *child = s->live->children.items[i];
        const Object *model = child->kind_id == s->field_kind ? child->plan.pair : NULL;
        const SourceItem *item = model ? own_item(s, model) : NULL;
        size_t start, name, annotation;

        if (!item)
            continue;
        map_put(s->updater->run, &s->taken, name_at(s, model), s);
        start = line_start(s->file, item->text);
        name = model->at.begin - start;
        annotation = annotation_of(s, item);
        if (!s->widths.type && name > strlen("      "))
            s->widths.type = name - strlen("      ");
        if (!s->widths.rest && annotation && line_start(s->file, annotation) == start &&
            annotation - start > name + 1)
            s->widths.rest = annotation - start - name - 1;
    }
}

/* ---- Fields ---- */

static FieldLine line_of(const Struct *s, const Object *field, const char *name)
{
    return s->field_kind == KIND_COLUMN ? column_line(&s->updater->writer, field, name)
                                        : attribute_line(&s->updater->writer, field, name);
}

/* The words of an annotation up to the clause that begins with one of the words; its length. */
static size_t clauses_start(const char *text)
{
    static const char *const words[] = {
        "default", "identity",   "generated",   "primary",    "unique",
        "check",   "references", "collate",     "constraint", "storage",
        "using",   "renamed",    "compression", "statistics", "set",
    };
    size_t depth = 0;

    for (size_t i = 0; text[i]; i++) {
        size_t length = 0;

        depth += text[i] == '(';
        depth -= text[i] == ')' && depth > 0;
        if (text[i] == '"')
            for (i++; text[i] && text[i] != '"'; i++)
                i += text[i] == '\\' && text[i + 1];
        while (isalpha((unsigned char)text[i + length]))
            length++;
        for (size_t k = 0; depth == 0 && k < sizeof words / sizeof *words; k++)
            if (strlen(words[k]) == length && strncmp(words[k], text + i, length) == 0)
                return i;
        i += length ? length - 1 : 0;
    }
    return strlen(text);
}

/* Clauses that no database knows: USING for a change of type. */
static const char *using_clause(Arena *run, const char *text)
{
    const char *at = strstr(text, "using (");
    size_t depth = 0, i = 0;

    if (!at || (at > text && at[-1] != ' '))
        return NULL;
    for (i = strlen("using "); at[i]; i++) {
        depth += at[i] == '(';
        depth -= at[i] == ')';
        if (depth == 0)
            break;
    }
    return at[i] ? arena_strndup(run, at, i + 1) : NULL;
}

static bool same_attr(const Object *a, const Object *b, const char *name)
{
    const Attr *attr = attr_find(kind_of(a->kind_id), name, strlen(name));

    return !attr || attr_same(a, b, attr);
}

static const char *trimmed(Arena *run, const char *text, size_t length)
{
    while (length > 0 && isspace((unsigned char)text[length - 1]))
        length--;
    return arena_strndup(run, text, length);
}

/* The declarator, and what its annotation says of type and null, as the author wrote them. */
static const char *kept_declaration(const Struct *s, const SourceItem *item, FieldLine line,
                                    size_t skip)
{
    Arena *run = s->updater->run;
    size_t annotation = annotation_of(s, item), start = line_start(s->file, item->text);
    size_t end = item->end - 1, column;
    const char *bytes = s->file->text.bytes, *inside = "", *using;
    StrBuf out = {.arena = run};
    StrVec clauses = {0};

    if (annotation) {
        size_t open = macro_inside(bytes, annotation), close = end;

        while (close > open && bytes[close] != ')')
            close--;
        inside = arena_strndup(run, bytes + open, close - open);
    }
    strbuf_add(&out,
               trimmed(run, bytes + item->text, (annotation ? annotation : end) - item->text));
    if (clauses_start(inside) > 0)
        vec_push(run, &clauses, trimmed(run, inside, clauses_start(inside)));
    for (size_t i = skip; i < line.clauses.count; i++)
        vec_push(run, &clauses, line.clauses.items[i]);
    using = using_clause(run, inside);
    if (using)
        vec_push(run, &clauses, using);
    if (clauses.count == 0)
        return strbuf_text(&out);
    column = s->widths.type + s->widths.rest + strlen("       ");
    if (annotation)
        column = annotation - line_start(s->file, annotation);
    do
        strbuf_addc(&out, ' ');
    while (out.length + (item->text - start) < column);
    add_annotation(&out, &clauses, out.length + (item->text - start));
    return strbuf_text(&out);
}

/* How many of the clauses speak of name, type and null. */
static size_t head_clauses(const FieldLine *line)
{
    size_t count = 0;

    while (count < line->clauses.count && clauses_start(line->clauses.items[count]) > 0)
        count++;
    return count;
}

/* Whether the field says "serial" on one side alone: that is more than a type and a default. */
static bool turns_serial(const Struct *s, const SourceItem *item, const Object *live)
{
    size_t annotation = annotation_of(s, item);
    const char *bytes = s->file->text.bytes;
    const char *word = annotation ? strstr(bytes + annotation, "serial") : NULL;
    bool was = word && word < bytes + item->end;

    return was != (map_get(&s->updater->writer.serials, live->path) != NULL);
}

static void rewrite_field(Struct *s, const Object *live)
{
    const Object *model = live->plan.pair;
    const SourceItem *item = own_item(s, model);
    FieldLine line;
    const char *text;

    if (!item) {
        cannot_edit(s->updater, live, "it comes from a mixin or a macro");
        return;
    }
    line = line_of(s, live, name_at(s, model));
    if (same_attr(model, live, "type") && same_attr(model, live, "not_null") &&
        !turns_serial(s, item, live)) {
        text = kept_declaration(s, item, line, head_clauses(&line));
    } else {
        text = field_text(s->updater->run, &line, s->widths);
        text += strspn(text, " ");
    }
    edit(s->updater, s->file, item->text, item->end - 1, text);
}

/* Behind the field before it in the database, or before all others. */
static size_t place_for_field(const Struct *s, size_t index)
{
    size_t at = s->item->body;

    for (size_t i = index; i-- > 0;) {
        const Object *before = s->live->children.items[i];
        const SourceItem *item = before->kind_id == s->field_kind && before->plan.pair
                                     ? own_item(s, before->plan.pair)
                                     : NULL;

        if (item)
            return item->tail;
    }
    return s->file->text.bytes[at] == '\n' ? at + 1 : at;
}

static void insert_field(Struct *s, size_t index)
{
    const Object *live = s->live->children.items[index];
    StrBuf out = {.arena = s->updater->run};
    FieldLine line = line_of(s, live, c_field(s->updater->run, &s->taken, live->name));
    size_t at = place_for_field(s, index);

    add_field(&s->updater->writer, &out, &line, s->widths);
    edit(s->updater, s->file, at, at, strbuf_text(&out));
}

static void update_fields(Struct *s)
{
    for (size_t i = 0; i < s->live->children.count; i++) {
        const Object *live = s->live->children.items[i];
        const Object *model = live->plan.pair;
        const SourceItem *item;

        if (live->kind_id != s->field_kind)
            continue;
        if (!model) {
            insert_field(s, i);
            continue;
        }
        item = own_item(s, model);
        if (differs(model, live) || map_get(&s->dirty, live->path) ||
            (item && turns_serial(s, item, live)))
            rewrite_field(s, live);
        if (item)
            update_doc(s->updater, &(Place){s->file, item, s->item, item->text}, model, live);
        else if (comment_differs(model, live))
            cannot_edit(s->updater, live, "it comes from a mixin or a macro");
    }
}

/* ---- Clauses ---- */

static void insert_clause(Struct *s, const Object *object, const char *text)
{
    StrBuf out = {.arena = s->updater->run};
    size_t count = s->item->items.count, at = s->item->body_end;
    const SourceItem *last = count ? &s->item->items.items[count - 1] : NULL;

    if (last && !is_clause(s->file, last))
        strbuf_addc(&out, '\n');
    if (last)
        at = last->tail;
    add_also(&s->updater->writer, &out, object, text, text_of_clause);
    edit(s->updater, s->file, at, at, strbuf_text(&out));
}

/* The column that is declared by the item. */
static const Object *column_of_item(const Struct *s, const SourceItem *item)
{
    for (size_t i = 0; i < s->live->children.count; i++) {
        const Object *live = s->live->children.items[i];

        if (live->kind_id == KIND_COLUMN && live->plan.pair && own_item(s, live->plan.pair) == item)
            return live;
    }
    return NULL;
}

static void note_dirty(Struct *s, const Object *column)
{
    if (column)
        map_put(s->updater->run, &s->dirty, column->path, s);
}

/* Whether a clause speaks of one object alone: GRANT may name several roles. */
static bool is_shared(const Struct *s, const Object *model, const SourceItem *item)
{
    for (size_t i = 0; i < s->model->children.count; i++) {
        const Object *other = s->model->children.items[i];

        if (other != model && own_item(s, other) == item)
            return true;
    }
    return false;
}

static void update_clause(Struct *s, const Object *live, const SourceItem *item)
{
    const char *text = model_text(s->updater->run, live);

    if (is_shared(s, live->plan.pair, item)) {
        cannot_edit(s->updater, live, "its clause says more than one thing");
        return;
    }
    if (text)
        edit(s->updater, s->file, item->text, item->end,
             arena_printf(s->updater->run, "PG_ALSO(%s);", text));
    else
        cannot_edit(s->updater, live, "no clause of a struct can say it");
}

/* A part that the database has. */
static void update_part(Struct *s, const Object *live)
{
    Writer *writer = &s->updater->writer;
    const Object *model = live->plan.pair, *column;
    const SourceItem *item = model ? own_item(s, model) : NULL;

    /* The field that says it goes, or another one is to say it. */
    column = item ? column_of_item(s, item) : NULL;
    if (item && !is_clause(s->file, item) && !(column && column_can_say(live, column))) {
        note_dirty(s, column);
        model = NULL, item = NULL;
    }
    if (model && !item) {
        place_part(writer, live, NULL);
        if (form_of(writer, live) == FORM_SQL ||
            (model->at.file && text_ends(model->at.file, ".sql")))
            update_statement(s->updater, live);
        else if (differs(model, live))
            cannot_edit(s->updater, live, "it stands in another place than its table");
        return;
    }
    column = item ? column_of_item(s, item) : column_of_part(writer, live);
    if (column) {
        place_part(writer, live, column);
        if (!model || differs(model, live))
            note_dirty(s, column);
        update_sql_doc(s->updater, model, live);
        return;
    }
    place_part(writer, live, NULL);
    if (form_of(writer, live) == FORM_SQL) {
        update_statement(s->updater, live);
    } else if (!model) {
        insert_clause(s, live, model_text(s->updater->run, live));
    } else {
        if (differs(model, live))
            update_clause(s, live, item);
        update_doc(s->updater, &(Place){s->file, item, s->item, item->text}, model, live);
    }
}

/* A field or a part that the database no longer has. */
static void delete_part(Struct *s, const Object *model)
{
    const SourceItem *item = own_item(s, model);
    const Object *column = item ? column_of_item(s, item) : NULL;

    if (!item && form_of(&s->updater->writer, model) == FORM_SQL)
        delete_statement(s->updater, model);
    else if (!item)
        cannot_edit(s->updater, model, "it comes from a mixin or a macro");
    else if (is_gone(s->updater, s->file, item))
        return;
    else if (column && model->kind_id != s->field_kind)
        note_dirty(s, column);
    else if (is_clause(s->file, item) && is_shared(s, model, item))
        cannot_edit(s->updater, model, "its clause says more than one thing");
    else if (model->kind_id == s->field_kind || is_clause(s->file, item))
        delete_item(s->updater, s->file, item);
}

/* Partitions of partitions stand in the same struct, unless they went to another table. */
static void delete_parts(Struct *s, const Object *model)
{
    for (size_t i = 0; i < model->children.count; i++) {
        const Object *part = model->children.items[i], *live = part->plan.pair;
        bool is_partition = part->kind_id == KIND_PARTITION;

        if ((!live && (is_partition || model == s->model)) ||
            (live && is_partition && object_table(live) != s->live))
            delete_part(s, part);
        if (is_partition)
            delete_parts(s, part);
    }
}

/* The clause of this struct that begins with the same word; NULL: there is none. */
static const SourceItem *option_item(const Struct *s, const char *option)
{
    size_t word = strcspn(option, " (");

    for (size_t i = 0; i < s->item->items.count; i++) {
        const SourceItem *item = &s->item->items.items[i];
        const char *text = s->file->text.bytes + macro_inside(s->file->text.bytes, item->text);

        if (is_clause(s->file, item) && strncmp(text, option, word) == 0 &&
            !isalnum((unsigned char)text[word]))
            return item;
    }
    return NULL;
}

/* "PG(table)" and "PG(table unlogged)" */
static void update_head(Struct *s, bool unlogged)
{
    static const char word[] = " unlogged";
    const char *text = s->file->text.bytes;
    size_t at = annotation_find(text, s->item->text, s->item->body), old = 0;

    for (; at < s->item->body && text[at] != ')'; at = source_token_end(text, s->item->body, at))
        if (strncmp(text + at, word, strlen(word)) == 0)
            old = at;
    if (at >= s->item->body || (!unlogged && !old)) {
        cannot_edit(s->updater, s->live, "its head says whether it is unlogged");
        return;
    }
    edit(s->updater, s->file, unlogged ? at : old, unlogged ? at : old + strlen(word),
         unlogged ? word : "");
}

/* Clauses of the table itself, by their text on both sides. */
static void update_options(Struct *s)
{
    Arena *run = s->updater->run;
    StrVec old = table_options(run, s->model), new = table_options(run, s->live);

    if (((const Table *)s->model)->unlogged != ((const Table *)s->live)->unlogged)
        update_head(s, ((const Table *)s->live)->unlogged);
    for (size_t i = 0; i < old.count; i++) {
        const SourceItem *item = option_item(s, old.items[i]);

        if (strvec_has(&new, old.items[i]))
            continue;
        if (item)
            delete_item(s->updater, s->file, item);
        else
            cannot_edit(s->updater, s->live,
                        arena_printf(run, "'%s' is not found in it", old.items[i]));
    }
    for (size_t i = 0; i < new.count; i++)
        if (!strvec_has(&old, new.items[i]))
            insert_clause(s, NULL, new.items[i]);
}

/* Partitions have a form of their own. */
static void update_partition(Struct *s, const Object *live)
{
    const char *text = partition_text(s->updater->run, live);
    const Object *model = live->plan.pair;
    const SourceItem *item = model ? own_item(s, model) : NULL;
    bool moves = model && !text_same(model->parent->path, live->parent->path);

    if (!model || (!item && moves))
        insert_clause(s, live, text);
    else if (item && (moves || differs(model, live)))
        edit(s->updater, s->file, item->text, item->end,
             arena_printf(s->updater->run, "PG_ALSO(%s);", text));
    if (item)
        update_doc(s->updater, &(Place){s->file, item, s->item, item->text}, model, live);
    for (size_t i = 0; i < live->children.count; i++)
        if (live->children.items[i]->kind_id == KIND_PARTITION)
            update_partition(s, live->children.items[i]);
}

static void update_parts(Struct *s)
{
    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; i < s->live->children.count; i++) {
            const Object *live = s->live->children.items[i];

            if (live->kind_id != id || id == s->field_kind)
                continue;
            if (id == KIND_PARTITION)
                update_partition(s, live);
            else if (form_of(&s->updater->writer, live) != FORM_IMPLIED)
                update_part(s, live);
        }
    delete_parts(s, s->model);
}

static bool has_fields(const Struct *s)
{
    for (size_t i = 0; i < s->live->children.count; i++)
        if (s->live->children.items[i]->kind_id == s->field_kind)
            return true;
    return false;
}

void update_struct(Updater *updater, const Object *live)
{
    Struct s = {.updater = updater, .live = live, .model = live->plan.pair};
    Place place;

    s.field_kind = live->kind_id == KIND_TABLE ? KIND_COLUMN : KIND_ATTRIBUTE;
    if (!find_place(updater, s.model, &place) || !place.item || !place.item->body) {
        cannot_edit(updater, live, "its struct is not found");
        return;
    }
    s.file = place.file;
    s.item = place.item;
    measure(&s);
    update_parts(&s);
    update_fields(&s);
    update_placeholder(updater, &place, NO_FIELD, has_fields(&s));
    if (live->kind_id == KIND_TABLE)
        update_options(&s);
    update_doc(updater, &place, s.model, live);
}
