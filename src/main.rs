//! The command line of `congvan`.

use std::process::ExitCode;

/// Two workers that ask for memory at once wait for each other in the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    congvan::cli::main()
}
