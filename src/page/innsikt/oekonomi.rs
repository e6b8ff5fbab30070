//! Money: the year's frame and who pays, and what each activity says of cost. An amount that was computed says so; a
//! text is never an amount.

use super::ord::Ord;
use crate::chart::Value;
use crate::chart::split::{Part, Split};
use crate::derive::finansiering::{Finansieringsbilde, Fordelt, finansiering, fordeling};
use crate::domain::felt::{Felt, Verdi};
use crate::domain::finansiering::{Finansieringsplan, Ramme};
use crate::language::numbers;
use crate::page::catalogue::PageSpec;
use crate::page::frame::{Fakta, Lenke, rot};
use crate::page::parts::aktivitetsrad::{cost_lines, share_lines};
use crate::page::parts::del::Del;
use crate::page::parts::felt::{Bevis, Vist};
use crate::page::parts::oversikt::{Celle, Kolonne, Linje, Oversikt};
use crate::page::parts::seksjon::{Seksjon, Seksjonsside};
use crate::page::parts::{chrome, diagram, penger};
use crate::page::view::Page;
use crate::page::world::World;
use crate::page::{address, body};
use crate::resolve::item::{ItemId, PlanId};

/// The page.
pub fn page(world: &World, spec: &PageSpec, plan: PlanId) -> Page {
    let ord = Ord::of(world, plan, "oekonomi");
    let money = finansiering(world.site, world.derived, plan);
    let mut frame = chrome::plan_frame(world, plan, &spec.sti, &spec.tittel, &[]);
    let sentence = known(&ord, &money);
    frame.beskrivelse = ord.fill("beskrivelse", &[("plan", &world.site.plan(plan).tittel)]);
    frame.ingress = Some(sentence);
    frame.faktalinje = vec![
        Fakta::new(ord.word("med_beloep"), ord.av(money.med_beloep.len(), money.antall)),
        Fakta::new(ord.word("bare_tekst"), ord.av(money.bare_tekst.len(), money.antall)),
        Fakta::new(ord.word("uten_noe"), ord.av(money.ukjent.len(), money.antall)),
    ];
    let mut side = Seksjonsside::default();
    side.seksjoner.push(frames(world, plan, &ord, &rot(&spec.sti), ""));
    if money.antall > 0 {
        side.seksjoner.push(funders(&ord, &money, ""));
        let all = world.derived.av_slag(world.site, plan, crate::domain::rad::Kind::Aktivitet);
        side.seksjoner.push(
            Seksjon::new("aktivitetene", ord.word("aktivitetene"))
                .ingress(ord.word("aktivitetene_ingress"))
                .med(activities(world, &ord, &all, ""))
                .med(Del::Lenker {
                    lenker: vec![Lenke::new(
                        ord.felles("meny.aktivitetsplan"),
                        address::plan_page(world.site, plan, "aktivitetsplan"),
                    )],
                }),
        );
    }
    side.seksjoner.push(
        Seksjon::new("slik-regner-vi", ord.felles("framdrift.slik_regner_vi"))
            .med(Del::Liste { linjer: (1..=4).map(|n| ord.word(&format!("regel_{n}"))).collect() }),
    );
    side.page(frame)
}

/// What is known and what is not, in one sentence.
fn known(ord: &Ord, money: &Finansieringsbilde) -> String {
    if money.antall == 0 {
        return ord.word("ingen_aktiviteter");
    }
    let values = [
        ("total", ord.tall(money.antall)),
        ("beloep", ord.tall(money.med_beloep.len())),
        ("tekst", ord.tall(money.bare_tekst.len())),
        ("ukjent", ord.tall(money.ukjent.len())),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
    ord.fill("ingress", &values)
}

/// Every year's frame; words when there is none.
pub fn frames(world: &World, plan: PlanId, ord: &Ord, rot: &str, prefix: &str) -> Seksjon {
    let ord = ord.for_side("oekonomi");
    let mut section = Seksjon::new(format!("{prefix}ramme"), ord.word("ramme"));
    let years = &world.site.plan(plan).finansiering;
    if years.is_empty() {
        return section.med(Del::avsnitt(ord.word("ingen_ramme")));
    }
    for (at, year) in years.iter().enumerate() {
        section.deler.extend(one_year(world, &ord, year, rot, &format!("{prefix}aar-{}", at + 1)));
    }
    section
}

fn one_year(world: &World, ord: &Ord, year: &Finansieringsplan, rot: &str, id: &str) -> Vec<Del> {
    let label = year.aar.known().map_or_else(|| ord.word("uten_aar"), |aar| ord.dato(*aar));
    let (parts, shares) = fordeling(year);
    let mut deler = Vec::new();
    let whole = frame_words(world, ord, &year.ramme);
    let mut table = Oversikt::new(
        format!("{id}-tabell"),
        ord.fill("ramme_tabell", &[("aar", &label)]),
        vec![
            Kolonne::ord(ord.word("post")),
            Kolonne::tall(ord.felles("kolonne.andel")),
            Kolonne::ord(ord.word("beloep")),
        ],
    );
    table.push(vec![Celle::ord(ord.word("hele_rammen")), Celle::ord("100\u{a0}%"), Celle::vist(whole.clone())]);
    for part in &parts {
        let share = part.andel.map(|share| format!("{}\u{a0}%", numbers::decimal(share, None)));
        table.push(vec![
            Celle::ord(part.kilde.clone()),
            Celle::ord(share.unwrap_or_default()),
            Celle::ord(part.beloep.map_or_else(String::new, |_| amount(ord, part, year))),
        ]);
    }
    if let Some(said) = spent(world, ord, year, &label) {
        deler.push(Del::avsnitt(said));
        deler
            .extend(year.forbruk.belegg.as_deref().and_then(|b| Bevis::of(world, b)).map(|bevis| Del::Bevis { bevis }));
    }
    if let Some(text) = &whole.tekst {
        deler.push(Del::avsnitt(ord.fill("ramme_setning", &[("aar", &label), ("ramme", text)])));
    }
    if parts.iter().any(|part| part.beloep.is_some()) {
        deler.push(Del::Figur {
            id: format!("{id}-figur"),
            diagram: split(ord, year, &parts, &label, id),
            per_dato: String::new(),
            merknad: if parts.iter().any(|part| part.avledet) { ord.word("avledet_merknad") } else { String::new() },
        });
    }
    deler.push(Del::Oversikt { tabell: table });
    deler.extend(Bevis::of(world, &year.rad.belegg).map(|bevis| Del::Bevis { bevis }));
    if let Some(sum) = shares.filter(|sum| (sum - 100.0).abs() > world.config.terskler.sum_slingring) {
        deler.push(Del::Melding {
            art: "advarsel",
            tittel: ord.word("andeler_tittel"),
            avsnitt: vec![ord.fill("andeler", &[("sum", &numbers::decimal(sum, None))])],
        });
    }
    deler.push(Del::Fakta { fakta: practice(world, ord, year) });
    if let Some(text) = &year.tekst {
        let html = body::prose(world, text, year.rad.places.field("tekst"), rot, ord.language);
        deler.push(Del::Html { html: format!("<div class=\"brodtekst\">{html}</div>") });
    }
    deler
}

/// «Brukt i 2012: 900 000 kr per 31.08.2012, av rammen på ca. 2 000 000 kr.» Nothing when the plan says nothing of it.
pub fn spent(world: &World, ord: &Ord, year: &Finansieringsplan, label: &str) -> Option<String> {
    let ord = ord.for_side("oekonomi");
    let words = frame_words(world, &ord, &year.forbruk).tekst?;
    let when = year.forbruk.dato().filter(|dato| dato.first_day() <= world.derived.date);
    if year.forbruk.dato().is_some() && when.is_none() {
        return None;
    }
    let when = when.map_or_else(|| ord.word("forbruk_uten_dato"), |dato| ord.dato(dato));
    let whole = frame_words(world, &ord, &year.ramme).tekst.unwrap_or_else(|| ord.felles("grunn.tom"));
    Some(ord.fill("forbruk", &[("aar", label), ("brukt", &words), ("dato", &when), ("ramme", &whole)]))
}

/// «70 % Husbanken, 30 % kommunen av ca. 2 000 000 kr», year by year; nothing when the plan has no frame.
pub fn in_short(world: &World, ord: &Ord, plan: PlanId) -> Vec<String> {
    let ord = ord.for_side("oekonomi");
    let mut lines = Vec::new();
    for year in &world.site.plan(plan).finansiering {
        let label = year.aar.known().map_or_else(|| ord.word("uten_aar"), |aar| ord.dato(*aar));
        let (parts, _) = fordeling(year);
        let whole = frame_words(world, &ord, &year.ramme).tekst.unwrap_or_else(|| ord.felles("grunn.tom"));
        let shares = parts
            .iter()
            .filter_map(|part| Some(format!("{}\u{a0}% {}", numbers::decimal(part.andel?, None), part.kilde)));
        let shares: Vec<String> = shares.collect();
        let key = if shares.is_empty() { "kort_uten" } else { "kort" };
        lines.push(ord.fill(key, &[("aar", &label), ("ramme", &whole), ("andeler", &shares.join(", "))]));
        lines.push(spent(world, &ord, year, &label).unwrap_or_else(|| ord.fill("forbruk_ukjent", &[("aar", &label)])));
    }
    lines
}

/// «ca. 1 400 000 kr (avledet)».
fn amount(ord: &Ord, part: &Fordelt, year: &Finansieringsplan) -> String {
    let currency = year.ramme.known().and_then(|frame| frame.valuta.as_deref());
    let words = part.beloep.map_or_else(String::new, |n| penger::amount(n, part.ca, currency, ord.language));
    if part.avledet { format!("{words} ({})", ord.word("avledet")) } else { words }
}

/// The frame as printed and as an amount.
fn frame_words(world: &World, ord: &Ord, frame: &Felt<Ramme>) -> Vist {
    Vist::felt(world, frame, |frame| {
        let amount = frame.beloep.known().map(|n| penger::amount(*n, frame.ca, frame.valuta.as_deref(), ord.language));
        match (&frame.tekst, amount) {
            (_, Some(amount)) => amount,
            (Some(text), None) => text.clone(),
            (None, None) => String::new(),
        }
    })
}

fn split(ord: &Ord, year: &Finansieringsplan, parts: &[Fordelt], label: &str, id: &str) -> crate::chart::Chart {
    let most = parts
        .iter()
        .filter_map(|part| Some((part, part.beloep?)))
        .max_by(|(_, a), (_, b)| a.total_cmp(b))
        .map(|(part, _)| part);
    let title = most.map_or_else(String::new, |part| {
        let values = [("navn", part.kilde.clone()), ("beloep", amount(ord, part, year)), ("aar", label.to_owned())];
        let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
        ord.fill("fordeling_funn", &values)
    });
    let value = |part: &Fordelt| match part.beloep {
        Some(n) if part.ca => Value::About(n),
        Some(n) => Value::Number(n),
        None => Value::blank(ord.felles("grunn.tom")),
    };
    let caption = ord.fill("ramme_tabell", &[("aar", label)]);
    let unit = year.ramme.known().and_then(|frame| frame.valuta.as_deref()).filter(|code| *code != "NOK");
    Split {
        frame: diagram::frame(
            &format!("{id}-fig"),
            title,
            caption,
            unit.unwrap_or(ord.language.word("aktivitetsplan.kr")),
            ord.language,
        ),
        head: [ord.word("post"), ord.word("beloep"), ord.felles("kolonne.andel")],
        parts: parts.iter().map(|part| Part { label: part.kilde.clone(), value: value(part) }).collect(),
    }
    .draw()
}

/// When to apply, how often and to whom it is reported.
fn practice(world: &World, ord: &Ord, year: &Finansieringsplan) -> Vec<Fakta> {
    let fact = |key: &str, vist: Vist| match (vist.tekst, vist.grunn) {
        (Some(text), _) => Fakta::new(ord.word(key), text),
        (None, why) => Fakta::blank(ord.word(key), why.unwrap_or_default()),
    };
    let times = Vist::felt(world, &year.rapportering_per_aar, |n| {
        ord.fill("ganger_i_aaret", &[("antall", &numbers::decimal(*n, None))])
    });
    let to = match year.rapporteres_til.as_slice() {
        [] => Vist::blank(crate::domain::felt::Grunn::Tom),
        names => Vist::words(names.join(", ")),
    };
    vec![
        fact("soeknadsfrist", Vist::felt(world, &year.soeknadsfrist, |due| ord.dato_lang(*due))),
        fact("rapportering", times),
        fact("rapporteres_til", to),
    ]
}

/// Who is named as paying, and the sums that are known.
pub fn funders(ord: &Ord, money: &Finansieringsbilde, prefix: &str) -> Seksjon {
    let ord = ord.for_side("oekonomi");
    let mut section = Seksjon::new(format!("{prefix}finansierere"), ord.word("finansierere"));
    if money.summer.is_empty() {
        section = section.med(Del::avsnitt(ord.word("ingen_sum")));
    }
    for sum in &money.summer {
        let mut words = penger::amount(sum.beloep, sum.ca, Some(&sum.valuta), ord.language);
        if let Some(per) = sum.per {
            use crate::domain::enumeration::Enumeration;
            words.push(' ');
            words.push_str(ord.language.word(&format!("aktivitetsplan.per_{}", per.key())));
        }
        let values = [("sum", words), ("antall", ord.tall(sum.antall)), ("total", ord.tall(money.antall))];
        let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
        section = section.med(Del::avsnitt(ord.fill_for("sum", money.antall, &values)));
    }
    if money.finansierere.is_empty() {
        return section.med(Del::avsnitt(ord.word("ingen_finansierere")));
    }
    let mut table = Oversikt::new(
        format!("{prefix}tabell-finansierere"),
        ord.word("finansierere_tabell"),
        vec![
            Kolonne::ord(ord.word("finansierer")),
            Kolonne::tall(ord.word("antall_aktiviteter")),
            Kolonne::tall(ord.word("kjent_beloep")),
            Kolonne::ord(ord.word("hvordan")),
        ],
    );
    for funder in &money.finansierere {
        let amount = funder.beloep.map(|n| penger::amount(n, false, None, ord.language));
        table.push(vec![
            Celle::ord(funder.navn.clone()),
            Celle::ord(ord.av(funder.aktiviteter.len(), money.antall)),
            Celle::ord(amount.unwrap_or_default()),
            Celle::ord(ord.word(if funder.forslag { "delt_tekst" } else { "som_trykt" })),
        ]);
    }
    let split = money.finansierere.iter().any(|funder| funder.forslag);
    section = section.med(Del::Oversikt { tabell: table });
    if split { section.med(Del::merknad(ord.word("forslag_merknad"))) } else { section }
}

/// One row per activity: what it says of cost and funding.
pub fn activities(world: &World, ord: &Ord, items: &[ItemId], prefix: &str) -> Del {
    let ord = ord.for_side("oekonomi");
    let mut table = Oversikt::new(
        format!("{prefix}tabell-kostnad"),
        ord.fill("kostnad_tabell", &[("antall", &ord.antall("aktivitet", items.len()))]),
        vec![
            Kolonne::ord(ord.felles("type.aktivitet")),
            Kolonne::valg("omraade", ord.felles("kolonne.omraade")),
            Kolonne::ord(ord.word("kostnad_som_trykt")),
            Kolonne::valg("finansiering", ord.word("finansiering")),
            Kolonne { orden: "verdi", ..Kolonne::tall(ord.word("beloep")) },
        ],
    );
    for item in items {
        let Some(activity) = world.site.aktivitet(*item) else { continue };
        let areas = world.site.graph.targets(*item, crate::domain::rad::Relasjon::Omraade);
        let cost = Celle::vist(Vist::felt(world, &activity.kostnad, |cost| cost.tekst.clone().unwrap_or_default()));
        let shares: Vec<Linje> = share_lines(activity.finansiering.items(), ord.language)
            .into_iter()
            .map(|line| Linje::ord(line.tekst))
            .collect();
        let stated = activity.kostnad.known().and_then(|cost| cost.beloep.known().copied());
        let amount = match &activity.kostnad.verdi {
            Verdi::Kjent(cost) if cost.beloep.known().is_some() => {
                let own = crate::domain::aktivitet::Kostnad { tekst: None, ..cost.clone() };
                Celle::linjer(cost_lines(&own, ord.language).into_iter().map(|l| Linje::ord(l.tekst)).collect())
            }
            Verdi::Kjent(cost) => Celle::vist(Vist::felt(world, &cost.beloep, |_| String::new())),
            Verdi::Blank(why) => Celle::blank(*why),
        };
        table.push(vec![
            Celle::item(world, *item),
            Celle::items(world, &areas),
            cost,
            Celle::linjer(shares),
            amount.med_verdi(stated),
        ]);
    }
    Del::Oversikt { tabell: table }
}
