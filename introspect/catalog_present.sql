-- What the catalogs hold beyond PostgreSQL's own: the names that a "when" of a query can use.
-- An index that is not primary belongs to a unique or an exclusion constraint, or stands alone.
-- OFFSET 0 keeps it one subquery: the planner would write it out at each use.
FROM (SELECT ARRAY(SELECT DISTINCT c.relkind::text FROM pg_class c WHERE c.oid >= 16384)
                 AS relations,
             ARRAY(SELECT DISTINCT t.typtype::text FROM pg_type t
                   WHERE t.oid >= 16384 AND (t.typcategory <> 'A' OR t.typtype = 'd')) AS types,
             ARRAY(SELECT DISTINCT k.contype::text FROM pg_constraint k WHERE k.oid >= 16384)
                 AS constraints,
             (SELECT count(*) FROM pg_index i WHERE i.indrelid >= 16384 AND NOT i.indisprimary)
                 > (SELECT count(*) FROM pg_constraint k
                    WHERE k.oid >= 16384 AND k.contype IN ('u', 'x')) AS indexes
      OFFSET 0) present
