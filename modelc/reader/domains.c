/* The types that domains are over, and what else each says. */
#include "modelc/reader/model.h"

#include "base/text.h"
#include "modelc/reader/names.h"
#include "schema/sql.h"

/* A domain over itself: what its C type stands for is the domain. */
static const CType *under(const TypedefModel *domain)
{
    return domain->fact->target;
}

static void resolve_type(Model *model, TypedefModel *domain)
{
    const ColumnDef *def = &domain->def.column;
    TypeUse use = def->type.text ? type_of_name(model, &def->type, domain->schema)
                                 : type_of_c(model, under(domain));

    if (!def->type.text && !use.sql && use.refusal)
        finding_add(model->findings, FINDING_M201, domain->fact->at, "field '%s': C type '%s' %s",
                    domain->fact->name, under(domain)->spelling, use.refusal);
    domain->type = use.sql;
    if (!use.sql || !def->collation.text || type_is_collatable(use.sql))
        return;
    finding_add(model->findings, FINDING_M209, def->collation.at, "type %s has no collation",
                use.sql);
}

/* As PostgreSQL does: email_check. */
static void name_checks(Model *model, TypedefModel *domain)
{
    Map taken = {0};

    for (size_t i = 0; i < domain->def.column.constraints.count; i++) {
        const ConstraintDef *def = domain->def.column.constraints.items[i];
        DomainCheckModel check = {.def = def, .name = def->name.text};
        const ConstraintDef *first;

        check_name(model, def->name.text, def->name.at);
        if (!check.name)
            check.name = naming_domain_check(model->run, &model->naming, domain->name);
        first = map_get(&taken, check.name);
        if (first) {
            Finding *finding =
                finding_add(model->findings, FINDING_M507, def->at,
                            "two objects would be named '%s'; give one a name", check.name);

            finding_note(model->findings, finding, first->at, "the other is here");
        }
        map_put(model->run, &taken, check.name, domain->def.column.constraints.items[i]);
        vec_push(model->run, &domain->checks, check);
    }
}

void model_domains(Model *model)
{
    for (size_t i = 0; i < model->typedefs.entries.count; i++) {
        TypedefModel *domain = model->typedefs.entries.items[i].value;

        if (!domain->def.column.is_domain || domain->def.column.bad)
            continue;
        resolve_type(model, domain);
        name_checks(model, domain);
    }
}
