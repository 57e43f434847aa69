"""Short names for the indicators of Appendix I and for what they count.

The plan's own wording is long, Vietnamese and official; it is shown beside these, never instead.
"""

from typing import Any

from flask_babel import lazy_gettext

TITLES: dict[str, Any] = {
    "1": lazy_gettext("Communes that inform the public regularly"),
    "2": lazy_gettext("Reports in press and media"),
    "3": lazy_gettext("People informed"),
    "3.1": lazy_gettext("Residents informed in localities"),
    "3.2": lazy_gettext("Workers informed in industrial zones"),
    "3.3": lazy_gettext("Pupils informed in upper secondary schools"),
    "3.4": lazy_gettext("Students informed in universities and colleges"),
    "3.5": lazy_gettext("Learners informed in vocational education"),
    "3.6": lazy_gettext("Owners and workers informed during inspections"),
    "3.7": lazy_gettext("Owners of establishments trained"),
    "3.8": lazy_gettext("Workers of establishments trained"),
    "4": lazy_gettext("Plans made and carried out"),
    "4.1": lazy_gettext("Districts with a plan of their own"),
    "4.2": lazy_gettext("Communes with a plan of their own"),
    "5": lazy_gettext("Communes that follow the commune model"),
    "6": lazy_gettext("Reports from the public handled in time"),
    "7": lazy_gettext("Criminal cases"),
    "7.1": lazy_gettext("Cases discovered and prosecuted"),
    "7.2": lazy_gettext("Cases tried"),
    "8": lazy_gettext("Hotspots"),
    "8.1": lazy_gettext("Hotspots cleared"),
    "8.2": lazy_gettext("New hotspots"),
    "8.3": lazy_gettext("Cleared hotspots kept clear"),
    "9": lazy_gettext("Inspections of establishments"),
    "9.1": lazy_gettext("Establishments inspected"),
    "9.2": lazy_gettext("Suspect establishments inspected at least once"),
    "10": lazy_gettext("Support offered"),
    "10.1": lazy_gettext("Contacts with advice and counselling"),
    "10.2": lazy_gettext("People in need reached by support services"),
    "11": lazy_gettext("Training of staff"),
    "11.1": lazy_gettext("Staff of the city trained"),
    "11.2": lazy_gettext("Staff of districts and communes trained"),
}

UNITS: dict[str, Any] = {
    "người": lazy_gettext("people"),
    "lượt người": lazy_gettext("contacts"),
    "vụ án": lazy_gettext("cases"),
    "điểm": lazy_gettext("hotspots"),
    "cơ sở": lazy_gettext("establishments"),
    "đánh giá": lazy_gettext("assessment"),
    "% số xã/phường/thị trấn": lazy_gettext("percent of communes"),
    "% số quận/huyện/thị xã": lazy_gettext("percent of districts"),
    "% số tin": lazy_gettext("percent of reports from the public"),
    "% số cơ sở": lazy_gettext("percent of establishments"),
    "% số người có nhu cầu": lazy_gettext("percent of people in need"),
}

STATE_NAMES: dict[str, Any] = {
    "draft": lazy_gettext("Draft"),
    "submitted": lazy_gettext("Submitted"),
    "confirmed": lazy_gettext("Confirmed"),
}


def title_of(code: str, text_vi: str) -> str:
    """The short name, or the plan's own words where an indicator has none yet."""
    return str(TITLES.get(code, text_vi))


def unit_of(unit_vi: str) -> str:
    return str(UNITS.get(unit_vi, unit_vi))
