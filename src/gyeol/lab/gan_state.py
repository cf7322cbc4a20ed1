"""What a training run of a generator leaves on disk: enough to go on after a kill, and the best snapshot."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.optim import Optimizer

from gyeol.artifact import replacing
from gyeol.errors import CannotWrite

_STATE, _BEST, _HISTORY = "state.safetensors", "best.safetensors", "history.json"


def keep(
    folder: Path,
    nets: Mapping[str, nn.Module],
    optimisers: Sequence[Optimizer],
    history: Mapping[str, Any],
    best: nn.Module | None,
) -> None:
    """Write all that a resumed run needs, at once or not at all.

    Args:
        folder: of the run.
        nets: by name.
        optimisers: their moments are kept.
        history: what JSON can hold.
        best: the network to remember as the best one so far; None keeps the older one.

    Raises:
        CannotWrite: the disk does not take it; what was there before is still there.
    """
    tensors = {f"{name}/{key}": t for name, net in nets.items() for key, t in net.state_dict().items()}
    for a, optimiser in enumerate(optimisers):
        for i, row in optimiser.state_dict()["state"].items():
            tensors |= {f"optimiser{a}/{i}/{key}": value for key, value in row.items()}
    tensors = {key: value.contiguous() for key, value in tensors.items()}
    try:
        kept = load_file(folder / _BEST) if best is None else _flat(best)
        with replacing(folder) as draft:
            save_file(tensors, draft / _STATE)
            save_file(kept, draft / _BEST)
            (draft / _HISTORY).write_text(json.dumps(history), encoding="utf-8")
    except OSError as error:
        raise CannotWrite(
            f"a snapshot could not be written to '{folder}' ({error}); free some space, the same command goes on."
        ) from None


def resume(
    folder: Path, nets: Mapping[str, nn.Module], optimisers: Sequence[Optimizer]
) -> dict[str, Any] | None:
    """Put networks and optimisers in the state of the last snapshot and return its history; None: there is none."""
    if not (folder / _HISTORY).is_file():
        return None
    tensors = load_file(folder / _STATE)
    for name, net in nets.items():
        net.load_state_dict(_below(tensors, name))
    for a, optimiser in enumerate(optimisers):
        rows: dict[int, dict[str, Tensor]] = {}
        for key, value in _below(tensors, f"optimiser{a}").items():
            i, _, name = key.partition("/")
            rows.setdefault(int(i), {})[name] = value
        optimiser.load_state_dict({**optimiser.state_dict(), "state": rows})
    history: dict[str, Any] = json.loads((folder / _HISTORY).read_text(encoding="utf-8"))
    return history


def restore_best(folder: Path, net: nn.Module) -> None:
    """Put a network in the state of the best snapshot."""
    net.load_state_dict(load_file(folder / _BEST))


def _flat(net: nn.Module) -> dict[str, Tensor]:
    return {key: value.contiguous() for key, value in net.state_dict().items()}


def _below(tensors: Mapping[str, Tensor], name: str) -> dict[str, Tensor]:
    return {key[len(name) + 1 :]: value for key, value in tensors.items() if key.startswith(f"{name}/")}
