-- Partitions, those of tables before those of partitions.  One in another schema than its table is
-- not managed.
-- when: 'p' = ANY (relations)
SELECT c.oid, h.inhparent AS table_oid, h.inhparent AS partition_oid, c.relname AS name,
       pg_get_expr(c.relpartbound, c.oid) AS bound,
       CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_by,
       d.description AS comment,
       CASE WHEN c.oid IN (SELECT m.objid FROM pg_depend m
                           WHERE m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
                             AND m.classid = 'pg_class'::regclass) THEN ''
            WHEN c.relkind = 'f' THEN ''
            WHEN c.relnamespace <> p.relnamespace THEN 'partition' END AS unmanaged
FROM pg_class c
JOIN pg_inherits h ON h.inhrelid = c.oid
JOIN pg_class p ON p.oid = h.inhparent
LEFT JOIN pg_description d
       ON d.objoid = c.oid AND d.classoid = 'pg_class'::regclass AND d.objsubid = 0
WHERE c.oid >= 16384 AND c.relispartition AND c.relkind IN ('r', 'p', 'f')
  AND c.relpersistence <> 't'
ORDER BY (SELECT count(*) FROM pg_partition_ancestors(c.oid)), p.relname COLLATE "C",
         c.relname COLLATE "C"
