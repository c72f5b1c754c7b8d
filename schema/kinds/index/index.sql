-- Indexes that belong to no constraint, of a partition those that are not parts of its table's.  Only methods other than btree and hash have parameters
-- for operator classes.
-- print: SELECT i.indexrelid AS oid, pg_get_expr(i.indexprs, i.indrelid) AS elements_exprs,
-- print:        pg_get_expr(i.indpred, i.indrelid) AS predicate
-- print: FROM pg_index i WHERE i.indexrelid
-- when: indexes
SELECT c.oid, i.indrelid AS table_oid,
       CASE WHEN NOT c.relispartition THEN i.indrelid END AS partition_oid,
       i.indrelid AS materialized_view_oid, c.relname AS name,
       -- Partitions name theirs, "a_idx" and "a_idx1", in the order in which they are made.
       CASE WHEN c.relkind = 'I'
            THEN (SELECT count(*) FROM pg_index o WHERE o.indrelid = i.indrelid
                  AND o.indexrelid < i.indexrelid AND o.indkey::text = i.indkey::text)
       END AS turn,
       i.indisunique AS is_unique,
       CASE WHEN c.relam <> 403 /* btree */
            THEN (SELECT m.amname FROM pg_am m WHERE m.oid = c.relam) END AS method,
       i.indnkeyatts AS elements_count,
       i.indkey AS elements_attnums,
       i.indexprs AS elements_exprs_tree,
       i.indclass AS elements_opclasses,
       i.indcollation AS elements_collations,
       i.indoption AS elements_options,
       CASE WHEN i.indexprs IS NOT NULL AND NOT i.indcollation::oid[] <@ '{0,100}'
            THEN pg_get_indexdef(i.indexrelid) END AS elements_def,
       CASE WHEN c.relam NOT IN (403, 405)
            THEN ARRAY(SELECT a.attoptions::text FROM pg_attribute a
                       WHERE a.attrelid = i.indexrelid AND a.attnum <= i.indnkeyatts
                       ORDER BY a.attnum) END AS elements_params,
       CASE WHEN i.indnatts > i.indnkeyatts THEN i.indkey[i.indnkeyatts : i.indnatts - 1] END
           AS include_attnums,
       false /*15 OR i.indnullsnotdistinct */ AS nulls_not_distinct,
       CASE WHEN c.reloptions IS NOT NULL
            THEN (SELECT string_agg(o, ', ' ORDER BY o COLLATE "C") FROM unnest(c.reloptions) o)
       END AS options,
       CASE WHEN c.reltablespace <> 0
            THEN (SELECT t.spcname FROM pg_tablespace t WHERE t.oid = c.reltablespace)
       END AS tablespace,
       i.indpred AS predicate_tree,
       CASE WHEN i.indexprs IS NOT NULL
            THEN ARRAY(SELECT (a.attnum || '=' || a.attstattarget) COLLATE "C" FROM pg_attribute a
                       WHERE a.attrelid = i.indexrelid AND a.attstattarget >= 0
                       ORDER BY 1) END AS statistics,
-- if: 'pg_class'::regclass = ANY (comments)
       d.description AS comment,
-- end
       CASE WHEN NOT i.indisvalid THEN 'invalid index' END AS remark
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
-- if: 'pg_class'::regclass = ANY (comments)
LEFT JOIN pg_description d
       ON d.objoid = c.oid AND d.classoid = 'pg_class'::regclass AND d.objsubid = 0
-- end
WHERE i.indrelid >= 16384 AND c.relkind IN ('i', 'I') AND NOT i.indisprimary AND NOT i.indisexclusion
  AND i.indexrelid NOT IN (SELECT k.conindid FROM pg_constraint k WHERE k.contype IN ('p', 'u', 'x'))
