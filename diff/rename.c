#include "diff/plan.h"
#include "diff/rename_step.h"
#include "diff/ring.h"

#include "base/text.h"
#include "schema/defined.h"
#include "schema/inherited.h"
#include "schema/label_steps.h"
#include "schema/rename.h"
#include "schema/sql.h"
#include "schema/twins.h"

#include <string.h>

/* What the model calls by another name now; NULL when it is not there. */
static Object *find_old(Arena *run, const Schema *from, const Object *to)
{
    return schema_find(from, to->kind_id, object_old_path(run, to));
}

static void rename_in_statement(Arena *run, Object *object, const char *old)
{
    const Kind *kind = kind_of(object->kind_id);

    for (size_t i = 0; kind->scope == SCOPE_PARENT && i < kind->attr_count; i++) {
        Sql *sql = kind->attrs[i].type == ATTR_SQL ? attr_field(object, &kind->attrs[i]) : NULL;
        const char *text =
            sql && sql->text ? statement_renamed(run, sql->text, old, object->name) : NULL;

        if (!text || text == sql->text)
            continue;
        sql->text = text;
        sql->spelled = sql->spelled ? text : NULL;
    }
}

/* A schema that is not there yet is made before, and is not in `from` for that. */
static Object *home_of(Arena *run, const Schema *from, const Object *to)
{
    const Object *wanted = object_namespace(to);
    Object *home = schema_find(from, wanted->kind_id, wanted->path);

    if (home)
        return home;
    home = object_copy(run, wanted);
    memset(&home->children, 0, sizeof home->children);
    home->plan = (PlanState){0};
    return home;
}

static bool plan_move(Arena *run, Schema *from, Object *object, const Object *to, Renames *renames)
{
    RenameStep step = {.before = object_copy(run, object)};

    if (!object_can_be_renamed(object) || !schema_move(run, from, object, home_of(run, from, to)))
        return false;
    twins_forget(from);
    step.after = object_copy(run, object);
    rename_push(run, from, renames, step);
    return true;
}

bool plan_rename(Arena *run, Schema *from, Object *object, const Object *to, Renames *renames)
{
    bool moves = kind_of(to->kind_id)->scope == SCOPE_SCHEMA &&
                 !text_same(object_namespace(object)->path, object_namespace(to)->path);
    RenameStep step = {0};

    rename_begin(run, from, renames);
    if (moves && !plan_move(run, from, object, to, renames))
        return false;
    if (moves && text_same(object->name, to->name))
        return true;
    step.before = object_copy(run, object);
    if (!object_can_be_renamed(object) || !schema_rename(run, from, object, to->name))
        return false;
    rename_in_statement(run, object, step.before->name);
    twins_forget(from);
    step.after = object_copy(run, object);
    rename_push(run, from, renames, step);
    return true;
}

/* The name that it takes can be one that another object leaves: then that has to go first. */
static bool is_taken(const Schema *from, const Object *to)
{
    return schema_find(from, to->kind_id, to->path) != NULL;
}

/* What is still to get the name that the model gives; NULL: nothing, by now or at all. */
static Object *find_renamed_from(Arena *run, const Schema *from, const Object *to)
{
    return to->renamed_from && !is_taken(from, to) ? find_old(run, from, to) : NULL;
}

static void find_any(void *context, Object *same)
{
    (void)same;
    *(bool *)context = true;
}

/* What an heir has from above as well is renamed there, and not by itself. */
static bool comes_from_above(Arena *run, const Schema *from, const Object *object)
{
    bool found = false;

    if (object->parent)
        each_ancestor(run, from, object, find_any, &found);
    return found;
}

/* The table that keeps the column from its name by now; NULL: it is no column, or nothing does. */
static const Object *in_the_way(Arena *run, const Schema *from, const Schema *models,
                                const Object *object, const Object *to)
{
    return to->kind_id == KIND_COLUMN ? heir_in_the_way(run, from, models, object, to) : NULL;
}

static bool rename_one(Arena *run, Schema *from, const Schema *models, const Object *to,
                       Renames *renames)
{
    Object *object = find_renamed_from(run, from, to);

    return object && !comes_from_above(run, from, object) &&
           !in_the_way(run, from, models, object, to) &&
           plan_rename(run, from, object, to, renames);
}

/* By one of the renames from `first` on. */
static bool was_renamed(const Renames *renames, size_t first, const char *path)
{
    for (size_t i = first; i < renames->count; i++)
        if (text_same(renames->items[i].after->path, path))
            return true;
    return false;
}

/* Again and again, since of a to b and b to c the second comes first; what is b then stays it. */
static void rename_kind(Arena *run, Schema *from, const Schema *models, KindId id, Renames *renames)
{
    const Map *to = &models->objects[id];
    size_t first = renames->count;
    bool any;

    do {
        any = false;
        for (size_t i = 0; i < to->entries.count; i++) {
            const Object *object = to->entries.items[i].value;

            if (object->renamed_from && !was_renamed(renames, first, object_old_path(run, object)))
                any = rename_one(run, from, models, object, renames) || any;
        }
    } while (any);
}

/* M406: neither doing nothing nor doing it twice is what the hints ask for. */
static void refuse_ring(Arena *run, Findings *findings, const Ring *ring)
{
    StrBuf names = {.arena = run};
    Finding *finding;

    for (size_t i = 0; i < ring->count; i++)
        strbuf_addf(&names, "%s'%s'",
                    i == 0                 ? ""
                    : i + 1 == ring->count ? " and "
                                           : ", ",
                    ring->items[i]->name);
    finding = finding_add(findings, FINDING_M406, ring->items[0]->at,
                          "%s exchange their names, and the database does not tell whether they "
                          "have done so already",
                          strbuf_text(&names));
    finding->object = ring->items[0]->path;
    finding->hint = arena_printf(
        run,
        "If they have, remove the hints. If not, take two revisions: in the first '%s' gets "
        "another name, which the second renames to '%s'.",
        ring->items[0]->renamed_from, ring->items[0]->name);
}

/* False, with M406, when nobody can say whether names that go round in a ring have done so. */
static bool rename_rings(Arena *run, Findings *findings, Schema *from, const Schema *models,
                         KindId id, Renames *renames)
{
    const Map *to = &models->objects[id];
    size_t first = renames->count;

    for (size_t i = 0; i < to->entries.count; i++) {
        const Object *object = to->entries.items[i].value;
        Ring ring = {0};

        if (object->renamed_from && !was_renamed(renames, first, object->path))
            ring = ring_of(run, from, models, object);
        if (ring.count == 0)
            continue;
        switch (ring_state(run, from, &ring)) {
        case RING_DONE:
            break;
        case RING_OPEN:
            ring_rename(run, from, &ring, renames);
            break;
        case RING_UNTOLD:
            refuse_ring(run, findings, &ring);
            return false;
        }
    }
    return true;
}

typedef struct Done {
    const Renames *renames;
    size_t first;
    bool found;
} Done;

static void find_renamed(void *context, Object *same)
{
    Done *done = context;

    done->found = done->found || was_renamed(done->renames, done->first, same->path);
}

/* What had its name already; the renames of its kind begin at `first`. */
static void note_done(Arena *run, Findings *findings, const Schema *from, const Schema *models,
                      KindId id, const Renames *renames, size_t first)
{
    const Map *to = &models->objects[id];

    for (size_t i = 0; i < to->entries.count; i++) {
        const Object *object = to->entries.items[i].value;
        Done done = {renames, first, was_renamed(renames, first, object->path)};

        if (!object->renamed_from || !object->name_given || !is_taken(from, object))
            continue;
        if (object->parent)
            each_ancestor(run, models, object, find_renamed, &done);
        if (!done.found)
            finding_add(findings, FINDING_M403, object->at,
                        "the rename from '%s' is done; the hint can go", object->renamed_from);
    }
}

/* ---- Labels ---- */

/* `text` with `now` in the place of `old`; itself when it has none. */
static const char *replaced(Arena *run, const char *text, const char *old, const char *now)
{
    StrBuf out = {.arena = run};
    const char *at = text ? strstr(text, old) : NULL;

    if (!at)
        return text;
    for (; at; text = at + strlen(old), at = strstr(text, old)) {
        strbuf_addn(&out, text, (size_t)(at - text));
        strbuf_add(&out, now);
    }
    strbuf_add(&out, text);
    return strbuf_text(&out);
}

/* The server spells a label as a literal with its type, and so knows it by any name. */
static const char *literal_of(Arena *run, const Object *type, const char *label)
{
    StrBuf out = {.arena = run};

    sql_add_constant(&out, label);
    strbuf_addf(&out, "::%s", type->path);
    return strbuf_text(&out);
}

static void follow_label(Arena *run, const Schema *from, const char *old, const char *now)
{
    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; i < from->objects[id].entries.count; i++)
            for (size_t k = 0; k < kind_of(id)->attr_count; k++) {
                const Attr *attr = &kind_of(id)->attrs[k];
                Sql *sql = attr->type == ATTR_SQL
                               ? attr_field(from->objects[id].entries.items[i].value, attr)
                               : NULL;

                if (!sql)
                    continue;
                sql->text = replaced(run, sql->text, old, now);
                sql->spelled = replaced(run, sql->spelled, old, now);
            }
}

static const StrVec *labels_of(const Object *object)
{
    const Kind *kind = kind_of(object->kind_id);

    return attr_names(object, attr_find(kind, kind->labels, strlen(kind->labels)));
}

static void rename_labels(Arena *run, Schema *from, const Object *to, Renames *renames)
{
    Object *object = schema_find(from, to->kind_id, to->path);
    LabelSteps steps;
    RenameStep step;

    if (!object)
        return;
    rename_begin(run, from, renames);
    step.before = object_copy(run, object);
    if (!kind_of(to->kind_id)->rename_labels(run, object, to))
        return;
    twins_forget(from);
    step.after = object_copy(run, object);
    vec_push(run, renames, step);
    steps = label_steps(run, labels_of(step.before), labels_of(object));
    for (size_t i = 0; i < steps.count; i++)
        follow_label(run, from, literal_of(run, object, steps.items[i].old),
                     literal_of(run, object, steps.items[i].now));
}

/* Whether a label has another name there. */
static bool will_rename_labels(const Schema *from, const Object *to)
{
    const Object *object = schema_find(from, to->kind_id, to->path);
    Arena *scratch = arena_new();
    bool any =
        object && kind_of(to->kind_id)->rename_labels(scratch, object_copy(scratch, object), to);

    arena_free(scratch);
    return any;
}

static bool will_turn(const Schema *from, const Schema *models, const Object *to)
{
    Arena *scratch = arena_new();
    Ring ring = ring_of(scratch, from, models, to);
    bool any = ring.count > 0 && ring_state(scratch, from, &ring) == RING_OPEN;

    arena_free(scratch);
    return any;
}

bool plan_will_rename(const Schema *from, const Schema *to)
{
    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; i < to->objects[id].entries.count; i++) {
            const Object *object = to->objects[id].entries.items[i].value;

            if ((object->renamed_from &&
                 (!schema_find(from, id, object->path) || will_turn(from, to, object))) ||
                (kind_of(id)->labels && will_rename_labels(from, object)))
                return true;
        }
    return false;
}

/* In a database that does not have the table either, the history is not that far yet. */
static void note_stale_drops(Findings *findings, const Schema *from, const Schema *to)
{
    for (size_t i = 0; i < to->dropped.count; i++) {
        const DropHint *hint = &to->dropped.items[i];

        if (!schema_has(from, hint->path) && (!hint->parent || schema_has(from, hint->parent)))
            finding_add(findings, FINDING_M405, hint->at,
                        "'%s' is dropped already; the hint can go", hint->path);
    }
}

/* MC113: a column that an heir has from another table as well keeps its name there. */
static bool refuse_several(Arena *run, Findings *findings, const Schema *from, const Map *to)
{
    bool can = true;

    if (!inherits_several(from))
        return true;
    for (size_t i = 0; i < to->entries.count; i++) {
        const Object *column = to->entries.items[i].value;
        const Object *old = find_renamed_from(run, from, column);
        const char *other;
        const Object *heir = old ? inherited_elsewhere(run, from, old, &other) : NULL;

        if (!heir)
            continue;
        can = false;
        finding_add(findings, FINDING_MC113, column->at,
                    "PostgreSQL cannot rename column \"%s\": table \"%s\" has it from \"%s\" as "
                    "well",
                    old->path, heir->path, other);
    }
    return can;
}

/* MC113: an heir has a column of the new name, which would be two. */
static bool refuse_held(Arena *run, Findings *findings, const Schema *from, const Schema *models)
{
    const Map *columns = &models->objects[KIND_COLUMN];
    bool can = true;

    for (size_t i = 0; i < columns->entries.count; i++) {
        const Object *to = columns->entries.items[i].value;
        const Object *old = find_renamed_from(run, from, to);
        const Object *heir = old ? in_the_way(run, from, models, old, to) : NULL;

        if (!heir)
            continue;
        can = false;
        finding_add(
            findings, FINDING_MC113, to->at,
            "PostgreSQL cannot rename column \"%s\": table \"%s\", which inherits it, has a "
            "column \"%s\" already",
            old->path, heir->path, to->name);
    }
    return can;
}

/* Kinds come in order of creation: a table has its new name before its columns are asked. */
bool plan_renames(Arena *run, Findings *findings, Schema *from, const Schema *to, Renames *renames)
{
    for (KindId id = 0; id < KIND_COUNT; id++) {
        size_t before = renames->count;

        if (id == KIND_COLUMN && !refuse_several(run, findings, from, &to->objects[id]))
            return false;
        rename_kind(run, from, to, id, renames);
        if (id == KIND_COLUMN && !refuse_held(run, findings, from, to))
            return false;
        if (!rename_rings(run, findings, from, to, id, renames))
            return false;
        note_done(run, findings, from, to, id, renames, before);
        for (size_t i = 0; kind_of(id)->labels && i < to->objects[id].entries.count; i++)
            rename_labels(run, from, to->objects[id].entries.items[i].value, renames);
    }
    note_stale_drops(findings, from, to);
    return true;
}
