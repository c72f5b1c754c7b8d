/* The header of a revision file: message, then "-- Key: value" lines. */
#include "codegen/revision_reader.h"

#include "base/text.h"

#include <string.h>

static bool add_id(Reader *reader, StrVec *list, const char *word, size_t length)
{
    char *id = arena_strndup(reader->run, word, length);

    if (!revision_id_valid(id)) {
        finding_add(reader->findings, FINDING_MC802, reader_line(reader),
                    "\"%s\" cannot name a revision", id)
            ->hint = "An identifier has 1 to 64 letters, digits, '_' and '.'.";
        return false;
    }
    if (strvec_has(list, id)) {
        finding_add(reader->findings, FINDING_MC802, reader_line(reader), "\"%s\" is given twice",
                    id);
        return false;
    }
    vec_push(reader->run, list, id);
    return true;
}

/* Identifiers separated by commas or blanks. */
static bool read_list(Reader *reader, const char *value, StrVec *list, Range *at)
{
    static const char separators[] = ", \t\r";

    if (at->file) {
        reader_refuse(reader, "this header line is given twice");
        return false;
    }
    *at = reader_line(reader);
    for (const char *p = value + strspn(value, separators); *p; p += strspn(p, separators)) {
        size_t length = strcspn(p, separators);

        if (!add_id(reader, list, p, length))
            return false;
        p += length;
    }
    return true;
}

static bool take_id(Reader *reader, const char *value)
{
    Revision *revision = reader->revision;
    StrVec one = {0};

    if (!read_list(reader, value, &one, &revision->id_at))
        return false;
    if (one.count != 1) {
        reader_refuse(reader,
                      one.count ? "a revision has one identifier" : "the identifier is missing");
        return false;
    }
    revision->id = one.items[0];
    return true;
}

static bool take_parents(Reader *reader, const char *value)
{
    return read_list(reader, value, &reader->revision->parents, &reader->revision->parents_at);
}

static bool take_depends_on(Reader *reader, const char *value)
{
    return read_list(reader, value, &reader->revision->depends_on,
                     &reader->revision->depends_on_at);
}

static bool take_labels(Reader *reader, const char *value)
{
    return read_list(reader, value, &reader->revision->labels, &reader->revision->labels_at);
}

static bool take_replaces(Reader *reader, const char *value)
{
    return read_list(reader, value, &reader->revision->replaces, &reader->revision->replaces_at);
}

static bool take_date(Reader *reader, const char *value)
{
    if (reader->revision->create_date[0]) {
        reader_refuse(reader, "this header line is given twice");
        return false;
    }
    reader->revision->create_date = value;
    reader->revision->date_at = reader_line(reader);
    return true;
}

/* Behind the hash stand words for the reader of the file. */
static bool take_schema(Reader *reader, const char *value)
{
    if (reader->has_schema) {
        reader_refuse(reader, "this header line is given twice");
        return false;
    }
    reader->has_schema = true;
    reader->revision->schema_at = reader_line(reader);
    if (text_starts(value, "sha256:"))
        reader->revision->schema = arena_strndup(reader->run, value, strcspn(value, " \t"));
    return true;
}

static bool take_starts_from(Reader *reader, const char *value)
{
    Revision *revision = reader->revision;

    if (revision->starts_from) {
        reader_refuse(reader, "this header line is given twice");
        return false;
    }
    if (!text_starts(value, "sha256:")) {
        reader_refuse(reader, "\"Starts from\" takes the checksum of baseline.sql");
        return false;
    }
    revision->starts_from = arena_strndup(reader->run, value, strcspn(value, " \t"));
    revision->starts_from_at = reader_line(reader);
    return true;
}

static const struct {
    const char *name;
    bool (*take)(Reader *reader, const char *value);
} header_keys[] = {
    {"Revision ID:",   take_id         },
    {"Revises:",       take_parents    },
    {"Create Date:",   take_date       },
    {"Depends on:",    take_depends_on },
    {"Branch Labels:", take_labels     },
    {"Replaces:",      take_replaces   },
    {"Schema:",        take_schema     },
    {"Starts from:",   take_starts_from},
};

bool reader_header_line(Reader *reader, const char *body)
{
    for (size_t i = 0; i < sizeof header_keys / sizeof *header_keys; i++) {
        size_t length = strlen(header_keys[i].name);

        if (strncasecmp(body, header_keys[i].name, length) != 0)
            continue;
        reader->has_key = true;
        return header_keys[i].take(
            reader, reader_trimmed(reader, (size_t)(body - reader->revision->text.bytes) + length,
                                   reader->line.end));
    }
    if (!reader->has_key)
        vec_push(reader->run, &reader->title,
                 reader_trimmed(reader, reader->line.dashes + 2, reader->line.end));
    return true;
}

const char *reader_message(const Reader *reader)
{
    StrVec lines = reader->title;

    while (lines.count > 0 && !lines.items[lines.count - 1][0])
        lines.count--;
    while (lines.count > 0 && !lines.items[0][0]) {
        lines.items++;
        lines.count--;
    }
    return text_join(reader->run, &lines, "\n");
}
