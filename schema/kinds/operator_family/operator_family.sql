-- Operator families with those of their members that belong to no class.
-- when: 'pg_opfamily'::regclass = ANY (classes)
SELECT o.oid, o.opfnamespace AS schema_oid,
       o.opfname || ' USING ' || quote_ident(m.amname) AS name,
       s.signature,
       'CREATE OPERATOR FAMILY ' || s.signature
       || coalesce(E';\nALTER OPERATOR FAMILY ' || s.signature || E' ADD\n    '
                   || s.members, '') AS definition,
       string_to_array(s.members, E',\n    ') AS shape,
       d.description AS comment,
       CASE WHEN o.oid IN (SELECT m.objid FROM pg_depend m
                           WHERE m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
                             AND m.classid = 'pg_opfamily'::regclass)
            THEN '' END AS unmanaged
FROM pg_opfamily o
JOIN pg_am m ON m.oid = o.opfmethod
JOIN pg_namespace n ON n.oid = o.opfnamespace
CROSS JOIN LATERAL
     (SELECT quote_ident(n.nspname) || '.' || quote_ident(o.opfname) || ' USING '
             || quote_ident(m.amname) AS signature,
             (SELECT string_agg(i.text, E',\n    ' ORDER BY i.place, i.text)
        FROM (SELECT 'OPERATOR ' || a.amopstrategy || ' ' || a.amopopr::regoperator
                     || coalesce(' FOR ORDER BY '
                                 || (SELECT quote_ident(x.nspname) || '.' || quote_ident(s.opfname)
                                     FROM pg_opfamily s JOIN pg_namespace x ON x.oid = s.opfnamespace
                                     WHERE s.oid = a.amopsortfamily), '') AS text,
                     a.amopstrategy AS place
              FROM pg_amop a
              JOIN pg_depend e ON e.classid = 'pg_amop'::regclass AND e.objid = a.oid
              WHERE e.refclassid = 'pg_opfamily'::regclass AND e.refobjid = o.oid
                AND a.amopfamily = o.oid
              UNION ALL
              SELECT 'FUNCTION ' || b.amprocnum || ' (' || format_type(b.amproclefttype, NULL) || ', '
                     || format_type(b.amprocrighttype, NULL) || ') ' || b.amproc::regprocedure,
                     1000 + b.amprocnum
              FROM pg_amproc b
              JOIN pg_depend e ON e.classid = 'pg_amproc'::regclass AND e.objid = b.oid
              WHERE e.refclassid = 'pg_opfamily'::regclass AND e.refobjid = o.oid
                AND b.amprocfamily = o.oid) i) AS members) s
LEFT JOIN pg_description d
       ON d.objoid = o.oid AND d.classoid = 'pg_opfamily'::regclass AND d.objsubid = 0
WHERE o.oid >= 16384
