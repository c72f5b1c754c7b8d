/* upgrade: run revisions, or print the script that would. */
#include "modelc/command.h"
#include "modelc/running.h"

static Status run(Session *session, const void *args)
{
    return running_command(session, args, DIRECTION_UP, "head");
}

const CommandBody upgrade_command = {
    .options = running_options,
    .args_size = sizeof(RunArgs),
    .about =
        "REV is head (the default), heads, +N, an identifier or the beginning of one, or\n"
        "BRANCH@head. Each revision is one transaction: one that fails leaves nothing behind.\n"
        "One whose file says transaction:false stays where it failed, and goes on there. With\n"
        "--targets or --schemas, many databases or schemas are brought to the same REV.",
    .run = run,
};
