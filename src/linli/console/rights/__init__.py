"""The rights desk: what people ask about their data, beside the matter it concerns."""
