"""Worlds that differ from the true one by few people: they are found without a solver, and show most numbers to be open."""

import itertools

import numpy as np

from collection import SKIPPED


def worlds(sums):
    """One person of a collection answers otherwise; or two, of two collections, exchange their answers."""
    size, true = len(sums.places), np.array(sums.true)
    rows = [row for row in sums.rows if max(row[0], default=0) < size]
    matrix = np.zeros((len(rows), size))
    for number, (places, _, _, weights) in enumerate(rows):
        matrix[number, places] = 1.0 if weights is None else weights
    least, most = (np.array([float(row[which]) for row in rows]) for which in (1, 2))
    words = [(np.array(base), np.array(count), set(pairs)) for base, count, pairs in sums.words]

    def fits(world):
        sums = matrix @ world[:size]
        is_word = lambda base, count, pairs: (round(world[base].sum()), round(world[count].sum())) in pairs
        return (sums >= least - 0.5).all() and (sums <= most + 0.5).all() and all(is_word(*word) for word in words)

    def moved(world, member, asked, one, other):
        world[sums.places[member, asked, one]] -= 1
        world[sums.places[member, asked, other]] += 1
        return world

    def first(member, asked, one, other):
        """The first world in which somebody has answered `other` in place of `one`."""
        world = moved(true.copy(), member, asked, one, other)
        if fits(world):
            return world
        for led in sums.chain[1:] if one == SKIPPED and asked == sums.question else ():
            # More answers here need more unfavourable ones before.
            own = [option for of, q, option in sums.places if (of, q) == (member, led)]
            letter = sums.known[member].letter
            for before, after in itertools.product(own, own):
                if letter(led, before) != "U" and letter(led, after) == "U" and true[sums.places[member, led, before]] > 0:
                    both = moved(world.copy(), member, led, before, after)
                    if fits(both):
                        return both
        for beside in sums.members:
            if beside != member and true[sums.places.get((beside, asked, other), 0)] > 0 and (beside, asked, one) in sums.places:
                both = moved(world.copy(), beside, asked, other, one)
                if fits(both):
                    return both
        return None

    found = [true]
    for member, asked, one in sums.places:
        if true[sums.places[member, asked, one]] > 0:
            others = [other for of, q, other in sums.places if (of, q) == (member, asked) and other != one]
            found += [first(member, asked, one, other) for other in others]
    return np.array([world for world in found if world is not None])
