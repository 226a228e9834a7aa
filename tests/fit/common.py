"""What the parts of the fit share."""
import numpy as np

FOLDS = 5
SEED = 20261123
LIGHT = 3.0             # rows below this weight (the mean is 1) are thinned out


def thin(weights, seed, light=LIGHT):
    """rows to fit on: of those that count little only some, which count more"""
    keep = np.minimum(1.0, weights / light)
    chosen = np.random.RandomState(seed).random_sample(len(weights)) < keep
    return chosen, weights / keep
