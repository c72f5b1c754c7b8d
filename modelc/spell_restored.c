#include "modelc/spell_restored.h"

#include "base/text.h"
#include "introspect/catalog.h"
#include "introspect/spell_again.h"
#include "modelc/scratch_database.h"
#include "schema/template.h"

typedef enum Side { SIDE_MODEL, SIDE_CATALOG, SIDE_COUNT } Side;

/* What became of one text: as the server printed it after it read it again; NULL: it did not. */
typedef struct Answer {
    const char *printed[SIDE_COUNT];
} Answer;

/* The object with the text as the server prints it. */
static Object *as_printed(Arena *arena, const Respelling *text, Side side)
{
    const Object *from = side == SIDE_MODEL ? text->object : text->live;
    Object *copy = object_copy(arena, from);
    Sql *sql = attr_field(copy, text->attr);

    sql->text = sql->spelled;
    return copy;
}

static Change change_of(const Respelling *text)
{
    return text->attr->judge ? text->attr->judge(text->object, text->live) : text->attr->change;
}

static bool run(Arena *arena, Db *db, const StrBuf *statement)
{
    DbError ignored;

    return db_run(arena, db, strbuf_text(statement), &ignored);
}

/* Give the object in the scratch database that text; false: it may have another one. */
static bool give(Arena *arena, Db *scratch, const Respelling *text, Side side)
{
    const Object *object = as_printed(arena, text, side);
    const Kind *kind = kind_of(object->kind_id);
    StrBuf drop = {.arena = arena}, make = {.arena = arena};

    if (change_of(text) == CHANGE_ALTER && text->attr->write)
        text->attr->write(&make, object, object);
    if (make.length) /* what writes the difference alone has none to write here */
        return run(arena, scratch, &make);
    if (change_of(text) == CHANGE_ALTER && text->attr->alter) {
        template_add(&make, text->attr->alter, object);
        return run(arena, scratch, &make);
    }
    template_add(&drop, kind->drop, object);
    object_add_create(&make, object);
    strbuf_add(&make, scratch_tail(object));
    return run(arena, scratch, &drop) && run(arena, scratch, &make);
}

static const char *printed(const Schema *found, const Respelling *text)
{
    const Object *object = schema_find(found, text->object->kind_id, text->object->path);

    return object ? attr_sql(object, text->attr)->spelled : NULL;
}

static void take(const Respelling *text, const Answer *answer)
{
    Sql *sql = attr_field(text->object, text->attr);
    const char *theirs = attr_sql(text->live, text->attr)->spelled;

    if (spell_meets(sql->spelled, answer->printed[SIDE_MODEL], theirs,
                    answer->printed[SIDE_CATALOG]))
        sql->spelled = theirs;
}

/* False when the catalog cannot be read. */
static bool ask(Session *session, Arena *arena, Db *scratch, const CatalogOptions *options,
                const Respellings *texts, Side side, Answer *answers)
{
    bool *given = arena_alloc(arena, texts->count * sizeof *given);
    Schema found = {0};

    for (size_t i = 0; i < texts->count; i++)
        given[i] = give(arena, scratch, &texts->items[i], side);
    if (!catalog_read(session->run, scratch, session->findings, options, &found))
        return false;
    for (size_t i = 0; i < texts->count; i++)
        answers[i].printed[side] = given[i] ? printed(&found, &texts->items[i]) : NULL;
    return true;
}

void spell_restored(Session *session, Arena *arena, Db *scratch, const StrVec *managed,
                    const Respellings *texts)
{
    CatalogOptions options = {.managed = managed};
    Answer *answers = arena_alloc(arena, texts->count * sizeof *answers);
    DbError error;

    if (!db_run(arena, scratch, "SET search_path = pg_catalog", &error) ||
        !ask(session, arena, scratch, &options, texts, SIDE_MODEL, answers) ||
        !ask(session, arena, scratch, &options, texts, SIDE_CATALOG, answers))
        return;
    for (size_t i = 0; i < texts->count; i++)
        take(&texts->items[i], &answers[i]);
}
