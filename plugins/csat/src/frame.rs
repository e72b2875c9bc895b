//! The page around every page.

use crate::route::{Asked, Route};
use ombud_plugin::frame::Frame;
use ombud_plugin::{Cx, Error, Response, text};

/// In the words of this plugin.
pub const FRAME: Frame = ombud_plugin::frame!();

/// A page that tells what went wrong, with the way back.
pub fn trouble(cx: &Cx, error: &Error) -> Response {
    let back = Route::Report(Asked::default()).to_string();
    FRAME.trouble(error, (&back, text!("satisfaction")), |title, content| FRAME.narrow(cx, title, content))
}
