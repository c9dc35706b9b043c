"""Adds one half to every number of a tensor in a file of weights.

usage: planted_error.py FILE.safetensors TENSOR
"""

import sys

from safetensors.numpy import load_file, save_file

state = load_file(sys.argv[1])
state[sys.argv[2]] = state[sys.argv[2]] + 0.5
save_file(state, sys.argv[1], metadata={"format": "pt"})
