#include "modelc/server_age.h"

#include "base/text.h"

#include <string.h>

/* The attribute as people call it: "not enforced", "virtual". */
static const char *attr_words(Arena *run, const Attr *attr)
{
    char *words = arena_strdup(run, attr->name);

    for (char *p = words; (p = strchr(p, '_'));)
        *p = ' ';
    return text_starts(words, "is ") ? words + strlen("is ") : words;
}

static void report(const Session *session, int version, const Object *object, const Attr *attr)
{
    Finding *finding = finding_add(session->findings, FINDING_M703, object->at,
                                   "%s \"%s\": \"%s\" needs PostgreSQL %u; the server is %d",
                                   kind_of(object->kind_id)->title, object->name,
                                   attr_words(session->run, attr), attr->since, version);

    finding->object = arena_strdup(session->findings->arena, object->path);
}

static bool check_attr(const Session *session, int version, const Map *objects, const Attr *attr)
{
    bool fine = true;

    for (size_t i = 0; i < objects->entries.count; i++) {
        Object *object = objects->entries.items[i].value;

        if (!attr_is_set(object, attr))
            continue;
        if (attr->moot) {
            attr_clear(object, attr);
            continue;
        }
        report(session, version, object, attr);
        fine = false;
    }
    return fine;
}

bool server_age_check(const Session *session, const Db *db, Schema *models)
{
    int version = db_server_version(db) / 10000;
    bool fine = true;

    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; i < kind_of(id)->attr_count; i++)
            if (kind_of(id)->attrs[i].since > (unsigned)version)
                fine = check_attr(session, version, &models->objects[id], &kind_of(id)->attrs[i]) &&
                       fine;
    return fine;
}
