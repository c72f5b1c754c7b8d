-- Collations that indexes use besides the default one, named as an index definition names them.
-- when: indexes OR 'x' = ANY (constraints)
SELECT k.oid,
       CASE WHEN n.nspname = 'pg_catalog' THEN '' ELSE quote_ident(n.nspname) || '.' END
           || quote_ident(k.collname) AS name
FROM pg_collation k
JOIN pg_namespace n ON n.oid = k.collnamespace
WHERE k.oid = 100 OR k.oid IN (SELECT unnest(i.indcollation) FROM pg_index i
                               WHERE i.indrelid >= 16384 AND NOT i.indcollation::oid[] <@ '{0,100}')
