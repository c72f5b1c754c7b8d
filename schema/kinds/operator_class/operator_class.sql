-- Operator classes with those of their members that cannot go without them; the access method may
-- have given others to the family.
-- when: 'pg_opclass'::regclass = ANY (classes)
SELECT o.oid, o.opcnamespace AS schema_oid,
       o.opcname || ' USING ' || quote_ident(m.amname) AS name,
       quote_ident(n.nspname) || '.' || quote_ident(o.opcname) || ' USING ' || quote_ident(m.amname)
           AS signature,
       'CREATE OPERATOR CLASS ' || quote_ident(n.nspname) || '.' || quote_ident(o.opcname)
       || CASE WHEN o.opcdefault THEN ' DEFAULT' ELSE '' END
       || ' FOR TYPE ' || format_type(o.opcintype, NULL) || ' USING ' || quote_ident(m.amname)
       || ' FAMILY ' || quote_ident(g.nspname) || '.' || quote_ident(f.opfname) || E' AS\n    '
       || concat_ws(E',\n    ', (SELECT string_agg(i.text, E',\n    ' ORDER BY i.place, i.text)
        FROM (SELECT 'OPERATOR ' || a.amopstrategy || ' ' || a.amopopr::regoperator
                     || coalesce(' FOR ORDER BY '
                                 || (SELECT quote_ident(x.nspname) || '.' || quote_ident(s.opfname)
                                     FROM pg_opfamily s JOIN pg_namespace x ON x.oid = s.opfnamespace
                                     WHERE s.oid = a.amopsortfamily), '') AS text,
                     a.amopstrategy AS place
              FROM pg_amop a
              JOIN pg_depend e ON e.classid = 'pg_amop'::regclass AND e.objid = a.oid
              WHERE e.refclassid = 'pg_opclass'::regclass AND e.refobjid = o.oid
                AND a.amopfamily = o.opcfamily
              UNION ALL
              SELECT 'FUNCTION ' || b.amprocnum || ' (' || format_type(b.amproclefttype, NULL) || ', '
                     || format_type(b.amprocrighttype, NULL) || ') ' || b.amproc::regprocedure,
                     1000 + b.amprocnum
              FROM pg_amproc b
              JOIN pg_depend e ON e.classid = 'pg_amproc'::regclass AND e.objid = b.oid
              WHERE e.refclassid = 'pg_opclass'::regclass AND e.refobjid = o.oid
                AND b.amprocfamily = o.opcfamily) i),
                    CASE WHEN o.opckeytype <> 0 THEN 'STORAGE ' || format_type(o.opckeytype, NULL)
                         WHEN NOT EXISTS (SELECT FROM pg_depend e
                                          WHERE e.refclassid = 'pg_opclass'::regclass
                                            AND e.refobjid = o.oid
                                            AND e.classid IN ('pg_amop'::regclass,
                                                              'pg_amproc'::regclass))
                         THEN 'STORAGE ' || format_type(o.opcintype, NULL) END) AS definition,
       d.description AS comment,
       CASE WHEN o.oid IN (SELECT m.objid FROM pg_depend m
                           WHERE m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
                             AND m.classid = 'pg_opclass'::regclass)
            THEN '' END AS unmanaged
FROM pg_opclass o
JOIN pg_namespace n ON n.oid = o.opcnamespace
JOIN pg_am m ON m.oid = o.opcmethod
JOIN pg_opfamily f ON f.oid = o.opcfamily
JOIN pg_namespace g ON g.oid = f.opfnamespace
LEFT JOIN pg_description d
       ON d.objoid = o.oid AND d.classoid = 'pg_opclass'::regclass AND d.objsubid = 0
WHERE o.oid >= 16384
