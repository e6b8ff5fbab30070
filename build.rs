//! Tells cargo that the program is made of the theme's files too: a file added to the folder must not wait for a change in the code.

fn main() {
    println!("cargo:rerun-if-changed=themes/standard");
    println!("cargo:rerun-if-changed=build.rs");
}
