-- Default privileges, without those of the owner and what PUBLIC has anyway; where PUBLIC has lost
-- that, it has none.
-- when: EXISTS (SELECT FROM pg_default_acl)
WITH held AS (
    SELECT a.defaclrole, a.defaclnamespace, a.defaclobjtype, x.grantee,
           array_agg(x.privilege_type ORDER BY x.privilege_type COLLATE "C") AS privileges,
           array_agg(x.privilege_type ORDER BY x.privilege_type COLLATE "C")
               FILTER (WHERE x.is_grantable) AS grantable
    FROM pg_default_acl a, aclexplode(a.defaclacl) x
    WHERE x.grantee <> a.defaclrole
    GROUP BY a.defaclrole, a.defaclnamespace, a.defaclobjtype, x.grantee
    UNION ALL
    SELECT a.defaclrole, a.defaclnamespace, a.defaclobjtype, 0, NULL, NULL
    FROM pg_default_acl a
    WHERE a.defaclnamespace = 0 AND a.defaclobjtype IN ('f', 'T')
      AND NOT EXISTS (SELECT FROM aclexplode(a.defaclacl) x WHERE x.grantee = 0)
),
spelled AS (
    SELECT CASE WHEN m.rolname <> current_user THEN quote_ident(m.rolname) END AS role,
           quote_ident(n.nspname) AS in_schema,
           CASE h.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES'
                                WHEN 'f' THEN 'FUNCTIONS' WHEN 'T' THEN 'TYPES'
                                WHEN 'n' THEN 'SCHEMAS' ELSE 'LARGE OBJECTS' END AS on_objects,
           coalesce(quote_ident(r.rolname), 'public') AS grantee,
           h.privileges, h.grantable
    FROM held h
    JOIN pg_roles m ON m.oid = h.defaclrole
    LEFT JOIN pg_roles r ON r.oid = h.grantee
    LEFT JOIN pg_namespace n ON n.oid = h.defaclnamespace
    WHERE h.grantee <> 0 OR h.defaclnamespace <> 0 OR h.grantable IS NOT NULL
       OR h.privileges IS NULL OR h.defaclobjtype NOT IN ('f', 'T')
)
SELECT coalesce('FOR ROLE ' || s.role || ' ', '') || coalesce('IN SCHEMA ' || s.in_schema || ' ', '')
           || 'ON ' || s.on_objects || ' TO ' || s.grantee AS name,
       s.role, s.in_schema, s.on_objects, s.grantee, s.privileges, s.grantable
FROM spelled s
