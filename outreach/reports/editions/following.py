"""How far long work on an edition is: in words on its page, and for the script that follows it there."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import Row

from ...database import reading
from .. import store
from . import store as editions

DOING = {"draft": "Draft being made", "words": "Preview being made", "publish": "Being published"}
DONE = {"draft": "The draft is made.", "words": "The preview is made.", "publish": "It is published."}


def register(bp: Blueprint) -> None:
    """Adds the answer that the script asks for."""
    bp.add_url_rule("/<int:number>/work", view_func=work)


def work(number: int) -> ResponseReturnValue:
    """How far the newest work on an edition is."""
    with reading() as conn:
        editions.edition(conn, number)
        return jsonify(told(store.work_on(conn, number)))


def told(work: Row[Any] | None) -> dict[str, Any]:
    """What is said of it, how far it is, and whether it has ended."""
    if work is None:
        return {"words": "Nothing is being made.", "step": 0, "steps": 1, "ended": True}
    ended = work.status not in store.GOING_ON
    return {"words": _words(work), "step": work.step, "steps": work.steps or 1, "ended": ended}


def _words(work: Row[Any]) -> str:
    doing = DOING[work.purpose]
    if work.status == "waiting":
        return f"{doing}: waiting its turn. The worker takes it up within a minute."
    if work.status == "running":
        step = f": step {work.step} of {work.steps}, {_small(work.step_name)}" if work.step else ""
        return f"{doing}{step}."
    if work.status == "stopped":
        return "It was stopped. What was there before stays."
    return str(work.message) if work.status == "failed" else DONE[work.purpose]


def _small(name: str) -> str:
    return name[:1].lower() + name[1:]
