-- Operator classes, named as an index definition names them.
-- when: indexes OR 'x' = ANY (constraints)
SELECT k.oid, k.opcdefault AS is_default, k.opcmethod AS method, k.opcintype AS type,
       CASE WHEN n.nspname = 'pg_catalog' THEN '' ELSE quote_ident(n.nspname) || '.' END
           || quote_ident(k.opcname) AS name
FROM pg_opclass k
JOIN pg_namespace n ON n.oid = k.opcnamespace
