"""Loading generated schemas, and what a failure needs to be understood: its seed and its smallest SQL."""

import psycopg2

import generator

ROLES = """do $$begin
    if to_regrole('gen_reader') is null then create role gen_reader; create role "Gen Writer"; end if;
end$$"""


def create_database(server, name):
    server.query("postgres", f'drop database if exists "{name}" with (force)')
    server.query("postgres", f'create database "{name}" template template0')


def load(server, database, statements):
    """Run them one by one; returns what the server took and what it refused.

    What is random may be nonsense (a default that does not fit); such a statement is left out, and what
    needs it with it.
    """
    taken, refused = [], []
    connection = server.connect(database)
    with connection.cursor() as cursor:
        for statement in statements:
            try:
                cursor.execute(statement)
                taken.append(statement)
            except psycopg2.Error as error:
                refused.append((statement, str(error)))
    connection.close()
    return taken, refused


def script(statements):
    return "".join(f"{statement};\n" for statement in statements)


def schemas(seed, kinds=None):
    """Two schemas: what is there, and what is wanted; often a few changes apart, as most are."""
    first = generator.new_world(seed, kinds)
    if seed % 4 == 3:
        return first, generator.new_world(seed + 1_000_000, kinds)
    return first, generator.mutated(first, seed)
