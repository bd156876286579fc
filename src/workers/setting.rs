//! Long texts set on a thread of their own, which begins with the first of them; only ever the newest question.

use std::sync::mpsc::{Receiver, Sender, channel};

use super::thread::{guarded, newest, spawn};
use crate::app::{Generation, LongText, Msg};
use crate::typeset::{Options, typeset};

/// Which text is to be set, and how.
#[derive(Debug)]
pub(super) struct Question {
    pub(super) text: LongText,
    pub(super) options: Options,
    pub(super) generation: Generation,
}

/// Where questions are put.
#[derive(Debug, Default)]
pub(super) struct Desk {
    questions: Option<Sender<Question>>,
}

impl Desk {
    /// Puts a question; its answer is a message.
    pub(super) fn ask(&mut self, question: Question, outbox: &Sender<Msg>) {
        let questions = self.questions.get_or_insert_with(|| {
            let (questions, asked) = channel();
            let to_outbox = outbox.clone();
            drop(spawn("setting", outbox.clone(), move || work(&asked, &to_outbox)));
            questions
        });
        // A worker that is gone has said so already.
        let _ = questions.send(question);
    }
}

fn work(questions: &Receiver<Question>, outbox: &Sender<Msg>) {
    while let Ok(question) = questions.recv() {
        // The terminal's edge may have been drawn over a dozen widths since.
        let Question { text, options, generation } = newest(question, questions);
        let layout = guarded("this text", || Ok(Box::new(typeset(text.document(), &options))));
        if outbox.send(Msg::TextSet { generation, layout }).is_err() {
            return;
        }
    }
}
