/* Range types, each with its multirange type. */
#include "schema/kinds/range/range.h"
#include "schema/kinds/range/range.sql.h"

#include "base/text.h"
#include "schema/defined.h"
#include "schema/sql.h"

#include <string.h>

/* Schema and name of the multirange type, then all else; all are known or none. */
enum { SHAPE_SCHEMA, SHAPE_MULTIRANGE, SHAPE_REST, SHAPE_COUNT };

static const char *shape(const Object *object, size_t item)
{
    const StrVec *shape = &((const Defined *)object)->shape;

    return shape->count == SHAPE_COUNT ? shape->items[item] : NULL;
}

/*
 * The functions that make values of a range type have its schema and its name, and PostgreSQL
 * leaves them behind.  Those of its multirange type are in its schema, too, under the name of that.
 */
static void add_constructors(StrBuf *out, const char *type, bool also_multirange,
                             const char *change)
{
    StrBuf body = {.arena = out->arena}, of = {.arena = out->arena};

    sql_add_literal(&of, type);
    strbuf_addf(&body,
                "DECLARE\n    made regprocedure;\nBEGIN\n    FOR made IN\n"
                "        SELECT d.objid::regprocedure FROM pg_depend d\n"
                "        WHERE d.classid = 'pg_proc'::regclass AND d.deptype = 'i'\n"
                "          AND d.refclassid = 'pg_type'::regclass\n"
                "          AND d.refobjid IN (%s::regtype",
                strbuf_text(&of));
    if (also_multirange)
        strbuf_addf(&body,
                    ", (SELECT r.rngmultitypid FROM pg_range r\n"
                    "                              WHERE r.rngtypid = %s::regtype)",
                    strbuf_text(&of));
    strbuf_add(&body, ")\n    LOOP\n        EXECUTE 'ALTER FUNCTION ' || made || ");
    sql_add_literal(&body, change);
    strbuf_add(&body, ";\n    END LOOP;\nEND");
    strbuf_add(out, ";\n");
    sql_add_block(out, "constructors", strbuf_text(&body));
}

static void write_renamed(StrBuf *out, const Object *after, bool moves)
{
    const char *change =
        moves ? arena_printf(out->arena, " SET SCHEMA %s", object_namespace(after)->path)
              : arena_printf(out->arena, " RENAME TO %s", sql_ident(out->arena, after->name));

    add_constructors(out, after->path, moves, change);
}

static void write_definition(StrBuf *out, const Object *from, const Object *to)
{
    const char *schema = shape(to, SHAPE_SCHEMA), *name = shape(to, SHAPE_MULTIRANGE);
    bool moves = !text_same(shape(from, SHAPE_SCHEMA), schema);

    if (moves)
        strbuf_addf(out, "ALTER TYPE %s.%s SET SCHEMA %s", shape(from, SHAPE_SCHEMA),
                    shape(from, SHAPE_MULTIRANGE), schema);
    if (text_same(shape(from, SHAPE_MULTIRANGE), name))
        return;
    strbuf_addf(out, "%sALTER TYPE %s.%s RENAME TO %s", moves ? ";\n" : "", schema,
                shape(from, SHAPE_MULTIRANGE), name);
    add_constructors(out, arena_printf(out->arena, "%s.%s", schema, name), false,
                     arena_printf(out->arena, " RENAME TO %s", name));
}

const char *multirange_name(Arena *run, const char *name)
{
    const char *range = strstr(name, "range");

    if (!range)
        return name_join(run, name, NULL, "multirange");
    return name_cut(run, arena_printf(run, "%.*smulti%s", (int)(range - name), name, range));
}

static const char *brings(Arena *run, const Object *object)
{
    const char *given = shape(object, SHAPE_MULTIRANGE);

    if (given)
        return arena_printf(run, "%s.%s", shape(object, SHAPE_SCHEMA), given);
    return path_under(run, object->parent->path, multirange_name(run, object->name));
}

static const Attr range_attrs[] = {
    ATTR_(Defined, definition, .change = CHANGE_ALTER, .whole = true, .judge = judge_shape_last,
          .write = write_definition),
    ATTR_IGNORE(Defined, shape),
    ATTR_COMMENT("COMMENT ON TYPE {path} IS {comment!}"),
};

static const char *const made_by[] = {"range type", NULL};

const Kind kind_range = {
    .name = "range",
    .title = "range type",
    .scope = SCOPE_SCHEMA,
    .has_type = true,
    .size = sizeof(Defined),
    .catalog_query = range_sql,
    ATTRS(range_attrs),
    .made_by = made_by,
    .is_type = true,
    .brings = brings,
    .create = "{definition}",
    .optional = true,
    .drop = "DROP TYPE {path}",
    .rename = "ALTER TYPE {path} RENAME TO",
    .write_renamed = write_renamed,
};
