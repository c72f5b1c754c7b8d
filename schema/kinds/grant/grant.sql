-- Privileges by object and role, without those of the owner.  An object that says nothing has the
-- usual ones; where everybody has lost those, the role is PUBLIC and has none.  The usual
-- ones count for nothing.
WITH held AS (
    SELECT 'pg_namespace'::regclass AS class, n.oid, n.nspowner AS owner, NULL AS column_name, a.*
    FROM pg_namespace n, aclexplode(n.nspacl) a
    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
-- if: relation_grants
    UNION ALL
    SELECT 'pg_class'::regclass, c.oid, c.relowner, NULL, a.*
    FROM pg_class c, aclexplode(c.relacl) a
    WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'v', 'm', 'S') AND c.relacl IS NOT NULL
-- end
-- if: column_grants
    UNION ALL
    SELECT 'pg_class'::regclass, c.oid, c.relowner, quote_ident(t.attname), a.*
    FROM pg_attribute t JOIN pg_class c ON c.oid = t.attrelid, aclexplode(t.attacl) a
    WHERE t.attacl IS NOT NULL AND t.attrelid >= 16384 AND t.attnum > 0
      AND NOT t.attisdropped
-- end
-- if: 'pg_proc'::regclass = ANY (classes)
    UNION ALL
    SELECT 'pg_proc'::regclass, p.oid, p.proowner, NULL, a.*
    FROM pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
    WHERE p.oid >= 16384
-- end
-- if: types <> '{}' OR 'c' = ANY (relations)
    UNION ALL
    SELECT 'pg_type'::regclass, CASE WHEN t.typtype = 'c' THEN t.typrelid ELSE t.oid END,
           t.typowner, NULL, a.*
    FROM pg_type t, aclexplode(coalesce(t.typacl, acldefault('T', t.typowner))) a
    WHERE t.oid >= 16384
      AND (t.typtype IN ('e', 'd', 'r') OR t.typtype = 'c'
           AND t.typrelid IN (SELECT c.oid FROM pg_class c WHERE c.relkind = 'c'))
-- end
),
one AS (
    SELECT h.class, h.oid, h.grantee, h.is_grantable,
           h.privilege_type || coalesce(
               ' (' || string_agg(h.column_name, ', ' ORDER BY h.column_name COLLATE "C") || ')', '') AS privilege
    FROM held h
    WHERE h.grantee <> h.owner
    GROUP BY h.class, h.oid, h.grantee, h.privilege_type, h.is_grantable, h.column_name IS NULL
-- if: 'pg_proc'::regclass = ANY (classes)
    UNION ALL
    SELECT 'pg_proc'::regclass, p.oid, 0, false, NULL
    FROM pg_proc p
    WHERE p.oid >= 16384 AND p.proacl IS NOT NULL
      AND NOT EXISTS (SELECT FROM aclexplode(p.proacl) a WHERE a.grantee = 0)
-- end
    UNION ALL
    SELECT 'pg_namespace'::regclass, n.oid, 0, false, NULL
    FROM pg_namespace n
    WHERE n.nspname = 'public'
      AND NOT EXISTS (SELECT FROM aclexplode(n.nspacl) a WHERE a.grantee = 0)
-- if: types <> '{}' OR 'c' = ANY (relations)
    UNION ALL
    SELECT 'pg_type'::regclass, CASE WHEN t.typtype = 'c' THEN t.typrelid ELSE t.oid END, 0, false,
           NULL
    FROM pg_type t
    WHERE t.oid >= 16384 AND t.typacl IS NOT NULL
      AND NOT EXISTS (SELECT FROM aclexplode(t.typacl) a WHERE a.grantee = 0)
-- end
)
SELECT CASE WHEN o.class = 'pg_namespace'::regclass THEN o.oid END AS schema_oid,
       CASE WHEN o.class = 'pg_class'::regclass THEN o.oid END AS table_oid,
       CASE WHEN o.class = 'pg_class'::regclass THEN o.oid END AS partition_oid,
       CASE WHEN o.class = 'pg_class'::regclass THEN o.oid END AS sequence_oid,
       CASE WHEN o.class = 'pg_class'::regclass THEN o.oid END AS view_oid,
       CASE WHEN o.class = 'pg_class'::regclass THEN o.oid END AS materialized_view_oid,
       CASE WHEN o.class = 'pg_proc'::regclass THEN o.oid END AS function_oid,
       CASE WHEN o.class = 'pg_type'::regclass THEN o.oid END AS enum_oid,
       CASE WHEN o.class = 'pg_type'::regclass THEN o.oid END AS range_oid,
       CASE WHEN o.class = 'pg_type'::regclass THEN o.oid END AS domain_oid,
       CASE WHEN o.class = 'pg_type'::regclass THEN o.oid END AS composite_oid,
       coalesce(r.rolname, 'public') AS name,
       CASE WHEN o.grantee = 0 AND bool_or(o.privilege IS NOT NULL)
             AND (o.class IN ('pg_proc'::regclass, 'pg_type'::regclass)
                  OR o.class = 'pg_namespace'::regclass
                     AND o.oid = (SELECT n.oid FROM pg_namespace n WHERE n.nspname = 'public'))
            THEN '' END AS title,
       array_agg(DISTINCT o.privilege COLLATE "C" ORDER BY o.privilege COLLATE "C")
           FILTER (WHERE o.privilege IS NOT NULL) AS privileges,
       array_agg(DISTINCT o.privilege COLLATE "C" ORDER BY o.privilege COLLATE "C")
           FILTER (WHERE o.is_grantable) AS grantable
FROM one o
LEFT JOIN pg_roles r ON r.oid = o.grantee
GROUP BY o.class, o.oid, o.grantee, r.rolname
