"""Greets you by name, also beside each ticket, and remembers how often you came."""

import json

from componentize_py_types import Err
from wit_world import exports
from wit_world.exports.http import Response
from wit_world.imports import context, records, settings
from wit_world.imports.records import Draft
from wit_world.imports.types import Audience, Denial, Error_Denied, Error_NotFound

VISITS = "greeter:visits"


# What the kernel calls: one class for each interface, named as in wit/, with its functions.


class Http(exports.Http):
    def handle(self, request):
        match request.method:
            case "GET":
                return answer(find()[1])
            case "POST":
                return answer(greet())
            case _:
                return forget()


class Contributions(exports.Contributions):
    def render(self, name, subject):
        """The box beside a ticket. Whoever looks at it is greeted; nothing is counted, since a look changes nothing."""
        return f"<p>{escaped(greeting())} You came {find()[1]} times.</p>"


def greet():
    version, count = find()
    if version is None:
        records.create(VISITS, user(), draft(1))
    else:
        records.put(VISITS, user(), version, draft(count + 1))
    return count + 1


def forget():
    version, _ = find()
    if version is None:
        raise Err(Error_NotFound("we have not met"))
    records.delete(VISITS, user(), version)
    return Response(204, [], b"")


def find():
    """What we keep of a person, under the person's own id: its version and the count."""
    try:
        entry = records.get(VISITS, user())
    except Err as error:
        if isinstance(error.value, Error_NotFound):
            return None, 0
        raise
    return entry.envelope.version, json.loads(entry.body)["count"]


def draft(count):
    return Draft(None, None, None, [], Audience.STAFF, None, json.dumps({"count": count}).encode(), [], [])


def user():
    user = context.get_caller().user
    if user is None:
        raise Err(Error_Denied(Denial("", "sign in first")))
    return user


def greeting():
    return f"{json.loads(settings.get())['greeting']}, {context.get_caller().name}!"


def answer(visits):
    body = json.dumps({"greeting": greeting(), "visits": visits}, ensure_ascii=False).encode()
    return Response(200, [("content-type", "application/json")], body)


def escaped(text):
    safe = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
    return text.translate(str.maketrans(safe))
