/* What models need not say: names that follow from a definition, sequences of serial columns. */
#include "codegen/headers/writer.h"

#include "base/text.h"
#include "modelc/reader/names.h"
#include "modelc/reader/words.h"
#include "schema/kinds/check/check.h"
#include "schema/kinds/exclusion/exclusion.h"
#include "schema/kinds/foreign_key/foreign_key.h"
#include "schema/kinds/index/index.h"
#include "schema/kinds/primary_key/primary_key.h"
#include "schema/kinds/sequence/sequence.h"
#include "schema/kinds/unique/unique.h"
#include "schema/sql.h"

/* ---- Default names ---- */

static void add_columns(Arena *run, StrVec *out, const StrVec *columns)
{
    for (size_t i = 0; i < columns->count; i++)
        vec_push(run, out, columns->items[i]);
}

/* False for a key that is an expression: what it is called is the server's affair. */
static bool add_elements(Arena *run, StrVec *out, const Elements *elements)
{
    for (size_t i = 0; i < elements->count; i++) {
        if (!elements->items[i].column)
            return false;
        vec_push(run, out, elements->items[i].column);
    }
    return true;
}

/* The one column that the check mentions, or NULL. */
static const char *check_column(Arena *run, const Object *object)
{
    const Object *table = object->parent;
    StrVec all = {0}, mentioned = {0};

    for (size_t i = 0; i < table->children.count; i++)
        if (table->children.items[i]->kind_id == KIND_COLUMN)
            vec_push(run, &all, table->children.items[i]->name);
    words_columns(run, ((const Check *)object)->expr.text, &all, &mentioned);
    return mentioned.count == 1 ? mentioned.items[0] : NULL;
}

/* The columns in the name of a key or an index, then the word behind them; NULL: not known. */
static const char *name_words(Arena *run, const Object *object, StrVec *columns)
{
    switch ((int)object->kind_id) {
    case KIND_PRIMARY_KEY:
        return "pkey";
    case KIND_UNIQUE:
        add_columns(run, columns, &((const Unique *)object)->columns);
        add_columns(run, columns, &((const Unique *)object)->include);
        return "key";
    case KIND_FOREIGN_KEY:
        add_columns(run, columns, &((const ForeignKey *)object)->columns);
        return "fkey";
    case KIND_EXCLUSION:
        if (!add_elements(run, columns, &((const Exclusion *)object)->elements))
            return NULL;
        add_columns(run, columns, &((const Exclusion *)object)->include);
        return "excl";
    case KIND_INDEX:
        if (!add_elements(run, columns, &((const Index *)object)->elements))
            return NULL;
        add_columns(run, columns, &((const Index *)object)->include);
        return "idx";
    case KIND_DOMAIN_CHECK:
        return "check";
    case KIND_CHECK: {
        const char *column = check_column(run, object);

        if (column)
            vec_push(run, columns, column);
        return "check";
    }
    default:
        return NULL;
    }
}

static const char *pattern_for(const NamingPatterns *naming, KindId kind)
{
    const struct {
        KindId kind;
        const char *pattern;
    } patterns[] = {
        {KIND_PRIMARY_KEY,  naming->primary_key},
        {KIND_UNIQUE,       naming->unique     },
        {KIND_FOREIGN_KEY,  naming->foreign_key},
        {KIND_CHECK,        naming->check      },
        {KIND_EXCLUSION,    naming->exclusion  },
        {KIND_INDEX,        naming->index      },
        {KIND_DOMAIN_CHECK, naming->check      },
    };

    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        if (patterns[i].kind == kind)
            return patterns[i].pattern;
    return NULL;
}

/* The name that the models' compiler gives; NULL: it is not known here, so the name is said. */
static const char *implied_name(const Writer *writer, const Object *object)
{
    StrVec columns = {0};
    const char *label = name_words(writer->run, object, &columns);

    if (!label || pattern_for(&writer->naming, object->kind_id))
        return NULL;
    return name_join(writer->run, object->parent->name,
                     columns.count ? text_join(writer->run, &columns, "_") : NULL, label);
}

static bool has_default_name(const Writer *writer, const Object *object)
{
    KindId on = object->parent ? object->parent->kind_id : KIND_COUNT;

    return (on == KIND_TABLE || on == KIND_DOMAIN) &&
           text_same(implied_name(writer, object), object->name);
}

void find_given_names(Writer *writer)
{
    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0;
             kind_of(id)->by_definition && i < writer->schema->objects[id].entries.count; i++) {
            Object *object = writer->schema->objects[id].entries.items[i].value;

            object->name_given = !has_default_name(writer, object);
        }
}

/* ---- Serial columns ---- */

/* Whether the sequence is as a serial type makes it. */
static bool is_plain_sequence(const Sequence *sequence, const char *type)
{
    const char *own = sequence->data_type ? sequence->data_type : "bigint";

    return text_same(own, type) && sequence->unlogged == sequence->of_unlogged &&
           !sequence->start && !sequence->increment && !sequence->min_value &&
           !sequence->max_value && !sequence->cache && !sequence->cycle &&
           !sequence->object.comment && sequence->object.children.count == 0;
}

static void find_serial(Writer *writer, const Sequence *sequence)
{
    const Column *column =
        sequence->owned_by
            ? (const Column *)schema_find(writer->schema, KIND_COLUMN, sequence->owned_by)
            : NULL;
    const Object *table;

    if (!column || !column->not_null || column->identity || !column->default_expr.text ||
        !is_plain_sequence(sequence, column->type.text))
        return;
    table = column->object.parent;
    if (table->parent != sequence->object.parent ||
        !text_same(sequence->object.name,
                   name_join(writer->run, table->name, column->object.name, "seq")) ||
        !text_same(sequence_next_value(writer->run, &sequence->object), column->default_expr.text))
        return;
    map_put(writer->run, &writer->serials, column->object.path, writer);
    map_put(writer->run, &writer->serials, sequence->object.path, writer);
}

void find_serials(Writer *writer)
{
    const Map *sequences = &writer->schema->objects[KIND_SEQUENCE];

    for (size_t i = 0; i < sequences->entries.count; i++)
        find_serial(writer, sequences->entries.items[i].value);
}
