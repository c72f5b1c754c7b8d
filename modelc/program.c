#include "modelc/program.h"

#include "base/text.h"
#include "modelc/command.h"
#include "modelc/interrupt.h"
#include "modelc/project.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The program between its start and its report. */
typedef struct Program {
    Session session;
    Findings findings;
    GlobalOptions options;
    OptionSet global, own; /* `own` is the command's */
    OptionParser parser;
    const Command *command; /* NULL before it is known */
} Program;

static bool wants_colour(const char *when, FILE *stream)
{
    const char *terminal = getenv("TERM"), *never = getenv("NO_COLOR");

    if (text_same(when, "always") || text_same(when, "never"))
        return text_same(when, "always");
    return !(never && *never) && terminal && strcmp(terminal, "dumb") != 0 &&
           isatty(fileno(stream));
}

/* Output must be right also for a command line that is not, so this uses what was read so far. */
static void choose_output(Program *program)
{
    Session *session = &program->session;

    session->format = format_find(program->options.format);
    session->colour_out = wants_colour(program->options.color, session->out);
    session->colour_err = wants_colour(program->options.color, session->err);
}

/* Options before the command's name, the name, then its options and operands. */
static bool read_arguments(Program *program)
{
    OptionParser *parser = &program->parser;

    if (!options_parse(parser, true))
        return false;
    if (parser->operands.count == 0)
        return true;

    const char *name = parser->operands.items[0];

    program->command = command_find(name);
    if (!program->command) {
        command_refuse(&program->findings, name);
        return false;
    }
    parser->operands.count = 0;
    if (program->command->body->options) {
        program->own.options = program->command->body->options;
        program->own.args = arena_alloc(parser->run, program->command->body->args_size);
        parser->sets[0] = &program->own;
    }
    return options_parse(parser, false);
}

/* Behind a mistake, the rest may still say how it is to be reported. */
static void read_rest(Program *program)
{
    Findings unheard = {.arena = program->session.run};
    OptionParser *parser = &program->parser;

    parser->findings = &unheard;
    while (parser->next < parser->arguments.count)
        options_parse(parser, false);
    parser->findings = &program->findings;
}

static bool change_directory(Program *program)
{
    const char *directory = program->options.directory;

    if (!directory || chdir(directory) == 0)
        return true;
    finding_add(&program->findings, FINDING_MC901, NO_RANGE, "cannot change to directory '%s': %s",
                directory, strerror(errno));
    return false;
}

/* Whether the last word was that the command was called wrongly, however deep that was found. */
static bool was_misused(const Findings *findings)
{
    return findings->items.count &&
           findings->items.items[findings->items.count - 1]->id == FINDING_MC901;
}

static bool read_warnings(Session *session)
{
    const char *refused = warnings_read(session->run, &session->options->warn, &session->warnings);

    if (refused)
        session_misuse(session, "%s", refused);
    return !refused;
}

static Status run_command(Program *program)
{
    const Command *command = program->command;
    OptionSet *own = program->own.options ? &program->own : NULL;
    Session *session = &program->session;

    session->operands = program->parser.operands;
    if (!command_check_operands(command, &program->findings, &session->operands) ||
        (own && !options_check_required(&program->findings, own)))
        return STATUS_USAGE;
    if (!change_directory(program))
        return STATUS_USAGE;
    if (!command->body->bare && !project_open(session, own))
        return STATUS_ERROR;
    choose_output(program);
    if (!read_warnings(session))
        return STATUS_USAGE;

    Status status = command->body->run(session, program->own.args);

    session_warnings(session);

    if (interrupt_came(session->interrupt))
        return STATUS_INTERRUPTED;
    if (status == STATUS_ERROR && was_misused(&program->findings))
        return STATUS_USAGE;
    return status == STATUS_DONE && program->findings.error_count > 0 ? STATUS_ERROR : status;
}

static Status run_program(Program *program)
{
    Session *session = &program->session;
    Arena *run = session->run;
    bool read = read_arguments(program);

    if (!read)
        read_rest(program);

    bool environment = options_fill_environment(run, &program->findings, &program->global);

    choose_output(program);
    if (!read)
        return STATUS_USAGE;
    if (!environment)
        return STATUS_ERROR;
    if (program->options.help) {
        session->format = FORMAT_TEXT;
        session_print(session, "%s", command_help(run, program->command));
        return STATUS_DONE;
    }
    if (program->options.version)
        program->command = command_find("version");
    if (!program->command) {
        finding_add(&program->findings, FINDING_MC901, NO_RANGE, "no command is given");
        return STATUS_USAGE;
    }
    return run_command(program);
}

int program_run(Arena *run, int argument_count, char **arguments, FILE *out, FILE *err)
{
    Program *program = ARENA_NEW(run, Program);
    Session *session = &program->session;

    program->findings.arena = run;
    program->global = (OptionSet){.options = global_options, .args = &program->options};
    *session = (Session){.run = run,
                         .findings = &program->findings,
                         .options = &program->options,
                         .option_set = &program->global,
                         .out = out,
                         .err = err};
    program->parser = (OptionParser){
        .run = run,
        .findings = &program->findings,
        .sets = {NULL, &program->global},
    };
    for (int i = 1; i < argument_count; i++)
        vec_push(run, &program->parser.arguments, arguments[i]);

    Status status = run_program(program);

    session_report(session);
    if (status == STATUS_USAGE && (session->format == FORMAT_TEXT || session->format == FORMAT_SQL))
        session_say(session, "%s\n", command_usage(run, program->command));
    return (int)status;
}
