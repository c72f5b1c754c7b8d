-- Tables, also those that are not managed, because foreign keys may refer to them.
SELECT c.oid, c.relnamespace AS schema_oid, c.relname AS name,
       c.relpersistence = 'u' AND c.relkind = 'r' AS unlogged,
       CASE WHEN c.relkind = 'r' AND NOT c.relispartition
             AND c.oid IN (SELECT h.inhrelid FROM pg_inherits h)
            THEN ARRAY(SELECT quote_ident(n.nspname) || '.' || quote_ident(p.relname)
                       FROM pg_inherits h
                       JOIN pg_class p ON p.oid = h.inhparent
                       JOIN pg_namespace n ON n.oid = p.relnamespace
                       WHERE h.inhrelid = c.oid ORDER BY h.inhseqno) END AS inherits,
       CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_by,
       CASE WHEN c.relam NOT IN (0, 2 /* heap */)
            THEN (SELECT m.amname FROM pg_am m WHERE m.oid = c.relam) END AS method,
-- if: table_options
       CASE WHEN c.reloptions IS NOT NULL OR t.reloptions IS NOT NULL
            THEN (SELECT string_agg(o, ', ' ORDER BY o COLLATE "C")
                  FROM (SELECT unnest(c.reloptions) AS o
                        UNION ALL SELECT 'toast.' || unnest(t.reloptions)) all_of_them)
       END AS options,
-- end
       c.relkind = 'r' AND c.reltoastrelid = 0 AS toastless,
       CASE WHEN c.reltablespace <> 0
            THEN (SELECT t.spcname FROM pg_tablespace t WHERE t.oid = c.reltablespace)
       END AS tablespace,
       c.relrowsecurity AS row_security,
       c.relforcerowsecurity AS force_row_security,
       CASE c.relreplident
            WHEN 'f' THEN 'FULL'
            WHEN 'n' THEN 'NOTHING'
            WHEN 'i' THEN (SELECT 'USING INDEX ' || quote_ident(x.relname) FROM pg_index i
                           JOIN pg_class x ON x.oid = i.indexrelid
                           WHERE i.indrelid = c.oid AND i.indisreplident) END AS replica_identity,
-- if: clustered
       CASE WHEN k.indrelid IS NOT NULL
            THEN (SELECT quote_ident(x.relname) FROM pg_class x WHERE x.oid = k.indexrelid)
       END AS cluster,
-- end
-- if: 'pg_class'::regclass = ANY (comments)
       d.description AS comment,
-- end
       CASE WHEN c.reloftype <> 0 THEN 'typed table' END AS remark,
       CASE WHEN c.oid IN (SELECT m.objid FROM pg_depend m
                           WHERE m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
                             AND m.classid = 'pg_class'::regclass) THEN ''
            WHEN c.relispartition THEN ''
            WHEN c.oid IN (SELECT h.inhrelid FROM pg_inherits h
                           JOIN pg_class p ON p.oid = h.inhparent AND p.relkind = 'f')
            THEN 'foreign table''s heir'
       END AS unmanaged
FROM pg_class c
-- if: table_options
LEFT JOIN pg_class t ON t.oid = c.reltoastrelid AND t.reloptions IS NOT NULL
-- end
-- if: clustered
LEFT JOIN pg_index k ON k.indrelid = c.oid AND k.indisclustered
-- end
-- if: 'pg_class'::regclass = ANY (comments)
LEFT JOIN pg_description d
       ON d.objoid = c.oid AND d.classoid = 'pg_class'::regclass AND d.objsubid = 0
-- end
WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
