/* Stage two: the fields and clauses of each struct, each parsed once. */
#include "modelc/reader/model.h"

#include "base/text.h"
#include "modelc/reader/parse.h"
#include "modelc/reader/share.h"
#include "schema/sql.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* What the contracts want of an expression that names a label: the label. */
static void replace_label(Model *model, ColumnDef *def, const char *label)
{
    StrBuf text = {.arena = model->run};

    sql_add_constant(&text, label);
    def->default_expr.text = strbuf_text(&text);
}

/* Words that are values by themselves; any other would be a column, which no default may name. */
static bool is_value_word(const char *word)
{
    static const char *const words[] = {
        "null",         "true",           "false",        "current_catalog",   "current_date",
        "current_role", "current_schema", "current_time", "current_timestamp", "current_user",
        "localtime",    "localtimestamp", "session_user", "system_user",       "user",
    };

    for (size_t i = 0; i < COUNT(words); i++)
        if (text_same_fold(words[i], word))
            return true;
    return false;
}

static void check_default_word(Model *model, ColumnDef *def)
{
    if (!def->label.word || is_value_word(def->label.word))
        return;
    finding_add(model->findings, FINDING_M608, def->label.at,
                "cannot use column reference in DEFAULT expression");
    def->bad = true;
}

/* M222: a default that is one word must be an enumerator, one literal must be a label. */
static void check_label(Model *model, ColumnDef *def, const EnumModel *enumeration)
{
    const StrVec *known = def->label.word ? &enumeration->enumerators : &enumeration->labels;
    const char *wanted = def->label.word ? def->label.word : def->label.literal;
    Suggestion suggestion = {.wanted = wanted};

    if (!wanted || (def->label.word && is_value_word(wanted)))
        return;
    for (size_t i = 0; i < known->count; i++) {
        if (text_same(known->items[i], wanted)) {
            if (def->label.word)
                replace_label(model, def, enumeration->labels.items[i]);
            return;
        }
        suggest_offer(&suggestion, known->items[i]);
    }

    StrBuf fix = {.arena = model->run};

    if (suggestion.best && def->label.literal)
        sql_add_literal(&fix, suggestion.best);
    finding_add(model->findings, FINDING_M222, def->label.at, "'%s' is not a %s of enum '%s'%s",
                wanted, def->label.word ? "value" : "label", enumeration->name,
                suggest_text(model->run, &suggestion))
        ->fix = fix.text ? fix.text : suggestion.best;
    def->bad = true;
}

/* 1, 2, 3 for smallint, integer, bigint, serials included; 0 for what is no integer. */
static unsigned integer_rank(const char *type)
{
    static const char *const ranks[][3] = {
        {"smallint", "smallserial", "serial2"},
        {"integer",  "serial",      "serial4"},
        {"bigint",   "bigserial",   "serial8"},
    };

    for (unsigned i = 0; type && i < COUNT(ranks); i++)
        for (size_t k = 0; k < 3; k++)
            if (strcmp(ranks[i][k], type) == 0)
                return i + 1;
    return 0;
}

/* M204: the C type is read from the column, so it must hold what the column holds. */
static void check_width(Model *model, const Member *member, const TypeUse *inferred)
{
    static const char *const fitting[] = {"int16_t", "int32_t", "int64_t"};
    unsigned given = integer_rank(member->type.sql), own = integer_rank(inferred->sql);

    if (given == 0 || own == 0 || given <= own)
        return;
    finding_add(model->findings, FINDING_M204, member->def.type.at,
                "%s %s does not fit in '%s'; use %s", member->def.type.text[0] == 'i' ? "an" : "a",
                member->def.type.text, member->field->type->spelling, fitting[given - 1]);
}

static void check_type(Model *model, Member *member)
{
    const char *type = member->type.sql;

    if (!type)
        return;
    if (member->def.identity && integer_rank(type) == 0) {
        finding_add(model->findings, FINDING_M213, member->def.value_at,
                    "identity needs smallint, integer or bigint, not %s", type);
        member->def.bad = true;
    }
    if (member->def.collation.text && (!type_is_collatable(type) || member->type.enumeration)) {
        finding_add(model->findings, FINDING_M209, member->def.collation.at,
                    "type %s has no collation", type);
        member->def.bad = true;
    }
    if (member->type.enumeration && member->def.default_expr.text)
        check_label(model, &member->def, member->type.enumeration);
    else
        check_default_word(model, &member->def);
}

/* M123: columns of views and composite types have a type and little else. */
static void check_column_clauses(Model *model, const StructModel *owner, Member *member)
{
    const ColumnDef *def = &member->def;
    bool composite = owner->def.kind == STRUCT_COMPOSITE;

    if (owner->def.kind == STRUCT_TABLE || owner->def.kind == STRUCT_MIXIN)
        return;
    if (def->clause)
        finding_add(model->findings, FINDING_M123, def->clause_at, "a %s cannot have '%s'",
                    struct_kind_text(owner->def.kind), def->clause);
    else if (composite && def->nullness == NULLNESS_NOT_NULL)
        finding_add(model->findings, FINDING_M123, def->null_at,
                    "a composite type cannot have 'not null'");
}

static const char *name_of(const Member *member)
{
    return member->def.column.text ? member->def.column.text : member->field->name;
}

/* M207 */
static void check_null(Model *model, Member *member)
{
    const FactField *field = member->field;

    if (member->def.nullness != NULLNESS_NULL || member->def.type.text || member->type.holds_null ||
        !member->type.sql)
        return;

    Finding *finding = finding_add(
        model->findings, FINDING_M207, member->def.null_at,
        "column '%s' may be null but C type '%s' cannot hold a null; declare it '%s *%s'",
        name_of(member), field->type->spelling, field->type->spelling, field->name);

    finding_note(model->findings, finding, field->at, "'%s' is declared here", field->name);
    member->def.bad = true;
}

/* Reasons why a field cannot be a column whatever its annotation says. */
static bool check_shape(Model *model, const FactField *field)
{
    const CType *type = field->type;

    if (field->bit_width >= 0 && !(field->bit_width == 1 && type->kind == CTYPE_BOOL)) {
        finding_add(model->findings, FINDING_M205, field->at,
                    "bit-field '%s' cannot be a column (only bool : 1 can)", field->name);
        return false;
    }
    if (type->kind == CTYPE_ARRAY && type->count < 0) {
        finding_add(model->findings, FINDING_M206, field->at, "array '%s' has no size",
                    field->name);
        return false;
    }
    return true;
}

/* The type that PG(...) gives, with what the C type says of null; else that of the C type. */
static void resolve_type(Model *model, const StructModel *owner, Member *member)
{
    TypeUse inferred = type_of_c(model, member->field->type);

    if (!member->def.type.text) {
        member->type = inferred;
        if (!inferred.sql && inferred.refusal)
            finding_add(model->findings, FINDING_M201, member->field->at,
                        "field '%s': C type '%s' %s", member->field->name,
                        member->field->type->spelling, inferred.refusal);
        member->def.bad = member->def.bad || !inferred.sql;
        return;
    }
    member->type =
        type_of_name(model, &member->def.type, owner->schema ? owner->schema : DEFAULT_SCHEMA);
    member->type.is_nullable = inferred.is_nullable || type_is_pointer(member->field->type);
    member->type.is_not_null = inferred.is_not_null;
    member->type.collation = inferred.collation;
    member->def.bad = member->def.bad || !member->type.sql;
    check_width(model, member, &inferred);
}

static bool has_clauses(const ColumnDef *def)
{
    return def->default_expr.text || def->generated.text || def->identity ||
           def->constraints.count > 0 || def->collation.text || def->using_expr.text ||
           def->renamed_from.text || def->column.text || def->nullness != NULLNESS_UNSET;
}

/* A field of a mixin type; it has no column of its own. */
static void resolve_mixin(Model *model, Member *member)
{
    if (has_clauses(&member->def))
        finding_add(model->findings, FINDING_M123, member->field->at,
                    "a field of a mixin cannot have a clause other than 'prefix'");
}

static void check_rename(Model *model, const Member *member)
{
    const Name *old = &member->def.renamed_from;

    if (old->text && text_same(old->text, name_of(member)))
        finding_add(model->findings, FINDING_M401, old->at, "'%s' is renamed from itself",
                    old->text);
}

static void check_prefix(Model *model, Member *member)
{
    if (!member->def.prefix.text || member->mixin)
        return;
    finding_add(model->findings, FINDING_M230, member->def.prefix.at,
                "prefix needs a field of a mixin type");
    member->def.bad = true;
}

static void add_member(Model *model, StructModel *owner, const FactField *field)
{
    Member *member = ARENA_NEW(model->run, Member);

    member->field = field;
    for (size_t i = 0; i < field->annotations.count; i++)
        parse_field(model->run, model->findings, &field->annotations.items[i], &member->def);
    if (field->shared && field->annotations.count > 0)
        finding_add(model->findings, FINDING_M114, field->at,
                    "PG(...) applies to '%s' only; declare one column per line", field->name);
    if (member->def.ignore)
        return;
    vec_push(model->run, &owner->members, member);
    owner->has_errors = owner->has_errors || member->def.bad;
    if (member->def.bad)
        return;

    StructModel *type = member->def.type.text ? NULL : type_struct(model, field->type);

    if (type && type->def.kind == STRUCT_MIXIN)
        member->mixin = type;
    check_prefix(model, member);
    if (member->mixin)
        resolve_mixin(model, member);
    else if (!member->def.bad && check_shape(model, field))
        resolve_type(model, owner, member);
    else
        member->def.bad = true;
    check_column_clauses(model, owner, member);
    check_type(model, member);
    check_null(model, member);
    check_rename(model, member);
    owner->has_errors = owner->has_errors || member->def.bad;
}

static void add_members(Model *model, StructModel *owner, const FactStruct *fact)
{
    for (size_t i = 0; i < fact->fields.count; i++) {
        const FactField *field = &fact->fields.items[i];

        if (field->anonymous)
            add_members(model, owner, field->anonymous);
        else
            add_member(model, owner, field);
    }
    for (size_t i = 0; i < fact->clauses.count; i++)
        if (!parse_also(model->run, model->findings, &fact->clauses.items[i], owner->def.kind,
                        &owner->clauses))
            owner->has_errors = true;
}

/* M122 */
static void check_query(Model *model, const StructModel *owner)
{
    bool is_view = owner->def.kind == STRUCT_VIEW || owner->def.kind == STRUCT_MATERIALIZED_VIEW;

    if (!is_view || owner->clauses.query.text || owner->has_errors)
        return;
    finding_add(model->findings, FINDING_M122,
                owner->def.name.text ? owner->def.name.at : owner->fact->at,
                "view '%s' has no query; add PG_ALSO(as select ...)", owner->name);
}

static void add_all_members(Model *model, size_t begin, size_t end)
{
    for (size_t i = begin; i < end; i++) {
        StructModel *owner = model->structs.entries.items[i].value;

        if (owner->def.kind == STRUCT_PLAIN || owner->def.kind == STRUCT_IGNORE ||
            owner->def.kind == STRUCT_BAD)
            continue;
        add_members(model, owner, owner->fact);
        check_query(model, owner);
    }
}

void model_members(Model *model)
{
    model_share(model, add_all_members);
}
