"""Headers that every answer bears, whatever answers and however it ends; a page may be stricter or name its own.

Scripts are files of ours and nothing else: there is no inline script that a nonce would have to let through.
Source: OWASP Secure Headers; W3C Content Security Policy 3, Permissions Policy.
"""

from collections.abc import Mapping

NO_SENSORS = ", ".join(
    f"{one}=()"
    for one in (
        "accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer",
        "microphone", "midi", "payment", "usb",
    )
)  # fmt: skip
NOTHING_RUNS = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
"""For answers that are no page: nothing in them may load, run, be framed or be sent."""
STANDING: Mapping[str, str] = {
    "Content-Security-Policy": NOTHING_RUNS,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": NO_SENSORS,
    "Referrer-Policy": "same-origin",
    "Reporting-Endpoints": 'policy="/policy-reports"',
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
