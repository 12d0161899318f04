"""Everything that is published of a collection, as sums of unknown numbers of people."""

import numpy as np

import words
from settings import CHOSEN, FORMER, KNOWN, LABELLED, MANY, PARTS, SCALE


def learn(programme):
    collection = programme.collection
    for part, people in collection.parts.items():
        programme.add(programme.places({PARTS: [part]}), people, people)
    for figure in collection.figures:
        question, of, counts = figure["question"], figure["of"], figure["counts"]
        if question in KNOWN and question in LABELLED:
            on_scale = [option for option, _, outside in collection.questions[question]["options"] if not outside]
            if counts:
                for option, count in counts["options"].items():
                    programme.add(programme.places(of, question, [option]), count, count)
            else:
                base = programme.places(of, question, on_scale)
                programme.add(base, 0, (figure["fewer_than"] or collection.least) - 1)
        elif question == MANY and question in LABELLED and counts:
            count = counts["options"][CHOSEN]
            programme.add(programme.places(of, MANY, ["yes"]), count, count)
        elif question in programme.asked:
            learn_opinion(programme, figure)
    for any_of, (counted, base) in collection.unions:
        if set(any_of) <= set(programme.asked):
            learn_union(programme, any_of, counted, base)


def learn_opinion(programme, figure):
    question, of, counts = figure["question"], figure["of"], figure["counts"]
    collection = programme.collection
    if counts:
        for kind, count in collection.kinds(figure).items():
            programme.add(programme.places(of, question, [kind]), count, count)
        learn_why_not_split(programme, question)
        return
    base = programme.places(of, question, SCALE)
    if not figure["word"]:
        # What is shown for several audiences together is of fewer people than numbers are shown of.
        programme.add(base, 0, (figure["fewer_than"] or collection.least) - 1)
        return
    told = words.known(figure, collection.k, collection.least, collection.people)
    for kind, pairs in zip("FU", told):
        if pairs:
            programme.add_word(base, programme.places(of, question, kind), pairs)


def learn_why_not_split(programme, question):
    """A figure of which no split is shown has a crowd that gave fewer answers than numbers are shown of."""
    collection = programme.collection
    split = any(f["question"] == question and f["of"] for f in collection.figures)
    crowds = {crowd: [] for crowd, _, _ in collection.rows}
    if FORMER or not programme.knows_why or split or len(crowds) < 2:
        return
    for place in programme.places({}, question, SCALE):
        crowds[programme.crowds[place]].append(place)
    is_small = [programme.value(places) < collection.least for places in crowds.values()]
    first = is_small.index(True)
    excess = float(collection.people - collection.least + 1)
    flags = [programme.unknown(number == first, 1) for number in range(len(is_small))]
    for places, flag in zip(crowds.values(), flags):
        programme.add(places + [flag], 0, collection.people, [1.0] * len(places) + [excess])
    programme.add(flags, 1, 1)


def learn_union(programme, any_of, counted, base):
    """Who gave one of some answers to any of these questions, of those who gave an answer on the scale of any."""
    letter = programme.collection.letter
    those = [programme.mask(question, SCALE) for question in any_of]
    programme.add(np.flatnonzero(np.logical_or.reduce(those)), base, base)
    own = [programme.mask(q, {letter(q, option) for option in options}) for q, options in any_of.items()]
    programme.add(np.flatnonzero(np.logical_or.reduce(own)), counted, counted)
