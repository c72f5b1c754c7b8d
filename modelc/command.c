#include "modelc/command.h"

#include "base/text.h"
#include "modelc/options_help.h"

#include <stdint.h>
#include <string.h>

#define COMMAND(id, name, alias, operands, title) extern const CommandBody id##_command;
#include "modelc/commands/commands.def"
#undef COMMAND

const Command commands[] = {
#define COMMAND(id, name, alias, operands, title) {name, alias, operands, title, &id##_command},
#include "modelc/commands/commands.def"
#undef COMMAND
    {.name = NULL},
};

static const struct {
    Status status;
    const char *meaning;
} exit_statuses[] = {
    {STATUS_DONE,        "done; in sync"                                            },
    {STATUS_ERROR,       "an error"                                                 },
    {STATUS_DIFFERENT,   "differences, pending revisions or findings at error level"},
    {STATUS_BLOCKED,     "a decision is needed and no option gave it"               },
    {STATUS_USAGE,       "wrong usage"                                              },
    {STATUS_INTERRUPTED, "interrupted"                                              },
};

const Command *command_find(const char *name)
{
    for (const Command *command = commands; command->name; command++)
        if (text_same(command->name, name) || text_same(command->alias, name))
            return command;
    return NULL;
}

void command_refuse(Findings *findings, const char *name)
{
    Suggestion suggestion = {.wanted = name};

    for (const Command *command = commands; command->name; command++) {
        suggest_offer(&suggestion, command->name);
        if (command->alias)
            suggest_offer(&suggestion, command->alias);
    }
    finding_add(findings, FINDING_MC901, NO_RANGE, "unknown command '%s'%s", name,
                suggest_text(findings->arena, &suggestion));
}

/* How many operands the usage text asks for; `*most` is SIZE_MAX when the last one repeats. */
static size_t count_operands(const char *operands, size_t *most)
{
    size_t least = 0;

    *most = 0;
    for (const char *word = operands; *word;) {
        size_t length = strcspn(word, " ");

        least += word[0] != '[';
        if (*most != SIZE_MAX)
            ++*most;
        if (memmem(word, length, "...", 3))
            *most = SIZE_MAX;
        word += length + (word[length] == ' ');
    }
    return least;
}

bool command_check_operands(const Command *command, Findings *findings, const StrVec *operands)
{
    size_t most, least = count_operands(command->operands, &most);

    if (operands->count > most) {
        finding_add(findings, FINDING_MC901, NO_RANGE, "unexpected operand '%s'",
                    operands->items[most]);
        return false;
    }
    if (operands->count < least) {
        finding_add(findings, FINDING_MC901, NO_RANGE, "'%s' needs %s", command->name,
                    command->operands);
        return false;
    }
    return true;
}

const char *command_usage(Arena *run, const Command *command)
{
    if (!command)
        return "usage: modelc [OPTION...] COMMAND [ARGUMENT...]";
    return arena_printf(run, "usage: modelc %s [OPTION...]%s%s", command->name,
                        command->operands[0] ? " " : "", command->operands);
}

static void write_commands(StrBuf *out)
{
    strbuf_add(out, "\ncommands:\n");
    for (const Command *command = commands; command->name; command++) {
        StrBuf left = {.arena = out->arena};

        strbuf_add(&left, command->name);
        if (command->alias)
            strbuf_addf(&left, ", %s", command->alias);
        if (command->operands[0])
            strbuf_addf(&left, " %s", command->operands);
        help_line(out, strbuf_text(&left), command->title);
    }
}

static void write_statuses(StrBuf *out)
{
    strbuf_add(out, "\nexit status:\n");
    for (size_t i = 0; i < sizeof exit_statuses / sizeof *exit_statuses; i++)
        help_line(out, arena_printf(out->arena, "%d", (int)exit_statuses[i].status),
                  exit_statuses[i].meaning);
}

const char *command_help(Arena *run, const Command *command)
{
    StrBuf out = {.arena = run};

    strbuf_addf(&out, "%s\n\n", command_usage(run, command));
    if (command) {
        strbuf_addf(&out, "%s\n", command->title);
        if (command->alias)
            strbuf_addf(&out, "Also called '%s'.\n", command->alias);
        if (command->body->about)
            strbuf_addf(&out, "\n%s\n", command->body->about);
        if (command->body->options) {
            strbuf_add(&out, "\noptions:\n");
            options_help(&out, command->body->options);
        }
    } else {
        strbuf_add(&out, "compiles annotated C headers, compares them with a PostgreSQL database\n"
                         "and writes the difference as a revision\n");
        write_commands(&out);
    }
    strbuf_add(&out, "\noptions of every command:\n");
    options_help(&out, global_options);
    write_statuses(&out);
    return strbuf_text(&out);
}
