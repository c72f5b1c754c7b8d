/* version: touches no file and no library, so that it costs nothing. */
#include "modelc/command.h"

static Status run(Session *session, const void *args)
{
    Json *result = session_result(session);

    (void)args;
    if (result)
        json_set_text(result, "modelc", MODELC_VERSION);
    else
        session_print(session, "modelc %s\n", MODELC_VERSION);
    return STATUS_DONE;
}

const CommandBody version_command = {.bare = true, .run = run};
