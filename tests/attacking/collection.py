"""What is known of a collection, and the truth."""

import collections

from settings import CHOSEN, FORMER, KNOWN, LABELLED, MANY, PARTS, SCALE

#: In place of an option, where there is no answer.
SKIPPED = "skipped"


class Collection:
    def __init__(self, survey, made, cut=None):
        """`cut` is a question and the one option that is attacked in place of the favourable ones."""
        questions, self.cut, self.survey = survey["questions"], cut, made["survey"]
        self.said = [chosen for _, chosen in made["truth"]]
        self.questions = {question["id"]: question for question in questions}
        self.k, self.least, self.parts, self.figures = made["k"], made["from"], made["parts"], made["figures"]
        self.people = sum(self.parts.values())
        self.opinions = [q["id"] for q in questions if any(favourable for _, favourable, _ in q["options"])]
        shown = {union: share for union, share in made["unions"] if share and not cut}
        self.unions = [(dict(any_of), shown[union]) for union, any_of in survey["unions"] if union in shown]
        self.labels = {PARTS: list(self.parts), MANY: ["yes", "no"]}
        for column in KNOWN[1:]:
            self.labels[column] = ["", *(option for option, _, _ in self.questions[column]["options"])]
        self.words = collections.defaultdict(dict)
        for column, word, labels in made["words"]:
            self.words[column][word] = frozenset(labels)
        self.true = [self.truth(*person) for person in made["truth"]]
        self.has_rows = made["rows"] is not None
        self.rows = self.read(made["rows"] or [{} for _ in self.true])

    def letter(self, question, option):
        """The kind of an answer."""
        for own, favourable, outside in self.questions[question]["options"]:
            if own == option:
                if outside:
                    return "O"
                if self.cut and self.cut[0] == question:
                    return "F" if self.cut[1] == option else "U"
                neither = not FORMER and option not in self.questions[question]["unfavourable"]
                return "F" if favourable else "N" if neither else "U"
        return "S"

    def chosen(self, question):
        """The option that everybody chose."""
        return ["".join(chosen[question]) or SKIPPED for chosen in self.said]

    def letters(self, question):
        """The kinds of answers that a question can have."""
        own = {self.letter(question, option) for option, _, _ in self.questions[question]["options"]}
        return "".join(letter for letter in "FNUOS" if letter in own or letter == "S")

    def truth(self, part, chosen):
        labels = {PARTS: part, MANY: "yes" if CHOSEN in chosen[MANY] else "no"}
        labels.update((column, "".join(chosen[column])) for column in KNOWN[1:])
        labels = {column: labels[column] for column in LABELLED}
        return labels, {question: self.letter(question, "".join(chosen[question])) for question in self.opinions}

    def read(self, rows):
        """Each row: its crowd, the labels that its person may have, and its answers; None if withheld."""
        read = []
        for row in rows:
            may = {column: self.may_be(column, row.get(column)) for column in LABELLED}
            answers = {
                q: None if row.get(q, "withheld") == "withheld" else self.letter(q, row[q]) for q in self.opinions
            }
            read.append((tuple(may[column] for column in LABELLED), may, answers))
        for _, may, answers in read:
            for question in self.opinions:
                # Who answered was asked.
                for column, labels in self.asked_of(question) if answers[question] not in ("S", None) else ():
                    may[column] &= labels
        return read

    def may_be(self, column, cell):
        every = frozenset(self.labels[column])
        if cell in (None, "withheld") or column == PARTS or self.words[column]:
            return self.words[column].get(cell, every)
        return frozenset([("yes" if CHOSEN in cell.split("+") else "no") if column == MANY else cell])

    def people_of(self, of):
        """How many people a figure is about: its rows say so."""
        return sum(all(labels[c] in own for c, own in of.items()) for labels, _ in self.true)

    def asked_of(self, question):
        """Of which labels people are asked a question, as far as that depends on what they said of themselves."""
        for column, options, unless in self.questions[question]["route"]:
            if column in LABELLED:
                options = {"yes"} if column == MANY else set(options)
                yield column, frozenset(label for label in self.labels[column] if (label in options) != unless)

    def led_by(self, question):
        """The opinions on whose unfavourable answers it depends if a question is asked."""
        return [column for column, _, _ in self.questions[question]["route"] if column in self.opinions]

    def figure(self, question, of=None):
        return next((f for f in self.figures if f["question"] == question and f["of"] == (of or {})), None)

    def kinds(self, figure):
        """How many answers of each kind a figure has. Former figures of parts do not have options."""
        counts = figure["counts"]
        if not counts["options"]:
            return {"F": counts["favourable"], "U": counts["base"] - counts["favourable"]}
        kinds = dict.fromkeys(self.letters(figure["question"]).strip("S"), 0)
        for option, count in counts["options"].items():
            kinds[self.letter(figure["question"], option)] += count
        return kinds

    def base(self, figure):
        kinds = self.kinds(figure)
        return sum(kinds.get(letter, 0) for letter in SCALE)

    def count(self, figure, label):
        """How many people of a figure about themselves have a label."""
        options = figure["counts"]["options"]
        if label == "" or figure["question"] == MANY and label == "no":
            others = options.values() if label == "" else [options[CHOSEN]]
            return self.people_of(figure["of"]) - sum(others)
        return options[CHOSEN if figure["question"] == MANY else label]
