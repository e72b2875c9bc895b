//! What a plugin file would do about what has been.

use super::{read, unfit};
use crate::cli::{Data, Outcome, with_owner};
use clap::Args;
use ombud_access::Timestamp;
use std::path::PathBuf;

/// Look what a plugin file would do.
#[derive(Args)]
pub(crate) struct Shadow {
    /// The `.wasm` file.
    file: PathBuf,
    /// How far back: `30m`, `12h`, `7d`.
    #[arg(long, default_value = "7d", value_parser = span)]
    since: u64,
    /// The most events that are looked at.
    #[arg(long, default_value_t = 1000)]
    limit: usize,
    /// As JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    data: Data,
}

/// A span of time, ms.
fn span(text: &str) -> Result<u64, String> {
    let odd = || format!("`{text}` is no span of time: say `30m`, `12h` or `7d`");
    let unit = text.chars().last().ok_or_else(odd)?;
    let ms = match unit {
        'm' => 60_000,
        'h' => 3_600_000,
        'd' => 86_400_000,
        _ => return Err(odd()),
    };
    let number: u64 = text[..text.len() - 1].parse().map_err(|_| odd())?;
    number.checked_mul(ms).ok_or_else(odd)
}

impl Shadow {
    pub async fn run(self) -> Outcome {
        let file = read(&self.file)?;
        with_owner(&self.data, async |desk, owner| {
            let since = Timestamp(desk.now().0.saturating_sub(self.since));
            let after = desk.host().last_event_before(since)?;
            let shadow = desk.host().shadow(file, after, self.limit, owner).await;
            let shadow = shadow.map_err(|error| unfit(&self.file, error))?;
            match self.json {
                true => println!("{}", serde_json::to_string_pretty(&shadow)?),
                false => print!("{}", shadow.text()),
            }
            Ok(())
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_of_time_is_read_or_it_is_said_how_to_write_one() {
        assert_eq!((span("30m"), span("12h"), span("7d")), (Ok(1_800_000), Ok(43_200_000), Ok(604_800_000)));
        for odd in ["", "7", "d", "7w", "-1d", "999999999999999999d"] {
            assert!(span(odd).is_err(), "{odd}");
        }
    }
}
