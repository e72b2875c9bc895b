//! `ombud plugin new`: begins a plugin, from templates that are part of the program.

use super::folder::checkout;
use crate::cli::Outcome;
use clap::{Args, ValueEnum};
use ombud_access::PluginId;
use ombud_host::Manifest;
use std::path::{Path, PathBuf};

include!(concat!(env!("OUT_DIR"), "/begin.rs"));

/// Where the SDK goes in a folder that lies in no checkout.
const KIT: &str = ".ombud";

/// What the templates are called, and their one example in the project's lock file.
const TEMPLATE: &str = "greeter";
const EXAMPLE: &str = "ombud-hello";

/// Stands in shared files for the file in which the program begins.
const MAIN: &str = "MAIN";

/// Begin a plugin: a folder that builds and passes its tests.
///
/// It holds a route, a scenario to test it, and what an administrator reads. Outside of a checkout of Ombud the SDK comes
/// along, in `.ombud/`.
#[derive(Args)]
pub(crate) struct New {
    /// Its id: lower-case letters, digits and `-`. It becomes part of its paths and permissions.
    name: String,
    /// The folder in which its folder is made.
    #[arg(long = "in", value_name = "FOLDER", default_value = ".")]
    place: PathBuf,
    /// What it is written in.
    #[arg(long, value_enum, default_value_t)]
    language: Language,
}

/// What plugins are begun in.
#[derive(Clone, Copy, Default, ValueEnum)]
enum Language {
    #[default]
    Rust,
    #[value(name = "javascript", alias = "js")]
    JavaScript,
    Python,
}

/// Where a plugin's folder lies.
enum Home {
    /// It belongs to the workspace of a checkout.
    Workspace,
    /// Elsewhere in a checkout, which is so far above it.
    Checkout(String),
    /// Anywhere.
    Alone,
}

impl Language {
    /// What only plugins in this language have.
    fn files(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Language::Rust => RUST,
            Language::JavaScript => JAVASCRIPT,
            Language::Python => PYTHON,
        }
    }

    /// Where its program begins.
    fn main(self) -> &'static str {
        match self {
            Language::Rust => "src/lib.rs",
            Language::JavaScript => "app.js",
            Language::Python => "app.py",
        }
    }
}

impl New {
    pub fn run(self) -> Outcome {
        let id: PluginId = PluginId::parse(&self.name)
            .map_err(|_| format!("`{}` is no id of a plugin: it has lower-case letters, digits and `-`, and begins with a letter", self.name))?;
        if ombud_bundle::plugins().iter().any(|plugin| plugin.name == id.as_str()) {
            return Err(format!("`{id}` is taken: it comes with every desk; choose another name").into());
        }
        let place =
            self.place.canonicalize().map_err(|error| format!("`{}`: {error}", self.place.display()))?;
        let folder = place.join(id.as_str());
        if folder.exists() {
            return Err(format!(
                "`{}` is there already; choose another name, or another folder with --in",
                folder.display()
            )
            .into());
        }
        let home = Home::of(&folder);
        let mut files: Vec<(String, String)> = self
            .language
            .files()
            .iter()
            .chain(SHARED)
            .map(|(path, text)| {
                ((*path).to_owned(), named(path, text, &id).replace(MAIN, self.language.main()))
            })
            .collect();
        // The kernel's own rules for names, before anything is written.
        if let Some((_, manifest)) = files.iter().find(|(path, _)| path == "plugin.toml") {
            Manifest::from_toml(manifest)?;
        }
        match self.language {
            Language::Rust => files.extend(home.cargo(&id)?),
            Language::JavaScript | Language::Python => files.push(ignore()),
        }
        for (path, text) in &files {
            write(&folder.join(path), text)?;
        }
        let shown = self.place.join(id.as_str());
        let shown = shown.strip_prefix(".").unwrap_or(&shown).display();
        println!(
            "{shown} is begun: plugin.toml says what it asks for, {} what it does.",
            self.language.main()
        );
        println!("  ombud plugin test {shown}    builds it and runs its scenarios");
        println!("  ombud plugin dev {shown}     opens a desk with it that follows each change");
        Ok(())
    }
}

impl Home {
    fn of(folder: &Path) -> Home {
        let Some(root) = checkout(folder) else { return Home::Alone };
        match folder.strip_prefix(&root).ok().map(|below| below.components().count()) {
            Some(2) if folder.starts_with(root.join("plugins")) => Home::Workspace,
            Some(depth) => Home::Checkout("../".repeat(depth)),
            None => Home::Alone,
        }
    }

    /// What cargo needs, besides the template.
    fn cargo(&self, id: &PluginId) -> Outcome<Vec<(String, String)>> {
        let crate_name = format!("{id}-plugin");
        let workspace = |what: &str| format!("{what}.workspace = true\n");
        let mut text = format!("[package]\nname = \"{crate_name}\"\n");
        let versions = dependencies(&["serde", "serde_json"])?;
        match self {
            Home::Workspace => {
                for field in ["version", "edition", "rust-version", "license", "publish"] {
                    text += &workspace(field);
                }
            }
            Home::Checkout(_) | Home::Alone => {
                text += "version = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"1.95\"\npublish = false\n";
            }
        }
        text += "\n[lib]\ncrate-type = [\"cdylib\", \"rlib\"]\n\n[dependencies]\n";
        text += &match self {
            Home::Workspace => workspace("ombud-plugin") + &workspace("serde"),
            Home::Checkout(up) => format!("ombud-plugin = {{ path = \"{up}plugins/sdk\" }}\n{}", versions[0]),
            Home::Alone => format!("ombud-plugin = {{ path = \"{KIT}/plugins/sdk\" }}\n{}", versions[0]),
        };
        text += "\n[dev-dependencies]\n";
        match self {
            Home::Workspace => text += &(workspace("serde_json") + "\n[lints]\nworkspace = true\n"),
            Home::Checkout(_) | Home::Alone => text += &versions[1],
        }
        let mut files = Vec::new();
        if !matches!(self, Home::Workspace) {
            text +=
                &format!("\n# It belongs to no workspace around it.\n[workspace]\nexclude = [\"{KIT}\"]\n");
            files.push(("Cargo.lock".to_owned(), LOCK.replace(EXAMPLE, &crate_name)));
            files.push(ignore());
        }
        if let Home::Alone = self {
            files.extend(SDK.iter().map(|(path, text)| (format!("{KIT}/{path}"), (*text).to_owned())));
            files.push((format!("{KIT}/Cargo.toml"), kit()?));
        }
        files.push(("Cargo.toml".to_owned(), text));
        Ok(files)
    }
}

/// What is made again needs no place in git.
fn ignore() -> (String, String) {
    (".gitignore".to_owned(), "/target\n".to_owned())
}

/// The template's text with the plugin's own names.
fn named(path: &str, text: &str, id: &PluginId) -> String {
    let words: Vec<String> = id.as_str().split('-').filter(|word| !word.is_empty()).map(capital).collect();
    let title = match Path::new(path).extension().is_some_and(|ending| ending == "rs") {
        true => words.concat(),
        false => capital(&id.as_str().replace('-', " ")),
    };
    text.replace(&capital(TEMPLATE), &title).replace(TEMPLATE, id.as_str())
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The project's own Cargo.toml, read.
fn workspace() -> Outcome<toml::Table> {
    let project: toml::Table = WORKSPACE.parse()?;
    match project.get("workspace") {
        Some(toml::Value::Table(workspace)) => Ok(workspace.clone()),
        _ => Err("this program was built without its workspace".into()),
    }
}

/// Lines with the versions that the project uses.
fn dependencies(names: &[&str]) -> Outcome<Vec<String>> {
    let all = workspace()?;
    let line = |name: &&str| {
        let value = all.get("dependencies").and_then(|all| all.get(*name));
        let value = value.ok_or_else(|| format!("this program was built without `{name}`"))?;
        Ok(format!("{name} = {value}\n"))
    };
    names.iter().map(line).collect()
}

/// The workspace in which the SDK stands when it has left the project.
fn kit() -> Outcome<String> {
    let mut all = workspace()?;
    let kept: [&str; 4] = ["resolver", "package", "dependencies", "lints"];
    all.retain(|key, _| kept.contains(&key));
    if let Some(toml::Value::Table(dependencies)) = all.get_mut("dependencies") {
        let sdk = SDK.iter().find(|(path, _)| *path == "plugins/sdk/Cargo.toml");
        let used = |name: &str| sdk.is_some_and(|(_, text)| text.contains(&format!("\n{name}.workspace")));
        dependencies.retain(|name, _| used(name));
    }
    all.insert("members".into(), toml::Value::Array(vec!["plugins/sdk".into()]));
    let whole = toml::Table::from_iter([("workspace".to_owned(), toml::Value::Table(all))]);
    Ok(format!("# The SDK of Ombud, as `ombud plugin new` brought it along.\n{}", toml::to_string(&whole)?))
}

fn write(path: &Path, text: &str) -> Outcome {
    let folder = path.parent().unwrap_or(path);
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(path, text))
        .map_err(|error| format!("`{}` cannot be written: {error}", path.display()).into())
}
