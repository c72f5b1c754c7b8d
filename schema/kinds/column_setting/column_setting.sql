-- What columns have of their own that no query of columns tells of: defaults of views, storage of
-- materialized views, and where partitions and heirs differ from what they inherit.
-- when: 'm' = ANY (relations)
-- when: 'v' = ANY (relations)
-- when: EXISTS (SELECT FROM pg_inherits)
WITH heirs AS (
    SELECT h.inhrelid, h.inhparent, h.inhseqno, c.relispartition
    FROM pg_inherits h
    JOIN pg_class c ON c.oid = h.inhrelid AND c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
), inherited AS (
    SELECT a.attrelid, a.attnum, h.relispartition,
           (array_agg(f.adbin::text ORDER BY h.inhseqno) FILTER (WHERE f.oid IS NOT NULL))[1]
               AS default_tree,
           (array_agg(f.oid ORDER BY h.inhseqno) FILTER (WHERE f.oid IS NOT NULL))[1]
               AS default_oid,
           bool_or(p.attnotnull /*18 AND NOT EXISTS (SELECT FROM pg_constraint n
                                                     WHERE n.conrelid = p.attrelid
                                                       AND n.contype = 'n' AND n.connoinherit
                                                       AND n.conkey = ARRAY[p.attnum]) */)
               AS not_null,
           (array_agg(p.attstorage ORDER BY h.inhseqno))[1] AS storage,
           coalesce((array_agg(p.attcompression ORDER BY h.inhseqno)
                     FILTER (WHERE p.attcompression <> ''))[1], '') AS compression
    FROM heirs h
    JOIN pg_attribute a ON a.attrelid = h.inhrelid
    JOIN pg_attribute p ON p.attrelid = h.inhparent AND p.attname = a.attname
    LEFT JOIN pg_attrdef f ON f.adrelid = p.attrelid AND f.adnum = p.attnum
    WHERE a.attrelid = ANY (ARRAY(SELECT x.inhrelid FROM heirs x))
      AND p.attrelid = ANY (ARRAY(SELECT x.inhparent FROM heirs x))
      AND a.attnum > 0 AND NOT a.attisdropped AND NOT a.attislocal
    GROUP BY a.attrelid, a.attnum, h.relispartition
), own AS (
    SELECT a.attrelid, a.attnum, 'v' AS relkind,
           pg_get_expr(e.adbin, e.adrelid) AS default_expr, false AS not_null, NULL::"char" AS storage,
           NULL::"char" AS compression, NULL AS inherited_default,
           NULL::"char" AS inherited_storage,
           NULL::"char" AS inherited_compression
    FROM pg_attrdef e
    JOIN pg_class c ON c.oid = e.adrelid AND c.relkind = 'v'
    JOIN pg_attribute a ON a.attrelid = e.adrelid AND a.attnum = e.adnum
    UNION ALL
    SELECT a.attrelid, a.attnum, 'm', NULL, false,
           CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage END,
           nullif(a.attcompression, ''), NULL, t.typstorage, NULL
    FROM pg_attribute a
    JOIN pg_type t ON t.oid = a.atttypid
    WHERE a.attrelid = ANY (ARRAY(SELECT c.oid FROM pg_class c WHERE c.relkind = 'm'))
      AND a.attnum > 0
    UNION ALL
    SELECT a.attrelid, a.attnum, CASE WHEN i.relispartition THEN 'p' ELSE 'r' END,
           CASE WHEN e.adbin::text IS DISTINCT FROM i.default_tree AND a.attgenerated = ''
                THEN coalesce(pg_get_expr(e.adbin, e.adrelid), 'NULL') END,
           a.attnotnull AND NOT i.not_null
               AND NOT EXISTS (SELECT FROM pg_constraint k
                               WHERE k.conrelid = a.attrelid AND k.contype = 'p'
                                 AND a.attnum = ANY (k.conkey)),
           nullif(a.attstorage, i.storage),
           CASE WHEN a.attcompression <> i.compression THEN a.attcompression END,
           pg_get_expr(f.adbin, f.adrelid), i.storage, i.compression
    FROM inherited i
    JOIN pg_attribute a ON a.attrelid = i.attrelid AND a.attnum = i.attnum
    LEFT JOIN pg_attrdef e ON e.adrelid = a.attrelid AND e.adnum = a.attnum
    LEFT JOIN pg_attrdef f ON f.oid = i.default_oid
)
SELECT CASE WHEN o.relkind = 'v' THEN o.attrelid END AS view_oid,
       CASE WHEN o.relkind = 'm' THEN o.attrelid END AS materialized_view_oid,
       CASE WHEN o.relkind = 'p' THEN o.attrelid END AS partition_oid,
       CASE WHEN o.relkind = 'r' THEN o.attrelid END AS table_oid,
       a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
       nullif(o.default_expr, o.inherited_default) AS default_expr,
       o.not_null,
       CASE o.storage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN'
                      WHEN 'x' THEN 'EXTENDED' END AS storage,
       CASE o.compression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' WHEN '' THEN 'default' END
           AS compression,
       nullif(a.attstattarget, -1) AS statistics,
       (SELECT string_agg(s, ', ' ORDER BY s COLLATE "C") FROM unnest(a.attoptions) s
        WHERE NOT starts_with(s, 'pg_attver=')) AS options,
       o.inherited_default,
       CASE o.inherited_storage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL'
                                WHEN 'm' THEN 'MAIN' WHEN 'x' THEN 'EXTENDED' END
           AS inherited_storage,
       CASE o.inherited_compression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END
           AS inherited_compression
FROM own o
JOIN pg_attribute a ON a.attrelid = o.attrelid AND a.attnum = o.attnum
WHERE o.attrelid >= 16384
  AND (o.default_expr IS DISTINCT FROM o.inherited_default AND o.default_expr IS NOT NULL
       OR o.not_null OR o.storage IS NOT NULL OR o.compression IS NOT NULL
       OR a.attstattarget >= 0
       OR cardinality(a.attoptions) > 1 OR NOT starts_with(a.attoptions[1], 'pg_attver='))
