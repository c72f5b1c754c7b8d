-- Comments of what comes by itself with another object.
-- when: comments <> '{}'
SELECT d.relation_oid AS table_oid, d.relation_oid AS partition_oid, d.relation_oid AS view_oid,
       d.relation_oid AS materialized_view_oid, d.range_oid, d.name, d.description AS text,
       d.of_not_null, d.is_inherited
FROM (
    SELECT NULL::oid AS relation_oid, NULL::oid AS range_oid, NULL AS name, NULL AS description,
           false AS of_not_null, false AS is_inherited
    WHERE false
-- if: 'pg_class'::regclass = ANY (comments)
    UNION ALL
    SELECT k.conrelid, NULL, 'INDEX ' || quote_ident(k.conname), d.description, false, false
    FROM pg_description d
    JOIN pg_constraint k ON k.conindid = d.objoid AND k.contype IN ('p', 'u', 'x')
    WHERE d.classoid = 'pg_class'::regclass AND k.conparentid = 0
-- end
-- if: 'pg_class'::regclass = ANY (comments) AND 'I' = ANY (relations)
    UNION ALL
    /* Of partitions under the name that they have above: of the key, else of the index. */
    SELECT i.indrelid, NULL, 'INDEX ' || quote_ident((
               SELECT p.relname
               FROM pg_partition_ancestors(i.indexrelid) a
               JOIN pg_class p ON p.oid = a.relid
               LEFT JOIN pg_constraint r ON r.conindid = a.relid AND r.conparentid = 0
                                        AND r.contype IN ('p', 'u', 'x')
               WHERE r.oid IS NOT NULL OR NOT p.relispartition
               ORDER BY r.oid IS NULL LIMIT 1)), d.description, false, true
    FROM pg_description d
    JOIN pg_index i ON i.indexrelid = d.objoid
    JOIN pg_class c ON c.oid = d.objoid AND c.relispartition
    WHERE d.classoid = 'pg_class'::regclass
      AND NOT EXISTS (SELECT FROM pg_constraint k
                      WHERE k.conindid = d.objoid AND k.contype IN ('p', 'u', 'x')
                        AND k.conparentid = 0)
-- end
-- if: 'pg_constraint'::regclass = ANY (comments) AND 'I' = ANY (relations)
    UNION ALL
    SELECT k.conrelid, NULL, 'CONSTRAINT ' || quote_ident((
               SELECT r.conname
               FROM pg_partition_ancestors(k.conindid) a
               JOIN pg_constraint r ON r.conindid = a.relid AND r.conparentid = 0
               WHERE r.contype IN ('p', 'u', 'x'))), d.description, false, true
    FROM pg_description d
    JOIN pg_constraint k ON k.oid = d.objoid AND k.contype IN ('p', 'u', 'x') AND k.conparentid <> 0
    WHERE d.classoid = 'pg_constraint'::regclass
-- end
-- if: 'pg_class'::regclass = ANY (comments) AND 'S' = ANY (relations)
    UNION ALL
    SELECT o.refobjid, NULL, 'SEQUENCE ' || quote_ident(c.relname), d.description, false, false
    FROM pg_class c
    JOIN pg_description d
      ON d.objoid = c.oid AND d.classoid = 'pg_class'::regclass AND d.objsubid = 0
    JOIN pg_depend o
      ON o.classid = 'pg_class'::regclass AND o.objid = c.oid AND o.deptype = 'i'
     AND o.refclassid = 'pg_class'::regclass
    WHERE c.relkind = 'S'
-- end
-- if: 'pg_constraint'::regclass = ANY (comments)
    UNION ALL
    SELECT k.conrelid, NULL, 'CONSTRAINT ' || quote_ident(k.conname), d.description,
           k.contype = 'n', false
    FROM pg_description d
    JOIN pg_constraint k ON k.oid = d.objoid
    JOIN pg_class c ON c.oid = k.conrelid
    LEFT JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
    WHERE d.classoid = 'pg_constraint'::regclass
      AND (k.contype = 'c' AND k.coninhcount > 0 AND (c.relispartition OR NOT k.conislocal)
           OR k.contype = 'f' AND EXISTS (SELECT FROM pg_constraint p
                                          WHERE p.oid = k.conparentid AND p.conname = k.conname
                                            AND p.conrelid <> k.conrelid)
           OR k.contype = 't' AND EXISTS (SELECT FROM pg_trigger t
                                          WHERE t.tgconstraint = k.oid AND t.tgparentid = 0
                                            AND t.tgname = k.conname)
           OR k.contype = 'n' AND k.conislocal AND a.attislocal AND NOT c.relispartition)
-- end
-- if: 'pg_trigger'::regclass = ANY (comments)
    UNION ALL
    SELECT t.tgrelid, NULL, 'TRIGGER ' || quote_ident(t.tgname), d.description, false, false
    FROM pg_description d
    JOIN pg_trigger t ON t.oid = d.objoid
    JOIN pg_trigger p ON p.oid = t.tgparentid AND p.tgname = t.tgname
    WHERE d.classoid = 'pg_trigger'::regclass
-- end
-- if: 'pg_rewrite'::regclass = ANY (comments)
    UNION ALL
    SELECT r.ev_class, NULL, 'RULE ' || quote_ident(r.rulename), d.description, false, false
    FROM pg_description d
    JOIN pg_rewrite r ON r.oid = d.objoid AND r.rulename = '_RETURN'
    WHERE d.classoid = 'pg_rewrite'::regclass
-- end
-- if: 'pg_type'::regclass = ANY (comments)
    UNION ALL
    SELECT c.oid, r.rngtypid,
           'TYPE ' || CASE WHEN c.oid IS NULL THEN quote_ident(n.nspname) || '.' ELSE '' END
           || quote_ident(t.typname), d.description, false, false
    FROM pg_description d
    JOIN pg_type t ON t.oid = d.objoid
    JOIN pg_namespace n ON n.oid = t.typnamespace
    LEFT JOIN pg_class c ON c.oid = t.typrelid AND c.relkind <> 'c'
    LEFT JOIN pg_range r ON r.rngmultitypid = t.oid
    WHERE d.classoid = 'pg_type'::regclass AND d.objsubid = 0
      AND (c.oid IS NOT NULL OR r.rngtypid IS NOT NULL)
-- end
) d
WHERE coalesce(d.relation_oid, d.range_oid) >= 16384
