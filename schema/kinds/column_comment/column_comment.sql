-- Comments of columns that no query of columns tells of.
-- when: 'pg_class'::regclass = ANY (comments)
SELECT CASE WHEN c.relkind = 'v' THEN c.oid END AS view_oid,
       CASE WHEN c.relkind = 'm' THEN c.oid END AS materialized_view_oid,
       CASE WHEN c.relispartition THEN c.oid END AS partition_oid,
       CASE WHEN c.relkind = 'r' AND NOT c.relispartition THEN c.oid END AS table_oid,
       a.attname AS name, d.description AS text
FROM pg_description d
JOIN pg_class c ON c.oid = d.objoid AND c.relkind IN ('v', 'm', 'r', 'p')
JOIN pg_attribute a ON a.attrelid = d.objoid AND a.attnum = d.objsubid AND NOT a.attisdropped
WHERE d.classoid = 'pg_class'::regclass AND d.objsubid > 0 AND d.objoid >= 16384
  AND (c.relkind IN ('v', 'm') OR NOT a.attislocal)
