"""Open the ONNX graph of an artefact for serving."""

from pathlib import Path

import onnxruntime as ort


def session(path: Path) -> ort.InferenceSession:
    """Return a session with one thread on the CPU, which says nothing but errors: the same bytes on every machine."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
