//! Code read for its colours on a thread of its own, which begins with the first of it; only ever the newest question.
//! It must not know how code is drawn.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use super::thread::{guarded, newest, spawn, step_aside};
use crate::app::{Body, CodeParts, Generation, Msg};
use crate::facts::Grammars;
use crate::news::Document;

/// Code that takes longer stays without colours from there on: the next article is waiting.
const PATIENCE: Duration = Duration::from_secs(2);

/// Which article's code is to be read.
type Question = (Arc<Body>, Generation);

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
            drop(spawn("code", outbox.clone(), move || work(&asked, &to_outbox)));
            questions
        });
        // A worker that is gone has said so already.
        let _ = questions.send(question);
    }
}

fn work(questions: &Receiver<Question>, outbox: &Sender<Msg>) {
    step_aside();
    while let Ok(question) = questions.recv() {
        let (body, generation) = newest(question, questions);
        let since = Instant::now();
        let parts = guarded("this code", || Ok(read(&body.document, &|| since.elapsed() < PATIENCE)));
        // Without colours it is the same text.
        let parts = parts.unwrap_or_else(|sentence| {
            log::warn!("{sentence}");
            CodeParts::default()
        });
        if outbox.send(Msg::CodeRead { generation, parts }).is_err() {
            return;
        }
    }
}

/// What the words of a document's code are; asks before every line whether to go on.
#[must_use]
pub fn read(document: &Document, go_on: &dyn Fn() -> bool) -> CodeParts {
    // Kept by nobody: they take more memory than they take time to load, and few articles hold code.
    let mut grammars = None;
    let mut parts = CodeParts::default();
    for (block, number) in document.blocks.iter().zip(0..) {
        let mut at = 0;
        block.for_each_piece(&mut |text, language| {
            if let Some(language) = language {
                let words = grammars.get_or_insert_with(Grammars::default).read(language, text, go_on);
                parts.add(number, words.into_iter().map(|word| word.moved_by(at)));
            }
            at += u32::try_from(text.len() + 1).unwrap_or(0);
        });
    }
    parts
}
