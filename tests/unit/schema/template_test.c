/* The SQL of every kind: CREATE, the line in CREATE TABLE, DROP, each attribute's ALTER. */
#include "schema/template.h"
#include "tests/unit/build.h"

enum { SETTINGS = 10 };

typedef struct Case {
    KindId kind;
    const char *name;
    const char *settings[SETTINGS];
    const char *sql;
} Case;

/* An object of the kind, where it belongs, with what its path and its parent's need quotes for. */
static Object *object_for(Arena *arena, const Case *c)
{
    Schema *schema = ARENA_NEW(arena, Schema);
    Object *space = make(arena, schema, KIND_SCHEMA, NULL, "my App");
    Object *table = make(arena, schema, KIND_TABLE, space, "order");
    Object *parent = table;

    if (c->kind == KIND_SCHEMA)
        parent = NULL;
    else if (c->kind == KIND_TABLE || c->kind == KIND_ENUM || c->kind == KIND_SEQUENCE)
        parent = space;
    return make_with(arena, schema, c->kind, parent, c->name, c->settings);
}

typedef void Writer(StrBuf *out, const Object *object);

static void check_cases(Arena *arena, const Case *cases, size_t count, Writer *write)
{
    for (size_t i = 0; i < count; i++) {
        StrBuf out = {.arena = arena};

        write(&out, object_for(arena, &cases[i]));
        assert_string_equal(strbuf_text(&out), cases[i].sql);
    }
}

#define CHECK(cases, write) check_cases(*state, cases, sizeof(cases) / sizeof *(cases), write)

static void creation(void **state)
{
    static const Case cases[] = {
        {KIND_SCHEMA,      "s",    {NULL},                                             "CREATE SCHEMA s"                               },
        {KIND_SCHEMA,      "a\"b", {NULL},                                             "CREATE SCHEMA \"a\"\"b\""                      },
        {KIND_ENUM,        "mood", {NULL},                                             "CREATE TYPE \"my App\".mood AS ENUM ()"        },
        {KIND_ENUM,
         "mood",                   {"labels=a,it's,B\\,größe"},
         "CREATE TYPE \"my App\".mood AS ENUM ('a', 'it''s', E'B\\\\', 'größe')"                                                     },
        {KIND_SEQUENCE,    "s",    {NULL},                                             "CREATE SEQUENCE \"my App\".s"                  },
        {KIND_SEQUENCE,
         "s",                      {"data_type=integer", "start=5", "increment=-2", "min_value=-9", "max_value=9", "cache=3",
          "cycle"},
         "CREATE SEQUENCE \"my App\".s AS integer START WITH 5 INCREMENT BY -2 MINVALUE -9 "
         "MAXVALUE 9 CACHE 3 CYCLE"                                                                                                    },
        {KIND_SEQUENCE,    "s",    {"owned_by=public.t.id"},                           "CREATE SEQUENCE \"my App\".s"                  },
        {KIND_TABLE,       "T",    {NULL},                                             "CREATE TABLE \"my App\".\"T\""                 },
        {KIND_TABLE,       "t",    {"unlogged"},                                       "CREATE UNLOGGED TABLE \"my App\".t"            },
        {KIND_COLUMN,
         "user",                   {"type=character varying(9)", "comment=not here"},
         "ALTER TABLE \"my App\".\"order\" ADD COLUMN \"user\" varchar(9)"                                                             },
        {KIND_INDEX,       "I",    {"elements=a"},                                     "CREATE INDEX \"I\" ON \"my App\".\"order\" (a)"},
        {KIND_INDEX,
         "i",                      {"is_unique", "method=gist", "elements=a|B", "include=c,D", "nulls_not_distinct",
          "options=fillfactor=70", "tablespace=fast", "predicate=a > 0"},
         "CREATE UNIQUE INDEX i ON \"my App\".\"order\" USING gist (a, \"B\") INCLUDE (c, \"D\") "
         "NULLS NOT DISTINCT WITH (fillfactor=70) TABLESPACE fast WHERE a > 0"                                                         },
        {KIND_CHECK,
         "c",                      {"expr=a > 0"},
         "ALTER TABLE \"my App\".\"order\" ADD CONSTRAINT c CHECK (a > 0)"                                                             },
        {KIND_PRIMARY_KEY,
         "k",                      {"columns=a"},
         "ALTER TABLE \"my App\".\"order\" ADD CONSTRAINT k PRIMARY KEY (a)"                                                           },
    };

    CHECK(cases, object_add_create);
}

static void clauses(void **state)
{
    static const Case cases[] = {
        {KIND_COLUMN,      "a", {"type=integer"},                                                                   "a integer"              },
        {KIND_COLUMN,
         "a",                   {"type=text", "collation=\"C\"", "default_expr='x'::text", "not_null"},
         "a text COLLATE \"C\" DEFAULT 'x'::text NOT NULL"                                                                                   },
        {KIND_COLUMN,
         "a",                   {"type=numeric(5,0)[]", "generated=b + 1"},
         "a numeric(5)[] GENERATED ALWAYS AS (b + 1) STORED"                                                                                 },
        {KIND_COLUMN,
         "a",                   {"type=bigint", "identity=ALWAYS", "not_null"},
         "a bigint GENERATED ALWAYS AS IDENTITY NOT NULL"                                                                                    },
        {KIND_COLUMN,
         "a",                   {"type=bigint", "identity=BY DEFAULT", "identity_start=5", "identity_increment=2",
          "identity_min=1", "identity_max=99", "identity_cache=7", "identity_cycle"},
         "a bigint GENERATED BY DEFAULT AS IDENTITY (START WITH 5 INCREMENT BY 2 MINVALUE 1 "
         "MAXVALUE 99 CACHE 7 CYCLE)"                                                                                                        },
        {KIND_COLUMN,
         "a",                   {"type=bigint", "identity=ALWAYS", "identity_cycle"},
         "a bigint GENERATED ALWAYS AS IDENTITY (CYCLE)"                                                                                     },
        {KIND_PRIMARY_KEY,
         "K",                   {"columns=a,B", "include=c", "is_deferrable", "is_deferred"},
         "CONSTRAINT \"K\" PRIMARY KEY (a, \"B\") INCLUDE (c) DEFERRABLE INITIALLY DEFERRED"                                                 },
        {KIND_UNIQUE,      "u", {"columns=a"},                                                                      "CONSTRAINT u UNIQUE (a)"},
        {KIND_UNIQUE,
         "u",                   {"columns=a", "include=b,c", "nulls_not_distinct", "is_deferrable", "is_deferred"},
         "CONSTRAINT u UNIQUE NULLS NOT DISTINCT (a) INCLUDE (b, c) DEFERRABLE INITIALLY "
         "DEFERRED"                                                                                                                          },
        {KIND_CHECK,
         "c",                   {"expr=a > 0", "no_inherit", "not_valid"},
         "CONSTRAINT c CHECK (a > 0) NO INHERIT NOT VALID"                                                                                   },
        {KIND_EXCLUSION,
         "x",                   {"elements=a with =|b desc with &&"},
         "CONSTRAINT x EXCLUDE (a WITH =, b DESC WITH &&)"                                                                                   },
        {KIND_EXCLUSION,
         "x",                   {"method=gist", "elements=(tsrange(a, b)) opclass range_ops with &&", "include=c",
          "predicate=c is null", "is_deferrable", "is_deferred"},
         "CONSTRAINT x EXCLUDE USING gist (tsrange(a, b) range_ops WITH &&) INCLUDE (c) "
         "WHERE (c is null) DEFERRABLE INITIALLY DEFERRED"                                                                                   },
        {KIND_FOREIGN_KEY,
         "f",                   {"columns=a", "ref_table=public.\"user\"", "ref_columns=id"},
         "CONSTRAINT f FOREIGN KEY (a) REFERENCES public.\"user\" (id)"                                                                      },
        {KIND_FOREIGN_KEY,
         "f",                   {"columns=a,B", "ref_table=t", "ref_columns=c,D", "match=FULL", "on_update=CASCADE",
          "on_delete=SET NULL", "is_deferrable", "is_deferred"},
         "CONSTRAINT f FOREIGN KEY (a, \"B\") REFERENCES t (c, \"D\") MATCH FULL ON UPDATE "
         "CASCADE ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED"                                                                          },
        {KIND_FOREIGN_KEY,
         "f",                   {"columns=a,b", "ref_table=t", "ref_columns=c,d", "on_delete=SET NULL", "set_columns=b",
          "not_valid"},
         "CONSTRAINT f FOREIGN KEY (a, b) REFERENCES t (c, d) ON DELETE SET NULL (b) NOT VALID"                                              },
    };

    CHECK(cases, object_add_clause);
}

static void add_elements_alone(StrBuf *out, const Object *object)
{
    template_add(out, "{elements}", object);
}

static void elements(void **state)
{
    static const Case cases[] = {
        {KIND_INDEX, "i", {"elements=a"},                                                               "a"                },
        {KIND_INDEX, "i", {"elements=a desc"},                                                          "a DESC"           },
        {KIND_INDEX, "i", {"elements=a nulls first"},                                                   "a NULLS FIRST"    },
        {KIND_INDEX, "i", {"elements=a desc nulls last"},                                               "a DESC NULLS LAST"},
        {KIND_INDEX,
         "i",             {"elements=User collate app.\"x\" opclass text_pattern_ops desc nulls last"},
         "\"User\" COLLATE app.\"x\" text_pattern_ops DESC NULLS LAST"                                                     },
        {KIND_INDEX, "i", {"elements=(a + b)|c"},                                                       "(a + b), c"       },
        {KIND_INDEX, "i", {"elements=(lower(a))"},                                                      "lower(a)"         },
        {KIND_INDEX, "i", {"elements=(lower(a)) desc"},                                                 "lower(a) DESC"    },
        {KIND_INDEX, "i", {"elements=(f(g(a), (b)))"},                                                  "f(g(a), (b))"     },
        {KIND_INDEX, "i", {"elements=(f(a) + g(b))"},                                                   "(f(a) + g(b))"    },
        {KIND_INDEX, "i", {"elements=(f(a)::text)"},                                                    "(f(a)::text)"     },
        {KIND_INDEX, "i", {"elements=(f('x)'))"},                                                       "(f('x)'))"        },
        {KIND_INDEX, "i", {"elements=(f(a)"},                                                           "(f(a)"            },
        {KIND_INDEX, "i", {"elements=(coalesce(a, b))"},                                                "(coalesce(a, b))" },
        {KIND_INDEX, "i", {"elements=(\"F\"(a))"},                                                      "(\"F\"(a))"       },
        {KIND_INDEX, "i", {"elements=(app.f(a))"},                                                      "(app.f(a))"       },
    };

    CHECK(cases, add_elements_alone);
}

static void add_unfinished_call(void **state)
{
    Schema schema = {0};
    Object *space = make(*state, &schema, KIND_SCHEMA, NULL, "s");
    Object *table = make(*state, &schema, KIND_TABLE, space, "t");
    Object *index = make(*state, &schema, KIND_INDEX, table, "i");
    Element element = {.expr.text = "f(a"};
    StrBuf out = {.arena = *state};

    vec_push((Arena *)*state,
             (Elements *)attr_field(index, attr_find(kind_of(KIND_INDEX), "elements", 8)), element);
    add_elements_alone(&out, index);
    assert_string_equal(out.text, "(f(a)");
}

static void add_drop(StrBuf *out, const Object *object)
{
    template_add(out, kind_of(object->kind_id)->drop, object);
}

static void dropping(void **state)
{
    static const Case cases[] = {
        {KIND_SCHEMA,      "S", {NULL}, "DROP SCHEMA \"S\""                                     },
        {KIND_ENUM,        "e", {NULL}, "DROP TYPE \"my App\".e"                                },
        {KIND_SEQUENCE,    "s", {NULL}, "DROP SEQUENCE \"my App\".s"                            },
        {KIND_TABLE,       "t", {NULL}, "DROP TABLE \"my App\".t"                               },
        {KIND_COLUMN,      "c", {NULL}, "ALTER TABLE \"my App\".\"order\" DROP COLUMN c"        },
        {KIND_PRIMARY_KEY, "k", {NULL}, "ALTER TABLE \"my App\".\"order\" DROP CONSTRAINT k"    },
        {KIND_UNIQUE,      "U", {NULL}, "ALTER TABLE \"my App\".\"order\" DROP CONSTRAINT \"U\""},
        {KIND_CHECK,       "c", {NULL}, "ALTER TABLE \"my App\".\"order\" DROP CONSTRAINT c"    },
        {KIND_EXCLUSION,   "x", {NULL}, "ALTER TABLE \"my App\".\"order\" DROP CONSTRAINT x"    },
        {KIND_INDEX,       "i", {NULL}, "DROP INDEX \"my App\".i"                               },
        {KIND_FOREIGN_KEY, "f", {NULL}, "ALTER TABLE \"my App\".\"order\" DROP CONSTRAINT f"    },
    };

    CHECK(cases, add_drop);
}

static void words_and_choices(void **state)
{
    static const struct {
        const char *template, *text;
    } cases[] = {
        {"",                           ""                                 },
        {"plain",                      "plain"                            },
        {"{name} {path} {parent}",     "\"T\" \"my App\".\"T\" \"my App\""},
        {"{unlogged}",                 "true"                             },
        {"{unlogged?yes|no}",          "yes"                              },
        {"{unlogged?|no}",             ""                                 },
        {"{comment}",                  "it's"                             },
        {"{comment!}",                 "'it''s'"                          },
        {"{comment?a|b} c",            "a c"                              },
        {"[{comment} and {unlogged}]", "it's and true"                    },
        {"[{comment} {name}]!",        "it's \"T\"!"                      },
        {"[x {comment?y|z}]",          "x y"                              },
        {"[]",                         ""                                 },
    };
    const Case c = {
        KIND_TABLE, "T", {"unlogged", "comment=it's"},
          ""
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        StrBuf out = {.arena = *state};

        template_add(&out, cases[i].template, object_for(*state, &c));
        assert_string_equal(strbuf_text(&out), cases[i].text);
    }
}

static void what_is_not_set(void **state)
{
    static const struct {
        const char *template, *text;
    } cases[] = {
        {"{unlogged}",        ""    },
        {"{unlogged?yes|no}", "no"  },
        {"{unlogged?yes|}",   ""    },
        {"{comment}",         ""    },
        {"{comment!}",        "NULL"},
        {"a[ b {comment}]c",  "ac"  },
        {"[{unlogged?y|n}]",  "n"   },
        {"[{name}{comment}]", ""    },
        {"[{comment!}]",      ""    },
    };
    const Case c = {KIND_TABLE, "T", {NULL}, ""};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        StrBuf out = {.arena = *state};

        template_add(&out, cases[i].template, object_for(*state, &c));
        assert_string_equal(strbuf_text(&out), cases[i].text);
    }
}

/* What stands in a value is never taken for a template. */
static void braces_in_values(void **state)
{
    static const Case cases[] = {
        {KIND_CHECK,
         "{name}",        {"expr=a <> '{path}[x]'"},
         "ALTER TABLE \"my App\".\"order\" ADD CONSTRAINT \"{name}\" CHECK (a <> '{path}[x]')"        },
        {KIND_ENUM,  "e", {"labels={a},[b]"},        "CREATE TYPE \"my App\".e AS ENUM ('{a}', '[b]')"},
    };

    CHECK(cases, object_add_create);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(creation),
        UNIT(clauses),
        UNIT(elements),
        UNIT(dropping),
        UNIT(add_unfinished_call),
        UNIT(words_and_choices),
        UNIT(what_is_not_set),
        UNIT(braces_in_values),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
