"""The crowds that people may be in, and what shown figures tell of these."""

import collections

from settings import CROWD, LABELLED, MANY


class Crowds:
    def __init__(self, area):
        self.area = area

    def crowds(self, of):
        """The crowds that people with these labels may be in, each with its rows."""
        crowds, possible = collections.defaultdict(list), set()
        for crowd, may, answers in self.area.rows:
            # What rows withhold tells crowds further apart.
            crowd = (*crowd, tuple(answers[question] is None for question in self.area.opinions))
            crowds[crowd].append(answers)
            if all(label in may[column] for column, (label,) in of.items()):
                possible.add(crowd)
        may = lambda crowd: all(self.may_have(crowd, column, label) for column, (label,) in of.items())
        return {crowd: rows for crowd, rows in crowds.items() if crowd in possible and may(crowd)}

    def covers(self, figure, crowd):
        return all(crowd[LABELLED.index(c)] <= set(labels) for c, labels in figure["of"].items())

    def may_have(self, crowd, column, label):
        """Whether some in this crowd may have this label, as far as a figure of the crowd's groups shows."""
        if label not in crowd[LABELLED.index(column)]:
            return False
        for figure in self.area.figures:
            if figure["question"] == column and figure["counts"] and self.area.people_of(figure["of"]) >= CROWD:
                if self.covers(figure, crowd) and not (column == MANY and label == "no"):
                    if self.area.count(figure, label) == 0:
                        return False
        return True

    def nobody_is_asked(self, question, of):
        """Whether the labels, or the answers before, of all people in the crowds of these keep them from a question."""
        crowds = self.crowds(of)
        by_labels = any(
            not any(self.may_have(crowd, column, label) for crowd in crowds for label in labels)
            for column, labels in self.area.asked_of(question)
        )
        return by_labels or any("U" not in kind for led in self.area.led_by(question) for kind in self.answers(led, of))

    def answers(self, question, of):
        """The answers of the crowds that these people are in, as they are shown, each time of a crowd or more."""
        crowds = self.crowds(of)
        whole = self.area.figure(question)
        if any(len(rows) < CROWD for rows in crowds.values()) or not whole["counts"]:
            return []
        told = []
        for figure in self.area.figures:
            if figure["question"] == question and figure["counts"]:
                if all(self.covers(figure, crowd) for crowd in crowds):
                    kinds = +collections.Counter(self.area.kinds(figure))
                    skipped = self.area.people_of(figure["of"]) - sum(kinds.values())
                    told += [kinds] if sum(kinds.values()) >= CROWD else []
                    told.append(+(kinds + collections.Counter(S=skipped)))
        # Rows also tell apart who was asked, where these are many.
        fitting = [a[question] for _, may, a in self.area.rows if all(ls[0] in may[c] for c, ls in of.items())]
        if None not in fitting and len(fitting) >= CROWD:
            told.append(collections.Counter(fitting))
        rows = [answers[question] for own in crowds.values() for answers in own]
        if None not in rows:
            return [*told, collections.Counter(rows), *self.of_asked(question, of)]
        return [*told, *self.withheld(question, crowds)]

    def withheld(self, question, crowds):
        """What rows withhold is, in all groups of a figure, the figure without what they show."""
        for figure in self.area.figures:
            if figure["question"] != question or not figure["counts"]:
                continue
            if not all(self.covers(figure, crowd) for crowd in crowds):
                continue
            rows = [answers[question] for crowd, _, answers in self.area.rows if self.covers(figure, crowd)]
            shown = collections.Counter(rows)
            if shown[None] < CROWD:
                continue
            kinds = collections.Counter(self.area.kinds(figure))
            kinds["S"] = len(rows) - sum(kinds.values())
            hidden = collections.Counter({kind: count - shown[kind] for kind, count in kinds.items()})
            yield +hidden
            if shown[None] - hidden["S"] >= CROWD:
                yield +collections.Counter({kind: hidden[kind] for kind in "FNUO"})

    def of_asked(self, question, of):
        """The answers of all who were asked in the one group of many that these people are in, where as many rows of
        the group have an answer as its people have labels that lead to the question."""
        for column, asked in self.area.asked_of(question):
            for figure in self.area.figures:
                if figure["question"] != column or not figure["counts"] or not all(
                    set(of.get(c, "?")) <= set(labels) for c, labels in figure["of"].items()
                ):
                    continue
                rows = [a[question] for crowd, _, a in self.area.rows if self.covers(figure, crowd)]
                answered = [answer for answer in rows if answer != "S"]
                if len(answered) < CROWD or set(of.get(column, "?")) - asked or None in answered:
                    continue
                if sum(self.area.count(figure, label) for label in asked) == len(answered):
                    yield collections.Counter(answered)
