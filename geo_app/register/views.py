"""The register as a table, one hotspot with its timeline, and what is recorded there."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from geo_app.accounts.access import allow, current_actor, current_scope, may
from geo_app.accounts.permissions import Action
from geo_app.db import database, session
from geo_app.errors import (
    InvalidError,
    NotFoundError,
    StaleError,
    UnanswerableError,
    UnavailableError,
)
from geo_app.i18n import today
from geo_app.mapping.document import current_map
from geo_app.register import actions, corrections, pages, queries
from geo_app.register.episodes import episodes
from geo_app.register.forms import FilterBar, whole_number
from geo_app.register.forms_hotspot import HotspotForm
from geo_app.register.messages import saved_message
from geo_app.register.models import Hotspot
from geo_app.register.places import marked_steps
from geo_app.register.progress import progress
from geo_app.register.reading import Reading, now_reading, reading_from
from geo_app.register.rights import refuse_ending_without_right
from geo_app.register.saving import trouble_in_words
from geo_app.register.transitions import may_follow
from geo_app.register.vocabulary import CLEARANCES
from geodata.agencies import local_agencies

blueprint = Blueprint("register", __name__)

PAGE_LENGTH = 50
PARTS = ("to_clear", "cleared", "left", "to_keep", "kept", "lost", "new")


@blueprint.get("/hotspots")
@allow(Action.VIEW)
def index() -> str:
    scope = current_scope()
    counts = queries.hotspot_counts(session(), scope=scope)
    bar = FilterBar.from_query(request.args, counts, scope)
    part = request.args.get("part")
    part = part if part in PARTS else None
    reading = reading_from(request.args)
    found = queries.standings(session(), scope=scope, filters=bar.filters, reading=reading)
    if part:
        lists = progress(session(), scope=scope, reading=reading)
        codes = {each.hotspot.code for each in getattr(lists, part)}
        found = [each for each in found if each.hotspot.code in codes]
    last = max(1, -(-len(found) // PAGE_LENGTH))
    page = min(max(1, whole_number(request.args.get("page", "1"))), last)
    return render_template(
        "register/index.html",
        bar=bar,
        part=part,
        found=found[(page - 1) * PAGE_LENGTH : page * PAGE_LENGTH],
        count=len(found),
        page=page,
        last=last,
        reading=reading,
        kept={
            **bar.filters.as_query(),
            **({"part": part} if part else {}),
            **reading.as_query(),
        },
    )


@blueprint.get("/hotspots/<code>")
@allow(Action.VIEW)
def show(code: str) -> Any:
    try:
        reading = reading_from(request.args)
    except UnanswerableError as error:
        return hotspot_page(code, HotspotForm(), reading_trouble=error), error.status
    try:
        return hotspot_page(code, HotspotForm(), reading=reading)
    except NotFoundError:
        if reading.is_now:
            raise
        return absent_page(code, reading), HTTPStatus.NOT_FOUND


def absent_page(code: str, reading: Reading) -> str:
    """Instead of a hotspot that the register holds now, but does not in this reading."""
    standing = queries.standing(session(), code, scope=current_scope(), ended=True)
    return render_template("register/absent.html", hotspot=standing.hotspot, reading=reading)


@blueprint.post("/hotspots/<code>/events")
@allow(Action.RECORD_EVENT)
def record(code: str) -> Any:
    form = HotspotForm.sent(request.form)
    try:
        new = form.event(today(), may_restate=is_handed_over(code))
        refuse_ending_without_right(session(), code, new, scope=current_scope())
        with trouble_in_words():
            event = actions.record_event(
                database(),
                code,
                new,
                actor=current_actor(),
                scope=current_scope(),
                version=form.version,
            )
    except InvalidError as error:
        return hotspot_page(code, form.refused(error), trouble=error), error.status
    except StaleError as error:
        return hotspot_page(code, form, stale=error), error.status
    except UnavailableError as error:
        # A busy database can still be read: the page comes back with what was typed.
        return hotspot_page(code, form, trouble=error), error.status
    flash(saved_message(event, code), "success")
    return redirect(url_for("register.show", code=code, _anchor="messages"))


@blueprint.post("/hotspots/<code>/place/confirm")
@allow(Action.CONFIRM_PLACE)
def confirm_place(code: str) -> Any:
    try:
        actions.confirm_place(
            database(),
            code,
            actor=current_actor(),
            scope=current_scope(),
            version=whole_number(request.form.get("version")),
        )
    except StaleError as error:
        return hotspot_page(code, HotspotForm(), trouble=error), HTTPStatus.PRECONDITION_FAILED
    flash(_("The place is confirmed."), "success")
    return redirect(url_for("register.show", code=code, _anchor="messages"))


def hotspot_page(
    code: str,
    form: HotspotForm,
    *,
    reading: Reading | None = None,
    reading_trouble: UnanswerableError | None = None,
    trouble: Exception | None = None,
    stale: StaleError | None = None,
) -> str:
    """The page with the form as it was sent; only a writer who was told is based anew."""
    reading, scope = reading or now_reading(), current_scope()
    standing = queries.standing(session(), code, scope=scope, reading=reading, ended=True)
    hotspot = standing.hotspot
    events = queries.history(session(), hotspot, reading)
    missed = [event for event in events if event.entry_number > form.last_seen] if stale else []
    superseding = corrections.superseding(session(), hotspot, reading)
    entries = pages.timeline(events, superseding, scope)
    ending = corrections.ending(session(), hotspot, reading)
    stated = pages.stated(entries, "clearance")
    blank = HotspotForm().based_on(hotspot.version, pages.last_event(events))
    if stale or not form.version:
        form = form.based_on(blank.version, blank.last_seen)
    return render_template(
        "register/show.html",
        document=current_map(),
        reading=reading,
        reading_trouble=reading_trouble,
        standing=standing,
        hotspot=hotspot,
        entries=entries,
        episodes=episodes(pages.in_force(entries)),
        ending=ending,
        ended_into=queries.target_of(ending, scope),
        merged_here=queries.merged_into(session(), hotspot, reading, scope=scope),
        others=others_in_district(hotspot) if may(Action.END_HOTSPOT) else [],
        level_since=pages.since(entries, "level"),
        clearance_since=pages.since(entries, "clearance"),
        allowed=pages.possible_after(stated),
        unlikely=[each for each in CLEARANCES if not may_follow(each, stated)],
        agencies=local_agencies(hotspot.district_code, hotspot.communes),
        verdicts=pages.verdicts_of(hotspot),
        length_m=pages.line_length_m(hotspot),
        steps=marked_steps(hotspot.place_steps),
        form=form,
        blank=blank,
        concerned=next((each for each in events if form.concerns(each)), None),
        trouble=trouble,
        stale=stale,
        missed=missed,
    )


def is_handed_over(code: str) -> bool:
    standing = queries.standing(session(), code, scope=current_scope(), ended=True)
    return standing.clearance == "handed_over"


def others_in_district(hotspot: Hotspot) -> list[Hotspot]:
    """What the hotspot may be the same as, to choose from; the code of any other can be typed."""
    filters = queries.Filters(district=hotspot.district_code)
    found = queries.standings(session(), scope=current_scope(), filters=filters)
    return [each.hotspot for each in found if each.hotspot.id != hotspot.id]
