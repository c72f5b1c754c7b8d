-- Text search configurations with their mappings: one statement for the tokens with the same
-- dictionaries.
-- when: 'pg_ts_config'::regclass = ANY (classes)
SELECT s.oid, s.cfgnamespace AS schema_oid, s.cfgname AS name,
       'CREATE TEXT SEARCH CONFIGURATION ' || k.path || ' (PARSER = ' || k.parser || ')'
       || coalesce((SELECT string_agg(E';\nALTER TEXT SEARCH CONFIGURATION ' || k.path
                                      || ' ADD MAPPING FOR ' || g.tokens || ' WITH '
                                      || g.dictionaries, '' ORDER BY g.tokens)
                    FROM (SELECT string_agg(w.token, ', ' ORDER BY w.token) AS tokens,
                                 w.dictionaries
                          FROM unnest(k.tokens, k.dictionaries) w (token, dictionaries)
                          GROUP BY w.dictionaries) g), '') AS definition,
       k.parser || ARRAY(SELECT w.token || ' WITH ' || w.dictionaries
                         FROM unnest(k.tokens, k.dictionaries) w (token, dictionaries)) AS shape,
       d.description AS comment,
       CASE WHEN s.oid IN (SELECT m.objid FROM pg_depend m
                           WHERE m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
                             AND m.classid = 'pg_ts_config'::regclass)
            THEN '' END AS unmanaged
FROM pg_ts_config s
JOIN pg_namespace n ON n.oid = s.cfgnamespace
JOIN pg_ts_parser p ON p.oid = s.cfgparser
JOIN pg_namespace o ON o.oid = p.prsnamespace
CROSS JOIN LATERAL
     (SELECT quote_ident(n.nspname) || '.' || quote_ident(s.cfgname) AS path,
             quote_ident(o.nspname) || '.' || quote_ident(p.prsname) AS parser,
             array_agg(u.token ORDER BY u.token) AS tokens,
             array_agg(u.dictionaries ORDER BY u.token) AS dictionaries
      FROM (SELECT quote_ident(t.alias) AS token,
                   string_agg(m.mapdict::regdictionary::text, ', ' ORDER BY m.mapseqno)
                       AS dictionaries
            FROM pg_ts_config_map m
            JOIN LATERAL ts_token_type(s.cfgparser) t ON t.tokid = m.maptokentype
            WHERE m.mapcfg = s.oid
            GROUP BY t.alias) u) k
LEFT JOIN pg_description d
       ON d.objoid = s.oid AND d.classoid = 'pg_ts_config'::regclass AND d.objsubid = 0
WHERE s.oid >= 16384
