-- Functions, procedures and aggregates; of an aggregate the server has no text.  Procedures that OUT
-- alone tells apart are only counted: DROP and COMMENT cannot mean one of them by its types.
-- when: 'pg_proc'::regclass = ANY (classes)
SELECT f.oid, f.pronamespace AS schema_oid,
       f.proname || '(' || f.arguments || ')' AS name,
       CASE f.prokind WHEN 'p' THEN 'PROCEDURE' WHEN 'a' THEN 'AGGREGATE' ELSE 'FUNCTION' END
           AS keyword,
       f.signature,
       CASE WHEN f.unmanaged IS NOT NULL THEN NULL
            WHEN f.prokind <> 'a' THEN rtrim(pg_get_functiondef(f.oid), E'\n')
            ELSE 'CREATE OR REPLACE AGGREGATE ' || f.path || '('
                 || CASE WHEN f.pronargs = 0 THEN '*'
                         ELSE pg_get_function_identity_arguments(f.oid) END
                 || E') (\n    SFUNC = ' || g.aggtransfn
                 || E',\n    STYPE = ' || format_type(g.aggtranstype, NULL)
                 || CASE WHEN g.aggtransspace = 0 THEN ''
                         ELSE E',\n    SSPACE = ' || g.aggtransspace END
                 || CASE WHEN g.aggfinalfn = 0 THEN '' ELSE E',\n    FINALFUNC = ' || g.aggfinalfn END
                 || CASE WHEN g.aggfinalextra THEN E',\n    FINALFUNC_EXTRA' ELSE '' END
                 || CASE WHEN g.aggfinalmodify = g.usual_modify THEN ''
                         ELSE E',\n    FINALFUNC_MODIFY = ' || m.words[1] END
                 || CASE WHEN g.aggcombinefn = 0 THEN ''
                         ELSE E',\n    COMBINEFUNC = ' || g.aggcombinefn END
                 || CASE WHEN g.aggserialfn = 0 THEN ''
                         ELSE E',\n    SERIALFUNC = ' || g.aggserialfn END
                 || CASE WHEN g.aggdeserialfn = 0 THEN ''
                         ELSE E',\n    DESERIALFUNC = ' || g.aggdeserialfn END
                 || coalesce(E',\n    INITCOND = ' || quote_literal(g.agginitval), '')
                 || CASE WHEN g.aggmtransfn = 0 THEN ''
                         ELSE E',\n    MSFUNC = ' || g.aggmtransfn || E',\n    MINVFUNC = '
                              || g.aggminvtransfn || E',\n    MSTYPE = '
                              || format_type(g.aggmtranstype, NULL) END
                 || CASE WHEN g.aggmtransspace = 0 THEN ''
                         ELSE E',\n    MSSPACE = ' || g.aggmtransspace END
                 || CASE WHEN g.aggmfinalfn = 0 THEN ''
                         ELSE E',\n    MFINALFUNC = ' || g.aggmfinalfn END
                 || CASE WHEN g.aggmfinalextra THEN E',\n    MFINALFUNC_EXTRA' ELSE '' END
                 || CASE WHEN g.aggmtransfn = 0 OR g.aggmfinalmodify = g.usual_modify THEN ''
                         ELSE E',\n    MFINALFUNC_MODIFY = ' || m.words[2] END
                 || coalesce(E',\n    MINITCOND = ' || quote_literal(g.aggminitval), '')
                 || CASE WHEN g.aggsortop = 0 THEN ''
                         ELSE E',\n    SORTOP = operator('
                              || regexp_replace(g.aggsortop::regoperator::text, '\(.*', '')
                              || ')' END
                 || CASE WHEN g.aggkind = 'h' THEN E',\n    HYPOTHETICAL' ELSE '' END
                 || CASE f.proparallel WHEN 's' THEN E',\n    PARALLEL = SAFE'
                                       WHEN 'r' THEN E',\n    PARALLEL = RESTRICTED' ELSE '' END
                 || E'\n)'
       END AS definition,
       ARRAY[f.pronargdefaults::text, coalesce(pg_get_function_result(f.oid), ''),
             coalesce(f.proargnames::text, ''), coalesce(f.proargmodes::text, ''),
             concat(f.prokind, g.aggkind, g.aggnumdirectargs),
             CASE WHEN f.proallargtypes IS NULL THEN ''
                  ELSE (SELECT string_agg(format_type(t, NULL), ', ')
                        FROM unnest(f.proallargtypes) t) END]
           -- the columns of the row that an open body returns
           || ARRAY(SELECT a.attname::text FROM pg_type t
                    JOIN pg_attribute a ON a.attrelid = t.typrelid
                    WHERE f.prosqlbody IS NOT NULL AND t.oid = f.prorettype
                      AND a.attnum > 0 AND NOT a.attisdropped
                    ORDER BY a.attname) AS shape,
       d.description AS comment,
       CASE f.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END
           AS title,
       f.unmanaged
FROM (SELECT p.*, quote_ident(n.nspname) || '.' || quote_ident(p.proname) AS path,
             quote_ident(n.nspname) || '.' || quote_ident(p.proname) || '('
                  || CASE WHEN p.prokind = 'a' AND p.pronargs = 0 THEN '*' ELSE a.arguments END
                  || ')' AS signature,
             a.arguments,
             CASE WHEN p.oid IN (SELECT m.objid FROM pg_depend m
                                 WHERE m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
                                   AND m.classid = 'pg_proc'::regclass)
                    OR p.oid IN (SELECT i.objid FROM pg_depend i /* those of a range type */
                                 WHERE i.deptype = 'i' AND i.classid = 'pg_proc'::regclass)
                  THEN ''
                  WHEN p.prokind = 'p'
                   AND EXISTS (SELECT FROM pg_proc q
                               WHERE q.proname = p.proname AND q.pronamespace = p.pronamespace
                                 AND q.prokind = 'p' AND q.oid <> p.oid
                                 AND coalesce(q.proallargtypes, ARRAY(SELECT unnest(q.proargtypes)))
                                     = coalesce(p.proallargtypes, ARRAY(SELECT unnest(p.proargtypes))))
                  THEN 'ambiguous procedure' END AS unmanaged
      FROM pg_proc p
      JOIN pg_namespace n ON n.oid = p.pronamespace
      CROSS JOIN LATERAL
           (SELECT coalesce(string_agg(format_type(t.type, NULL), ', ' ORDER BY t.position), '')
                       AS arguments
            FROM unnest(CASE WHEN p.prokind = 'p' AND p.proallargtypes IS NOT NULL
                             THEN p.proallargtypes ELSE p.proargtypes::oid[] END)
                 WITH ORDINALITY t (type, position)) a
      WHERE p.oid >= 16384) f
LEFT JOIN (SELECT *, CASE aggkind WHEN 'n' THEN 'r'::"char" ELSE 'w' END AS usual_modify
           FROM pg_aggregate WHERE aggfnoid >= 16384) g ON g.aggfnoid = f.oid
LEFT JOIN LATERAL
     (SELECT array_agg(CASE w.modify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE'
                                     ELSE 'READ_WRITE' END ORDER BY w.place) AS words
      FROM unnest(ARRAY[g.aggfinalmodify, g.aggmfinalmodify]) WITH ORDINALITY w (modify, place)) m
     ON g.aggfnoid IS NOT NULL
LEFT JOIN pg_description d
       ON d.objoid = f.oid AND d.classoid = 'pg_proc'::regclass AND d.objsubid = 0
