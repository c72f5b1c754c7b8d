#include "schema/kinds/enum/enum.h"
#include "schema/kinds/enum/enum.sql.h"
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

/* What the label is called in `to`; itself where nobody says otherwise. */
static const char *label_in(const Enum *from, const Enum *to, const char *label)
{
    for (size_t i = 0; i + 1 < to->renamed.count; i += 2)
        if (text_same(to->renamed.items[i + 1], label) && !strvec_has(&to->labels, label) &&
            !strvec_has(&from->labels, to->renamed.items[i]))
            return to->renamed.items[i];
    return label;
}

static bool rename_labels(Arena *run, Object *object, const Object *to)
{
    Enum *from = (Enum *)object;
    StrVec labels = {0};
    bool any = false;

    for (size_t i = 0; i < from->labels.count; i++) {
        const char *label = label_in(from, (const Enum *)to, from->labels.items[i]);

        any = any || !text_same(label, from->labels.items[i]);
        vec_push(run, &labels, label);
    }
    from->labels = labels;
    return any;
}

static void write_renamed_labels(StrBuf *out, const Object *before, const Object *after)
{
    const StrVec *old = &((const Enum *)before)->labels, *now = &((const Enum *)after)->labels;

    for (size_t i = 0; i < old->count; i++) {
        if (text_same(old->items[i], now->items[i]))
            continue;
        strbuf_addf(out, "%sALTER TYPE %s RENAME VALUE ", out->length ? ";\n" : "", after->path);
        sql_add_literal(out, old->items[i]);
        strbuf_add(out, " TO ");
        sql_add_literal(out, now->items[i]);
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
