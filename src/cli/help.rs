//! `courant help`: the commands, one command, or the language of queries. It says what the tables say, and knows
//! nothing of a library.

use clap::CommandFactory;

use super::arguments::{Arguments, Help};
use super::failure::Failure;
use super::output::Output;
use crate::clean::text;
use crate::query;

/// Prints the help that is asked for.
pub(super) fn help(asked: &Help, output: &mut Output) -> Result<(), Failure> {
    let topic: Vec<&str> = asked.topic.iter().map(String::as_str).collect();
    if topic == ["query"] {
        return output.print(&query::page());
    }
    let mut command = Arguments::command();
    command.build();
    let mut named = &mut command;
    for name in topic {
        named = named.find_subcommand_mut(name).ok_or_else(|| unknown(name))?;
    }
    let page = named.render_long_help().to_string();
    output.print(&page)
}

fn unknown(name: &str) -> Failure {
    Failure::Usage(format!(
        "courant: There is no help for {}. courant --help lists the commands, and courant help query tells how to ask for articles.\n",
        text::str_line(name)
    ))
}
