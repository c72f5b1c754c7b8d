/* Reading a revision file, line by line. */
#include "codegen/revision_reader.h"

#include "base/text.h"

#include <string.h>

Range reader_range(const Reader *reader, size_t begin, size_t end)
{
    return (Range){.file = reader->revision->path, .begin = begin, .end = end};
}

Range reader_line(const Reader *reader)
{
    return reader_range(reader, reader->line.begin, reader->line.end);
}

/* A finding at the line under way, for the caller to return false with. */
Finding *reader_refuse(Reader *reader, const char *message)
{
    return finding_add(reader->findings, FINDING_MC802, reader_line(reader), "%s", message);
}

bool reader_is_blank(char c)
{
    return strchr(" \t\r\n\f\v", c) && c;
}

/* The bytes [begin, end) of the file without blanks around, in the arena. */
char *reader_trimmed(const Reader *reader, size_t begin, size_t end)
{
    const char *text = reader->revision->text.bytes;

    while (begin < end && reader_is_blank(text[begin]))
        begin++;
    while (end > begin && reader_is_blank(text[end - 1]))
        end--;
    return arena_strndup(reader->run, text + begin, end - begin);
}

static void read_irreversible(Reader *reader, const char *body)
{
    size_t begin = (size_t)(body - reader->revision->text.bytes) + strlen("irreversible:");

    if (reader->script && !reader->script->irreversible)
        reader->script->irreversible = reader_trimmed(reader, begin, reader->line.end);
}

/* Passed over as a comment, an indented "-- migrate:down" would have the way down run upwards. */
static bool check_column(Reader *reader)
{
    if (reader->line.dashes == reader->line.begin)
        return true;
    reader_refuse(reader, "a mark must start in the first column")->hint =
        "Remove the blanks before the dashes.";
    return false;
}

static bool read_comment(Reader *reader)
{
    const char *body = reader->revision->text.bytes + reader->line.dashes + 2;

    body += *body == ' ';
    if (text_starts(body, "migrate:") || text_starts(body, "modelc:"))
        return check_column(reader) && reader_mark(reader, body);
    if (text_starts(body, "irreversible:"))
        read_irreversible(reader, body);
    if (!reader->script && !reader->has_end)
        return reader_header_line(reader, body);
    return true;
}

static bool read_code(Reader *reader)
{
    if (reader->script) {
        reader->step.has_sql = true;
        return true;
    }
    if (reader->has_end)
        reader_refuse(reader, "text behind \"-- " REVISION_END_MARK "\"")->hint =
            "Move it above that line, which closes the file.";
    else
        reader_refuse(reader, "a statement stands before \"-- migrate:up\"");
    return false;
}

static bool read_lines(Reader *reader)
{
    while (scan_line(&reader->scan, &reader->line)) {
        if (reader->line.comment && !read_comment(reader))
            return false;
        if (reader->line.code && !read_code(reader))
            return false;
    }
    reader_step_end(reader, reader->revision->text.length);
    return true;
}

static bool refuse_open(Reader *reader)
{
    Scan *scan = &reader->scan;

    finding_add(reader->findings, FINDING_MC802,
                reader_range(reader, scan->opened, scan->opened + 1),
                "the %s that starts here is not closed", scan_place_name(scan->place))
        ->hint = "If the file was cut, restore it from version control.";
    return false;
}

/* What only the end of the file can tell. */
static bool check_whole(Reader *reader)
{
    const Revision *revision = reader->revision;
    Range end = reader_range(reader, revision->text.length, revision->text.length);

    if (!revision->id) {
        finding_add(reader->findings, FINDING_MC802, reader_range(reader, 0, 0),
                    "the file has no \"-- Revision ID:\" line")
            ->hint = "Every revision file names itself in its header.";
        return false;
    }
    if (reader->scan.place != SCAN_CODE)
        return refuse_open(reader);
    if (reader->has_schema && !reader->has_end) {
        finding_add(reader->findings, FINDING_MC802, end,
                    "the file ends without \"-- " REVISION_END_MARK "\"")
            ->hint = "It was cut; restore it from version control. If nothing is missing, add the "
                     "line.";
        return false;
    }
    if (!revision->up.present) {
        finding_add(reader->findings, FINDING_MC802, end, "the file has no \"-- migrate:up\" line")
            ->hint = "If the file was cut, restore it from version control.";
        return false;
    }
    if (!reader->in_generated)
        return true;
    finding_add(reader->findings, FINDING_MC802, reader->generated_at,
                "modelc:begin without modelc:end");
    return false;
}

static bool check_text(Findings *findings, const char *path, Text text)
{
    const char *nul = memchr(text.bytes, '\0', text.length);
    Range at = {.file = path};

    if (!nul && text_is_utf8(text.bytes, text.length))
        return true;
    if (nul)
        at.begin = at.end = (size_t)(nul - text.bytes);
    finding_add(findings, FINDING_MC801, at, "cannot read \"%s\": %s", path,
                nul ? "it holds a NUL byte" : "it is not UTF-8 text");
    return false;
}

Revision *revision_read(Arena *run, Findings *findings, const char *path, Text text)
{
    static const char bom[] = "\xEF\xBB\xBF";

    if (!check_text(findings, path, text))
        return NULL;

    Revision *revision = ARENA_NEW(run, Revision);
    Reader reader = {.run = run, .findings = findings, .revision = revision};

    revision->path = arena_strdup(run, path);
    revision->text = text;
    revision->create_date = "";
    reader.scan = (Scan){.text = text.bytes, .length = text.length};
    reader.scan.at = text_starts(text.bytes, bom) ? strlen(bom) : 0;
    if (!read_lines(&reader) || !check_whole(&reader))
        return NULL;
    revision->message = reader_message(&reader);
    revision->checksum = revision_checksum(run, text);
    return revision;
}

Revision *revision_load(Arena *run, Findings *findings, const char *path)
{
    const char *reason;
    Text text;

    if (file_read(run, path, &text, &reason))
        return revision_read(run, findings, path, text);
    finding_add(findings, FINDING_MC801, (Range){.file = path}, "cannot read \"%s\": %s", path,
                reason);
    return NULL;
}
