/* downgrade: undo revisions, or print the script that would. */
#include "modelc/command.h"
#include "modelc/running.h"

static Status run(Session *session, const void *args)
{
    return running_command(session, args, DIRECTION_DOWN, "-1");
}

const CommandBody downgrade_command = {
    .options = running_options,
    .args_size = sizeof(RunArgs),
    .about = "REV is -N (-1 is the default), base, an identifier or the beginning of one: what is\n"
             "behind it is undone, newest first.",
    .run = run,
};
