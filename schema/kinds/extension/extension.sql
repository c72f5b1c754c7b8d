-- Extensions, but for those that initdb makes.
-- when: 'pg_extension'::regclass = ANY (classes)
SELECT e.oid, e.extname AS name,
       quote_ident(n.nspname) AS schema,
       e.extversion AS version,
       -- Those of its tables that others refer to or inherit from.
       ARRAY(SELECT CASE WHEN s.nspname <> 'public' THEN quote_ident(s.nspname) || '.' ELSE '' END
                    || quote_ident(c.relname)
             FROM pg_depend m
             JOIN pg_class c ON c.oid = m.objid
             JOIN pg_namespace s ON s.oid = c.relnamespace
             WHERE m.refclassid = 'pg_extension'::regclass AND m.refobjid = e.oid
               AND m.classid = 'pg_class'::regclass AND m.deptype = 'e'
               AND c.oid IN (SELECT u.used
                             FROM (SELECT k.conrelid AS by, k.confrelid AS used FROM pg_constraint k
                                   WHERE k.contype = 'f'
                                   UNION ALL
                                   SELECT h.inhrelid, h.inhparent FROM pg_inherits h) u
                             WHERE NOT EXISTS (
                                 SELECT FROM pg_depend o
                                 WHERE o.classid = 'pg_class'::regclass AND o.objid = u.by
                                   AND o.deptype = 'e'))
             ORDER BY s.nspname COLLATE "C", c.relname COLLATE "C") AS tables,
       CASE WHEN e.extversion <> v.default_version THEN e.extversion END AS other_version,
       d.description AS comment,
       d.description IS DISTINCT FROM v.comment AS own_comment,
       CASE WHEN d.description IS DISTINCT FROM v.comment THEN v.comment END AS brought
FROM pg_extension e
JOIN pg_namespace n ON n.oid = e.extnamespace
LEFT JOIN pg_description d
       ON d.objoid = e.oid AND d.classoid = 'pg_extension'::regclass AND d.objsubid = 0
LEFT JOIN pg_available_extensions v ON v.name = e.extname
WHERE e.oid >= 16384
