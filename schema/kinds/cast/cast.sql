-- Casts, but for those that range types bring.  They live in no schema: that of the function or of
-- the types says whose they are.
-- when: EXISTS (SELECT FROM pg_cast WHERE oid >= 16384)
SELECT f.name, f.name AS signature,
       'CREATE CAST (' || f.name || ') '
       || CASE f.castmethod WHEN 'i' THEN 'WITH INOUT' WHEN 'b' THEN 'WITHOUT FUNCTION'
                            ELSE 'WITH FUNCTION ' || f.castfunc::regprocedure END
       || CASE f.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' ELSE '' END
           AS definition,
       (SELECT n.oid FROM pg_namespace n
        WHERE n.nspname <> 'pg_catalog'
          AND n.oid IN (f.function_schema, f.source_schema, f.target_schema)
        ORDER BY n.oid = f.function_schema DESC NULLS LAST, n.oid = f.source_schema DESC LIMIT 1)
           AS with_schema,
       d.description AS comment,
       CASE WHEN EXISTS (SELECT FROM pg_depend m
                         WHERE m.classid = 'pg_cast'::regclass AND m.objid = f.oid
                           AND m.deptype IN ('e', 'i'))
            THEN '' END AS unmanaged
FROM (SELECT k.*, p.pronamespace AS function_schema, s.typnamespace AS source_schema,
             t.typnamespace AS target_schema,
             format_type(k.castsource, NULL) || ' AS ' || format_type(k.casttarget, NULL) AS name
      FROM pg_cast k
      JOIN pg_type s ON s.oid = k.castsource
      JOIN pg_type t ON t.oid = k.casttarget
      LEFT JOIN pg_proc p ON p.oid = k.castfunc
      WHERE k.oid >= 16384) f
LEFT JOIN pg_description d
       ON d.objoid = f.oid AND d.classoid = 'pg_cast'::regclass AND d.objsubid = 0
