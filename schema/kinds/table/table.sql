-- Tables, also those that are not managed, because foreign keys may refer to them.
SELECT c.oid, c.relnamespace AS schema_oid, c.relname AS name,
       c.relpersistence = 'u' AS unlogged,
       d.description AS comment,
       CASE WHEN c.oid IN (SELECT m.objid FROM pg_depend m
                           WHERE m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
                             AND m.classid = 'pg_class'::regclass) THEN ''
            WHEN c.relispartition THEN 'partition'
            WHEN c.relkind = 'p' THEN 'partitioned table'
            WHEN c.oid IN (SELECT h.inhrelid FROM pg_inherits h) THEN 'inheriting table'
       END AS unmanaged
FROM pg_class c
LEFT JOIN pg_description d
       ON d.objoid = c.oid AND d.classoid = 'pg_class'::regclass AND d.objsubid = 0
WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
