-- Attributes of composite types.
-- when: 'c' = ANY (relations)
SELECT a.attrelid AS composite_oid, a.attnum AS position, a.attname AS name,
       format_type(a.atttypid, a.atttypmod) AS type,
       CASE WHEN a.attcollation <> 0
            THEN (SELECT CASE WHEN n.nspname = 'pg_catalog' THEN ''
                              ELSE quote_ident(n.nspname) || '.' END || quote_ident(k.collname)
                  FROM pg_collation k
                  JOIN pg_namespace n ON n.oid = k.collnamespace
                  JOIN pg_type t ON t.oid = a.atttypid
                  WHERE k.oid = a.attcollation AND k.oid <> t.typcollation)
       END AS collation,
       d.description AS comment
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
LEFT JOIN pg_description d
       ON d.objoid = a.attrelid AND d.classoid = 'pg_class'::regclass AND d.objsubid = a.attnum
WHERE a.attrelid >= 16384 AND a.attnum > 0 AND NOT a.attisdropped AND c.relkind = 'c'
