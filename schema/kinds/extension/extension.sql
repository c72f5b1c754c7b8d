-- Extensions, but for those that initdb makes.
-- when: 'pg_extension'::regclass = ANY (classes)
SELECT e.oid, e.extname AS name,
       quote_ident(n.nspname) AS schema,
       e.extversion AS version,
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
