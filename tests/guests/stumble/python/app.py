"""Writes something and then makes a mistake."""

from componentize_py_types import Err
from wit_world import exports
from wit_world.exports.http import Response
from wit_world.imports import records
from wit_world.imports.records import Draft, Query
from wit_world.imports.types import Audience, Error_Conflict


def deeper():
    return deeper() + 1


class Http(exports.Http):
    def handle(self, request):
        how = request.path.rpartition("/")[2]
        if request.method == "POST":
            step = Draft(None, None, None, [], Audience.STAFF, None, b"", [], [])
            records.create("stumble:steps", None, step)
        if how == "mistake":
            None.banana
        if how == "word":
            raise KeyError("a word")
        if how == "answer":
            raise Err(Error_Conflict("no further"))
        if how == "deep":
            deeper()
        while how == "for-ever":
            pass
        much = []
        while how == "much":
            much.append(bytes(1 << 20))
        count = records.count("stumble:steps", Query("created", [], False, None, None, 9, None), 9)
        return Response(200, [], str(count).encode())
