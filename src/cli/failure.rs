//! Why a command could not do what it was asked, and what its exit code says of that.

use crate::workers::disk::DiskError;

/// The end of a command that went wrong.
#[derive(Debug)]
pub(super) enum Failure {
    /// What was asked was not understood: some lines that say why, ready to be printed.
    Usage(String),
    /// Help or the version was asked for: what to print.
    Told(String),
    /// It failed, in a sentence.
    Failed(String),
    /// Whoever read our output has gone; there is nobody left to tell.
    NobodyReads,
}

impl Failure {
    /// The exit code of the public contract.
    pub(super) fn exit_code(&self) -> u8 {
        match self {
            Self::Told(_) | Self::NobodyReads => 0,
            Self::Failed(_) => 1,
            Self::Usage(_) => 2,
        }
    }
}

impl From<DiskError> for Failure {
    fn from(error: DiskError) -> Self {
        log::error!("{error:?}");
        Self::Failed(sentence(&error))
    }
}

/// An error with what caused it, where the error does not say that itself.
pub(super) fn sentence(error: &dyn std::error::Error) -> String {
    let mut sentence = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !sentence.contains(&cause_text) {
            sentence = format!("{sentence}: {cause_text}");
        }
        source = cause.source();
    }
    sentence
}
