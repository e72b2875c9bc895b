//! `ombud plugin storage`: what a plugin keeps and may keep.

use crate::cli::{Data, Outcome, with_owner};
use clap::Args;
use ombud_access::PluginId;
use std::str::FromStr;

#[derive(Args)]
pub(crate) struct Storage {
    /// Which plugin.
    plugin: PluginId,
    /// It may keep so much from now on, such as `500MiB` or `16GiB`.
    #[arg(long, value_name = "SIZE", conflicts_with = "usual")]
    limit: Option<Size>,
    /// It may keep as much as any plugin.
    #[arg(long)]
    usual: bool,
    #[command(flatten)]
    data: Data,
}

/// Bytes, as people write them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Size(u64);

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Size, String> {
        let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (number, unit) = text.split_at(end);
        let shift = match unit.trim() {
            "" | "B" => 0,
            "KiB" => 10,
            "MiB" => 20,
            "GiB" => 30,
            "TiB" => 40,
            _ => return Err("a size is a number with B, KiB, MiB, GiB or TiB, such as `16GiB`".into()),
        };
        let number: u64 = number.parse().map_err(|_| "a size begins with a number".to_owned())?;
        number.checked_mul(1 << shift).map(Size).ok_or_else(|| "that is more than there can be".into())
    }
}

fn mib(bytes: u64) -> String {
    format!("{:.1} MiB", bytes as f64 / f64::from(1 << 20))
}

impl Storage {
    pub async fn run(self) -> Outcome {
        let Storage { plugin, limit, usual, data } = self;
        with_owner(&data, async |desk, owner| {
            if limit.is_some() || usual {
                desk.host().limit_storage(&plugin, limit.map(|size| size.0), owner).await?;
            }
            let storage = desk.host().storage(&plugin)?;
            let bytes = storage
                .bytes
                .map_or("what it keeps is being counted".into(), |n| format!("keeps {}", mib(n)));
            let chosen = if storage.chosen { ", as chosen" } else { "" };
            let timers =
                storage.timers.map_or(String::new(), |n| format!("; {n} timers of {}", storage.timers_limit));
            println!("{plugin}: {bytes} of {}{chosen}{timers}", mib(storage.limit));
            Ok(())
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_people_write_them() {
        for (text, bytes) in
            [("7", Some(7)), ("500MiB", Some(500 << 20)), ("16 GiB", Some(16 << 30)), ("1TiB", Some(1 << 40))]
        {
            assert_eq!(text.parse().ok(), bytes.map(Size), "{text}");
        }
        for text in ["", "GiB", "16GB", "-1", "1.5GiB", "99999999999TiB"] {
            assert!(text.parse::<Size>().is_err(), "{text}");
        }
    }
}
