"""Open311 GeoReport v2: the door that civic apps of other makers know already."""
