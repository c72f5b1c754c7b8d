#include "modelc/project.h"

#include "base/file.h"

bool project_open(Session *session, OptionSet *set)
{
    (void)session;
    (void)set;
    return true;
}

bool project_models(Session *session, StrVec *files)
{
    (void)session;
    (void)files;
    return true;
}

const char *project_versions(const Session *session)
{
    const char *migrations = session->options->migrations;

    return path_join(session->run, migrations ? migrations : "migrations", "versions");
}
