//! Path patterns of plugin routes: `/api/tickets/{id}`, `/files/{path...}`.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A parsed pattern. Parsing and printing are each other's inverse.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RoutePattern(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Word(String),
    One(String),
    Rest(String),
}

impl RoutePattern {
    /// Whether a decoded path (beginning with `/`) is meant.
    pub fn matches(&self, path: &str) -> bool {
        let Some(path) = path.strip_prefix('/') else { return false };
        let mut segments = path.split('/');
        for part in &self.0 {
            match part {
                Part::Rest(_) => return segments.next().is_some_and(|s| !s.is_empty()),
                Part::Word(word) if segments.next() == Some(word) => {}
                Part::One(_) if segments.next().is_some_and(|s| !s.is_empty()) => {}
                _ => return false,
            }
        }
        segments.next().is_none_or(|s| self.0.is_empty() && s.is_empty()) && segments.next().is_none()
    }

    /// How many placeholders it has.
    pub fn parameters(&self) -> usize {
        self.0.iter().filter(|part| !matches!(part, Part::Word(_))).count()
    }

    /// The path with this in the place of each placeholder. It must be plain: what could mean something else in an
    /// address is not escaped.
    pub fn filled(&self, value: &str) -> String {
        let segment = |part: &Part| match part {
            Part::Word(word) => format!("/{word}"),
            Part::One(_) | Part::Rest(_) => format!("/{value}"),
        };
        if self.0.is_empty() { "/".to_owned() } else { self.0.iter().map(segment).collect() }
    }

    /// Fixed words count more than placeholders, so that `/new` wins over `/{id}`.
    pub fn rank(&self) -> impl Ord + use<> {
        self.0
            .iter()
            .map(|p| match p {
                Part::Word(_) => 0u8,
                Part::One(_) => 1,
                Part::Rest(_) => 2,
            })
            .collect::<Vec<_>>()
    }
}

impl TryFrom<String> for RoutePattern {
    type Error = String;

    fn try_from(text: String) -> Result<RoutePattern, String> {
        let Some(rest) = text.strip_prefix('/') else {
            return Err(format!("path `{text}` must begin with `/`"));
        };
        if rest.is_empty() {
            return Ok(RoutePattern(Vec::new()));
        }
        let mut parts = Vec::new();
        for segment in rest.split('/') {
            if matches!(parts.last(), Some(Part::Rest(_))) {
                return Err(format!("path `{text}`: nothing can follow `{{…...}}`"));
            }
            let hole = segment.strip_prefix('{').and_then(|s| s.strip_suffix('}'));
            parts.push(match hole {
                Some(name) => match name.strip_suffix("...") {
                    Some(name) => Part::Rest(name.to_owned()),
                    None => Part::One(name.to_owned()),
                },
                None if segment.is_empty() || segment.contains(['{', '}', '?', '#']) => {
                    return Err(format!("path `{text}`: `{segment}` is neither a word nor a `{{name}}`"));
                }
                None => Part::Word(segment.to_owned()),
            });
        }
        Ok(RoutePattern(parts))
    }
}

impl From<RoutePattern> for String {
    fn from(pattern: RoutePattern) -> String {
        pattern.to_string()
    }
}

impl fmt::Display for RoutePattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("/");
        }
        for part in &self.0 {
            match part {
                Part::Word(word) => write!(f, "/{word}")?,
                Part::One(name) => write!(f, "/{{{name}}}")?,
                Part::Rest(name) => write!(f, "/{{{name}...}}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(text: &str) -> RoutePattern {
        RoutePattern::try_from(text.to_owned()).unwrap()
    }

    #[test]
    fn a_pattern_prints_as_it_was_written() {
        for text in ["/", "/api/tickets", "/api/tickets/{id}/messages", "/files/{path...}"] {
            assert_eq!(pattern(text).to_string(), text);
        }
    }

    #[test]
    fn a_placeholder_stands_for_exactly_one_segment() {
        let p = pattern("/api/tickets/{id}");
        assert!(p.matches("/api/tickets/7"));
        for path in ["/api/tickets", "/api/tickets/", "/api/tickets/7/messages", "api/tickets/7"] {
            assert!(!p.matches(path), "{path}");
        }
    }

    #[test]
    fn the_root_is_only_the_root() {
        assert!(pattern("/").matches("/"));
        assert!(!pattern("/").matches("/x"));
        assert!(!pattern("/x").matches("/"));
    }

    #[test]
    fn the_rest_needs_at_least_one_segment() {
        assert!(pattern("/f/{p...}").matches("/f/a/b"));
        assert!(!pattern("/f/{p...}").matches("/f/"));
    }

    #[test]
    fn nonsense_is_refused_with_the_part_named() {
        for text in ["x", "/a//b", "/a/{b...}/c", "/a{b}"] {
            assert!(RoutePattern::try_from(text.to_owned()).is_err(), "{text}");
        }
    }
}
