"""A stand-in for parakeet-mlx 0.5.1 (senstella/parakeet-mlx, commit ba03a1b): signatures as there, what is not there is no
attribute."""

from parakeet_mlx.parakeet import Beam, DecodingConfig, Greedy, ParakeetCTC, ParakeetRNNT, ParakeetTDT
from parakeet_mlx.utils import from_pretrained

__all__ = ["Beam", "DecodingConfig", "Greedy", "ParakeetCTC", "ParakeetRNNT", "ParakeetTDT", "from_pretrained"]
