#include "modelc/program.h"

int main(int argc, char **argv)
{
    Arena *run = arena_new();
    int status = program_run(run, argc, argv, stdout, stderr);

    arena_free(run);
    /* a result that nobody received is not a success; the flag remembers an earlier failure */
    if (fflush(stdout) != 0 || ferror(stdout))
        die("cannot write to standard output");
    return status;
}
