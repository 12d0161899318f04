"""Attacks what is published of inspections, as somebody would who knows the rules: writes everything down as integer
programmes and asks whether any other answers than the true ones could have been published alike. Something hidden is
recovered if it is the same in every world that publishes the same.

Unknown are the part of the person of each row, their answers to the questions about themselves, and withheld answers.
Only the questions matter together that one another's routes, unions, or figures of labels that rows do not show, bind to
each other; so each question is attacked by itself with these. Over areas and audiences, each question is attacked by the
numbers of answers in each collection.
"""

import collections
import json
import multiprocessing
import random
import sys

from across import Across
from attack import Attack
from collection import Collection
from report import report
from settings import FORMER


def attack(numbered):
    number, line = numbered
    made = json.loads(line)
    found, leaks = collections.Counter(inspections=1), []
    known = [Collection(made["surveys"][one["survey"]], one) for one in made["collections"]]
    attacks = [Attack(one, f"{number} {place}").run() for place, one in enumerate(known) if one.people]
    if not FORMER:
        attacks.append(Across(known, made["pages"], number).run())
        attacks += one_option(made, known, random.Random(number))
    for own, leaked in attacks:
        found += own
        leaks += [(number, *leak) for leak in leaked]
    return found, leaks


def one_option(made, known, chance):
    """Attacks of a shown question what one option has in place of the favourable ones: cuts and sides are sums of
    options. Questions that lead to others are left out."""
    for one, whole in zip(made["collections"], known):
        shown = [f["question"] for f in whole.figures if not f["of"] and f["counts"] and f["question"] in whole.opinions]
        shown = [q for q in shown if not any(q in whole.led_by(other) for other in whole.opinions)]
        if shown:
            question = chance.choice(shown)
            options = [option for option, _, outside in whole.questions[question]["options"] if not outside]
            cut = (question, chance.choice(options))
            own = Attack(Collection(made["surveys"][one["survey"]], one, cut), str(cut))
            yield own.run([question])


def main():
    found, leaks = collections.Counter(), []
    with open(sys.argv[1]) as lines, multiprocessing.Pool() as workers:
        for own, leaked in workers.imap_unordered(attack, enumerate(lines), chunksize=2):
            found += own
            leaks += leaked
    sys.exit(report(found, leaks))


if __name__ == "__main__":
    main()
