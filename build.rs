//! The standard theme is carried inside the program: when a file in its folder comes, goes or changes, the program is old.

fn main() {
    println!("cargo:rerun-if-changed=themes/standard");
}
