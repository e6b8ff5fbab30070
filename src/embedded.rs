//! Cargo's build script: the program is made of the files of the theme and the starter folder too, so one added there
//! must not wait for a change in the code.

fn main() {
    println!("cargo:rerun-if-changed=themes/standard");
    println!("cargo:rerun-if-changed=src/command/starter");
    println!("cargo:rerun-if-changed=src/embedded.rs");
}
