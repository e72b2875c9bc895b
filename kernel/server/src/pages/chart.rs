//! A chart of the last hour, minute by minute: a picture drawn by the kernel, readable without script, and the same
//! figures in words for whoever does not see it.

use crate::http::speech::text;
use maud::{Markup, html};

/// Minutes of an hour.
pub(super) const MINUTES: usize = 60;

const HEIGHT: u64 = 64;
const STEP: usize = 10;

/// One bar: its height, the part of it that went wrong, and what it is.
#[derive(Clone, Default)]
pub(super) struct Bar {
    pub value: u64,
    pub wrong: u64,
    pub told: String,
}

/// The bars of an hour. `most` says the highest in words; `whole`, what the picture shows.
pub(super) fn draw(name: &str, title: &str, whole: &str, most: &str, bars: &[Bar]) -> Markup {
    let highest = bars.iter().map(|bar| bar.value).max().unwrap_or(0).max(1);
    let height = |value: u64| if value == 0 { 0 } else { (value * HEIGHT / highest).max(1) };
    html! {
        figure class="chart" {
            figcaption { strong { (title) } span class="hint" { (most) } }
            svg viewBox={ "0 0 " (MINUTES * STEP) " " (HEIGHT + 2) } preserveAspectRatio="none" role="img"
                aria-labelledby=(name) {
                title id=(name) { (whole) }
                @for (n, bar) in bars.iter().enumerate() {
                    @let (up, bad) = (height(bar.value), height(bar.wrong.min(bar.value)));
                    g {
                        title { (bar.told) }
                        rect class="minute" x=(n * STEP) y="0" width=(STEP) height=(HEIGHT + 2) {}
                        rect class="bar" x=(n * STEP + 1) y=(HEIGHT - up) width=(STEP - 2) height=(up) {}
                        @if bad > 0 {
                            rect class="bar wrong" x=(n * STEP + 1) y=(HEIGHT - bad) width=(STEP - 2) height=(bad) {}
                        }
                    }
                }
                rect class="ground" x="0" y=(HEIGHT) width=(MINUTES * STEP) height="1" {}
            }
            div class="axis" aria-hidden="true" { span { (text!("chart-begin")) } span { (text!("chart-end")) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_bar_fills_the_chart_and_a_small_one_is_still_seen() {
        let bar = |value, wrong| Bar { value, wrong, told: format!("{value} <calls>") };
        let drawn = draw("c", "Calls", "all", "most", &[bar(6_400, 0), bar(1, 1), bar(0, 0)]).into_string();
        assert!(drawn.contains("y=\"0\" width=\"8\" height=\"64\""), "{drawn}");
        assert_eq!(drawn.matches("class=\"bar wrong\"").count(), 1);
        assert!(drawn.contains("y=\"63\" width=\"8\" height=\"1\""), "{drawn}");
        assert!(drawn.contains("6400 &lt;calls&gt;"));
    }
}
