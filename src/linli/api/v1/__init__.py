"""The API for other systems: `/api/v1`, described by OpenAPI, refused by RFC 9457."""
