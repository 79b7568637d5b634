"""Everything that a face says is said in Chinese and in English."""

from linli.cli.messages import PACKAGE_DIR, all_faults


def test_every_face_is_translated_completely() -> None:
    found = list(all_faults(PACKAGE_DIR))
    assert found == [], "\n".join(found)
