//! Registers get their numbers: those that are not needed at the same time share one.
//!
//! The nodes are numbered in the order in which they run. A register is taken
//! from its first mention to its last one, and, where a loop mentions what was
//! there before it, to the end of that loop.

use super::code::{Bank, Batch, Branch, Diverge, Input, Kind, Node, Program, Repeat, Step, Test};
use super::emit::Emitted;
use super::registers::Count;
use super::trees::Register;

/// The program of what was emitted.
pub fn allocate(emitted: Emitted<'_>) -> Program {
    let Emitted { trees, result } = emitted;
    let (mut nodes, registers) = (trees.nodes, trees.registers);
    let mut spans = Spans { spans: vec![None; registers.len()], at: 0, loops: Vec::new(), turns: Vec::new() };
    // The elements of the block, its inputs and constants are there from the start, constants to the end.
    spans.mention(0);
    trees.inputs.iter().for_each(|&(.., register)| spans.mention(register));
    trees.initials.iter().for_each(|&(_, register)| spans.mention(register));
    spans.nodes(&nodes);
    spans.mention(result);
    trees.initials.iter().for_each(|&(_, register)| spans.mention(register));
    // Inputs and the result may be memory of an argument, which nothing else shares.
    spans.at = u32::MAX;
    trees.inputs.iter().for_each(|&(.., register)| spans.mention(register));
    spans.spans[result as usize] = Some((0, u32::MAX));

    let (numbers, uniform, varying) = number(&registers, &spans.spans);
    let mut turns = spans.turns.iter();
    fill_carried(&mut nodes, &registers, &spans.spans, &mut turns);
    let mut renumber = |register: &mut u32| *register = numbers[*register as usize];
    nodes.iter_mut().for_each(|node| each_register(node, &mut renumber));
    let of = |register: u32| numbers[register as usize];
    Program {
        nodes,
        initials: trees.initials.iter().map(|&(initial, register)| (initial, of(register))).collect(),
        inputs: trees.inputs.iter().map(|&(input, ty, register): &(Input, _, _)| (input, ty, of(register))).collect(),
        result: (registers[result as usize].ty, of(result)),
        live: of(0),
        uniform,
        varying,
    }
}

/// When a register is taken: from the first mention to the last.
type Span = Option<(u32, u32)>;

struct Spans {
    spans: Vec<Span>,
    at: u32,
    /// Where the loops around begin, and what of before they mention.
    loops: Vec<(u32, Vec<u32>)>,
    /// Where each loop with a frame has its next round, in the order of these loops.
    turns: Vec<u32>,
}

impl Spans {
    fn mention(&mut self, register: u32) {
        let span = self.spans[register as usize].get_or_insert((self.at, self.at));
        span.1 = span.1.max(self.at);
        let first = span.0;
        // To the end of the outermost loop that it was there before.
        if let Some((_, outside)) = self.loops.iter_mut().find(|(start, _)| first < *start) {
            outside.push(register);
        }
    }

    fn next(&mut self) {
        self.at += 1;
    }

    fn nodes(&mut self, nodes: &[Node]) {
        nodes.iter().for_each(|node| self.node(node));
    }

    fn node(&mut self, node: &Node) {
        self.next();
        match node {
            Node::Tape(_, tape) => self.steps(&tape.steps),
            Node::Choose(cond, then, otherwise) => {
                self.mention(*cond);
                self.nodes(then);
                self.nodes(otherwise);
            }
            Node::Branch(branch) => {
                branch.inside.iter().for_each(|&mask| self.mention(mask));
                self.next();
                self.mention(branch.cond);
                self.mention(branch.live);
                self.nodes(&branch.then);
                self.next();
                self.mention(branch.inside[1]);
                self.nodes(&branch.otherwise);
            }
            Node::Repeat(repeat) => {
                self.begin(repeat.batch.as_ref());
                self.nodes(&repeat.head);
                self.next();
                self.mention(repeat.going);
                self.nodes(&repeat.body);
                self.end();
            }
            Node::Diverge(diverge) => self.diverge(diverge),
        }
    }

    fn diverge(&mut self, diverge: &Diverge) {
        // All that is written on entry is taken before anything that is read there becomes free.
        self.mention(diverge.inside);
        diverge.exits.iter().for_each(|exit| self.mention(exit.to));
        diverge.entries.iter().for_each(|entry| self.mention(entry.to));
        self.next();
        self.mention(diverge.live);
        diverge.entries.iter().for_each(|entry| self.mention(entry.from));
        if let Test::Bound { bound, .. } = diverge.test {
            self.mention(bound);
        }
        self.begin(diverge.batch.as_ref());
        let turn = self.turns.len();
        self.turns.push(0);
        self.nodes(&diverge.head);
        self.next();
        self.mention(diverge.inside);
        match diverge.test {
            Test::Mask(mask) => self.mention(mask),
            Test::Bound { counter, .. } => self.mention(counter),
        }
        for exit in &diverge.exits {
            self.mention(exit.from);
            self.mention(exit.to);
        }
        self.nodes(&diverge.body);
        self.next();
        self.turns[turn] = self.at;
        self.end();
    }

    fn begin(&mut self, batch: Option<&Batch>) {
        // What is computed for many rounds at once is there in all of them.
        let mut registers = Vec::new();
        if let Some(batch) = batch {
            each_of_batch(&mut batch.clone(), &mut |register| registers.push(*register));
        }
        registers.iter().for_each(|&register| self.mention(register));
        self.next();
        self.loops.push((self.at, Vec::new()));
        registers.iter().for_each(|&register| self.mention(register));
    }

    fn end(&mut self) {
        self.next();
        let (_, outside) = self.loops.pop().expect("begun");
        outside.into_iter().for_each(|register| self.mention(register));
    }

    fn steps(&mut self, steps: &[Step]) {
        for step in steps {
            self.next();
            if step.a_kind != Kind::None {
                self.mention(step.a);
            }
            if step.b_kind != Kind::None {
                self.mention(step.b);
            }
        }
    }
}

/// A number for each register, and how many there are in each bank.
fn number(registers: &[Register], spans: &[Span]) -> (Vec<u32>, Count, Count) {
    let mut order: Vec<usize> = (0..registers.len()).filter(|&i| spans[i].is_some()).collect();
    order.sort_by_key(|&i| spans[i]);
    let mut numbers = vec![0; registers.len()];
    // For each bank and type, until when each number is taken.
    let mut taken: [[Vec<u32>; 3]; 2] = Default::default();
    for i in order {
        let (first, last) = spans[i].expect("filtered");
        let class = &mut taken[registers[i].bank as usize][registers[i].ty as usize];
        let number = match class.iter().position(|&until| until < first) {
            Some(free) => {
                class[free] = last;
                free
            }
            None => {
                class.push(last);
                class.len() - 1
            }
        };
        numbers[i] = number as u32;
    }
    let count = |bank: Bank| {
        let [f64, i32, mask] = &taken[bank as usize];
        Count { f64: f64.len(), i32: i32.len(), mask: mask.len() }
    };
    (numbers, count(Bank::Uniform), count(Bank::Varying))
}

/// What moves when elements that are left in a loop move together: what is used after that, in its frame.
fn fill_carried<'t>(
    nodes: &mut [Node],
    registers: &[Register],
    spans: &[Span],
    turns: &mut impl Iterator<Item = &'t u32>,
) {
    for node in nodes {
        match node {
            Node::Tape(..) => {}
            Node::Choose(_, then, otherwise) => {
                fill_carried(then, registers, spans, turns);
                fill_carried(otherwise, registers, spans, turns);
            }
            Node::Branch(branch) => {
                fill_carried(&mut branch.then, registers, spans, turns);
                fill_carried(&mut branch.otherwise, registers, spans, turns);
            }
            Node::Repeat(repeat) => {
                fill_carried(&mut repeat.head, registers, spans, turns);
                fill_carried(&mut repeat.body, registers, spans, turns);
            }
            Node::Diverge(diverge) => {
                let turn = *turns.next().expect("one for each");
                let frame = registers[diverge.inside as usize].frame;
                for (i, (register, span)) in registers.iter().zip(spans).enumerate() {
                    let across = span.is_some_and(|(first, last)| first < turn && turn < last);
                    if across && register.bank == Bank::Varying && register.frame == frame && i as u32 != diverge.inside
                    {
                        diverge.carried.push((register.ty, i as u32));
                    }
                }
                fill_carried(&mut diverge.head, registers, spans, turns);
                fill_carried(&mut diverge.body, registers, spans, turns);
            }
        }
    }
}

/// Calls `visit` with each register of a node and those inside.
fn each_register(node: &mut Node, visit: &mut impl FnMut(&mut u32)) {
    match node {
        Node::Tape(_, tape) => each_of_steps(&mut tape.steps, visit),
        Node::Choose(cond, then, otherwise) => {
            visit(cond);
            then.iter_mut().chain(otherwise).for_each(|node| each_register(node, visit));
        }
        Node::Branch(branch) => {
            let Branch { cond, live, inside, then, otherwise } = &mut **branch;
            [cond, live].into_iter().chain(inside).for_each(&mut *visit);
            then.iter_mut().chain(otherwise).for_each(|node| each_register(node, visit));
        }
        Node::Repeat(repeat) => {
            let Repeat { head, going, body, batch } = &mut **repeat;
            visit(going);
            head.iter_mut().chain(body).for_each(|node| each_register(node, visit));
            batch.iter_mut().for_each(|batch| each_of_batch(batch, visit));
        }
        Node::Diverge(diverge) => {
            let Diverge { live, inside, entries, head, test, exits, body, carried, batch, round: _ } = &mut **diverge;
            [live, inside].into_iter().for_each(&mut *visit);
            for one in entries.iter_mut().chain(exits) {
                visit(&mut one.from);
                visit(&mut one.to);
            }
            match test {
                Test::Mask(mask) => visit(mask),
                Test::Bound { counter, bound, .. } => [counter, bound].into_iter().for_each(&mut *visit),
            }
            carried.iter_mut().for_each(|(_, register)| visit(register));
            head.iter_mut().chain(body).for_each(|node| each_register(node, visit));
            batch.iter_mut().for_each(|batch| each_of_batch(batch, visit));
        }
    }
}

fn each_of_batch(batch: &mut Batch, visit: &mut impl FnMut(&mut u32)) {
    for counter in &mut batch.counters {
        visit(&mut counter.value);
        visit(&mut counter.by);
    }
    each_of_steps(&mut batch.tape.steps, visit);
    batch.constants.iter_mut().chain(&mut batch.results).for_each(|(_, register)| visit(register));
}

fn each_of_steps(steps: &mut [Step], visit: &mut impl FnMut(&mut u32)) {
    for step in steps {
        if step.a_kind != Kind::None {
            visit(&mut step.a);
        }
        if step.b_kind != Kind::None {
            visit(&mut step.b);
        }
    }
}
