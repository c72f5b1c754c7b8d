#include "schema/kinds/column/not_null.h"

#include "base/text.h"
#include "schema/sql.h"
#include "schema/template.h"

static const Column *as_column(const Object *object)
{
    return (const Column *)object;
}

const char *not_null_name(Arena *run, const Object *object)
{
    const Column *column = as_column(object);
    const char *name = column->not_null_name ? column->not_null_name : column->not_null_called;

    return name ? name
                : sql_ident(run, name_join(run, object->parent->name, object->name, "not_null"));
}

const char *not_null_constraint(Arena *run, const Object *column)
{
    return as_column(column)->not_null ? not_null_name(run, column) : NULL;
}

bool not_null_is_handed(const Object *column)
{
    return as_column(column)->not_null_inherited;
}

void not_null_keep_name(Arena *run, unsigned version, Column *column)
{
    enum { NAMED_SINCE = 18 };

    if (version < NAMED_SINCE || !column->not_null || column->not_null_inherited)
        return;
    column->not_null_name = not_null_name(run, &column->object);
    column->not_null_called = NULL;
}

/*
 * Whether it follows its column: ADD COLUMN cannot say NOT VALID, and where it says NO INHERIT the
 * columns of heirs become NOT NULL as well.  An identity brings its own.
 */
static bool is_added(const Column *column)
{
    return column->not_null_not_valid || (column->not_null_no_inherit && !column->identity);
}

void not_null_clause(StrBuf *out, const Object *object)
{
    const Column *column = as_column(object);

    if (column->not_null && !is_added(column))
        template_add(out, "[ CONSTRAINT {not_null_name}] NOT NULL", object);
}

/*
 * What heirs have before keeps its own name; a name that an heir has for something else they cannot
 * have from above.
 */
static void tell_heirs(StrBuf *out, const Object *object, bool set)
{
    const StrVec *heirs = &object->plan.taken_in;

    for (size_t i = 0; i < heirs->count && !as_column(object)->not_null_no_inherit; i++) {
        strbuf_addf(out, "%sALTER TABLE %s ALTER COLUMN ", set ? "" : ";\n", heirs->items[i]);
        template_add(out, "{name} ", object);
        strbuf_add(out, set ? "SET NOT NULL;\n" : "DROP NOT NULL");
    }
}

bool not_null_follows(const Schema *from, const Object *object)
{
    (void)from;
    return object->plan.taken_in.count && !as_column(object)->identity &&
           !is_added(as_column(object));
}

static void add_constraint(StrBuf *out, const Object *object)
{
    tell_heirs(out, object, true);
    template_add(out,
                 "ALTER TABLE {parent} ADD[ CONSTRAINT {not_null_name}] NOT NULL {name}"
                 "{not_null_no_inherit? NO INHERIT|}{not_null_not_valid? NOT VALID|}",
                 object);
}

void not_null_write(StrBuf *out, const Object *from, const Object *to)
{
    const Column *column = as_column(to);

    /* What is said again has its constraint where constraints are known at all. */
    if (column->not_null && !(from && as_column(from)->not_null) &&
        (column->not_null_name || column->not_null_no_inherit || column->not_null_not_valid ||
         to->plan.taken_in.count)) {
        add_constraint(out, to);
        return;
    }
    /* A column that goes, whose heirs keep theirs. */
    if (!column->not_null && column->identity)
        template_add(out, "ALTER TABLE {parent} ALTER COLUMN {name} DROP IDENTITY;\n", to);
    template_add(out, "ALTER TABLE {parent} ALTER COLUMN {name} {not_null?SET|DROP} NOT NULL", to);
    if (!column->not_null && from)
        tell_heirs(out, from, false);
    for (size_t i = 0; i < to->plan.kept_in.count; i++) {
        strbuf_addf(out, ";\nALTER TABLE %s ALTER COLUMN ", to->plan.kept_in.items[i]);
        template_add(out, "{name} SET NOT NULL", to);
    }
}

Change not_null_judge(const Object *from, const Object *to)
{
    return as_column(from)->not_null && as_column(to)->not_null ? CHANGE_ALTER : CHANGE_IGNORE;
}

/* The usual name can be given as well. */
static bool is_renamed(const Object *from, const Object *to)
{
    Arena *scratch = arena_new();
    bool same = text_same(not_null_name(scratch, from), not_null_name(scratch, to));

    arena_free(scratch);
    return !same;
}

Change not_null_judge_name(const Object *from, const Object *to)
{
    return is_renamed(from, to) ? not_null_judge(from, to) : CHANGE_IGNORE;
}

/* Whether it is handed down under another name: heirs that have one keep theirs, and so that comes
 * first. */
static bool joins_renamed(const Object *from, const Object *to)
{
    return as_column(from)->not_null_no_inherit && !as_column(to)->not_null_no_inherit &&
           is_renamed(from, to);
}

Change not_null_judge_no_inherit(const Object *from, const Object *to)
{
    return joins_renamed(from, to) ? CHANGE_IGNORE : not_null_judge(from, to);
}

static bool is_renamed_apart(const Object *from, const Object *to)
{
    return as_column(from)->not_null_differs || as_column(to)->not_null_differs ||
           to->plan.taken_in.count || from->plan.taken_in.count;
}

/* It would be renamed in heirs too, which can have it under another name: it is made anew. */
void not_null_write_name(StrBuf *out, const Object *from, const Object *to)
{
    if (is_renamed_apart(from, to)) {
        template_add(out, "ALTER TABLE {parent} ALTER COLUMN {name} DROP NOT NULL;\n", to);
        add_constraint(out, to);
        return;
    }
    template_add(out, "ALTER TABLE {parent} RENAME CONSTRAINT ", to);
    strbuf_addf(out, "%s TO %s", not_null_name(out->arena, from), not_null_name(out->arena, to));
    if (joins_renamed(from, to)) {
        template_add(out, ";\nALTER TABLE {parent} ALTER CONSTRAINT ", to);
        strbuf_addf(out, "%s INHERIT", not_null_name(out->arena, to));
    }
}

void not_null_write_no_inherit(StrBuf *out, const Object *from, const Object *to)
{
    if (!from && is_added(as_column(to))) {
        if (!as_column(to)->not_null_not_valid)
            add_constraint(out, to);
        return;
    }
    /* What is taken away is so before the name changes. */
    template_add(out, "ALTER TABLE {parent} ALTER CONSTRAINT ", to);
    strbuf_add(out, not_null_name(out->arena, as_column(to)->not_null_no_inherit ? to : from));
    template_add(out, " {not_null_no_inherit?NO INHERIT|INHERIT}", to);
}

/* What is proved cannot be put in doubt: it is made anew. */
void not_null_write_not_valid(StrBuf *out, const Object *from, const Object *to)
{
    if (!as_column(to)->not_null_not_valid) {
        template_add(out, "ALTER TABLE {parent} VALIDATE CONSTRAINT ", to);
        strbuf_add(out, not_null_name(out->arena, from));
        return;
    }
    if (from)
        template_add(out, "ALTER TABLE {parent} ALTER COLUMN {name} DROP NOT NULL;\n", to);
    add_constraint(out, to);
}
