//! Who somebody is, in the forms in which feeds and mails name people: "jane@example.org (Jane Doe)".

/// A person as a feed names them: a name, a mail address, or both.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Person<'a> {
    /// The name.
    pub name: Option<&'a str>,
    /// The mail address.
    pub mail: Option<&'a str>,
}

/// Reads "jane@example.org (Jane Doe)", "Jane Doe (jane@example.org)", `Jane Doe <jane@example.org>`, a name alone
/// or an address alone (RFC 822, section 6; RSS 2.0). What is neither is taken for a name.
#[must_use]
pub fn person(text: &str) -> Person<'_> {
    let text = text.trim();
    let Some((start, end)) = mail_within(text) else { return Person { name: named(text), mail: None } };
    let mail = &text[start..end];
    // "?subject=…" belongs to the address.
    let tail = text[end..]
        .strip_prefix('?')
        .map_or(&text[end..], |query| query.find(char::is_whitespace).map_or("", |blank| &query[blank..]));
    let head = text[..start].trim_end().trim_end_matches("mailto:");
    let name = named(head).or_else(|| named(tail));
    Person { name, mail: Some(mail) }
}

/// A name without the brackets and quotes around it.
fn named(text: &str) -> Option<&str> {
    let is_wrapping =
        |letter: char| letter.is_whitespace() || matches!(letter, '(' | ')' | '<' | '>' | '"' | ',' | ';');
    // Brackets inside a name stay, if they are paired.
    let name = text
        .trim_matches(|letter: char| letter.is_whitespace() || matches!(letter, '<' | '>' | '"' | ',' | ';'));
    let is_paired = name.matches('(').count() == name.matches(')').count();
    let name = if is_paired && !name.starts_with('(') { name } else { name.trim_matches(is_wrapping) };
    let name = name.trim();
    name.contains(char::is_alphanumeric).then_some(name)
}

/// Where a mail address stands: something, an @, and a host with a point in it.
fn mail_within(text: &str) -> Option<(usize, usize)> {
    let is_local = |letter: char| letter.is_alphanumeric() || "_-.+%'".contains(letter);
    let is_host = |letter: char| letter.is_alphanumeric() || "-.".contains(letter);
    text.match_indices('@').take(8).find_map(|(at, _)| {
        let before = &text[..at];
        let start = before.trim_end_matches(is_local).len();
        let host = &text[at + 1..];
        let length = host.find(|letter| !is_host(letter)).unwrap_or(host.len());
        let host = host[..length].trim_end_matches('.');
        let is_mail = start < at && host.contains('.') && !host.starts_with('.');
        is_mail.then_some((start, at + 1 + host.len()))
    })
}
