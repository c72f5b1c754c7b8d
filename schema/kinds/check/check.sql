-- Check constraints of tables (those of domains have no conrelid).
-- print: SELECT k.oid, pg_get_expr(k.conbin, k.conrelid) AS expr FROM pg_constraint k WHERE k.oid
-- when: 'c' = ANY (constraints)
SELECT k.oid, k.conrelid AS table_oid,
       CASE WHEN k.coninhcount = 0 THEN k.conrelid END AS partition_oid, k.conname AS name,
       k.conbin AS expr_tree,
       k.connoinherit AS no_inherit,
       false /*18 OR NOT k.conenforced */ AS not_enforced,
       NOT k.convalidated /*18 AND k.conenforced */ AS not_valid
-- if: 'pg_constraint'::regclass = ANY (comments)
     , d.description AS comment
-- end
FROM pg_constraint k
-- if: 'pg_constraint'::regclass = ANY (comments)
LEFT JOIN pg_description d
       ON d.objoid = k.oid AND d.classoid = 'pg_constraint'::regclass AND d.objsubid = 0
-- end
WHERE k.conrelid >= 16384 AND k.contype = 'c' AND k.conislocal
