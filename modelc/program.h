/* The program: reads the command line, prepares the session, runs one command, reports. */
#ifndef MODELC_PROGRAM_H
#define MODELC_PROGRAM_H

#include "base/arena.h"

#include <stdio.h>

/* The exit status.  Nothing is kept beyond `run`, except that the process may stand elsewhere (-C).
 */
int program_run(Arena *run, int argument_count, char **arguments, FILE *out, FILE *err);

#endif
