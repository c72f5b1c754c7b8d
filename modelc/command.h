/*
 * The commands as a table, modelc/commands/commands.def: a command is one line there and one file,
 * which defines `const CommandBody NAME_command`.
 */
#ifndef MODELC_COMMAND_H
#define MODELC_COMMAND_H

#include "modelc/session.h"

/* What a command's own file says about it. */
typedef struct CommandBody {
    const Option *options; /* NULL: only those of every command */
    size_t args_size;      /* of the struct that `options` fill */
    bool bare;             /* runs without a project: no modelc.json is searched or read */
    const char *about;     /* paragraphs for --help, or NULL */

    /*
     * `args` is that struct.  The result is the exit status; a command that added an error and
     * returns STATUS_DONE ends with STATUS_ERROR.
     */
    Status (*run)(Session *session, const void *args);
} CommandBody;

typedef struct Command {
    const char *name;
    const char *alias;    /* or NULL */
    const char *operands; /* "REV [REV...]": brackets are optional, dots repeat */
    const char *title;    /* one line */
    const CommandBody *body;
} Command;

/* Ends with a NULL name. */
extern const Command commands[];

/* By name or alias; NULL when there is none. */
const Command *command_find(const char *name);

/* MC901 for a command that does not exist, with the nearest one. */
void command_refuse(Findings *findings, const char *name);

/* False and MC901 when there are too few or too many operands. */
bool command_check_operands(const Command *command, Findings *findings, const StrVec *operands);

/* "usage: modelc upgrade [OPTION...] [REV]"; NULL: of the program. */
const char *command_usage(Arena *run, const Command *command);

/* What --help prints; NULL: of the program. */
const char *command_help(Arena *run, const Command *command);

#endif
