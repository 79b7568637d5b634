"""How large a packed file may become is looked at before anything in it is unpacked.

Source: OWASP ASVS 5.0.0 5.2.3.
"""

import io
import zipfile

from linli.domain.problems import Problem, Refused

MB = 1024 * 1024
PARTS_MAX = 2_000


def check_packed(content: bytes, *, unpacked_mb_max: int, told_mb: int) -> None:
    """Raise Refused where a ZIP unpacks to more than that or has too many parts; BadZipFile where it is none."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
    if len(parts) > PARTS_MAX or sum(one.file_size for one in parts) > unpacked_mb_max * MB:
        raise Refused([Problem("workbook_too_large", at="file", params={"limit": told_mb})])
