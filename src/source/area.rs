//! What is read in an author's folder, by name. Finding the files is left to `walk`.

/// The settings, beside the folders.
pub const SETTINGS: &str = "planverk.yaml";

/// The folders that are read, with all that is in them.
pub const FOLDERS: [&str; 3] = ["content", "plans", "themes"];

/// The list of files in a folder that Planverk has built a site in. Such a folder is not read where there are no areas.
pub const MANIFEST: &str = ".planverk-manifest.json";

/// Is this the name of something that is read, and that makes a folder an author's folder?
pub fn is_one(name: &str) -> bool {
    name == SETTINGS || FOLDERS.contains(&name)
}
