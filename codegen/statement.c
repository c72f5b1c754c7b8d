#include "codegen/statement.h"

#include "base/place.h"
#include "base/text.h"
#include "codegen/unchecked.h"
#include "schema/refs.h"
#include "schema/sql.h"
#include "schema/template.h"

#include <string.h>

typedef struct Folding {
    Arena *run;
    const Plan *plan;
    const Object *part;
    bool *folded; /* by operation */
    size_t whole; /* position of the CREATE of part's parent, plus one */
    bool fits;
} Folding;

/* Whether it has become what it will be before the whole is created. */
static bool is_changed_before(const Folding *folding, const Object *needed)
{
    const OpVec *ops = &folding->plan->ops;

    for (size_t i = folding->whole; i < ops->count; i++)
        if (ops->items[i].to == needed || ops->items[i].from == needed)
            return false;
    return true;
}

/* What the part needs must be there when its whole is created. */
static void must_be_there(void *context, Object *needed, RefStrength strength)
{
    Folding *folding = context;
    size_t position = needed->plan.position;

    (void)strength;
    if (needed == folding->part->parent)
        return;
    if (position && needed->parent && folding->folded[position - 1])
        position = needed->parent->plan.position;
    if (position > folding->whole ||
        (!position && needed->plan.count && !is_changed_before(folding, needed)))
        folding->fits = false;
}

static const StrVec *key_columns(const Object *object)
{
    static const char name[] = "columns";
    const Kind *kind = kind_of(object->kind_id);

    return kind->is_key ? attr_names(object, attr_find(kind, name, strlen(name))) : NULL;
}

/* Whether one of its kind comes before this one, which PostgreSQL can take for the same. */
static bool can_merge(const Object *object)
{
    for (size_t i = 0; kind_of(object->kind_id)->merges && i < object->parent->children.count;
         i++) {
        const Object *other = object->parent->children.items[i];

        if (other->kind_id == object->kind_id && other->position < object->position)
            return true;
    }
    return false;
}

/* Whether a key over the same columns comes before this one. */
static bool repeats_key(const Object *object)
{
    const StrVec *columns = key_columns(object);

    for (size_t i = 0; columns && i < object->parent->children.count; i++) {
        const Object *other = object->parent->children.items[i];
        const StrVec *others = key_columns(other);
        bool before = other->kind_id < object->kind_id ||
                      (other->kind_id == object->kind_id && other->position < object->position);

        if (before && others && strvec_same(columns, others))
            return true;
    }
    return false;
}

static bool fits_in_parent(Folding *folding, const Object *part)
{
    Arena *scratch;

    if (!part->parent || !part->parent->plan.position || object_stands_alone(part) ||
        repeats_key(part) || can_merge(part) || !kind_of(part->parent->kind_id)->has_parts)
        return false;
    scratch = arena_new();
    folding->part = part;
    folding->whole = part->parent->plan.position;
    folding->fits = part->plan.behind <= folding->whole;
    object_refs(scratch, folding->plan->to, part, must_be_there, folding);
    arena_free(scratch);
    return folding->fits;
}

static bool *find_folded(Arena *run, const Plan *plan)
{
    Folding folding = {.run = run, .plan = plan};

    folding.folded = arena_alloc(run, plan->ops.count * sizeof(bool));
    for (size_t i = 0; i < plan->ops.count; i++)
        folding.folded[i] = plan->ops.items[i].verb == VERB_CREATE &&
                            fits_in_parent(&folding, plan->ops.items[i].to);
    return folding.folded;
}

/* CREATE with its lines, by kind, then in the order of the model. */
static void add_create(Arena *run, StrBuf *out, const Plan *plan, const Object *whole,
                       const bool *folded, Statement *statement)
{
    VEC(const Object *) parts = {0};

    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; i < whole->children.count; i++) {
            const Object *part = whole->children.items[i];

            if (part->kind_id != id || !part->plan.position || !folded[part->plan.position - 1])
                continue;
            vec_push(run, &parts, plan->ops.items[part->plan.position - 1].to);
            vec_push(run, &statement->ops, part->plan.position - 1);
        }
    object_add_create_with(out, whole, parts.items, parts.count);
}

static void add_alter(StrBuf *out, const Op *op)
{
    if (op->attr->write)
        op->attr->write(out, op->from, op->to);
    else
        template_add(out, op->attr->alter, op->to);
}

static void add_drop(StrBuf *out, const Object *object)
{
    const Kind *kind = kind_of(object->kind_id);

    if (kind->write_drop)
        kind->write_drop(out, object);
    else
        template_add(out, kind->drop, object);
}

bool renames_labels(const Op *op)
{
    return op->verb == VERB_RENAME && kind_of(op->to->kind_id)->labels &&
           text_same(op->from->path, op->to->path);
}

static Statement make_statement(Arena *run, const Plan *plan, size_t index, const bool *folded)
{
    const Op *op = &plan->ops.items[index];
    StrBuf out = {.arena = run};
    Statement statement = {0};

    vec_push(run, &statement.ops, index);
    switch (op->verb) {
    case VERB_CREATE:
        if (kind_of(op->to->kind_id)->has_parts)
            add_create(run, &out, plan, op->to, folded, &statement);
        else
            object_add_create(&out, op->to);
        break;
    case VERB_ALTER:
        add_alter(&out, op);
        break;
    case VERB_DROP:
    case VERB_STRIP:
        add_drop(&out, op->from);
        break;
    case VERB_RENAME:
        if (renames_labels(op))
            kind_of(op->to->kind_id)->write_renamed_labels(&out, op->from, op->to);
        else
            object_add_rename(&out, op->from, op->to);
        break;
    }
    statement.sql = strbuf_text(&out);
    return statement;
}

/* What `sql` has in common with a neighbour that can join it; 0: nothing, or several statements. */
static size_t shared_head(const char *sql, const char *head)
{
    return *head && text_starts(sql, head) && !strstr(sql, ";\n") ? strlen(head) : 0;
}

/* The last of several statements. */
static const char *last_line(const char *sql)
{
    for (const char *next; (next = strstr(sql, ";\n"));)
        sql = next + 2;
    return sql;
}

/* Whether two operations do the same kind of thing, so that PostgreSQL's passes cannot mix them up.
 */
static bool alike(const Op *a, const Op *b)
{
    const Object *x = op_object(a), *y = op_object(b);

    return a->verb == b->verb && a->verb != VERB_RENAME && a->attr == b->attr &&
           x->kind_id == y->kind_id && x->parent && x->parent == y->parent;
}

/*
 * Options of one object that its ALTER takes together, and that only make sense together.  What has
 * to be done before one of them is done before all.
 */
static bool join(Arena *run, const Op *a, const Op *b, Statement *last, const Statement *next)
{
    StrBuf head = {.arena = run};

    if (a->verb != VERB_ALTER || b->verb != VERB_ALTER || a->to != b->to || !a->attr->joint ||
        !text_same(a->attr->joint, b->attr->joint))
        return false;
    template_add(&head, a->attr->joint, b->to);

    const char *mine = last_line(last->sql), *other = last_line(next->sql);
    size_t length = shared_head(other, strbuf_text(&head));

    if (!length || !shared_head(mine, strbuf_text(&head)))
        return false;
    last->sql = arena_printf(run, "%.*s%.*s%s%s", (int)(mine - last->sql), last->sql,
                             (int)(other - next->sql), next->sql, mine, other + length);
    return true;
}

/* Two that alter one table in the same way become a list; RENAME and ATTACH stand in none. */
static bool list(Arena *run, const Op *a, const Op *b, Statement *last, const Statement *next)
{
    if (!alike(a, b) || (a->attr && a->attr->place))
        return false;

    const char *head = arena_printf(run, "ALTER TABLE %s", op_object(a)->parent->path);
    size_t length = shared_head(last->sql, head), tail = shared_head(next->sql, head);

    if (!length || !tail || next->sql[tail] != ' ' || text_starts(next->sql + tail, " RENAME "))
        return false;
    if (last->sql[length] == ' ')
        last->sql = arena_printf(run, "%s\n    %s", head, last->sql + length + 1);
    last->sql = arena_printf(run, "%s,\n    %s", last->sql, next->sql + tail + 1);
    return true;
}

/* Operations with a story of their own stand alone. */
static bool has_hazard(const Hazards *hazards, size_t op)
{
    for (size_t i = 0; i < hazards->count; i++)
        if (hazards->items[i].op == op)
            return true;
    return false;
}

typedef bool Merge(Arena *run, const Op *a, const Op *b, Statement *last, const Statement *next);

/* The statements with neighbours in one where `merge` can do that. */
static Statements merged(Arena *run, const Plan *plan, const Hazards *hazards, Merge *merge,
                         const Statements *statements)
{
    Statements out = {0};
    bool open = false; /* the last statement may take another one in */

    for (size_t i = 0; i < statements->count; i++) {
        const Statement *next = &statements->items[i];
        bool alone = has_hazard(hazards, next->ops.items[0]);
        Statement *last = open && !alone ? &out.items[out.count - 1] : NULL;

        if (last && merge(run, &plan->ops.items[last->ops.items[0]],
                          &plan->ops.items[next->ops.items[0]], last, next))
            for (size_t k = 0; k < next->ops.count; k++)
                vec_push(run, &last->ops, next->ops.items[k]);
        else
            vec_push(run, &out, *next);
        open = !alone;
    }
    return out;
}

Statements statements_make(Arena *run, const Plan *plan, const Hazards *hazards)
{
    Statements statements = {0};
    bool *folded = find_folded(run, plan);

    for (size_t i = 0; i < plan->ops.count; i++) {
        Statement statement = {0};

        if (!folded[i])
            statement = make_statement(run, plan, i, folded);
        /* What another operation says along with its own is empty. */
        if (statement.sql && *statement.sql)
            vec_push(run, &statements, statement);
    }
    /* What one object says together goes before what several objects say side by side. */
    statements = merged(run, plan, hazards, join, &statements);
    statements = merged(run, plan, hazards, list, &statements);
    leave_unchecked(run, plan, &statements);
    return statements;
}

/* "models/users.h:3:10", or "" for what no model says. */
static const char *place_text(Arena *run, const Finding *finding)
{
    Place place = place_in_file(finding->at);

    return place.line ? arena_printf(run, " %s:%zu:%zu", finding->at.file, place.line, place.column)
                      : "";
}

/* A comment ends with its line, whatever the name of the object has in it. */
static void add_on_one_line(StrBuf *out, const char *text)
{
    for (; *text; text++)
        strbuf_addc(out, *text == '\n' || *text == '\r' ? ' ' : *text);
}

/* The same path, line breaks in a name written as their numbers. */
static const char *path_on_one_line(Arena *run, const char *path)
{
    StrBuf out = {.arena = run};

    for (const char *p = path; *p;) {
        size_t length = *p == '"' ? strcspn(p + 1, "\"") + 2 : 1;

        if (!memchr(p, '\n', length)) {
            strbuf_addn(&out, p, length);
            p += length;
            continue;
        }
        strbuf_add(&out, "U&");
        for (const char *end = p + length; p < end; p++)
            if (*p == '\n')
                strbuf_add(&out, "\\000a");
            else
                strbuf_addf(&out, *p == '\\' ? "\\%c" : "%c", *p);
    }
    return strbuf_text(&out);
}

static void add_hazard(Arena *run, StrBuf *out, const Hazard *hazard)
{
    const FindingKind *kind = finding_kind(hazard->finding->id);

    strbuf_addf(out, "-- modelc:hazard %s %s ", kind->code, kind->name);
    add_on_one_line(out, hazard->finding->object ? hazard->finding->object : "");
    strbuf_addf(out, "%s\n", place_text(run, hazard->finding));
    for (size_t i = 0; i < hazard->lines.count; i++) {
        strbuf_add(out, "-- ");
        add_on_one_line(out, hazard->lines.items[i]);
        strbuf_addc(out, '\n');
    }
    if (hazard->empty)
        strbuf_addf(out, "-- modelc:precheck SELECT 1 FROM %s\n",
                    path_on_one_line(run, hazard->empty));
}

static bool runs(const Statement *statement, size_t op)
{
    for (size_t i = 0; i < statement->ops.count; i++)
        if (statement->ops.items[i] == op)
            return true;
    return false;
}

const char *statements_text(Arena *run, const Statements *statements, const Hazards *hazards)
{
    StrBuf out = {.arena = run};

    for (size_t i = 0; i < statements->count; i++) {
        if (i)
            strbuf_addc(&out, '\n');
        for (size_t k = 0; k < hazards->count; k++)
            if (runs(&statements->items[i], hazards->items[k].op))
                add_hazard(run, &out, &hazards->items[k]);
        strbuf_addf(&out, "%s;\n", statements->items[i].sql);
    }
    return strbuf_text(&out);
}
