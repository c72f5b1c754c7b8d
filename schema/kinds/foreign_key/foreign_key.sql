-- Foreign keys, without those that PostgreSQL adds for each partition of a table referred to.
-- when: 'f' = ANY (constraints)
SELECT k.oid, k.conrelid AS table_oid, k.conrelid AS partition_oid, k.conname AS name,
       k.conkey AS columns_attnums,
       k.confrelid AS ref_table_table,
       k.confkey AS ref_columns_attnums, k.confrelid AS ref_columns_table,
       CASE k.confmatchtype WHEN 'f' THEN 'FULL' WHEN 'p' THEN 'PARTIAL' END AS match,
       CASE k.confupdtype WHEN 'r' THEN 'RESTRICT' WHEN 'c' THEN 'CASCADE'
                          WHEN 'n' THEN 'SET NULL' WHEN 'd' THEN 'SET DEFAULT' END AS on_update,
       CASE k.confdeltype WHEN 'r' THEN 'RESTRICT' WHEN 'c' THEN 'CASCADE'
                          WHEN 'n' THEN 'SET NULL' WHEN 'd' THEN 'SET DEFAULT' END AS on_delete,
       coalesce(NULL::int2[] /*15 , k.confdelsetcols */) AS set_columns_attnums,
       k.condeferrable AS is_deferrable, k.condeferred AS is_deferred,
       false /*18 OR k.conperiod */ AS period,
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
WHERE k.conrelid >= 16384 AND k.contype = 'f' AND k.conparentid = 0
