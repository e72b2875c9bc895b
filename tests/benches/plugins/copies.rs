//! The clerk under other names: as many plugins as one wants.

use serde_json::Value;

/// Its file, with a manifest in which it is called `name` and has this version.
pub fn clerk(name: &str, version: &str) -> Vec<u8> {
    let clerk = ombud_testkit::pack("tests/guests/clerk");
    let manifest = ombud_host::inspect(&clerk).expect("a plugin").manifest;
    let text = serde_json::to_string(&manifest).expect("JSON");
    let text = text.replace("clerk:", &format!("{name}:"));
    let mut manifest: Value = serde_json::from_str(&text).expect("JSON");
    manifest["plugin"]["id"] = name.into();
    manifest["plugin"]["version"] = version.into();
    ombud_testkit::with_manifest(&clerk, &manifest.to_string())
}
