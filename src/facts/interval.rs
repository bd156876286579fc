//! How often something is to be done: "30m", "2 h", "1d". It must not know what is done so often.

/// The units that are read, with their seconds; the first of each size is the one that is written.
const UNITS: [(&str, u32); 4] = [("d", 86_400), ("h", 3600), ("m", 60), ("min", 60)];

/// Seconds, from a number and its unit; nothing for zero, and for anything else.
#[must_use]
pub fn interval(text: &str) -> Option<u32> {
    let text = text.trim();
    let digits = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let (_, seconds) = UNITS.iter().find(|(unit, _)| *unit == &text[digits.len()..])?;
    let number = digits.trim_end().parse::<u32>().ok()?;
    number.checked_mul(*seconds).filter(|seconds| *seconds > 0)
}

/// Seconds as [`interval`] reads them, in the greatest unit that they fill; what is below a minute is cut off.
#[must_use]
pub fn as_interval(seconds: u32) -> String {
    let fits = |(_, size): &&(&str, u32)| seconds >= *size && seconds.is_multiple_of(*size);
    let (unit, size) = UNITS.iter().find(fits).unwrap_or(&UNITS[2]);
    format!("{}{unit}", seconds / size)
}
