//! Links with the names Planverk uses while it writes: what they lead to is somebody else's.

use std::os::unix::fs::symlink;

use super::*;

/// A folder beside `public` with files of the names a site and an unfinished one have.
fn with_others(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write(&tree(&[("index.html", "1"), ("plan/a.html", "1")]));
    for path in ["viktig/0", "viktig/index.html", "viktig/plan/a.html", "viktig/notat.txt"] {
        let path = folder.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "mitt").unwrap();
    }
    folder
}

#[test]
fn a_link_where_an_unfinished_site_would_be_is_refused_and_what_it_leads_to_is_left_alone() {
    for name in [".public.planverk-ny", ".public.planverk-gammel", "public/.planverk-ny"] {
        let folder = with_others(&format!("lenket-{}", name.replace('/', "-")));
        // As if the folder had been a site: what is on its list would be removed.
        fs::copy(folder.out().join(manifest::NAME), folder.0.join("viktig").join(manifest::NAME)).unwrap();
        symlink(folder.0.join("viktig"), folder.0.join(name)).unwrap();
        let error = folder.refused(&tree(&[("index.html", "2")]));
        assert!(error.path.ends_with(name) && error.reason.contains("lenke"), "{error}");
    }
}

#[test]
fn a_link_where_the_old_site_would_be_does_not_become_the_site() {
    let folder = with_others("lenket-uten");
    fs::remove_dir_all(folder.out()).unwrap();
    symlink("viktig", folder.0.join(".public.planverk-gammel")).unwrap();
    folder.refused(&tree(&[("index.html", "2")]));
}

#[test]
fn a_file_with_the_name_of_an_unfinished_site_is_refused_too() {
    for name in [".public.planverk-ny", "public/.planverk-ny"] {
        let folder = with_others(&format!("fil-{}", name.replace('/', "-")));
        fs::write(folder.0.join(name), "mitt").unwrap();
        assert!(folder.refused(&tree(&[("index.html", "2")])).path.ends_with(name));
    }
}

#[test]
fn nothing_is_made_or_locked_through_a_link() {
    for target in ["viktig/ny", "viktig/notat.txt"] {
        let folder = with_others(&format!("laas-{}", target.replace('/', "-")));
        symlink(target, folder.0.join(".public.planverk-laas")).unwrap();
        let error = folder.refused(&tree(&[("index.html", "2")]));
        assert!(error.path.ends_with(".public.planverk-laas") && error.reason.contains("lenke"), "{error}");
    }
}
