"""The one error of the private database, worded in both languages."""

from pathlib import Path

from linli.domain.problems import Problem

LAST_LINES = 12
LAST_BYTES = 16_384


class EmbeddedPostgresError(Exception):
    """The private database cannot be used; `problem` says why and what to do next."""

    def __init__(self, code: str, **params: str | int) -> None:
        """Keep the problem `code` of the catalogue with its `params`."""
        self.problem = Problem(code, params=params)
        super().__init__(self.within("en"))

    @property
    def code(self) -> str:
        """The code in the catalogue of problems."""
        return self.problem.code

    def within(self, language: str) -> str:
        """Return the sentence to show, in `language`."""
        return self.problem.within(language)


def last_lines(log: Path) -> str:
    """Return the end of `log`, or what the system says when it cannot be read."""
    try:
        with log.open("rb") as file:
            file.seek(0, 2)
            file.seek(max(0, file.tell() - LAST_BYTES))
            text = file.read().decode("utf-8", "replace")
    except OSError as error:
        return str(error)
    return "\n".join(text.splitlines()[-LAST_LINES:])
