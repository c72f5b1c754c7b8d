#include "schema/kinds/owner/owner.h"
#include "schema/kinds/owner/owner.sql.h"

#include "base/strbuf.h"
#include "schema/sql.h"

#define ALTER_OWNER "ALTER {subject} OWNER TO "

static void write_clause(StrBuf *out, const Object *object)
{
    strbuf_add(out, ((const Owner *)object)->role);
}

/* Who is to own what is in a schema has to be let into it, which a grant may do. */
static void refs(const Schema *schema, const Object *object, RefFn *fn, void *context)
{
    StrBuf path = {.arena = arena_new()};
    const Object *in = object_namespace(object->parent);

    (void)schema;
    strbuf_addf(&path, "%s.%s", in->path, ((const Owner *)object)->role);
    if (in != object->parent)
        fn(context, KIND_GRANT, strbuf_text(&path));
    arena_free(path.arena);
}

static const Attr owner_attrs[] = {
    ATTR_ALTER(Owner, role, ALTER_OWNER "{role}"),
};

const Kind kind_owner = {
    .name = "owner",
    .title = "owner",
    .scope = SCOPE_PARENT,
    .size = sizeof(Owner),
    .catalog_query = owner_sql,
    ATTRS(owner_attrs),
    .write_clause = write_clause,
    .add = ALTER_OWNER,
    .model = "owner to {role}",
    /* Where nobody says who, it is whoever runs the revision. */
    .drop = ALTER_OWNER "CURRENT_USER",
    .optional = true,
    .on_request = true,
    .on_any = true,
    .is_trait = true,
    .in_parent = true,
    .refs = refs,
};
