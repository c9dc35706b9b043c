"""A stand-in for mlx.utils 0.32.2."""


def tree_flatten(tree, prefix="", is_leaf=None, destination=None):
    return list(tree.items())
