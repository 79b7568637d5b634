"""Sealing classes 密级: who may see that a case exists, and who may read it."""

from enum import StrEnum

from linli.domain.wording import Wording


class Seal(StrEnum):
    """From place-and-kind public to unreadable by the server's own operator."""

    OPEN = "open"
    RESTRICTED = "restricted"
    SEALED = "sealed"
    CLOSED = "closed"

    @property
    def wording(self) -> Wording:
        """The class in both languages."""
        return SEAL_WORDINGS[self]


SEAL_WORDINGS: dict[Seal, Wording] = {
    Seal.OPEN: Wording("公开(地点与类别)", "Open (place and kind)"),
    Seal.RESTRICTED: Wording("限办理单位", "Restricted to its units"),
    Seal.SEALED: Wording("密封", "Sealed"),
    Seal.CLOSED: Wording("封存", "Closed"),
}
