//! Threads that read: what follows from an answer, for its feed and for its articles. They touch neither disk nor network.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::mpsc::{Receiver, SyncSender};

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use url::Url;

use super::asking::{Asked, host};
use crate::news::{Outcome, Pace, Rhythm, Subscription};
use crate::workers::disk::{Item, Packer};
use crate::workers::feeds::{self, Brought};
use crate::workers::net::{Answer, Arrived, Failure, Held, Isolation, without_credentials};
use crate::workers::plan::Now;
use crate::workers::thread::guarded;
use crate::{facts, parse};

/// What a feed answered; or a sentence where our own part of it failed.
pub(super) type Told = Result<Result<Answer, Failure>, String>;

/// A feed read, ready to be kept.
pub(super) struct Read {
    pub(super) subscription: Subscription,
    pub(super) outcome: Outcome,
    pub(super) isolation: Isolation,
    pub(super) items: Option<Vec<Item>>,
    _held: Held,
}

/// Reads answers until none comes any more, or nobody keeps them.
pub(super) fn read_all(answers: &Mutex<Receiver<Asked>>, keeper: &SyncSender<Read>, now: &Now) {
    let mut packer = Packer::new();
    let next = || answers.lock().unwrap_or_else(PoisonError::into_inner).recv();
    while let Ok(Asked { mut subscription, told, held }) = next() {
        let told = told.and_then(|told| guarded("this feed", || Ok(told.and_then(Arrived::unpacked))));
        let isolation = told.as_ref().ok().and_then(|told| told.as_ref().err()).map(Failure::isolation);
        let isolation = isolation.unwrap_or(Isolation::None);
        let (outcome, items) = judge(&mut subscription, told, &mut packer, now());
        if keeper.send(Read { subscription, outcome, isolation, items, _held: held }).is_err() {
            return;
        }
    }
}

/// What follows from an answer: how the feed fares, what it is asked with next, and its articles where they may have
/// changed. To pack these is work for many threads; keeping them is for one.
pub(super) fn judge(
    subscription: &mut Subscription,
    told: Told,
    packer: &mut Packer,
    now: Timestamp,
) -> (Outcome, Option<Vec<Item>>) {
    let answer = match told {
        Ok(Ok(answer)) => answer,
        Ok(Err(failure)) => return (failed(&failure), None),
        Err(reason) => return (Outcome::Failed { reason, retry_after: None }, None),
    };
    let fresh_for = facts::fresh_for(answer.cache_control.as_deref(), answer.expires.as_deref(), now);
    let wanted = subscription.settings.interval.map(u64::from);
    let rhythm = Rhythm { fresh_for, wanted, ..subscription.rhythm };
    let Some(body) = &answer.body else {
        subscription.validators.clone_from(&answer.validators);
        // That it is the same as what was read before, it says at its new place.
        move_to(subscription, answer.moved);
        return (Outcome::Answered(rhythm), None);
    };
    let hash = hash(&body.bytes);
    if subscription.hash == Some(hash) && answer.moved.is_none() {
        subscription.validators.clone_from(&answer.validators);
        return (Outcome::Answered(rhythm), None);
    }
    let is_new = subscription.health.answered.is_none();
    let read = guarded("this feed", || {
        let parsed = parse::feed(&body.bytes, body.charset.as_deref());
        let is_feed = parsed.format.is_some();
        Ok(is_feed.then(|| {
            let brought = feeds::bring(&parsed, &answer.address, &subscription.name, is_new, now);
            (parsed.rhythm, brought)
        }))
    });
    match read {
        Ok(Some((told, Brought { facts, mut items }))) => {
            let sources = items.iter_mut().filter_map(|item| item.incoming.source.as_mut());
            sources.for_each(|source| packer.pack(source));
            move_to(subscription, answer.moved);
            subscription.hash = Some(hash);
            subscription.validators = answer.validators;
            subscription.site = facts.link;
            if subscription.title.is_empty() || subscription.title == host(&subscription.address) {
                subscription.title = facts.title.clone().unwrap_or_else(|| host(&subscription.address));
            }
            subscription.told_title = facts.title;
            subscription.rhythm = told;
            let date = |item: &Item| item.incoming.article.published.or(item.incoming.article.updated);
            subscription.pace = Pace::of(items.iter().filter_map(date).map(|dated| dated.at), now);
            (Outcome::Answered(Rhythm { fresh_for, wanted, ..told }), Some(items))
        }
        Ok(None) => {
            let reason = format!("{} answered with what is no feed.", host(&subscription.address));
            (Outcome::Failed { reason, retry_after: None }, None)
        }
        Err(reason) => (Outcome::Failed { reason, retry_after: None }, None),
    }
}

fn failed(failure: &Failure) -> Outcome {
    let reason = failure.to_string();
    match failure {
        Failure::Refused { code: 410, .. } => Outcome::Gone { reason },
        Failure::Refused { retry_after, .. } => Outcome::Failed { reason, retry_after: *retry_after },
        _ => Outcome::Failed { reason, retry_after: None },
    }
}

/// Follows a feed that moved for good, once it answered at its new place. Neither password nor headers follow to
/// another host.
fn move_to(subscription: &mut Subscription, moved: Option<String>) {
    let Some(address) = moved.map(|address| without_credentials(&address)) else { return };
    let origin = |address: &str| Url::parse(address).ok().map(|url| url.origin());
    if origin(&address) != origin(&subscription.address) {
        subscription.userinfo = None;
        subscription.settings.headers.clear();
        subscription.typed &= host(&address) == host(&subscription.address);
    }
    subscription.moved_from = Some(std::mem::replace(&mut subscription.address, address));
}

/// Half a SHA-256.
fn hash(bytes: &[u8]) -> [u8; 16] {
    let mut hash = [0; 16];
    hash.copy_from_slice(&Sha256::digest(bytes)[..16]);
    hash
}
