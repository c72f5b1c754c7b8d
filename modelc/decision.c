#include "modelc/decision.h"

#include "base/text.h"

#include <string.h>

bool decision_allows(const StrVec *allow, const char *class)
{
    return strvec_has(allow, class) || strvec_has(allow, "all");
}

bool decision_check(Session *session, const StrVec *allow)
{
    static const char *const classes[] = {"drop-table",    "drop-column",   "drop-schema",
                                          "drop-type",     "drop-sequence", "drop-view",
                                          "drop-function", "drop-label",    "all"};

    for (size_t i = 0; i < allow->count; i++) {
        Suggestion near = {.wanted = allow->items[i]};
        bool known = false;

        for (size_t k = 0; k < sizeof classes / sizeof *classes; k++) {
            known = known || strcmp(classes[k], near.wanted) == 0;
            suggest_offer(&near, classes[k]);
        }
        if (!known) {
            session_misuse(
                session,
                "--allow takes drop-table, drop-column, drop-schema, drop-type, "
                "drop-sequence, drop-view, drop-function, drop-label or all, not \"%s\"%s",
                near.wanted, suggest_text(session->run, &near));
            return false;
        }
    }
    return true;
}

static bool ask(const Session *session, const char *question)
{
    char answer[16] = "";

    fprintf(session->err, "%s [y/N] ", question);
    fflush(session->err);
    return fgets(answer, sizeof answer, stdin) && (*answer == 'y' || *answer == 'Y');
}

bool decision_make(Session *session, const StrVec *allow, const Hazards *hazards)
{
    bool decided = true;

    for (size_t i = 0; i < hazards->count; i++) {
        const Hazard *hazard = &hazards->items[i];
        Finding *finding = hazard->finding;

        if (hazard->blocks)
            decided = false;
        if (finding->severity != SEVERITY_ERROR || hazard->blocks)
            continue;
        if (!hazard->allow || decision_allows(allow, hazard->allow) ||
            (session_is_interactive(session) && ask(session, finding->message))) {
            finding->severity = SEVERITY_WARNING;
            session->findings->error_count--;
            session->findings->warning_count++;
            continue;
        }
        if (!finding->hint)
            finding->hint = arena_printf(session->run,
                                         "Nothing was written. If it is meant, generate again with "
                                         "--allow %s.",
                                         hazard->allow);
        decided = false;
    }
    return session_warnings(session) && decided;
}
