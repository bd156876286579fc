//! Why nothing came: one clear sentence for each way to fail, without a letter that a stranger chose.

use std::time::Duration;

use thiserror::Error;

/// What took too long.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Phase {
    /// Looking up the name.
    Name,
    /// Connecting.
    Connection,
    /// The head of the answer.
    Head,
    /// The body of the answer.
    Body,
    /// All of it.
    Whole,
}

impl Phase {
    fn unfinished(self) -> &'static str {
        match self {
            Self::Name => "could not be looked up",
            Self::Connection => "could not be connected to",
            Self::Head => "gave no whole answer",
            Self::Body => "did not finish its answer",
            Self::Whole => "was not done",
        }
    }
}

/// Whether a failure means that this machine has no network.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Isolation {
    /// It does not: somebody answered, or was too slow.
    None,
    /// It may, where all others fail as well.
    Likely,
    /// It does.
    Sure,
}

/// Why a request failed. `host` is shown as it is written in addresses, without name, password and path.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum Failure {
    /// It is no address of the web.
    #[error("This is no web address; it begins with http:// or https://.")]
    NoWebAddress,
    /// Nobody knows the name.
    #[error("{host} is not known; check the spelling, or the connection to the network.")]
    Unknown {
        /// Whom.
        host: String,
    },
    /// Nobody could be asked about the name.
    #[error("{host} could not be looked up; check the connection to the network.")]
    NotLookedUp {
        /// Whom.
        host: String,
    },
    /// A private address that nobody typed.
    #[error("{host} is a private address of this network, which only you may ask for; it was not followed.")]
    Private {
        /// Whom.
        host: String,
    },
    /// No connection: why, in the system's words.
    #[error("{host} cannot be reached: {reason}.")]
    Unreachable {
        /// Whom.
        host: String,
        /// The system's words.
        reason: String,
        /// Whether that is so of every host from here.
        isolation: Isolation,
    },
    /// No safe connection.
    #[error("{host} is not safe to talk to: {reason}. Nothing was sent.")]
    Unsafe {
        /// Whom.
        host: String,
        /// What is wrong with its certificate, or its encryption.
        reason: &'static str,
    },
    /// A deadline has passed.
    #[error("{host} {} within {}.", .phase.unfinished(), shown(*.within))]
    Slow {
        /// Whom.
        host: String,
        /// With what.
        phase: Phase,
        /// How long it had.
        within: Duration,
    },
    /// The connection broke off.
    #[error("{host} broke off its answer in the middle.")]
    BrokenOff {
        /// Whom.
        host: String,
    },
    /// It speaks, but no HTTP.
    #[error("{host} did not answer as a web server does.")]
    Gibberish {
        /// Whom.
        host: String,
    },
    /// Packed, but not as it says.
    #[error("{host} packed its answer in a way that cannot be undone.")]
    Garbled {
        /// Whom.
        host: String,
    },
    /// The body is too long.
    #[error("The answer of {host} is longer than {} MB, the limit.", .limit / 1_000_000)]
    TooLong {
        /// Whom.
        host: String,
        /// In bytes.
        limit: u64,
    },
    /// The head is too long.
    #[error("The head of the answer of {host} is longer than {} KiB, the limit.", .limit / 1024)]
    HeadTooLong {
        /// Whom.
        host: String,
        /// In bytes.
        limit: usize,
    },
    /// Sent on too often.
    #[error("{host} sent on more than {limit} times, the limit.")]
    SentOnTooOften {
        /// Whom, first of all.
        host: String,
        /// How often it may be.
        limit: usize,
    },
    /// Sent on in a circle.
    #[error("{host} sends on in a circle.")]
    Circle {
        /// Whom.
        host: String,
    },
    /// Sent on to nowhere, or where no feed may lead.
    #[error("{host} sends on to what is no web address; it was not followed.")]
    LeadsAstray {
        /// Whom.
        host: String,
    },
    /// The server said no.
    #[error("{host} {} ({code}).", meaning(*.code))]
    Refused {
        /// Whom.
        host: String,
        /// The status code.
        code: u16,
        /// When to come again, in seconds, where it says so.
        retry_after: Option<u64>,
    },
}

impl Failure {
    /// Whether it means that this machine has no network.
    #[must_use]
    pub fn isolation(&self) -> Isolation {
        match self {
            Self::Unreachable { isolation, .. } => *isolation,
            Self::NotLookedUp { .. } => Isolation::Sure,
            Self::Unknown { .. } | Self::Slow { phase: Phase::Name | Phase::Connection, .. } => {
                Isolation::Likely
            }
            Self::NoWebAddress
            | Self::Private { .. }
            | Self::Unsafe { .. }
            | Self::Slow { .. }
            | Self::BrokenOff { .. }
            | Self::Gibberish { .. }
            | Self::Garbled { .. }
            | Self::TooLong { .. }
            | Self::HeadTooLong { .. }
            | Self::SentOnTooOften { .. }
            | Self::Circle { .. }
            | Self::LeadsAstray { .. }
            | Self::Refused { .. } => Isolation::None,
        }
    }
}

/// `30 seconds`, `250 milliseconds`.
fn shown(time: Duration) -> String {
    let (number, unit) = match time.subsec_millis() {
        0 => (u128::from(time.as_secs()), "second"),
        _ => (time.as_millis(), "millisecond"),
    };
    if number == 1 { format!("{number} {unit}") } else { format!("{number} {unit}s") }
}

/// What a server says by a status code (RFC 9110 §15, RFC 6585).
fn meaning(code: u16) -> &'static str {
    match code {
        204 | 205 => "has nothing to say",
        304 => "says that nothing changed, which nobody asked",
        401 => "wants a name and a password",
        402 => "wants to be paid",
        403 => "refuses to answer",
        404 => "has nothing at this address",
        406 => "has nothing in a form that can be read",
        407 => "cannot be reached without the name and password of the proxy",
        408 => "waited too long for the request",
        410 => "says that this is gone for good",
        429 => "was asked too often and wants to be left alone for a while",
        451 => "may not answer, for legal reasons",
        300..=399 => "sends on in a way that cannot be followed",
        500 => "has a fault of its own",
        502 | 504 => "gets no answer from behind it",
        503 => "is busy or under repair",
        501 | 505..=599 => "cannot do what was asked",
        _ => "does not answer what was asked",
    }
}
