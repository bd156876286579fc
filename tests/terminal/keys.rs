//! Keys out of bytes, as terminals send them.
#![allow(clippy::unwrap_used)]

use courant::app::Msg;
use courant::run::{Keys, PASTE_LIMIT};
use proptest::prelude::*;

/// What some bytes mean when they come at once and nothing follows.
fn reads(bytes: &[u8]) -> String {
    let (mut keys, mut out) = (Keys::default(), Vec::new());
    keys.feed(bytes, &mut out);
    keys.expire(&mut out);
    assert_eq!(keys.patience(), None, "nothing is half read after patience is over");
    out.iter().map(said).collect::<Vec<_>>().join(" ")
}

fn said(msg: &Msg) -> String {
    match msg {
        Msg::Key(key) => key.to_string(),
        Msg::Paste(text) => format!("paste{text:?}"),
        Msg::Focus(focus) => format!("focus={focus}"),
        other => panic!("{other:?} is nothing that is typed"),
    }
}

/// xterm's ctlseqs, VT220, rxvt, the Linux console, kitty's `CSI u`.
const SENT: &[(&[u8], &str)] = &[
    (b"jJ5?", "j J 5 ?"),
    (b" ", "Space"),
    ("é中🦀".as_bytes(), "é 中 🦀"),
    (b"\r", "Enter"),
    (b"\t", "Tab"),
    (b"\x7f\x08", "Backspace Backspace"),
    (b"\x00\x04\x0b\x15\x1a", "^Space ^d ^k ^u ^z"),
    // Line discipline turns a return into this while the terminal is not raw yet (termios, ICRNL).
    (b"\x0aj\x0a", "Enter j Enter"),
    (b"\x1c\x1d\x1e\x1f", "^\\ ^] ^^ ^_"),
    (b"\x1b", "Esc"),
    (b"\x1b\x1b", "Esc Esc"),
    (b"\x1bj", "M-j"),
    ("\x1bé".as_bytes(), "M-é"),
    (b"\x1b\x04", "M-^d"),
    (b"\x1b\r", "M-Enter"),
    (b"\x1b[", "M-["),
    (b"\x1bO", "M-O"),
    (b"\x1b]", "M-]"),
    (b"\x1bP", "M-P"),
    (b"\x1b[A\x1b[B\x1b[C\x1b[D\x1b[F\x1b[H", "↑ ↓ → ← End Home"),
    (b"\x1bOA\x1bOB\x1bOC\x1bOD\x1bOF\x1bOH", "↑ ↓ → ← End Home"),
    (
        b"\x1b[1~\x1b[2~\x1b[3~\x1b[4~\x1b[5~\x1b[6~\x1b[7~\x1b[8~",
        "Home Insert Delete End PgUp PgDn Home End",
    ),
    (b"\x1b[Z", "BackTab"),
    (b"\x1bOP\x1bOQ\x1bOR\x1bOS", "F1 F2 F3 F4"),
    (b"\x1b[[A\x1b[[E", "F1 F5"),
    (b"\x1b[11~\x1b[15~\x1b[17~\x1b[21~\x1b[23~\x1b[24~", "F1 F5 F6 F10 F11 F12"),
    (b"\x1b[25~\x1b[26~\x1b[28~\x1b[29~\x1b[31~\x1b[34~", "F13 F14 F15 F16 F17 F20"),
    (b"\x1b[1;5A\x1b[1;3B\x1b[1;7C\x1b[1;2D", "^↑ M-↓ M-^→ ←"),
    (b"\x1b[3;5~\x1b[5;3~\x1b[1;5P", "^Delete M-PgUp ^F1"),
    (b"\x1b[27;5;105~", "^i"),
    (b"\x1b[105;5u\x1b[97u\x1b[97;2u\x1b[13u\x1b[27u", "^i a A Enter Esc"),
    (b"\x1b[9;2u\x1b[127;3u", "BackTab M-Backspace"),
    (b"\x1b[97;1:1u\x1b[97;1:2u\x1b[97;1:3u", "a a"),
    (b"\x1b[I\x1b[O", "focus=true focus=false"),
    // Pastes.
    (b"\x1b[200~two\r\nlines\ttab\rthree\x1b[201~j", "paste\"two\\nlines\\ttab\\nthree\" j"),
    (b"\x1b[200~\x1b[201~", "paste\"\""),
    (b"\x1b[200~\x1b\x1b[201\x1b[31m\x07\x1b[201~", "paste\"[201[31m\""),
    (b"\x1b[200~never ends", "paste\"never ends\""),
    (b"\x1b[200~bad \xff byte\x1b[201~", "paste\"bad \u{fffd} byte\""),
    (b"\x1b[201~j", "j"),
    // Answers to questions that somebody else asked.
    (b"\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\j", "j"),
    (b"\x1b]11;rgb:1e1e/1e1e/1e1e\x07j", "j"),
    (b"\x1bP>|XTerm(370)\x1b\\j", "j"),
    (b"\x1b_Gi=31;OK\x1b\\j", "j"),
    (b"\x1b[?62;4c\x1b[>1;10;0c\x1b[?2026;2$y\x1b[?0uj", "j"),
    (b"\x1b[24;80R\x1b[0;0R\x1b[8;24;80tj", "j"),
    // The mouse, which nobody turned on.
    (b"\x1b[M !!\x1b[<0;9999;9999M\x1b[<0;1;1m\x1b[32;1;1Mj", "j"),
    // Broken off, overlong, not UTF-8.
    (b"\x1b[1;5\x1b[A", "↑"),
    (b"\x1b[12\x01j", "j"),
    (b"\xff\xc0\xaf\x80j", "j"),
    (b"\xe4\xb8j", "j"),
    (b"\xed\xa0\x80j", "j"),
    (b"\xc2\x9bj", "j"),
    (b"\x1b[99999999999999999999;99999999999999999999Aj", "↑ j"),
];

#[test]
fn keys_are_read_as_terminals_send_them() {
    for (bytes, expected) in SENT {
        assert_eq!(reads(bytes), *expected, "{}", bytes.escape_ascii());
    }
}

#[test]
fn a_sequence_without_end_types_nothing() {
    let mut bytes = b"\x1b[".to_vec();
    bytes.resize(100_000, b'1');
    assert_eq!(reads(&bytes), "");
    bytes.extend_from_slice(b"Aj");
    assert_eq!(reads(&bytes), "j");
}

#[test]
fn a_paste_is_cut_at_its_limit_between_characters() {
    let mut bytes = b"\x1b[200~x".to_vec();
    bytes.extend("é".repeat(PASTE_LIMIT).into_bytes());
    bytes.extend_from_slice(b"\x1b[201~j");
    let (mut keys, mut out) = (Keys::default(), Vec::new());
    keys.feed(&bytes, &mut out);
    let [Msg::Paste(text), Msg::Key(_)] = &out[..] else { panic!("a paste and a key") };
    // One byte for x, then whole characters of two bytes.
    assert_eq!(text.len(), PASTE_LIMIT - 1);
    assert!(text.starts_with('x') && text.ends_with('é'));
}

fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let known = prop::sample::select(SENT.iter().map(|(bytes, _)| bytes.to_vec()).collect::<Vec<_>>());
    let noise = prop::collection::vec(any::<u8>(), 0..12);
    prop::collection::vec(prop_oneof![known, noise], 0..8).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn pieces_of_any_size_mean_the_same(bytes in pieces(), cuts in prop::collection::vec(1..9_usize, 1..40)) {
        let (mut keys, mut out, mut rest) = (Keys::default(), Vec::new(), &bytes[..]);
        for cut in cuts.iter().cycle() {
            let (piece, after) = rest.split_at((*cut).min(rest.len()));
            keys.feed(piece, &mut out);
            rest = after;
            if rest.is_empty() { break }
        }
        keys.expire(&mut out);
        prop_assert_eq!(out.iter().map(said).collect::<Vec<_>>().join(" "), reads(&bytes));
    }

    #[test]
    fn a_paste_presses_no_key_and_holds_no_control(text in "[^\u{1b}]{0,80}") {
        let mut bytes = b"\x1b[200~".to_vec();
        bytes.extend_from_slice(text.as_bytes());
        bytes.extend_from_slice(b"\x1b[201~");
        let (mut keys, mut out) = (Keys::default(), Vec::new());
        keys.feed(&bytes, &mut out);
        prop_assert_eq!(out.len(), 1);
        let Msg::Paste(pasted) = &out[0] else { return Err(TestCaseError::fail("no paste")) };
        prop_assert!(pasted.chars().all(|c| matches!(c, '\n' | '\t') || !c.is_control()));
    }

    #[test]
    fn no_byte_is_half_read_for_ever(bytes in pieces()) {
        let (mut keys, mut out) = (Keys::default(), Vec::new());
        keys.feed(&bytes, &mut out);
        keys.expire(&mut out);
        prop_assert_eq!(keys.patience(), None);
        let told = out.len();
        keys.feed(b"j", &mut out);
        prop_assert_eq!(out[told..].iter().map(said).collect::<String>(), "j");
    }
}
