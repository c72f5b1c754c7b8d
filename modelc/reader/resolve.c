/* Stage two of the compiler: from facts to a schema. */
#include "modelc/reader/model.h"
#include "modelc/reader/reader.h"

bool reader_resolve(Arena *run, Findings *findings, const Facts *facts, Schema *schema)
{
    static void (*const stages[])(Model *) = {
        model_declare, model_members, model_expand, model_check_keys, model_resolve_references,
        model_name,
    };
    Model model = {.run = run, .findings = findings, .facts = facts};
    size_t errors = findings->error_count;

    for (size_t i = 0; i < sizeof stages / sizeof *stages; i++)
        stages[i](&model);
    if (findings->error_count > errors)
        return false;
    model_emit(&model, schema);
    return true;
}
