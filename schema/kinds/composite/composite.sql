-- Composite types that stand for themselves, not the row types of tables.  The oid is that of the
-- relation, which attributes name.
-- when: 'c' = ANY (relations)
SELECT c.oid, c.relnamespace AS schema_oid, c.relname AS name,
       d.description AS comment,
       CASE WHEN c.reltype IN (SELECT m.objid FROM pg_depend m
                               WHERE m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
                                 AND m.classid = 'pg_type'::regclass)
              OR c.oid IN (SELECT m.objid FROM pg_depend m
                           WHERE m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
                             AND m.classid = 'pg_class'::regclass)
            THEN '' END AS unmanaged
FROM pg_class c
LEFT JOIN pg_description d
       ON d.objoid = c.reltype AND d.classoid = 'pg_type'::regclass AND d.objsubid = 0
WHERE c.oid >= 16384 AND c.relkind = 'c'
