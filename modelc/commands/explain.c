/* explain: what a finding's code means. */
#include "base/text.h"
#include "modelc/command.h"
#include "modelc/page.h"
#include "modelc/report/report.h"

/* docs/findings/<CODE>.md. */
static const char *const pages[FINDING_COUNT] = {
#include "modelc/commands/finding_pages.h"
};

enum { PAGE_WIDTH = 80 };

static const char *kind_page(Session *session, const FindingKind *kind)
{
    const char *page = pages[kind - finding_kind((FindingId)0)];

    return page ? page_text(session->run, page, PAGE_WIDTH) : NULL;
}

static void print_kind(Session *session, const FindingKind *kind)
{
    const char *page = kind_page(session, kind);

    session_print(session, "%s %s (%s%s)\n    %s\n", kind->code, kind->name,
                  severity_name(kind->severity), kind->off ? ", off by default" : "", kind->title);
    if (page)
        session_print(session, "\n%s", page);
}

static void list_kinds(Session *session)
{
    for (int id = 0; id < FINDING_COUNT; id++) {
        const FindingKind *kind = finding_kind((FindingId)id);

        session_print(session, "%-6s %-8s %s\n", kind->code, severity_name(kind->severity),
                      kind->title);
    }
}

static Json *write_kind(Session *session, const FindingKind *kind)
{
    Json *value = json_make_object(session->run);

    json_set_text(value, "rule", kind->code);
    json_set_text(value, "name", kind->name);
    json_set_text(value, "severity", severity_name(kind->severity));
    json_set_text(value, "title", kind->title);
    return value;
}

static Json *write_page(Session *session, const FindingKind *kind)
{
    Json *value = write_kind(session, kind);

    json_set_text(value, "page", kind_page(session, kind));
    return value;
}

/* By code, by name, or as the name stands in a message: -Wserver-default. */
static const FindingKind *find_kind(const char *word, Suggestion *suggestion)
{
    FindingId known;

    if (text_starts(word, "-W"))
        word += 2;
    known = finding_find(word);
    if (known < FINDING_COUNT)
        return finding_kind(known);
    suggestion->wanted = word;
    for (int id = 0; id < FINDING_COUNT; id++) {
        suggest_offer(suggestion, finding_kind((FindingId)id)->code);
        suggest_offer(suggestion, finding_kind((FindingId)id)->name);
    }
    return NULL;
}

static Status explain_all(Session *session, Json *result)
{
    Json *rules = json_make_array(session->run);

    if (!result) {
        list_kinds(session);
        return STATUS_DONE;
    }
    for (int id = 0; id < FINDING_COUNT; id++)
        json_add_value(rules, write_kind(session, finding_kind((FindingId)id)));
    json_set_value(result, "rules", rules);
    return STATUS_DONE;
}

static Status run(Session *session, const void *args)
{
    Suggestion suggestion = {0};
    Json *result = session_result(session);
    const FindingKind *kind;

    (void)args;
    if (session->operands.count == 0)
        return explain_all(session, result);
    kind = find_kind(session->operands.items[0], &suggestion);
    if (!kind)
        return session_misuse(session, "there is no finding '%s'%s", session->operands.items[0],
                              suggest_text(session->run, &suggestion));
    if (result)
        json_set_value(result, "rule", write_page(session, kind));
    else
        print_kind(session, kind);
    return STATUS_DONE;
}

const CommandBody explain_command = {
    .bare = true,
    .about = "CODE is what stands in brackets behind a message, such as MC101 or server-default.\n"
             "Without it, all findings are listed.",
    .run = run,
};
