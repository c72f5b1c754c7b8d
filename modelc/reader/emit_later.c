/* What comes when all else is there: event triggers, publications, settings, comments. */
#include "modelc/reader/emit.h"

#include "modelc/reader/parse.h"
#include "schema/kinds/column_comment/column_comment.h"
#include "schema/kinds/event_trigger/event_trigger.h"
#include "schema/kinds/implied_comment/implied_comment.h"
#include "schema/kinds/owner/owner.h"
#include "schema/kinds/publication/publication.h"
#include "schema/kinds/publication_member/publication_member.h"
#include "schema/kinds/table/table.h"
#include "schema/sql.h"
#include "schema/template.h"

#include <string.h>

static void emit_event_trigger(const Emitter *emitter, const EventTriggerDef *def)
{
    EventTrigger *out = (EventTrigger *)emit_object(emitter, KIND_EVENT_TRIGGER, NULL,
                                                    def->name.text, def->name.at);

    out->object.comment = def->doc;
    out->event = def->event;
    out->tags = def->tags;
    out->function = path_of_name(emitter->run, schema_of_name(&def->function), def->function.text);
}

/* ---- Publications ---- */

static void emit_member(const Emitter *emitter, Object *publication,
                        const PublicationMemberDef *def)
{
    const char *path = def->is_schema
                           ? sql_ident(emitter->run, def->name.text)
                           : path_of_name(emitter->run, schema_of_name(&def->name), def->name.text);
    PublicationMember *out = (PublicationMember *)emit_object(emitter, KIND_PUBLICATION_MEMBER,
                                                              publication, path, def->name.at);

    *(def->is_schema ? &out->in_schema : &out->of_table) = path;
    out->columns = emit_texts(emitter->run, &def->columns);
    out->filter = def->filter;
}

static void emit_publication(const Emitter *emitter, const PublicationDef *def)
{
    Publication *out =
        (Publication *)emit_object(emitter, KIND_PUBLICATION, NULL, def->name.text, def->name.at);

    out->object.comment = def->doc;
    out->all_tables = def->all_tables;
    out->publish = def->publish;
    out->via_root = def->via_root;
    out->generated_columns = def->generated_columns;
    for (size_t i = 0; i < def->members.count; i++)
        emit_member(emitter, &out->object, &def->members.items[i]);
}

/* ---- Settings ---- */

void fail_object(const Emitter *emitter, Range at, const char *what, const char *name)
{
    finding_add(emitter->model->findings, FINDING_M620, at, "no model has %s '%s'", what, name);
}

static void add_sorted(Arena *run, StrVec *list, const char *item)
{
    vec_push(run, list, item);
    strvec_sort(list);
}

void emit_setting(const Emitter *emitter, const Object *parent, const SettingDef *def)
{
    const Kind *kind = kind_of(def->kind);
    const Attr *attr = attr_find(kind, def->attr, strlen(def->attr));
    const char *path = kind->scope == SCOPE_SCHEMA
                           ? path_of_name(emitter->run, schema_of_name(&def->name), def->name.text)
                           : path_under(emitter->run, parent ? parent->path : NULL, def->name.text);
    Object *object = schema_find(emitter->schema, def->kind, path);

    if (!object)
        fail_object(emitter, def->name.at, kind->title, def->name.text);
    else if (attr->type == ATTR_NAMES)
        add_sorted(emitter->run, attr_field(object, attr), def->value);
    else
        *(const char **)attr_field(object, attr) = def->value;
}

/* ---- Old names ---- */

static const char *renamed_path(const Emitter *emitter, const RenamedDef *def)
{
    switch (kind_of(def->kind)->scope) {
    case SCOPE_DATABASE:
        return sql_ident(emitter->run, def->name.text);
    case SCOPE_SCHEMA:
        return path_of_name(emitter->run, schema_of_renamed(def), def->name.text);
    case SCOPE_PARENT:
        break;
    }
    return path_under(emitter->run,
                      path_of_name(emitter->run, schema_of_name(&def->table), def->table.text),
                      def->name.text);
}

const char *schema_of_renamed(const RenamedDef *def)
{
    return schema_of_name(def->name.schema ? &def->name : &def->old);
}

static void emit_old_statement(Object *object, const RenamedDef *def)
{
    Name old = def->old;

    old.schema = schema_of_name(&def->old);
    if (object->parent && kind_of(object->kind_id)->scope == SCOPE_SCHEMA)
        emit_old_name(object, &old);
    else
        object->renamed_from = old.text;
}

/* Tables have check constraints, and domains have. */
static bool is_of_kind(const RenamedDef *def, const Kind *kind)
{
    if (def->is_constraint)
        return kind->by_definition && kind->scope == SCOPE_PARENT;
    return text_same(kind->title, kind_of(def->kind)->title);
}

static Object *find_renamed(const Emitter *emitter, const RenamedDef *def)
{
    const char *path = renamed_path(emitter, def);
    Object *found = NULL;

    for (KindId id = 0; !found && id < KIND_COUNT; id++)
        if (is_of_kind(def, kind_of(id)))
            found = schema_find(emitter->schema, id, path);
    return found;
}

static void emit_renamed(const Emitter *emitter)
{
    const DatabaseClauses *database = &emitter->model->database;

    for (size_t i = 0; i < database->renamed.count; i++) {
        const RenamedDef *def = &database->renamed.items[i];
        Object *object = kind_of(def->kind)->made_by ? NULL : find_renamed(emitter, def);

        if (object)
            emit_old_statement(object, def);
        else if (!kind_of(def->kind)->made_by)
            fail_object(emitter, def->name.at,
                        def->is_constraint ? "constraint" : kind_of(def->kind)->title,
                        def->name.text);
    }
}

/* ---- Comments ---- */

/* What precedes the first field of the statement that comments on objects of the kind. */
static const char *comment_template(const Kind *kind)
{
    static const char name[] = "comment";
    const Attr *attr = attr_find(kind, name, strlen(name));

    return attr ? attr->alter : NULL;
}

/* What the statement comments on, read as the author's is. */
static void add_target(const Emitter *emitter, Map *targets, const StrBuf *statement,
                       Object *object)
{
    Findings quiet = {.arena = emitter->run};
    Annotation annotation = {.sql = true};
    CommentDef def = {0};
    Parser parser;

    annotation.text = statement->text;
    annotation.length = statement->length;
    if (parser_begin(&parser, emitter->run, &quiet, &annotation) && parse_comment(&parser, &def))
        map_put(emitter->run, targets, def.target, object);
}

/* By the object's own COMMENT. */
static void add_own_target(const Emitter *emitter, Map *targets, Object *object)
{
    StrBuf out = {.arena = emitter->run};

    template_add(&out, comment_template(kind_of(object->kind_id)), object);
    add_target(emitter, targets, &out, object);
}

static void collect_targets(const Emitter *emitter, Map *targets)
{
    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0;
             comment_template(kind_of(id)) && i < emitter->schema->objects[id].entries.count; i++)
            add_own_target(emitter, targets, emitter->schema->objects[id].entries.items[i].value);
}

/* "function\nschema\n.\nname\n(types)", the schema left out where it is public. */
static Object *find_target(const Emitter *emitter, const Map *targets, const char *target)
{
    const char *open = strstr(target, "\n("), *dot = strstr(target, "\n.\n"), *name = dot;
    const char *schema = DEFAULT_SCHEMA;
    Object *found = map_get(targets, target);

    if (found || !open)
        return found;
    open++;
    while (name && name > target && name[-1] != '\n')
        name--;
    if (dot && dot < open)
        schema = arena_strndup(emitter->run, name, (size_t)(dot - name));
    return map_get(targets, arena_printf(emitter->run, "%.*s%s", (int)(open - target), target,
                                         emit_signature(emitter, schema, open)));
}

/* "column\nschema\n.\nrelation\n.\nname\n", the schema left out where it is public. */
static bool emit_column_comment(const Emitter *emitter, const CommentDef *def)
{
    static const char head[] = "column\n", dot[] = "\n.\n";
    StrVec names = {0};
    Object *relation = NULL;
    const char *rest = def->target + strlen(head), *end;

    if (!text_starts(def->target, head))
        return false;
    for (; (end = strstr(rest, dot)); rest = end + strlen(dot))
        vec_push(emitter->run, &names, arena_strndup(emitter->run, rest, (size_t)(end - rest)));
    if (names.count == 1 || names.count == 2)
        relation = emit_relation(
            emitter, path_of_name(emitter->run, names.count == 2 ? names.items[0] : DEFAULT_SCHEMA,
                                  names.items[names.count - 1]));
    if (!relation)
        return false;
    ((ColumnComment *)emit_object(emitter, KIND_COLUMN_COMMENT, relation,
                                  arena_strndup(emitter->run, rest, strlen(rest) - strlen("\n")),
                                  def->at))
        ->text = def->comment;
    return true;
}

typedef struct ImpliedTargets {
    const Emitter *emitter;
    Map targets;
    bool known;
} ImpliedTargets;

static void add_implied_target(void *context, Object *object)
{
    ImpliedTargets *implied = context;
    StrBuf out = {.arena = implied->emitter->run};

    implied_comment_head(&out, object);
    strbuf_add(&out, "NULL");
    add_target(implied->emitter, &implied->targets, &out, object);
}

/* Few models need to know all that comes by itself. */
static bool emit_implied_comment(ImpliedTargets *implied, const CommentDef *def)
{
    const Emitter *emitter = implied->emitter;
    const Object *target;
    ImpliedComment *out;

    if (!implied->known)
        implied_comment_each(emitter->run, emitter->schema, add_implied_target, implied);
    implied->known = true;
    target = map_get(&implied->targets, def->target);
    if (!target)
        return false;
    out = (ImpliedComment *)emit_object(emitter, KIND_IMPLIED_COMMENT, target->parent, target->name,
                                        def->at);
    out->text = def->comment;
    out->of_not_null = ((const ImpliedComment *)target)->of_not_null;
    out->is_inherited = ((const ImpliedComment *)target)->is_inherited;
    return true;
}

static void emit_comments(const Emitter *emitter, const Map *targets)
{
    const DatabaseClauses *database = &emitter->model->database;
    ImpliedTargets implied = {.emitter = emitter};

    for (size_t i = 0; i < database->comments.count; i++) {
        const CommentDef *def = &database->comments.items[i];
        Object *object = find_target(emitter, targets, def->target);

        if (object)
            object->comment = def->comment;
        else if (!emit_column_comment(emitter, def) && !emit_implied_comment(&implied, def))
            fail_object(emitter, def->at, "object", def->shown);
    }
}

/* What documents a field of a view, unless a statement said it. */
static void emit_field_comment(const Emitter *emitter, Object *view, const ColumnModel *column)
{
    const char *doc = column->member->field->doc;
    Object *out =
        doc ? schema_add(emitter->run, emitter->schema, KIND_COLUMN_COMMENT, view, column->name)
            : NULL;

    if (!out)
        return;
    out->at = column->at;
    ((ColumnComment *)out)->text = doc;
}

static void emit_field_comments(const Emitter *emitter)
{
    const Map *views = &emitter->model->views;

    for (size_t i = 0; i < views->entries.count; i++) {
        const StructModel *model = views->entries.items[i].value;
        Object *view = emit_relation(emitter, model->path);

        for (size_t k = 0; view && k < model->columns.count; k++)
            emit_field_comment(emitter, view, model->columns.items[k]);
    }
}

/* ---- Owners ---- */

/* All others are parts of something, or nobody's. */
static bool can_have_owner(KindId id)
{
    static const KindId none[] = {KIND_EXTENSION, KIND_CAST, KIND_TEXT_SEARCH_PARSER,
                                  KIND_TEXT_SEARCH_TEMPLATE};

    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (none[i] == id)
            return false;
    return !kind_of(id)->in_parent || kind_of(id)->is_holder;
}

void emit_owner(const Emitter *emitter, Object *object, const Name *role)
{
    Owner *out;

    if (!emitter->model->manage_owners) {
        finding_add(emitter->model->findings, FINDING_M125, role->at,
                    "the owner of %s \"%s\" is not managed", kind_of(object->kind_id)->title,
                    object->path)
            ->hint = "Say \"owners\": true in modelc.json to have owners compared.";
        return;
    }
    out = (Owner *)emit_object(
        emitter, KIND_OWNER, object,
        arena_printf(emitter->run, "%s owner", kind_of(object->kind_id)->name), role->at);
    out->role = sql_ident(emitter->run, role->text);
}

static void emit_owners(const Emitter *emitter, const Map *targets)
{
    const DatabaseClauses *database = &emitter->model->database;

    for (size_t i = 0; i < database->owners.count; i++) {
        const OwnerDef *def = &database->owners.items[i];
        Object *object = find_target(emitter, targets, def->target);

        if (object && can_have_owner(object->kind_id))
            emit_owner(emitter, object, &def->role);
        else
            fail_object(emitter, def->at, "object with an owner", def->shown);
    }
}

void emit_later(const Emitter *emitter)
{
    Map targets = {0};
    const DatabaseClauses *database = &emitter->model->database;

    for (size_t i = 0; i < database->event_triggers.count; i++)
        emit_event_trigger(emitter, &database->event_triggers.items[i]);
    for (size_t i = 0; i < database->publications.count; i++)
        emit_publication(emitter, &database->publications.items[i]);
    for (size_t i = 0; i < database->settings.count; i++)
        if (!database->settings.items[i].table.text)
            emit_setting(emitter, NULL, &database->settings.items[i]);
    emit_column_settings(emitter);
    emit_index_settings(emitter);
    emit_marks(emitter);
    emit_inherited_triggers(emitter);
    emit_renamed(emitter);
    if (database->comments.count > 0 || database->owners.count > 0)
        collect_targets(emitter, &targets);
    emit_comments(emitter, &targets);
    emit_owners(emitter, &targets);
    emit_field_comments(emitter);
}
