"""Every place in the database that can hold text, and why no erased person is left in it.

`SEALED`: readable only with a key that erasing destroys. `CLEARED`: an erasure or the daily round removes it, and a
test shows it. Otherwise the reason why nothing of a resident stands there. A new column must be named here.
"""

from collections.abc import Mapping

SEALED, CLEARED = "sealed", "cleared"
CODE = "ids, codes and hashes of the product, no words of anybody"
SET_UP = "what the district set up about itself: places, units, rules, its own words"
STAFF = "of staff, kept as long as the account; public duty, no resident"
NUMBERS = "a stream's name, made of random ids"

PLACES: Mapping[str, Mapping[str, str]] = {
    "access_head": {"*": CODE},
    "access_record": {
        "words": "the duty by which staff opened something, in their words; part of the record of looks, kept by law",
        "*": CODE,
    },
    "account_emailaddress": {"email": STAFF},
    "account_emailconfirmation": {"key": CODE},
    "allowance": {"bucket": "a hash with a salt of the day"},
    "area": {"*": SET_UP},
    "asset": {"code": "what stands on a thing", "place": "where a thing stands, never a person", "*": CODE},
    "attempt": {"bucket": "a hash with a salt of the day"},
    "auth_group": {"name": CODE},
    "auth_permission": {"*": CODE},
    "call": {"*": "moments and the exchange's own key of a call, no number and no name"},
    "case_row": {
        "title": "staff name the matter and the place, never a person; the form says so",
        "origin": "what the system it was loaded from called it: a number of a matter",
        "*": CODE,
    },
    "category": {"*": SET_UP},
    "centre_check": {"*": CODE},
    "clock": {"*": CODE},
    "command": {"result": "ids and numbers of what was made", "actor": "post and pseudonym of staff", "*": CODE},
    "consent": {"*": CODE},
    "county": {"*": SET_UP},
    "django_content_type": {"*": CODE},
    "django_session": {"session_key": CODE, "session_data": CLEARED},
    "door_client": {"*": SET_UP},
    "door_filing": {"*": CODE},
    "duty": {"*": SET_UP},
    "emergency_plan": {"title": "what staff call a plan: of a hazard and a place", "*": CODE},
    "entry": {"body": "coded values; whatever somebody wrote is only committed to", "*": CODE},
    "exemption": {"*": "days that no round is asked for, of which post or area; never why somebody is on leave"},
    "first_link": {"token_hash": CODE},
    "handling_limit": {"*": SET_UP},
    "held_report": {"*": CODE},
    "inspection": {"*": CODE},
    "inspection_campaign": {"*": CODE},
    "inspection_draw": {"*": CODE},
    "letter": {"box": SET_UP, "*": "numbers, days and codes, posts and pseudonyms of staff; nothing of who wrote"},
    "list_item": {"*": SET_UP},
    "load_batch": {"source": "what staff call a file or the system it came from", "*": CODE},
    "load_row": {"reasons": CLEARED, "*": "the key that the other system gave a row, and codes"},
    "mediation_committee": {"*": SET_UP},
    "mediator": {"*": "which post mediates and what it takes; of staff, public duty"},
    "message_text": {"*": SET_UP},
    "meeting": {"place": "a room, staff-written, never a person", "*": CODE},
    "mfa_authenticator": {"*": STAFF},
    "notice": {"params": "kind, place and number of a matter, for staff", "*": CODE},
    "open_id_link": {"identity_hash": CODE},
    "outbox": {"payload": CLEARED, "error": "why something could not be sent, in the product's words", "*": CODE},
    "oversight_round": {"title": "what staff call a round, never a person", "*": CODE},
    "paper_counter": {"*": "which unit numbers which series, and how far it came"},
    "paper_template": {
        "content": "a form of the district's, with names of variables where words of a matter go; none are saved in it",
        "filename": "what staff called the file of a form", "reason": "why staff changed a form", "*": CODE,
    },
    "place": {"*": SET_UP},
    "place_apart": {"*": CODE},
    "place_change": {"*": CODE},
    "place_pairing": {"*": CODE},
    "policy_count": {"*": CODE},
    "post": {"*": SET_UP},
    "proposal": {
        "payload": "a change of the set-up", "content": "a change of the set-up",
        "reason": "why staff want the set-up changed", "answer": "what staff answered to that", "*": CODE,
    },
    "receipt": {"*": CODE},
    "room": {"*": "which rooms a unit has and which post entered them"},
    "room_booking": {"*": CODE},
    "roster_month": {"*": CODE},
    "round": {"*": CODE},
    "round_stop": {"*": CODE},
    "service_record": {"*": SET_UP},
    "reception_duty": {"*": SET_UP},
    "setting": {"*": SET_UP},
    "setup_draft": {"content": CLEARED, "options": CLEARED, "filename": CLEARED, "*": CODE},
    "shift": {"*": "which post is on the roster from when until when"},
    "sign_in_pace": {"bucket": "a keyed hash"},
    "staff": {"*": STAFF},
    "staff_session": {"*": STAFF},
    "stock_site": {"name": "a store or post, staff-written, never a person", "*": CODE},
    "stream": {"stream": NUMBERS, "hash": CODE},
    "unit": {"*": SET_UP},
    "value": {"value": SEALED, "*": CODE},
    "sweep": {"*": "ids, areas, days and counts of places; nothing that anybody wrote"},
    "visit": {"code_hash": "a keyed hash", "*": CODE},
    "webhook": {"*": SET_UP},
    "webhook_delivery": {
        "body": "kind, place, stage and number of an open matter, as any system with a key may read them",
        "last_error": "why an address could not be told", "*": CODE,
    },
    "wechat_message": {
        "sealed": "the platform's own cipher, whose key is not in the database; emptied when its writer is told",
        "thread": CLEARED, "error": "why something could not be fetched or told", "*": CODE,
    },
    "year_table": {"*": SET_UP},
}  # fmt: skip
