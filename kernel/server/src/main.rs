//! The program `ombud`.

fn main() -> std::process::ExitCode {
    ombud_server::cli::run()
}
