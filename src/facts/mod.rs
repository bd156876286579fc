//! What people write, read as values: dates, "2 days ago", "1.2K views", "3 min read", bylines, languages, code.
//!
//! Pure functions over `&str`. Each reads the *whole* text it is given or nothing: a sentence that merely
//! contains "3 min read" is no reading time. What could mean two things is refused, never guessed. Nothing here
//! knows a page, a feed or a clock; whoever asks says what "now" is.

mod age;
mod byline;
mod calendar;
mod clock;
mod code;
mod count;
mod digits;
mod feed_date;
mod filing;
mod interval;
mod language;
mod minutes;
mod months;
mod person;
mod reader;
mod relative;
mod serving;
mod small_forms;
mod stamp;
mod words;
mod written;

pub use age::{Age, age};
pub use byline::{byline, byline_before_date, looks_like_name, names};
pub use calendar::{Order, date, date_in_order, date_within};
pub use code::{CodePart, CodeStretch, Grammars};
pub use count::{Count, Counted, count};
pub use feed_date::{feed_date, order_among};
pub use filing::filing;
pub use interval::{as_interval, interval};
pub use language::language;
pub use minutes::minutes;
pub use person::{Person, person};
pub use serving::{fresh_for, retry_after};
pub use small_forms::{lowered, raised};
pub use stamp::{Role, Stamp, relative, stamp};
pub use words::{WordCount, words};
pub use written::{Unit, Written};
