/* Stage two of the compiler: from facts to a schema. */
#include "modelc/reader/model.h"
#include "modelc/reader/reader.h"

/* Where only the macro that hides the text is known, nothing can be put in its place. */
static void drop_fixes(Findings *findings, size_t first)
{
    for (size_t i = first; i < findings->items.count; i++)
        if (findings->items.items[i]->at.via)
            findings->items.items[i]->fix = NULL;
}

bool reader_resolve(Arena *run, Findings *findings, const Facts *facts, const ReaderInput *input,
                    SqlFiles *files, Schema *schema)
{
    static void (*const stages[])(Model *) = {
        model_declare,
        model_domains,
        model_members,
        model_expand,
        model_attach,
        model_check_keys,
        model_resolve_references,
        model_name,
    };
    Model model = {.run = run, .findings = findings, .facts = facts};
    size_t errors = findings->error_count, first = findings->items.count;

    if (input) {
        model.naming = input->naming;
        model.warn_unindexed = input->warn_unindexed;
        model.manage_owners = input->manage_owners;
        model.others = input->others;
    }

    for (size_t i = 0; i < sizeof stages / sizeof *stages; i++)
        stages[i](&model);
    drop_fixes(findings, first);
    model_quiet(&model, first, findings->error_count == errors);
    if (files)
        *files = model.database.files;
    if (findings->error_count > errors)
        return false;
    model_emit(&model, schema);
    return findings->error_count == errors;
}
