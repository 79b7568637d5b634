"""Columns of the case row that lists need, the one way in which a value may be removed, the county that is served.

Rows of an earlier version are filled from their entries, as a replay would fill them. The app role loses the
right to delete values; what it keeps is a function that removes exactly those which an erasing entry names.
"""

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.models.functions import Coalesce

FILL = """
UPDATE case_row c SET source_filed_at = (effect->>'value')::timestamptz
FROM entry e, json_array_elements(convert_from(e.body, 'UTF8')::json->'eff') AS effect
WHERE c.origin <> '' AND e.county_id = c.county_id AND e.stream = 'case/' || c.id AND e.seq = 1
  AND effect->>'k' = 'noted' AND effect->>'key' = 'source_filed_at';
WITH step AS (
    SELECT e.county_id, e.stream, e.seq, effect->>'k' AS kind, effect->>'verb' AS verb
    FROM entry e, json_array_elements(convert_from(e.body, 'UTF8')::json->'eff') AS effect
    WHERE (position('"k":"proposed"'::bytea IN e.body) > 0 OR position('"k":"settled"'::bytea IN e.body) > 0)
      AND effect->>'k' IN ('proposed', 'settled')
)
UPDATE case_row c SET awaits_agreement = true
FROM step p
WHERE p.county_id = c.county_id AND p.stream = 'case/' || c.id AND p.kind = 'proposed' AND NOT EXISTS (
    SELECT FROM step s WHERE s.county_id = p.county_id AND s.stream = p.stream AND s.verb = p.verb
    AND s.kind = 'settled' AND s.seq > p.seq);
"""

ERASING = """
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
DO $$
DECLARE
    app text;
BEGIN
    FOR app IN
        SELECT DISTINCT r.rolname FROM pg_roles r
        WHERE r.rolname <> current_user AND NOT r.rolsuper AND has_table_privilege(r.oid, 'entry', 'INSERT')
    LOOP
        EXECUTE format('REVOKE DELETE ON value FROM %I', app);
        EXECUTE format('GRANT EXECUTE ON FUNCTION linli_erase_values(bigint, text, integer) TO %I', app);
    END LOOP;
END $$;
"""

SERVED = "UPDATE county SET is_served = true WHERE id = (SELECT min(county_id) FROM post)"
ONE_SERVED = models.UniqueConstraint(fields=["is_served"], condition=models.Q(is_served=True), name="one_county_served")
BEGINNING = """
CREATE FUNCTION linli_begin_filing(of_county bigint, command_id text, year integer)
    RETURNS TABLE (body_hash text, result jsonb, serial bigint)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    numbers regclass := to_regclass(format('case_number_%s_%s', of_county, year));
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(command_id, of_county));
    IF numbers IS NULL THEN
        SELECT n INTO serial FROM linli_reserve_numbers(of_county, year, 1) AS n;
    ELSE
        serial := nextval(numbers);
    END IF;
    SELECT c.body_hash, c.result INTO body_hash, result FROM command c
    WHERE c.county_id = of_county AND c.id = command_id;
    RETURN NEXT;
END $$;
REVOKE ALL ON FUNCTION linli_begin_filing(bigint, text, integer) FROM PUBLIC;
DO $$
DECLARE
    app text;
BEGIN
    FOR app IN
        SELECT DISTINCT r.rolname FROM pg_roles r
        WHERE r.rolname <> current_user AND NOT r.rolsuper AND has_table_privilege(r.oid, 'entry', 'INSERT')
    LOOP
        EXECUTE format('GRANT EXECUTE ON FUNCTION linli_begin_filing(bigint, text, integer) TO %I', app);
    END LOOP;
END $$;
"""
UNDO_BEGINNING = "DROP FUNCTION linli_begin_filing(bigint, text, integer);"
UNDO_ERASING = "DROP FUNCTION linli_erase_values(bigint, text, integer);"

BY_REPORT = models.Index(fields=["county_id", "-reported_at", "-id"], name="case_by_report")
OPEN_BY_STAGE = models.Index(
    fields=["county_id", "stage", "reported_at", "id"], name="case_open_by_stage", condition=models.Q(is_final=False)
)
BY_AREA = models.Index(
    fields=["county_id", "area_path", "-reported_at"], name="case_by_area", opclasses=["", "varchar_pattern_ops", ""]
)
BY_CATEGORY = models.Index(fields=["county_id", "category", "-reported_at"], name="case_by_category")
AWAITS_AGREEMENT = models.Index(
    fields=["county_id", "-reported_at", "-id"],
    name="case_awaits_agreement",
    condition=models.Q(awaits_agreement=True),
)
BY_CLOSING = models.Index(
    fields=["county_id", "closed_at"], name="case_by_closing", condition=models.Q(closed_at__isnull=False)
)
REOPEN_ASKED = models.Index(
    fields=["county_id", "-reported_at", "-id"], name="case_reopen_asked", condition=models.Q(reopen_asked=True)
)
ON_AGENDA = models.Index(
    fields=["county_id", "-reported_at", "-id"], name="case_on_agenda", condition=models.Q(on_agenda=True)
)


class Migration(migrations.Migration):
    """Add the columns, fill them, and index lists by when a matter was first reported."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0002_journal")]
    operations: ClassVar[list[Operation]] = [
        *(
            migrations.RemoveIndex(model_name="case", name=name)
            for name in ("case_by_filing", "case_open_by_stage", "case_by_area", "case_by_category")
        ),
        migrations.AddField("case", "source_filed_at", models.DateTimeField(null=True)),
        migrations.AddField("case", "awaits_agreement", models.BooleanField(default=False), preserve_default=False),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddField(
            "case",
            "reported_at",
            models.GeneratedField(
                expression=Coalesce("source_filed_at", "filed_at"), output_field=models.DateTimeField(), db_persist=True
            ),
        ),
        *(
            migrations.AddIndex(model_name="case", index=index)
            for index in (
                BY_REPORT,
                OPEN_BY_STAGE,
                BY_AREA,
                BY_CATEGORY,
                AWAITS_AGREEMENT,
                BY_CLOSING,
                REOPEN_ASKED,
                ON_AGENDA,
            )
        ),
        migrations.RunSQL(ERASING, UNDO_ERASING),
        migrations.RunSQL(BEGINNING, UNDO_BEGINNING),
        migrations.AddField("county", "is_served", models.BooleanField(default=False)),
        migrations.RunSQL(SERVED, migrations.RunSQL.noop),
        migrations.AddConstraint("county", ONE_SERVED),
    ]
