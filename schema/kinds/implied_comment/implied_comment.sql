-- Comments of what comes by itself with another object.
-- when: comments <> '{}'
SELECT d.relation_oid AS table_oid, d.relation_oid AS partition_oid, d.relation_oid AS view_oid,
       d.relation_oid AS materialized_view_oid, d.range_oid, d.name, d.description AS text,
       d.of_not_null
FROM (
    SELECT NULL::oid AS relation_oid, NULL::oid AS range_oid, NULL AS name, NULL AS description,
           false AS of_not_null
    WHERE false
-- if: 'pg_class'::regclass = ANY (comments)
    UNION ALL
    SELECT k.conrelid, NULL, 'INDEX ' || quote_ident(k.conname), d.description, false
    FROM pg_description d
    JOIN pg_constraint k ON k.conindid = d.objoid AND k.contype IN ('p', 'u', 'x')
    WHERE d.classoid = 'pg_class'::regclass AND k.conparentid = 0
-- end
-- if: 'pg_class'::regclass = ANY (comments) AND 'S' = ANY (relations)
    UNION ALL
    SELECT o.refobjid, NULL, 'SEQUENCE ' || quote_ident(c.relname), d.description, false
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
           k.contype = 'n'
    FROM pg_description d
    JOIN pg_constraint k ON k.oid = d.objoid
    JOIN pg_class c ON c.oid = k.conrelid
    WHERE d.classoid = 'pg_constraint'::regclass
      AND (k.contype = 'c' AND k.coninhcount > 0 AND (c.relispartition OR NOT k.conislocal)
           OR k.contype = 'f' AND EXISTS (SELECT FROM pg_constraint p
                                          WHERE p.oid = k.conparentid AND p.conname = k.conname
                                            AND p.conrelid <> k.conrelid)
           OR k.contype = 'n' AND k.coninhcount = 0)
-- end
-- if: 'pg_trigger'::regclass = ANY (comments)
    UNION ALL
    SELECT t.tgrelid, NULL, 'TRIGGER ' || quote_ident(t.tgname), d.description, false
    FROM pg_description d
    JOIN pg_trigger t ON t.oid = d.objoid
    JOIN pg_trigger p ON p.oid = t.tgparentid AND p.tgname = t.tgname
    WHERE d.classoid = 'pg_trigger'::regclass
-- end
-- if: 'pg_rewrite'::regclass = ANY (comments)
    UNION ALL
    SELECT r.ev_class, NULL, 'RULE ' || quote_ident(r.rulename), d.description, false
    FROM pg_description d
    JOIN pg_rewrite r ON r.oid = d.objoid AND r.rulename = '_RETURN'
    WHERE d.classoid = 'pg_rewrite'::regclass
-- end
-- if: 'pg_type'::regclass = ANY (comments)
    UNION ALL
    SELECT c.oid, r.rngtypid,
           'TYPE ' || CASE WHEN c.oid IS NULL THEN quote_ident(n.nspname) || '.' ELSE '' END
           || quote_ident(t.typname), d.description, false
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
