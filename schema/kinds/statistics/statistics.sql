-- Extended statistics.
-- when: 'pg_statistic_ext'::regclass = ANY (classes)
SELECT s.oid, s.stxrelid AS table_oid, s.stxrelid AS partition_oid,
       s.stxrelid AS materialized_view_oid,
       s.stxnamespace AS in_schema_oid, s.stxname AS name, 'statistics object' AS title,
       CASE WHEN s.stxkind::text[] <> '{e}'
             AND NOT s.stxkind::text[] @> '{d,f,m}'
            THEN ARRAY(SELECT w.word
                       FROM (SELECT CASE k WHEN 'd' THEN 'ndistinct' WHEN 'f' THEN 'dependencies'
                                           ELSE 'mcv' END AS word
                             FROM unnest(s.stxkind::text[]) k WHERE k <> 'e') w
                       ORDER BY w.word COLLATE "C")
       END AS kinds,
       coalesce(cardinality(s.stxkeys::int2[]), 0)
           + coalesce(cardinality(pg_get_statisticsobjdef_expressions(s.oid)), 0) AS elements_count,
       s.stxkeys AS elements_attnums,
       pg_get_expr(s.stxexprs, s.stxrelid) AS elements_exprs,
       nullif(s.stxstattarget, -1) AS statistics,
       d.description AS comment
FROM pg_statistic_ext s
LEFT JOIN pg_description d
       ON d.objoid = s.oid AND d.classoid = 'pg_statistic_ext'::regclass AND d.objsubid = 0
