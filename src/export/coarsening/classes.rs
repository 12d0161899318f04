use std::collections::BTreeMap;

/// What was seen of the people of one crowd who were asked the same.
#[derive(Clone, Debug)]
pub struct Seen {
    pub people: u64,
    /// How many of them gave an answer on the scale of each item.
    pub bases: Vec<u64>,
}

/// The people whom rows tell apart.
#[derive(Clone, Debug)]
pub struct Classes {
    of: BTreeMap<(usize, u32), usize>,
    /// The crowd of each class, and the routes that it does not show, as bits.
    pub each: Vec<(usize, u32)>,
}

impl Seen {
    pub fn none(items: usize) -> Self {
        Self { people: 0, bases: vec![0; items] }
    }
}

impl Classes {
    /// Divides each crowd by one route after the other, where both sides have at least `from`
    /// people or nobody is on one of them. Elsewhere the route is not shown.
    pub fn decide(
        seen: &BTreeMap<(usize, u32), Seen>,
        crowds: usize,
        routes: usize,
        from: u64,
    ) -> Self {
        let mut classes = Self { of: BTreeMap::new(), each: Vec::new() };
        for crowd in 0..crowds {
            let own = seen.iter().filter(|((of, _), _)| *of == crowd);
            let own: Vec<(u32, u64)> =
                own.map(|((_, pattern), seen)| (*pattern, seen.people)).collect();
            let mut parts = vec![(own, 0_u32)];
            for bit in (0..u32::BITS).take(routes) {
                parts = parts.into_iter().flat_map(|part| divided(part, bit, from)).collect();
            }
            for (patterns, hidden) in parts {
                let class = classes.each.len();
                classes.of.extend(patterns.iter().map(|(pattern, _)| ((crowd, *pattern), class)));
                classes.each.push((crowd, hidden));
            }
        }
        classes
    }

    /// The class of the people of a crowd who were asked this.
    pub fn of(&self, crowd: usize, pattern: u32) -> usize {
        self.of.get(&(crowd, pattern)).copied().unwrap_or(usize::MAX)
    }
}

type Part = (Vec<(u32, u64)>, u32);

fn divided((patterns, hidden): Part, bit: u32, from: u64) -> Vec<Part> {
    let people = |side: &[(u32, u64)]| side.iter().map(|(_, people)| people).sum::<u64>();
    let (led, others): (Vec<_>, Vec<_>) =
        patterns.iter().copied().partition(|(pattern, _)| pattern >> bit & 1 == 1);
    match (people(&led), people(&others)) {
        (0, _) | (_, 0) => vec![(patterns, hidden)],
        (a, b) if a >= from && b >= from => vec![(led, hidden), (others, hidden)],
        _ => vec![(patterns, hidden | 1 << bit)],
    }
}
