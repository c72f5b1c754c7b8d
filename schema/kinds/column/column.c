#include "schema/kinds/column/column.h"
#include "base/text.h"
#include "schema/counter.h"
#include "schema/inherited.h"
#include "schema/kinds/column/column.sql.h"
#include "schema/kinds/column/generated.h"
#include "schema/kinds/column/not_null.h"
#include "schema/kinds/column_setting/column_setting.h"
#include "schema/parameters.h"
#include "schema/sql.h"
#include "schema/template.h"

#include <string.h>

static const Column *as_column(const Object *object)
{
    return (const Column *)object;
}

/* A type that cannot be cast, not even by USING, is dropped and added: the hazard says so. */
static Change judge_type(const Object *from, const Object *to)
{
    (void)from;
    return as_column(to)->no_cast && !as_column(to)->using_expr.text ? CHANGE_RECREATE
                                                                     : CHANGE_ALTER;
}

/* Whether the default has to step aside while the type changes by USING. */
static bool default_steps_aside(const Column *from, const Column *to)
{
    return from->default_expr.text && to->using_expr.text &&
           !text_same(from->type.text, to->type.text);
}

static void write_type(StrBuf *out, const Object *from, const Object *to)
{
    bool aside = as_column(from)->default_expr.text && as_column(to)->using_expr.text;

    if (aside)
        template_add(out, "ALTER TABLE {parent} ALTER COLUMN {name} DROP DEFAULT;\n", to);
    template_add(out,
                 "ALTER TABLE {parent} ALTER COLUMN {name} TYPE {type}[ COLLATE {collation}]"
                 "[ USING {using_expr}]",
                 to);
    if (aside && as_column(to)->default_expr.text)
        template_add(out, ";\nALTER TABLE {parent} ALTER COLUMN {name} SET DEFAULT {default_expr}",
                     to);
}

static Change judge_default(const Object *from, const Object *to)
{
    return default_steps_aside(as_column(from), as_column(to)) ? CHANGE_IGNORE : CHANGE_ALTER;
}

static Change judge_collation(const Object *from, const Object *to)
{
    return text_same(as_column(from)->type.text, as_column(to)->type.text) ? CHANGE_ALTER
                                                                           : CHANGE_IGNORE;
}

static void write_collation(StrBuf *out, const Object *from, const Object *to)
{
    (void)from;
    template_add(out, "ALTER TABLE {parent} ALTER COLUMN {name} TYPE {type} COLLATE ", to);
    template_add(out, "{collation?|pg_catalog.\"default\"}{collation}", to);
}

static void add_option(StrBuf *options, const char *words, const char *value)
{
    if (value)
        strbuf_addf(options, "%s%s%s", options->length ? " " : "", words, value);
}

static const char *identity_options(Arena *arena, const Column *column)
{
    StrBuf options = {.arena = arena};

    if (column->identity_name)
        strbuf_addf(&options, "SEQUENCE NAME %s.%s", object_namespace(&column->object)->path,
                    column->identity_name);
    add_option(&options, "START WITH ", column->identity_start);
    add_option(&options, "INCREMENT BY ", column->identity_increment);
    add_option(&options, "MINVALUE ", column->identity_min);
    add_option(&options, "MAXVALUE ", column->identity_max);
    add_option(&options, "CACHE ", column->identity_cache);
    add_option(&options, "CYCLE", column->identity_cycle ? "" : NULL);
    return options.text;
}

static void add_identity(StrBuf *out, const Object *object)
{
    const char *options = identity_options(out->arena, as_column(object));

    template_add(out, "GENERATED {identity} AS IDENTITY", object);
    if (options)
        strbuf_addf(out, " (%s)", options);
}

const char *column_usual_sequence(Arena *run, const Object *column)
{
    return sql_ident(run, name_join(run, column->parent->name, column->name, "seq"));
}

const char *column_sequence(Arena *run, const Object *object)
{
    const char *name = as_column(object)->identity_name;

    return name ? name : column_usual_sequence(run, object);
}

static const char *identity_sequence(Arena *run, const Object *object)
{
    if (!as_column(object)->identity)
        return NULL;
    return arena_printf(run, "%s.%s", object_namespace(object)->path, column_sequence(run, object));
}

static void write_identity_name(StrBuf *out, const Object *from, const Object *to)
{
    strbuf_addf(out, "ALTER SEQUENCE %s.%s RENAME TO %s", object_namespace(to)->path,
                column_sequence(out->arena, from), column_sequence(out->arena, to));
}

static void keep_names(Arena *run, unsigned version, Object *object)
{
    Column *column = (Column *)object;

    if (column->identity && !column->identity_name)
        column->identity_name = column_usual_sequence(run, object);
    not_null_keep_name(run, version, column);
}

/*
 * What changes the table changes its sequences along, and comes before.  What is taken away is so
 * before the name changes.
 */
static void write_identity_logging(StrBuf *out, const Object *from, const Object *to)
{
    const char *logging = as_column(to)->identity_logging;
    const Object *table = to->parent;

    strbuf_addf(out, "ALTER SEQUENCE %s.%s SET ", object_namespace(to)->path,
                column_sequence(out->arena, logging || !from ? to : from));
    if (logging)
        strbuf_add(out, logging);
    else
        template_add(out, "{unlogged?UNLOGGED|LOGGED}", table);
}

/* What is made is as its table. */
static Change judge_logging(const Object *from, const Object *to)
{
    return as_column(to)->identity && (as_column(from)->identity || as_column(to)->identity_logging)
               ? CHANGE_ALTER
               : CHANGE_IGNORE;
}

/*
 * A column that heirs get as well is no identity column where it is added, but can become one.
 * Those of partitions could be since PostgreSQL 17.
 */
static bool identity_follows(const Schema *from, const Object *object)
{
    return keeps_heirs(from, object->parent->plan.pair);
}

#define ALTER_COLUMN "ALTER TABLE {parent} ALTER COLUMN {name}"

static Counter counter(const Object *object)
{
    const Column *column = as_column(object);

    return (Counter){column->identity_increment, column->identity_min, column->identity_max,
                     column->identity_start, "SET "};
}

/* The sequence behind the column, whose name no model knows, as an expression. */
static const char *sequence_expression(Arena *arena, const Object *column)
{
    StrBuf out = {.arena = arena};

    strbuf_add(&out, "pg_get_serial_sequence(");
    sql_add_literal(&out, column->parent->path);
    strbuf_add(&out, ", ");
    sql_add_literal(&out, column->name);
    strbuf_addc(&out, ')');
    return strbuf_text(&out);
}

static void write_identity(StrBuf *out, const Object *from, const Object *to)
{
    const Counter new = counter(to);

    template_add(out, ALTER_COLUMN " ", to);
    if (!as_column(to)->identity) {
        strbuf_add(out, "DROP IDENTITY");
    } else if (as_column(from)->identity) {
        template_add(out, "SET GENERATED {identity}", to);
    } else {
        strbuf_add(out, "ADD ");
        add_identity(out, to);
        counter_add_rows(out, &new, sequence_expression(out->arena, to), to);
    }
}

static void write_identity_start(StrBuf *out, const Object *from, const Object *to)
{
    const Counter new = counter(to);

    (void)from;
    template_add(out, ALTER_COLUMN " SET START WITH ", to);
    strbuf_add(out, counter_first_value(&new));
}

static void write_identity_increment(StrBuf *out, const Object *from, const Object *to)
{
    const Counter old = counter(from), new = counter(to);

    template_add(out, ALTER_COLUMN " SET INCREMENT BY {identity_increment?|1}{identity_increment}",
                 to);
    counter_add_turn(out, &old, &new);
}

/* It is set to the bound. */
static void add_identity_move(StrBuf *out, const Object *column, const char *bound, bool upper,
                              bool ends)
{
    const char *sequence = sequence_expression(out->arena, column);

    strbuf_addf(out,
                "SELECT setval(%s, %s, %s) FROM pg_sequences s\n"
                "WHERE format('%%I.%%I', s.schemaname, s.sequencename) = %s\n"
                "  AND coalesce(s.last_value, s.start_value) %c %s;\n",
                sequence, bound, ends ? "s.last_value IS NOT NULL" : "false", sequence,
                upper ? '>' : '<', bound);
}

static void write_identity_bound(StrBuf *out, const Object *from, const Object *to, bool upper)
{
    const Counter old = counter(from), new = counter(to);
    const char *bound = counter_move(&old, &new, upper);

    if (bound)
        add_identity_move(out, to, bound, upper, counter_ends_at(&new, upper));
    template_add(out,
                 upper ? ALTER_COLUMN " SET {identity_max?MAXVALUE |NO MAXVALUE}{identity_max}"
                       : ALTER_COLUMN " SET {identity_min?MINVALUE |NO MINVALUE}{identity_min}",
                 to);
    counter_add_start(out, &old, &new, upper);
}

static void write_identity_min(StrBuf *out, const Object *from, const Object *to)
{
    write_identity_bound(out, from, to, false);
}

static void write_identity_max(StrBuf *out, const Object *from, const Object *to)
{
    write_identity_bound(out, from, to, true);
}

/* There is no word for the storage of the type before PostgreSQL 16. */
const char *column_usual_storage(const char *type)
{
    static const char *const mains[] = {"numeric", "inet", "cidr"};

    for (size_t i = 0; i < sizeof mains / sizeof *mains; i++)
        if (type && text_starts(type, mains[i]) && !text_ends(type, "[]"))
            return "MAIN";
    return "EXTENDED";
}

static void write_options(StrBuf *out, const Object *from, const Object *to)
{
    StrBuf head = {.arena = out->arena};

    template_add(&head, "ALTER TABLE {parent} ALTER COLUMN {name}", to);
    parameters_write(out, strbuf_text(&head), from ? as_column(from)->options : NULL,
                     as_column(to)->options);
}

static void write_storage(StrBuf *out, const Object *from, const Object *to)
{
    const Column *column = as_column(to);

    (void)from;
    template_add(out, ALTER_COLUMN " SET STORAGE ", to);
    strbuf_add(out, column->storage ? column->storage : column_usual_storage(column->type.text));
}

static void write_compression(StrBuf *out, const Object *from, const Object *to)
{
    const char *method = as_column(to)->compression;

    (void)from;
    template_add(out, ALTER_COLUMN " SET COMPRESSION {compression?|default}{compression}", to);
    column_spread_compression(out, to->parent, to->name, method, false);
}

/* Options alone matter only while the column stays an identity column. */
static Change judge_option(const Object *from, const Object *to)
{
    return as_column(from)->identity && as_column(to)->identity ? CHANGE_ALTER : CHANGE_IGNORE;
}

/* The usual name with a number behind it is what PostgreSQL gives where that is taken. */
static bool is_as_usual(Arena *scratch, const Object *object)
{
    const char *name = column_sequence(scratch, object);
    const char *usual = column_usual_sequence(scratch, object);

    return text_starts(name, usual) &&
           strspn(name + strlen(usual), "0123456789") == strlen(name + strlen(usual));
}

/* A name that is not given is the usual one, where it counts at all, see modelc/unsaid.h. */
static Change judge_identity_name(const Object *from, const Object *to)
{
    bool given = as_column(from)->identity_name && as_column(to)->identity_name;
    Arena *scratch = arena_new();
    bool same = given ? text_same(column_sequence(scratch, from), column_sequence(scratch, to))
                      : is_as_usual(scratch, from) && is_as_usual(scratch, to);

    arena_free(scratch);
    return same ? CHANGE_IGNORE : judge_option(from, to);
}

static Change judge_start(const Object *from, const Object *to)
{
    const Counter old = counter(from), new = counter(to);

    return judge_option(from, to) == CHANGE_IGNORE ? CHANGE_IGNORE
                                                   : counter_judge_start(&old, &new);
}

/* Bounds and start are checked together, so they change in one statement. */
#define OPTION_ATTR(field, set)                                                                    \
    ATTR_(Column, field, .change = CHANGE_ALTER, .judge = judge_option, .joint = ALTER_COLUMN,     \
          .alter = ALTER_COLUMN " SET " set)

/* A change gives attributes in this order and takes them away in the reverse order, first. */
static const Attr column_attrs[] = {
    ATTR_(Column, type, .change = CHANGE_ALTER, .judge = judge_type, .write = write_type,
          .retypes = true, .passes = true),
    ATTR_(Column, collation, .change = CHANGE_ALTER, .judge = judge_collation,
          .write = write_collation, .retypes = true, .passes = true, .ref = KIND_COLLATION + 1),
    ATTR_(Column, generated, .stuck = generated_is_stuck, .change = CHANGE_ALTER,
          .judge = generated_judge, .compiled = true, .repeats = 16, .write = generated_write),
    ATTR_(Column, is_virtual, .change = CHANGE_RECREATE, .judge = generated_judge_virtual,
          .since = 18),
    ATTR_(Column, default_expr, .change = CHANGE_ALTER, .judge = judge_default, .aside = true,
          .spreads = true,
          .alter = "ALTER TABLE {parent} ALTER COLUMN {name} "
                   "{default_expr?SET DEFAULT |DROP DEFAULT}{default_expr}"),
    ATTR_(Column, not_null, .change = CHANGE_ALTER, .constraint = true, .spreads = true,
          .clashes = 18, .write = not_null_write, .follows = not_null_follows),
    ATTR_(Column, not_null_name, .change = CHANGE_ALTER, .constraint = true, .since = 18,
          .moot = true, .judge = not_null_judge_name, .write = not_null_write_name),
    ATTR_IGNORE(Column, not_null_called),
    ATTR_IGNORE(Column, not_null_inherited),
    ATTR_IGNORE(Column, not_null_differs),
    ATTR_(Column, not_null_no_inherit, .change = CHANGE_ALTER, .constraint = true, .separate = true,
          .since = 18, .holds_back = true, .judge = not_null_judge_no_inherit,
          .write = not_null_write_no_inherit),
    ATTR_(Column, not_null_not_valid, .change = CHANGE_ALTER, .constraint = true, .separate = true,
          .renews = true, .since = 18, .judge = not_null_judge, .write = not_null_write_not_valid),
    ATTR_(Column, identity, .change = CHANGE_ALTER, .sequence = true, .write = write_identity,
          .follows = identity_follows),
    ATTR_(Column, identity_name, .change = CHANGE_ALTER, .sequence = true,
          .judge = judge_identity_name, .write = write_identity_name),
    ATTR_(Column, identity_min, .change = CHANGE_ALTER, .judge = judge_option,
          .joint = ALTER_COLUMN, .write = write_identity_min),
    ATTR_(Column, identity_increment, .change = CHANGE_ALTER, .judge = judge_option,
          .joint = ALTER_COLUMN, .write = write_identity_increment),
    ATTR_(Column, identity_max, .change = CHANGE_ALTER, .judge = judge_option,
          .joint = ALTER_COLUMN, .write = write_identity_max),
    ATTR_(Column, identity_start, .change = CHANGE_ALTER, .judge = judge_start,
          .joint = ALTER_COLUMN, .write = write_identity_start),
    OPTION_ATTR(identity_cache, "CACHE {identity_cache?|1}{identity_cache}"),
    OPTION_ATTR(identity_cycle, "{identity_cycle?CYCLE|NO CYCLE}"),
    ATTR_(Column, identity_logging, .change = CHANGE_ALTER, .separate = true, .since = 15,
          .judge = judge_logging, .write = write_identity_logging),
    ATTR_(Column, storage, .change = CHANGE_ALTER, .separate = true, .lost = true, .spreads = true,
          .write = write_storage),
    ATTR_(Column, compression, .change = CHANGE_ALTER, .lost = true, .spreads = true,
          .write = write_compression),
    /* Without ONLY it would go on to partitions and heirs. */
    ATTR_SEPARATE(Column, statistics,
                  "ALTER TABLE ONLY {parent} ALTER COLUMN {name} SET STATISTICS "
                  "{statistics?|-1}{statistics}"),
    ATTR_(Column, options, .change = CHANGE_ALTER, .separate = true, .write = write_options),
    ATTR_IGNORE(Column, using_expr),
    ATTR_COMMENT("COMMENT ON COLUMN {path} IS {comment!}"),
};

static void write_clause(StrBuf *out, const Object *object)
{
    template_add(out,
                 "{name} {type}[ COMPRESSION {compression}][ COLLATE {collation}]"
                 "[ GENERATED ALWAYS AS ({generated}) {is_virtual?VIRTUAL|STORED}]"
                 "[ DEFAULT {default_expr}]",
                 object);
    if (as_column(object)->identity) {
        strbuf_addc(out, ' ');
        add_identity(out, object);
    }
    not_null_clause(out, object);
}

static Column *copy_of(Arena *run, const Object *object)
{
    Column *copy = ARENA_NEW(run, Column);

    *copy = *as_column(object);
    return copy;
}

static Object *retype(Arena *run, const Object *object, const char *old, const char *now)
{
    Column *copy = copy_of(run, object);
    const char *rest = copy->type.text + strlen(old);

    copy->type.text = arena_printf(run, "%s%s", now, rest);
    return &copy->object;
}

static const char *by_names(Arena *run, const Column *column)
{
    const char *name = sql_ident(run, column->object.name);

    if (text_same(column->type.text, "jsonb"))
        return arena_printf(run, "to_jsonb(%s)", name);
    return arena_printf(run, "jsonb_populate_record(NULL::%s, %s)", column->type.text, name);
}

/* Labels keep their text, so values cross as text, those of arrays too; unless the model says how.
 */
static Object *recast(Arena *run, const Object *object, bool by_name)
{
    Column *copy = copy_of(run, object);
    const char *via = text_ends(copy->type.text, "[]") ? "text[]" : "text";

    if (copy->using_expr.at.file)
        return &copy->object;
    if (by_name) {
        copy->using_expr.text = by_names(run, copy);
        return &copy->object;
    }
    copy->using_expr.text = arena_printf(run, "%s::%s", sql_ident(run, object->name), via);
    if (!text_same(copy->type.text, via))
        copy->using_expr.text = arena_printf(run, "%s::%s", copy->using_expr.text, copy->type.text);
    return &copy->object;
}

const Kind kind_column = {
    .name = "column",
    .title = "column",
    .scope = SCOPE_PARENT,
    .size = sizeof(Column),
    .catalog_query = column_sql,
    ATTRS(column_attrs),
    .write_clause = write_clause,
    .add = "ALTER TABLE {parent} ADD COLUMN ",
    .model = "[ constraint {not_null_name} not null]{not_null_no_inherit? no inherit|}"
             "{not_null_not_valid? not valid|}"
             "[ generated always as ({generated}) {is_virtual?virtual|stored}][ collate "
             "{collation}][ storage {storage}]"
             "[ compression {compression}][ statistics {statistics}][ set ({options})]",
    .drop = "ALTER TABLE {parent} DROP COLUMN {name}",
    .rename = "ALTER TABLE {parent} RENAME COLUMN {name} TO",
    .in_parent = true,
    .retype = retype,
    .sequence = identity_sequence,
    .constraint = not_null_constraint,
    .is_handed = not_null_is_handed,
    .keep_names = keep_names,
    .recast = recast,
};
