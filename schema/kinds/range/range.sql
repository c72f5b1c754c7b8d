-- Range types.  One with a canonical function and that function need each other: no order of single
-- statements makes or drops them.
-- when: 'r' = ANY (types)
SELECT f.oid, f.schema_oid, f.name,
       'CREATE TYPE ' || f.path || ' AS RANGE (' || f.rest
       || CASE WHEN f.usual THEN ''
               ELSE E',\n    MULTIRANGE_TYPE_NAME = ' || f.multirange_schema || '.' || f.multirange END
       || E'\n)' AS definition,
       ARRAY[f.multirange_schema, f.multirange, f.rest] AS shape,
       d.description AS comment,
       CASE WHEN f.oid IN (SELECT m.objid FROM pg_depend m
                           WHERE m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
                             AND m.classid = 'pg_type'::regclass)
            THEN ''
            WHEN f.canonical THEN 'range type with a canonical function' END AS unmanaged
FROM (SELECT t.oid, t.typnamespace AS schema_oid, t.typname AS name,
             quote_ident(m.typname) AS multirange,
             m.typnamespace::regnamespace::text AS multirange_schema,
             -- PostgreSQL's own name has at most 63 bytes, the last of them "_multirange".
             m.typnamespace = t.typnamespace AND m.typname =
             (CASE WHEN t.typname LIKE '%range%' THEN regexp_replace(t.typname, 'range', 'multirange')
                   ELSE substr(('_multirange' || t.typname)::name::text, 12) || '_multirange'
              END)::name AS usual,
             quote_ident(n.nspname) || '.' || quote_ident(t.typname) AS path,
             r.rngcanonical <> 0 AS canonical,
             E'\n    SUBTYPE = ' || format_type(r.rngsubtype, NULL)
             || CASE WHEN o.opcdefault THEN ''
                     ELSE E',\n    SUBTYPE_OPCLASS = ' || quote_ident(p.nspname) || '.'
                          || quote_ident(o.opcname) END
             || CASE WHEN r.rngcollation = s.typcollation THEN ''
                     ELSE E',\n    COLLATION = ' || r.rngcollation::regcollation END
             || CASE WHEN r.rngsubdiff = 0 THEN ''
                     ELSE E',\n    SUBTYPE_DIFF = ' || r.rngsubdiff END AS rest
      FROM pg_range r
      JOIN pg_type t ON t.oid = r.rngtypid
      JOIN pg_type m ON m.oid = r.rngmultitypid
      JOIN pg_type s ON s.oid = r.rngsubtype
      JOIN pg_namespace n ON n.oid = t.typnamespace
      JOIN pg_opclass o ON o.oid = r.rngsubopc
      JOIN pg_namespace p ON p.oid = o.opcnamespace
      WHERE r.rngtypid >= 16384) f
LEFT JOIN pg_description d
       ON d.objoid = f.oid AND d.classoid = 'pg_type'::regclass AND d.objsubid = 0
