"""The worlds in which the same is published about one question of all collections of an inspection: alone, of audiences
together, and over areas, on its own page and on that of a programme. The unknown numbers are how many people of each
collection gave each answer."""

import collections

import moves
import words
from collection import SKIPPED
from settings import CHOSEN, CROWD, MANY
from solver import Programme


class Sums(Programme):
    def __init__(self, known, pages, question):
        super().__init__(question)
        self.known, self.pages, self.question = known, pages, question
        self.chain = [question, *next(one for one in known if question in one.questions).led_by(question)]
        self.words, self.moved = [], None
        self.places, self.members = {}, [n for n, one in enumerate(known) if question in one.questions]
        for member in self.members:
            for asked in self.chain:
                self.add_collection(member, asked)
            for led in self.chain[1:]:
                # Whoever answered gave an unfavourable answer before.
                answered = self.those(member, question, outside=True)
                leading = self.those(member, led, kinds="U")
                self.add([*answered, *leading], -len(known[member].true), 0, [1.0] * len(answered) + [-1.0] * len(leading))
        for page in pages:
            for fact in page["facts"]:
                if fact["shown"]["question"] in self.chain:
                    self.learn(page, fact)

    def add_collection(self, member, asked):
        collection = self.known[member]
        said = collections.Counter(collection.chosen(asked))
        options = [*(option for option, _, _ in collection.questions[asked]["options"]), SKIPPED]
        for option in options:
            place = self.unknown(said[option], collection.people)
            self.places[member, asked, option] = place
        self.add([self.places[member, asked, option] for option in options], collection.people, collection.people)
        self.add(self.those(member, asked, outside=True), 0, asked_most(collection, asked))

    def those(self, member, asked, kinds="FNU", outside=False):
        """The unknown numbers of people whose answers are of these kinds."""
        letter = self.known[member].letter
        options = [option for option, _, _ in self.known[member].questions[asked]["options"]]
        return [self.places[member, asked, o] for o in options if letter(asked, o) in (kinds + "O" if outside else kinds)]

    def add_word(self, base, count, pairs):
        self.words.append((base, count, pairs))
        super().add_word(base, count, pairs)

    def is_open(self, places, limits=(), up_only=False):
        if self.moved is None:
            self.moved = moves.worlds(self)
        sums = self.moved[:, places].sum(axis=1) - self.moved[0, places].sum()
        fits = sums > 0 if up_only else sums != 0
        for own, least in limits:
            fits &= self.moved[:, own].sum(axis=1) >= least
        return fits.any() or super().is_open(places, limits, up_only)

    def shown(self, page, member, asked):
        """What is shown of a collection alone."""
        own = (f for f in page["facts"] if f["of"] == "alone" and f["members"] == [member])
        return next(f["shown"] for f in own if f["shown"]["question"] == asked)

    def learn(self, page, fact):
        shown, members, k = fact["shown"], fact["members"], page["k"]
        least, asked = max(k, CROWD), shown["question"]
        members = [member for member in members if member in self.members]
        base = [place for member in members for place in self.those(member, asked)]
        most = sum(self.known[member].people for member in members)
        if fact["few"]:
            self.learn_few(page, fact, members)
        elif shown["counts"]:
            for option, count in shown["counts"]["options"].items():
                self.add([self.places[member, asked, option] for member in members], count, count)
        elif shown["word"]:
            told = words.known(shown, k, least, most)
            for kind, pairs in zip("FU", told):
                if pairs:
                    self.add_word(base, [p for m in members for p in self.those(m, asked, kind)], pairs)
        elif fact["of"] == "alone" or not any(self.shown(page, member, asked)["counts"] for member in members):
            # Audiences of which only some are shown have no sum, however many they are.
            if fact["of"] != "areas":
                self.add(base, 0, (shown["fewer_than"] or least) - 1)
        # With a smaller k a total never has them.
        adds_hidden = k >= CROWD and page["complete"] and fact["survey"] is not None
        if fact["of"] == "areas" and not fact["few"] and adds_hidden:
            # Those of which nothing is shown are too few together.
            hidden = self.hidden(page, fact)
            self.add([place for member in hidden for place in self.those(member, asked)], 0, least - 1)

    def hidden(self, page, fact):
        asked = fact["shown"]["question"]
        own = [m for m in self.members if self.known[m].survey == fact["survey"]]
        return [member for member in own if self.shown(page, member, asked)["fewer_than"]]

    def learn_few(self, page, fact, members):
        """A total has all areas of which nothing is shown."""
        asked, hidden = fact["shown"]["question"], self.hidden(page, fact)
        assert len(hidden) == fact["few"]
        for option, count in fact["shown"]["counts"]["options"].items():
            self.add([self.places[member, asked, option] for member in (*members, *hidden)], count, count)


def asked_most(collection, asked):
    """How many people can have been asked a question, as figures of what they said of themselves tell."""
    most = collection.people
    for column, options, unless in collection.questions[asked]["route"]:
        figure = collection.figure(column)
        if column not in collection.opinions and figure["counts"]:
            options = [CHOSEN] if column == MANY else options
            led = sum(figure["counts"]["options"][option] for option in options)
            most = min(most, collection.people - led if unless else led)
    return most
