"""Reminds staff of a ticket at a time that they choose, and keeps it open until then."""

import json
import re

from componentize_py_types import Err
from wit_world import exports
from wit_world.exports.hooks import Verdict_Allow, Verdict_Veto
from wit_world.exports.http import Response
from wit_world.imports import context, records, timers
from wit_world.imports.records import Draft, IndexEntry, Query, Value_Number
from wit_world.imports.types import Audience, Error_Invalid, Error_NotFound, Error_TooLarge, RecordRef

REMINDERS = "reminder:reminders"
TICKETS = "tickets:tickets"

# Bytes of a request, and characters of a text.
LARGEST = 16_384
LONGEST = 200
MINUTE = 60_000
YEAR = 525_600


# What the kernel calls: one class for each interface, named as in wit/, with its functions.


class Http(exports.Http):
    def handle(self, request):
        match request.method:
            case "GET":
                return list_all(request)
            case "POST":
                return set_one(request)
            case _:
                return remove(request.path.removeprefix("/api/reminders/"))


class Alarms(exports.Alarms):
    def ring(self, key, due, data):
        reminder = find(key)
        if reminder is None or reminder[1]["state"] != "waiting":
            return
        envelope, value = reminder
        value["state"] = "due"
        records.put(REMINDERS, key, envelope.version, draft(envelope.parent, value))


class Hooks(exports.Hooks):
    def before(self, change):
        was = json.loads(change.before.body)["status"]
        will = json.loads(change.after.body)["status"]
        if was == will or will not in ("resolved", "closed"):
            return Verdict_Allow()
        for _, value in query("waiting", change.id, 1):
            return Verdict_Veto(f"a reminder still waits, “{value['text']}”: let it ring, or remove it")
        return Verdict_Allow()


class Contributions(exports.Contributions):
    def render(self, name, subject):
        if subject is None or subject.collection != TICKETS:
            return None
        now = context.now()
        lines = []
        for _, value in query("due", subject.id, 200):
            if value["state"] == "due":
                when = "<strong>due</strong>"
            else:
                minutes = -(-max(value["due"] - now, 0) // MINUTE)
                when = f"<em>in {minutes} min</em>"
            lines.append(f"<li>{escaped(value['text'])} {when}</li>")
        return f"<ul>{''.join(lines)}</ul>" if lines else None


def list_all(request):
    ticket = next((value for name, value in request.query if name == "ticket"), None)
    if ticket is None:
        raise invalid("say which ticket: `?ticket=ID`")
    return answer(200, {"reminders": [told(*reminder, ticket) for reminder in query("due", ticket, 200)]})


def set_one(request):
    if len(request.body) > LARGEST:
        raise Err(Error_TooLarge("a reminder has at most 16384 bytes"))
    body = parsed(request.body)
    if not isinstance(body, dict):
        raise invalid("the body must be a JSON object: `ticket`, `text`, and `due` or `minutes`")
    ticket, text = body.get("ticket"), body.get("text")
    if not isinstance(ticket, str):
        raise invalid("`ticket` must be the id of a ticket")
    if not isinstance(text, str) or not 1 <= len(text) <= LONGEST:
        raise invalid("`text` must have 1 to 200 characters")
    value = {"text": text, "due": due(context.now(), body), "state": "waiting"}
    envelope = records.create(REMINDERS, None, draft(RecordRef(TICKETS, ticket), value))
    timers.set(envelope.id, value["due"], "null")
    return answer(201, told(envelope, value, ticket))


def remove(id):
    envelope = records.get(REMINDERS, id).envelope
    records.delete(REMINDERS, id, envelope.version)
    timers.cancel(id)
    return Response(204, [], b"")


def due(now, body):
    """The time that was meant, in one of two ways."""
    due, minutes = body.get("due"), body.get("minutes")
    if (due is None) == (minutes is None):
        raise invalid("say either `due`, in milliseconds since 1970, or `minutes`")
    given = whole(minutes if due is None else due)
    time = given if given is None or due is not None else now + given * MINUTE
    if time is None or not now < time <= now + YEAR * MINUTE:
        raise invalid("a reminder must be due within the next 365 days")
    return time


def whole(value):
    """A number without a fraction, however it is written. Python takes `True` for one."""
    if isinstance(value, bool):
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int) else None


# Records: bodies are JSON in bytes.


def find(id):
    try:
        entry = records.get(REMINDERS, id)
    except Err as error:
        if isinstance(error.value, Error_NotFound):
            return None
        raise
    return entry.envelope, json.loads(entry.body)


def query(index, ticket, limit):
    parent = RecordRef(TICKETS, ticket)
    page = records.find(REMINDERS, Query(index, [], False, None, parent, limit, None))
    return [(entry.envelope, json.loads(entry.body)) for entry in page.entries]


def draft(parent, value):
    key = [Value_Number(value["due"])]
    index = [IndexEntry("due", key)]
    if value["state"] == "waiting":
        index.append(IndexEntry("waiting", key))
    return Draft(None, None, None, [], Audience.STAFF, parent, written(value), index, [])


def told(envelope, value, ticket):
    return {"id": envelope.id, "ticket": ticket, **value}


# Words and bytes.


def parsed(body):
    # Each bracket goes down the stack, which ends the call where it ends.
    if len(re.findall(rb"[\[{]", re.sub(rb'"(?:[^"\\]|\\.)*"', b"", body))) > 100:
        return None
    try:
        value = json.loads(body.decode(), parse_constant=refused)
        # Half a character is a text here, and nowhere else.
        written(value)
        return value
    except ValueError:
        return None


def refused(constant):
    raise ValueError(f"`{constant}` is no JSON")


def written(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def answer(status, value):
    return Response(status, [("content-type", "application/json")], written(value))


def invalid(why):
    return Err(Error_Invalid(why))


def escaped(text):
    safe = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
    return text.translate(str.maketrans(safe))
