#include "modelc/pull.h"

#include "base/file.h"
#include "base/text.h"
#include "codegen/headers/update.h"
#include "codegen/statement.h"
#include "introspect/catalog.h"
#include "introspect/spell.h"
#include "migrate/ledger.h"
#include "modelc/database.h"
#include "modelc/filter.h"
#include "modelc/project.h"
#include "modelc/pull_begun.h"
#include "modelc/record.h"
#include "modelc/refusals.h"
#include "modelc/sample.h"
#include "modelc/spell_scratch.h"
#include "modelc/unsaid.h"
#include "schema/sql.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* ---- Both sides ---- */

static bool read_catalog(Session *session, Db *db, Schema *catalog)
{
    CatalogOptions options = {
        .requested = session->options->owners,
        .ledger = path_under(session->run, sql_ident(session->run, project_ledger_schema(session)),
                             LEDGER_TABLE),
    };

    if (!catalog_read(session->run, db, session->findings, &options, catalog) ||
        !filter_apply(session, session->run, catalog))
        return false;
    schema_namespace(session->run, catalog, "public");
    return true;
}

/* A header without modelc.h is no model, whatever its name. */
static bool is_model(Session *session, const char *path)
{
    const char *reason;
    Text text;

    return file_read(session->run, path, &text, &reason) && strstr(text.bytes, "modelc.h");
}

static bool list_headers(Session *session, const Pull *pull, StrVec *paths)
{
    StrVec names = {0};
    const char *reason;

    if (!file_exists(pull->dir))
        return true;
    if (!dir_list(session->run, pull->dir, &names, &reason)) {
        finding_add(session->findings, FINDING_M002, (Range){.file = pull->dir},
                    "cannot read '%s': %s", pull->dir, reason);
        return false;
    }
    for (size_t i = 0; i < names.count; i++)
        if (text_ends(names.items[i], ".h") && names.items[i][0] != '.')
            vec_push(session->run, paths, path_join(session->run, pull->dir, names.items[i]));
    return true;
}

/* The headers that are models now; none is no error. */
static bool find_models(Session *session, const Pull *pull, StrVec *out)
{
    Findings unheard = {.arena = session->run}, *heard = session->findings;
    StrVec paths = {0};

    if (pull->own) {
        if (!list_headers(session, pull, &paths))
            return false;
    } else {
        session->findings = &unheard; /* that there are none */
        project_models(session, &paths);
        session->findings = heard;
    }
    for (size_t i = 0; i < paths.count; i++)
        if (is_model(session, paths.items[i]))
            vec_push(session->run, out, paths.items[i]);
    return true;
}

/* What could be better in a database that works is for compile to say. */
static void take_errors(Findings *findings, const Findings *found)
{
    for (size_t i = 0; i < found->items.count; i++)
        if (found->items.items[i]->severity == SEVERITY_ERROR)
            vec_push(findings->arena, &findings->items, found->items.items[i]);
    findings->error_count += found->error_count;
}

/* Compile the models and pair them with the catalog; what is said of them goes to `found`. */
static bool read_models(Session *session, Db *db, const StrVec *paths, Schema *catalog,
                        Schema *models, Findings *found)
{
    SpellRequest request = {.catalog = catalog, .model = models};
    ReaderInput input;

    *found = (Findings){.arena = session->run};
    if (!project_reader_input(session, &input))
        return false;
    input.paths = *paths;
    if (!reader_compile(session->run, found, &input, models)) {
        take_errors(session->findings, found);
        return false;
    }
    if (!filter_apply(session, session->run, models))
        return false;
    schema_namespace(session->run, models, "public");
    if (!spell_schema(session->run, db, session->findings, &request) ||
        !refusals_report(session, &request.refused))
        return false;
    spell_scratch(session, db, catalog, models, false);
    match_schemas(catalog, models);
    return true;
}

/* ---- Writing ---- */

static void tell(Session *session, Pull *pull, Json *list, const char *verb, const char *path)
{
    if (map_get(&pull->wrote, path))
        return;
    map_put(session->run, &pull->wrote, path, pull);
    json_add_text(list, path);
    if (!session_result(session))
        session_print(session, "%-8s %s\n", verb, path);
}

static bool write_file(Session *session, Pull *pull, const ModelFile *file)
{
    bool fresh = !file_exists(file->name);
    const char *reason;

    if (!file->text && unlink(file->name) != 0)
        return pull_begun_fail(session, "write", file->name, strerror(errno));
    if (!file->text) {
        tell(session, pull, pull->removed, "removed", file->name);
        return true;
    }
    if (!dir_make(session->run, path_dir(session->run, file->name), &reason) ||
        !file_write(session->run, file->name, file->text, strlen(file->text), fresh, &reason))
        return pull_begun_fail(session, "write", file->name, reason);
    tell(session, pull, fresh ? pull->created : pull->changed, fresh ? "created" : "changed",
         file->name);
    return true;
}

enum { LAST_TURN = 3 };

/*
 * A pull that is cut off must not leave models that say more than they hold: SQL files first, which
 * nobody names yet, and last the header that says that the models are the whole database.  An SQL
 * file goes when nobody names it any more.
 */
static int turn_of(const ModelFile *file)
{
    if (text_ends(file->name, ".sql"))
        return file->text ? 0 : LAST_TURN;
    return file->text && strstr(file->text, "PG_ALSO(manage all)") ? 2 : 1;
}

/* Whether it was said before, of whatever line. */
static bool was_said(const Findings *before, const Finding *finding)
{
    for (size_t i = 0; i < before->items.count; i++) {
        const Finding *other = before->items.items[i];

        if (other->id == finding->id && text_same(other->message, finding->message))
            return true;
    }
    return false;
}

/* The warnings that the pull brings, and the clauses that it leaves without any. */
static Findings new_warnings(Session *session, const Pull *pull, Findings *found)
{
    Findings new = {.arena = session->run};

    warnings_apply(&session->warnings, found, 0);
    for (size_t i = 0; i < found->items.count; i++) {
        Finding *finding = found->items.items[i];
        bool warns = finding->severity == SEVERITY_WARNING || finding->promoted;

        if ((warns || finding->id == FINDING_M411) && !was_said(&pull->before, finding))
            vec_push(new.arena, &new.items, finding);
    }
    return new;
}

/* A database that works has what a person is warned of: the models say that it is known. */
static bool hush(Session *session, Pull *pull)
{
    ReaderInput input;
    Findings found = {.arena = session->run}, new;
    Schema models = {0};
    ModelFiles files = {0};

    if (!project_reader_input(session, &input) || !find_models(session, pull, &input.paths))
        return false;
    if (input.paths.count == 0 || !reader_compile(session->run, &found, &input, &models))
        return true; /* the proof says why */
    new = new_warnings(session, pull, &found);
    if (!headers_quiet(session->run, session->findings, &new, &input.paths, &files))
        return false;
    for (size_t i = 0; i < files.count; i++)
        if (!write_file(session, pull, &files.items[i]))
            return false;
    return true;
}

static bool write_files(Session *session, Pull *pull, const ModelFiles *files)
{
    if (!pull_begun_note(session, pull->dir, files, &pull->kept))
        return false;
    for (int turn = 0; turn <= LAST_TURN; turn++)
        for (size_t i = 0; i < files->count; i++)
            if (turn_of(&files->items[i]) == turn && !write_file(session, pull, &files->items[i]))
                return false;
    return (pull->wrote.entries.count == 0 || hush(session, pull)) &&
           pull_begun_end(session, pull->dir);
}

/* ---- The wrong database ---- */

/* A database without any of their tables is not the one that the models describe. */
static bool is_another(const Schema *models)
{
    const Map *tables = &models->objects[KIND_TABLE];

    for (size_t i = 0; i < tables->entries.count; i++)
        if (((const Object *)tables->entries.items[i].value)->plan.pair)
            return false;
    return tables->entries.count > 0;
}

static bool refuse_another(Session *session, const Schema *models)
{
    Finding *finding;

    if (!is_another(models))
        return false;
    finding = finding_add(session->findings, FINDING_MC817, NO_RANGE,
                          "the database holds no table of the models; nothing was written");
    finding->hint = "Is it the right one? Remove the models first if it is, or pull elsewhere with "
                    "--out.";
    return true;
}

/* ---- The layout that models have ---- */

/* New tables go where others are, unless the layout is given. */
static HeadersLayout layout_of_models(const Schema *models)
{
    const Map *tables = &models->objects[KIND_TABLE];

    for (size_t i = 0; i < tables->entries.count; i++)
        for (size_t k = 0; k < i; k++) {
            const Object *a = tables->entries.items[i].value, *b = tables->entries.items[k].value;

            if (a->at.file && text_same(a->at.file, b->at.file))
                return text_same(path_name(a->at.file), "models.h") ? LAYOUT_SINGLE : LAYOUT_SCHEMA;
        }
    return LAYOUT_TABLE;
}

/* ---- Models that are not there yet ---- */

static bool refuse_existing(Session *session, const ModelFiles *files)
{
    size_t errors = session->findings->error_count;

    for (size_t i = 0; i < files->count; i++)
        if (file_exists(files->items[i].name))
            finding_add(session->findings, FINDING_MC903, (Range){.file = files->items[i].name},
                        "%s exists and is no model; nothing was written", files->items[i].name)
                ->hint = "Move it away, or pull into another directory with --out.";
    return session->findings->error_count > errors;
}

/* Nobody has edited what init wrote, and the database knows nothing of it. */
static bool is_sample(Session *session, const StrVec *paths, const Schema *catalog)
{
    const char *reason;
    Text text = {0};

    return paths->count == 1 && text_same(paths->items[0], sample_path) &&
           file_read(session->run, sample_path, &text, &reason) &&
           text_same(text.bytes, sample_text) && !schema_find(catalog, KIND_TABLE, sample_table);
}

/* But for those that somebody has edited since another pull made them, and was cut off. */
static bool make_files(Session *session, Pull *pull, const HeadersInput *input,
                       const StrVec *sample)
{
    ModelFiles all = headers_make(session->run, input), files = {0};

    for (size_t i = 0; i < all.count; i++) {
        ModelFile file = {path_join(session->run, pull->dir, all.items[i].name), all.items[i].text};

        if (!strvec_has(&pull->kept, file.name))
            vec_push(session->run, &files, file);
    }
    if (refuse_existing(session, &files))
        return false;
    for (size_t i = 0; i < sample->count; i++)
        vec_push(session->run, &files, ((ModelFile){.name = sample->items[i]})); /* goes */
    return write_files(session, pull, &files);
}

/* ---- Models that are there ---- */

static bool update_files(Session *session, Db *db, Pull *pull, HeadersInput input,
                         const StrVec *paths)
{
    Schema models = {0};
    ModelFiles files = {0};

    if (!read_models(session, db, paths, input.schema, &models, &pull->before) ||
        refuse_another(session, &models))
        return false;
    if (!pull->layout_given)
        input.layout = layout_of_models(&models);

    UpdateInput update = {.models = &models, .headers = input, .dir = pull->dir, .paths = *paths};

    return headers_update(session->run, session->findings, &update, &files) &&
           write_files(session, pull, &files);
}

/* ---- The proof ---- */

/* What autogen would find. */
static bool compare_again(Session *session, Db *db, const StrVec *paths)
{
    Schema catalog = {0}, models = {0};
    Findings found;
    Plan plan;

    if (!read_catalog(session, db, &catalog) ||
        !read_models(session, db, paths, &catalog, &models, &found))
        return false;
    unsaid_forget(session->run, &catalog, &models, &(Schema){0});
    unsaid_adopt(&catalog, &models);
    if (!plan_make(session->run, session->findings, &catalog, &models, &plan))
        return false;
    for (size_t i = 0; i < plan.ops.count; i++) {
        const Op *op = &plan.ops.items[i];
        const char *line = op_describe(session->run, op);

        if (line)
            finding_add(session->findings, FINDING_M410, op_object(op)->at,
                        "what was pulled does not say it all: %s", line)
                ->hint = "Edit the model by hand, and tell modelc's authors.";
    }
    return true;
}

static bool is_incomplete(const Session *session)
{
    for (size_t i = 0; i < session->findings->items.count; i++)
        if (session->findings->items.items[i]->id == FINDING_M410)
            return true;
    return false;
}

static bool prove(Session *session, Db *db, const Pull *pull)
{
    StrVec paths = {0};

    if (is_incomplete(session))
        return true; /* it is said already */
    if (!find_models(session, pull, &paths))
        return false;
    return paths.count == 0 || compare_again(session, db, &paths);
}

static StrVec without(Arena *run, const StrVec *paths, const StrVec *others)
{
    StrVec left = {0};

    for (size_t i = 0; i < paths->count; i++)
        if (!strvec_has(others, paths->items[i]))
            vec_push(run, &left, paths->items[i]);
    return left;
}

static bool write_models(Session *session, Db *db, Pull *pull)
{
    Schema catalog = {0};
    HeadersInput input = {.schema = &catalog, .layout = pull->layout};
    ReaderInput reader;
    StrVec paths = {0}, own;

    if (!project_reader_input(session, &reader) || !read_catalog(session, db, &catalog) ||
        !pull_begun_undo(session, pull->dir, &pull->kept) || !find_models(session, pull, &paths))
        return false;
    input.naming = reader.naming;
    own = without(session->run, &paths, &pull->kept);
    if (own.count == 0 || is_sample(session, &own, &catalog))
        return make_files(session, pull, &input, &own);
    pull->kept = (StrVec){0};
    return update_files(session, db, pull, input, &paths);
}

bool pull(Session *session, Pull *pull)
{
    Db *db = database_open(session);

    if (!db || !write_models(session, db, pull))
        return false;
    if (pull->kept.count > 0) { /* now they are some of the models, and are brought up as such */
        pull->kept = (StrVec){0};
        if (!write_models(session, db, pull))
            return false;
    }
    if (pull->wrote.entries.count > 0 && !prove(session, db, pull))
        return false;
    return pull->own || is_incomplete(session) || record_models(session);
}
