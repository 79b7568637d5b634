"""The journal's tables, and which rights the app role has on them.

Entries, streams' past and commands are only ever added to: the app role may neither update nor delete
them, and a trigger refuses it to the owner too. Entries are partitioned by hash of their stream, never
by time, because nothing is ever dropped.
"""

from typing import ClassVar

from django.db import migrations

PARTITIONS = 8

TABLES = """
CREATE TABLE stream (
    county_id bigint NOT NULL, stream varchar(80) NOT NULL, seq integer NOT NULL, hash varchar(64) NOT NULL,
    PRIMARY KEY (county_id, stream)
);
CREATE TABLE entry (
    county_id bigint NOT NULL, stream varchar(80) NOT NULL, seq integer NOT NULL CHECK (seq > 0),
    type varchar(60) NOT NULL, recv timestamptz NOT NULL, hash varchar(64) NOT NULL,
    salt bytea NOT NULL CHECK (length(salt) = 32), body bytea NOT NULL CHECK (length(body) <= 16384),
    PRIMARY KEY (county_id, stream, seq)
) PARTITION BY HASH (stream);
CREATE TABLE value (
    county_id bigint NOT NULL, stream varchar(80) NOT NULL, seq integer NOT NULL, field varchar(60) NOT NULL,
    subject varchar(24) NOT NULL, role varchar(24) NOT NULL,
    nonce bytea NOT NULL CHECK (length(nonce) = 32), value bytea NOT NULL,
    PRIMARY KEY (county_id, stream, seq, field)
);
CREATE TABLE command (
    county_id bigint NOT NULL, id varchar(80) NOT NULL, actor varchar(200) NOT NULL, body_hash varchar(64) NOT NULL,
    stream varchar(80) NOT NULL, base_seq integer NOT NULL, result jsonb NOT NULL, recv timestamptz NOT NULL,
    PRIMARY KEY (county_id, id)
);
CREATE FUNCTION linli_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is only added to: % on % refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER entry_only_grows BEFORE UPDATE OR DELETE ON entry
    FOR EACH ROW EXECUTE FUNCTION linli_refuse_change();
CREATE TRIGGER entry_never_emptied BEFORE TRUNCATE ON entry
    FOR EACH STATEMENT EXECUTE FUNCTION linli_refuse_change();
CREATE FUNCTION linli_reserve_numbers(county bigint, year integer, amount integer) RETURNS SETOF bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    name text := format('case_number_%s_%s', county, year);
BEGIN
    IF amount < 1 OR amount > 1000000 OR year NOT BETWEEN 1900 AND 9999 THEN
        RAISE EXCEPTION 'cannot reserve % numbers of year %', amount, year;
    END IF;
    IF to_regclass(name) IS NULL THEN
        PERFORM pg_advisory_xact_lock(hashtext(name));
        EXECUTE format('CREATE SEQUENCE IF NOT EXISTS %I', name);
    END IF;
    RETURN QUERY EXECUTE format('SELECT nextval(%L) FROM generate_series(1, %s)', name, amount);
END $$;
"""

RIGHTS = """
DO $$
DECLARE
    app text;
BEGIN
    FOR app IN
        SELECT DISTINCT r.rolname FROM pg_roles r
        WHERE r.rolname <> current_user AND NOT r.rolsuper AND has_table_privilege(r.oid, 'entry', 'INSERT')
    LOOP
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON entry, command FROM %I', app);
        EXECUTE format('REVOKE DELETE, TRUNCATE ON stream FROM %I', app);
        EXECUTE format('REVOKE UPDATE, TRUNCATE ON value FROM %I', app);
        FOR n IN 0..{last} LOOP
            EXECUTE format('REVOKE ALL ON entry_%s FROM %I', n, app);
        END LOOP;
    END LOOP;
END $$;
REVOKE ALL ON FUNCTION linli_reserve_numbers(bigint, integer, integer) FROM PUBLIC;
DO $$
DECLARE
    app text;
BEGIN
    FOR app IN
        SELECT DISTINCT r.rolname FROM pg_roles r
        WHERE r.rolname <> current_user AND NOT r.rolsuper AND has_table_privilege(r.oid, 'entry', 'INSERT')
    LOOP
        EXECUTE format('GRANT EXECUTE ON FUNCTION linli_reserve_numbers(bigint, integer, integer) TO %I', app);
    END LOOP;
END $$;
""".replace("{last}", str(PARTITIONS - 1))

PARTS = "".join(
    f"CREATE TABLE entry_{n} PARTITION OF entry FOR VALUES WITH (MODULUS {PARTITIONS}, REMAINDER {n});\n"
    for n in range(PARTITIONS)
)

UNDO = """
DROP TABLE entry, stream, value, command;
DROP FUNCTION linli_refuse_change();
DROP FUNCTION linli_reserve_numbers(bigint, integer, integer);
"""


class Migration(migrations.Migration):
    """Make the journal."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0001_tables")]
    operations: ClassVar[list[migrations.RunSQL]] = [migrations.RunSQL(TABLES + PARTS + RIGHTS, UNDO)]
