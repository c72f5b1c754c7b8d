/*
 * Run a program and tell what it used.
 *
 * usage: peak FILE PROGRAM [ARGUMENT...]
 *
 * Writes "SECONDS KIB CPU" to FILE: the time from start to end, the program's peak memory, and the
 * seconds that processors spent on it and what it started.  A small program has to do this: a
 * child's peak starts with the memory of the process that forked it.
 */
#include <spawn.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds_of(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

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
    fprintf(file, "%.6f %ld %.6f\n", seconds, usage.ru_maxrss,
            seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime));
    if (fclose(file) != 0)
        return 127;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 126;
}
