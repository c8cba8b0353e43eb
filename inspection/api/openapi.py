"""What the door for programs answers, described as OpenAPI 3.1: made from the paths themselves and the published schema."""

import json
from collections.abc import Mapping
from pathlib import Path

from inspection.text import LANGUAGES, say
from inspection.warehouse import PROGRAM

SCHEMA = Path(__file__).resolve().parents[2] / "data" / "reference" / "shell.schema.json"
_TEXT, _DAY = {"type": "string"}, {"type": "string", "format": "date"}
_MAYBE_DAY = {"type": ["string", "null"], "format": "date"}
_PARAMETERS: dict[str, dict[str, object]] = {
    "lang": {"type": "string", "enum": list(LANGUAGES), "default": "zh"},
    "where": {"type": "array", "items": _TEXT},
    "by": _TEXT,
    "as_of": _DAY,
    "from": _DAY,
    "to": _DAY,
    "limit": {"type": "integer", "minimum": 1, "maximum": 10000},
}
_ANSWERS = {
    "/openapi.json": "Document",
    "/v1/indicators": "Indicators",
    "/v1/indicators/{id}": "Figure",
    "/v1/certified": "CertifiedFigures",
    "/v1/lineage/{id}": "Lineage",
    "/v1/tables": "Tables",
    "/v1/tables/{id}": "TableRows",
}
_FAULTS = {"400": "bad", "401": "no_token", "403": "not_allowed", "404": "unknown", "405": "method", "414": "long",
           "429": "pace", "503": "fault"}  # fmt: skip


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _object(required: Mapping[str, object]) -> dict[str, object]:
    return {"type": "object", "required": list(required), "properties": dict(required)}


def _of_data(more: Mapping[str, object]) -> dict[str, object]:
    """An answer over the data in force, with what else it holds."""
    stands_on = {"county": _TEXT, "data_version": {"type": "integer"}, "as_of": _DAY, "demonstration": {"type": "boolean"}}
    return _object({**stands_on, **more})


def _list(item: Mapping[str, object]) -> dict[str, object]:
    return {"type": "array", "items": dict(item)}


def _schemas() -> dict[str, object]:
    table = json.loads(SCHEMA.read_text(encoding="utf-8"))["$defs"]["table"]
    brief = {"id": _TEXT, "title": _TEXT, "unit": _TEXT, "counted": _TEXT, "out_of": {"type": ["string", "null"]},
             "dated_by": _TEXT, "dimensions": _list(_TEXT)}  # fmt: skip
    setting = _object({"section": _TEXT, "key": _TEXT, "value": {"type": ["string", "number", "boolean", "null"]}})
    values = {"type": "array", "items": {"type": ["string", "number", "null"]}}
    asked = {"indicator": _TEXT, "where": {"type": "object", "additionalProperties": values}, "from": _MAYBE_DAY,
             "to": _MAYBE_DAY, "as_of": _DAY}  # fmt: skip
    certificate = {"id": _TEXT, "by": _TEXT, "on": _DAY, "data_version": {"type": "integer"},
                   "value": {"type": ["number", "null"]}, "question": _ref("Question")}  # fmt: skip
    whole = {**brief, "question": _TEXT, "pending": {"type": "string", "enum": ["outside", "inside", "none"]},
             "caveats": _list(_TEXT), "settings": _list(setting), "statement": _TEXT, "digest": _TEXT}  # fmt: skip
    hanging = _object({"kind": _TEXT, "id": _TEXT, "title": _TEXT, "how": _TEXT, "through": _TEXT})
    cut = {"table": _ref("Table"), "cut": {"type": "boolean"}}
    maybe = {"anyOf": [_ref("Certificate"), {"type": "null"}]}
    named = {"id": _TEXT, "title": _TEXT, "columns": {"type": "object", "additionalProperties": _TEXT}}
    return {
        "Table": table,
        "Brief": _object(brief),
        "Definition": _object(whole),
        "Question": _object(asked),
        "Certificate": _object(certificate),
        "Error": _object({"error": _object({"code": _TEXT, "message": _TEXT})}),
        "Document": _object({"openapi": _TEXT, "info": {"type": "object"}, "paths": {"type": "object"}}),
        "Indicators": _of_data({"indicators": _list(_ref("Brief"))}),
        "Figure": _of_data({"definition": _ref("Definition"), "question": _ref("Question"), "certified": maybe, **cut}),
        "CertifiedFigures": _of_data({"certified": _list(_ref("Certificate"))}),
        "Lineage": _of_data({"name": _TEXT, "hanging": _list(hanging)}),
        "Tables": _of_data({"tables": _list(_object({"id": _TEXT, "title": _TEXT, "question": _TEXT}))}),
        "TableRows": _of_data({"definition": _object(named), **cut}),
    }


def _json_of(name: str) -> dict[str, object]:
    return {"application/json": {"schema": _ref(name)}}


def _parameter(name: str) -> dict[str, object]:
    more = {"style": "form", "explode": True} if name == "where" else {}
    return {"name": name, "in": "query", "required": False, "description": say(f"api.parameter_{name}", "en"),
            "schema": _PARAMETERS[name], **more}  # fmt: skip


def _operation(path: str, permission: str, parameters: tuple[str, ...]) -> dict[str, object]:
    name = _ANSWERS[path]
    told = [_parameter(one) for one in parameters]
    if "{id}" in path:
        told.insert(0, {"name": "id", "in": "path", "required": True, "schema": _TEXT,
                        "description": say("api.parameter_id", "en")})  # fmt: skip
    faults = {
        status: {"description": say(f"api.fault_{code}", "en"), "content": _json_of("Error")} for status, code in _FAULTS.items()
    }
    return {
        "operationId": name[:1].lower() + name[1:],
        "summary": say(f"api.summary_{name}", "en"),
        "description": say(f"api.takes_{permission}", "en"),
        "parameters": told,
        "responses": {"200": {"description": say(f"api.summary_{name}", "en"), "content": _json_of(name)}, **faults},
    }


def document(paths: Mapping[str, tuple[str, tuple[str, ...]]]) -> dict[str, object]:
    """The OpenAPI document of the paths: path -> the permission it takes and the parameters it knows."""
    return {
        "openapi": "3.1.0",
        "info": {"title": say("api.title", "en"), "version": PROGRAM["version"], "description": say("api.lead", "en")},
        "security": [{"token": []}],
        "paths": {path: {"get": _operation(path, *known)} for path, known in paths.items()},
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }
