//! Files: of messages, and those that go along with what is being written.

use super::Page;
use crate::route::{Act, file};
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::FormFile;
use ombud_plugin::address::encode;
use ombud_plugin::desk::tickets::{Attachment, MessageKind};

/// The files of a message. Pictures that stand in the text are not listed again.
pub(super) fn files(attachments: &[Attachment], html: Option<&str>) -> Markup {
    let shown =
        |file: &&Attachment| file.inline.is_some() && html.is_some_and(|html| html.contains(&file.blob));
    let listed: Vec<&Attachment> = attachments.iter().filter(|file| !shown(file)).collect();
    html! {
        @if !listed.is_empty() {
            ul class="files" aria-label=(texts::files()) { @for one in listed { li { (link(one)) } } }
        }
    }
}

/// Pictures up to this size are shown, bytes.
const LARGEST: u64 = 5_000_000;

/// The types of pictures that the kernel gives out as what they are, where the address says so.
const PICTURES: [&str; 4] = ["image/png", "image/jpeg", "image/gif", "image/webp"];

/// Where a picture is that is shown beside its name. None: it is another file, or too large.
fn picture(one: &Attachment) -> Option<String> {
    let kind = one.content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let kind = PICTURES.into_iter().find(|picture| *picture == kind)?;
    let place = file(&one.blob, &one.name);
    (one.size <= LARGEST).then(|| format!("{place}&type={}", encode(kind)))
}

/// The name of a file leads to it. What a picture is called stands beside it, so it says nothing more.
fn link(one: &Attachment) -> Markup {
    html! {
        a href=(file(&one.blob, &one.name)) {
            @if let Some(place) = picture(one) { img src=(place) alt="" width="96" loading="lazy"; }
            span dir="auto" { (one.name) }
            " "
            small { (texts::size(one.size)) }
        }
    }
}

impl Page {
    /// Files that came with the form that could not be done, as far as the draft has not got them.
    fn came(&self, kind: MessageKind) -> impl Iterator<Item = &Attachment> {
        let came = self.kept.files.as_ref().filter(|(of, _)| *of == kind);
        let files = came.map_or(&[][..], |(_, files)| files.as_slice());
        files.iter().filter(move |file| !self.draft(kind).files.contains(file))
    }

    /// Whether files go along with what stands in a composer.
    pub(super) fn has_files(&self, kind: MessageKind) -> bool {
        !self.draft(kind).files.is_empty() || self.came(kind).next().is_some()
    }

    /// What goes along.
    pub(super) fn attached(&self, kind: MessageKind) -> Markup {
        let place = self.form(Act::Draft);
        html! {
            @if self.has_files(kind) {
                ul class="files" aria-label=(texts::files()) {
                    @for one in &self.draft(kind).files {
                        li {
                            input type="hidden" name="with" value=(one.blob);
                            (link(one))
                            button class="quiet" type="submit" formnovalidate formaction=(place) name="drop" value=(one.blob)
                                aria-label=(texts::take_out(&one.name)) { "×" }
                        }
                    }
                    @for one in self.came(kind) {
                        li { input type="hidden" name="file" value=(again(one)); (link(one)) }
                    }
                }
            }
        }
    }

    /// Where files are chosen. After what sends the form: that is its first button.
    pub(super) fn chooser(&self) -> Markup {
        let place = self.form(Act::Draft);
        html! {
            div class="actions" {
                label class="inline" { (texts::attach()) input type="file" name="file" multiple; }
                button type="submit" formnovalidate formaction=(place) name="do" value="attach" { (texts::attach_them()) }
            }
        }
    }
}

/// A file as a form says it that does not send it once more.
fn again(one: &Attachment) -> String {
    let told = FormFile {
        blob: one.blob.clone(),
        name: one.name.clone(),
        content_type: one.content_type.clone(),
        size: one.size,
    };
    serde_json::to_string(&told).unwrap_or_default()
}
