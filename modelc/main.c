#include "modelc/program.h"

int main(int argc, char **argv)
{
    Arena *run = arena_new();
    int status = program_run(run, argc, argv, stdout, stderr);

    arena_free(run);
    if (fflush(stdout) != 0)
        die("cannot write to standard output");
    return status;
}
