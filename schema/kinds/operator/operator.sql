-- Operators.  One that is only mentioned by another, as its commutator, has no function yet.
-- when: 'pg_operator'::regclass = ANY (classes)
SELECT f.oid, f.schema_oid, f.name, f.signature,
       f.rest || CASE WHEN f.restrict = '' THEN '' ELSE E',\n    RESTRICT = ' || f.restrict END
       || CASE WHEN f.join = '' THEN '' ELSE E',\n    JOIN = ' || f.join END || E'\n)'
           AS definition,
       ARRAY[f.restrict, f.join, f.rest] AS shape,
       d.description AS comment,
       CASE WHEN f.is_shell
              OR f.oid IN (SELECT m.objid FROM pg_depend m
                           WHERE m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
                             AND m.classid = 'pg_operator'::regclass)
            THEN '' END AS unmanaged
FROM (SELECT o.oid, o.oprnamespace AS schema_oid, o.oprname || t.types AS name,
             quote_ident(n.nspname) || '.' || o.oprname || t.types AS signature,
             CASE WHEN o.oprrest = 0 THEN '' ELSE o.oprrest::text END AS restrict,
             CASE WHEN o.oprjoin = 0 THEN '' ELSE o.oprjoin::text END AS join,
             o.oprcode = 0 AS is_shell,
             'CREATE OPERATOR ' || quote_ident(n.nspname) || '.' || o.oprname || E' (\n    FUNCTION = '
             || o.oprcode
             || CASE WHEN o.oprleft = 0 THEN ''
                     ELSE E',\n    LEFTARG = ' || format_type(o.oprleft, NULL) END
             || CASE WHEN o.oprright = 0 THEN ''
                     ELSE E',\n    RIGHTARG = ' || format_type(o.oprright, NULL) END
             || coalesce(E',\n    COMMUTATOR = OPERATOR('
                         || (SELECT quote_ident(x.nspname) || '.' || c.oprname FROM pg_operator c
                             JOIN pg_namespace x ON x.oid = c.oprnamespace
                             WHERE c.oid = o.oprcom) || ')', '')
             || coalesce(E',\n    NEGATOR = OPERATOR('
                         || (SELECT quote_ident(x.nspname) || '.' || c.oprname FROM pg_operator c
                             JOIN pg_namespace x ON x.oid = c.oprnamespace
                             WHERE c.oid = o.oprnegate) || ')', '')
             || CASE WHEN o.oprcanhash THEN E',\n    HASHES' ELSE '' END
             || CASE WHEN o.oprcanmerge THEN E',\n    MERGES' ELSE '' END AS rest
      FROM pg_operator o
      JOIN pg_namespace n ON n.oid = o.oprnamespace
      CROSS JOIN LATERAL
           (SELECT '(' || CASE WHEN o.oprleft = 0 THEN 'none' ELSE format_type(o.oprleft, NULL) END
                   || ', ' || CASE WHEN o.oprright = 0 THEN 'none'
                                   ELSE format_type(o.oprright, NULL) END || ')' AS types) t
      WHERE o.oid >= 16384) f
LEFT JOIN pg_description d
       ON d.objoid = f.oid AND d.classoid = 'pg_operator'::regclass AND d.objsubid = 0
