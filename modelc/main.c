#include "modelc/program.h"
#include "schema/sql.h"

#include <fcntl.h>
#include <unistd.h>

/*
 * A closed standard stream's number would be given to the next file or connection, and messages
 * would be written into that.  Standard output becomes unwritable, so that a lost result is
 * noticed.
 */
static void fill_streams(void)
{
    static const int flags[] = {
        [STDIN_FILENO] = O_RDWR, [STDOUT_FILENO] = O_RDONLY, [STDERR_FILENO] = O_RDWR};

    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++)
        if (fcntl(stream, F_GETFD) < 0 && open("/dev/null", flags[stream]) < 0)
            die("cannot open /dev/null");
}

int main(int argc, char **argv)
{
    fill_streams();

    Arena *run = arena_new();
    int status = program_run(run, argc, argv, stdout, stderr);

    arena_free(run);
    sql_end();
    /* a result that nobody received is not a success; the flag remembers an earlier failure */
    if (fflush(stdout) != 0 || ferror(stdout))
        die("cannot write to standard output");
    return status;
}
