-- Unique constraints.
-- when: 'u' = ANY (constraints)
SELECT k.oid, k.conrelid AS table_oid,
       CASE WHEN k.conparentid = 0 THEN k.conrelid END AS partition_oid, k.conname AS name,
       -- Partitions name theirs, "a_key" and "a_key1", in the order in which they are made.
       CASE WHEN k.conrelid IN (SELECT p.partrelid FROM pg_partitioned_table p)
            THEN (SELECT count(*) FROM pg_constraint o WHERE o.conrelid = k.conrelid
                  AND o.contype = 'u' AND o.oid < k.oid AND o.conkey = k.conkey)
       END AS turn,
       k.conkey AS columns_attnums,
-- if: index_extras
       false /*15 OR i.indnullsnotdistinct */ AS nulls_not_distinct,
       CASE WHEN i.indnatts > i.indnkeyatts THEN i.indkey[i.indnkeyatts : i.indnatts - 1] END
           AS include_attnums,
-- end
-- if: index_options
       CASE WHEN c.reloptions IS NOT NULL
            THEN (SELECT string_agg(o, ', ' ORDER BY o COLLATE "C") FROM unnest(c.reloptions) o)
       END AS options,
       CASE WHEN c.reltablespace <> 0
            THEN (SELECT t.spcname FROM pg_tablespace t WHERE t.oid = c.reltablespace)
       END AS tablespace,
-- end
       false /*18 OR k.conperiod */ AS without_overlaps,
-- if: 'pg_constraint'::regclass = ANY (comments)
       d.description AS comment,
-- end
       k.condeferrable AS is_deferrable, k.condeferred AS is_deferred
FROM pg_constraint k
-- if: index_extras
JOIN pg_index i ON i.indexrelid = k.conindid
-- end
-- if: index_options
LEFT JOIN pg_class c
       ON c.oid = k.conindid AND (c.reloptions IS NOT NULL OR c.reltablespace <> 0)
-- end
-- if: 'pg_constraint'::regclass = ANY (comments)
LEFT JOIN pg_description d
       ON d.objoid = k.oid AND d.classoid = 'pg_constraint'::regclass AND d.objsubid = 0
-- end
WHERE k.conrelid >= 16384 AND k.contype = 'u'
