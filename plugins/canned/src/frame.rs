//! The page around every page.

use crate::route::Route;
use crate::texts;
use ombud_plugin::frame::Frame;
use ombud_plugin::{Cx, Error, Response};

/// In the words of this plugin.
pub const FRAME: Frame = ombud_plugin::frame!();

/// A page that tells what went wrong, with the way back.
pub fn trouble(cx: &Cx, error: &Error) -> Response {
    let back = Route::list().to_string();
    FRAME.trouble(error, (&back, texts::answers()), |title, content| FRAME.narrow(cx, title, content))
}
