"""Sealed values, their keys by name and the wall around them.

A value stands sealed under a key of its own that is kept elsewhere; what stood open is sealed into a new table and
the old one is dropped. Row security gives no row of it (nor of the blind index) unless its stream was opened in the
same transaction: to the owner neither. The app role adds rows; it can change none, and what it removes an erasing
entry names.
"""

from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation

from linli.store.app_roles import to_app_roles

MAY_OPEN = r"""
CREATE FUNCTION linli_may_open(county bigint, stream text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(
        current_setting('linli.opened', true) = '*'
        OR (strpos(current_setting('linli.opened', true), E'\n' || county::text || E'\n') = 1
            AND strpos(current_setting('linli.opened', true), E'\n' || stream || E'\n') > 0), false)
$$;
"""

TABLES = """
ALTER TABLE value RENAME TO open_value;
ALTER INDEX value_pkey RENAME TO open_value_pkey;
CREATE TABLE value (
    county_id bigint NOT NULL, stream varchar(80) NOT NULL, seq integer NOT NULL, field varchar(60) NOT NULL,
    subject varchar(24) NOT NULL, role varchar(24) NOT NULL,
    key_id bytea NOT NULL CHECK (length(key_id) = 16), value bytea NOT NULL CHECK (length(value) >= 61),
    PRIMARY KEY (county_id, stream, seq, field)
);
CREATE UNIQUE INDEX value_by_key ON value (key_id);
CREATE TABLE blind_index (
    county_id bigint NOT NULL, purpose varchar(24) NOT NULL, digest bytea NOT NULL CHECK (length(digest) = 32),
    stream varchar(80) NOT NULL, seq integer NOT NULL, field varchar(60) NOT NULL, subject varchar(24) NOT NULL,
    PRIMARY KEY (county_id, purpose, digest, stream, seq, field)
);
CREATE INDEX blind_index_by_stream ON blind_index (county_id, stream);
CREATE TABLE key_destruction (
    key_id bytea PRIMARY KEY, county_id bigint NOT NULL, stream varchar(80) NOT NULL,
    asked_at timestamptz NOT NULL DEFAULT now(), done_at timestamptz
);
CREATE INDEX key_destruction_waiting ON key_destruction (asked_at) WHERE done_at IS NULL;
CREATE TABLE vault (
    is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only), key_store varchar(40) NOT NULL,
    database_id varchar(40) NOT NULL DEFAULT replace(gen_random_uuid()::text, '-', ''),
    bound_at timestamptz NOT NULL DEFAULT now(), reseal_after text
);
"""

ERASING = """
DROP FUNCTION linli_erase_values(bigint, text, integer);
CREATE FUNCTION linli_erase_values(of_county bigint, of_stream text, of_seq integer) RETURNS SETOF text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    before text := coalesce(current_setting('linli.opened', true), '');
BEGIN
    PERFORM set_config('linli.opened', '*', true);
    RETURN QUERY WITH gone AS (
        DELETE FROM value v
        USING entry e, json_array_elements_text(convert_from(e.body, 'UTF8')::json->'pub'->'erased') AS named(place)
        WHERE e.county_id = of_county AND e.stream = of_stream AND e.seq = of_seq AND e.type LIKE '%.erase'
          AND v.county_id = e.county_id AND v.stream = e.stream AND v.seq < e.seq
          AND v.seq || '/' || v.field = named.place
        RETURNING v.seq AS at, v.field AS name, v.key_id AS key
    ), forgotten AS (
        DELETE FROM blind_index b USING gone
        WHERE b.county_id = of_county AND b.stream = of_stream AND b.seq = gone.at AND b.field = gone.name
    ), asked AS (
        INSERT INTO key_destruction (key_id, county_id, stream) SELECT gone.key, of_county, of_stream FROM gone
        ON CONFLICT DO NOTHING
    ), unsaid AS (
        UPDATE command c SET body_hash = '' FROM entry e
        WHERE EXISTS (SELECT FROM gone) AND e.county_id = of_county AND e.stream = of_stream AND e.seq < of_seq
          AND c.county_id = of_county AND c.id = convert_from(e.body, 'UTF8')::json->>'cmd'
    )
    SELECT gone.at || '/' || gone.name FROM gone;
    PERFORM set_config('linli.opened', before, true);
END $$;
REVOKE ALL ON FUNCTION linli_erase_values(bigint, text, integer) FROM PUBLIC;
"""

WALL = "".join(
    f"""
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
CREATE POLICY {table}_opened ON {table} FOR SELECT USING (linli_may_open(county_id, stream));
CREATE POLICY {table}_added ON {table} FOR INSERT WITH CHECK (true);
CREATE POLICY {table}_resealed ON {table} FOR UPDATE USING (linli_may_open(county_id, stream));
CREATE POLICY {table}_erased ON {table} FOR DELETE USING (linli_may_open(county_id, stream));
"""
    for table in ("value", "blind_index")
)

RIGHTS = to_app_roles(
    "REVOKE ALL ON value, blind_index, key_destruction, vault FROM {app}",
    "GRANT SELECT, INSERT ON value, blind_index, vault TO {app}",
    "GRANT SELECT, UPDATE (done_at) ON key_destruction TO {app}",
    "GRANT EXECUTE ON FUNCTION linli_erase_values(bigint, text, integer) TO {app}",
)

UNDO = """
DROP FUNCTION linli_erase_values(bigint, text, integer);
CREATE FUNCTION linli_erase_values(of_county bigint, of_stream text, of_seq integer) RETURNS SETOF text
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DELETE FROM value v
    USING entry e, json_array_elements_text(convert_from(e.body, 'UTF8')::json->'pub'->'erased') AS named(place)
    WHERE e.county_id = of_county AND e.stream = of_stream AND e.seq = of_seq AND e.type LIKE '%.erase'
      AND v.county_id = e.county_id AND v.stream = e.stream AND v.seq < e.seq
      AND v.seq || '/' || v.field = named.place
    RETURNING v.seq || '/' || v.field
$$;
REVOKE ALL ON FUNCTION linli_erase_values(bigint, text, integer) FROM PUBLIC;
"""
UNDO_RIGHTS = to_app_roles("GRANT EXECUTE ON FUNCTION linli_erase_values(bigint, text, integer) TO {app}")
UNDO_TABLES = """
DROP TABLE value, blind_index, key_destruction, vault;
DROP FUNCTION linli_may_open(bigint, text);
ALTER TABLE open_value RENAME TO value;
ALTER INDEX open_value_pkey RENAME TO value_pkey;
"""

OLD_TABLE = """
CREATE TABLE open_value (
    county_id bigint NOT NULL, stream varchar(80) NOT NULL, seq integer NOT NULL, field varchar(60) NOT NULL,
    subject varchar(24) NOT NULL, role varchar(24) NOT NULL,
    nonce bytea NOT NULL CHECK (length(nonce) = 32), value bytea NOT NULL,
    CONSTRAINT open_value_pkey PRIMARY KEY (county_id, stream, seq, field)
);
""" + to_app_roles(
    "REVOKE UPDATE, DELETE, TRUNCATE ON open_value FROM {app}",
)


def seal_values(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Seal what stood open, batch by batch, and check each by opening it again."""
    from linli.store.moving_in import seal_open_values  # a fresh installation needs no key store here

    seal_open_values(schema_editor.connection)


def unseal_values(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Open every value again, for an installation that goes back a version."""
    from linli.store.moving_in import open_sealed_values

    open_sealed_values(schema_editor.connection)


class Migration(migrations.Migration):
    """Sealed values, their keys by name and the wall around them."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0006_settings")]
    operations: ClassVar[list[Operation]] = [
        migrations.RunSQL(MAY_OPEN + TABLES, UNDO + UNDO_RIGHTS + UNDO_TABLES),
        migrations.RunPython(seal_values, unseal_values),
        migrations.RunSQL("DROP TABLE open_value", OLD_TABLE),
        migrations.RunSQL(WALL + ERASING + RIGHTS, migrations.RunSQL.noop),
    ]
