"""What a session, a role or a database says of how values are read and printed makes no difference."""

MODELS = r"""
PG_ALSO(schema app);
struct PG(table app.items) items {
    int32_t         id     PG(primary key);
    pg_timestamptz *at     PG(default "'2020-01-01 00:00:00'");
    pg_date        *day    PG(default "'02.03.2020'");
    pg_interval    *span   PG(default "interval '1 day 02:00'");
    pg_bytea       *bytes  PG(default "'\\x78'");
    char           *order  PG(null default "'a\\b'");

    PG_ALSO(check ("at > '2020-01-01 10:00:00+02' and span <> interval '3 days'"));
    PG_ALSO(index ("id + 0.1::float8") where "at > timestamptz '2020-01-01 00:00:00'");
    PG_ALSO(policy mine using ("at > timestamptz '2020-01-01 00:00:00' and \"order\" <> E'\\\\x'"));
};
struct PG(table app.parted) parted {
    pg_timestamptz  at  PG(primary key);

    PG_ALSO(partition by range (at));
    PG_ALSO(partition january for values from ('2020-01-01') to ('2020-02-01'));
};
PG_ALSO("create view app.seen as select at, day from items where at > '2020-01-01 00:00:00' and span > '1 day 2 hours'"
        " and bytes <> '\\x78' and day < '02.03.2020' and id < 0.1::float8");
"""
SETTINGS = ["datestyle = 'German, DMY'", "timezone = 'Europe/Berlin'", "intervalstyle = 'iso_8601'", "quote_all_identifiers = on", "bytea_output = 'escape'",
            "extra_float_digits = -10", "search_path = 'app', 'public'", "transform_null_equals = on"]


def in_sync(project):
    project.run("check")
    assert project.run("pull").out == ""
    project.run("diff", "--models", "others")


def test_settings_of_the_database(project):
    def say(verb, settings):
        for setting in settings:
            project.server.query("postgres", f'alter database "{project.database}" {verb} {setting}')

    say("set", SETTINGS)
    project.write_models(MODELS)
    project.autogen("all")
    project.run("upgrade")
    project.run("pull", "--out", "others")
    in_sync(project)
    # how the server prints
    say("reset", [setting.split(" =")[0] for setting in SETTINGS[2:6]])
    in_sync(project)
    # and how it reads: what it printed means the same to all
    say("reset", ["timezone", "datestyle"])
    project.run("diff", "--models", "others")
