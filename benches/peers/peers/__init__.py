"""Other solvers, each climbing the ladder of an exported program."""

import importlib

from .climb import Fault

PEERS = {
    "cp-sat": "cp_sat",
    "highspy": "highs_steps",
    "cbc": "cbc",
    "scip": "scip",
    "ours": "ours.ladder",
}
"""The peers by name, with their modules: `version()` and `climb(climb)`."""


def load(name: str):
    """The module of a peer; a fault where what it needs is not installed."""
    try:
        return importlib.import_module(f".{PEERS[name]}", __name__)
    except ImportError as error:
        raise Fault(f"not installed: {error}") from error
