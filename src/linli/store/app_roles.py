"""What a migration lets the app roles do: the roles that add entries here without owning a table."""

EACH_APP_ROLE = """
DO $$
DECLARE
    app text;
BEGIN
    FOR app IN
        SELECT DISTINCT r.rolname FROM pg_roles r
        WHERE r.rolname <> current_user AND NOT r.rolsuper AND has_table_privilege(r.oid, 'entry', 'INSERT')
    LOOP
{statements}    END LOOP;
END $$;
"""


def to_app_roles(*statements: str) -> str:
    """Return SQL that carries out each statement for every app role; `{app}` stands for the role's name.

    Migrations that ran on an installation ran with these words, so their meaning may not change.
    """
    formats = (one.replace("{app}", "%I") for one in statements)
    return EACH_APP_ROLE.format(statements="".join(f"        EXECUTE format('{one}', app);\n" for one in formats))
