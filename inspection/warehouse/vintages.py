"""A ledger that comes again under other keys: no row is new and none is gone, only nobody can pair them any more."""

FEWEST = 10  # rows on either side; of fewer a whole change may well be true
SAME = 0.1  # of the keys of the smaller side


def keys_changed(older: int, newer: int, same: int) -> bool:
    """Whether so many rows before and after, of which so many have a key in common, speak of keys that have changed.

    >>> keys_changed(8978, 8462, 0), keys_changed(8978, 8462, 8000), keys_changed(8978, 0, 0)
    (True, False, False)
    """
    smaller = min(older, newer)
    return smaller >= FEWEST and same < SAME * smaller
