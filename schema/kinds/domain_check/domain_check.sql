-- Check constraints of domains.
-- when: 'd' = ANY (types)
SELECT k.oid, k.contypid AS domain_oid, k.conname AS name,
       pg_get_expr(k.conbin, 0) AS expr,
       NOT k.convalidated AS not_valid,
       d.description AS comment
FROM pg_constraint k
LEFT JOIN pg_description d
       ON d.objoid = k.oid AND d.classoid = 'pg_constraint'::regclass AND d.objsubid = 0
WHERE k.contypid >= 16384 AND k.contype = 'c'
