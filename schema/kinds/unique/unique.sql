-- Unique constraints.
SELECT k.oid, k.conrelid AS table_oid, k.conname AS name,
       false /*15 OR i.indnullsnotdistinct */ AS nulls_not_distinct,
       k.conkey AS columns_attnums,
       CASE WHEN i.indnatts > i.indnkeyatts THEN i.indkey[i.indnkeyatts : i.indnatts - 1] END
           AS include_attnums,
       k.condeferrable AS is_deferrable, k.condeferred AS is_deferred,
       d.description AS comment,
       CASE WHEN false /*18 OR k.conperiod */ THEN 'temporal key' END AS unmanaged
FROM pg_constraint k
JOIN pg_index i ON i.indexrelid = k.conindid
LEFT JOIN pg_description d
       ON d.objoid = k.oid AND d.classoid = 'pg_constraint'::regclass AND d.objsubid = 0
WHERE k.conrelid >= 16384 AND k.contype = 'u'
