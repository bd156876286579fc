//! What goes wrong around the program: each is a sentence and an exit code, and loses nothing.

use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

use super::home::{Home, PAGE, Said, is_harmless};

#[test]
fn whoever_stops_reading_is_no_error() {
    let home = Home::new();
    // More than a pipe holds.
    let long = "A long tale\n\n".to_owned() + &"It goes on and on and on. ".repeat(20_000);
    home.file("long.txt", long, 1_764_770_400);
    let mut command = home.command(["open".as_ref(), home.path("long.txt").as_os_str()]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::with_capacity(16, child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert_eq!(line, "A long tale\n");
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""));
    assert_eq!(home.ids("tale").len(), 1, "it was kept all the same");
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_a_failure() {
    let home = Home::new();
    for line in ["list", "--help", "doctor"] {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let output = home.command(line.split(' ')).stdout(full).output().unwrap();
        let said = Said::of(output).failed(1);
        assert!(said.contains("cannot be written"), "{line}: {said}");
    }
}

#[test]
fn the_usual_folder_is_in_the_home() {
    let home = Home::new();
    let mut command = home.bare();
    command.env("HOME", home.path("")).arg("list");
    assert_eq!(Said::of(command.output().unwrap()).quietly().lines().count(), 8);
    #[cfg(target_os = "linux")]
    assert!(home.path(".local/share/courant/library.sqlite").is_file());
}

#[test]
fn a_file_where_the_folder_should_be() {
    let home = Home::new();
    home.file("data", "mine", 0);
    for line in ["list", "mark read guide", "show 0000000000000"] {
        assert!(home.says(line).failed(1).contains("--data-dir"), "{line}");
    }
    let said = home.says("doctor");
    assert_eq!(said.code, 1);
    assert!(said.err.contains("--data-dir"), "{}", said.err);
    assert_eq!(std::fs::read(home.data()).unwrap(), b"mine");
}

#[test]
fn a_page_can_be_read_without_a_library() {
    let home = Home::new();
    home.file("data", "mine", 0);
    let path = home.file("mill.txt", PAGE, 1_764_770_400);
    let said = home.run(["open".as_ref(), path.as_os_str()]);
    assert_eq!(said.code, 1, "it was not kept");
    assert!(said.out.contains("The wheel of the mill") && said.err.contains("--data-dir"), "{said:?}");
}

#[test]
fn a_foreign_library_is_left_alone() {
    let home = Home::new();
    let theirs = home.file("data/library.sqlite", "not a library at all, but a letter\n".repeat(200), 0);
    let before = std::fs::read(&theirs).unwrap();
    let said = home.says("list").failed(1);
    assert!(said.contains("library.sqlite"), "{said}");
    assert_eq!(std::fs::read(&theirs).unwrap(), before);
    assert_eq!(home.says("doctor").code, 1);
}

#[test]
fn the_doctor_finds_a_sound_library() {
    let home = Home::new();
    assert!(home.says("doctor").quietly().contains("none yet"));
    assert!(!home.data().exists(), "a doctor only looks");
    home.says("mark read guide").well();
    let told = home.says("doctor").quietly();
    for finding in
        ["8 articles (0 unread, 0 bookmarked) in 1 feed", "schema 6", "sound     yes", "C.UTF-8 (LANG)"]
    {
        assert!(told.contains(finding), "{finding} in {told}");
    }
    assert!(told.contains(home.data().to_str().unwrap()));
    assert!(told.contains("2026-11-20 09:00"), "{told}");
}

#[test]
fn a_time_that_is_none_is_a_failure() {
    let home = Home::new();
    let said = Said::of(home.command(["list"]).env("COURANT_NOW", "tomorrow").output().unwrap());
    assert!(said.failed(1).contains("COURANT_NOW=tomorrow"));
}

#[test]
fn without_a_terminal_the_reader_says_so() {
    let home = Home::new();
    assert!(home.says("").failed(1).contains("courant list"));
}

#[cfg(unix)]
mod unix {
    use std::fs::Permissions;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::process::CommandExt;
    use std::path::Path;
    use std::process::Command;

    use super::super::home::program;
    use super::*;

    fn mode(path: &Path) -> u32 {
        std::fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    fn set_mode(path: &Path, mode: u32) {
        std::fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    }

    /// The program run by somebody whom file modes bind: nobody, where the tests are run by root.
    fn powerless(home: &Home, line: &str) -> Command {
        let mut command =
            if rustix::process::geteuid().is_root() { as_user(home, 65534) } else { home.bare() };
        command.arg("--data-dir").arg(home.data()).args(line.split_whitespace());
        command
    }

    /// For root: the program run by another user, who may reach it in this home.
    fn as_user(home: &Home, user: u32) -> Command {
        let copy = home.path("courant");
        if !copy.exists() {
            let original = env!("CARGO_BIN_EXE_courant");
            std::fs::hard_link(original, &copy)
                .or_else(|_| std::fs::copy(original, &copy).map(drop))
                .unwrap();
        }
        set_mode(&home.path(""), 0o755);
        let mut command = program(&copy);
        command.uid(user).gid(user);
        command
    }

    #[test]
    #[allow(clippy::print_stdout)]
    fn without_a_home_it_says_what_to_do() {
        if !rustix::process::geteuid().is_root() {
            println!("not tried: the list of users names a home for whoever runs this");
            return;
        }
        let home = Home::new();
        // A user who is in no list.
        let said = Said::of(as_user(&home, 54321).arg("list").output().unwrap()).failed(1);
        assert!(said.contains("HOME") && said.contains("--data-dir"), "{said}");
    }

    fn locked_home() -> Home {
        let home = Home::new();
        home.says("mark bookmark shell").well();
        for entry in std::fs::read_dir(home.data()).unwrap() {
            set_mode(&entry.unwrap().path(), 0o444);
        }
        set_mode(&home.data(), 0o555);
        home
    }

    #[test]
    fn a_library_that_cannot_be_written_is_read() {
        let home = locked_home();
        let run = |line: &str| Said::of(powerless(&home, line).output().unwrap());
        let listed = run("list is:bookmarked");
        assert_eq!((listed.code, listed.out.lines().count()), (0, 1), "{}", listed.err);
        let id = listed.out.split(' ').next().unwrap();
        assert!(run(&format!("show {id}")).well().contains("shell"));
        let doctor = run("doctor");
        assert!(doctor.out.contains("can only be read"), "{doctor:?}");
        let said = run("mark read guide");
        assert_eq!(said.code, 1);
        assert!(said.err.contains("cannot be written"), "{}", said.err);
        set_mode(&home.data(), 0o755);
    }

    #[test]
    fn a_page_is_printed_where_it_cannot_be_kept() {
        let home = locked_home();
        let path = home.file("mill.txt", PAGE, 1_764_770_400);
        set_mode(&path, 0o644);
        let said = Said::of(powerless(&home, "open").arg(path).output().unwrap());
        assert_eq!(said.code, 1);
        assert!(said.out.contains("The wheel of the mill"), "{said:?}");
        assert!(said.err.contains("cannot be written"), "{}", said.err);
        set_mode(&home.data(), 0o755);
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_a_failure() {
        let home = Home::new();
        set_mode(&home.path(""), 0o755);
        let mut command = powerless(&home, "list");
        // The last one counts.
        let said = Said::of(command.arg("--data-dir=/proc/courant").output().unwrap());
        assert_ne!(said.code, 0, "{said:?}");
        assert!(!said.err.is_empty());
    }

    #[test]
    fn the_library_and_the_log_are_their_owners_alone() {
        let home = Home::new();
        let log = home.path("log");
        home.run(["--log".as_ref(), log.as_os_str(), "list".as_ref()]).quietly();
        assert_eq!(mode(&home.data()), 0o700);
        assert_eq!(mode(&home.data().join("library.sqlite")), 0o600);
        assert_eq!(mode(&log), 0o600);
    }

    #[test]
    fn a_log_is_not_written_through_a_link() {
        let home = Home::new();
        let target = home.file("precious", "untouched", 0);
        symlink(&target, home.path("log")).unwrap();
        let said = home.run(["--log".as_ref(), home.path("log").as_os_str(), "list".as_ref()]).failed(1);
        assert!(said.contains("log"), "{said}");
        assert_eq!(std::fs::read(target).unwrap(), b"untouched");
    }

    #[test]
    fn a_pipe_is_another_text_every_time() {
        let home = Home::new();
        for text in ["First letter", "Second letter"] {
            let line = format!(
                "printf '{text}\\n\\nWith words.\\n' | \"$COURANT\" --data-dir \"$DATA\" open /dev/stdin"
            );
            let mut shell = Command::new("/bin/sh");
            shell.args(["-c", &line]).env("COURANT", env!("CARGO_BIN_EXE_courant")).env("DATA", home.data());
            assert!(Said::of(shell.output().unwrap()).quietly().contains("With words."));
        }
        assert_eq!(home.ids("letter").len(), 2);
    }
}

#[test]
fn a_file_that_is_no_log_is_not_written_to() {
    let home = Home::new();
    let notes = "Buy flour.\n".repeat(200_000);
    for text in [&notes, "no line", "\n", "2026-11-01 a diary: rain\n", "\u{FFFD}\u{0}"] {
        let path = home.file("notes.txt", text, 0);
        let said = home.run(["--log".as_ref(), path.as_os_str(), "list".as_ref()]).failed(1);
        assert!(said.contains("notes.txt") && said.contains("something else"), "{said}");
        assert!(std::fs::read_to_string(path).unwrap() == text, "it is as it was");
    }
    let path = home.path("log");
    for _ in 0..2 {
        home.run(["--log".as_ref(), path.as_os_str(), "list".as_ref()]).quietly();
    }
}

#[test]
fn the_log_has_one_harmless_record_a_line_and_an_end() {
    let home = Home::new();
    let log = home.path("log");
    let older = "2026-11-01T08:00:00.000Z INFO courant: an older record\n";
    std::fs::write(&log, older.repeat(20_000)).unwrap();
    let missing = home.path("no\u{1B}[31m\nsuch");
    let said = home.run(["--log".as_ref(), log.as_os_str(), "open".as_ref(), missing.as_os_str()]);
    assert_eq!(said.code, 1);
    let written = std::fs::read_to_string(&log).unwrap();
    assert!(written.len() <= 1024 * 1024, "{} bytes", written.len());
    assert!(is_harmless(&written));
    let new: Vec<&str> = written.lines().filter(|line| !line.ends_with("an older record")).collect();
    assert!(new[0].contains("INFO courant") && new[1].contains(" ERROR "), "{new:?}");
    assert!(new.iter().all(|line| line.starts_with("2026-11-20T09:00:00.000Z ")), "{new:?}");
}

#[test]
fn nothing_is_logged_unasked() {
    let home = Home::new();
    home.says("list").quietly();
    let mut names: Vec<_> = std::fs::read_dir(home.data())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.starts_with("library.sqlite"))
        .collect();
    names.sort();
    assert!(names.is_empty(), "{names:?}");
}
