#include "schema/kinds/domain/domain.h"
#include "schema/kinds/domain/domain.sql.h"

#include "schema/sql.h"
#include "schema/template.h"

static void write_not_null(StrBuf *out, const Object *from, const Object *to)
{
    const Domain *domain = (const Domain *)to;

    (void)from;
    template_add(out,
                 domain->not_null && domain->not_null_name
                     ? "ALTER DOMAIN {path} ADD CONSTRAINT {not_null_name} NOT NULL"
                     : "ALTER DOMAIN {path} {not_null?SET|DROP} NOT NULL",
                 to);
}

static const char *name_of(Arena *run, const Object *object)
{
    const char *name = ((const Domain *)object)->not_null_name;

    return name ? name : sql_ident(run, name_join(run, object->name, NULL, "not_null"));
}

static Change judge_name(const Object *from, const Object *to)
{
    return ((const Domain *)from)->not_null && ((const Domain *)to)->not_null ? CHANGE_ALTER
                                                                              : CHANGE_IGNORE;
}

static void write_name(StrBuf *out, const Object *from, const Object *to)
{
    template_add(out, "ALTER DOMAIN {path} RENAME CONSTRAINT ", to);
    strbuf_addf(out, "%s TO %s", name_of(out->arena, from), name_of(out->arena, to));
}

static void keep_names(Arena *run, unsigned version, Object *object)
{
    enum { NAMED_SINCE = 17 };
    Domain *domain = (Domain *)object;

    if (version >= NAMED_SINCE && domain->not_null)
        domain->not_null_name = name_of(run, object);
}

/* What a domain is made of cannot change: a new one takes its place. */
static const Attr domain_attrs[] = {
    ATTR_(Domain, type, .change = CHANGE_REPLACE),
    ATTR_(Domain, collation, .change = CHANGE_REPLACE, .ref = KIND_COLLATION + 1),
    ATTR_(Domain, default_expr, .change = CHANGE_ALTER, .aside = true,
          .alter = "ALTER DOMAIN {path} {default_expr?SET DEFAULT |DROP DEFAULT}{default_expr}"),
    ATTR_(Domain, not_null, .change = CHANGE_ALTER, .validates = true, .write = write_not_null),
    ATTR_(Domain, not_null_name, .change = CHANGE_ALTER, .since = 17, .moot = true,
          .judge = judge_name, .write = write_name),
    ATTR_COMMENT("COMMENT ON DOMAIN {path} IS {comment!}"),
};

const Kind kind_domain = {
    .name = "domain",
    .title = "domain",
    .scope = SCOPE_SCHEMA,
    .has_type = true,
    .size = sizeof(Domain),
    .catalog_query = domain_sql,
    ATTRS(domain_attrs),
    .create = "CREATE DOMAIN {path} AS {type}[ COLLATE {collation}][ DEFAULT {default_expr}]"
              "[ CONSTRAINT {not_null_name}]{not_null? NOT NULL|}",
    .model = "[ constraint {not_null_name}]{not_null? not null|}[ collate {collation}]",
    .drop = "DROP DOMAIN {path}",
    .rename = "ALTER DOMAIN {path} RENAME TO",
    .has_parts = true,
    .bare_parts = true,
    .keep_names = keep_names,
};
