"""pull: every word of the language of models and of SQL survives as a name, wherever a name can stand."""

import re

import pytest

import oracle
import servers
from servers import ROOT

READER = ROOT / "modelc" / "reader"

# What is made for each word {0}; what is called by it in public is made in several databases, as types and relations share names.
IN_SCHEMA = """
create schema "{0}";
create collation "{0}"."{0}" (locale = 'C');
create type "{0}".zenum as enum ('{0}', 'x');
create type "{0}".zrow as ("{0}" "{0}".zenum, zb text collate "{0}"."{0}");
create domain "{0}".zsmall as integer constraint "{0}" check (value > 0);
create sequence "{0}"."{0}_zs";
create function "{0}"."{0}"("{0}" integer) returns integer language sql immutable as 'select 1';
create table "{0}"."{0}" (
    "{0}" "{0}".zenum not null default '{0}',
    za "{0}".zenum[], zb "{0}".zrow, zc "{0}".zsmall default 1, zd text collate "{0}"."{0}",
    ze integer default nextval('"{0}"."{0}_zs"') constraint "{0}" check ("{0}"."{0}"(ze) > 0),
    constraint "{0}_zp" primary key ("{0}"));
create table "{0}".zother ("{0}" "{0}".zenum references "{0}"."{0}" ("{0}"), constraint "{0}_zq" unique ("{0}"));
create index "{0}_zi" on "{0}"."{0}" (zd collate "{0}"."{0}", "{0}");
create view "{0}"."{0}_zv" as select "{0}" from "{0}".zother;
create materialized view "{0}"."{0}_zm" as select "{0}" from "{0}".zother;
create statistics "{0}"."{0}" on za, zd from "{0}"."{0}";
"""
IN_PUBLIC = """
create table "{0}" ("{0}" integer constraint "{0}_zk" primary key, zb integer constraint "{0}" check (zb > 0), zc text);
create table "{0}_zt" ("{0}" integer constraint "{0}_zu" unique references "{0}" ("{0}"), r text);
create index "{0}_zi" on "{0}_zt" (r, "{0}");
create policy "{0}" on "{0}" using (zb > 0);
create statistics "{0}" on zb, zc from "{0}";
create function "{0}_zf"() returns trigger language plpgsql as 'begin return new; end';
create trigger "{0}" before insert on "{0}" for each row execute function "{0}_zf"();
create rule "{0}" as on delete to "{0}" do instead nothing;
create table "{0}_zh" ("{0}" integer, zb integer) partition by range ("{0}");
create table "{0}_zh1" partition of "{0}_zh" for values from (1) to (2);
create table "{0}_zc" () inherits ("{0}");
alter table "{0}" cluster on "{0}_zk";
alter table "{0}" replica identity using index "{0}_zk";
"""
AS_TYPE = """
create type public."{0}" as enum ('x', '{0}');
create domain "{0}_zd" as public."{0}" constraint "{0}" check (value <> 'x');
create table "{0}_zt" ("{0}" public."{0}", za public."{0}"[] default '{{}}');
create collation "{0}_zc" (locale = 'C');
"""
AS_DOMAIN = """
create domain public."{0}" as integer;
create table "{0}_zt" (za public."{0}", "{0}" public."{0}"[]);
create collation "{0}" (locale = 'C');
create table "{0}_zl" ("{0}" text collate public."{0}");
create function "{0}"(integer) returns integer language sql immutable as 'select 1';
create publication "{0}";
"""
AS_SEQUENCE = """
create sequence "{0}";
create view "{0}_zv" as select 1 as "{0}";
create materialized view "{0}_zm" as select 1 as "{0}";
"""
AS_INDEX = """
create table "{0}_zt" (za integer, zb integer, constraint "{0}_zq" unique (zb), constraint "{0}" foreign key (za) references "{0}_zt" (zb));
create index "{0}" on "{0}_zt" (za);
create aggregate "{0}"(integer) (sfunc = int4pl, stype = integer);
create text search dictionary "{0}" (template = simple);
create text search configuration "{0}" (copy = pg_catalog.simple);
create operator family "{0}" using btree;
"""
AS_INDEX_OF_A_VIEW = """
create materialized view "{0}_zm" as select 1 as za;
create index "{0}" on "{0}_zm" (za);
create view "{0}_zv" as select 1 as za;
create function "{0}_zf"() returns trigger language plpgsql as 'begin return new; end';
create trigger "{0}" instead of insert on "{0}_zv" for each row execute function "{0}_zf"();
create rule "{0}" as on delete to "{0}_zv" do instead nothing;
comment on rule "{0}" on "{0}_zv" is 'Nothing.';
comment on trigger "{0}" on "{0}_zv" is 'Nothing.';
comment on index "{0}" is 'Nothing.';
"""
AS_KEY = """
create table "{0}_zt" (za integer, zb integer, constraint "{0}" primary key (za));
create table "{0}_zu" (za integer, constraint "{0}" check (za > 0));
"""
AS_EXCLUSION = """
create table "{0}_zt" (za int4range, constraint "{0}" exclude using gist (za with &&));
create procedure "{0}"("{0}" integer) language sql as 'select 1';
"""
AS_VIEW = """
create view "{0}" as select 1 as "{0}", 2 as za;
grant select on "{0}" to pg_monitor;
comment on view "{0}" is 'Nothing.';
comment on column "{0}"."{0}" is 'Nothing.';
create view "{0}_zv" as select "{0}" from "{0}";
"""
AS_MATERIALIZED_VIEW = """
create materialized view "{0}" as select 1 as "{0}", 2 as za;
create unique index "{0}_zi" on "{0}" ("{0}");
comment on materialized view "{0}" is 'Nothing.';
"""
AS_PARTITION = """
create table "{0}_zh" (za integer, "{0}" text) partition by list (za);
create table "{0}" partition of "{0}_zh" default;
create index "{0}_zi" on "{0}" ("{0}");
"""
AS_COMPOSITE = """
create type public."{0}" as ("{0}" integer);
create table "{0}_zt" (za public."{0}", zb public."{0}"[]);
"""
AS_RANGE = """
create type public."{0}" as range (subtype = integer, multirange_type_name = "{0}_zm");
create table "{0}_zt" (za public."{0}", zb public."{0}"[]);
"""


SCRIPTS = {"schema": IN_SCHEMA, "public": IN_PUBLIC, "enum": AS_TYPE, "domain": AS_DOMAIN, "sequence": AS_SEQUENCE, "index": AS_INDEX,
           "index of a view": AS_INDEX_OF_A_VIEW, "key": AS_KEY, "exclusion": AS_EXCLUSION, "view": AS_VIEW,
           "materialized view": AS_MATERIALIZED_VIEW, "partition": AS_PARTITION, "composite": AS_COMPOSITE, "range": AS_RANGE}
NEWEST = list(servers.bindirs())[-1:]


def words(server):
    """Every word of the grammar, with more that stand in its messages, and the key words of SQL that names are quoted for."""
    found = {word for word, in server.query("postgres", "select word from pg_get_keywords() where catcode = 'C'")}
    for path in READER.glob("parse*.c"):
        for text in re.findall(r'"([a-z][a-z_]+(?: [a-z_]+)*)"', path.read_text(encoding="utf-8")):
            found.update(text.split())
    return sorted(word for word in found if len(word) > 1 and not word.startswith("pg_") and "serial" not in word and word != "public")


def pulled(server, make_project, script, names):
    """A database with all that, and a project with its models, which say it all."""
    source, target = make_project(server), make_project(server)
    (target.folder / "modelc.json").write_text('{"warn": ["no-missing-primary-key"]}')
    for name in names:
        source.sql(script.format(name))
    assert "not-pulled" not in target.run("pull", "--database", source.url, "--out", "models").err
    return source, target


@pytest.mark.parametrize("server", NEWEST, indirect=True)
@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_every_word_is_a_name(server, make_project, script, some):
    pulled(server, make_project, script, some(words(server)))


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_some_are_made(server, make_project, script):
    """Those that stand anywhere, and those that one of the versions quotes and others do not."""
    source, target = pulled(server, make_project, script, {*words(server)[::12], "json", "json_value", "system_user"})
    target.autogen("sync")
    target.run("upgrade")
    assert oracle.differences(source.catalog(), target.catalog()) == ""
    target.run("check")
    target.run("downgrade", "base")
