//! From compiled code and a manifest to the file that is installed.

use crate::PackError;
use std::collections::BTreeMap;
use wasm_encoder::{ComponentSection, CustomSection, Encode};
use wasmparser::{Encoding, Parser, Payload};

/// The custom section of the component that holds the manifest, as JSON with sorted keys.
pub const MANIFEST_SECTION: &str = "ombud:manifest";

/// What the names of the custom sections begin with that hold the files of frames; the rest is the path below `ui/`.
pub const UI_SECTION: &str = "ombud:ui/";

/// What the names of the custom sections begin with that hold catalogues; the rest is the language.
pub const TEXTS_SECTION: &str = "ombud:texts/";

/// [`seal_with`] no files of frames and no catalogues.
pub fn seal(code: &[u8], manifest: &str) -> Result<Vec<u8>, PackError> {
    seal_with(code, manifest, &BTreeMap::new(), &BTreeMap::new())
}

/// Makes a component of `code` if it is a core module (as Rust makes it), checks it, and appends the manifest,
/// which is given as TOML, after the files of its frames and its catalogues. Components of other languages are taken as they are.
pub fn seal_with(
    code: &[u8],
    manifest: &str,
    files: &BTreeMap<String, Vec<u8>>,
    texts: &BTreeMap<String, Vec<u8>>,
) -> Result<Vec<u8>, PackError> {
    let manifest = canonical(manifest)?;
    let mut component = match encoding(code)? {
        Encoding::Component => code.to_vec(),
        Encoding::Module => wit_component::ComponentEncoder::default()
            .validate(true)
            .module(code)
            .and_then(|mut encoder| encoder.encode())
            .map_err(|error| PackError::Encode(format!("{error:#}")))?,
    };
    if is_sealed(&component)? {
        return Err(PackError::Sealed);
    }
    for (path, bytes) in files {
        append(&mut component, &format!("{UI_SECTION}{path}"), bytes);
    }
    for (language, bytes) in texts {
        append(&mut component, &format!("{TEXTS_SECTION}{language}"), bytes);
    }
    append(&mut component, MANIFEST_SECTION, manifest.as_bytes());
    Ok(component)
}

fn append(component: &mut Vec<u8>, name: &str, data: &[u8]) {
    let section = CustomSection { name: name.into(), data: data.into() };
    component.push(section.id());
    section.encode(component);
}

/// The same sealed component with another manifest, given as JSON: what a next version, or a liar, would send.
///
/// # Errors
/// If it is no component, or none that is sealed.
pub fn reseal(component: &[u8], manifest: &str) -> Result<Vec<u8>, PackError> {
    let mut depth = 0_u32;
    let (mut end, mut found) = (0, None);
    for payload in Parser::new(0).parse_all(component) {
        let payload = payload.map_err(|error| PackError::Encode(error.to_string()))?;
        match &payload {
            Payload::Version { range, .. } => {
                depth += 1;
                end = range.end;
            }
            Payload::End(at) => {
                depth -= 1;
                end = *at;
            }
            Payload::CustomSection(section) if depth == 1 && section.name() == MANIFEST_SECTION => {
                found = Some((end, section.range().end));
            }
            _ => end = payload.as_section().map_or(end, |(_, range)| range.end),
        }
    }
    let (start, end) = found.ok_or_else(|| PackError::Encode("it is not sealed".into()))?;
    let mut other = [&component[..start], &component[end..]].concat();
    append(&mut other, MANIFEST_SECTION, manifest.as_bytes());
    Ok(other)
}

/// The same manifest is always the same bytes, so that two builds can be compared.
fn canonical(manifest: &str) -> Result<String, PackError> {
    let mut value: serde_json::Value = toml::from_str(manifest)?;
    value.sort_all_objects();
    Ok(value.to_string())
}

fn encoding(code: &[u8]) -> Result<Encoding, PackError> {
    match Parser::new(0).parse_all(code).next() {
        Some(Ok(Payload::Version { encoding, .. })) => Ok(encoding),
        _ => Err(PackError::Encode("this is not WebAssembly".into())),
    }
}

fn is_sealed(component: &[u8]) -> Result<bool, PackError> {
    let mut depth = 0_u32;
    for payload in Parser::new(0).parse_all(component) {
        match payload.map_err(|error| PackError::Encode(error.to_string()))? {
            Payload::Version { .. } => depth += 1,
            Payload::End(_) => depth -= 1,
            Payload::CustomSection(section) if depth == 1 && section.name() == MANIFEST_SECTION => {
                return Ok(true);
            }
            _ => {}
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A component without anything in it.
    const EMPTY: &[u8] = b"\0asm\x0d\0\x01\0";

    #[test]
    fn the_manifest_stands_at_the_end_with_sorted_keys() {
        let sealed = seal(EMPTY, "z = 1\n[plugin]\nid = \"a\"\n").unwrap();
        assert!(sealed.ends_with(br#"ombud:manifest{"plugin":{"id":"a"},"z":1}"#));
        assert!(is_sealed(&sealed).unwrap());
    }

    #[test]
    fn a_sealed_component_can_get_another_manifest() {
        let sealed = seal(EMPTY, "a = 1").unwrap();
        let other = reseal(&sealed, r#"{"b":2}"#).unwrap();
        assert_eq!(other, seal(EMPTY, "b = 2").unwrap());
        assert!(reseal(EMPTY, "{}").is_err());
    }

    #[test]
    fn nothing_is_sealed_twice() {
        let sealed = seal(EMPTY, "").unwrap();
        assert!(matches!(seal(&sealed, ""), Err(PackError::Sealed)));
    }

    #[test]
    fn what_is_not_webassembly_is_refused() {
        let error = seal(b"#!/bin/sh", "").unwrap_err().to_string();
        assert_eq!(error, "cannot make a component of it: this is not WebAssembly");
    }
}
