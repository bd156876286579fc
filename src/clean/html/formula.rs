//! Formulas as readable Unicode: the pieces of one are put here in their order, with the blanks that they need.
//! It knows no markup.

use crate::facts;

/// How long a formula may grow: what would be longer is written as it came.
pub(super) const FORMULA_BYTES: usize = 20_000;

/// A formula under way.
#[derive(Default)]
pub(super) struct Formula {
    out: String,
    /// A blank is due before the next atom.
    blank: bool,
}

/// Signs with a blank on both sides.
const INFIX: &str = "=≠<>≤≥≪≫≈≃≡∼≅∝+−±∓×÷·∗→←↔⇒⇐⇔↦∈∉∋⊂⊃⊆⊇∪∩∧∨⊕⊗∘∥⊥⊢⊨≺≻∖:";

impl Formula {
    /// A letter, number or word, or a whole part that stays together.
    pub(super) fn atom(&mut self, atom: &str) {
        if atom.is_empty() || self.out.len() > FORMULA_BYTES {
            return;
        }
        if std::mem::take(&mut self.blank)
            && !self.out.is_empty()
            && !self.out.ends_with([' ', '(', '[', '{'])
        {
            self.out.push(' ');
        }
        self.out.push_str(atom);
    }

    /// A name of several letters: set off from letters before it.
    pub(super) fn word(&mut self, word: &str) {
        if self.out.ends_with(char::is_alphanumeric) {
            self.blank = true;
        }
        self.atom(word);
        self.blank = true;
    }

    /// A sign: an infix has blanks around it, unless nothing stands before it; a comma has one after it.
    pub(super) fn sign(&mut self, sign: &str) {
        let sign = match sign {
            "-" => "−",
            "*" => "∗",
            "\u{2061}" | "\u{2062}" | "\u{2063}" | "\u{2064}" => return,
            sign => sign,
        };
        let is_infix = sign.chars().count() == 1 && sign.chars().all(is_sign);
        // A sign after another has nothing before it to stand between.
        let opens = self.out.is_empty()
            || self.out.ends_with(['(', '[', '{', ',', ' '])
            || self.out.ends_with(is_sign);
        match sign {
            _ if is_infix && !opens => {
                self.blank = true;
                self.atom(sign);
                self.blank = true;
            }
            "," | ";" => {
                self.blank = false;
                self.atom(sign);
                self.blank = true;
            }
            ")" | "]" | "}" | "|" | "!" | "′" => {
                self.blank = false;
                self.atom(sign);
            }
            _ => self.atom(sign),
        }
    }

    /// A blank where the formula's author set one.
    pub(super) fn space(&mut self) {
        self.blank = true;
    }

    /// Something raised.
    pub(super) fn raised(&mut self, raised: &str) {
        self.shifted(raised, '^', facts::raised);
    }

    /// Something lowered.
    pub(super) fn lowered(&mut self, lowered: &str) {
        self.shifted(lowered, '_', facts::lowered);
    }

    /// In small letters where all of it has some, else behind a sign and in brackets if it is more than a letter.
    fn shifted(&mut self, text: &str, sign: char, small: fn(char) -> Option<char>) {
        let tight: String = text.chars().filter(|letter| *letter != ' ').collect();
        if tight.is_empty() {
            return;
        }
        self.blank = false;
        match tight.chars().map(small).collect::<Option<String>>() {
            Some(small) => self.atom(&small),
            None if tight.chars().count() == 1 => self.atom(&format!("{sign}{tight}")),
            None => self.atom(&format!("{sign}({text})")),
        }
    }

    /// Blanks after what the limits stand at: a sum and what is summed are two things.
    pub(super) fn end_limits(&mut self) {
        if self.out.ends_with(|letter: char| !letter.is_whitespace()) {
            self.blank = true;
        }
    }

    /// The formula so far.
    pub(super) fn finish(self) -> String {
        self.out.trim().to_owned()
    }
}

/// A fraction on one line.
pub(super) fn fraction(above: &str, below: &str) -> String {
    format!("{}/{}", grouped(above), grouped(below))
}

/// A root on one line; its index where it is not the square root.
pub(super) fn root(inside: &str, index: &str) -> String {
    let sign = match index {
        "" | "2" => "√".to_owned(),
        "3" => "∛".to_owned(),
        "4" => "∜".to_owned(),
        index => match index.chars().map(facts::raised).collect::<Option<String>>() {
            Some(small) => format!("{small}√"),
            None => format!("({index})√"),
        },
    };
    format!("{sign}{}", grouped(inside))
}

/// In brackets, unless it is one thing anyway.
pub(super) fn grouped(part: &str) -> String {
    let is_one =
        part.chars().all(|letter| letter.is_alphanumeric() || ".,′".contains(letter) || is_small(letter));
    let is_bracketed = part.starts_with('(') && part.find(')').is_some_and(|end| end + 1 == part.len());
    if is_one || is_bracketed { part.to_owned() } else { format!("({part})") }
}

fn is_sign(letter: char) -> bool {
    INFIX.contains(letter)
}

fn is_small(letter: char) -> bool {
    matches!(letter, '⁰'..='ₜ' | '²' | '³' | '¹' | 'ᵢ'..='ᵪ')
}

/// Signs that limits stand above and below.
pub(super) fn has_limits(sign: &str) -> bool {
    matches!(sign.trim(), "∑" | "∏" | "∫" | "∬" | "∮" | "⋃" | "⋂" | "lim" | "max" | "min" | "sup" | "inf")
}
