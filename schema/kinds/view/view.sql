-- Views.  Their columns in the shape that CREATE OR REPLACE VIEW must keep.
-- when: 'v' = ANY (relations)
SELECT c.oid, c.relnamespace AS schema_oid, c.relname AS name,
       rtrim(ltrim(pg_get_viewdef(c.oid)), ';') AS definition,
       CASE WHEN c.reloptions IS NOT NULL
            THEN (SELECT string_agg(o, ', ' ORDER BY o COLLATE "C") FROM unnest(c.reloptions) o)
       END AS options,
       ARRAY(SELECT quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
                    || CASE WHEN a.attcollation IN (0, 100) THEN ''
                            ELSE (SELECT ' ' || k.collname FROM pg_collation k
                                  WHERE k.oid = a.attcollation) END
             FROM pg_attribute a
             WHERE a.attrelid = c.oid AND a.attnum > 0 ORDER BY a.attnum) AS shape,
       d.description AS comment,
       CASE WHEN c.oid IN (SELECT m.objid FROM pg_depend m
                           WHERE m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
                             AND m.classid = 'pg_class'::regclass)
            THEN '' END AS unmanaged
FROM pg_class c
LEFT JOIN pg_description d
       ON d.objoid = c.oid AND d.classoid = 'pg_class'::regclass AND d.objsubid = 0
WHERE c.oid >= 16384 AND c.relkind = 'v' AND c.relpersistence <> 't'
