"""Builds the whole invented district 云溪区 from a seed."""

import random

import numpy as np

from linli.demo.district.areas import lay_out
from linli.demo.district.duties import draw_matrix
from linli.demo.district.gazetteer import Gazetteer
from linli.demo.district.model import District
from linli.demo.district.names import SUBDISTRICTS
from linli.demo.district.places import register_places
from linli.demo.district.roads import lay_streets
from linli.demo.district.shapes import draw_shapes
from linli.demo.district.units import staff_district

DEFAULT_SEED = 7


def build_district(seed: int = DEFAULT_SEED) -> District:
    """Return the district; equal seeds give equal districts, with the same names and codes in all of them."""
    middles = np.array([subdistrict.middle for subdistrict in SUBDISTRICTS])
    shapes = draw_shapes(seed, middles)
    land = lay_out(shapes, random.Random(f"{seed}/areas"))
    streets = lay_streets(shapes, land)
    gazetteer = Gazetteer(land.areas, roads=streets.roads, grid_roads=streets.grid_roads)
    places = register_places(land.areas, gazetteer, random.Random(f"{seed}/places"))
    staffing = staff_district(land, random.Random(f"{seed}/staff"))
    return District(
        seed=seed,
        county=land.areas[0],
        areas=land.areas,
        units=staffing.units,
        posts=staffing.posts,
        staff=staffing.staff,
        duties=draw_matrix(land.areas[0], staffing),
        roads=streets.roads,
        places=places,
        river=streets.river,
        grid_roads=streets.grid_roads,
    )
