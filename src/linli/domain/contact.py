"""Ways to reach a person, as far as one can see whether they are written right."""

import re

PHONE = re.compile(r"^\+?[0-9()\- ]{5,24}(?:[转xX#,;]\s*[0-9]{1,6})?$")
EMAIL = re.compile(r"^[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+$")
