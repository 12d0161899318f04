"""Integer programmes: what is known as sums of unknown numbers, and whether other numbers fit, too."""

import highspy
import numpy as np


class Programme:
    """Sums of unknown numbers, of which the true ones are known: so the attack is tested by what it attacks."""

    def __init__(self, name):
        self.name, self.rows, self.true, self.most = name, [], [], []
        self.worlds = self.solver = None

    def unknown(self, true, most):
        """Adds an unknown number, from 0 to `most`; returns its place."""
        self.true.append(float(true))
        self.most.append(float(most))
        return len(self.true) - 1

    def add(self, places, least, most, weights=None):
        self.rows.append((list(places), least, most, weights))

    def value(self, places):
        return round(sum(self.true[place] for place in places))

    def add_word(self, base, count, pairs):
        """The sums of `base` and `count` are one of these pairs."""
        true = (self.value(base), self.value(count))
        flags = [self.unknown(pair == true, 1) for pair in pairs]
        self.add(flags, 1, 1)
        for sums, which in ((base, 0), (count, 1)):
            weights = [1.0] * len(sums) + [-float(pair[which]) for pair in pairs]
            self.add([*sums, *flags], 0, 0, weights)

    def begin(self):
        """Tests that the truth is one of the worlds."""
        self.true = np.array(self.true)
        self.worlds = []
        rows = ((np.array(row[0], dtype=np.int32), *row[1:]) for row in self.rows)
        self.rows = [(p, l, m, np.ones(len(p)) if weights is None else np.array(weights)) for p, l, m, weights in rows]
        self.check(self.true)

    def check(self, world):
        self.worlds.append(world)
        for places, least, most, weights in self.rows:
            value = world[places] @ weights
            assert least - 1e-6 <= value <= most + 1e-6, ("the attack is wrong", self.name, least, value, most)

    def solve(self):
        """Hands the programme to the solver."""
        columns = len(self.true)
        programme = highspy.HighsLp()
        programme.num_col_, programme.num_row_ = columns, len(self.rows)
        programme.col_cost_ = np.zeros(columns)
        programme.col_lower_ = np.zeros(columns)
        programme.col_upper_ = np.array(self.most)
        programme.row_lower_ = np.array([float(row[1]) for row in self.rows])
        programme.row_upper_ = np.array([float(row[2]) for row in self.rows])
        programme.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        programme.a_matrix_.start_ = np.cumsum([0] + [len(row[0]) for row in self.rows])
        programme.a_matrix_.index_ = np.concatenate([row[0] for row in self.rows])
        programme.a_matrix_.value_ = np.concatenate([row[3] for row in self.rows])
        self.relaxed = solver(programme, presolve="off")
        programme.integrality_ = [highspy.HighsVarType.kInteger] * columns
        self.solver = solver(programme, mip_abs_gap=0.5)
        self.number_of_rows = len(self.rows)

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
        """Whether this sum is larger, or smaller, in another world; fractions of people come first, since they are
        quickly solved and bound whole ones."""
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

    def another(self, places, limits, up_only):
        """Another world of this kind, if it is found without a solver."""

    def is_open(self, places, limits=(), up_only=False):
        """Whether another world has another sum of these unknown numbers."""
        if self.worlds is None:
            self.begin()
        true = self.true[places].sum()
        for world in self.worlds:
            if world[places].sum() != true and (not up_only or world[places].sum() > true):
                if all(world[own].sum() >= least for own, least in limits):
                    return True
        world = self.another(places, limits, up_only)
        if world is not None:
            self.check(world)
            return True
        if self.solver is None:
            self.solve()
        return self.differs(places, True, limits) or not up_only and self.differs(places, False, limits)


def solver(programme, **options):
    solver = highspy.Highs()
    for option, value in {"output_flag": False, "threads": 1, "random_seed": 1, **options}.items():
        solver.setOptionValue(option, value)
    solver.passModel(programme)
    return solver
