-- Materialized views.
-- when: 'm' = ANY (relations)
SELECT c.oid, c.relnamespace AS schema_oid, c.relname AS name,
       rtrim(ltrim(pg_get_viewdef(c.oid)), ';') AS definition,
       CASE WHEN c.relam <> 2 /* heap */
            THEN (SELECT m.amname FROM pg_am m WHERE m.oid = c.relam) END AS method,
       CASE WHEN c.reloptions IS NOT NULL OR t.reloptions IS NOT NULL
            THEN (SELECT string_agg(o, ', ' ORDER BY o COLLATE "C")
                  FROM (SELECT unnest(c.reloptions) AS o
                        UNION ALL SELECT 'toast.' || unnest(t.reloptions)) all_of_them)
       END AS options,
       NOT c.relispopulated AS no_data,
       CASE WHEN c.reltablespace <> 0
            THEN (SELECT s.spcname FROM pg_tablespace s WHERE s.oid = c.reltablespace)
       END AS tablespace,
       (SELECT quote_ident(x.relname) FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
        WHERE i.indrelid = c.oid AND i.indisclustered) AS cluster,
       ARRAY(SELECT a.attname FROM pg_attribute a
             WHERE a.attrelid = c.oid AND a.attnum > 0 ORDER BY a.attnum) AS column_names,
       ARRAY(SELECT a.attcollation FROM pg_attribute a
             WHERE a.attrelid = c.oid AND a.attnum > 0 ORDER BY a.attnum) AS column_collations,
       d.description AS comment,
       CASE WHEN c.oid IN (SELECT m.objid FROM pg_depend m
                           WHERE m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
                             AND m.classid = 'pg_class'::regclass)
            THEN '' END AS unmanaged
FROM pg_class c
LEFT JOIN pg_class t ON t.oid = c.reltoastrelid AND t.reloptions IS NOT NULL
LEFT JOIN pg_description d
       ON d.objoid = c.oid AND d.classoid = 'pg_class'::regclass AND d.objsubid = 0
WHERE c.oid >= 16384 AND c.relkind = 'm'
