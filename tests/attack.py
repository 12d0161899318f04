"""Attacks what is published of inspections, as somebody would who knows the rules: writes everything down as integer
programmes and asks whether any other answers than the true ones could have been published alike.

Unknown are the part of the person of each row, their answers to the questions about themselves, and withheld answers. A
programme has one variable for each kind of row, labels and answers: how many people there are. Only the questions matter
together that one another's routes, or figures of labels that rows do not show, bind to each other; so each question is
attacked by itself with these. Something hidden is recovered if it is the same in every world that publishes the same.
First only labels that occur together are tried, which is enough to find another world; what seems recovered is tried again
with all.
"""

import collections
import itertools
import json
import multiprocessing
import random
import sys

import highspy
import numpy as np

PARTS = "stratum"
#: The labels by which somebody may know a person: the part, two questions, and one of several answers.
KNOWN = (PARTS, "role", "setting")
MANY, CHOSEN = "works-with", "protection"
#: The fewest people that the rules let be known together.
CROWD = 30
MOST_ACCOMPLICES = 4
#: Whether the rules of version 0.1 published what is attacked.
FORMER = len(sys.argv) > 2 and sys.argv[2] == "former"
#: The former rules bind all questions to one another, so they are attacked by part alone.
LABELLED = (PARTS,) if FORMER else (*KNOWN, MANY)
TERMS = [(14, "few"), (49, "less than half"), (74, "the majority"), (89, "most"), (100, "almost all")]


class Area:
    """What is known of a collection, and the truth."""

    def __init__(self, questions, made):
        self.questions = {question["id"]: question for question in questions}
        self.k, self.least, self.parts, self.figures = made["k"], made["from"], made["parts"], made["figures"]
        self.people = sum(self.parts.values())
        self.opinions = [q["id"] for q in questions if any(favourable for _, favourable, _ in q["options"])]
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
        """The kind of an answer: favourable, unfavourable, outside the scale, skipped."""
        for own, favourable, outside in self.questions[question]["options"]:
            if own == option:
                return "O" if outside else "F" if favourable else "U"
        return "S"

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
                for column, labels in self.asked_of(question) if answers[question] in ("F", "U", "O") else ():
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
        """How many answers of each kind a figure has. Former figures of parts do not say how many are outside."""
        counts = figure["counts"]
        kinds = {"F": counts["favourable"], "U": counts["base"] - counts["favourable"]}
        if counts["options"]:
            outside = [option for option, _, outside in self.questions[figure["question"]]["options"] if outside]
            kinds["O"] = sum(counts["options"][option] for option in outside)
        return kinds


class Programme:
    """The worlds in which the same is published about one question, or about labels only."""

    def __init__(self, area, question, everything):
        self.area, self.question = area, question
        self.asked = self.bound_together()
        combinations = self.combinations(everything)
        self.variables, self.rows = {}, []
        kinds = collections.defaultdict(list)
        for place, (_, may, answers) in enumerate(area.rows):
            key = (tuple(may[c] for c in LABELLED), tuple(answers[q] for q in self.asked))
            kinds[key].append(place)
        self.kinds = list(kinds)
        self.lists = []
        truth, possible, worlds = [], {}, {}
        for kind, ((may, answers), places) in enumerate(kinds.items()):
            own = []
            if may not in possible:
                possible[may] = [ls for ls in combinations if all(label in of for label, of in zip(ls, may))]
            for labels in possible[may]:
                if (labels, answers) not in worlds:
                    worlds[labels, answers] = list(self.answers(labels, answers))
                for world in worlds[labels, answers]:
                    self.variables[kind, labels, world] = len(self.lists)
                    own.append(len(self.lists))
                    self.lists.append((kind, labels, world))
            self.rows.append((own, len(places), len(places)))
            for place in places:
                labels, said = area.true[place]
                truth.append((kind, tuple(labels[c] for c in LABELLED), tuple(said[q] for q in self.asked)))
        self.columns = len(self.lists)
        self.true = np.zeros(self.columns)
        for one in truth:
            self.true[self.variables[one]] += 1
        self.marks = self.mark()
        self.extra = []
        self.learn()
        self.worlds = [self.true]
        self.solver = None

    def bound_together(self):
        area = self.area
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
        for question in list(asked):
            asked.update(area.led_by(question))
        return [question for question in area.opinions if question in asked]

    def combinations(self, everything):
        if everything:
            return list(itertools.product(*(self.area.labels[c] for c in LABELLED)))
        return sorted({tuple(labels[c] for c in LABELLED) for labels, _ in self.area.true})

    def answers(self, labels, answers):
        """The answers that somebody with these labels can have given, of whom a row shows `answers`."""
        labels = dict(zip(LABELLED, labels))
        for world in itertools.product(*(answer or "FUOS" for answer in answers)):
            said = dict(zip(self.asked, world))
            if all(said[q] == "S" or self.is_asked(q, labels, said) for q in self.asked):
                yield world

    def is_asked(self, question, labels, said):
        by_labels = all(labels[column] in of for column, of in self.area.asked_of(question))
        return by_labels and all(said[q] == "U" for q in self.area.led_by(question))

    def places(self, of, what=None, values=()):
        """The variables of people with these labels, of whom a label or an answer has one of these values."""
        mask = np.ones(self.columns, dtype=bool)
        for column, labels in [*of.items(), *([(what, values)] if what else [])]:
            own = self.marks[column]
            mask &= np.logical_or.reduce([own[label] for label in labels if label in own] or [np.zeros(self.columns, bool)])
        return np.flatnonzero(mask)

    def mark(self):
        """For each label and answer, which variables have it."""
        marks = collections.defaultdict(lambda: collections.defaultdict(lambda: np.zeros(self.columns, bool)))
        for place, (_, labels, said) in enumerate(self.lists):
            for column, value in (*zip(LABELLED, labels), *zip(self.asked, said)):
                marks[column][value][place] = True
        return marks

    def learn(self):
        """Everything that is published, as sums of variables."""
        area = self.area
        for part, people in area.parts.items():
            self.add(self.places({PARTS: [part]}), people, people)
        for figure in area.figures:
            question, of, counts = figure["question"], figure["of"], figure["counts"]
            if question in KNOWN and question in LABELLED:
                on_scale = [option for option, _, outside in area.questions[question]["options"] if not outside]
                if counts:
                    for option, count in counts["options"].items():
                        self.add(self.places(of, question, [option]), count, count)
                elif figure["fewer_than"]:
                    base = self.places(of, question, on_scale)
                    self.add(base, 0, figure["fewer_than"] - 1)
            elif question == MANY and question in LABELLED and counts:
                count = counts["options"][CHOSEN]
                self.add(self.places(of, MANY, ["yes"]), count, count)
            elif question in self.asked:
                self.learn_opinion(figure)

    def learn_opinion(self, figure):
        question, of, counts = figure["question"], figure["of"], figure["counts"]
        if counts:
            for kind, count in self.area.kinds(figure).items():
                self.add(self.places(of, question, [kind]), count, count)
            self.learn_why_not_split(question)
            return
        base = self.places(of, question, "FU")
        if figure["fewer_than"]:
            self.add(base, 0, figure["fewer_than"] - 1)
            return
        # The base and the count are one of the pairs that the word stands for.
        favourable = self.places(of, question, "F")
        pairs = [p for p in worded(figure["word"], self.area.k, self.area.least) if p[0] <= self.area.people]
        at = self.columns + len(self.extra)
        said = [said[question] for _, said in self.area.true]
        true = (said.count("F") + said.count("U"), said.count("F"))
        self.extra += [float(pair == true) for pair in pairs]
        places = list(range(at, at + len(pairs)))
        self.rows.append((places, 1, 1))
        for sums, which in ((base, 0), (favourable, 1)):
            weights = [1.0] * len(sums) + [-float(pair[which]) for pair in pairs]
            self.rows.append(([*sums, *places], 0, 0, weights))

    def learn_why_not_split(self, question):
        """A figure of which no split is shown has a crowd that gave fewer answers than numbers are shown of."""
        area = self.area
        crowds = {crowd for crowd, _, _ in area.rows}
        split = any(f["question"] == question and f["of"] for f in area.figures)
        if FORMER or split or len(crowds) < 2:
            return
        answered = {crowd: [] for crowd in crowds}
        for place in self.places({}, question, "FU"):
            answered[self.crowd_of(self.lists[place][0])].append(place)
        is_small = [sum(self.true[place] for place in places) < area.least for places in answered.values()]
        first = is_small.index(True)
        excess = float(area.people - area.least + 1)
        flags = [self.columns + len(self.extra) + number for number in range(len(is_small))]
        self.extra += [float(number == first) for number in range(len(is_small))]
        for places, flag in zip(answered.values(), flags):
            self.rows.append((places + [flag], 0, area.people, [1.0] * len(places) + [excess]))
        self.rows.append((flags, 1, 1))

    def crowd_of(self, kind):
        may, _ = self.kinds[kind]
        crowds = {crowd for crowd, _, _ in self.area.rows}
        return next(c for c in crowds if all(own <= whole for own, whole in zip(may, c)))

    def add(self, places, least, most):
        self.rows.append((places, least, most))

    def begin(self):
        """Hands the programme to the solver, after a test that the truth is one of its worlds."""
        self.true = np.concatenate([self.true, np.array(self.extra)])
        self.worlds = [self.true]
        rows = [(np.array(row[0], dtype=np.int32), *row[1:3], *(row[3:] or [np.ones(len(row[0]))])) for row in self.rows]
        for places, least, most, weights in rows:
            value = self.true[places] @ np.array(weights)
            assert least - 1e-9 <= value <= most + 1e-9, ("the attack is wrong", self.question, least, value, most)
        columns = len(self.true)
        programme = highspy.HighsLp()
        programme.num_col_, programme.num_row_ = columns, len(rows)
        programme.col_cost_ = np.zeros(columns)
        programme.col_lower_ = np.zeros(columns)
        programme.col_upper_ = np.array([float(self.area.people)] * self.columns + [1.0] * len(self.extra))
        programme.row_lower_ = np.array([float(row[1]) for row in rows])
        programme.row_upper_ = np.array([float(row[2]) for row in rows])
        programme.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        programme.a_matrix_.start_ = np.cumsum([0] + [len(row[0]) for row in rows])
        programme.a_matrix_.index_ = np.concatenate([row[0] for row in rows])
        programme.a_matrix_.value_ = np.concatenate([row[3] for row in rows])
        self.relaxed = solver(programme, presolve="off")
        programme.integrality_ = [highspy.HighsVarType.kInteger] * columns
        self.solver = solver(programme, mip_abs_gap=0.5)
        self.number_of_rows = len(rows)

    def optimum(self, solver, costs, limits):
        """The world where the costs are least, where the sums of `limits` are at least so large."""
        for own, least in limits:
            solver.addRow(float(least), highspy.kHighsInf, len(own), np.array(own, dtype=np.int32), np.ones(len(own)))
        columns = len(costs)
        solver.changeColsCost(columns, np.arange(columns, dtype=np.int32), costs)
        solver.run()
        assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal, solver.getModelStatus()
        world = np.array(solver.getSolution().col_value)
        if limits:
            added = np.arange(self.number_of_rows, self.number_of_rows + len(limits), dtype=np.int32)
            solver.deleteRows(len(added), added)
        return world

    def differs(self, places, most, limits):
        """Whether this sum of variables is larger, or smaller, in another world; fractions of people come first, since
        they are quickly solved and bound whole ones."""
        costs = np.zeros(len(self.true))
        costs[places] = -1.0 if most else 1.0
        true = costs @ self.true
        world = self.optimum(self.relaxed, costs, limits)
        if costs @ world > true - 1 + 1e-6:
            return False
        if np.abs(world - np.round(world)).max() > 1e-6:
            world = self.optimum(self.solver, costs, limits)
        world = np.round(world)
        self.worlds.append(world)
        return costs @ world < true

    def is_open(self, places, limits=(), up_only=False):
        """Whether another world has another sum of these variables."""
        true = self.true[places].sum()
        for world in self.worlds:
            if world[places].sum() != true and (not up_only or world[places].sum() > true):
                if all(world[own].sum() >= least for own, least in limits):
                    return True
        return self.differs(places, True, limits) or not up_only and self.differs(places, False, limits)


def solver(programme, **options):
    solver = highspy.Highs()
    for option, value in {"output_flag": False, "threads": 1, "random_seed": 1, **options}.items():
        solver.setOptionValue(option, value)
    solver.passModel(programme)
    return solver


def worded(word, k, least):
    """The pairs of a base and a count that a word stands for."""
    for base in range(k, least):
        for count in range(base + 1):
            percent = (200 * count + base) // (2 * base)
            percent = percent if count in (0, base) else min(max(percent, 1), 99)
            term = next(term for to, term in TERMS if percent <= to)
            if base < 10:
                term = "less than half" if term in ("few", "less than half") else "the majority"
            if term == word:
                yield base, count


class Attack:
    """One area's hidden figures and answers."""

    def __init__(self, area, seed):
        self.area, self.random = area, random.Random(seed)
        self.found, self.leaks, self.people = collections.Counter(), [], {}

    def run(self):
        for question in self.area.opinions:
            self.programmes = {}
            self.figures(question)
            self.persons(question)
            self.accomplices(question)
        self.programmes = {}
        if not FORMER:
            self.labels()
        return self.found, self.leaks

    def is_open(self, question, of, what, values, **more):
        """Tries labels that occur together, then all."""
        limits = more.pop("limits", ())
        for everything in (False, True):
            if everything not in self.programmes:
                self.programmes[everything] = Programme(self.area, question, everything)
            programme = self.programmes[everything]
            if programme.solver is None:
                programme.begin()
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
        routed = any(c == column and labels & {label} in (frozenset(), labels) for c, labels in self.area.asked_of(question))
        return routed or own is not None and own["counts"] is not None

    def figures(self, question):
        area = self.area
        for column, label in self.hidden():
            of = {column: [label]}
            people = len(self.those(of))
            if self.is_shown_itself(question, column, label) or people == self.area.people:
                continue
            self.found["figures"] += 1
            if not self.is_open(question, of, question, "F"):
                kinds = self.told(question, of)
                told = kinds is not None and any(set(kind) <= {"F"} or "F" not in kind for kind in kinds)
                # Where everybody agreed to the question before, nobody was asked.
                told |= self.nobody_is_asked(question, self.crowds(of))
                told |= any("U" not in kind for led in area.led_by(question) for kind in self.told(led, of) or ())
                self.note("figures", told, question, of)
        whole = area.figure(question)
        if whole and whole["word"]:
            self.found["figures"] += 1
            if not self.is_open(question, {}, question, "F"):
                said = [said[question] for _, said in area.true]
                base = said.count("F") + said.count("U")
                told = len([b for b, _ in worded(whole["word"], area.k, area.least) if b == base]) == 1
                self.note("figures", told, question, {})

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
            if not self.is_open(question, of, question, set("FUOS") - said, up_only=True):
                kinds = self.told(question, of)
                told = kinds is not None and any(set(kind) == {only} for kind in kinds)
                told |= self.told_by_word(question, only, {})
                self.note("answers", told, question, of, people)

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
            limits = [(of, question, kind, count) for kind, count in told.items()]
            if not self.is_open(question, of, question, set("FUOS") - others, limits=limits, up_only=True):
                kinds = self.told(question, of)
                known = kinds is not None and any(set(kind - told) == {only} for kind in kinds)
                known |= self.told_by_word(question, only, told)
                self.note("by accomplices", known, question, of, len(said) - number)

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
                    self.note("answers", self.told_label(of, unknown, said[0]), unknown, of, len(said))

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

    def may_have(self, crowd, column, label):
        """Whether some in this crowd may have this label, as far as a figure of the crowd's groups shows."""
        if label not in crowd[LABELLED.index(column)]:
            return False
        for figure in self.area.figures:
            if figure["question"] == column and figure["counts"]:
                people = self.area.people_of(figure["of"])
                covers = all(crowd[LABELLED.index(c)] <= set(labels) for c, labels in figure["of"].items())
                options = figure["counts"]["options"]
                count = people - sum(options.values()) if label == "" else options[CHOSEN if column == MANY else label]
                if covers and people >= CROWD and label != "no" and count == 0:
                    return False
        return True

    def nobody_is_asked(self, question, crowds):
        """Whether the labels, or the answers before, of all people in these crowds keep them from a question."""
        return any(
            not any(self.may_have(crowd, column, label) for crowd in crowds for label in labels)
            for column, labels in self.area.asked_of(question)
        )

    def told(self, question, of):
        """The answers of the crowds that these people are in, as they are shown; None if of fewer than a crowd."""
        crowds = self.crowds(of)
        whole = self.area.figure(question)
        if any(len(rows) < CROWD for rows in crowds.values()) or not whole["counts"]:
            return None
        figures = [figure for figure in self.area.figures if figure["question"] == question and figure["counts"]]
        told = []
        for figure in figures:
            covers = lambda crowd: all(crowd[LABELLED.index(c)] <= set(own) for c, own in figure["of"].items())
            kinds = +collections.Counter(self.area.kinds(figure))
            if all(map(covers, crowds)):
                kinds_of_all = kinds + collections.Counter(S=self.area.people_of(figure["of"]) - sum(kinds.values()))
                told += [kinds, kinds_of_all] if sum(kinds.values()) >= CROWD else [kinds_of_all]
        # Rows also tell apart who was asked, where these are many.
        fitting = [a[question] for _, may, a in self.area.rows if all(ls[0] in may[c] for c, ls in of.items())]
        if None not in fitting and len(fitting) >= CROWD:
            told.append(collections.Counter(fitting))
        rows = [answers[question] for own in crowds.values() for answers in own]
        if None not in rows:
            return [*told, collections.Counter(rows)]
        # What rows withhold is, altogether, the figure without what they show.
        shown = collections.Counter(answers[question] for _, _, answers in self.area.rows)
        if shown[None] >= CROWD:
            kinds = collections.Counter(self.area.kinds(whole))
            kinds["S"] = self.area.people - sum(kinds.values())
            hidden = collections.Counter({kind: count - shown[kind] for kind, count in kinds.items()})
            told.append(+hidden)
            if shown[None] - hidden["S"] >= CROWD:
                told.append(+collections.Counter({kind: hidden[kind] for kind in "FUO"}))
        return told

    def told_by_word(self, question, only, told):
        """Whether a word and the accomplices alone leave one answer, where everybody gave one."""
        said = [said[question] for _, said in self.area.true]
        word = self.area.figure(question)["word"]
        if not word or len(said) != said.count("F") + said.count("U"):
            return False
        left = [
            (count - told.get("F", 0), base - count - told.get("U", 0))
            for base, count in worded(word, self.area.k, self.area.least)
            if base == len(said)
        ]
        return all((favourable if only == "U" else other) <= 0 for favourable, other in left)

    def told_label(self, of, column, label):
        """Whether a shown figure of many says that all of them have a label."""
        for figure in self.area.figures:
            if figure["question"] == column and figure["counts"]:
                covers = all(set(of.get(c, ["?"])) <= set(labels) for c, labels in figure["of"].items())
                options = {"yes": CHOSEN}.get(label, label)
                people = self.area.people_of(figure["of"])
                if covers and people >= CROWD and figure["counts"]["options"][options] == people:
                    return True
        fitting = [may[column] for _, may, _ in self.area.rows if all(ls[0] in may[c] for c, ls in of.items())]
        if len(fitting) >= CROWD and set(fitting) == {frozenset([label])}:
            return True
        rows = self.crowds(of)
        shown = {crowd[LABELLED.index(column)] for crowd in rows}
        return shown == {frozenset([label])} and all(len(own) >= CROWD for own in rows.values())

    def note(self, what, told, question, of, number=1):
        self.found[f"{what} {'shown' if told else 'recovered'}"] += number
        if not told:
            self.leaks.append((self.area.people, what, question, of))


def attack(numbered):
    number, line = numbered
    made = json.loads(line)
    found, leaks = collections.Counter(inspections=1), []
    areas = [Area(made["questions"], area) for area in made["areas"]]
    for question, total in made["totals"].items():
        # Totals tell nothing more than the figures that they are the sums of.
        shown = [f["counts"] for area in areas for f in area.figures if f["question"] == question and not f["of"]]
        shown = [counts for counts in shown if counts]
        assert (total is None) == (not shown) and (total is None or total["base"] == sum(c["base"] for c in shown))
        for option in total["options"] if total else ():
            assert total["options"][option] == sum(c["options"][option] for c in shown)
    for place, area in enumerate(areas):
        own, leaked = Attack(area, f"{number} {place}").run()
        found += own
        leaks += [(number, place, *leak) for leak in leaked]
    return found, leaks


def main():
    path = sys.argv[1]
    found, leaks = collections.Counter(), []
    with open(path) as lines, multiprocessing.Pool() as workers:
        for own, leaked in workers.imap_unordered(attack, enumerate(lines), chunksize=2):
            found += own
            leaks += leaked
    persons = max(found["persons"], 1)
    for name, value in (
        ("inspections", found["inspections"]),
        ("hidden figures", found["figures"]),
        ("hidden figures recovered", found["figures recovered"]),
        ("  told by a shown figure of 30 or more", found["figures shown"]),
        ("answers of persons in hidden groups", found["persons"]),
        ("answers recovered", found["answers recovered"]),
        ("  told by a shown figure of 30 or more", found["answers shown"]),
        ("answers guessed from shown figures", f"{found['guessed']} ({100 * found['guessed'] // persons}%)"),
        ("answers attacked with accomplices", found["with accomplices"]),
        ("answers recovered with accomplices", found["by accomplices recovered"]),
        ("  told by a shown figure and accomplices", found["by accomplices shown"]),
    ):
        print(f"{name:<44}{value:>16}")
    for leak in sorted(leaks, key=lambda leak: leak[2])[: 3 if FORMER else 12]:
        print("inspection {}, area {} ({} people): {}, {}, {}".format(*leak))
    recovered = sum(found[f"{what} recovered"] for what in ("figures", "answers", "by accomplices"))
    if FORMER:
        sys.exit(0 if found["figures recovered"] + found["answers recovered"] else "The former rules told nothing.")
    sys.exit("Something hidden was recovered." if recovered else 0)


if __name__ == "__main__":
    main()
