"""As much of JSON Schema 2020-12 as docs/api.schema.json uses; a keyword that it does not know is a mistake in the schema."""
import json
import re

TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
KNOWN = {"$ref", "description", "type", "properties", "required", "additionalProperties", "items", "minItems", "maxItems", "enum", "const",
         "anyOf", "minimum", "maximum", "pattern"}


def is_type(value, name):
    if name in ("number", "integer"):
        return isinstance(value, (int, float)) and not isinstance(value, bool) and (name == "number" or value == int(value))
    return isinstance(value, TYPES[name]) and (name == "boolean" or not isinstance(value, bool))


class Schema:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.parts = json.load(file)["$defs"]

    def faults(self, name, value):
        """What is wrong with a value, each with where it is; at most a few."""
        return list(self._faults(self.parts[name], value, name))[:5]

    def _faults(self, schema, value, at):
        assert set(schema) <= KNOWN, set(schema) - KNOWN
        if "$ref" in schema:
            yield from self._faults(self.parts[schema["$ref"].removeprefix("#/$defs/")], value, at)
        if "anyOf" in schema and all(any(True for _ in self._faults(s, value, at)) for s in schema["anyOf"]):
            yield f"{at}: none of the kinds it may be"
        types = schema.get("type", [])
        types = [types] if isinstance(types, str) else types
        if types and not any(is_type(value, name) for name in types):
            yield f"{at}: {type(value).__name__} is not {types}"
            return
        if "enum" in schema and value not in schema["enum"] or "const" in schema and value != schema["const"]:
            yield f"{at}: {value!r} is not one of those it may be"
        if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
            yield f"{at}: {value!r} has another form"
        if isinstance(value, (int, float)) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
            yield f"{at}: {value} is out of range"
        if isinstance(value, dict):
            yield from self._object(schema, value, at)
        if isinstance(value, list):
            if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
                yield f"{at}: {len(value)} items"
            for place, item in enumerate(value if "items" in schema else []):
                yield from self._faults(schema["items"], item, f"{at}[{place}]")

    def _object(self, schema, value, at):
        properties, more = schema.get("properties", {}), schema.get("additionalProperties", True)
        for key in schema.get("required", []):
            if key not in value:
                yield f"{at}: '{key}' is missing"
        for key, item in value.items():
            if key in properties:
                yield from self._faults(properties[key], item, f"{at}.{key}")
            elif more is False:
                yield f"{at}: '{key}' is not in the schema"
            elif more is not True:
                yield from self._faults(more, item, f"{at}.{key}")
