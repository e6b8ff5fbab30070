//! Markdown and the HTML it becomes.

use crate::markdown::testing::{Everywhere, html, source};
use crate::markdown::{
    Href, Image, ImageHtml, Link, Part, Quotes, Reference, ReferenceHtml, Resolver, Words, inline, plain, render,
};

#[test]
fn lists_are_written_tight_or_loose_and_keep_their_start() {
    assert_eq!(
        html("- a\n- b\n  1. c\n  2. d\n"),
        "<ul>\n<li>a</li>\n<li>b\n<ol>\n<li>c</li>\n<li>d</li>\n</ol>\n</li>\n</ul>\n"
    );
    assert_eq!(html("3. a\n\n   b\n"), "<ol start=\"3\">\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n</ol>\n");
}

#[test]
fn tasks_are_signs_with_a_name() {
    assert_eq!(
        html("- [ ] a\n- [x] b\n"),
        "<ul class=\"oppgaver\">\n\
         <li><span class=\"oppgave\" role=\"img\" aria-label=\"Ikke gjort\">☐</span> a</li>\n\
         <li><span class=\"oppgave\" role=\"img\" aria-label=\"Gjort\">☑</span> b</li>\n</ul>\n"
    );
    assert!(html("- [x] a\n\n- b\n").contains("☑</span> \n<p>a</p>"));
}

#[test]
fn definitions_are_a_list_of_terms() {
    assert_eq!(
        html("Bostøtte\n: Statlig støtte.\n: En til.\n\n  Mer.\n"),
        "<dl>\n<dt>Bostøtte</dt>\n<dd>Statlig støtte.</dd>\n<dd>\n<p>En til.</p>\n<p>Mer.</p>\n</dd>\n</dl>\n"
    );
}

#[test]
fn code_can_be_reached_by_keyboard_and_is_escaped() {
    assert_eq!(
        html("```yaml x\na: <b> & \"c\" -- 'd'\n```\n"),
        "<pre tabindex=\"0\"><code class=\"language-yaml\">a: &lt;b&gt; &amp; \"c\" -- 'd'\n</code></pre>\n"
    );
    assert_eq!(html("    a\n"), "<pre tabindex=\"0\"><code>a\n</code></pre>\n");
    assert_eq!(html("```\"><x\n```\n"), "<pre tabindex=\"0\"><code class=\"language-x\"></code></pre>\n");
}

#[test]
fn links_are_escaped_and_open_in_the_same_window() {
    assert_eq!(
        html("[A & B](https://x.no/?a=1&b=ø \"T \\\"q\\\"\") og [c](<d e.md>) <a@b.no>"),
        "<p><a class=\"ekstern\" href=\"https://x.no/?a=1&amp;b=%C3%B8\" title=\"T &quot;q&quot;\">A &amp; B</a> og \
         <a href=\"d%20e.md\">c</a> <a href=\"mailto:a@b.no\">a@b.no</a></p>\n"
    );
}

#[test]
fn marks_breaks_and_rules_are_written() {
    assert_eq!(
        html("*a* **b** ~~c~~ `d`  \ne\\\nf\ng\n\n***\n"),
        "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d</code><br>\ne<br>\nf\ng</p>\n<hr>\n"
    );
}

#[test]
fn a_dangerous_link_is_only_its_text() {
    assert_eq!(html("[*x*](javascript:y) ![z](file:///q)"), "<p><em>x</em> z</p>\n");
}

#[test]
fn windows_line_endings_make_the_same_page() {
    let text = "## Å\n\n| a |\n|---|\n| b |\nTabell: c\n\n> [!TIP]\n> d\n\nT\n: e\n\n```\nf\n```\n";
    assert_eq!(html(&text.replace('\n', "\r\n")), html(text));
}

#[test]
fn a_value_of_one_line_is_never_a_block() {
    let line = |text| inline(text, Quotes::Norske, &mut Everywhere::new());
    assert_eq!(line("1. Bolig"), "1. Bolig");
    assert_eq!(line("- a"), "- a");
    assert_eq!(line("# *Nr.* 1\n===\n| a |"), "# <em>Nr.</em> 1 === | a |");
    assert_eq!(
        line("_a_ \"b\" [[c|d]] <b>"),
        "<em>a</em> «b» <a href=\"ref/c\">d</a> &lt;b&gt;".replace("&lt;b&gt;", "")
    );
    assert_eq!(line("    x"), "x");
    assert_eq!(line(""), "");
    assert_eq!(plain(" *Mål* & \"midler\" [[s1]] [[s2|to]] `c` ", Quotes::Norske), "Mål & «midler» s1 to c");
}

/// Links the word «mål», has a prefix and stands below a level-two heading.
struct Ordliste(Everywhere);

impl Resolver for Ordliste {
    fn link(&mut self, link: &Link) -> Option<Href> {
        self.0.link(link)
    }
    fn reference(&mut self, reference: &Reference) -> ReferenceHtml {
        match reference.target.as_str() {
            "tekst" => ReferenceHtml::Text("a < b".into()),
            _ => ReferenceHtml::Link {
                url: "x.html#\"".into(),
                text: "<y>".into(),
                title: Some("t\"".into()),
                class: Some("begrep".into()),
            },
        }
    }
    fn image(&mut self, image: &Image) -> Option<ImageHtml> {
        Some(ImageHtml { src: format!("../{}", image.src), width: Some(8), height: Some(6) })
    }
    fn words(&self) -> &Words {
        self.0.words()
    }
    fn text(&mut self, text: &str, out: &mut String) {
        out.push_str(
            &text.replace("samme\nsak", "<a href=\"s\">samme sak</a>").replace("mål", "<a href=\"m\">mål</a>"),
        );
    }
    fn id_prefix(&self) -> String {
        "k1-".into()
    }
    fn heading_shift(&self) -> u8 {
        1
    }
}

fn with_glossary(text: &str) -> String {
    let parts = render(&source(text, 0), &mut Ordliste(Everywhere::new()));
    parts.iter().map(|part| if let Part::Html(html) = part { html.as_str() } else { "" }).collect()
}

#[test]
fn running_text_is_offered_to_the_glossary_and_nothing_else_is() {
    let out = with_glossary("## mål\n\nmål *mål* `mål` [mål](a.md)\n\n| mål |\n|---|\n| mål |\n");
    assert_eq!(out.matches("href=\"m\"").count(), 3, "{out}");
    assert!(with_glossary("om samme\nsak").contains("<a href=\"s\">samme sak</a>"));
    assert!(!out.contains("<a href=\"a.md\"><a") && out.contains("<code>mål</code>"));
}

#[test]
fn ids_levels_and_sizes_follow_the_resolver() {
    let out = with_glossary("## A\n\n![b](c.png) x[^1]\n\n[^1]: d\n");
    assert!(out.contains("<h3 id=\"k1-a\">A</h3>"), "the address to copy is on the text's own page: {out}");
    assert!(out.contains("<img src=\"../c.png\" alt=\"b\" width=\"8\" height=\"6\" loading=\"lazy\">"), "{out}");
    assert!(out.contains("id=\"k1-fotnote-1\"") && out.contains("href=\"#k1-fotnotehenvisning-1-1\""), "{out}");
}

#[test]
fn what_the_resolver_says_is_escaped() {
    assert_eq!(
        with_glossary("[[x]] [[tekst]]"),
        "<p><a class=\"begrep\" href=\"x.html#%22\" title=\"t&quot;\">&lt;y&gt;</a> a &lt; b</p>\n"
    );
}
