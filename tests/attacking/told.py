"""What shown figures tell by themselves, which does not count as recovered. docs/disclosure.md gives the reasons.

Each rests on a figure of as many people as numbers are shown of: if all of 30 people agreed, it is known what each of
them answered.
"""

import collections

import words
from crowds import Crowds
from settings import CROWD, LABELLED


class Told(Crowds):
    def by_each_crowd(self, question, of):
        """Whether the rows of each crowd that these people may be in say that all gave favourable answers, or nobody: how
        many of them are in each crowd follows from figures of many."""
        each = [[answers[question] for answers in rows] for rows in self.crowds(of).values()]
        alike = lambda said: None not in said and (set(said) <= {"F"} or "F" not in said)
        return all(len(said) >= CROWD and alike(said) for said in each)

    def by_accomplices(self, question, of, accomplices, only, people):
        """Whether all but the accomplices must be in groups of which a figure of many says that all who were asked
        gave one answer: of the label, as many are in other groups as there are accomplices with other answers."""
        ((column, (label,)),) = of.items()
        others = sum(count for kind, count in accomplices.items() if kind != only)
        inside = collections.Counter()
        for figure in self.area.figures:
            own = self.area.figure(column, figure["of"])
            if figure["question"] == question and figure["counts"] and len(figure["of"]) == 1 and own and own["counts"]:
                kinds = +collections.Counter(self.area.kinds(figure))
                if set(kinds) == {only} and kinds[only] == self.asked(question, figure["of"]) >= CROWD:
                    inside[next(iter(figure["of"]))] += self.area.count(own, label)
        return any(people - count == others for count in inside.values())

    def asked(self, question, of):
        """How many people of a group were asked, as figures of what they said of themselves tell."""
        people = [self.area.people_of(of)]
        for column, labels in self.area.asked_of(question):
            figure = self.area.figure(column, of)
            if figure and figure["counts"]:
                people.append(sum(self.area.count(figure, label) for label in labels))
        return min(people)

    def by_word(self, question, only, accomplices):
        """Whether words and the accomplices alone leave one answer, where everybody gave one."""
        said = [said[question] for _, said in self.area.true]
        figure = self.area.figure(question)
        if not figure["word"] or "S" in said or "O" in said:
            return False
        area = self.area
        told = zip("FU", words.known(figure, area.k, area.least, area.people))
        left = {}
        for kind, pairs in told:
            counts = [count - accomplices[kind] for base, count in pairs or () if base == len(said)]
            if counts:
                left[kind] = counts
        rest = len(said) - sum(accomplices.values())
        if only in left and min(left[only]) >= rest:
            return True
        # Without answers between, who is not on one side is on the other.
        others = {"F": "U", "U": "F"}.get(only)
        return "N" not in area.letters(question) and others in left and max(left[others]) <= 0

    def label(self, of, column, label):
        """Whether a shown figure of many says that all of them have a label."""
        for figure in self.area.figures:
            if figure["question"] == column and figure["counts"]:
                covers = all(set(of.get(c, ["?"])) <= set(labels) for c, labels in figure["of"].items())
                people = self.area.people_of(figure["of"])
                if covers and people >= CROWD and self.area.count(figure, label) == people:
                    return True
        fitting = [may[column] for _, may, _ in self.area.rows if all(ls[0] in may[c] for c, ls in of.items())]
        if len(fitting) >= CROWD and set(fitting) == {frozenset([label])}:
            return True
        rows = self.crowds(of)
        shown = {crowd[LABELLED.index(column)] for crowd in rows}
        return shown == {frozenset([label])} and all(len(own) >= CROWD for own in rows.values())
