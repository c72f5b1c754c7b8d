/*
 * What every kind of database object has in common.
 *
 * A kind is data: a table of attributes, a catalog query and DDL templates.
 * The stages (introspect, diff, codegen) read that data and know no kind by
 * name.  An attribute's name is at once the JSON key, the alias of a column of
 * the catalog query and the template field.  Adding a kind is one folder under
 * schema/kinds/ and one line in schema/kinds.def.
 */
#ifndef SCHEMA_KIND_H
#define SCHEMA_KIND_H

#include "base/finding.h"
#include "base/map.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum KindId {
#define KIND(ID, symbol) KIND_##ID,
#include "schema/kinds.def"
#undef KIND
    KIND_COUNT
} KindId;

/*
 * An SQL expression.  `text` is what the author wrote, or NULL when there is none.  `spelled` is
 * the server's own spelling (pg_get_expr with search_path = pg_catalog), or NULL while unknown;
 * only spelled texts are compared.  Read from the catalog both are the same, but for what
 * introspect/catalog_contested.h says.
 */
typedef struct Sql {
    const char *text;
    const char *spelled;
    Range at; /* where the model says it */
} Sql;

/* A type in the canonical spelling of sql_type_canonical(); `text` NULL: none. */
typedef struct SqlType {
    const char *text;
    Range at;
} SqlType;

/* One key of an index or an exclusion constraint. */
typedef struct Element {
    const char *column;    /* column name, or NULL for an expression */
    Sql expr;              /* without outer parentheses; text NULL for a column */
    const char *collation; /* quoted, qualified unless in pg_catalog; NULL: that of the column */
    const char *opclass;   /* as collation; may carry "(params)"; NULL: the default */
    const char *op;        /* exclusion only: operator after WITH, as in pg_get_constraintdef */
    bool descending;
    bool nulls_first; /* as stored, not as written: descending implies true by default */
} Element;

typedef VEC(Element) Elements;

typedef enum AttrType {
    ATTR_BOOL = 1,
    ATTR_TEXT,     /* const char *, NULL: not set (the default) */
    ATTR_TYPE,     /* SqlType */
    ATTR_SQL,      /* Sql */
    ATTR_NAMES,    /* StrVec of unquoted names or labels */
    ATTR_ELEMENTS, /* Elements */
} AttrType;

typedef struct Object Object;
typedef struct Schema Schema;

/* What a difference in one attribute leads to. */
typedef enum Change {
    CHANGE_ALTER = 1, /* change in place: the attribute's template or `write` */
    CHANGE_RECREATE,  /* drop the object and create it anew, and what depends on it around it */
    CHANGE_REPLACE,   /* a new object takes its place and its dependents move over (enum labels) */
    CHANGE_IGNORE,    /* carried, never compared */
} Change;

typedef struct Attr {
    const char *name;
    AttrType type;
    size_t offset;
    Change change;
    const char *alter; /* template of the statement that changes it, see schema/template.h */
    bool separate;     /* CREATE cannot say it: when set, run `alter` right after creation */
    /* Whether no statement changes it in that schema: the object is made anew.  NULL: one does. */
    bool (*stuck)(const Schema *schema, const Object *object);
    /* Whether what is added to a whole that `from` has cannot say it: it follows; NULL: it can. */
    bool (*follows)(const Schema *from, const Object *object);
    bool places;      /* where its data lies alone: neither its parts nor others care */
    bool stores;      /* how its data is kept: its columns do not care, but what is over them */
    bool takes_parts; /* what is made has the parts of what is named, as they are then */
    bool columns;     /* ATTR_NAMES: names of columns of the parent */
    bool worded;      /* ATTR_NAMES: texts that name columns of the parent in parentheses */
    bool unordered;   /* ATTR_NAMES: the order says nothing, and none comes twice */
    bool foreign;     /* ATTR_NAMES: names of columns of the table that `ref` names */
    bool owner;       /* with `ref`: DROP of that object takes this one along */
    bool with_owner;  /* what changes the whole of the `owner` may change it along: comes after */
    bool marks;       /* ATTR_TEXT: names an index of the object, alone or behind other words */
    bool kept;        /* CHANGE_IGNORE: snapshots have it all the same */
    bool modelled;    /* CHANGE_IGNORE: models say it to those who read them */
    bool late;        /* what is added cannot be used before the transaction ends */
    bool after_parts; /* waits for the parts of the object, and no part waits for it */
    bool alone;       /* when set, the object cannot stand in its parent's CREATE */
    bool retypes;     /* its change is one of the type: impossible while `compiled` ones stand */
    bool resets;      /* its change sets back what `overrides` keeps of the object */
    bool renews;      /* setting it makes anew what has a comment of its own: said again */
    bool spreads;     /* its change goes on to heirs that say the part too: they say theirs again */
    /*
     * The first version of PostgreSQL in which no change of the type can be while heirs say it too:
     * it is taken away meanwhile.  What heirs do not say they have from above there, come what may.
     */
    unsigned clashes;
    bool holds_back;  /* where it is set heirs have nothing of the constraint */
    unsigned repeats; /* CREATE of an heir can say it again since that version; 0: always */
    bool lost;  /* a change of its type, of a column beside it that it names, or of the same of what
                   Kind.refs names, forgets it: said again */
    bool place; /* no two parts of a whole have it at once: left before another part takes it */
    /* Whether the plan takes it away though it does not change: said again.  NULL: it does not. */
    bool (*forgotten)(const Object *to);
    bool replaces;   /* of a part: its change replaces the whole while columns hold values of it */
    bool validates;  /* setting it is refused while columns hold values within other types */
    bool compiled;   /* the object is recreated when a column named here changes its type */
    bool keyed;      /* ATTR_TEXT, "HASH (a, f(b))": the same; the columns can be its own */
    bool aside;      /* taken away while what it names is recreated, and given again */
    bool sequence;   /* makes, takes or renames the one of Kind.sequence */
    bool constraint; /* gives the parent one, takes or names it: as the ATTR_TEXT of these says */
    bool passes;     /* is none, or text or jsonb, while what it names is recreated or rewritten */
    bool query;      /* ATTR_SQL: a whole statement, with columns of any table that it names */
    bool body;       /* ATTR_SQL: nothing has to stand for what a string in it names */
    bool whole;      /* only a whole database spells it; so does it what is `query` */
    /* ATTR_TEXT: texts name the object by what precedes the parenthesis or space here. */
    bool called;
    unsigned since; /* the first version of PostgreSQL that can hold it; 0: all */
    /* ATTR_BOOL, ATTR_TEXT: where the server is older it changes nothing, and so is no error. */
    bool moot;
    int ref;           /* a path, or ATTR_NAMES of paths, of that kind plus one; 0: no path */
    const char *joint; /* start of `alter` that neighbours of one object share, saying it once */
    /* NULL: `change` as it stands. */
    Change (*judge)(const Object *from, const Object *to);
    /* Instead of `alter`: one statement or several, separated by ";\n", without the last ";". */
    void (*write)(StrBuf *out, const Object *from, const Object *to);
} Attr;

/*
 * Attribute lines.  Choosing a macro is choosing what a change leads to, so no attribute can be
 * forgotten; the type comes from the C field, so the table and the struct cannot disagree.
 */
#define ATTR_ALTER(Struct, field, template)                                                        \
    ATTR_(Struct, field, .change = CHANGE_ALTER, .alter = template)
#define ATTR_SEPARATE(Struct, field, template)                                                     \
    ATTR_(Struct, field, .change = CHANGE_ALTER, .alter = template, .separate = true)
#define ATTR_WRITE(Struct, field, fn) ATTR_(Struct, field, .change = CHANGE_ALTER, .write = fn)
#define ATTR_RECREATE(Struct, field)  ATTR_(Struct, field, .change = CHANGE_RECREATE)
#define ATTR_JUDGE(Struct, field, fn, template)                                                    \
    ATTR_(Struct, field, .change = CHANGE_ALTER, .alter = template, .judge = fn)
#define ATTR_IGNORE(Struct, field) ATTR_(Struct, field, .change = CHANGE_IGNORE)
#define ATTR_KEPT(Struct, field)   ATTR_(Struct, field, .change = CHANGE_IGNORE, .kept = true)

/* Names of the parent's columns; a change recreates. */
#define ATTR_COLUMNS(Struct, field) ATTR_(Struct, field, .change = CHANGE_RECREATE, .columns = true)

/* Every kind has a comment; the field is the one in Object. */
#define ATTR_COMMENT_(template, ...)                                                               \
    {                                                                                              \
        .name = "comment", .type = ATTR_TEXT, .offset = offsetof(Object, comment),                 \
        .change = CHANGE_ALTER, .alter = template, .separate = true, __VA_ARGS__                   \
    }
#define ATTR_COMMENT(template) ATTR_COMMENT_(template, .judge = NULL)

#define ATTR_(Struct, field, ...)                                                                       \
    {                                                                                                   \
        .name = #field,                                                                               \
     .offset = offsetof(Struct, field),                                                            \
     .type = _Generic(((Struct *)0)->field,                                                        \
         bool: ATTR_BOOL,                                                                          \
         const char *: ATTR_TEXT,                                                                  \
         SqlType: ATTR_TYPE,                                                                       \
         Sql: ATTR_SQL,                                                                            \
         StrVec: ATTR_NAMES,                                                                       \
         Elements: ATTR_ELEMENTS),                                                                 \
     __VA_ARGS__ \
    }

#define ATTRS(table) .attrs = (table), .attr_count = sizeof(table) / sizeof *(table)

/* Where a kind's names must be unique, and so what its path is made of. */
typedef enum Scope {
    SCOPE_DATABASE, /* "app" */
    SCOPE_SCHEMA,   /* "app.users", also for an index, whose parent is its table */
    SCOPE_PARENT,   /* "app.users.email" */
} Scope;

/* Tells of every object that `object` needs: `kind` and path. */
typedef void RefFn(void *context, KindId kind, const char *path);

typedef void ObjectFn(void *context, Object *object);

typedef struct Kind {
    const char *name;  /* "primary_key": JSON */
    const char *title; /* "primary key": messages */
    Scope scope;
    size_t size; /* of the struct that starts with Object */
    const char *catalog_query;
    const Attr *attrs;
    size_t attr_count;
    /*
     * The statements that make it, as sql_identify() calls them, up to NULL; its struct is then
     * Defined (schema/defined.h).  NULL: models say it in clauses of its own.
     */
    const char *const *made_by;
    /*
     * What the rest of its name begins with, which tells those of one name apart: "(" of a list of
     * arguments, " USING "; NULL: its name is all.
     */
    const char *name_rest;
    /* What else precedes its name in texts, up to NULL; NULL: its name can stand anywhere. */
    const char *const *named_by;
    /* The object as a line of CREATE TABLE (…), by one of both; neither: never stands there. */
    const char *clause;
    void (*write_clause)(StrBuf *out, const Object *object);
    const char *add;    /* what precedes the clause elsewhere; NULL: "ALTER TABLE {parent} ADD " */
    const char *create; /* template of the statement; NULL: `add` and the clause */
    const char *tail;   /* what follows the parts in CREATE; NULL: nothing */
    void (*write_tail)(StrBuf *out, const Object *object); /* or this */
    const char *drop;
    void (*write_drop)(StrBuf *out, const Object *object); /* or this */
    const char *rename;                                    /* followed by the new name */
    /* The statement behind it, with ";\n" before; of a move to another schema if `moves`. */
    void (*write_renamed)(StrBuf *out, const Object *after, bool moves);
    /*
     * The object as PG_ALSO(…) in the struct of its parent says it; NULL: models have it in a form
     * of its own or as the statement that creates it, in an SQL file.
     */
    const char *model;
    bool (*in_model)(const Object *object); /* whether `model` can say this one; NULL: any */
    /* As an SQL file of models says it; NULL: as the statement that makes it. */
    void (*write_statement)(StrBuf *out, const Object *object);
    const char *labels; /* the ATTR_NAMES that can be renamed by themselves; NULL: none */
    /* Give them the names that `to` says they have now, in the same places; false: none changes. */
    bool (*rename_labels)(Arena *run, Object *object, const Object *to);
    void (*write_renamed_labels)(StrBuf *out, const Object *before, const Object *after);
    bool has_parts;  /* its CREATE holds the clauses of its children in parentheses */
    bool bare_parts; /* or one after the other, without parentheses and commas */
    /* Or behind these words, with commas alone; where there are no parts nothing stands. */
    const char *parts_head;
    bool validates;     /* a part: as Attr.validates, when it is made or validated */
    bool serves_all;    /* any other object may use what it brings: an extension */
    bool serves_texts;  /* any expression may use it without its name: a cast */
    bool by_definition; /* objects whose name the model does not give match by definition */
    bool is_constraint; /* its name is unique among the constraints of its parent, of any kind */
    bool named_apart;   /* its schema can have a relation or a type of its name */
    bool has_index;     /* its name is that of an index too, in the schema of its parent */
    /*
     * Whether this one comes with a constraint of its name, which no rename of it changes: it is
     * made anew instead.  NULL: never.
     */
    bool (*has_constraint)(const Object *object);
    bool is_key;     /* has `columns`; CREATE TABLE quietly drops the second key over the same */
    bool merges;     /* of two that say the same CREATE TABLE quietly makes one */
    bool optional;   /* managed only in schemas where models or revisions have one */
    bool on_request; /* managed only where an option says so: owners */
    bool on_any;     /* a part of objects of any kind: a grant */
    bool hereafter;  /* it says something of what is made from then on: made last, gone first */
    bool is_trait;   /* says one thing of its parent, and messages name that */
    bool has_type;   /* columns can be of it, or of its rows */
    bool is_type;    /* it is a type, and models have it as the statement that makes it */
    /*
     * Whether keys over columns of a type that its text names need it where they name none of its
     * kind; `method` is the keys', NULL: unknown.  NULL: never.
     */
    bool (*is_implied)(const Object *object, const char *method);
    /*
     * Whether the server cannot keep it while a column that it names changes its type: it is made
     * anew.  NULL: it can.
     */
    bool (*is_fragile)(Arena *scratch, const Schema *schema, const Object *object);
    bool renames_alone; /* what says the same under another name is it: no data, no grants */
    bool mutual;        /* two may name each other, and neither needs the other */
    bool unnamed;       /* no text of another object ever names it */
    bool is_symbol;     /* its name is made of the characters of operators */
    bool is_called;     /* what follows its name in texts are arguments in parentheses */
    bool in_parent;     /* DROP of the parent takes it along without a word */
    bool is_holder;     /* a part that has parts of its own, such as owners: a partition */
    bool is_remark;     /* said again when something that `refs` names renews what it is about */
    bool overrides;     /* made anew around a change of what `refs` names: of its type, or of what
                         * the object says too */
    /* KIND_X + 1: as a part of that kind which the parent can have from elsewhere; an index: or as
       a constraint that has one */
    int named_as;
    /*
     * A copy of the object as it looks while its type called `old` still has the name `now`: a step
     * of replacing that type.  NULL for kinds without a type.
     */
    Object *(*retype)(Arena *run, const Object *object, const char *old, const char *now);
    /*
     * The copy that the object is changed to from there: says how values get across, as text. Those
     * of a row type can go by the names of its columns instead, as jsonb.
     */
    Object *(*recast)(Arena *run, const Object *object, bool by_name);
    /* The path of a second type that comes with it; NULL for kinds without one. */
    const char *(*brings)(Arena *run, const Object *object);
    /*
     * The path of the sequence that an identity column brings, the one that PostgreSQL tries first
     * where no name is given; NULL for a column that has none, and for all other kinds.
     */
    const char *(*sequence)(Arena *run, const Object *object);
    /*
     * The quoted name of the constraint that a column gives its parent, the one that PostgreSQL
     * tries first where none is given; NULL for a column that gives none, and for all other kinds.
     */
    const char *(*constraint)(Arena *run, const Object *object);
    /* Whether it is had from above alone, by what a catalog says; NULL: never. */
    bool (*is_handed)(const Object *object);
    /*
     * Whether its own name ends with the quoted name that `renamed`, its parent or a part of what
     * its parent has its parts from, has now: then it follows.  NULL: never.
     */
    bool (*named_after)(const Object *object, const Object *renamed);
    /*
     * Say the names that a server of that version gave what the object brings, of its own name or
     * its parent's, before one of these changes: they stay.  NULL: there are none.
     */
    void (*keep_names)(Arena *run, unsigned version, Object *object);
    /* Fill in what other objects of the schema say, once they are there; NULL: nothing. */
    void (*settle)(const Schema *schema, Object *object);
    /*
     * Tells of what of that kind comes by itself with `made`, which is new in `to`, while a
     * database is as `from` says, and must not stay there; NULL: nothing does.
     */
    void (*surplus)(Arena *run, const Schema *from, const Schema *to, Object *made, ObjectFn *fn,
                    void *context);
    /* What it needs besides its parent and what its attributes name; NULL: nothing. */
    void (*refs)(const Schema *schema, const Object *object, RefFn *fn, void *context);
} Kind;

/* What diff/ notes on an object while it plans; zero everywhere else. */
typedef struct PlanState {
    Object *pair;           /* the same object in the other schema; NULL: only here */
    Object *namesake;       /* of one without a pair, see diff/overload.h; NULL: none */
    bool anew;              /* must be recreated: a loop would be left otherwise */
    bool detours;           /* its type changes by way of text: the same */
    bool recreate;          /* the pair is dropped and created; set on both */
    bool aside;             /* its attribute that can step aside does; set on both */
    bool passes;            /* its type or collation does so by way of another; set on both */
    bool yields;            /* Attr.clashes: taken away while heirs change, or have it no more */
    StrVec taken_in;        /* paths of heirs that have the name of its constraint otherwise */
    StrVec kept_in;         /* and of those that have the constraint from another table as well */
    bool reshaped;          /* columns of it, or that it has from others, are new or retyped */
    bool replace;           /* a new object takes its place, see diff/replace.h */
    Object *old;            /* what it takes the place of: the pair, or one of another kind */
    size_t first_op, count; /* its operations; those of a pair are noted on both */
    size_t position;        /* of its CREATE in the ordered plan, plus one; 0: none */
    size_t behind;          /* of the last operation that had to make room for it, plus one */
    size_t also_op;         /* one more, of a replaced type, plus one; 0: none */
    bool several;           /* no object of the schema, see diff/heirs_several.c */
    const Object *owner;    /* of one that is made: what its Attr.owner names; NULL: nothing */
} PlanState;

/* Another object that one stands on, by the server's own notes. */
typedef struct Footing {
    Object *object;
    bool compiled; /* a column: it cannot change its type meanwhile */
} Footing;

/* What stands on an object and is not managed, in the server's words: "view app.totals". */
typedef struct Outsider {
    const char *title;
    bool compiled;
    bool goes_along; /* a drop of the object takes it along, instead of failing */
    bool is_right;   /* a grant: what is dropped for good needs none */
} Outsider;

/* What a server notes of an object in its catalog, see introspect/catalog_needs.h. */
typedef struct ObjectUses {
    VEC(Footing) needs;
    VEC(Outsider) outsiders;
} ObjectUses;

/* First member of every kind's struct. */
struct Object {
    KindId kind_id;
    bool gone;           /* taken out, see schema/prune.h */
    bool name_given;     /* false: the name is a default one, see Kind.by_definition */
    const char *name;    /* unquoted */
    Object *parent;      /* schema of a table, table of a column or index; NULL for a schema */
    Object *in;          /* the schema of a part that is in another than the whole; else NULL */
    const char *path;    /* quoted where PostgreSQL needs it: public."User".email */
    const char *comment; /* NULL: none */
    const char *renamed_from; /* old name that the model gives, unquoted; NULL: none */
    const char *moved_from;   /* with it: the schema that it was in, unquoted; NULL: this one */
    Range at;                 /* the name in the model; no place for what the catalog says */
    VEC(Object *) children;   /* in order of creation */
    size_t position;          /* among the parent's children, from 0 */
    ObjectUses *uses;         /* NULL: nothing, or not asked */
    Object *twin;             /* see schema/twins.h */
    const Object *original;   /* as it was before all renames, and the other way; NULL: none */
    PlanState plan;
};

/* "dropped column a": the path of an object that is meant to go. */
typedef struct DropHint {
    const char *path;
    const char *parent; /* path of its table or schema; NULL: none */
    Range at;
} DropHint;

typedef VEC(DropHint) DropHints;

/* A whole schema: of a server, of the models, of a snapshot. */
struct Schema {
    Map objects[KIND_COUNT]; /* path -> Object * */
    /* Objects of these schemas are compared; others are only counted in `unmanaged`. */
    StrVec managed;
    /* Of models: they say all that the database is to hold, in every schema and of every kind. */
    bool whole;
    /* Of models: what they give no name is to have PostgreSQL's own. */
    bool usual_names;
    /* Of a catalog: the version of its PostgreSQL; else 0. */
    unsigned version;
    /* "3 views", "1 function": what is there but not managed, sorted. */
    StrVec unmanaged;
    DropHints dropped;    /* what the model says is dropped on purpose */
    const Schema *beside; /* NULL, or what its objects have twins in */
    /* Of a catalog: what a filter took out of it; NULL: nothing. */
    const Schema *left_out;
};

const Kind *kind_of(KindId id);

/* Whether parts of that kind have an order that a database keeps and nobody can change. */
bool kind_is_ordered(KindId id);

/* -1 when no kind has that name. */
int kind_find(const char *name);

/* The kind that the statement makes, by the words of Kind.made_by; -1: none. */
int kind_made_by(const char *words);

const Attr *attr_find(const Kind *kind, const char *name, size_t length);

/* What texts call objects of the kind by; NULL: their path. */
const Attr *called_attr(const Kind *kind);

bool attr_bool(const Object *object, const Attr *attr);
const char *attr_text(const Object *object, const Attr *attr);
const SqlType *attr_type(const Object *object, const Attr *attr);
const Sql *attr_sql(const Object *object, const Attr *attr);

/* The text, in the server's spelling where that is known; NULL: there is none. */
const char *sql_shown(const Sql *sql);

const StrVec *attr_names(const Object *object, const Attr *attr);
const Elements *attr_elements(const Object *object, const Attr *attr);

/* For readers of catalogs and snapshots: the field itself. */
void *attr_field(Object *object, const Attr *attr);

/* Whether the attribute has a value other than "none": true, not NULL, not empty. */
bool attr_is_set(const Object *object, const Attr *attr);

/* Where in `mark`, of an attribute with Attr.marks, the name of the index is; NULL: another's. */
const char *mark_of(Arena *scratch, const char *mark, const char *name);

/* Whether only a whole database spells it. */
bool attr_is_whole(const Attr *attr);

/* Whether both hold the same; expressions by `spelled` (by `text` where that is unknown). */
bool attr_same(const Object *a, const Object *b, const Attr *attr);

/* Whether two objects of one kind have the same in all attributes that count; NULL: all do. */
bool object_same(const Object *a, const Object *b, bool (*counts)(const Attr *attr));

/*
 * A new object in `schema`, path computed and registered, child of `parent` (NULL for a schema).
 * NULL when one of that kind and path is there already.
 */
Object *schema_add(Arena *run, Schema *schema, KindId id, Object *parent, const char *name);

/* The same for a part in the schema `in`, which may be that of its parent; NULL: it is. */
Object *schema_add_in(Arena *run, Schema *schema, KindId id, Object *parent, Object *in,
                      const char *name);

/* NULL when there is none. */
Object *schema_find(const Schema *schema, KindId id, const char *path);

/* Add the schema called `name` unless it is there. */
Object *schema_namespace(Arena *run, Schema *schema, const char *name);

/* Whether the model says that it is dropped on purpose. */
bool schema_drops(const Schema *schema, const char *path);

/* The schema (namespace) that `object` lives in; itself for a schema. */
const Object *object_namespace(const Object *object);

/* Whether a plan neither makes the object, nor takes it away, nor makes it anew. */
bool object_stays(const Object *object);

/* The type of a column or an attribute, of a domain; NULL for what is none. */
const SqlType *object_type(const Object *object);

/* What has a type of that name in the schema, be it within an array; NULL: nothing has. */
Object *type_called(Arena *scratch, const Schema *schema, const char *type);

/* Whether a statement gives it another name, or puts it into another schema. */
bool object_can_be_renamed(const Object *object);

/* One more of the same, to be changed: its parts, and what its lists hold, are the same ones. */
Object *object_copy(Arena *run, const Object *object);

/* Whether an object of any kind has the path. */
bool schema_has(const Schema *schema, const char *path);

/* Take away what the attribute, which is no list, says. */
void attr_clear(Object *object, const Attr *attr);

/* How much of the object it takes, in bytes. */
size_t attr_size(const Attr *attr);

/* Let it say what `from`, of the same kind, does; lists and texts are shared. */
void attr_take(Object *object, const Object *from, const Attr *attr);

/* The same without what the attribute says. */
Object *object_without(Arena *run, const Object *object, const Attr *attr);

/* The table that `object` is part of or is itself; NULL for what has none. */
const Object *object_table(const Object *object);

/* The object as messages name it: its path, or what texts call it by and its arguments. */
const char *object_label(const Object *object);

/* What the object's path is by its name and parent. */
const char *object_path(Arena *run, const Object *object);

/* Its path under the name that the model says it had, see Object.renamed_from. */
const char *object_old_path(Arena *run, const Object *object);

/* Path of something called `name` under the path `parent` (NULL: none). */
const char *path_under(Arena *run, const char *parent, const char *name);

#endif
