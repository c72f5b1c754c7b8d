-- Publications.
-- when: EXISTS (SELECT FROM pg_publication)
SELECT p.oid, p.pubname AS name,
       p.puballtables AS all_tables,
       CASE WHEN NOT (p.pubinsert AND p.pubupdate AND p.pubdelete AND p.pubtruncate)
            THEN concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END,
                           CASE WHEN p.pubupdate THEN 'update' END,
                           CASE WHEN p.pubdelete THEN 'delete' END,
                           CASE WHEN p.pubtruncate THEN 'truncate' END) END AS publish,
       p.pubviaroot AS via_root,
       coalesce(NULL::text /*18 , CASE p.pubgencols WHEN 's' THEN 'stored' END */)
           AS generated_columns,
       d.description AS comment,
       CASE WHEN p.oid IN (SELECT m.objid FROM pg_depend m
                           WHERE m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
                             AND m.classid = 'pg_publication'::regclass)
            THEN '' END AS unmanaged
FROM pg_publication p
LEFT JOIN pg_description d
       ON d.objoid = p.oid AND d.classoid = 'pg_publication'::regclass AND d.objsubid = 0
