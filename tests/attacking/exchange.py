"""Worlds in which two people have exchanged what rows do not tell of them: they are found without a solver.

If both rows leave the same labels open, each label and each answer is as frequent as before, in every group and every
crowd. So everything that is published is the same.
"""

import collections
import itertools

import numpy as np

from settings import LABELLED


def worlds(people, places, limits, up_only):
    """The first such world in which the sum of these unknown numbers is another, or larger; None if there is none."""
    sought = frozenset(places.tolist())
    bounds = [(frozenset(own.tolist()), least - people.value(own)) for own, least in limits]
    for there, gone in exchanges(people):
        change = sum(place in sought for place in there) - sum(place in sought for place in gone)
        if change > 0 or change < 0 and not up_only:
            if all(sum(p in own for p in there) - sum(p in own for p in gone) >= least for own, least in bounds):
                world = people.true.copy()
                np.add.at(world, list(there), 1.0)
                np.add.at(world, list(gone), -1.0)
                return world
    return None


def exchanges(people):
    """The unknown numbers that grow by one, and those that become less."""
    if people.exchanges is None:
        people.exchanges = list(find(people))
    return people.exchanges


def find(people):
    alike = collections.defaultdict(list)
    for (kind, labels, world), place in people.variables.items():
        if people.true[place]:
            alike[people.may[kind]].append((kind, labels, world, place))
    # All labels at once are as good as the answers; where there are no answers, one label.
    columns = [range(len(LABELLED))] if people.asked else [(column,) for column in range(len(LABELLED))]
    for own in alike.values():
        for (kind, labels, world, place), (other_kind, others, other_world, other) in itertools.combinations(own, 2):
            for which in columns:
                one = tuple(o if c in which else l for c, (l, o) in enumerate(zip(labels, others)))
                two = tuple(l if c in which else o for c, (l, o) in enumerate(zip(labels, others)))
                if one != labels:
                    there = people.variables.get((kind, one, world)), people.variables.get((other_kind, two, other_world))
                    if None not in there and set(there) != {place, other}:
                        yield there, (place, other)
