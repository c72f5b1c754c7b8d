-- Exclusion constraints.  An operator is named as pg_get_constraintdef() names it, and with its schema
-- too where another one of the name fits the key better: see introspect/catalog_contested.h.
-- when: 'x' = ANY (constraints)
SELECT k.oid, k.conrelid AS table_oid,
       CASE WHEN k.conparentid = 0 THEN k.conrelid END AS partition_oid, k.conname AS name,
       CASE WHEN c.relam <> 403 /* btree */
            THEN (SELECT m.amname FROM pg_am m WHERE m.oid = c.relam) END AS method,
       i.indnkeyatts AS elements_count,
       i.indkey AS elements_attnums,
       pg_get_expr(i.indexprs, i.indrelid) AS elements_exprs,
       i.indclass AS elements_opclasses,
       i.indcollation AS elements_collations,
       i.indoption AS elements_options,
       CASE WHEN i.indexprs IS NOT NULL THEN pg_get_indexdef(i.indexrelid) END AS elements_def,
       ARRAY(SELECT a.attoptions::text FROM pg_attribute a
             WHERE a.attrelid = i.indexrelid AND a.attnum <= i.indnkeyatts
             ORDER BY a.attnum) AS elements_params,
       ARRAY(SELECT CASE WHEN n.nspname = 'pg_catalog'
                          AND NOT EXISTS (
                              SELECT FROM pg_operator r
                              WHERE r.oid >= 16384 AND r.oprname = o.oprname
                                AND r.oprnamespace <> o.oprnamespace AND r.oprleft <> o.oprleft
                                AND r.oprleft = r.oprright
                                AND r.oprleft IN (SELECT a.atttypid FROM pg_attribute a
                                                  WHERE a.attrelid = i.indrelid
                                                    AND a.attnum = i.indkey[x.place - 1]
                                                     OR a.attrelid = i.indexrelid
                                                    AND a.attnum = x.place))
                         THEN o.oprname::text
                         ELSE 'OPERATOR(' || quote_ident(n.nspname) || '.' || o.oprname || ')' END
             FROM unnest(k.conexclop) WITH ORDINALITY AS x (operator, place)
             JOIN pg_operator o ON o.oid = x.operator
             JOIN pg_namespace n ON n.oid = o.oprnamespace
             ORDER BY x.place) AS elements_ops,
       CASE WHEN i.indnatts > i.indnkeyatts THEN i.indkey[i.indnkeyatts : i.indnatts - 1] END
           AS include_attnums,
       pg_get_expr(i.indpred, i.indrelid) AS predicate,
       CASE WHEN c.reloptions IS NOT NULL
            THEN (SELECT string_agg(o, ', ' ORDER BY o COLLATE "C") FROM unnest(c.reloptions) o)
       END AS options,
       CASE WHEN c.reltablespace <> 0
            THEN (SELECT t.spcname FROM pg_tablespace t WHERE t.oid = c.reltablespace)
       END AS tablespace,
       k.condeferrable AS is_deferrable, k.condeferred AS is_deferred,
       d.description AS comment
FROM pg_constraint k
JOIN pg_index i ON i.indexrelid = k.conindid
JOIN pg_class c ON c.oid = k.conindid
LEFT JOIN pg_description d
       ON d.objoid = k.oid AND d.classoid = 'pg_constraint'::regclass AND d.objsubid = 0
WHERE k.conrelid >= 16384 AND k.contype = 'x'
