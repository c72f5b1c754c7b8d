-- Which object of a database needs which: the server's own notes (pg_depend), each side as the name
-- of a kind and a path.
WITH named AS (
    SELECT 'pg_class'::regclass AS class, c.oid, 0 AS sub,
           CASE WHEN c.relispartition AND c.relkind IN ('r', 'p') THEN 'partition'
                WHEN c.relkind IN ('r', 'p') THEN 'table' WHEN c.relkind = 'v' THEN 'view'
                WHEN c.relkind = 'm' THEN 'materialized_view' WHEN c.relkind = 'S' THEN 'sequence'
                WHEN c.relkind = 'c' THEN 'composite' WHEN c.relkind = 'f' THEN 'foreign_table'
                WHEN k.contype = 'p' THEN 'primary_key' WHEN k.contype = 'u' THEN 'unique'
                WHEN k.contype = 'x' THEN 'exclusion'
                WHEN c.relkind IN ('i', 'I') THEN 'index' END AS kind,
           quote_ident(n.nspname) || '.'
               || CASE WHEN k.oid IS NULL THEN ''
                       ELSE (SELECT quote_ident(t.relname) || '.' FROM pg_class t
                             WHERE t.oid = k.conrelid) END
               || quote_ident(c.relname) AS path
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_constraint k
           ON c.relkind IN ('i', 'I') AND k.conindid = c.oid AND k.contype IN ('p', 'u', 'x')
    WHERE c.oid >= 16384 AND NOT (c.relispartition AND c.relkind IN ('i', 'I'))
    UNION ALL
    SELECT 'pg_namespace'::regclass, n.oid, 0, 'schema', quote_ident(n.nspname)
    FROM pg_namespace n
    UNION ALL
    SELECT 'pg_class'::regclass, a.attrelid, a.attnum,
           CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized_view'
                          WHEN 'c' THEN 'attribute' ELSE 'column' END,
           quote_ident(n.nspname) || '.' || quote_ident(c.relname)
               || CASE WHEN c.relkind IN ('v', 'm') THEN '' ELSE '.' || quote_ident(a.attname) END
    FROM pg_attribute a
    JOIN pg_class c ON c.oid = a.attrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.oid >= 16384 AND a.attnum > 0 AND NOT a.attisdropped
      AND a.attinhcount = 0 /* those of a parent go with the parent's */
      AND c.relkind IN ('r', 'p', 'v', 'm', 'c')
    UNION ALL
    SELECT 'pg_type'::regclass, t.oid, 0,
           CASE b.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range'
                WHEN 'c' THEN CASE c.relkind WHEN 'c' THEN 'composite' WHEN 'v' THEN 'view'
                                             WHEN 'm' THEN 'materialized_view' ELSE 'table' END END,
           quote_ident(n.nspname) || '.' || quote_ident(b.typname)
    FROM pg_type t
    JOIN pg_type b
      ON b.oid = CASE WHEN t.typcategory = 'A' AND t.typtype = 'b' THEN t.typelem ELSE t.oid END
    JOIN pg_namespace n ON n.oid = b.typnamespace
    LEFT JOIN pg_class c ON c.oid = b.typrelid
    WHERE b.oid >= 16384
    UNION ALL
    SELECT 'pg_proc'::regclass, p.oid, 0, 'function',
           quote_ident(n.nspname) || '.'
               || quote_ident(p.proname || '('
                   || (SELECT coalesce(string_agg(format_type(t.type, NULL), ', '
                                                  ORDER BY t.position), '')
                       FROM unnest(CASE WHEN p.prokind = 'p' AND p.proallargtypes IS NOT NULL
                                        THEN p.proallargtypes ELSE p.proargtypes::oid[] END)
                            WITH ORDINALITY t (type, position)) || ')')
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE p.oid >= 16384
    UNION ALL
    SELECT 'pg_operator'::regclass, o.oid, 0, 'operator',
           quote_ident(n.nspname) || '.'
               || quote_ident(o.oprname || '('
                   || CASE WHEN o.oprleft = 0 THEN 'none' ELSE format_type(o.oprleft, NULL) END
                   || ', '
                   || CASE WHEN o.oprright = 0 THEN 'none' ELSE format_type(o.oprright, NULL) END
                   || ')')
    FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
    WHERE o.oid >= 16384
    UNION ALL
    SELECT 'pg_rewrite'::regclass, r.oid, 0,
           CASE WHEN r.rulename = '_RETURN' THEN CASE c.relkind WHEN 'v' THEN 'view'
                                                                ELSE 'materialized_view' END
                ELSE 'rule' END,
           quote_ident(n.nspname) || '.' || quote_ident(c.relname)
               || CASE WHEN r.rulename = '_RETURN' THEN '' ELSE '.' || quote_ident(r.rulename) END
    FROM pg_rewrite r
    JOIN pg_class c ON c.oid = r.ev_class
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE r.oid >= 16384
    UNION ALL
    SELECT 'pg_attrdef'::regclass, f.oid, 0,
           CASE c.relkind WHEN 'v' THEN 'column_setting' ELSE 'column' END,
           quote_ident(n.nspname) || '.' || quote_ident(c.relname) || '.' || quote_ident(a.attname)
    FROM pg_attrdef f
    JOIN pg_class c ON c.oid = f.adrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a
      ON a.attrelid = f.adrelid AND a.attnum = f.adnum AND a.attinhcount = 0
    UNION ALL
    SELECT 'pg_constraint'::regclass, k.oid, 0,
           CASE k.contype WHEN 'p' THEN 'primary_key' WHEN 'u' THEN 'unique' WHEN 'x' THEN 'exclusion'
                          WHEN 'f' THEN 'foreign_key'
                          WHEN 'c' THEN CASE WHEN k.conrelid = 0 THEN 'domain_check' ELSE 'check' END
           END,
           CASE WHEN k.conrelid <> 0
                THEN (SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname)
                      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                      WHERE c.oid = k.conrelid)
                ELSE (SELECT quote_ident(n.nspname) || '.' || quote_ident(t.typname)
                      FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
                      WHERE t.oid = k.contypid) END || '.' || quote_ident(k.conname)
    FROM pg_constraint k
    WHERE k.oid >= 16384 AND k.contype IN ('p', 'u', 'x', 'f', 'c')
      AND k.coninhcount = 0
    UNION ALL
    SELECT 'pg_trigger'::regclass, t.oid, 0, 'trigger',
           quote_ident(n.nspname) || '.' || quote_ident(c.relname) || '.' || quote_ident(t.tgname)
    FROM pg_trigger t
    JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE NOT t.tgisinternal AND t.tgparentid = 0
    UNION ALL
    SELECT 'pg_statistic_ext'::regclass, s.oid, 0, 'statistics',
           quote_ident(n.nspname) || '.' || quote_ident(s.stxname)
    FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
    UNION ALL
    SELECT 'pg_policy'::regclass, p.oid, 0, 'policy',
           quote_ident(n.nspname) || '.' || quote_ident(c.relname) || '.' || quote_ident(p.polname)
    FROM pg_policy p
    JOIN pg_class c ON c.oid = p.polrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
)
SELECT DISTINCT u.kind AS user_kind, u.path AS user_path, f.kind AS needed_kind,
       f.path AS needed_path,
       d.deptype = 'a' AS goes_along,
       -- the object goes when what it needs is made anew
       d.deptype = 'n' AND u.kind IN ('view', 'materialized_view', 'function', 'trigger', 'policy', 'rule', 'check',
                  'domain_check', 'index', 'statistics') AS stands_on,
       -- nor can a column that it names change its type meanwhile
       u.kind IN ('view', 'materialized_view', 'function', 'trigger', 'policy', 'rule') AS compiled,
       CASE WHEN u.class = 'pg_rewrite'::regclass AND u.kind <> 'rule'
            THEN pg_describe_object('pg_class'::regclass, r.ev_class, 0)
            ELSE pg_describe_object(d.classid, d.objid, d.objsubid) END AS title
FROM pg_depend d
JOIN named u ON u.class = d.classid AND u.oid = d.objid AND u.sub = d.objsubid
JOIN named f ON f.class = d.refclassid AND f.oid = d.refobjid AND f.sub = d.refobjsubid
LEFT JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
WHERE d.deptype IN ('n', 'a') AND u.path <> f.path AND u.kind IS NOT NULL AND f.kind IS NOT NULL
  -- members of extensions go with them, constructors of ranges with the range, the sequence of an
  -- identity with its column
  AND NOT EXISTS (SELECT FROM pg_depend m
                  WHERE m.classid = d.classid AND m.objid = d.objid
                    AND (m.deptype = 'e' AND m.refclassid = 'pg_extension'::regclass
                         OR m.deptype = 'i' AND (m.classid = 'pg_proc'::regclass OR u.kind = 'sequence')))
UNION ALL
-- What others may do with an object that is made anew they may no more.
SELECT 'grant', o.path || '.' || quote_ident(coalesce(r.rolname, 'public')), o.kind, o.path, true,
       false, false, 'grants to ' || coalesce(quote_ident(r.rolname), 'public')
FROM (SELECT u.kind, u.path, c.relowner AS owner, c.relacl AS acl
      FROM named u JOIN pg_class c ON c.oid = u.oid
      WHERE u.class = 'pg_class'::regclass AND u.sub = 0 AND c.relacl IS NOT NULL
      UNION ALL
      SELECT u.kind, u.path, p.proowner, p.proacl
      FROM named u JOIN pg_proc p ON p.oid = u.oid
      WHERE u.class = 'pg_proc'::regclass AND p.proacl IS NOT NULL) o
CROSS JOIN LATERAL (SELECT DISTINCT a.grantee FROM aclexplode(o.acl) a
                    WHERE a.grantee <> o.owner
                      AND NOT (o.kind = 'function' AND a.grantee = 0)) g
LEFT JOIN pg_roles r ON r.oid = g.grantee
WHERE o.kind IS NOT NULL
ORDER BY 3, 4, 1, 2
