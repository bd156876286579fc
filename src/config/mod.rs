//! What readers write in files of their own, as values; every complaint names the line it is about.
//!
//! Nothing fails: what cannot be understood is left out with a sentence, and the rest holds. It knows no file.

mod complaint;
mod sites;

pub use complaint::Complaint;
pub use sites::sites;
