-- Partitions, those of tables before those of partitions.
-- when: 'p' = ANY (relations)
SELECT c.oid, h.inhparent AS table_oid, h.inhparent AS partition_oid,
       c.relnamespace AS in_schema_oid, c.relname AS name,
       pg_get_expr(c.relpartbound, c.oid) AS bound,
       CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_by,
       c.relpersistence = 'u' AND c.relkind = 'r' AS unlogged,
       CASE WHEN c.relam NOT IN (0, 2 /* heap */)
            THEN (SELECT m.amname FROM pg_am m WHERE m.oid = c.relam) END AS method,
       CASE WHEN c.reloptions IS NOT NULL OR t.reloptions IS NOT NULL
            THEN (SELECT string_agg(o, ', ' ORDER BY o COLLATE "C")
                  FROM (SELECT unnest(c.reloptions) AS o
                        UNION ALL SELECT 'toast.' || unnest(t.reloptions)) all_of_them)
       END AS options,
       c.relkind = 'r' AND c.reltoastrelid = 0 AS toastless,
       CASE WHEN c.reltablespace <> 0
            THEN (SELECT s.spcname FROM pg_tablespace s WHERE s.oid = c.reltablespace)
       END AS tablespace,
       c.relrowsecurity AS row_security,
       c.relforcerowsecurity AS force_row_security,
       CASE c.relreplident
            WHEN 'f' THEN 'FULL'
            WHEN 'n' THEN 'NOTHING'
            WHEN 'i' THEN 'USING INDEX ' || k.identifies END AS replica_identity,
       k.cluster,
       d.description AS comment,
       CASE WHEN c.oid IN (SELECT m.objid FROM pg_depend m
                           WHERE m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
                             AND m.classid = 'pg_class'::regclass) THEN ''
            WHEN c.relkind = 'f' THEN '' END AS unmanaged
FROM pg_class c
JOIN pg_inherits h ON h.inhrelid = c.oid
JOIN pg_class p ON p.oid = h.inhparent
LEFT JOIN pg_class t ON t.oid = c.reltoastrelid AND t.reloptions IS NOT NULL
LEFT JOIN (
    SELECT m.indrelid, max(m.name) FILTER (WHERE m.indisreplident) AS identifies,
           max(m.name) FILTER (WHERE m.indisclustered) AS cluster
    FROM (
        /* What a partition has from above is called by the name that it has there. */
        SELECT i.indrelid, i.indisreplident, i.indisclustered,
               quote_ident(coalesce((
                   SELECT p.relname
                   FROM pg_partition_ancestors(i.indexrelid) a
                   JOIN pg_class p ON p.oid = a.relid
                   LEFT JOIN pg_constraint r ON r.conindid = a.relid AND r.conparentid = 0
                                            AND r.contype IN ('p', 'u', 'x')
                   WHERE r.oid IS NOT NULL OR NOT p.relispartition
                   ORDER BY r.oid IS NULL LIMIT 1), x.relname)) AS name
        FROM pg_index i
        JOIN pg_class x ON x.oid = i.indexrelid
        WHERE i.indisreplident OR i.indisclustered) m
    GROUP BY m.indrelid) k ON k.indrelid = c.oid
LEFT JOIN pg_description d
       ON d.objoid = c.oid AND d.classoid = 'pg_class'::regclass AND d.objsubid = 0
WHERE c.oid >= 16384 AND c.relispartition AND c.relkind IN ('r', 'p', 'f')
  AND c.relpersistence <> 't'
ORDER BY (SELECT count(*) FROM pg_partition_ancestors(c.oid)), p.relname COLLATE "C",
         c.relname COLLATE "C"
