-- Event triggers.
-- when: 'pg_event_trigger'::regclass = ANY (classes)
SELECT e.oid, e.evtname AS name,
       e.evtevent AS event,
       ARRAY(SELECT t FROM unnest(e.evttags) t ORDER BY t COLLATE "C") AS tags,
       quote_ident(n.nspname) || '.' || quote_ident(p.proname) AS function,
       CASE e.evtenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'REPLICA' WHEN 'A' THEN 'ALWAYS' END
           AS enabled,
       d.description AS comment,
       CASE WHEN e.oid IN (SELECT m.objid FROM pg_depend m
                           WHERE m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
                             AND m.classid = 'pg_event_trigger'::regclass)
            THEN '' END AS unmanaged
FROM pg_event_trigger e
JOIN pg_proc p ON p.oid = e.evtfoid
JOIN pg_namespace n ON n.oid = p.pronamespace
LEFT JOIN pg_description d
       ON d.objoid = e.oid AND d.classoid = 'pg_event_trigger'::regclass AND d.objsubid = 0
