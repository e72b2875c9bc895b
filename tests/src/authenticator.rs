//! Stands in for what a person has on the phone.

use std::time::{SystemTime, UNIX_EPOCH};
use totp_rs::{Builder, Secret};

/// What it shows so many steps of thirty seconds from now. A code serves once, and a desk takes the next one early: so no
/// test waits.
///
/// # Panics
/// If the key is none.
pub fn code(key: &str, steps: u64) -> String {
    let secret = Secret::try_from_base32(key).expect("a key in base 32");
    let totp = Builder::new().with_secret(secret).build().expect("a key that is long enough");
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock after 1970").as_secs();
    totp.generate(now + 30 * steps).to_string()
}
