#include "modelc/fleet_table.h"

#include "base/text.h"

#include <unistd.h>

/* Only a terminal can be drawn on. */
static bool is_live(const Fleet *fleet)
{
    return !fleet->silent && !fleet->lines && !fleet->session->options->quiet &&
           fleet->session->format == FORMAT_TEXT && isatty(fileno(fleet->session->err));
}

/* ESC [ J clears what is below the cursor, ESC [ n A goes up n lines: it rests on the head. */
void fleet_table_draw(const Fleet *fleet, const FleetTally *tally, const StrVec *lines)
{
    FILE *err = fleet->session->err;

    if (!is_live(fleet))
        return;
    fprintf(err, "\r\033[J%zu of %zu targets, %zu failed%s",
            tally->done + tally->same + tally->failed, tally->all, tally->failed,
            tally->stopping ? ", stopping" : "");
    for (size_t i = 0; i < lines->count; i++)
        fprintf(err, "\n  %s", lines->items[i]);
    if (lines->count > 0)
        fprintf(err, "\033[%zuA\r", lines->count);
    fflush(err);
}

void fleet_table_clear(const Fleet *fleet)
{
    if (is_live(fleet))
        fprintf(fleet->session->err, "\r\033[J");
}

void fleet_table_result(const Fleet *fleet, const Json *result)
{
    Session *session = fleet->session;
    const char *name = json_text(json_member(result, "target"));
    const char *state = json_text(json_member(result, "state"));
    const char *error = json_text(json_member(result, "error"));
    size_t ran = json_count(json_member(result, "ran"));

    if (fleet->lines) {
        fprintf(session->err, "%s\n", json_write(session->run, result, 0));
        fflush(session->err);
        return;
    }
    if (fleet->silent)
        return;
    if (error)
        session_say(session, "%s: %s\n%s", name, state, error);
    else if (ran > 0)
        session_say(session, "%s: %zu revision%s, %lld ms\n", name, ran, ran == 1 ? "" : "s",
                    json_number(json_member(result, "elapsed_ms"), 0));
    else
        session_detail(session, "%s: %s\n", name, state);
}

void fleet_table_end(const Fleet *fleet, const FleetTally *tally)
{
    fleet_table_clear(fleet);
    if (fleet->lines || fleet->silent)
        return;
    session_say(fleet->session, "%zu targets: %zu done, %zu up to date, %zu failed", tally->all,
                tally->done, tally->same, tally->failed);
    if (tally->interrupted > 0)
        session_say(fleet->session, ", %zu interrupted", tally->interrupted);
    if (tally->not_begun > 0)
        session_say(fleet->session, ", %zu not begun", tally->not_begun);
    session_say(fleet->session, "\n");
}
