"""Adds one half to every second number of a tensor in a file of weights; what is added to all, the next normalization takes away.

usage: planted_error.py FILE.safetensors TENSOR
"""

import sys

from safetensors.numpy import load_file, save_file

state = load_file(sys.argv[1])
wrong = state[sys.argv[2]].copy()
wrong[::2] += 0.5
state[sys.argv[2]] = wrong
save_file(state, sys.argv[1], metadata={"format": "pt"})
