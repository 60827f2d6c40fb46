"""The shape of values that come as JSON: whoever wrote them may have meant to deceive, or a disk may have lost a part of them."""

from __future__ import annotations

import json
from typing import Any

ANYTHING = object
"""The type of a value that may be of any type."""


def read_json(text: str | bytes, shape: Any) -> Any:
    """Return the value of a JSON text, which has a certain shape.

    Args:
        text: the text; bytes are UTF-8.
        shape: as for `fits`.

    Raises:
        ValueError: it is no JSON, is nested too deep, names a key twice or a number that is none, or has another shape.
    """
    try:
        value = json.loads(text.decode("utf-8") if isinstance(text, bytes) else text, parse_constant=no_number, object_pairs_hook=_once)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    if not fits(value, shape):
        raise ValueError("another shape")
    return value


def fits(value: object, shape: Any) -> bool:
    """Return whether a value has a shape: a type; a list of one shape, for lists of that; a dictionary, for one with just these keys; a dictionary
    with the key `str`, for one with any keys. True and False are no numbers."""
    if isinstance(shape, list):
        return isinstance(value, list) and all(fits(each, shape[0]) for each in value)
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            return False
        if str in shape:
            return all(fits(each, shape[str]) for each in value.values())
        return value.keys() == shape.keys() and all(fits(value[key], kind) for key, kind in shape.items())
    return isinstance(value, shape) and not (isinstance(value, bool) and shape is int)


def no_number(text: str) -> float:
    """Refuse NaN and the infinities, which Python's reader takes for numbers and JSON does not know.

    Raises:
        ValueError: always.
    """
    raise ValueError(text)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a key twice")
    return value
