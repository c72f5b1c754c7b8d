#include "schema/kinds/domain/domain.h"
#include "schema/kinds/domain/domain.sql.h"

/* What a domain is made of cannot change: a new one takes its place. */
static const Attr domain_attrs[] = {
    ATTR_(Domain, type, .change = CHANGE_REPLACE),
    ATTR_(Domain, collation, .change = CHANGE_REPLACE),
    ATTR_ALTER(Domain, default_expr,
               "ALTER DOMAIN {path} {default_expr?SET DEFAULT |DROP DEFAULT}{default_expr}"),
    ATTR_ALTER(Domain, not_null, "ALTER DOMAIN {path} {not_null?SET|DROP} NOT NULL"),
    ATTR_COMMENT("COMMENT ON DOMAIN {path} IS {comment!}"),
};

const Kind kind_domain = {
    .name = "domain",
    .title = "domain",
    .scope = SCOPE_SCHEMA,
    .size = sizeof(Domain),
    .catalog_query = domain_sql,
    ATTRS(domain_attrs),
    .create = "CREATE DOMAIN {path} AS {type}[ COLLATE {collation}][ DEFAULT {default_expr}]"
              "{not_null? NOT NULL|}",
    .model = "{not_null? not null|}[ collate {collation}]",
    .drop = "DROP DOMAIN {path}",
    .rename = "ALTER DOMAIN {path} RENAME TO",
    .has_parts = true,
    .bare_parts = true,
};
