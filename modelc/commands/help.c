/* help: `modelc help CMD` is `modelc CMD --help`. */
#include "modelc/command.h"

static Status run(Session *session, const void *args)
{
    const char *name = session->operands.count ? session->operands.items[0] : NULL;
    const Command *command = name ? command_find(name) : NULL;

    (void)args;
    if (name && !command) {
        command_refuse(session->findings, name);
        return STATUS_USAGE;
    }
    session->format = FORMAT_TEXT;
    session_print(session, "%s", command_help(session->run, command));
    return STATUS_DONE;
}

const CommandBody help_command = {.bare = true, .run = run};
