//! The `kanwu` command.
fn main() {}
