-- Domains.
-- when: 'd' = ANY (types)
SELECT t.oid, t.typnamespace AS schema_oid, t.typname AS name,
       format_type(t.typbasetype, t.typtypmod) AS type,
       CASE WHEN t.typcollation <> 0
            THEN (SELECT CASE WHEN n.nspname = 'pg_catalog' THEN ''
                              ELSE quote_ident(n.nspname) || '.' END || quote_ident(k.collname)
                  FROM pg_collation k
                  JOIN pg_namespace n ON n.oid = k.collnamespace
                  JOIN pg_type b ON b.oid = t.typbasetype
                  WHERE k.oid = t.typcollation AND k.oid <> b.typcollation)
       END AS collation,
       t.typnotnull AS not_null,
       /*17 (SELECT quote_ident(k.conname) FROM pg_constraint k
        WHERE k.contypid = t.oid AND k.contype = 'n'
          AND k.conname <> left(t.typname, 54) || '_not_null') AS not_null_name, */
       pg_get_expr(t.typdefaultbin, 0) AS default_expr,
       d.description AS comment,
       CASE WHEN t.oid IN (SELECT m.objid FROM pg_depend m
                           WHERE m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
                             AND m.classid = 'pg_type'::regclass)
            THEN '' END AS unmanaged
FROM pg_type t
LEFT JOIN pg_description d
       ON d.objoid = t.oid AND d.classoid = 'pg_type'::regclass AND d.objsubid = 0
WHERE t.oid >= 16384 AND t.typtype = 'd'
