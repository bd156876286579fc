//! TeX, as pages keep it beside a formula, to a readable one. It knows no document.

use super::formula::{FORMULA_BYTES, Formula, fraction, has_limits, root};

/// Deeper groups are written as they came.
const DEPTH: usize = 40;

/// A formula in TeX as one line of Unicode.
pub(super) fn tex(source: &str) -> String {
    if source.len() > FORMULA_BYTES {
        return source.to_owned();
    }
    let mut reader = Reader { rest: source, depth: 0 };
    reader.line(&[])
}

struct Reader<'a> {
    rest: &'a str,
    depth: usize,
}

impl Reader<'_> {
    /// Everything up to one of some ends, which is taken too.
    fn line(&mut self, ends: &[&str]) -> String {
        let mut formula = Formula::default();
        let mut sums = false;
        while let Some(token) = self.token() {
            if ends.contains(&token.as_str()) {
                break;
            }
            match token.as_str() {
                "^" => formula.raised(&self.argument()),
                "_" => formula.lowered(&self.argument()),
                _ => {
                    if std::mem::take(&mut sums) {
                        formula.end_limits();
                    }
                    sums = self.put(&token, &mut formula);
                }
            }
        }
        formula.finish()
    }

    /// Puts what a token stands for; whether limits may follow it.
    fn put(&mut self, token: &str, formula: &mut Formula) -> bool {
        if token == "{" {
            let group = self.group();
            formula.atom(&group);
        } else if let Some(name) = token.strip_prefix('\\') {
            return self.command(name, formula);
        } else if token.starts_with(char::is_alphanumeric) {
            formula.atom(token);
        } else if token == "~" {
            formula.space();
        } else if token == "&" {
            formula.sign(",");
        } else if token == "'" {
            formula.sign("′");
        } else if token != "}" && token != "$" {
            formula.sign(token);
        }
        false
    }

    fn command(&mut self, name: &str, formula: &mut Formula) -> bool {
        match name {
            "frac" | "dfrac" | "tfrac" | "cfrac" => {
                let (above, below) = (self.argument(), self.argument());
                formula.atom(&fraction(&above, &below));
            }
            "binom" | "dbinom" | "tbinom" => {
                let (above, below) = (self.argument(), self.argument());
                formula.atom(&format!("C({above}, {below})"));
            }
            "sqrt" => {
                let index = self.option();
                let inside = self.argument();
                formula.atom(&root(&inside, &index));
            }
            "text" | "textrm" | "textbf" | "textit" | "mbox" | "hbox" | "operatorname" => {
                let words = self.raw_argument();
                formula.space();
                formula.atom(words.trim());
                formula.space();
            }
            "mathrm" | "mathbf" | "mathit" | "mathsf" | "mathtt" | "boldsymbol" | "bm" | "mathcal"
            | "mathfrak" | "mathscr" | "rm" | "bf" | "it" | "overbrace" | "underbrace" | "boxed" => {
                let inner = self.argument();
                formula.atom(&inner);
            }
            "mathbb" => {
                let inner = self.argument();
                formula.atom(&inner.chars().map(blackboard).collect::<String>());
            }
            "overline" | "bar" | "hat" | "widehat" | "tilde" | "widetilde" | "vec" | "dot" | "ddot" => {
                let inner = self.argument();
                formula.atom(&format!("{inner}{}", accent(name)));
            }
            "left" | "right" | "big" | "Big" | "bigg" | "Bigg" | "bigl" | "bigr" | "Bigl" | "Bigr" => {
                match self.token().as_deref() {
                    None | Some(".") => (),
                    Some(bracket) => {
                        self.put(bracket, formula);
                    }
                }
            }
            "begin" => {
                let kind = self.raw_argument();
                self.environment(&kind, formula);
            }
            "end" => drop(self.raw_argument()),
            "\\" | "cr" | "newline" => {
                formula.sign(";");
            }
            "displaystyle" | "textstyle" | "scriptstyle" | "limits" | "nolimits" | "nonumber" | "notag"
            | "!" => (),
            "," | ";" | ":" | " " | "quad" | "qquad" | ">" => formula.space(),
            "{" | "}" | "|" | "%" | "$" | "#" | "&" | "_" => {
                formula.sign(if name == "|" { "‖" } else { name });
            }
            "label" | "tag" | "color" => drop(self.raw_argument()),
            _ => match symbol(name) {
                Some(symbol) if has_limits(symbol) => {
                    if symbol.chars().count() > 1 {
                        formula.word(symbol);
                    } else {
                        formula.atom(symbol);
                    }
                    return true;
                }
                Some(symbol) if symbol.chars().count() > 1 => formula.word(symbol),
                Some(symbol) if symbol.starts_with(char::is_alphabetic) => formula.atom(symbol),
                Some(symbol) => formula.sign(symbol),
                None => formula.word(name),
            },
        }
        false
    }

    /// The rows of a matrix or the cases of a definition.
    fn environment(&mut self, kind: &str, formula: &mut Formula) {
        if kind == "array" || kind == "aligned" && self.rest.trim_start().starts_with('[') {
            drop(self.raw_argument());
        }
        let inside = if self.depth < DEPTH {
            self.depth += 1;
            let inside = self.line(&["\\end"]);
            self.depth -= 1;
            drop(self.raw_argument());
            inside
        } else {
            String::new()
        };
        let (open, close) = match kind.trim_end_matches('*') {
            "pmatrix" => ("(", ")"),
            "cases" => ("{", ""),
            "vmatrix" => ("|", "|"),
            "matrix" | "bmatrix" | "array" | "smallmatrix" => ("[", "]"),
            _ => ("", ""),
        };
        formula.atom(&format!("{open}{inside}{close}"));
    }

    /// A group's inside, after its opening brace.
    fn group(&mut self) -> String {
        if self.depth >= DEPTH {
            return self.raw_group();
        }
        self.depth += 1;
        let line = self.line(&["}"]);
        self.depth -= 1;
        line
    }

    /// What a command or a raising sign takes: a group or one token.
    fn argument(&mut self) -> String {
        match self.token().as_deref() {
            Some("{") => self.group(),
            None | Some("}") => String::new(),
            Some(token) if self.depth < DEPTH => {
                let mut formula = Formula::default();
                self.depth += 1;
                self.put(token, &mut formula);
                self.depth -= 1;
                formula.finish()
            }
            Some(token) => token.to_owned(),
        }
    }

    /// What stands in square brackets before an argument.
    fn option(&mut self) -> String {
        if !self.rest.trim_start().starts_with('[') {
            return String::new();
        }
        drop(self.token());
        self.line(&["]"])
    }

    /// An argument as it came: words.
    fn raw_argument(&mut self) -> String {
        match self.token().as_deref() {
            Some("{") => self.raw_group(),
            Some(token) => token.to_owned(),
            None => String::new(),
        }
    }

    fn raw_group(&mut self) -> String {
        let mut open = 1;
        let mut end = self.rest.len();
        for (at, letter) in self.rest.char_indices() {
            open += i32::from(letter == '{') - i32::from(letter == '}');
            if open == 0 {
                end = at;
                break;
            }
        }
        let inside = self.rest[..end].to_owned();
        self.rest = self.rest.get(end + 1..).unwrap_or_default();
        inside
    }

    /// The next command, number or character; blanks mean nothing.
    fn token(&mut self) -> Option<String> {
        self.rest = self.rest.trim_start();
        let first = self.rest.chars().next()?;
        let length = if first == '\\' {
            let letters = self.rest[1..].bytes().take_while(u8::is_ascii_alphabetic).count();
            1 + if letters > 0 { letters } else { self.rest[1..].chars().next().map_or(0, char::len_utf8) }
        } else if first.is_ascii_digit() {
            self.rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count()
        } else if first == '%' {
            self.rest.find('\n').unwrap_or(self.rest.len())
        } else {
            first.len_utf8()
        };
        let (token, rest) = self.rest.split_at(length);
        self.rest = rest;
        if first == '%' { self.token() } else { Some(token.to_owned()) }
    }
}

fn accent(name: &str) -> &'static str {
    match name {
        "hat" | "widehat" => "\u{302}",
        "tilde" | "widetilde" => "\u{303}",
        "vec" => "\u{20D7}",
        "dot" => "\u{307}",
        "ddot" => "\u{308}",
        _ => "\u{304}",
    }
}

fn blackboard(letter: char) -> char {
    match letter {
        'C' => 'ℂ',
        'H' => 'ℍ',
        'N' => 'ℕ',
        'P' => 'ℙ',
        'Q' => 'ℚ',
        'R' => 'ℝ',
        'Z' => 'ℤ',
        letter => letter,
    }
}

/// The sign that a command stands for.
fn symbol(name: &str) -> Option<&'static str> {
    let place = SYMBOLS.binary_search_by_key(&name, |(each, _)| each).ok()?;
    Some(SYMBOLS[place].1)
}

/// Commands that stand for one sign or name, in order.
const SYMBOLS: &[(&str, &str)] = &[
    ("Delta", "Δ"),
    ("Gamma", "Γ"),
    ("Lambda", "Λ"),
    ("Leftarrow", "⇐"),
    ("Leftrightarrow", "⇔"),
    ("Omega", "Ω"),
    ("Phi", "Φ"),
    ("Pi", "Π"),
    ("Psi", "Ψ"),
    ("Re", "ℜ"),
    ("Rightarrow", "⇒"),
    ("Sigma", "Σ"),
    ("Theta", "Θ"),
    ("Upsilon", "Υ"),
    ("Xi", "Ξ"),
    ("aleph", "ℵ"),
    ("alpha", "α"),
    ("approx", "≈"),
    ("arccos", "arccos"),
    ("arcsin", "arcsin"),
    ("arctan", "arctan"),
    ("ast", "∗"),
    ("beta", "β"),
    ("bigcap", "⋂"),
    ("bigcup", "⋃"),
    ("bullet", "•"),
    ("cap", "∩"),
    ("cdot", "·"),
    ("cdots", "⋯"),
    ("chi", "χ"),
    ("circ", "∘"),
    ("colon", ":"),
    ("cong", "≅"),
    ("cos", "cos"),
    ("cosh", "cosh"),
    ("cup", "∪"),
    ("deg", "deg"),
    ("degree", "°"),
    ("delta", "δ"),
    ("det", "det"),
    ("dim", "dim"),
    ("div", "÷"),
    ("dots", "…"),
    ("ell", "ℓ"),
    ("emptyset", "∅"),
    ("epsilon", "ϵ"),
    ("equiv", "≡"),
    ("eta", "η"),
    ("exists", "∃"),
    ("exp", "exp"),
    ("forall", "∀"),
    ("gamma", "γ"),
    ("gcd", "gcd"),
    ("ge", "≥"),
    ("geq", "≥"),
    ("gets", "←"),
    ("gg", "≫"),
    ("hbar", "ℏ"),
    ("iff", "⇔"),
    ("iiint", "∭"),
    ("iint", "∬"),
    ("implies", "⇒"),
    ("in", "∈"),
    ("inf", "inf"),
    ("infty", "∞"),
    ("int", "∫"),
    ("iota", "ι"),
    ("kappa", "κ"),
    ("ker", "ker"),
    ("lVert", "‖"),
    ("lambda", "λ"),
    ("land", "∧"),
    ("langle", "⟨"),
    ("lbrace", "{"),
    ("lceil", "⌈"),
    ("ldots", "…"),
    ("le", "≤"),
    ("leftarrow", "←"),
    ("leftrightarrow", "↔"),
    ("leq", "≤"),
    ("lfloor", "⌊"),
    ("lim", "lim"),
    ("ll", "≪"),
    ("ln", "ln"),
    ("lnot", "¬"),
    ("log", "log"),
    ("longrightarrow", "→"),
    ("lor", "∨"),
    ("lvert", "|"),
    ("mapsto", "↦"),
    ("max", "max"),
    ("mid", "|"),
    ("min", "min"),
    ("mod", "mod"),
    ("mp", "∓"),
    ("mu", "μ"),
    ("nabla", "∇"),
    ("ne", "≠"),
    ("neg", "¬"),
    ("neq", "≠"),
    ("ni", "∋"),
    ("not", "¬"),
    ("notin", "∉"),
    ("nu", "ν"),
    ("oint", "∮"),
    ("omega", "ω"),
    ("oplus", "⊕"),
    ("otimes", "⊗"),
    ("parallel", "∥"),
    ("partial", "∂"),
    ("perp", "⊥"),
    ("phi", "φ"),
    ("pi", "π"),
    ("pm", "±"),
    ("prime", "′"),
    ("prod", "∏"),
    ("propto", "∝"),
    ("psi", "ψ"),
    ("rVert", "‖"),
    ("rangle", "⟩"),
    ("rbrace", "}"),
    ("rceil", "⌉"),
    ("rfloor", "⌋"),
    ("rho", "ρ"),
    ("rightarrow", "→"),
    ("rvert", "|"),
    ("setminus", "∖"),
    ("sigma", "σ"),
    ("sim", "∼"),
    ("simeq", "≃"),
    ("sin", "sin"),
    ("sinh", "sinh"),
    ("star", "⋆"),
    ("subset", "⊂"),
    ("subseteq", "⊆"),
    ("sum", "∑"),
    ("sup", "sup"),
    ("supset", "⊃"),
    ("supseteq", "⊇"),
    ("tan", "tan"),
    ("tanh", "tanh"),
    ("tau", "τ"),
    ("theta", "θ"),
    ("times", "×"),
    ("to", "→"),
    ("top", "⊤"),
    ("upsilon", "υ"),
    ("varepsilon", "ε"),
    ("varphi", "ϕ"),
    ("vartheta", "ϑ"),
    ("vee", "∨"),
    ("wedge", "∧"),
    ("xi", "ξ"),
    ("zeta", "ζ"),
];

#[cfg(test)]
mod tests {
    use super::{SYMBOLS, tex};

    #[test]
    fn the_table_is_in_order() {
        assert!(SYMBOLS.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn formulas_read_as_people_write_them() {
        for (source, expected) in [
            ("E = mc^2", "E = mc²"),
            (r"\frac{a+b}{2}", "(a + b)/2"),
            (r"\sum_{i=1}^{n} x_i", "∑ᵢ₌₁ⁿ xᵢ"),
            (r"\sqrt[3]{x+1} \leq \alpha_{ij}", "∛(x + 1) ≤ αᵢⱼ"),
            (r"f'(x) = -\sin x", "f′(x) = −sin x"),
            (r"x \in \mathbb{R}^{n}", "x ∈ ℝⁿ"),
            (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", "(a, b; c, d)"),
            (r"{\displaystyle e^{i\pi }+1=0}", "e^(iπ) + 1 = 0"),
            (r"x \text{ if } y > 0", "x if y > 0"),
            (r"\unknown{x}", "unknown x"),
            ("{{{{", ""),
        ] {
            assert_eq!(tex(source), expected, "{source}");
        }
        assert!(tex(&"{".repeat(15_000)).len() < 20_000);
        assert!(tex(&r"\frac".repeat(3000)).len() < 60_000);
    }
}
