"""A stand-in for MLX 0.32.2: the few names that are used, and no others."""
