"""What a process of our own does at its start: that of the command line, and the workers of a run."""

import signal
import sys
from importlib.abc import MetaPathFinder


class _NoPandas(MetaPathFinder):
    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name=name)


def keep_pandas_out() -> None:
    """Let pandas not be loaded: pyarrow does, for the first list that becomes a column, which takes 0.4 s and 40 MB."""
    sys.meta_path.insert(0, _NoPandas)


def let_pandas_in() -> None:
    """Let pandas be loaded, by somebody else's code that may need it."""
    sys.meta_path[:] = [finder for finder in sys.meta_path if finder is not _NoPandas]


def start_worker() -> None:
    """Be a worker of a run. Ctrl-C reaches all processes, and the first one ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    keep_pandas_out()
