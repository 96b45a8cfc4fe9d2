"""The protocol, forgiving what editors may send: a request that cannot be understood is answered, and nothing ends."""

from __future__ import annotations

import json
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.protocol import LanguageServerProtocol


class Protocol(LanguageServerProtocol):
    """As pygls has it, but that a request of a wrong form gets an answer: otherwise an editor would wait for it."""

    def structure_message(self, data: Any) -> Any:
        """A message in its class. Errors: JsonRpcException, of which who sent a request is told."""
        try:
            return super().structure_message(data)
        except JsonRpcException as refused:
            if "id" in data and "method" in data:
                self._send_response(data["id"], error=refused.to_response_error())
            raise

    def not_json(self) -> None:
        """Say that a message was no JSON."""
        error = {"code": types.ErrorCodes.ParseError.value, "message": "Parse error"}
        self._send_data({"jsonrpc": self.VERSION, "id": None, "error": error})


def is_parse_error(error: BaseException) -> bool:
    """Whether an error says that a message was no JSON."""
    return isinstance(error, json.JSONDecodeError | UnicodeDecodeError | RecursionError)
