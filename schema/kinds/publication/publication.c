#include "schema/kinds/publication/publication.h"
#include "schema/kinds/publication/publication.sql.h"

#include "schema/template.h"

static void add_option(StrBuf *options, const char *template, const Object *object)
{
    strbuf_add(options, options->length ? ", " : "");
    template_add(options, template, object);
}

static void write_tail(StrBuf *out, const Object *object)
{
    const Publication *publication = (const Publication *)object;
    StrBuf options = {.arena = out->arena};

    if (publication->publish)
        add_option(&options, "publish = {publish!}", object);
    if (publication->via_root)
        add_option(&options, "publish_via_partition_root = true", object);
    if (publication->generated_columns)
        add_option(&options, "publish_generated_columns = {generated_columns}", object);
    if (options.length)
        strbuf_addf(out, " WITH (%s)", strbuf_text(&options));
}

static const Attr publication_attrs[] = {
    ATTR_RECREATE(Publication, all_tables),
    ATTR_ALTER(Publication, publish,
               "ALTER PUBLICATION {name} SET (publish = "
               "'{publish?|insert, update, delete, truncate}{publish}')"),
    ATTR_ALTER(Publication, via_root,
               "ALTER PUBLICATION {name} SET (publish_via_partition_root = {via_root?true|false})"),
    ATTR_(Publication, generated_columns, .change = CHANGE_ALTER, .since = 18,
          .alter = "ALTER PUBLICATION {name} SET (publish_generated_columns = "
                   "{generated_columns?|none}{generated_columns})"),
    ATTR_COMMENT("COMMENT ON PUBLICATION {name} IS {comment!}"),
};

const Kind kind_publication = {
    .name = "publication",
    .title = "publication",
    .scope = SCOPE_DATABASE,
    .unnamed = true,
    .size = sizeof(Publication),
    .catalog_query = publication_sql,
    ATTRS(publication_attrs),
    .create = "CREATE PUBLICATION {name}{all_tables? FOR ALL TABLES|}",
    .write_tail = write_tail,
    .drop = "DROP PUBLICATION {name}",
    .rename = "ALTER PUBLICATION {name} RENAME TO",
    .renames_alone = true,
    .optional = true,
    .has_parts = true,
    .parts_head = " FOR",
};
