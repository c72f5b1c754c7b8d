-- Indexes that partitions have from their tables and that are set otherwise.
-- when: 'I' = ANY (relations)
WITH own AS (
    SELECT i.indexrelid, i.indrelid, c.relkind, c.reltablespace, p.reltablespace AS above,
           CASE WHEN c.relkind = 'i' THEN coalesce(c.reloptions, '{}') ELSE '{}' END AS options,
           CASE WHEN c.relkind = 'i' THEN coalesce(p.reloptions, '{}') ELSE '{}' END AS options_above,
           CASE WHEN i.indexprs IS NOT NULL
                THEN ARRAY(SELECT (a.attnum || '=' || coalesce(a.attstattarget, -1)) COLLATE "C"
                           FROM pg_attribute a
                           JOIN pg_attribute b
                             ON b.attrelid = h.inhparent AND b.attnum = a.attnum
                           WHERE a.attrelid = i.indexrelid
                             AND coalesce(a.attstattarget, -1) <> coalesce(b.attstattarget, -1)
                           ORDER BY 1) ELSE '{}' END AS statistics
    FROM pg_class c
    JOIN pg_inherits h ON h.inhrelid = c.oid
    JOIN pg_class p ON p.oid = h.inhparent
    JOIN pg_index i ON i.indexrelid = c.oid
    WHERE c.relispartition AND c.relkind IN ('i', 'I')
      AND (c.reloptions IS DISTINCT FROM p.reloptions OR c.reltablespace <> p.reltablespace
           OR i.indexprs IS NOT NULL)
)
SELECT o.indrelid AS partition_oid, n.name,
       ARRAY(SELECT x COLLATE "C" FROM unnest(o.options) x WHERE x <> ALL (o.options_above)
             UNION SELECT split_part(x, '=', 1) COLLATE "C" FROM unnest(o.options_above) x
             WHERE split_part(x, '=', 1) <> ALL (SELECT split_part(y, '=', 1) FROM unnest(o.options) y)
             ORDER BY 1) AS options,
       CASE WHEN o.reltablespace <> o.above
            THEN coalesce((SELECT t.spcname FROM pg_tablespace t WHERE t.oid = o.reltablespace),
                          'pg_default') END AS tablespace,
       o.statistics
FROM own o
CROSS JOIN LATERAL (
    /* Of the key, else of the index. */
    SELECT p.relname AS name
    FROM pg_partition_ancestors(o.indexrelid) a
    JOIN pg_class p ON p.oid = a.relid
    LEFT JOIN pg_constraint r ON r.conindid = a.relid AND r.conparentid = 0
                             AND r.contype IN ('p', 'u', 'x')
    WHERE r.oid IS NOT NULL OR NOT p.relispartition
    ORDER BY r.oid IS NULL LIMIT 1) n
WHERE (o.reltablespace <> o.above OR o.statistics <> '{}'
       OR NOT (o.options @> o.options_above AND o.options <@ o.options_above))
  AND NOT EXISTS (SELECT FROM pg_constraint k
                  WHERE k.conindid = o.indexrelid AND k.contype IN ('p', 'u', 'x')
                    AND k.conparentid = 0)
