"""The attack on one collection: its hidden figures, and what single people answered."""

import collections
import random

from people import People
from settings import CROWD, FORMER, KNOWN, LABELLED, MANY, MOST_ACCOMPLICES, SCALE
from told import Told


class Attack:
    def __init__(self, area, seed):
        self.area, self.told, self.random = area, Told(area), random.Random(seed)
        self.found, self.leaks, self.people = collections.Counter(), [], {}

    def run(self, questions=None):
        for question in questions or self.area.opinions:
            self.programmes = {}
            self.figures(question)
            self.persons(question)
            self.accomplices(question)
        self.programmes = {}
        if not FORMER and not questions:
            self.labels()
        return self.found, self.leaks

    def is_open(self, question, of, what, values, knows_why=True, limits=(), **more):
        """Tries labels that occur together, which is enough to find most other worlds, then all."""
        for everything in (False, True):
            key = everything, knows_why
            if key not in self.programmes:
                self.programmes[key] = People(self.area, question, *key)
            programme = self.programmes[key]
            bounds = [(programme.places(*own), least) for *own, least in limits]
            if programme.is_open(programme.places(of, what, values), bounds, **more):
                return True
        return False

    def those(self, of):
        """What the people with these labels said; each label is alone."""
        columns = tuple(of)
        if columns not in self.people:
            self.people[columns] = collections.defaultdict(list)
            for labels, said in self.area.true:
                self.people[columns][tuple(labels[c] for c in columns)].append(said)
        return self.people[columns][tuple(label for (label,) in of.values())]

    def hidden(self):
        """The labels of few people, with all of these."""
        for column in LABELLED:
            for label, people in collections.Counter(labels[column] for labels, _ in self.area.true).items():
                if people < CROWD and not (column == MANY and label == "no"):
                    yield column, label

    def is_shown_itself(self, question, column, label):
        """Or nobody of them is asked."""
        own = self.area.figure(question, {column: [label]})
        asked = self.area.asked_of(question)
        routed = any(c == column and labels & {label} in (frozenset(), labels) for c, labels in asked)
        return routed or own is not None and own["counts"] is not None

    def figures(self, question):
        area = self.area
        for column, label in self.hidden():
            of = {column: [label]}
            if self.is_shown_itself(question, column, label) or len(self.those(of)) == area.people:
                continue
            self.found["figures"] += 1
            if not self.is_open(question, of, question, "F"):
                shown = self.told.answers(question, of)
                told = any(set(kinds) <= {"F"} or "F" not in kinds for kinds in shown)
                told |= self.told.nobody_is_asked(question, of) or self.told.by_each_crowd(question, of)
                self.note("figures", told or self.follows(question, of, question, "F"), question, of)
        whole = area.figure(question)
        if not whole["counts"] and any(said[question] != "S" for _, said in area.true):
            self.found["figures"] += 1
            if not self.is_open(question, {}, question, "F"):
                self.note("figures", self.told.nobody_is_asked(question, {}), question, {})

    def persons(self, question):
        columns = [column for column in KNOWN if column in LABELLED]
        everybody = collections.Counter(tuple(labels[c] for c in columns) for labels, _ in self.area.true)
        for known, people in everybody.items():
            if people >= CROWD:
                continue
            of = {column: [label] for column, label in zip(columns, known)}
            said = {said[question] for said in self.those(of)}
            self.found["persons"] += people
            self.guess(question, of)
            if len(said) > 1 or said == {"S"}:
                continue
            (only,) = said
            others = set("FNUOS") - said
            if not self.is_open(question, of, question, others, up_only=True):
                told = any(set(kinds) == {only} for kinds in self.told.answers(question, of))
                follows = self.follows(question, of, question, others, up_only=True)
                self.note("answers", told or follows, question, of, people)

    def guess(self, question, of):
        """How many of them are guessed by the most frequent answer of the shown figure."""
        said = collections.Counter(said[question] for said in self.those(of))
        whole = self.area.figure(question)
        if whole["counts"]:
            kinds = self.area.kinds(whole)
            self.found["guessed"] += said[max(kinds, key=kinds.get)]
        elif whole["word"]:
            self.found["guessed"] += said["U" if whole["word"] in ("few", "less than half") else "F"]

    def accomplices(self, question):
        """Some of a hidden group tell what they answered: is another's answer known then?"""
        for column, label in self.hidden():
            if self.is_shown_itself(question, column, label):
                continue
            of = {column: [label]}
            said = [said[question] for said in self.those(of)]
            number = self.random.randint(1, MOST_ACCOMPLICES)
            if len(said) <= number:
                continue
            self.random.shuffle(said)
            told, others = collections.Counter(said[:number]), set(said[number:])
            self.found["with accomplices"] += len(said) - number
            if len(others) > 1 or others == {"S"}:
                continue
            (only,) = others
            more = {
                "limits": [(of, question, kind, count) for kind, count in told.items()],
                "up_only": True,
            }
            if not self.is_open(question, of, question, set("FNUOS") - others, **more):
                known = any(set(kinds - told) == {only} for kinds in self.told.answers(question, of))
                known |= self.told.by_word(question, only, told)
                known |= self.told.by_accomplices(question, of, told, only, len(said))
                known = known or self.follows(question, of, question, set("FNUOS") - others, **more)
                self.note("by accomplices", known, question, of, len(said) - number)

    def follows(self, question, of, *what, **more):
        """Whether only the rule tells it by which the question is not shown by group, and of crowds of many, in which
        all people gave one answer."""
        if FORMER or not self.is_open(question, of, *what, knows_why=False, **more):
            return False
        of_crowds = collections.defaultdict(set)
        for (crowd, _, answers), (_, said) in zip(self.area.rows, self.area.true):
            of_crowds[*crowd, tuple(answers[q] is None for q in self.area.opinions)].add(said[question])
        crowds = self.told.crowds(of)
        alike = all(len(rows) >= CROWD and len(of_crowds[crowd]) == 1 for crowd, rows in crowds.items())
        return "following" if alike else False

    def labels(self):
        """What somebody said of themselves, of whom the part, or all else, is known."""
        for known, unknown in ((KNOWN[:1], "role"), (KNOWN[:1], "setting"), (KNOWN, MANY)):
            everybody = collections.defaultdict(list)
            for labels, _ in self.area.true:
                everybody[tuple(labels[c] for c in known)].append(labels[unknown])
            for labels, said in everybody.items():
                if len(said) >= CROWD:
                    continue
                self.found["persons"] += len(said)
                if len(set(said)) > 1 or said[0] in ("", "no"):
                    continue
                of = {column: [label] for column, label in zip(known, labels)}
                others = set(self.area.labels[unknown]) - set(said)
                if not self.is_open(None, of, unknown, others, up_only=True):
                    self.note("answers", self.told.label(of, unknown, said[0]), unknown, of, len(said))

    def note(self, what, told, question, of, number=1):
        how = "following" if told == "following" else "shown" if told else "recovered"
        self.found[f"{what} {how}"] += number
        if how != "shown":
            cut = self.area.cut and f" ({self.area.cut[1]})" or ""
            self.leaks.append((how, self.area.people, what, f"{question}{cut}", of))
