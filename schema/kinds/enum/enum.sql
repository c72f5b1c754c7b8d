-- Enumerated types.
-- when: 'e' = ANY (types)
SELECT t.oid, t.typnamespace AS schema_oid, t.typname AS name,
       ARRAY(SELECT e.enumlabel FROM pg_enum e
             WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) AS labels,
       d.description AS comment,
       CASE WHEN t.oid IN (SELECT m.objid FROM pg_depend m
                           WHERE m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
                             AND m.classid = 'pg_type'::regclass)
            THEN '' END AS unmanaged
FROM pg_type t
LEFT JOIN pg_description d
       ON d.objoid = t.oid AND d.classoid = 'pg_type'::regclass AND d.objsubid = 0
WHERE t.oid >= 16384 AND t.typtype = 'e'
