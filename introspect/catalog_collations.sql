-- Collations that something uses, named as an index definition names them.  Use of those below
-- 12000, which are pinned, is recorded nowhere.
-- when: indexes OR 'x' = ANY (constraints)
SELECT k.oid,
       CASE WHEN n.nspname = 'pg_catalog' THEN '' ELSE quote_ident(n.nspname) || '.' END
           || quote_ident(k.collname) AS name
FROM pg_collation k
JOIN pg_namespace n ON n.oid = k.collnamespace
WHERE k.oid < 12000 OR k.oid IN (SELECT d.refobjid FROM pg_depend d
                                WHERE d.refclassid = 'pg_collation'::regclass)
