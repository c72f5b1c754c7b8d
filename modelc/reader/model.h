/*
 * The models while they are being understood: between syntax and Schema.
 *
 * What has an error stays in its place, marked bad, so that it causes no further errors.
 */
#ifndef MODELC_READER_MODEL_H
#define MODELC_READER_MODEL_H

#include "modelc/reader/reader.h"

#include "base/map.h"

typedef struct EnumModel {
    const FactEnum *fact;
    EnumDef def;
    bool is_type; /* PG(type) */
    const char *schema, *name, *path;
    StrVec labels;
    StrVec enumerators; /* one for each label */
    StrVec renamed;     /* as in Enum */
} EnumModel;

typedef struct StructModel StructModel;
typedef struct DomainCheckModel {
    const ConstraintDef *def;
    const char *name;
} DomainCheckModel;

typedef struct TypedefModel {
    const FactTypedef *fact;
    TypedefDef def;
    bool has_type;                    /* the typedef says what it stands for */
    const char *schema, *name, *path; /* of a domain */
    const char *type;                 /* canonical, that the domain is over; NULL: bad */
    VEC(DomainCheckModel) checks;
} TypedefModel;

/* Something that CREATE TYPE or CREATE DOMAIN makes. */
typedef struct TypeModel {
    const char *schema, *name, *path;
    Range at;
    const EnumModel *enumeration; /* one of these three */
    const StructModel *composite;
    const TypedefModel *domain;
} TypeModel;

/* What a C type (or a type in PG) means. */
typedef struct TypeUse {
    const char *sql;     /* canonical; NULL: refused */
    const char *refusal; /* reason and remedy; NULL: reported elsewhere */
    bool is_nullable;    /* the C type itself says that it may be null */
    bool is_not_null;    /* a typedef says that it may not */
    bool holds_null;
    const EnumModel *enumeration; /* the type is this enum */
    const TypedefModel *domain;   /* or this domain */
    Name collation;
} TypeUse;

/* A field of a struct, parsed once however often the struct is used. */
typedef struct Member {
    const FactField *field;
    ColumnDef def;
    TypeUse type;
    StructModel *mixin; /* the field stands for its columns; NULL: a column */
} Member;

/* A column of a table. */
typedef struct ColumnModel {
    const char *name;
    const Member *member;
    Range at;
    const char *type; /* canonical; NULL: bad */
    const char *collation;
    bool not_null;
    bool is_serial;
    Sql default_expr, generated, using_expr;
    const char *renamed_from;
} ColumnModel;

typedef struct ConstraintModel {
    ConstraintDef def;
    const char *name;
    const StructModel *ref; /* foreign key; NULL: bad, or to a table of others */
    const char *others;     /* the path of that; else NULL */
} ConstraintModel;

typedef struct IndexModel {
    IndexDef def;
    const char *name;
} IndexModel;

struct StructModel {
    const FactStruct *fact;
    StructDef def;
    const ViewDef *raw; /* a view without a struct; NULL: it has one */
    const char *schema, *name, *path;
    const StructModel *whole; /* of a partition: the table; else NULL */
    VEC(Member *) members;    /* those of anonymous members in their place */
    TableClauses clauses;
    bool has_errors; /* in a field or a clause: what is missing may stand there */
    /* Of a table, everything that mixins bring included. */
    VEC(ColumnModel *) columns;
    VEC(ConstraintModel *) constraints;
    VEC(IndexModel *) indexes;
    VEC(Name) dropped;
    /* Clauses of other kinds; `constraints`, `indexes` and `dropped` stay empty. */
    TableClauses extra;
};

typedef struct Model {
    Arena *run;
    Findings *findings;
    const Facts *facts;
    Map enums;      /* tag -> EnumModel */
    Map structs;    /* tag -> StructModel */
    Map typedefs;   /* name -> TypedefModel */
    Map tables;     /* path -> StructModel */
    Map views;      /* path -> StructModel; materialized ones too */
    Map partitions; /* path -> StructModel, of those that something else is said of */
    Map types;      /* path -> TypeModel */
    DatabaseClauses database;
    NamingPatterns naming;
    bool warn_unindexed; /* M312 */
    bool manage_owners;
    ReaderOthers others;
} Model;

/* ---- Stages, in order; each adds its findings and goes on ---- */

/* Heads of structs, enums and typedefs, and what stands in files (declare.c). */
void model_declare(Model *model);

/* The types under domains (domains.c). */
void model_domains(Model *model);

/* Fields and clauses of each struct, types of the fields (members.c). */
void model_members(Model *model);

/* Columns, constraints and indexes of each table, mixins spread out (expand.c). */
void model_expand(Model *model);

/* Whether keys, constraints and indexes name what is there (keys.c). */
void model_check_keys(Model *model);

/* The tables and columns that foreign keys and sequences refer to (references.c). */
void model_resolve_references(Model *model);

/* Default names and clashes (names.c). */
void model_name(Model *model);

/* What stands apart from the tables and belongs to one: policies, grants, … (attach.c). */
void model_attach(Model *model);

/* Takes the warnings from number `first` on that PG_ALSO(warn no-…) speaks of; M411 (quiet.c). */
void model_quiet(Model *model, size_t first, bool whole);

/* The schema; only for a model without errors (emit.c). */
void model_emit(const Model *model, Schema *schema);

/* ---- Shared ---- */

/* What the C type of a field means (types.c). */
TypeUse type_of_c(Model *model, const CType *type);

/* What a type in PG(...) means; `schema` is looked into first for a name without one.  M202. */
TypeUse type_of_name(Model *model, const TypeName *type, const char *schema);

/* Whether a column of that canonical type can have a collation, as far as anyone knows. */
bool type_is_collatable(const char *type);

/* The struct that `type` is after typedefs, or NULL. */
StructModel *type_struct(const Model *model, const CType *type);

/* Whether it is a pointer to a value, which may be null (a pointer to char is a string). */
bool type_is_pointer(const CType *type);

/* M303; NULL when there is no such column (keys.c). */
ColumnModel *need_column(Model *model, const StructModel *table, const Name *name);

/* The same for the columns that elements name; strings become what they are. */
bool need_elements(Model *model, const StructModel *table, ElementDefs *elements);

bool need_columns(Model *model, const StructModel *table, const Names *names);

/* What is said of `table` in partitions, statistics, grants, … (clauses.c). */
void check_clauses(Model *model, StructModel *table);

/* NULL when there is none. */
ColumnModel *table_column(const StructModel *table, const char *name);

/* Its own or one that it inherits; NULL: none. */
ColumnModel *any_column(const Model *model, const StructModel *table, const char *name);

/* As contracts of schema/kinds want it: quoted, NULL for "default" (types.c). */
const char *collation_text(Arena *run, const Name *collation);

/* M212 when the name is longer than PostgreSQL keeps; it is then cut nowhere. */
void check_name(Model *model, const char *name, Range at);

/* NULL when there is none; a name without schema is looked for in `schema` first (references.c). */
StructModel *find_table(const Model *model, const Name *name, const char *schema);
StructModel *find_view(const Model *model, const Name *name, const char *schema);

/* A partition as what has parts of its own; its columns are those of the table. */
StructModel *find_partition(Model *model, const Name *name);

/* The path of a table of that name that others manage (ReaderOthers); NULL: it is none. */
const char *find_others(const Model *model, const Name *name, const char *schema);

/* Whether it has columns from such a table, at once or by way of others (keys.c). */
bool inherits_others(const Model *model, const StructModel *table);

/* M301, unless the table's own declaration is in error. */
void fail_table(Model *model, const Name *name, const char *schema);

/* The schema a name without one belongs to. */
const char *schema_of_name(const Name *name);

const char *path_of_name(Arena *run, const char *schema, const char *name);

#define DEFAULT_SCHEMA "public"

#endif
