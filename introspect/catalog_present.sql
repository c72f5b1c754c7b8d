-- What the catalogs hold beyond PostgreSQL's own: the names that a "when" of a query can use.
FROM (SELECT ARRAY(SELECT DISTINCT c.relkind::text FROM pg_class c WHERE c.oid >= 16384)
                 AS relations,
             ARRAY(SELECT DISTINCT t.typtype::text FROM pg_type t
                   WHERE t.oid >= 16384 AND (t.typcategory <> 'A' OR t.typtype = 'd')) AS types,
             ARRAY(SELECT DISTINCT k.contype::text FROM pg_constraint k WHERE k.oid >= 16384)
                 AS constraints) present
