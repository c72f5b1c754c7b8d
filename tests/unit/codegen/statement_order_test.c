/* What comes before what, from two schemas to their SQL. */
#include "tests/unit/codegen/script.h"

static void order(void **state)
{
    static const ScriptCase cases[] = {
        {"enum before column",                        "",
         "table t\n"
         "column t.m; type=public.e\n"
         "enum e; labels=x\n",                                                                                                                           "CREATE TYPE public.e AS ENUM ('x');\n"
         "\n"
         "CREATE TABLE public.t (\n"
         "    m public.e\n"
         ");\n"                                                                                                                                                                                                       },
        {"column gone before its enum",
         "table t\n"
         "column t.a; type=integer\n"
         "column t.m; type=public.e\n"
         "enum e; labels=x\n",                                                "table t\n"
         "column t.a; type=integer\n",                                                                                     "ALTER TABLE public.t DROP COLUMN m;\n"
         "\n"
         "DROP TYPE public.e;\n"                                                                                                                                                },
        {"new tables that refer in a circle",         "",
         "table a\n"
         "column a.id; type=integer; not_null\n"
         "column a.b; type=integer\n"
         "primary_key a.a_pkey; columns=id\n"
         "foreign_key a.fa; columns=b; ref_table=public.b; ref_columns=id\n"
         "table b\n"
         "column b.id; type=integer; not_null\n"
         "column b.a; type=integer\n"
         "primary_key b.b_pkey; columns=id\n"
         "foreign_key b.fb; columns=a; ref_table=public.a; ref_columns=id\n",                                                                            "CREATE TABLE public.a (\n"
         "    id integer NOT NULL,\n"
         "    b integer,\n"
         "    CONSTRAINT a_pkey PRIMARY KEY (id)\n"
         ");\n"
         "\n"
         "CREATE TABLE public.b (\n"
         "    id integer NOT NULL,\n"
         "    a integer,\n"
         "    CONSTRAINT b_pkey PRIMARY KEY (id),\n"
         "    CONSTRAINT fb FOREIGN KEY (a) REFERENCES public.a (id)\n"
         ");\n"
         "\n"
         "ALTER TABLE public.a ADD CONSTRAINT fa FOREIGN KEY (b) REFERENCES public.b (id);\n"                                                                          },
        {"dropped tables that refer in a circle",
         "table a\n"
         "column a.id; type=integer; not_null\n"
         "column a.b; type=integer\n"
         "primary_key a.a_pkey; columns=id\n"
         "foreign_key a.fa; columns=b; ref_table=public.b; ref_columns=id\n"
         "table b\n"
         "column b.id; type=integer; not_null\n"
         "column b.a; type=integer\n"
         "primary_key b.b_pkey; columns=id\n"
         "foreign_key b.fb; columns=a; ref_table=public.a; ref_columns=id\n", "",
         "ALTER TABLE public.b DROP CONSTRAINT fb;\n"
         "\n"
         "ALTER TABLE public.a DROP CONSTRAINT fa;\n"
         "\n"
         "DROP TABLE public.b;\n"
         "\n"
         "DROP TABLE public.a;\n"                                                                                                                                                                                                                   },
        {"dropped table that another referred to",
         "table a\n"
         "column a.id; type=integer; not_null\n"
         "primary_key a.a_pkey; columns=id\n"
         "table b\n"
         "column b.a; type=integer\n"
         "foreign_key b.fb; columns=a; ref_table=public.a; ref_columns=id\n", "table b\n"
         "column b.a; type=integer\n",                                      "ALTER TABLE public.b DROP CONSTRAINT fb;\n"
         "\n"
         "DROP TABLE public.a;\n"                                                                                                },
        {"a table that refers to itself",             "",
         "table a\n"
         "column a.id; type=integer; not_null\n"
         "column a.up; type=integer\n"
         "primary_key a.a_pkey; columns=id\n"
         "foreign_key a.f; columns=up; ref_table=public.a; ref_columns=id\n",                                                                            "CREATE TABLE public.a (\n"
         "    id integer NOT NULL,\n"
         "    up integer,\n"
         "    CONSTRAINT a_pkey PRIMARY KEY (id),\n"
         "    CONSTRAINT f FOREIGN KEY (up) REFERENCES public.a (id)\n"
         ");\n"                                                                                                                                                        },
        {"a key changes under its foreign keys",
         "table a\n"
         "column a.id; type=integer; not_null\n"
         "column a.x; type=integer\n"
         "unique a.k; columns=id\n"
         "table b\n"
         "column b.a; type=integer\n"
         "foreign_key b.f; columns=a; ref_table=public.a; ref_columns=id\n",  "table a\n"
         "column a.id; type=integer; not_null\n"
         "column a.x; type=integer\n"
         "unique a.k; columns=id; include=x\n"
         "table b\n"
         "column b.a; type=integer\n"
         "foreign_key b.f; columns=a; ref_table=public.a; ref_columns=id\n", "ALTER TABLE public.b DROP CONSTRAINT f;\n"
         "\n"
         "ALTER TABLE public.a DROP CONSTRAINT k;\n"
         "\n"
         "ALTER TABLE public.a ADD CONSTRAINT k UNIQUE (id) INCLUDE (x);\n"
         "\n"
         "ALTER TABLE public.b ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES public.a (id);\n"},
        {"a foreign key stands on the key that goes",
         "table a\n"
         "column a.id; type=integer; not_null\n"
         "primary_key a.p; columns=id\n"
         "unique a.k; columns=id\n"
         "table b\n"
         "column b.a; type=integer\n"
         "foreign_key b.f; columns=a; ref_table=public.a; ref_columns=id\n",  "table a\n"
         "column a.id; type=integer; not_null\n"
         "unique a.k; columns=id\n"
         "table b\n"
         "column b.a; type=integer\n"
         "foreign_key b.f; columns=a; ref_table=public.a; ref_columns=id\n", "ALTER TABLE public.b DROP CONSTRAINT f;\n"
         "\n"
         "ALTER TABLE public.a DROP CONSTRAINT p;\n"
         "\n"
         "ALTER TABLE public.b ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES public.a (id);\n"},
        {"a generated column takes its index along",
         "table t\n"
         "column t.a; type=integer\n"
         "column t.g; type=integer; generated=a + 1\n"
         "index t.i; elements=g\n",                                           "table t\n"
         "column t.a; type=integer\n"
         "column t.g; type=integer; generated=a + 2\n"
         "index t.i; elements=g\n",                                                                                   "DROP INDEX public.i;\n"
         "\n"
         "ALTER TABLE public.t DROP COLUMN g;\n"
         "\n"
         "ALTER TABLE public.t ADD COLUMN g integer GENERATED ALWAYS AS (a + 2) STORED;\n"
         "\n"
         "CREATE INDEX i ON public.t (g);\n"                                                                                                                                  },
        {"a generated column in the way of a type",
         "table t\n"
         "column t.a; type=integer\n"
         "column t.g; type=integer; generated=a + 1\n",                       "table t\n"
         "column t.a; type=bigint\n"
         "column t.g; type=integer; generated=a + 1\n",                                           "ALTER TABLE public.t DROP COLUMN g;\n"
         "\n"
         "ALTER TABLE public.t ALTER COLUMN a TYPE bigint;\n"
         "\n"
         "ALTER TABLE public.t ADD COLUMN g integer GENERATED ALWAYS AS (a + 1) STORED;\n"                                            },
        {"a serial column in a new table",            "",
         "table t\n"
         "column t.id; type=integer; not_null; default_expr=nextval('public.t_id_seq'::regclass)\n"
         "sequence t_id_seq; data_type=integer; owned_by=public.t.id\n",                                                                                 "CREATE SEQUENCE public.t_id_seq AS integer;\n"
         "\n"
         "CREATE TABLE public.t (\n"
         "    id integer DEFAULT nextval('public.t_id_seq'::regclass) NOT NULL\n"
         ");\n"
         "\n"
         "ALTER SEQUENCE public.t_id_seq OWNED BY public.t.id;\n"                                                                                                           },
        {"a serial column in an old table",
         "table t\n"
         "column t.a; type=integer\n",                                        "table t\n"
         "column t.a; type=integer\n"
         "column t.id; type=integer; not_null; default_expr=nextval('public.t_id_seq'::regclass)\n"
         "sequence t_id_seq; data_type=integer; owned_by=public.t.id\n",                                           "CREATE SEQUENCE public.t_id_seq AS integer;\n"
         "\n"
         "ALTER TABLE public.t ADD COLUMN id integer DEFAULT nextval('public.t_id_seq'::regclass) "
         "NOT NULL;\n"
         "\n"
         "ALTER SEQUENCE public.t_id_seq OWNED BY public.t.id;\n"                                                                     },
        {"a serial column goes",
         "table t\n"
         "column t.a; type=integer\n"
         "column t.id; type=integer; not_null; default_expr=nextval('public.t_id_seq'::regclass)\n"
         "sequence t_id_seq; data_type=integer; owned_by=public.t.id\n",      "table t\n"
         "column t.a; type=integer\n",                                           "ALTER TABLE public.t DROP COLUMN id;\n"                                                   },
        {"a serial table goes",
         "table t\n"
         "column t.a; type=integer\n"
         "column t.id; type=integer; not_null; default_expr=nextval('public.t_id_seq'::regclass)\n"
         "sequence t_id_seq; data_type=integer; owned_by=public.t.id\n",      "",                                                                        "DROP TABLE public.t;\n"                                                                   },
        {"a sequence outlives its column",
         "table t\n"
         "column t.a; type=integer\n"
         "column t.id; type=integer; default_expr=nextval('public.s'::regclass)\n"
         "sequence s; owned_by=public.t.id\n",                                "table t\n"
         "column t.a; type=integer\n"
         "sequence s\n",                                                                                   "ALTER SEQUENCE public.s OWNED BY NONE;\n"
         "\n"
         "ALTER TABLE public.t DROP COLUMN id;\n"                                                                                                                             },
        {"a sequence goes after the default",
         "table t\n"
         "column t.a; type=integer; default_expr=nextval('public.s'::regclass)\n"
         "sequence s\n",                                                      "table t\n"
         "column t.a; type=integer\n",                                                                                           "ALTER TABLE public.t ALTER COLUMN a DROP DEFAULT;\n"
         "\n"
         "DROP SEQUENCE public.s;\n"                                                                                                                                                  },
        {"labels are added in place",                 "enum e; labels=b,d\n", "enum e; labels=a,b,c,d,e's\n",
         "ALTER TYPE public.e ADD VALUE 'a' BEFORE 'b';\n"
         "ALTER TYPE public.e ADD VALUE 'c' AFTER 'b';\n"
         "ALTER TYPE public.e ADD VALUE 'e''s' AFTER 'd';\n"                                                                                                                                                                                        },
        {"a label is removed",
         "enum e; labels=x,y\n"
         "table t\n"
         "column t.m; type=public.e; default_expr='y'::public.e\n"
         "column t.l; type=public.e[]\n"
         "check t.c; expr=m <> 'x'::public.e\n"
         "index t.i; elements=m\n",                                           "enum e; labels=x; comment=new\n"
         "table t\n"
         "column t.m; type=public.e; default_expr='x'::public.e\n"
         "column t.l; type=public.e[]\n"
         "check t.c; expr=m <> 'x'::public.e\n"
         "index t.i; elements=m\n",                                                                                   "ALTER TABLE public.t DROP CONSTRAINT c;\n"
         "\n"
         "ALTER TYPE public.e RENAME TO e__old;\n"
         "\n"
         "CREATE TYPE public.e AS ENUM ('x');\n"
         "\n"
         "COMMENT ON TYPE public.e IS 'new';\n"
         "\n"
         "ALTER TABLE public.t ALTER COLUMN m DROP DEFAULT;\n"
         "ALTER TABLE public.t ALTER COLUMN m TYPE public.e USING m::text::public.e;\n"
         "ALTER TABLE public.t ALTER COLUMN m SET DEFAULT 'x'::public.e;\n"
         "\n"
         "ALTER TABLE public.t ALTER COLUMN l TYPE public.e[] USING l::text[]::public.e[];\n"
         "\n"
         "DROP TYPE public.e__old;\n"
         "\n"
         "ALTER TABLE public.t ADD CONSTRAINT c CHECK (m <> 'x'::public.e);\n"                                                                                                },
        {"labels change places",
         "enum e; labels=x,y\n"
         "table t\n"
         "column t.m; type=public.e\n",                                       "enum e; labels=y,x\n"
         "table t\n"
         "column t.m; type=public.e\n",                                                                           "ALTER TYPE public.e RENAME TO e__old;\n"
         "\n"
         "CREATE TYPE public.e AS ENUM ('y', 'x');\n"
         "\n"
         "ALTER TABLE public.t ALTER COLUMN m TYPE public.e USING m::text::public.e;\n"
         "\n"
         "DROP TYPE public.e__old;\n"                                                                                                                                 },
        {"a new label is a default",
         "enum e; labels=x\n"
         "table t\n"
         "column t.m; type=public.e\n",                                       "enum e; labels=x,y\n"
         "table t\n"
         "column t.m; type=public.e; default_expr='y'::public.e\n",                                               "ALTER TYPE public.e RENAME TO e__old;\n"
         "\n"
         "CREATE TYPE public.e AS ENUM ('x', 'y');\n"
         "\n"
         "ALTER TABLE public.t ALTER COLUMN m TYPE public.e USING m::text::public.e;\n"
         "\n"
         "DROP TYPE public.e__old;\n"
         "\n"
         "ALTER TABLE public.t ALTER COLUMN m SET DEFAULT 'y'::public.e;\n"                                                               },
        {"a new label is in an index",
         "enum e; labels=x\n"
         "table t\n"
         "column t.m; type=public.e\n",                                       "enum e; labels=x,y\n"
         "table t\n"
         "column t.m; type=public.e\n"
         "index t.i; elements=(m = 'y'::public.e)\n",                                                             "ALTER TYPE public.e RENAME TO e__old;\n"
         "\n"
         "CREATE TYPE public.e AS ENUM ('x', 'y');\n"
         "\n"
         "ALTER TABLE public.t ALTER COLUMN m TYPE public.e USING m::text::public.e;\n"
         "\n"
         "DROP TYPE public.e__old;\n"
         "\n"
         "CREATE INDEX i ON public.t ((m = 'y'::public.e));\n"                                                                                          },
        {"an enum gives way to another",
         "enum e; labels=x,y\n"
         "enum f; labels=x\n"
         "table t\n"
         "column t.m; type=public.e\n"
         "column t.n; type=public.f\n",                                       "enum e; labels=x\n"
         "enum f; labels=x\n"
         "table t\n"
         "column t.m; type=public.f; using_expr=m::text::public.f\n"
         "column t.n; type=public.e; using_expr=n::text::public.e\n",                                             "ALTER TYPE public.e RENAME TO e__old;\n"
         "\n"
         "CREATE TYPE public.e AS ENUM ('x');\n"
         "\n"
         "ALTER TABLE public.t ALTER COLUMN m TYPE public.f USING m::text::public.f;\n"
         "\n"
         "DROP TYPE public.e__old;\n"
         "\n"
         "ALTER TABLE public.t ALTER COLUMN n TYPE public.e USING n::text::public.e;\n"                                                 },
        {"an index moves to another table",
         "table t\n"
         "column t.a; type=integer\n"
         "table u\n"
         "column u.a; type=integer\n"
         "index t.i; elements=a\n",                                           "table t\n"
         "column t.a; type=integer\n"
         "table u\n"
         "column u.a; type=integer\n"
         "index u.i; elements=a\n",                                                                                   "DROP INDEX public.i;\n"
         "\n"
         "CREATE INDEX i ON public.u (a);\n"                                                                                                                                  },
        {"an index leaves a dropped table",
         "table t\n"
         "column t.a; type=integer\n"
         "table u\n"
         "column u.a; type=integer\n"
         "index t.i; elements=a\n",                                           "table u\n"
         "column u.a; type=integer\n"
         "index u.i; elements=a\n",                                                                                   "DROP TABLE public.t;\n"
         "\n"
         "CREATE INDEX i ON public.u (a);\n"                                                                                                                                  },
        {"a name goes to another kind",               "table x\n",            "sequence x\n",
         "DROP TABLE public.x;\n"
         "\n"
         "CREATE SEQUENCE public.x;\n"                                                                                                                                                                                                              },
        {"a table takes its parts along",
         "table t\n"
         "column t.a; type=integer\n"
         "primary_key t.k; columns=a\n"
         "check t.c; expr=a > 0\n"
         "index t.i; elements=a\n",                                           "",                                                                        "DROP TABLE public.t;\n"                                                                   },
        {"a schema goes with content",
         "schema app\n"
         "enum app.e; labels=x\n"
         "table app.t\n"
         "sequence app.s\n",                                                  "",
         "DROP TABLE app.t;\n"
         "\n"
         "DROP SEQUENCE app.s;\n"
         "\n"
         "DROP TYPE app.e;\n"
         "\n"
         "DROP SCHEMA app;\n"                                                                                                                                                                                                                       },
        {"a schema comes with content",               "",
         "schema app; comment=ours\n"
         "table app.t\n"
         "enum app.e; labels=x\n"
         "sequence app.s\n",                                                                                                                             "CREATE SCHEMA app;\n"
         "\n"
         "COMMENT ON SCHEMA app IS 'ours';\n"
         "\n"
         "CREATE TYPE app.e AS ENUM ('x');\n"
         "\n"
         "CREATE SEQUENCE app.s;\n"
         "\n"
         "CREATE TABLE app.t ();\n"                                                                                                                                                                                     },
        {"comments come after all else",              "",
         "schema app; comment=1\n"
         "table t; comment=2\n"
         "column t.a; type=integer; comment=3\n"
         "check t.c; expr=a > 0; comment=4\n"
         "index t.i; elements=a; comment=5\n",                                                                                                           "CREATE SCHEMA app;\n"
         "\n"
         "COMMENT ON SCHEMA app IS '1';\n"
         "\n"
         "CREATE TABLE public.t (\n"
         "    a integer,\n"
         "    CONSTRAINT c CHECK (a > 0)\n"
         ");\n"
         "\n"
         "COMMENT ON TABLE public.t IS '2';\n"
         "\n"
         "COMMENT ON COLUMN public.t.a IS '3';\n"
         "\n"
         "COMMENT ON CONSTRAINT c ON public.t IS '4';\n"
         "\n"
         "CREATE INDEX i ON public.t (a);\n"
         "\n"
         "COMMENT ON INDEX public.i IS '5';\n"                                                                                                                                                        },
    };

    check_scripts(*state, cases, sizeof cases / sizeof *cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {UNIT(order)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
