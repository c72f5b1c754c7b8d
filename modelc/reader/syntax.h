/*
 * What annotations say, parsed but not yet understood: names may not exist, types may not fit.
 *
 * Names with `text` NULL, expressions with `text` NULL and strings that are NULL were not given.
 */
#ifndef MODELC_READER_SYNTAX_H
#define MODELC_READER_SYNTAX_H

#include "modelc/reader/naming.h"
#include "schema/kind.h"
#include "schema/sql.h"

/* A name, perhaps with a schema before it. */
typedef struct Name {
    const char *schema;
    const char *text;
    Range at;
} Name;

typedef VEC(Name) Names;

/* A type as written. */
typedef struct TypeName {
    Name name;        /* without modifiers: "double precision", "varchar" */
    const char *text; /* whole, on one line: "numeric(12, 2)[]"; NULL: not given */
    bool has_modifiers;
    bool is_array;
    bool is_builtin; /* an unqualified word that PostgreSQL knows */
    Range at;
} TypeName;

typedef struct SequenceOptions {
    const char *data_type, *start, *increment, *min_value, *max_value, *cache;
    bool cycle;
    const char *logging; /* of an identity's sequence: "LOGGED", "UNLOGGED" */
    Name name;           /* of an identity's sequence */
    Names owned_by;      /* table and column, perhaps with a schema first */
} SequenceOptions;

/* ON DELETE or ON UPDATE. */
typedef struct ActionDef {
    const char *action; /* "CASCADE", …; NULL also for NO ACTION */
    Names columns;
    Range at;
} ActionDef;

typedef enum ConstraintType {
    CONSTRAINT_PRIMARY_KEY,
    CONSTRAINT_UNIQUE,
    CONSTRAINT_CHECK,
    CONSTRAINT_FOREIGN_KEY,
    CONSTRAINT_EXCLUSION,
} ConstraintType;

/* One key of an index or an exclusion. */
typedef struct ElementDef {
    Name column;
    Sql expr;
    const char *word; /* what PostgreSQL calls an index column of that expression */
    Name collation, opclass;
    const char *type;      /* of the column, canonical; NULL: not known, or an expression */
    StrVec opclass_params; /* "siglen=32" */
    const char *op;
    bool descending, nulls_given, nulls_first;
    Findings later; /* of the expression, unless it turns out to be the name of a column */
} ElementDef;

typedef VEC(ElementDef) ElementDefs;

typedef struct ConstraintDef {
    ConstraintType type;
    Name name;
    Names columns;
    Names include;
    Sql expr; /* check; predicate of an exclusion */
    bool nulls_not_distinct, no_inherit, not_valid, is_deferrable, is_deferred, not_enforced;
    bool without_overlaps; /* of the last column */
    bool period;           /* the last column is one */
    StrVec options;        /* "fillfactor=70" */
    Name tablespace;
    Name ref_table;
    Names ref_columns;
    bool match_full;
    ActionDef on_delete, on_update;
    Name method;
    ElementDefs elements;
    Range at; /* the clause */
    const char *doc;
    bool bad; /* an error was reported; causes no further ones */
} ConstraintDef;

typedef struct IndexDef {
    Name name, renamed_from, table;
    bool is_unique, nulls_not_distinct;
    Name method, tablespace;
    ElementDefs elements;
    Names include;
    StrVec options; /* "fillfactor=70" */
    Sql predicate;
    Range at;
    const char *doc;
    bool bad;
} IndexDef;

typedef enum Nullness {
    NULLNESS_UNSET,
    NULLNESS_NULL,
    NULLNESS_NOT_NULL,
} Nullness;

/* A word or a literal that is the whole of a default: it may be a label of an enum. */
typedef struct LabelUse {
    const char *word;    /* enumerator */
    const char *literal; /* value of the string */
    Range at;
} LabelUse;

/* What PG(...) behind a field or a typedef says. */
typedef struct ColumnDef {
    Name column;    /* PG(column name) */
    bool is_domain; /* its clauses are those of a domain */
    bool ignore;
    Name prefix;
    TypeName type;
    Nullness nullness;
    Range null_at;
    Name not_null_name;
    bool not_null_no_inherit, not_null_not_valid;
    Sql default_expr, generated;
    bool is_virtual;
    LabelUse label;
    const char *identity; /* as in Column */
    SequenceOptions options;
    Range value_at; /* where default, identity or generated stands */
    Name collation;
    Name renamed_from;
    Sql using_expr;
    Range using_at;
    Name storage, compression; /* as the catalog spells them */
    const char *statistics;    /* number */
    Range statistics_at;
    StrVec settings; /* "n_distinct=100" */
    VEC(ConstraintDef *) constraints;
    const char *clause; /* the first one besides type and collation; NULL: none */
    Range clause_at;
    bool bad;
} ColumnDef;

/* PG(...) behind a typedef: what the C type stands for, or a domain that modelc creates. */
typedef struct TypedefDef {
    Name name;        /* of the domain */
    ColumnDef column; /* of a domain its clauses */
} TypedefDef;

typedef enum StructKind {
    STRUCT_PLAIN, /* no annotation */
    STRUCT_TABLE,
    STRUCT_MIXIN,
    STRUCT_IGNORE,
    STRUCT_VIEW,
    STRUCT_MATERIALIZED_VIEW,
    STRUCT_COMPOSITE, /* PG(type) */
    STRUCT_BAD,       /* reported */
} StructKind;

typedef struct StructDef {
    StructKind kind;
    Name name, renamed_from;
    bool unlogged;
} StructDef;

typedef struct EnumDef {
    Name name, renamed_from;
    bool bad;
} EnumDef;

typedef struct LabelDef {
    bool ignore;
    const char *label;
    const char *renamed_from; /* NULL: it never had another name */
    Range at;
} LabelDef;

/* PARTITION BY */
typedef struct PartitionKey {
    const char *strategy; /* "RANGE"; NULL: not partitioned */
    ElementDefs elements;
    Range at;
} PartitionKey;

typedef struct PartitionDef {
    Name name;
    Name of;           /* the partition that this one is a part of; text NULL: the table */
    const char *bound; /* "FOR VALUES IN ('a')", "DEFAULT" */
    PartitionKey key;
    bool unlogged;
    StrVec options; /* "fillfactor=70", sorted */
    Name tablespace, method;
    bool row_security, force_row_security;
    const char *replica_identity; /* as in TableClauses, as the rest */
    Name replica_index;
    Name cluster;
    const char *doc;
} PartitionDef;

/* What stands in a file names its table, what stands in a struct does not. */
typedef struct PolicyDef {
    Name name, table;
    bool restrictive;
    const char *command; /* "SELECT"; NULL: all */
    StrVec roles;        /* sorted; empty: PUBLIC */
    Sql using_expr, check_expr;
    const char *doc;
} PolicyDef;

/* A trigger or a rule: a statement with the table in its middle. */
typedef struct TriggerDef {
    KindId kind;
    Name name, table;
    const char *create; /* "CREATE TRIGGER" */
    const char *events; /* "before update of price", "as on delete" */
    const char *on;     /* what stands before the table: "ON", "TO" */
    const char *tail;   /* "for each row execute function touch()", "do instead nothing" */
    Range at;
    const char *doc;
} TriggerDef;

/* What a statement of its own says of an object that stands elsewhere: a text attribute. */
typedef struct SettingDef {
    KindId kind;
    Name table; /* that the object is a part of; text NULL: of none, or of the struct's */
    Name name;
    const char *attr, *value;
} SettingDef;

/* ALTER INDEX: what an index has that CREATE cannot say, or that of a partition otherwise. */
typedef struct IndexSettingDef {
    Name schema, table; /* texts NULL: not given; the table can be the schema of the index */
    Name name;
    StrVec options;   /* "fillfactor=50"; "fastupdate" of RESET */
    Name tablespace;  /* text NULL: not said */
    const char *item; /* "2=100": a target of statistics; NULL: not said */
    Range at;
} IndexSettingDef;

/* ALTER TABLE … ADD CONSTRAINT: what a partition has of its own. */
typedef struct AddedDef {
    Name table;
    ConstraintDef *constraint;
} AddedDef;

/* ALTER … ALTER COLUMN: what a column of no struct has of its own. */
typedef struct ColumnSettingDef {
    Name relation, column;
    ColumnDef def; /* the one clause */
    Range at;
} ColumnSettingDef;

/* COMMENT ON */
typedef struct CommentDef {
    const char *target; /* what it is on, in one spelling however it is written */
    const char *shown;  /* as written */
    const char *comment;
    Range at;
} CommentDef;

/* ALTER … OWNER TO */
typedef struct OwnerDef {
    const char *target, *shown; /* as in CommentDef */
    Name role;
    Range at;
} OwnerDef;

typedef struct StatisticsDef {
    Name name, table;
    StrVec kinds; /* sorted */
    ElementDefs elements;
    const char *doc;
} StatisticsDef;

typedef struct Privilege {
    const char *name; /* "SELECT", "ALL" */
    Names columns;    /* empty: not of columns */
} Privilege;

typedef struct GrantDef {
    VEC(Privilege) privileges;
    const char *on; /* "table", "schema", …; NULL in a struct */
    Names objects;
    StrVec signatures; /* "touch(integer)", one for each object that is a function */
    StrVec roles;      /* "public" for PUBLIC */
    bool grantable;
    bool revoked; /* from PUBLIC: what everybody has without being told */
    Range at;
} GrantDef;

/* A warning that is not told: of its struct, or of its header and the SQL files that it names. */
typedef struct QuietDef {
    FindingId id;
    Range at;
    bool used; /* something was not told */
} QuietDef;

typedef VEC(QuietDef) QuietDefs;

/* What the PG_ALSO(...) of a struct say, in order. */
typedef struct TableClauses {
    VEC(ConstraintDef *) constraints;
    VEC(IndexDef *) indexes;
    VEC(PartitionDef) partitions;
    VEC(PolicyDef) policies;
    VEC(TriggerDef) triggers; /* and rules */
    VEC(SettingDef) settings;
    VEC(StatisticsDef) statistics;
    VEC(GrantDef) grants;
    Names dropped; /* columns */
    Names inherits;
    PartitionKey partition_by;
    StrVec options; /* "fillfactor=70", sorted */
    Name tablespace, method;
    bool row_security, force_row_security;
    const char *replica_identity; /* "FULL", "NOTHING", "USING INDEX" */
    Name replica_index;
    Name cluster; /* an index */
    Name owner;
    Sql query;    /* of a view */
    bool no_data; /* of a materialized one */
    QuietDefs quiet;
} TableClauses;

typedef struct SequenceDef {
    Name name;
    bool unlogged;
    SequenceOptions options;
    const char *doc;
} SequenceDef;

typedef struct ExtensionDef {
    Name name, schema;
    const char *version; /* NULL: any */
    Names tables;        /* those that it brings and that models refer to */
    const char *doc;
} ExtensionDef;

/* A view without a struct. */
typedef struct ViewDef {
    Name name;
    bool is_materialized;
    bool is_recursive; /* said so: its query names the view itself */
    Names columns;
    StrVec options;
    Name method, tablespace;
    bool no_data;
    Sql query;
    const char *doc;
} ViewDef;

/* What one statement makes, the text of which stays as it is. */
typedef struct DefinedDef {
    KindId kind;
    SqlIdentity identity;
    Name name; /* with its arguments, types as they are written */
    Sql definition;
    const char *doc;
} DefinedDef;

typedef struct EventTriggerDef {
    Name name, function;
    const char *event;
    StrVec tags; /* sorted */
    const char *doc;
} EventTriggerDef;

typedef struct PublicationMemberDef {
    bool is_schema;
    Name name; /* of the schema or table */
    Names columns;
    Sql filter;
} PublicationMemberDef;

typedef struct PublicationDef {
    Name name;
    bool all_tables, via_root;
    const char *publish; /* as in Publication */
    const char *generated_columns;
    VEC(PublicationMemberDef) members;
    const char *doc;
} PublicationDef;

/* ALTER DEFAULT PRIVILEGES: one object for each maker, schema and role. */
typedef struct DefaultPrivilegeDef {
    StrVec makers;  /* empty: the one who is connected */
    Names schemas;  /* empty: anywhere */
    GrantDef grant; /* `on` is what is made: "TABLES" */
} DefaultPrivilegeDef;

/* What has no place of its own to say which name it had. */
typedef struct RenamedDef {
    KindId kind;
    bool is_constraint; /* "constraint": of whatever kind, as ALTER TABLE says it */
    Name old, name;     /* without arguments */
    Name table;         /* that it is a part of */
} RenamedDef;

/* Patterns of names, see NamingPatterns; NULL: not given here. */
struct NamingDef {
    const char *primary_key, *unique, *foreign_key, *check, *exclusion, *index;
    bool is_given;
    bool postgresql; /* PostgreSQL's own names, whatever the project says */
};

/* A file of statements that was read, with what its content was and which header names it. */
typedef struct SqlFile {
    const char *path, *hash, *header;
} SqlFile;

typedef VEC(SqlFile) SqlFiles;

/* What the PG_ALSO(...) of files say. */
typedef struct DatabaseClauses {
    VEC(ExtensionDef) extensions;
    VEC(SequenceDef) sequences;
    VEC(ViewDef) views;
    VEC(IndexDef *) indexes;
    VEC(DefinedDef) defined;
    VEC(RenamedDef) renamed;
    VEC(PolicyDef) policies;
    VEC(TriggerDef) triggers; /* and rules */
    VEC(EventTriggerDef) event_triggers;
    VEC(PublicationDef) publications;
    VEC(DefaultPrivilegeDef) default_privileges;
    VEC(SettingDef) settings;
    VEC(AddedDef) added;
    VEC(ColumnSettingDef) column_settings;
    VEC(IndexSettingDef) index_settings;
    VEC(CommentDef) comments;
    VEC(OwnerDef) owners;
    VEC(StatisticsDef) statistics;
    VEC(GrantDef) grants;
    NamingDef naming;
    Names schemas;
    StrVec schema_docs;      /* one for each of `schemas`, may be NULL */
    Names dropped;           /* tables, sequences, types, views */
    DropHints dropped_paths; /* functions: "app.touch(integer)" */
    Names dropped_unscoped;  /* schemas, extensions */
    bool manage_all;         /* what no model says is not left alone but dropped */
    SqlFiles files;
    QuietDefs quiet;
} DatabaseClauses;

#endif
