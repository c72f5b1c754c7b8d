/*
 * Run a program and tell what it used.
 *
 * usage: peak FILE PROGRAM [ARGUMENT...]
 *
 * Writes "SECONDS KIB" to FILE: the time from start to end, and the program's peak memory.  A small
 * program has to do this: a child's peak starts with the memory of the process that forked it.
 */
#include <spawn.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
    struct rusage usage;
    double begin = seconds_now();
    pid_t child;
    int status;

    if (argc < 3 || posix_spawnp(&child, argv[2], NULL, NULL, argv + 2, environ) != 0)
        return 127;
    if (wait4(child, &status, 0, &usage) != child)
        return 127;

    double seconds = seconds_now() - begin;
    FILE *file = fopen(argv[1], "w");

    if (!file)
        return 127;
    fprintf(file, "%.6f %ld\n", seconds, usage.ru_maxrss);
    if (fclose(file) != 0)
        return 127;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 126;
}
