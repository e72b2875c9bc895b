//! The tools for other languages: pinned, installed once, and only for this project.

use crate::PackError;
use crate::process::{last_line, run};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

/// A tool and how it is installed.
pub(crate) struct Toolchain {
    /// As people know it.
    pub name: &'static str,
    /// Which one: it is part of the folder's name, so another version is another folder.
    pub version: &'static str,
    /// Files that the installer reads: names and texts.
    pub files: &'static [(&'static str, &'static str)],
    /// Installs it into its working directory.
    pub install: fn() -> Command,
    /// What to do if that fails.
    pub remedy: &'static str,
}

impl Toolchain {
    /// The folder with the tool, which is installed first if it is not there.
    pub fn ensure(&self, target_dir: &Path) -> Result<PathBuf, PackError> {
        let all = absolute(target_dir)?.with_file_name("toolchains");
        let place = all.join(format!("{}-{}", self.name, self.version));
        if place.is_dir() {
            return Ok(place);
        }
        eprintln!("installing {} {} into {}", self.name, self.version, all.display());
        // Made apart and then named, so that what has the name is whole, whoever else installs it meanwhile.
        let unfinished = all.join(format!("{}.{}", self.name, std::process::id()));
        let made = self.install_into(&unfinished);
        if made.is_ok() {
            // If it is there by now, somebody else was faster.
            let _ = fs::rename(&unfinished, &place);
        }
        let _ = fs::remove_dir_all(&unfinished);
        made.map(|()| place)
    }

    fn install_into(&self, folder: &Path) -> Result<(), PackError> {
        let unwritable = |source| PackError::Write { path: folder.into(), source };
        fs::create_dir_all(folder).map_err(unwritable)?;
        for (name, text) in self.files {
            fs::write(folder.join(name), text).map_err(unwritable)?;
        }
        let missing = |why: String| PackError::NoTool {
            tool: format!("{} {}", self.name, self.version),
            why,
            remedy: self.remedy,
        };
        match run((self.install)().current_dir(folder)) {
            Ok(output) if output.status.success() => Ok(()),
            Ok(output) => Err(missing(last_line(&output.stderr))),
            Err(error) => Err(missing(error.to_string())),
        }
    }
}

/// Tools run in folders of their own, so what is said to them must not depend on where we are.
pub(crate) fn absolute(path: &Path) -> Result<PathBuf, PackError> {
    std::path::absolute(path).map_err(|source: io::Error| PackError::Read { path: path.into(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn with(install: fn() -> Command) -> Toolchain {
        Toolchain {
            name: "bellfounder",
            version: "1.2",
            files: &[("mould.txt", "a bell")],
            install,
            remedy: "find another",
        }
    }

    #[test]
    fn a_tool_is_installed_once() {
        let home = tempfile::tempdir().unwrap();
        let target = home.path().join("plugins");
        let tool = with(|| {
            let mut command = Command::new("cp");
            command.args(["mould.txt", "bell.txt"]);
            command
        });
        let place = tool.ensure(&target).unwrap();
        assert_eq!(place, home.path().join("toolchains/bellfounder-1.2"));
        assert_eq!(fs::read_to_string(place.join("bell.txt")).unwrap(), "a bell");
        let never = with(|| Command::new("no such program"));
        assert_eq!(never.ensure(&target).unwrap(), place);
        assert_eq!(fs::read_dir(home.path().join("toolchains")).unwrap().count(), 1);
    }

    #[test]
    fn one_that_cannot_be_installed_says_what_to_do_and_leaves_nothing() {
        let home = tempfile::tempdir().unwrap();
        for install in [|| Command::new("false"), || Command::new("no such program")] {
            let error = with(install).ensure(&home.path().join("plugins")).unwrap_err().to_string();
            assert!(error.starts_with("bellfounder 1.2 is missing and could not be installed"), "{error}");
            assert!(error.ends_with("find another, then pack again"), "{error}");
        }
        assert_eq!(fs::read_dir(home.path().join("toolchains")).unwrap().count(), 0);
    }
}
