"""Rows as hostile as real files are: broken encodings, swapped coordinates, five date forms, formulas, huge fields."""

import random
from collections.abc import Iterator

HEADER = b"ID,Kind,Text,Where,State,When,Lat,Lon\r\n"
WHENS = ("1556866800", "2019-05-03 15:00", "03/05/2019 3:00 PM", "2019年5月3日 15时00分", "2019-05-03T07:00:00Z")


def hostile_rows(count: int, seed: int) -> Iterator[bytes]:
    """Yield the header and `count` physical rows, each terminated; every row but the quirks below is readable."""
    chance = random.Random(seed)
    yield HEADER
    for number in range(count):
        yield _row(number, chance)


def _row(number: int, chance: random.Random) -> bytes:
    key, kind, text, where, state, when = (
        str(number), chance.choice(("Pothole", "Lamp", "Something new")), "路灯不亮,请来看看", "和平路 3 号",
        chance.choice(("open", "done")), chance.choice(WHENS),
    )  # fmt: skip
    lat, lon = f"{36.1 + chance.random() / 10:.6f}", f"{114.3 + chance.random() / 10:.6f}"
    quirk = chance.randrange(40)
    if quirk == 0:
        return (
            f"{key},{kind},".encode()
            + bytes([0xFF, 0xFE, 0xC3, 0x28])
            + f",{where},{state},{when},{lat},{lon}\n".encode()
        )
    if quirk == 1:
        lat, lon = lon, lat
    elif quirk == 2:
        text = '=HYPERLINK("http://example.invalid","x")'.replace('"', '""')
    elif quirk == 3:
        text = "长" * (1_000_000 if number % 400 == 0 else 30_000)
    elif quirk == 4:
        when = chance.choice(("soon", "2019-02-30", "99/99/9999"))
    elif quirk == 5:
        return f'{key},"{kind} never closed,{text}\n'.encode()
    elif quirk == 6:
        return f"{key},{kind}\n".encode()
    elif quirk == 7:
        state = "lost"
    elif quirk == 8:
        text = "zero\0byte"
    elif quirk == 9:
        key = ""
    elif quirk == 10:
        lat, lon = chance.choice((("", ""), ("abc", "1e999"), ("NaN", "inf"), ("200", "400")))
    elif quirk == 11:
        text = 'two\nlines, and a ""quote""'
    return f'{key},{kind},"{text}",{where},{state},{when},{lat},{lon}\r\n'.encode()
