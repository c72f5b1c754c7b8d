/* The migration files of tools whose table does not list what is applied. */
#include "modelc/adopt.h"

#include "base/file.h"
#include "base/map.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static bool list_files(Session *session, const char *dir, const char *suffix, StrVec *names)
{
    StrVec all = {0};
    const char *reason;

    if (!dir_list(session->run, dir, &all, &reason))
        return adopt_refuse(session,
                            arena_printf(session->run, "cannot read \"%s\": %s", dir, reason),
                            "Say with --from where the old migrations are.");
    for (size_t i = 0; i < all.count; i++)
        if (text_ends(all.items[i], suffix))
            vec_push(session->run, names, all.items[i]);
    return true;
}

/* Alembic */

/* Behind the name and "=" (or ": type =") of an assignment at the start of a line, or NULL. */
static const char *assignment(const char *text, const char *name)
{
    size_t length = strlen(name);

    for (const char *line = text; line; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (strncmp(line, name, length) == 0 && strchr(" :=", line[length])) {
            const char *equals = memchr(line, '=', strcspn(line, "\n"));

            if (equals)
                return equals + 1;
        }
        if (!*line)
            break;
    }
    return NULL;
}

/* The strings of an assignment: one, or those of a tuple that may go over several lines. */
static void read_strings(Arena *run, const char *at, StrVec *out)
{
    bool tuple;

    at += strspn(at, " \t");
    tuple = *at == '(' || *at == '[';
    for (const char *end; *at && (tuple ? !strchr(")]", *at) : *at != '\n'); at++)
        if ((*at == '\'' || *at == '"') && (end = strchr(at + 1, *at))) {
            vec_push(run, out, arena_strndup(run, at + 1, (size_t)(end - at - 1)));
            at = end;
        }
}

/* The first line of the file's docstring. */
static const char *docstring(Arena *run, const char *text)
{
    const char *at = strstr(text, "\"\"\"");

    if (!at)
        return "";
    at += 3 + strspn(at + 3, " \t\r\n");
    return arena_strndup(run, at, strcspn(at, "\r\n\""));
}

static bool read_alembic_file(Session *session, const char *path, OldMigrations *all)
{
    OldMigration migration = {0};
    StrVec ids = {0};
    const char *reason, *at, *down;
    Text text;

    if (!file_read(session->run, path, &text, &reason))
        return adopt_refuse(
            session, arena_printf(session->run, "cannot read \"%s\": %s", path, reason), NULL);
    at = assignment(text.bytes, "revision");
    down = assignment(text.bytes, "down_revision");
    if (!at)
        return true;
    read_strings(session->run, at, &ids);
    if (ids.count == 0)
        return true;
    migration.id = ids.items[0];
    migration.title = docstring(session->run, text.bytes);
    if (down)
        read_strings(session->run, down, &migration.parents);
    if ((at = assignment(text.bytes, "depends_on")))
        read_strings(session->run, at, &migration.depends_on);
    if ((at = assignment(text.bytes, "branch_labels")))
        read_strings(session->run, at, &migration.labels);
    migration.root = migration.parents.count == 0;
    vec_push(session->run, all, migration);
    return true;
}

typedef struct Walk {
    Session *session;
    Map by_id; /* OldMigration */
    Map seen;
    OldMigrations *out;
    const char *missing;
} Walk;

/* What it needs first; Alembic's table leaves out what another one depends on. */
static void visit(Walk *walk, const char *id)
{
    const OldMigration *migration = map_get(&walk->by_id, id);

    if (map_get(&walk->seen, id) || walk->missing)
        return;
    if (!migration) {
        walk->missing = id;
        return;
    }
    map_put(walk->session->run, &walk->seen, id, walk);
    for (size_t i = 0; i < migration->parents.count; i++)
        visit(walk, migration->parents.items[i]);
    for (size_t i = 0; i < migration->depends_on.count; i++)
        visit(walk, migration->depends_on.items[i]);
    vec_push(walk->session->run, walk->out, *migration);
}

bool adopt_read_alembic(Session *session, const char *dir, const OldMigrations *last,
                        OldMigrations *all)
{
    StrVec names = {0};
    OldMigrations found = {0};
    Walk walk = {.session = session, .out = all};

    if (!list_files(session, dir, ".py", &names))
        return false;
    for (size_t i = 0; i < names.count; i++)
        if (!read_alembic_file(session, path_join(session->run, dir, names.items[i]), &found))
            return false;
    for (size_t i = 0; i < found.count; i++)
        map_put(session->run, &walk.by_id, found.items[i].id, &found.items[i]);
    for (size_t i = 0; i < last->count; i++)
        visit(&walk, last->items[i].id);
    if (!walk.missing)
        return true;
    return adopt_refuse(session,
                        arena_printf(session->run, "\"%s\" has no revision %s", dir, walk.missing),
                        "Name the folder that holds the versions, such as migrations/versions.");
}

/* golang-migrate: 000001_title.up.sql */

typedef struct Numbered {
    unsigned long long number;
    const char *title;
} Numbered;

static int compare_numbers(const void *a, const void *b)
{
    unsigned long long x = ((const Numbered *)a)->number, y = ((const Numbered *)b)->number;

    return (x > y) - (x < y);
}

bool adopt_read_numbered(Session *session, const char *dir, const OldMigrations *last,
                         OldMigrations *all)
{
    static const char suffix[] = ".up.sql";
    Arena *run = session->run;
    unsigned long long at = last->count ? strtoull(last->items[0].id, NULL, 10) : 0;
    StrVec names = {0};
    VEC(Numbered) found = {0};

    if (!list_files(session, dir, suffix, &names))
        return false;
    for (size_t i = 0; i < names.count; i++) {
        char *end;
        unsigned long long number = strtoull(names.items[i], &end, 10);
        size_t length = strlen(end);

        if (end == names.items[i] || *end != '_' || number > at || length <= strlen(suffix))
            continue;
        vec_push(run, &found,
                 ((Numbered){number, arena_strndup(run, end + 1, length - strlen(suffix) - 1)}));
    }
    if (found.count > 1)
        qsort(found.items, found.count, sizeof *found.items, compare_numbers);
    for (size_t i = 0; i < found.count; i++)
        vec_push(run, all,
                 ((OldMigration){.id = arena_printf(run, "%llu", found.items[i].number),
                                 .title = found.items[i].title}));
    return true;
}
