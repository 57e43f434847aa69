"""The shapes of the answers, for the description; what may be written is in register.rules."""

from typing import Any

from apiflask import Schema
from apiflask.fields import Boolean, Date, DateTime, Dict, Float, Integer, List, Nested, String

NULL: dict[str, Any] = {"allow_none": True}


class Feature(Schema):
    type = String(metadata={"enum": ["Feature"]})
    id = String(metadata={"description": "The hotspot's code."})
    geometry = Dict(**NULL, metadata={"description": "GeoJSON, longitude first; null if unknown."})
    properties = Dict()


class FeatureCollection(Schema):
    type = String(metadata={"enum": ["FeatureCollection"]})
    features = List(Nested(Feature))


class Event(Schema):
    id = Integer()
    effective_on = String(metadata={"description": "2024-05-17, 2024-05 or 2024: as known."})
    effective_precision = String(metadata={"enum": ["day", "month", "year"]})
    level = String(**NULL)
    level_label = String(**NULL)
    clearance = String(**NULL)
    clearance_label = String(**NULL)
    basis = String(**NULL)
    note = String(**NULL)
    recorder = String(**NULL, metadata={"description": "User name; null for the plan itself."})
    recorded_at = DateTime(metadata={"description": "UTC."})
    supersedes = Integer(**NULL)
    superseded = Boolean()
    url = String()


class History(Schema):
    hotspot = String()
    version = Integer()
    events = List(Nested(Event), metadata={"description": "The latest first."})


class Recorded(Schema):
    event = Nested(Event)
    hotspot = Nested(Feature)


class District(Schema):
    code = String()
    name = String()
    unit_type = String()
    hotspots = Integer()
    url = String()


class Districts(Schema):
    edition = String()
    districts = List(Nested(District))


class DistrictDetail(District):
    name_short = String()
    edition = String()
    area_km2 = Float()
    neighbours = List(String())
    hotspots_url = String()


class Indicator(Schema):
    code = String()
    parent = String(**NULL)
    title = String()
    text_vi = String()
    unit = String()
    target_kind = String()
    target = Float(**NULL, metadata={"description": "A count, or per cent for shares."})
    actual = Float(**NULL, metadata={"description": "As the target; null: no data yet."})
    numerator = Float(**NULL)
    total = Float(**NULL)
    share = Float(**NULL, metadata={"description": "Actual over target; may exceed 1."})
    met = Boolean(**NULL)
    state = String(**NULL, metadata={"enum": ["submitted", "confirmed", None]})
    source = String()
    note = String(**NULL)
    from_register = Boolean()
    lead_agencies = List(String())
    coordinating_agencies = List(String())
    period = String()
    url = String()


class Indicators(Schema):
    plan = String()
    period = String()
    as_of = Date(metadata={"description": "The day for figures counted from the register."})
    indicators = List(Nested(Indicator))


class Place(Schema):
    query = String()
    found = Boolean()
    name = String(**NULL)
    geometry = Dict(**NULL)
    precision = String(**NULL)
    score = Float(**NULL)
    error_m = Float(**NULL)
    length_m = Float(**NULL)
    district = Nested("DistrictName", **NULL)
    communes = List(String())
    verdict = Dict(**NULL)
    gave_up_at = String(**NULL)
    reason = String(**NULL)
    detail = String(**NULL)
    candidates = List(String())
    steps = List(Dict())


class DistrictName(Schema):
    code = String()
    name = String()
