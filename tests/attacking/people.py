"""The worlds in which the same is published about one question of a collection, or about labels only. The unknown
numbers are how many people there are for each kind of row, labels and answers."""

import collections
import itertools

import numpy as np

import exchange
from published import learn
from settings import FORMER, LABELLED
from solver import Programme


class People(Programme):
    def __init__(self, collection, question, everything, knows_why=True):
        super().__init__(question)
        self.collection, self.question, self.knows_why = collection, question, knows_why
        self.asked = self.bound_together()
        combinations = self.combinations(everything)
        self.variables, self.may, self.exchanges = {}, [], None
        of_kind = collections.defaultdict(list)
        for place, (crowd, may, answers) in enumerate(collection.rows):
            key = (tuple(may[c] for c in LABELLED), tuple(answers[q] for q in self.asked))
            of_kind[key].append(place)
        self.lists, self.crowds, possible, worlds = [], [], {}, {}
        for kind, ((may, answers), places) in enumerate(of_kind.items()):
            own = []
            self.may.append(may)
            if may not in possible:
                possible[may] = [ls for ls in combinations if all(label in of for label, of in zip(ls, may))]
            for labels in possible[may]:
                if (labels, answers) not in worlds:
                    worlds[labels, answers] = list(self.answers(labels, answers))
                for world in worlds[labels, answers]:
                    self.variables[kind, labels, world] = place = self.unknown(0, collection.people)
                    own.append(place)
                    self.lists.append((labels, world))
                    self.crowds.append(collection.rows[places[0]][0])
            self.add(own, len(places), len(places))
            for place in places:
                labels, said = collection.true[place]
                person = tuple(labels[c] for c in LABELLED), tuple(said[q] for q in self.asked)
                self.true[self.variables[kind, *person]] += 1
        self.columns = len(self.lists)
        self.marks = self.mark()
        learn(self)

    def another(self, places, limits, up_only):
        # Former figures are of labels that rows do not show.
        return None if FORMER else exchange.worlds(self, places, limits, up_only)

    def bound_together(self):
        area = self.collection
        if self.question is None:
            return []
        asked = {self.question}
        for figure in area.figures:
            if figure["question"] in area.opinions and any(
                not may[c] <= set(labels) and may[c] & set(labels)
                for c, labels in figure["of"].items()
                for _, may, _ in area.rows
            ):
                asked.add(figure["question"])
        for any_of, _ in area.unions:
            # Rows that show the answers to all questions of a union show the union.
            if self.question in any_of and any(answers[q] is None for _, _, answers in area.rows for q in any_of):
                asked.update(any_of)
        for question in list(asked):
            asked.update(area.led_by(question))
        return [question for question in area.opinions if question in asked]

    def combinations(self, everything):
        if everything:
            return list(itertools.product(*(self.collection.labels[c] for c in LABELLED)))
        return sorted({tuple(labels[c] for c in LABELLED) for labels, _ in self.collection.true})

    def answers(self, labels, answers):
        """The answers that somebody with these labels can have given, of whom a row shows `answers`."""
        labels = dict(zip(LABELLED, labels))
        every = (answer or self.collection.letters(q) for q, answer in zip(self.asked, answers))
        for world in itertools.product(*every):
            said = dict(zip(self.asked, world))
            if all(said[q] == "S" or self.is_asked(q, labels, said) for q in self.asked):
                yield world

    def is_asked(self, question, labels, said):
        by_labels = all(labels[column] in of for column, of in self.collection.asked_of(question))
        return by_labels and all(said[q] == "U" for q in self.collection.led_by(question))

    def mark(self):
        """For each label and answer, which unknown numbers have it."""
        marks = collections.defaultdict(lambda: collections.defaultdict(lambda: np.zeros(self.columns, bool)))
        for place, (labels, said) in enumerate(self.lists):
            for column, value in (*zip(LABELLED, labels), *zip(self.asked, said)):
                marks[column][value][place] = True
        return marks

    def mask(self, column, values):
        own = self.marks[column]
        return np.logical_or.reduce([own[v] for v in values if v in own] or [np.zeros(self.columns, bool)])

    def places(self, of, what=None, values=()):
        """The unknown numbers of people with these labels, of whom a label or an answer has one of these values."""
        mask = np.ones(self.columns, dtype=bool)
        for column, labels in [*of.items(), *([(what, values)] if what else [])]:
            mask &= self.mask(column, labels)
        return np.flatnonzero(mask)
