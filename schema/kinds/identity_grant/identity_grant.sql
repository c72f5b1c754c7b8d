-- Privileges on the sequences of identity columns, without those of the owner.
-- when: relation_grants AND sequences
SELECT o.refobjid AS table_oid,
       'SEQUENCE ' || quote_ident(c.relname) || ' TO ' || quote_ident(coalesce(r.rolname, 'public'))
           AS name,
       quote_ident(c.relname) AS sequence, quote_ident(coalesce(r.rolname, 'public')) AS role,
       array_agg(a.privilege_type COLLATE "C" ORDER BY a.privilege_type COLLATE "C") AS privileges,
       array_agg(a.privilege_type COLLATE "C" ORDER BY a.privilege_type COLLATE "C")
           FILTER (WHERE a.is_grantable) AS grantable
FROM pg_class c
JOIN pg_depend o
  ON o.classid = 'pg_class'::regclass AND o.objid = c.oid AND o.deptype = 'i'
 AND o.refclassid = 'pg_class'::regclass
CROSS JOIN LATERAL (
    /* Once each, whoever granted it. */
    SELECT x.grantee, x.privilege_type, bool_or(x.is_grantable) AS is_grantable
    FROM aclexplode(c.relacl) x GROUP BY 1, 2) a
LEFT JOIN pg_roles r ON r.oid = a.grantee
WHERE c.oid >= 16384 AND c.relkind = 'S' AND c.relacl IS NOT NULL AND a.grantee <> c.relowner
GROUP BY o.refobjid, c.relname, a.grantee, r.rolname
