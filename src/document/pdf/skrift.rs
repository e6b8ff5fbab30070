//! The faces that PDF files are set in, under the SIL Open Font License (`skrift/OFL.txt`): Noto Sans for text and figures,
//! Libertinus Serif for headings.

/// The faces, in the order they are tried. Noto Sans comes from its crate, so that only the three used are in the program.
pub const FACES: [&[u8]; 4] = [
    notosans::REGULAR_TTF,
    notosans::BOLD_TTF,
    notosans::ITALIC_TTF,
    include_bytes!("skrift/LibertinusSerif-Semibold.otf"),
];
