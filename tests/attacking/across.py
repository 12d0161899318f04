"""The attack on what an inspection shows of several collections: the answers in those that are hidden."""

import collections
import random

from collection import SKIPPED
from settings import CROWD, MOST_ACCOMPLICES
from sums import Sums, asked_most
from told import Told


class Across:
    def __init__(self, known, pages, seed):
        self.known, self.pages, self.random = known, pages, random.Random(seed)
        self.found, self.leaks = collections.Counter(), []

    def run(self):
        questions = dict.fromkeys(question for one in self.known for question in one.opinions)
        for question in questions:
            if any(fact["of"] != "alone" for page in self.pages for fact in page["facts"]):
                self.question(question)
        return self.found, self.leaks

    def question(self, question):
        programme = Sums(self.known, self.pages, question)
        page = self.pages[0]
        for member in programme.members:
            if self.known[member].people and not programme.shown(page, member, question)["counts"]:
                self.member(programme, member)
                self.accomplices(programme, member)

    def member(self, programme, member):
        """The favourable answers, those of the other sides, and each option."""
        collection, question = self.known[member], programme.question
        options = [option for option, _, _ in collection.questions[question]["options"]]
        letter = lambda option: collection.letter(question, option)
        sides = {tuple(o for o in options if letter(o) in kinds) for kinds in "FNUO"}
        for own in {*sides, *((option,) for option in options)} - {()}:
            self.found["sums"] += 1
            places = [programme.places[member, question, option] for option in own]
            if not programme.is_open(places):
                told = self.is_told(programme, member, question, own)
                follows = not told and self.follows(programme, member, question, own) and "following"
                self.note("sums", told or follows, member, f"{question} {'+'.join(own)}")

    def accomplices(self, programme, member):
        """Some of a hidden collection tell what they answered: is another's answer known then?"""
        collection, question = self.known[member], programme.question
        said = collection.chosen(question)
        number = self.random.randint(1, MOST_ACCOMPLICES)
        if len(said) <= number:
            return
        self.random.shuffle(said)
        told, others = collections.Counter(said[:number]), set(said[number:])
        self.found["sums with accomplices"] += len(said) - number
        if len(others) > 1 or others == {SKIPPED}:
            return
        places = {o: programme.places[member, question, o] for o in (*self.options(member, question), SKIPPED)}
        limits = [([places[option]], count) for option, count in told.items()]
        rest = [place for option, place in places.items() if option not in others]
        if not programme.is_open(rest, limits, up_only=True):
            letters = collections.Counter(collection.letter(question, option) for option in told.elements())
            known = Told(collection).by_word(question, collection.letter(question, *others), letters)
            self.note("sums by accomplices", known, member, question)

    def options(self, member, question):
        return [option for option, _, _ in self.known[member].questions[question]["options"]]

    def is_told(self, programme, member, question, options):
        """Whether nobody can have been asked, or a number of many people says that nobody gave these answers, or that
        everybody did: the sum of audiences that are hidden, or what a total has beside the areas that are shown."""
        if self.nobody_is_asked(programme, member, question):
            return True
        none = set()
        for page in programme.pages:
            for fact in page["facts"]:
                if fact["shown"]["question"] == question and fact["shown"]["counts"]:
                    rest = collections.Counter(fact["shown"]["counts"]["options"])
                    shown = [m for m in fact["members"] if programme.shown(page, m, question)["counts"]]
                    of = {"together": member in fact["members"] and not shown}
                    of["areas"] = fact["few"] and member in programme.hidden(page, fact)
                    if not of.get(fact["of"]):
                        continue
                    for one in shown:
                        rest -= collections.Counter(programme.shown(page, one, question)["counts"]["options"])
                    letter = lambda option: self.known[member].letter(question, option)
                    if sum(count for option, count in rest.items() if letter(option) != "O") >= CROWD:
                        own = {option for option in self.options(member, question) if not rest[option]}
                        none |= own
                        # Everybody answered, and nobody anything else.
                        hidden = fact["members"] if fact["of"] == "together" else programme.hidden(page, fact)
                        everybody = sum(self.known[one].people for one in hidden) == sum(rest.values())
                        if everybody and {*self.options(member, question)} - {*options} <= own:
                            return True
        return set(options) <= none

    def follows(self, programme, member, question, options):
        """Whether it only follows from how many answered on the scale, which can be known where words and sums are of k
        people, or of as many as the rules let be: that nobody answered outside it, or how many of many people."""
        if any(self.known[member].letter(question, option) != "O" for option in options):
            return False
        sets = [f["members"] for f in programme.pages[0]["facts"] if f["of"] == "together" and member in f["members"]]
        for members in [[member], *sets]:
            members = [one for one in members if one in programme.members]
            if not programme.is_open([place for one in members for place in programme.those(one, question)]):
                outside = [programme.places[one, question, option] for one in members for option in options]
                people = sum(self.known[one].people for one in members)
                if programme.value(outside) == 0 or len(members) == 1 and people >= CROWD:
                    return True
        return False

    def nobody_is_asked(self, programme, member, question):
        collection = self.known[member]
        if asked_most(collection, question) == 0:
            return True
        for led in collection.led_by(question):
            shown = programme.shown(programme.pages[0], member, led)
            unfavourable = [o for o in self.options(member, led) if collection.letter(led, o) == "U"]
            if shown["counts"] and not any(shown["counts"]["options"][option] for option in unfavourable):
                return True
            if not shown["counts"] and self.is_told(programme, member, led, unfavourable):
                return True
        return False

    def note(self, what, told, member, question):
        how = "following" if told == "following" else "shown" if told else "recovered"
        self.found[f"{what} {how}"] += 1
        if how != "shown":
            self.leaks.append((how, self.known[member].people, what, question, {"collection": member}))
