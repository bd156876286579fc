//! What should be known of a link before it is followed: that it names another host than it leads to. It must not know
//! where that is shown.

use super::words::host;
use crate::news::Link;

/// Ends of hosts that people know as such: of `node.js` and `README.md` nobody thinks that they are addresses.
const ENDS: &[&str] = &[
    "app", "at", "au", "be", "biz", "br", "ca", "ch", "cn", "co", "com", "cz", "de", "dev", "dk", "edu",
    "es", "eu", "example", "fi", "fr", "gov", "in", "info", "int", "io", "it", "jp", "kr", "mil", "net",
    "news", "nl", "no", "org", "pl", "pt", "ru", "se", "test", "ua", "uk", "us",
];

/// Hosts under which anybody may have a name: one there is not the host itself.
const SHARED: &[&str] =
    &["blogspot.com", "github.io", "gitlab.io", "netlify.app", "pages.dev", "vercel.app", "wordpress.com"];

/// Words of a link's text that are looked at.
const MOST_WORDS: usize = 30;

/// A sentence of warning, where one is due.
#[must_use]
pub(super) fn warning(link: &Link) -> Option<String> {
    let real = without_port(host(&link.url)).to_lowercase();
    let said = link.title.split_whitespace().take(MOST_WORDS).filter_map(named_host);
    let other = said.into_iter().find(|said| !is_of(said, &real));
    if let Some(said) = other {
        return Some(format!("Beware: it says {said}, and leads to {real}."));
    }
    let is_written_otherwise = real.split('.').any(|label| label.starts_with("xn--"));
    is_written_otherwise.then(|| {
        format!("{real} stands for a name in other letters than a to z; some of them look like those of another host.")
    })
}

/// The host that a word names, as one would read it.
fn named_host(word: &str) -> Option<String> {
    let visible: String = word.chars().filter(|letter| !is_unseen(*letter)).map(plain_dot).collect();
    let bare = visible.trim_matches(|letter: char| !letter.is_alphanumeric());
    let named = without_port(host(bare)).to_lowercase();
    let named = named.trim_end_matches('.');
    let end = named.rsplit_once('.').filter(|(before, _)| !before.is_empty()).map(|(_, end)| end)?;
    let is_mail = bare.contains('@') && !bare.contains("://");
    (ENDS.contains(&end) && !is_mail && named.split('.').all(|label| !label.is_empty()))
        .then(|| named.to_owned())
}

fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

fn plain_dot(letter: char) -> char {
    if matches!(letter, '。' | '．' | '｡' | '․') { '.' } else { letter }
}

fn without_port(host: &str) -> &str {
    host.split_once(':').map_or(host, |(host, _)| host)
}

/// Whether a host is the other, or one of the two is within the other.
fn is_of(said: &str, real: &str) -> bool {
    let within = |inner: &str, outer: &str| inner.strip_suffix(outer).is_some_and(|rest| rest.ends_with('.'));
    said == real || within(real, said) && !SHARED.contains(&said) || within(said, real)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn warns(title: &str, url: &str) -> bool {
        warning(&Link { url: url.to_owned(), title: title.to_owned() }).is_some()
    }

    #[test]
    fn a_link_that_names_another_host_is_told_of() {
        for title in [
            "paypal.com",
            "paypal.com.",
            "(paypal.com)",
            "Log in at paypal.com",
            "PayPal.com,",
            "https://paypal.com/x",
            "www.paypal.com",
            "pay\u{ad}pal.com",
            "paypal．com",
            "paypal.com:443",
            "github.io",
        ] {
            assert!(warns(title, "https://paypal.evil.example/"), "{title}");
        }
        assert!(warns("github.io", "https://attacker.github.io/"));
        assert!(warns("the news", "https://xn--pple-43d.example/"));
    }

    #[test]
    fn usual_links_are_not() {
        for (title, url) in [
            ("Node.js", "https://nodejs.org/"),
            ("README.md", "https://github.com/a/b"),
            ("Cargo.toml", "https://github.com/a/b"),
            ("example.com", "https://example.com:8080/"),
            ("example.com", "https://www.example.com/"),
            ("example.com", "https://news.example.com/a"),
            ("blog.example.com", "https://example.com/blog"),
            ("write to nora@paper.example", "https://contact.example/"),
            ("e.g. this", "https://a.example/"),
            ("the end.", "https://a.example/"),
            ("1.5 million", "https://a.example/"),
        ] {
            assert!(!warns(title, url), "{title} {url}");
        }
    }
}
