//! The pages that readers in these stories saved. Places, people and news in them are invented.

/// What a text saved from a news site looks like: the trail, the facts, the title again, the body, the author.
fn page(title: &str, section: &str, facts: &[&str], author: &str, paragraphs: &[String]) -> String {
    let facts: String = facts.iter().map(|fact| format!("  • {fact}\n")).collect();
    format!(
        "{title}\n\n  1. HOME\n  2. {section}\n  3. {title}\n{facts}  • {section}\n{title}\n\n{}\n\nAuthor: {author}\n\nShare\n",
        paragraphs.join("\n\n")
    )
}

/// A page of a few screens.
pub(crate) fn ferry() -> String {
    let subjects = ["The crew", "The harbour board", "A retired pilot", "The baker at the quay", "Nobody"];
    let paragraphs: Vec<String> = (1..=24)
        .map(|number| {
            let subject = subjects[number % subjects.len()];
            format!(
                "{subject} remembers paragraph {number} of that winter, when the ferry to Lindholm lay under \
                 snow and the islanders rowed their own mail across the sound in boats that had been built for \
                 herring. It was slow work, and it was cold, and it was done every day without a word of \
                 complaint in the log.",
            )
        })
        .collect();
    page(
        "The Lindholm Ferry Sails Again",
        "NORTH",
        &["Last update: 2 days ago", "5 min read", "1,204 Views"],
        "Tuva Brandt",
        &paragraphs,
    )
}

/// A page that fits on most screens.
pub(crate) fn bees() -> String {
    let paragraphs = [
        "Beekeepers in the Orrin valley counted more swarms this spring than in the ten years before."
            .to_owned(),
        "They put it down to a late frost that spared the limes.".to_owned(),
    ];
    page(
        "Bees Return to the Orrin Valley",
        "SCIENCE",
        &["Last update: 5 hours ago", "1 min read"],
        "Ilse Maro",
        &paragraphs,
    )
}

/// Another short page.
pub(crate) fn clock() -> String {
    let paragraphs =
        ["The tower clock of Veldt has been four minutes late since Tuesday, and nobody minds.".to_owned()];
    page(
        "Veldt Lives Four Minutes Late",
        "TOWNS",
        &["Last update: 3 days ago", "88 Views"],
        "Okko Raan",
        &paragraphs,
    )
}

/// A text with headings and links.
pub(crate) fn guidebook() -> &'static str {
    "# A Walk Along the Saltings\n\nBy Henrike Vos\n\nStart at the [old pump](https://pump.example/house) and keep \
     the dyke on your left.\n\n## The first mile\n\nThe path is dry from April. The \
     [warden](https://warden.example/) sells tea.\n\n## The second mile\n\nHere the reeds begin. A \
     [map](https://maps.example/saltings) hangs at the gate.\n\nTurn back at the mill.\n"
}

pub(crate) fn three() -> Vec<(&'static str, String)> {
    vec![("bees.txt", bees()), ("ferry.txt", ferry()), ("clock.txt", clock())]
}
