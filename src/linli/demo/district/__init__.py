"""The invented district 云溪区: land, streets, places, units, posts and duties, all from one seed."""

from linli.demo.district.build import DEFAULT_SEED, build_district
from linli.demo.district.gazetteer import Gazetteer, gazetteer_of
from linli.demo.district.identity import demo_id
from linli.demo.district.model import District, Place, Road, RoadClass, Spot, Staff
from linli.demo.district.outline import DistrictDrawing, district_svg_paths

__all__ = [
    "DEFAULT_SEED",
    "District",
    "DistrictDrawing",
    "Gazetteer",
    "Place",
    "Road",
    "RoadClass",
    "Spot",
    "Staff",
    "build_district",
    "demo_id",
    "district_svg_paths",
    "gazetteer_of",
]
