"""Which rows of which catalogs are the schema, and what of a row is not taken as it stands.

A row is dumped whole, as JSON, so that no column can be forgotten, not even one of a newer server.
FACTS names the exceptions: a column that is an object identifier or an expression is spelled by the
server, and None leaves out what is no part of the schema: physical order, storage, statistics, and
what another column says already.  A column that is handled in neither way makes equal databases
differ, which test_oracle.py sees; it also asks whether a catalog is missing here.
"""

from dataclasses import dataclass, field


def acl(column, kind, owner):
    """Privileges in an order of their own; nothing where they are those of a new object."""
    usual = f"acldefault({kind}, {owner})"
    held, new = (f"(select jsonb_agg(distinct concat_ws(' ', a.grantor::regrole, a.grantee::regrole, a.privilege_type,"
                 f" a.is_grantable)) from aclexplode({privileges}) a)" for privileges in (f"coalesce({column}, {usual})", usual))
    return f"nullif({held}, {new})"


def named(catalog, column, oid):
    """The name of a row in a catalog whose names are unique in the database."""
    return f"(select x.{column} from pg_{catalog} x where x.oid = {oid})"


def in_schema(catalog, prefix, oid):
    """The name, with its schema, of a row in a catalog that has no reg type."""
    return (f"(select x.{prefix}namespace::regnamespace || '.' || quote_ident(x.{prefix}name)"
            f" from pg_{catalog} x where x.oid = {oid})")


def columns_of(relation, numbers):
    return (f"(select jsonb_agg(x.attname order by x.attname) from pg_attribute x"
            f" where x.attrelid = {relation} and x.attnum = any({numbers}))")


def without_options(text):
    """The storage parameters stand in pg_class, where their order is none."""
    return f"regexp_replace({text}, ' WITH \\([^)]*\\)', '')"


CREATED = "o.{} >= 16384"  # what initdb made has smaller numbers
NO_TOAST = "{}.relnamespace <> 'pg_toast'::regnamespace"


@dataclass
class Facts:
    """The rows of one catalog, called `o` in every text here."""

    key: str  # what the row is about
    where: str
    columns: dict = field(default_factory=dict)  # column → what to say instead; None: nothing
    member: str = "o.oid"  # what pg_depend calls the object; members of extensions are left out
    of: str = None  # the catalog that it is in; None: this one


def part_of(catalog, key, oid, where="true", /, **columns):
    """Facts about rows that have no identifier, or that live and go with a row of another catalog."""
    return Facts(key, f"{CREATED.format(oid)} and {where}", columns, member=f"o.{oid}", of=catalog)


REF = "o.{}::regclass::text"
FACTS = {
    "pg_namespace": Facts(
        "o.oid::regnamespace::text", "o.nspname !~ '^pg_' and o.nspname <> 'information_schema'",
        {"nspowner": "o.nspowner::regrole", "nspacl": acl("o.nspacl", "'n'", "o.nspowner")}),
    "pg_extension": Facts(
        "quote_ident(o.extname)", "true",
        {"extowner": "o.extowner::regrole", "extnamespace": "o.extnamespace::regnamespace",
         "extconfig": "(select jsonb_agg(x::regclass) from unnest(o.extconfig) x)"}),
    "pg_language": Facts(
        "quote_ident(o.lanname)", "true",
        {"lanowner": "o.lanowner::regrole", "lanplcallfoid": "o.lanplcallfoid::regprocedure",
         "laninline": "o.laninline::regprocedure", "lanvalidator": "o.lanvalidator::regprocedure",
         "lanacl": acl("o.lanacl", "'l'", "o.lanowner")}, member="0::oid"),
    "pg_am": Facts("quote_ident(o.amname)", CREATED.format("oid")),
    "pg_class": Facts(
        "o.oid::regclass::text", CREATED.format("oid") + " and " + NO_TOAST.format("o"),
        {"relnamespace": None, "reltype": None, "relowner": "o.relowner::regrole",
         "reloftype": "format_type(nullif(o.reloftype, 0), null)", "relam": named("am", "amname", "o.relam"),
         "reltablespace": named("tablespace", "spcname", "o.reltablespace"),
         "relispopulated": None,  # of a materialized view: data
         # A partitioned table has no rows, nor have its indexes: it stays what it was made, and since 18 none is unlogged.
         "relpersistence": "nullif(o.relpersistence, case when o.relkind in ('p', 'I') then o.relpersistence end)",
         "relfilenode": None, "relpages": None, "reltuples": None, "relallvisible": None, "relallfrozen": None,
         "relfrozenxid": None, "relminmxid": None, "relrewrite": None,
         # Hints that outlive what they hint at, and a count with the columns that were dropped.
         "relhasindex": None, "relhasrules": None, "relhastriggers": None, "relhassubclass": None, "relnatts": None,
         "reloptions": "(select jsonb_agg(x order by x) from unnest(o.reloptions) x)",
         "reltoastrelid": "(select jsonb_agg(x order by x) from pg_class t, unnest(t.reloptions) x"
                          " where t.oid = o.reltoastrelid)",
         "relacl": acl("o.relacl", "case o.relkind when 'S' then 's' else 'r' end::\"char\"", "o.relowner"),
         "relpartbound": "pg_get_expr(o.relpartbound, o.oid)"}),
    "pg_attribute": part_of(
        "pg_class",
        # The columns of an index are numbered: their names stay behind when a column is renamed.
        "o.attrelid::regclass || '.' || case when k.relkind in ('i', 'I') then o.attnum::text"
        " else quote_ident(o.attname) end",
        "attrelid",
        "o.attnum > 0 and not o.attisdropped and " + NO_TOAST.format("k") +
        # Those of an index are told by the index, but for what ALTER INDEX says of them.
        " and (k.relkind not in ('i', 'I', 'S') or o.attstattarget >= 0 or o.attoptions is not null)",
        attrelid=None, attname=None, atttypmod=None, attndims=None, attcacheoff=None, atthasmissing=None,
        attmissingval=None, atttypid="format_type(o.atttypid, o.atttypmod)",
        attcollation="nullif(o.attcollation, 0)::regcollation",
        # The order of the columns of a table, or of the attributes of a type, is that of their arrival.
        attnum="case when k.relkind in ('v', 'm', 'i', 'I') then"
               " (select count(*) from pg_attribute x where x.attrelid = o.attrelid and not x.attisdropped"
               " and x.attnum between 1 and o.attnum) end",
        attstattarget="nullif(o.attstattarget, -1)", attacl=acl("o.attacl", "'c'", "k.relowner"),
        # The server notes the version of an attribute there (15.20).
        attoptions="(select jsonb_agg(x order by x) from unnest(o.attoptions) x where x !~ '^pg_attver=')"),
    "pg_attrdef": part_of(
        "pg_class", "o.adrelid::regclass || '.' || (select quote_ident(x.attname) from pg_attribute x"
        " where x.attrelid = o.adrelid and x.attnum = o.adnum)", "adrelid",
        adrelid=None, adnum=None, adbin="pg_get_expr(o.adbin, o.adrelid)"),
    "pg_constraint": Facts(
        "concat_ws(' ', nullif(o.conrelid, 0)::regclass, format_type(nullif(o.contypid, 0), null),"
        " quote_ident(o.conname))",
        # A key that refers to a partitioned table has, in silence, one to each partition.
        CREATED.format("oid") + " and (o.conparentid = 0 or o.contype <> 'f' or o.conrelid <>"
        " (select x.conrelid from pg_constraint x where x.oid = o.conparentid))",
        {"connamespace": None, "conrelid": None, "contypid": None, "conname": None,
         "conindid": "case when o.contype <> 'f' then nullif(o.conindid, 0)::regclass end",
         "conparentid": "(select x.conrelid::regclass || '.' || quote_ident(x.conname) from pg_constraint x"
                        " where x.oid = o.conparentid)",
         "confrelid": "nullif(o.confrelid, 0)::regclass",
         "conkey": columns_of("o.conrelid", "o.conkey"), "confkey": columns_of("o.confrelid", "o.confkey"),
         "conpfeqop": None, "conppeqop": None, "conffeqop": None, "conexclop": None, "confdelsetcols": None,
         "conbin": without_options("pg_get_constraintdef(o.oid)")}),
    "pg_index": part_of(
        "pg_class", REF.format("indexrelid"), "indexrelid", NO_TOAST.format("k"),
        indexrelid=None, indrelid="o.indrelid::regclass", indkey=None, indcollation=None, indclass=None,
        indoption=None, indexprs=None, indpred=without_options("pg_get_indexdef(o.indexrelid)"), indcheckxmin=None),
    "pg_inherits": part_of("pg_class", REF.format("inhrelid"), "inhrelid", inhrelid=None,
                           inhparent="o.inhparent::regclass"),
    "pg_partitioned_table": part_of(
        "pg_class", REF.format("partrelid"), "partrelid", partrelid=None, partdefid="nullif(o.partdefid, 0)::regclass",
        partattrs=None, partclass=None, partcollation=None, partexprs="pg_get_partkeydef(o.partrelid)"),
    "pg_sequence": part_of("pg_class", REF.format("seqrelid"), "seqrelid", seqrelid=None,
                           seqtypid="format_type(o.seqtypid, null)"),
    "pg_depend": Facts(
        # Sequences and what owns them, and what was declared to depend on an extension.
        "pg_describe_object(o.classid, o.objid, o.objsubid)",
        "(o.deptype in ('a', 'i') and o.classid = 'pg_class'::regclass and o.refclassid = 'pg_class'::regclass"
        " and (select k.relkind from pg_class k where k.oid = o.objid) = 'S') or o.deptype = 'x'",
        {"classid": None, "objid": None, "objsubid": None, "refclassid": None, "refobjsubid": None,
         "refobjid": "pg_describe_object(o.refclassid, o.refobjid, o.refobjsubid)"}, member="0::oid"),
    "pg_rewrite": Facts(
        "o.ev_class::regclass || ' ' || quote_ident(o.rulename)", CREATED.format("oid"),
        {"rulename": None, "ev_class": None, "ev_qual": None, "ev_action": "pg_get_ruledef(o.oid)"},
        member="o.ev_class", of="pg_class"),
    "pg_trigger": Facts(
        "o.tgrelid::regclass || ' ' || quote_ident(o.tgname)", CREATED.format("oid") + " and not o.tgisinternal",
        {"tgrelid": None, "tgname": None, "tgparentid": "o.tgparentid <> 0", "tgfoid": "o.tgfoid::regprocedure",
         "tgconstrrelid": "nullif(o.tgconstrrelid, 0)::regclass", "tgconstrindid": None, "tgconstraint": None,
         "tgattr": None, "tgargs": None, "tgqual": "pg_get_triggerdef(o.oid)"}),
    "pg_event_trigger": Facts(
        "quote_ident(o.evtname)", "true",
        {"evtowner": "o.evtowner::regrole", "evtfoid": "o.evtfoid::regprocedure"}),
    "pg_policy": Facts(
        "o.polrelid::regclass || ' ' || quote_ident(o.polname)", CREATED.format("oid"),
        {"polrelid": None, "polname": None,
         "polroles": "(select jsonb_agg(x::regrole::text order by x::regrole::text) from unnest(o.polroles) x)",
         "polqual": "pg_get_expr(o.polqual, o.polrelid)", "polwithcheck": "pg_get_expr(o.polwithcheck, o.polrelid)"}),
    "pg_statistic_ext": Facts(
        in_schema("statistic_ext", "stx", "o.oid"), CREATED.format("oid"),
        {"stxname": None, "stxnamespace": None, "stxrelid": "o.stxrelid::regclass", "stxowner": "o.stxowner::regrole",
         "stxkeys": columns_of("o.stxrelid", "o.stxkeys::int2[]"),
         "stxexprs": "to_jsonb(pg_get_statisticsobjdef_expressions(o.oid))",
         "stxstattarget": "nullif(o.stxstattarget, -1)"}),
    "pg_type": Facts(
        "format_type(o.oid, null)",
        # Rows of tables and arrays come with what they are of.
        CREATED.format("oid") + " and (o.typrelid = 0 or (select k.relkind from pg_class k where k.oid = o.typrelid)"
        " = 'c') and not exists (select from pg_type x where x.typarray = o.oid)",
        {"typname": None, "typnamespace": None, "typowner": "o.typowner::regrole", "typrelid": None, "typarray": None,
         "typelem": "format_type(nullif(o.typelem, 0), null)", "typbasetype":
         "format_type(nullif(o.typbasetype, 0), o.typtypmod)", "typtypmod": None, "typndims": None,
         "typcollation": "nullif(o.typcollation, 0)::regcollation",
         "typdefault": "case when o.typdefaultbin is null then o.typdefault end",
         "typdefaultbin": "pg_get_expr(o.typdefaultbin, 0)",
         # A multirange type says nothing of its own.
         "typacl": "case when o.typtype <> 'm' then " + acl("o.typacl", "'T'", "o.typowner") + " end"}),
    "pg_enum": part_of(
        "pg_type", "format_type(o.enumtypid, null) || ' ' || quote_literal(o.enumlabel)", "enumtypid",
        enumtypid=None, enumlabel=None,
        enumsortorder="(select count(*) from pg_enum x where x.enumtypid = o.enumtypid"
                      " and x.enumsortorder <= o.enumsortorder)"),
    "pg_range": part_of(
        "pg_type", "format_type(o.rngtypid, null)", "rngtypid", rngtypid=None,
        rngsubtype="format_type(o.rngsubtype, null)", rngmultitypid="format_type(o.rngmultitypid, null)",
        rngcollation="nullif(o.rngcollation, 0)::regcollation", rngsubopc=in_schema("opclass", "opc", "o.rngsubopc")),
    "pg_proc": Facts(
        "o.oid::regprocedure::text",
        # Constructors come with their range; PostgreSQL keeps their names when it is renamed.
        CREATED.format("oid") + " and not exists (select from pg_depend x where x.classid = 'pg_proc'::regclass"
        " and x.objid = o.oid and x.deptype = 'i')",
        {"proname": None, "pronamespace": None, "proowner": "o.proowner::regrole",
         "prolang": named("language", "lanname", "o.prolang"), "provariadic": "format_type(nullif(o.provariadic, 0), null)",
         "prorettype": "format_type(o.prorettype, null)", "proargtypes": None, "proallargtypes": None,
         "proargdefaults": "pg_get_function_arguments(o.oid)", "protrftypes": None,
         "prosqlbody": "case when o.prokind <> 'a' then pg_get_functiondef(o.oid) end",
         "proacl": acl("o.proacl", "'f'", "o.proowner")}),
    "pg_aggregate": part_of(
        "pg_proc", "o.aggfnoid::oid::regprocedure::text", "aggfnoid", aggfnoid=None,
        aggtranstype="format_type(o.aggtranstype, null)", aggmtranstype="format_type(nullif(o.aggmtranstype, 0), null)",
        aggsortop="nullif(o.aggsortop, 0)::regoperator"),
    "pg_operator": Facts(
        "o.oid::regoperator::text", CREATED.format("oid"),
        {"oprname": None, "oprnamespace": None, "oprowner": "o.oprowner::regrole", "oprleft": None, "oprright": None,
         "oprresult": "format_type(o.oprresult, null)", "oprcom": "nullif(o.oprcom, 0)::regoperator",
         "oprnegate": "nullif(o.oprnegate, 0)::regoperator"}),
    "pg_opfamily": Facts(
        in_schema("opfamily", "opf", "o.oid") + " || ' ' || " + named("am", "amname", "o.opfmethod"),
        CREATED.format("oid"),
        {"opfmethod": None, "opfname": None, "opfnamespace": None, "opfowner": "o.opfowner::regrole"}),
    "pg_opclass": Facts(
        in_schema("opclass", "opc", "o.oid") + " || ' ' || " + named("am", "amname", "o.opcmethod"),
        CREATED.format("oid"),
        {"opcmethod": None, "opcname": None, "opcnamespace": None, "opcowner": "o.opcowner::regrole",
         "opcfamily": in_schema("opfamily", "opf", "o.opcfamily"), "opcintype": "format_type(o.opcintype, null)",
         "opckeytype": "format_type(nullif(o.opckeytype, 0), null)"}),
    "pg_amop": Facts(
        in_schema("opfamily", "opf", "o.amopfamily") + " || ' ' || o.amopopr::regoperator", CREATED.format("oid"),
        {"amopfamily": None, "amoplefttype": None, "amoprighttype": None, "amopopr": None,
         "amopmethod": named("am", "amname", "o.amopmethod"),
         "amopsortfamily": in_schema("opfamily", "opf", "o.amopsortfamily")},
        member="o.amopfamily", of="pg_opfamily"),
    "pg_amproc": Facts(
        in_schema("opfamily", "opf", "o.amprocfamily") + " || ' ' || o.amprocnum", CREATED.format("oid"),
        {"amprocfamily": None, "amproclefttype": "format_type(o.amproclefttype, null)",
         "amprocrighttype": "format_type(o.amprocrighttype, null)"},
        member="o.amprocfamily", of="pg_opfamily"),
    "pg_cast": Facts(
        "format_type(o.castsource, null) || ' as ' || format_type(o.casttarget, null)", CREATED.format("oid") +
        # A range type comes with a cast to its multirange.
        " and not exists (select from pg_depend d where d.classid = 'pg_cast'::regclass and d.objid = o.oid"
        " and d.deptype = 'i')",
        {"castsource": None, "casttarget": None, "castfunc": "nullif(o.castfunc, 0)::regprocedure"}),
    "pg_collation": Facts(
        in_schema("collation", "coll", "o.oid"), CREATED.format("oid"),
        # The version is that of the library which is there.
        {"collname": None, "collnamespace": None, "collowner": "o.collowner::regrole", "collversion": None}),
    "pg_conversion": Facts(
        in_schema("conversion", "con", "o.oid"), CREATED.format("oid"),
        {"conname": None, "connamespace": None, "conowner": "o.conowner::regrole"}),
    "pg_transform": Facts(
        "format_type(o.trftype, null) || ' ' || " + named("language", "lanname", "o.trflang"), CREATED.format("oid"),
        {"trftype": None, "trflang": None}),
    "pg_ts_config": Facts(
        "o.oid::regconfig::text", CREATED.format("oid"),
        {"cfgname": None, "cfgnamespace": None, "cfgowner": "o.cfgowner::regrole",
         "cfgparser": in_schema("ts_parser", "prs", "o.cfgparser")}),
    "pg_ts_config_map": part_of(
        "pg_ts_config",
        "o.mapcfg::regconfig || ' ' || (select x.alias from pg_ts_config c, ts_token_type(c.cfgparser) x"
        " where c.oid = o.mapcfg and x.tokid = o.maptokentype)", "mapcfg",
        mapcfg=None, mapdict="o.mapdict::regdictionary",
        mapseqno="(select count(*) from pg_ts_config_map x where x.mapcfg = o.mapcfg"
                 " and x.maptokentype = o.maptokentype and x.mapseqno <= o.mapseqno)"),
    "pg_ts_dict": Facts(
        "o.oid::regdictionary::text", CREATED.format("oid"),
        {"dictname": None, "dictnamespace": None, "dictowner": "o.dictowner::regrole",
         "dicttemplate": in_schema("ts_template", "tmpl", "o.dicttemplate")}),
    "pg_ts_parser": Facts(in_schema("ts_parser", "prs", "o.oid"), CREATED.format("oid"),
                          {"prsname": None, "prsnamespace": None}),
    "pg_ts_template": Facts(in_schema("ts_template", "tmpl", "o.oid"), CREATED.format("oid"),
                            {"tmplname": None, "tmplnamespace": None}),
    "pg_default_acl": Facts(
        "concat_ws(' ', o.defaclrole::regrole, nullif(o.defaclnamespace, 0)::regnamespace, o.defaclobjtype)", "true",
        {"defaclrole": None, "defaclnamespace": None,
         "defaclacl": "(select jsonb_agg(distinct concat_ws(' ', a.grantee::regrole, a.privilege_type,"
                      " a.is_grantable)) from aclexplode(o.defaclacl) a)"}),
    "pg_publication": Facts("quote_ident(o.pubname)", "true", {"pubowner": "o.pubowner::regrole"}),
    "pg_publication_rel": Facts(
        named("publication", "pubname", "o.prpubid") + " || ' ' || o.prrelid::regclass", "true",
        {"prpubid": None, "prrelid": None, "prqual": "pg_get_expr(o.prqual, o.prrelid)",
         "prattrs": columns_of("o.prrelid", "o.prattrs")}),
    "pg_publication_namespace": Facts(
        named("publication", "pubname", "o.pnpubid") + " || ' ' || o.pnnspid::regnamespace", "true",
        {"pnpubid": None, "pnnspid": None}),
    "pg_foreign_data_wrapper": Facts(
        "quote_ident(o.fdwname)", "true",
        {"fdwowner": "o.fdwowner::regrole", "fdwhandler": "nullif(o.fdwhandler, 0)::regprocedure",
         "fdwvalidator": "nullif(o.fdwvalidator, 0)::regprocedure", "fdwacl": acl("o.fdwacl", "'F'", "o.fdwowner")}),
    "pg_foreign_server": Facts(
        "quote_ident(o.srvname)", "true",
        {"srvowner": "o.srvowner::regrole", "srvfdw": named("foreign_data_wrapper", "fdwname", "o.srvfdw"),
         "srvacl": acl("o.srvacl", "'S'", "o.srvowner")}),
    "pg_foreign_table": part_of("pg_class", REF.format("ftrelid"), "ftrelid", ftrelid=None,
                                ftserver=named("foreign_server", "srvname", "o.ftserver")),
    "pg_user_mapping": Facts(
        "o.umuser::regrole || ' ' || " + named("foreign_server", "srvname", "o.umserver"), "true",
        {"umuser": None, "umserver": None}),
    "pg_description": Facts(
        "pg_describe_object(o.classoid, o.objoid, o.objsubid)",
        "o.objoid >= 16384 or o.classoid = 'pg_namespace'::regclass and o.objoid = 'public'::regnamespace",
        {"objoid": None, "classoid": None, "objsubid": None}, member="o.objoid", of="o.classoid"),
}
# Some texts speak of the relation too.
JOINS = {"pg_attribute": "join pg_class k on k.oid = o.attrelid",
         "pg_index": "join pg_class k on k.oid = o.indexrelid"}

# What PostgreSQL 14 does not have: a catalog, or a column with its catalog.
SINCE_15 = {"pg_publication_namespace", ("pg_publication_rel", "prqual"), ("pg_publication_rel", "prattrs")}

# Catalogs that hold no schema, each with what they hold.
NO_SCHEMA = {
    "pg_statistic": "what ANALYZE found",
    "pg_statistic_ext_data": "what ANALYZE found",
    "pg_largeobject": "data",
    "pg_largeobject_metadata": "data",
    "pg_init_privs": "what privileges extensions began with",
    "pg_seclabel": "labels of a provider that neither server has",
    "pg_shseclabel": "the same, of the whole server",
    "pg_subscription": "needs another server",
    "pg_subscription_rel": "needs another server",
    **dict.fromkeys(
        ["pg_authid", "pg_auth_members", "pg_database", "pg_db_role_setting", "pg_parameter_acl",
         "pg_replication_origin", "pg_shdepend", "pg_shdescription", "pg_tablespace"],
        "of the whole server, not of one database"),
}


def is_known(version, *what):
    """Whether a server of that version (150012) has the catalog, or the column of it."""
    return version >= 150000 or (what if len(what) > 1 else what[0]) not in SINCE_15


def row_query(catalog, facts, version):
    """One column of text per fact: catalog, key, row."""
    left_out = "{" + ",".join(["oid", *facts.columns]) + "}"
    said = ", ".join(f"'{name}', {text}" for name, text in facts.columns.items()
                     if text and is_known(version, catalog, name))
    of = facts.of or catalog
    of = of if of.startswith("o.") else f"'{of}'::regclass"
    return (f"select '{catalog}', {facts.key}, (to_jsonb(o) - '{left_out}'::text[]) || jsonb_build_object({said})"
            f" from {catalog} o {JOINS.get(catalog, '')} where ({facts.where})"
            f" and not exists (select from pg_depend m where m.classid = {of} and m.objid = {facts.member}"
            f" and m.deptype = 'e')")


def present_query(version):
    """The catalogs that have facts at all: to plan the questions to all others takes longer than to ask."""
    return " union all ".join(
        f"select '{catalog}' where exists (select from {catalog} o {JOINS.get(catalog, '')} where {facts.where})"
        for catalog, facts in FACTS.items() if is_known(version, catalog))


def query(catalogs, version):
    return " union all ".join(row_query(catalog, FACTS[catalog], version) for catalog in catalogs)
