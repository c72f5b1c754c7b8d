#include "schema/kinds/enum/enum.h"
#include "schema/kinds/enum/enum.sql.h"
#include "schema/label_steps.h"
#include "schema/sql.h"

#include "base/text.h"

/* PostgreSQL can add labels anywhere, but neither remove nor move one. */
static Change judge_labels(const Object *from, const Object *to)
{
    const StrVec *before = &((const Enum *)from)->labels;
    const StrVec *after = &((const Enum *)to)->labels;
    size_t kept = 0;

    for (size_t i = 0; i < after->count && kept < before->count; i++)
        kept += text_same(after->items[i], before->items[kept]);
    return kept == before->count ? CHANGE_ALTER : CHANGE_REPLACE;
}

/* Each new label says its place, so that the order never depends on what is there already. */
static void write_labels(StrBuf *out, const Object *from, const Object *to)
{
    const StrVec *before = &((const Enum *)from)->labels;
    const StrVec *after = &((const Enum *)to)->labels;
    const char *separator = "";

    for (size_t i = 0; i < after->count; i++) {
        if (strvec_has(before, after->items[i]))
            continue;
        strbuf_addf(out, "%sALTER TYPE %s ADD VALUE ", separator, to->path);
        sql_add_literal(out, after->items[i]);
        if (i > 0) {
            strbuf_add(out, " AFTER ");
            sql_add_literal(out, after->items[i - 1]);
        } else if (before->count > 0) {
            strbuf_add(out, " BEFORE ");
            sql_add_literal(out, before->items[0]);
        }
        separator = ";\n";
    }
}

/* What the label is called in `to`; NULL where nobody says. */
static const char *new_name(const Enum *to, const char *label)
{
    for (size_t i = 0; i + 1 < to->renamed.count; i += 2)
        if (text_same(to->renamed.items[i + 1], label))
            return to->renamed.items[i];
    return NULL;
}

/*
 * Again and again, since of a to b and b to c the second comes first.  A name that is there still
 * says that the rename is done; what was renamed just now is not asked again.
 */
static void rename_free(Arena *run, const Enum *from, const Enum *to, StrVec *labels)
{
    bool any;

    do {
        any = false;
        for (size_t i = 0; i < labels->count; i++) {
            const char *old = from->labels.items[i];
            const char *now = text_same(labels->items[i], old) ? new_name(to, old) : NULL;

            if (!now || strvec_has(labels, now))
                continue;
            labels->items[i] = arena_strdup(run, now);
            any = true;
        }
    } while (any);
}

/* Labels from `first` on, each the new name of the one before, back to it; empty: they do not end
 * there, or one of them is not in `labels`. */
static StrVec ring_of(Arena *run, const Enum *to, const StrVec *labels, const char *first)
{
    StrVec ring = {0};
    const char *label = first;

    do {
        if (!label || !strvec_has(labels, label) || strvec_has(&ring, label))
            return (StrVec){0};
        vec_push(run, &ring, label);
        label = new_name(to, label);
    } while (!text_same(label, first));
    return ring;
}

/* The labels of the ring, as they stand in `labels`. */
static StrVec places(Arena *run, const StrVec *ring, const StrVec *labels)
{
    StrVec found = {0};

    for (size_t i = 0; i < labels->count; i++)
        if (strvec_has(ring, labels->items[i]))
            vec_push(run, &found, labels->items[i]);
    return found;
}

/* Labels that exchange their names keep their places: those tell whether it is done already. */
static void rename_ring(Arena *run, const Enum *to, const char *first, StrVec *labels)
{
    StrVec ring = ring_of(run, to, labels, first), now = {0};
    StrVec wanted = places(run, &ring, &to->labels), then;

    for (size_t i = 0; i < labels->count; i++) {
        bool turns = strvec_has(&ring, labels->items[i]);

        vec_push(run, &now, turns ? new_name(to, labels->items[i]) : labels->items[i]);
    }
    then = places(run, &ring, &now);
    if (ring.count > 0 && strvec_same(&then, &wanted))
        *labels = now;
}

static bool rename_labels(Arena *run, Object *object, const Object *object_to)
{
    const Enum *to = (const Enum *)object_to;
    Enum *from = (Enum *)object;
    StrVec labels = {0};

    for (size_t i = 0; i < from->labels.count; i++)
        vec_push(run, &labels, from->labels.items[i]);
    rename_free(run, from, to, &labels);
    for (size_t i = 0; i < labels.count; i++)
        if (text_same(labels.items[i], from->labels.items[i]))
            rename_ring(run, to, labels.items[i], &labels);
    if (strvec_same(&labels, &from->labels))
        return false;
    from->labels = labels;
    return true;
}

static void write_renamed_labels(StrBuf *out, const Object *before, const Object *after)
{
    LabelSteps steps =
        label_steps(out->arena, &((const Enum *)before)->labels, &((const Enum *)after)->labels);

    for (size_t i = 0; i < steps.count; i++) {
        strbuf_addf(out, "%sALTER TYPE %s RENAME VALUE ", out->length ? ";\n" : "", after->path);
        sql_add_literal(out, steps.items[i].old);
        strbuf_add(out, " TO ");
        sql_add_literal(out, steps.items[i].now);
    }
}

static const Attr enum_attrs[] = {
    ATTR_(Enum, labels, .change = CHANGE_ALTER, .late = true, .judge = judge_labels,
          .write = write_labels),
    ATTR_IGNORE(Enum, renamed),
    ATTR_COMMENT("COMMENT ON TYPE {path} IS {comment!}"),
};

const Kind kind_enum = {
    .name = "enum",
    .title = "enum",
    .scope = SCOPE_SCHEMA,
    .has_type = true,
    .size = sizeof(Enum),
    .catalog_query = enum_sql,
    ATTRS(enum_attrs),
    .create = "CREATE TYPE {path} AS ENUM ({labels!})",
    .drop = "DROP TYPE {path}",
    .rename = "ALTER TYPE {path} RENAME TO",
    .labels = "labels",
    .rename_labels = rename_labels,
    .write_renamed_labels = write_renamed_labels,
};
