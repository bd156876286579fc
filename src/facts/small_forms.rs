//! The small forms that Unicode has for raised and lowered letters, digits and signs.

/// A letter, digit or sign as it stands raised; nothing where there is no such form.
#[must_use]
pub fn raised(letter: char) -> Option<char> {
    const PAIRS: &str =
        "0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺−⁻-⁻=⁼(⁽)⁾nⁿiⁱaᵃbᵇcᶜdᵈeᵉfᶠgᵍhʰjʲkᵏlˡmᵐoᵒpᵖrʳsˢtᵗuᵘvᵛwʷxˣyʸzᶻTᵀ∗*′′";
    paired(PAIRS, letter)
}

/// The same for what stands lowered.
#[must_use]
pub fn lowered(letter: char) -> Option<char> {
    const PAIRS: &str = "0₀1₁2₂3₃4₄5₅6₆7₇8₈9₉+₊−₋-₋=₌(₍)₎aₐeₑhₕiᵢjⱼkₖlₗmₘnₙoₒpₚrᵣsₛtₜuᵤvᵥxₓ";
    paired(PAIRS, letter)
}

fn paired(pairs: &str, letter: char) -> Option<char> {
    let mut letters = pairs.chars();
    while let (Some(plain), Some(small)) = (letters.next(), letters.next()) {
        if plain == letter {
            return Some(small);
        }
    }
    None
}
