/* The marks of a revision file, and the steps between them. */
#include "codegen/revision_reader.h"

#include "base/strbuf.h"
#include "base/text.h"

#include <string.h>

/* The step's text with LF line ends, as every server and checkout should see it. */
static const char *step_sql(const Reader *reader, size_t begin, size_t end)
{
    const char *text = reader->revision->text.bytes;
    StrBuf buf = {.arena = reader->run};

    for (size_t i = begin; i < end;) {
        const char *cr = memchr(text + i, '\r', end - i);
        size_t stop = cr ? (size_t)(cr - text) : end;

        strbuf_addn(&buf, text + i, stop - i);
        if (cr && text[stop + 1] != '\n')
            strbuf_addc(&buf, '\r');
        i = stop + (cr != NULL);
    }
    return strbuf_text(&buf);
}

static void step_begin(Reader *reader, bool transactional)
{
    reader->step = (Step){.transactional = transactional, .begin = reader->scan.at};
}

/* Close the step before the line under way; blank ones vanish. */
void reader_step_end(Reader *reader, size_t end)
{
    const char *text = reader->revision->text.bytes;
    Step *step = &reader->step;
    size_t begin = step->begin;

    if (!reader->script)
        return;
    while (step->begin < end && reader_is_blank(text[step->begin]))
        step->begin++;
    /* behind a form feed stands no mark; without it, one would */
    while (step->begin > begin && text[step->begin - 1] != '\n')
        step->begin--;
    while (end > step->begin && reader_is_blank(text[end - 1]))
        end--;
    if (step->begin == end)
        return;
    step->end = end;
    step->sql = step_sql(reader, step->begin, end);
    vec_push(reader->run, &reader->script->steps, *step);
}

/* What may follow "migrate:up" and "modelc:step". */
static bool read_mode(Reader *reader, const char *words, bool *transactional)
{
    *transactional = true;
    if (!words[0] || strcmp(words, "transaction:true") == 0)
        return true;
    *transactional = false;
    if (strcmp(words, "transaction:false") == 0)
        return true;
    finding_add(reader->findings, FINDING_MC802, reader_line(reader), "unknown option \"%s\"",
                words)
        ->hint = "Write transaction:false, or nothing.";
    return false;
}

static bool open_section(Reader *reader, Script *script, const char *words)
{
    bool transactional;

    if (script->present) {
        Finding *finding = reader_refuse(reader, "this section is given twice");

        finding_note(reader->findings, finding, script->at, "the first one is here");
        return false;
    }
    if (!read_mode(reader, words, &transactional))
        return false;
    reader_step_end(reader, reader->line.begin);
    script->present = true;
    script->split = !transactional;
    script->at = reader_line(reader);
    reader->script = script;
    step_begin(reader, transactional);
    return true;
}

static bool mark_up(Reader *reader, const char *words)
{
    return open_section(reader, &reader->revision->up, words);
}

static bool mark_down(Reader *reader, const char *words)
{
    return open_section(reader, &reader->revision->down, words);
}

static bool mark_step(Reader *reader, const char *words)
{
    bool transactional;

    if (!read_mode(reader, words, &transactional))
        return false;
    if (!transactional && !reader->script->split) {
        reader_refuse(reader,
                      "a step outside a transaction stands in a section that is one transaction")
            ->hint = "Open the section with transaction:false too.";
        return false;
    }
    reader_step_end(reader, reader->line.begin);
    step_begin(reader, transactional);
    return true;
}

static bool mark_begin(Reader *reader, const char *words)
{
    (void)words;
    if (reader->in_generated) {
        reader_refuse(reader, "modelc:begin inside modelc:begin");
        return false;
    }
    reader->in_generated = true;
    reader->generated_at = reader_line(reader);
    return true;
}

static bool mark_end(Reader *reader, const char *words)
{
    (void)words;
    if (!reader->in_generated) {
        reader_refuse(reader, "modelc:end without modelc:begin");
        return false;
    }
    reader->in_generated = false;
    reader->generated_at.end = reader->line.end;
    vec_push(reader->run, &reader->script->generated, reader->generated_at);
    return true;
}

static bool mark_precheck(Reader *reader, const char *words)
{
    if (!words[0])
        reader_refuse(reader, "modelc:precheck needs a query");
    else
        vec_push(reader->run, &reader->step.prechecks, words);
    return words[0];
}

static bool mark_comment(Reader *reader, const char *words)
{
    (void)reader;
    (void)words;
    return true;
}

static bool mark_end_of_file(Reader *reader, const char *words)
{
    (void)words;
    reader_step_end(reader, reader->line.begin);
    reader->script = NULL;
    reader->has_end = true;
    return true;
}

static const struct {
    const char *name;
    bool in_section; /* it makes sense there only */
    bool (*take)(Reader *reader, const char *words);
} marks[] = {
    {"migrate:up",      false, mark_up         },
    {"migrate:down",    false, mark_down       },
    {"modelc:step",     true,  mark_step       },
    {"modelc:begin",    true,  mark_begin      },
    {"modelc:end",      true,  mark_end        },
    {"modelc:precheck", true,  mark_precheck   },
    {"modelc:hazard",   true,  mark_comment    },
    {"modelc:allow",    false, mark_comment    },
    {REVISION_END_MARK, true,  mark_end_of_file},
};

static bool refuse_mark(Reader *reader, const char *name)
{
    Suggestion near = {.wanted = name};

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        suggest_offer(&near, marks[i].name);
    finding_add(reader->findings, FINDING_MC802, reader_line(reader), "unknown mark \"%s\"%s", name,
                suggest_text(reader->findings->arena, &near));
    return false;
}

bool reader_mark(Reader *reader, const char *body)
{
    size_t begin = (size_t)(body - reader->revision->text.bytes);
    size_t length = strcspn(body, " \t\r\n");
    const char *name = arena_strndup(reader->run, body, length);
    const char *words = reader_trimmed(reader, begin + length, reader->line.end);

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (strcmp(name, marks[i].name) != 0)
            continue;
        if (marks[i].in_section && !reader->script) {
            reader_refuse(reader, "this mark stands outside a section")->hint =
                "It belongs behind \"-- migrate:up\" or \"-- migrate:down\".";
            return false;
        }
        return marks[i].take(reader, words);
    }
    return refuse_mark(reader, name);
}
