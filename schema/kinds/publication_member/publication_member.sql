-- Tables and schemas in publications.
-- when: EXISTS (SELECT FROM pg_publication)
SELECT r.prpubid AS publication_oid,
       quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name,
       NULL AS in_schema,
       r.prrelid AS of_table_table,
       coalesce(NULL::int2vector /*15 , r.prattrs */) AS columns_attnums,
       r.prrelid AS columns_table,
       coalesce(NULL::text /*15 , pg_get_expr(r.prqual, r.prrelid) */) AS filter
FROM pg_publication_rel r
JOIN pg_class c ON c.oid = r.prrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
/*15
UNION ALL
SELECT s.pnpubid, quote_ident(n.nspname), quote_ident(n.nspname), NULL, NULL, NULL, NULL
FROM pg_publication_namespace s
JOIN pg_namespace n ON n.oid = s.pnnspid
*/
